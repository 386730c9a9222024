//! Classic embeds: a framed text with fields, for messages without Components V2.

use crate::media::Picture;
use crate::palette::Tone;

/// An embed. All texts are cut to Discord's limits, and to 6,000 characters over all embeds of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embed {
    pub(crate) tone: Tone,
    pub(crate) title: String,
    pub(crate) url: Option<String>,
    pub(crate) description: String,
    pub(crate) author: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) footer: String,
    pub(crate) timestamp: Option<i64>,
    pub(crate) image: Option<Picture>,
    pub(crate) thumbnail: Option<Picture>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) inline: bool,
}

impl Embed {
    /// An empty embed; one that stays empty is left out of its message.
    #[must_use]
    pub fn new(tone: Tone) -> Self {
        Self {
            tone,
            ..Self::default()
        }
    }

    /// The title, one line.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The `https` or `http` address that the title leads to.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// The main text, markdown.
    #[must_use]
    pub fn description(mut self, markdown: impl Into<String>) -> Self {
        self.description = markdown.into();
        self
    }

    /// The small line above the title.
    #[must_use]
    pub fn author(mut self, name: impl Into<String>) -> Self {
        self.author = name.into();
        self
    }

    /// Adds a field, at most 25.
    #[must_use]
    pub fn field(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
        inline: bool,
    ) -> Self {
        self.fields.push(Field {
            name: name.into(),
            value: value.into(),
            inline,
        });
        self
    }

    /// The small text below.
    #[must_use]
    pub fn footer(mut self, text: impl Into<String>) -> Self {
        self.footer = text.into();
        self
    }

    /// A time beside the footer, in Unix seconds; Discord shows it in each reader's zone.
    #[must_use]
    pub fn timestamp(mut self, unix_seconds: i64) -> Self {
        self.timestamp = Some(unix_seconds);
        self
    }

    /// A large picture.
    #[must_use]
    pub fn image(mut self, picture: Picture) -> Self {
        self.image = Some(picture);
        self
    }

    /// A small picture.
    #[must_use]
    pub fn thumbnail(mut self, picture: Picture) -> Self {
        self.thumbnail = Some(picture);
        self
    }
}
