//! How things look: palette, embeds, Components V2, pagination, progress bars and picture cards within Discord's limits.
//!
//! Views build a [`Message`] or a [`Modal`] and return it; the runtime calls `finish()` and sends what comes out.
//! Builders take any text: control characters go, what is too long is cut at a grapheme with "…", what has nothing
//! to see is left out, so no text makes an invalid message. What a text *means* is the caller's: names and texts
//! of people are escaped with `i18n::escape` before they get here. Mistakes of structure do not compile or are a
//! [`BuildError`].
//!
//! - messages: [`Message`], [`container`], [`text`], [`Section`], [`Row`], [`Button`], [`StringSelect`],
//!   [`UserSelect`] and its kin, [`Embed`]
//! - windows: [`Modal`], [`Field`], [`TextInput`], [`RadioGroup`], [`CheckboxGroup`], [`Checkbox`], [`FileUpload`]
//! - state in components: [`CustomId`], [`pages`]
//! - looks: [`palette`], [`progress`]
//! - pictures: [`svg`] and [`card`] say what to draw, [`picture`] draws it, [`Picture`] puts it into a message

mod assemble;
mod block;
mod button;
pub mod card;
mod custom_id;
pub mod cut;
mod draw;
mod embed;
mod error;
pub mod font;
pub mod limits;
mod media;
mod mentions;
mod message;
mod modal;
pub mod pages;
pub mod palette;
pub mod picture;
pub mod progress;
mod rendered;
mod row;
mod select;
pub mod svg;

pub use block::{
    Accessory, Block, Container, Piece, Section, Separator, TextBlock, container, heading, subtext,
    text,
};
pub use button::{AnyButton, Button, Emoji, LinkButton, NoId, Style};
pub use custom_id::{CustomId, EncodeError, Malformed, Reader};
pub use embed::Embed;
pub use error::BuildError;
pub use media::{Alt, Picture};
pub use mentions::Mentions;
pub use message::{Classic, Message};
pub use modal::{
    Checkbox, CheckboxGroup, Field, FileUpload, GroupOption, Input, Modal, ModalPart,
    RadioComponent, RadioGroup, RadioLabel, RadioOption, RenderedModal, TextInput,
};
pub use palette::Tone;
pub use rendered::{Attachment, File, Rendered};
pub use row::Row;
pub use select::{
    AnySelect, ChannelSelect, Channels, FieldName, MentionableSelect, Mentionables, Offers,
    RoleSelect, Roles, Select, SelectOption, StringSelect, Texts, UserSelect, Users,
};
