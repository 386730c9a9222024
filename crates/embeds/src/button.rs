//! Buttons: with an id that comes back to a handler, or a link. One without either cannot be placed.

use twilight_model::channel::message::EmojiReactionType;
use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::id::Id;
use twilight_model::id::marker::EmojiMarker;
use unicode_segmentation::UnicodeSegmentation;

use crate::custom_id::CustomId;

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// The one thing to do.
    Primary,
    /// Everything else.
    Secondary,
    /// Confirms something good.
    Success,
    /// Cannot be undone.
    Danger,
}

impl Style {
    pub(crate) fn discord(self) -> ButtonStyle {
        match self {
            Self::Primary => ButtonStyle::Primary,
            Self::Secondary => ButtonStyle::Secondary,
            Self::Success => ButtonStyle::Success,
            Self::Danger => ButtonStyle::Danger,
        }
    }
}

/// A Unicode or custom emoji.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Emoji(EmojiReactionType);

impl Emoji {
    /// A Unicode emoji, such as `"🎉"`; checked when the message is finished.
    #[must_use]
    pub fn unicode(emoji: &str) -> Self {
        Self(EmojiReactionType::Unicode {
            name: emoji.to_owned(),
        })
    }

    /// An emoji that a guild or the application uploaded.
    #[must_use]
    pub fn custom(id: Id<EmojiMarker>, name: &str, animated: bool) -> Self {
        Self(EmojiReactionType::Custom {
            animated,
            id,
            name: Some(name.to_owned()),
        })
    }

    /// The emoji for Discord; `None` if a Unicode one is not exactly one grapheme outside ASCII.
    pub(crate) fn discord(self) -> Option<EmojiReactionType> {
        match &self.0 {
            EmojiReactionType::Unicode { name } => {
                let one = name.graphemes(true).count() == 1;
                (one && !name.is_ascii() && !name.chars().all(char::is_alphanumeric))
                    .then_some(self.0)
            }
            EmojiReactionType::Custom { .. } => Some(self.0),
        }
    }
}

impl From<&str> for Emoji {
    fn from(emoji: &str) -> Self {
        Self::unicode(emoji)
    }
}

/// The place of an id that is still to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoId;

/// A button that comes back as an interaction. `Button::new(style, label).id(custom_id)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button<I = CustomId> {
    pub(crate) style: Style,
    pub(crate) label: String,
    pub(crate) id: I,
    pub(crate) disabled: bool,
    pub(crate) emoji: Option<Emoji>,
}

impl Button<NoId> {
    /// A button without an id yet. The label is cut at 80 characters and may be empty beside an emoji.
    #[must_use]
    pub fn new(style: Style, label: impl Into<String>) -> Self {
        Self {
            style,
            label: label.into(),
            id: NoId,
            disabled: false,
            emoji: None,
        }
    }

    /// What comes back when it is pressed; different for each component of a message.
    #[must_use]
    pub fn id(self, id: CustomId) -> Button {
        Button {
            style: self.style,
            label: self.label,
            id,
            disabled: self.disabled,
            emoji: self.emoji,
        }
    }
}

impl<I> Button<I> {
    /// Whether it cannot be pressed.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// The emoji before the label.
    #[must_use]
    pub fn emoji(mut self, emoji: impl Into<Emoji>) -> Self {
        self.emoji = Some(emoji.into());
        self
    }
}

/// A button that opens a page and tells nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkButton {
    pub(crate) label: String,
    pub(crate) url: String,
    pub(crate) emoji: Option<Emoji>,
}

impl LinkButton {
    /// A link to an `https`, `http` or `discord` address of at most 512 characters.
    #[must_use]
    pub fn new(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            url: url.into(),
            emoji: None,
        }
    }

    /// The emoji before the label.
    #[must_use]
    pub fn emoji(mut self, emoji: impl Into<Emoji>) -> Self {
        self.emoji = Some(emoji.into());
        self
    }
}

/// Either kind of button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnyButton {
    /// Comes back as an interaction.
    Button(Button),
    /// Opens a page.
    Link(LinkButton),
}

impl From<Button> for AnyButton {
    fn from(button: Button) -> Self {
        Self::Button(button)
    }
}

impl From<LinkButton> for AnyButton {
    fn from(button: LinkButton) -> Self {
        Self::Link(button)
    }
}
