//! The world in a file: a simulator that starts again goes on with the world it had.
//!
//! Saved is what bots and people would miss: the world's data with the bytes of its files, the clock, the last id, and
//! the world file that a reset goes back to. Not saved is what ends with the process: sessions, presences, voice
//! states, the journal, faults. What of the world is skipped says so where it is declared.
//!
//! **Invariant:** a file that could not be read is never written over, and a world is never half read: it comes back as
//! it was saved, or not at all.

mod address;
mod error;
mod form;
mod keeper;
mod part;
mod place;
mod restore;
mod saving;
mod section;
mod snapshot;

pub use error::StateError;
pub(crate) use keeper::Keeper;
pub(crate) use part::{in_order, raw};
pub(crate) use restore::{load, load_there};
pub use saving::{Saved, Saving};
