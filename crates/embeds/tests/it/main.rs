//! Messages and pictures as Discord would get them.

mod checker;
mod hostile;
mod pictures;
mod structure;
mod views;
