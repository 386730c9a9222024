//! Messages and pictures as Discord would get them.

mod checker;
mod fields;
mod hostile;
mod parts;
mod pictures;
mod selects;
mod structure;
mod twilight;
mod views;
