//! One file per family of buttons.

pub mod again;
pub mod letter;
pub mod stop;
pub mod word;
