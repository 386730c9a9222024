//! Messages and pictures as Discord would get them.

mod checker;
mod hostile;
mod parts;
mod pictures;
mod structure;
mod views;
