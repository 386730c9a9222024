//! What Discord's client, or Discord itself, does not let a person do.

/// Why a person could not do something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DriverError {
    /// No application here registered such a command.
    #[error("there is no command {0} here")]
    UnknownCommand(String),
    /// The command exists, but the client does not offer it to this person in this place.
    #[error("{command} is not offered here: {why}")]
    NotOffered {
        /// The command as it is called: `/play word`, or its name in a menu.
        command: String,
        /// What is missing.
        why: String,
    },
    /// A sub-command is missing or unknown.
    #[error("/{0} needs one of its sub-commands")]
    SubCommand(String),
    /// Text that belongs to no option.
    #[error("`{text}` is no option of /{command}")]
    UnknownOption {
        /// The command's path.
        command: String,
        /// What was typed.
        text: String,
    },
    /// A required option is not filled in.
    #[error("/{command} needs {option}")]
    MissingOption {
        /// The command's path.
        command: String,
        /// The option's name.
        option: String,
    },
    /// A value that the client does not accept for its option.
    #[error("`{value}` cannot be {option}: {why}")]
    BadValue {
        /// The option's name.
        option: String,
        /// What was typed.
        value: String,
        /// What the client wants.
        why: String,
    },
    /// The person does not see the channel.
    #[error("the person does not see this channel")]
    NoAccess,
    /// A rule of auto-moderation blocked the message (Discord's code 200000); the text is the rule's own message.
    #[error("auto-moderation blocked the message: {0}")]
    Moderated(String),
    /// The person does not see the message, or it is gone.
    #[error("there is no such message for this person")]
    NoMessage,
    /// Something that the client does not let this person do, or Discord refuses.
    #[error("{0}")]
    Refused(&'static str),
    /// Something that the person has no right to do.
    #[error("{0}")]
    Forbidden(&'static str),
    /// A field of what is sent breaks one of Discord's rules.
    #[error("{field}: {why}")]
    BadBody {
        /// The field's path: `poll.answers.0`.
        field: String,
        /// Discord's sentence about it.
        why: String,
    },
    /// Slow mode: the person may write again in so many seconds.
    #[error("slow mode lets the person write again in {0} s")]
    SlowMode(u64),
    /// No such button or select, or it is disabled.
    #[error("`{0}` cannot be used: {1}")]
    NotClickable(String, &'static str),
    /// What a page says instead of doing it.
    #[error("the page says: {0}")]
    Page(String),
    /// The shop does not sell it to this person.
    #[error("it cannot be bought: {0}")]
    NotForSale(&'static str),
    /// A choice that the select does not offer, or too few or too many.
    #[error("the select does not take {0}")]
    BadChoice(String),
    /// A modal's field that is not there, or a value that it does not take.
    #[error("the modal's `{field}` does not take this: {why}")]
    BadField {
        /// The field's label, or its custom id where it has none.
        field: String,
        /// The field's custom id.
        custom_id: String,
        /// What it wants.
        why: String,
    },
    /// The bot answered with something else.
    #[error("the bot answered with {got}, not with {wanted}")]
    Unexpected {
        /// What the caller wanted.
        wanted: &'static str,
        /// What came.
        got: String,
    },
    /// The bot did not answer in time: "The application did not respond".
    #[error("the application did not respond")]
    NoResponse,
    /// Nothing happened for so long that the test cannot go on.
    #[error("waited {0} s for {1}")]
    Waited(u64, &'static str),
    /// A modal or an interaction of the past.
    #[error("there is no such interaction")]
    NoInteraction,
}
