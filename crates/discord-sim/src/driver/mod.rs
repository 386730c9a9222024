//! People who act: the client's half of Discord.
//!
//! A [`Person`] takes a [`Seat`] in a channel and does there what Discord's client allows: run a registered command,
//! press a button that is there and enabled, choose from a select, submit an open modal. What the client would not
//! allow is a [`DriverError`], and nothing reaches the bot; the `_raw` methods go past the client for hostile tests.

mod act;
mod complete;
mod consent;
mod error;
mod event;
mod fill;
mod invite;
mod mark;
mod membership;
mod menu;
mod message;
mod modal;
mod moderation;
mod offer;
mod options;
mod person;
mod render;
mod repeat;
mod resolve;
mod right;
mod sent;
mod shop;
mod shown;
mod slash;
mod submit;
mod thread;
mod view;
mod voice;

pub use act::Target;
pub use complete::Choice;
pub use error::DriverError;
pub use modal::{FieldView, ModalView};
pub(crate) use offer::offers;
pub use person::{Person, Seat};
pub(crate) use resolve::LARGEST_FILE;
pub(crate) use sent::Sent;
pub use shop::{Entitlement, Subscription};
pub use shown::{Outcome, Shown};
pub(crate) use thread::ThreadChange;
pub use view::{ButtonView, MessageView, PictureView, ReactionView, SelectView};
