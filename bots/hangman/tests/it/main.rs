//! Hangman, tested at its boundaries.

#[cfg(test)]
mod e2e;
#[cfg(test)]
mod gallows;
#[cfg(test)]
mod games;
#[cfg(test)]
mod word_list;
