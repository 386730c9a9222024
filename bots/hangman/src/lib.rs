//! Guess the word before the gallows stands.
