//! What a view returns: a Components V2 message or a classic one, never a mixture.

use crate::assemble::{classic, v2};
use crate::block::{Block, Container};
use crate::embed::Embed;
use crate::error::BuildError;
use crate::media::Picture;
use crate::mentions::Mentions;
use crate::rendered::Rendered;
use crate::row::Row;

/// A message to send, not yet checked against Discord's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    body: Body,
    mentions: Mentions,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Body {
    V2(Vec<Block>),
    Classic(Classic),
}

impl Message {
    /// A Components V2 message. Once sent as such, a message stays one.
    #[must_use]
    pub fn v2(blocks: Vec<Block>) -> Self {
        Self {
            body: Body::V2(blocks),
            mentions: Mentions::none(),
        }
    }

    /// A message of text, embeds and rows; turns into a [`Message`] with `into()`.
    #[must_use]
    pub fn classic() -> Classic {
        Classic::default()
    }

    /// Who may be pinged; nobody unless this is called.
    #[must_use]
    pub fn mentions(mut self, mentions: Mentions) -> Self {
        self.mentions = mentions;
        self
    }

    /// The message as Discord takes it: texts cut, everything counted.
    ///
    /// # Errors
    /// Only for mistakes of the view's structure (too many components, an id twice …), never for a text.
    pub fn finish(self) -> Result<Rendered, BuildError> {
        let mut rendered = match self.body {
            Body::V2(blocks) => v2::rendered(blocks)?,
            Body::Classic(message) => classic::rendered(message)?,
        };
        rendered.allowed_mentions = self.mentions.into_allowed();
        Ok(rendered)
    }
}

impl From<Container> for Message {
    fn from(container: Container) -> Self {
        Self::v2(vec![container.into()])
    }
}

impl From<Classic> for Message {
    fn from(message: Classic) -> Self {
        Self {
            body: Body::Classic(message),
            mentions: Mentions::none(),
        }
    }
}

/// A message without Components V2.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classic {
    pub(crate) content: String,
    pub(crate) embeds: Vec<Embed>,
    pub(crate) rows: Vec<Row>,
    pub(crate) files: Vec<Picture>,
}

impl Classic {
    /// The text above the embeds, markdown.
    #[must_use]
    pub fn content(mut self, markdown: impl Into<String>) -> Self {
        self.content = markdown.into();
        self
    }

    /// Adds an embed, at most ten.
    #[must_use]
    pub fn embed(mut self, embed: Embed) -> Self {
        self.embeds.push(embed);
        self
    }

    /// Adds a row, at most five.
    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// Adds rows; an `Option<Row>` will do.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// Adds a picture below the text.
    #[must_use]
    pub fn picture(mut self, picture: Picture) -> Self {
        self.files.push(picture);
        self
    }

    /// Who may be pinged; nobody unless this is called.
    #[must_use]
    pub fn mentions(self, mentions: Mentions) -> Message {
        Message::from(self).mentions(mentions)
    }
}
