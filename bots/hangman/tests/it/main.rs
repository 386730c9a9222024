//! Hangman, tested at its boundaries.

#[cfg(test)]
mod both;
#[cfg(test)]
mod config;
#[cfg(test)]
mod e2e;
#[cfg(test)]
mod gallows;
#[cfg(test)]
mod games;
#[cfg(test)]
mod manifest;
#[cfg(test)]
mod races;
#[cfg(test)]
mod store;
#[cfg(test)]
mod table;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod views;
#[cfg(test)]
mod word_list;
