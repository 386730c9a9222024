//! Why a message or modal cannot be built. Never because of a text that is shown: those are cut.

use crate::custom_id::EncodeError;
use crate::limits;

/// A mistake in how a view is put together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// Nothing was put into the message or modal.
    #[error("nothing to show")]
    Empty,
    /// More of something than Discord takes.
    #[error("{count} {what}, {max} are allowed")]
    TooMany {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many Discord takes.
        max: usize,
    },
    /// Two components that could not be told apart.
    #[error("two components with the custom id {id:?}")]
    DuplicateId {
        /// The id that both have.
        id: String,
    },
    /// An id that cannot be written.
    #[error(transparent)]
    CustomId(#[from] EncodeError),
    /// A select without options.
    #[error("select {family} has no options")]
    NoOptions {
        /// The family of its id, or the name of its field.
        family: String,
    },
    /// A group of radio buttons or checkboxes with too few or too many options.
    #[error("field {field} has {count} options, {min} to {max} are allowed")]
    Options {
        /// The name of the field.
        field: String,
        /// How many there are.
        count: usize,
        /// The fewest that Discord takes.
        min: usize,
        /// The most that Discord takes.
        max: usize,
    },
    /// A field that must be filled in, but asks for nothing at least.
    #[error("field {field} is required, yet nothing need be chosen")]
    Required {
        /// The name of the field.
        field: String,
    },
    /// A value of a select option that is empty, longer than 100 characters or there twice.
    #[error("select option value {value:?} is empty, there twice or longer than {max} characters", max = limits::SELECT_TEXT)]
    OptionValue {
        /// The value.
        value: String,
    },
    /// A select that asks for more than it has, or for nothing at most.
    #[error("select {family} cannot ask for {min} to {max} options")]
    Choose {
        /// The family of its id, or the name of its field.
        family: String,
        /// The fewest to choose.
        min: u8,
        /// The most to choose.
        max: u8,
    },
    /// Not exactly one Unicode emoji.
    #[error("an emoji is one Unicode emoji")]
    Emoji,
    /// An address that Discord does not take in this place.
    #[error("{url:?} is no address for a link here")]
    Url {
        /// The address.
        url: String,
    },
    /// A time outside what Discord can show.
    #[error("{unix_seconds} s after 1970 is no time that Discord shows")]
    Timestamp {
        /// Seconds since 1970.
        unix_seconds: i64,
    },
    /// A field name of a modal that is empty, longer than 100 characters or there twice.
    #[error("field name {name:?} is empty, there twice or longer than {max} characters", max = limits::CUSTOM_ID)]
    FieldName {
        /// The name.
        name: String,
    },
}

/// `count` of `what` is within `max`.
pub(crate) fn at_most(what: &'static str, count: usize, max: usize) -> Result<(), BuildError> {
    if count > max {
        Err(BuildError::TooMany { what, count, max })
    } else {
        Ok(())
    }
}
