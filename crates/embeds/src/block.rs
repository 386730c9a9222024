//! The blocks of a Components V2 message: containers and what may stand in or beside them.

use crate::button::{AnyButton, Button, LinkButton};
use crate::media::Picture;
use crate::palette::Tone;
use crate::row::Row;
use crate::{cut, limits};

/// A markdown text. Texts of a person must be escaped before they get here (`i18n::escape::text`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock(pub(crate) String);

/// A markdown text.
#[must_use]
pub fn text(markdown: impl Into<String>) -> TextBlock {
    TextBlock(markdown.into())
}

/// A heading of one line.
#[must_use]
pub fn heading(text: &str) -> TextBlock {
    prefixed("### ", text)
}

/// A small quiet line.
#[must_use]
pub fn subtext(text: &str) -> TextBlock {
    prefixed("-# ", text)
}

/// One line behind a mark; a line with nothing to see stays empty and is left out.
fn prefixed(mark: &str, text: &str) -> TextBlock {
    let line = cut::line(text, limits::TEXT_TOTAL);
    TextBlock(if line.is_empty() {
        line
    } else {
        format!("{mark}{line}")
    })
}

impl From<&str> for TextBlock {
    fn from(markdown: &str) -> Self {
        text(markdown)
    }
}

impl From<String> for TextBlock {
    fn from(markdown: String) -> Self {
        text(markdown)
    }
}

/// What stands to the right of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accessory {
    /// A button of either kind.
    Button(AnyButton),
    /// A small picture.
    Thumbnail(Picture),
}

impl From<Button> for Accessory {
    fn from(button: Button) -> Self {
        Self::Button(button.into())
    }
}

impl From<LinkButton> for Accessory {
    fn from(button: LinkButton) -> Self {
        Self::Button(button.into())
    }
}

impl From<Picture> for Accessory {
    fn from(picture: Picture) -> Self {
        Self::Thumbnail(picture)
    }
}

/// One to three texts with a button or a small picture beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub(crate) texts: Vec<String>,
    pub(crate) accessory: Accessory,
}

impl Section {
    /// A section of one text.
    #[must_use]
    pub fn new(text: impl Into<TextBlock>, accessory: impl Into<Accessory>) -> Self {
        Self {
            texts: vec![text.into().0],
            accessory: accessory.into(),
        }
    }

    /// Adds a text; the fourth and later ones become lines of the third.
    #[must_use]
    pub fn text(mut self, text: impl Into<TextBlock>) -> Self {
        let text = text.into().0;
        match self.texts.get_mut(limits::SECTION_TEXTS - 1) {
            Some(third) => {
                third.push('\n');
                third.push_str(&text);
            }
            None => self.texts.push(text),
        }
        self
    }
}

/// A gap between blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Separator {
    pub(crate) large: bool,
    pub(crate) line: bool,
}

impl Separator {
    /// A thin line.
    #[must_use]
    pub fn line() -> Self {
        Self {
            large: false,
            line: true,
        }
    }

    /// Empty space.
    #[must_use]
    pub fn space() -> Self {
        Self {
            large: true,
            line: false,
        }
    }
}

/// What may stand in a container, or alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A text; left out if there is nothing to see.
    Text(TextBlock),
    /// Texts with something beside them.
    Section(Section),
    /// Buttons or a select.
    Row(Row),
    /// A gap.
    Separator(Separator),
    /// One to ten pictures; left out without any.
    Gallery(Vec<Picture>),
}

/// A frame with a coloured stripe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    pub(crate) tone: Tone,
    pub(crate) pieces: Vec<Piece>,
}

/// An empty container; one that stays empty is left out of its message.
///
/// The symbol of a tone that is news (success, warning, danger) is put before its first text, unless one of its
/// texts has it.
#[must_use]
pub fn container(tone: Tone) -> Container {
    Container {
        tone,
        pieces: Vec::new(),
    }
}

impl Container {
    /// Adds anything.
    #[must_use]
    pub fn piece(mut self, piece: impl Into<Piece>) -> Self {
        self.pieces.push(piece.into());
        self
    }

    /// Adds a heading of one line.
    #[must_use]
    pub fn heading(self, line: &str) -> Self {
        self.piece(heading(line))
    }

    /// Adds a markdown text.
    #[must_use]
    pub fn text(self, text: impl Into<TextBlock>) -> Self {
        self.piece(text.into())
    }

    /// Adds a small quiet line.
    #[must_use]
    pub fn subtext(self, line: &str) -> Self {
        self.piece(subtext(line))
    }

    /// Adds a large picture.
    #[must_use]
    pub fn picture(self, picture: Picture) -> Self {
        self.piece(Piece::Gallery(vec![picture]))
    }

    /// Adds a section.
    #[must_use]
    pub fn section(self, section: Section) -> Self {
        self.piece(section)
    }

    /// Adds a row.
    #[must_use]
    pub fn row(self, row: Row) -> Self {
        self.piece(row)
    }

    /// Adds rows; an `Option<Row>` will do.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.pieces.extend(rows.into_iter().map(Piece::Row));
        self
    }

    /// Adds a thin line.
    #[must_use]
    pub fn separator(self) -> Self {
        self.piece(Separator::line())
    }
}

/// One block of a V2 message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A frame around pieces.
    Container(Container),
    /// A piece without a frame.
    Piece(Piece),
}

impl From<TextBlock> for Piece {
    fn from(text: TextBlock) -> Self {
        Self::Text(text)
    }
}

impl From<Section> for Piece {
    fn from(section: Section) -> Self {
        Self::Section(section)
    }
}

impl From<Row> for Piece {
    fn from(row: Row) -> Self {
        Self::Row(row)
    }
}

impl From<Separator> for Piece {
    fn from(separator: Separator) -> Self {
        Self::Separator(separator)
    }
}

impl From<Picture> for Piece {
    fn from(picture: Picture) -> Self {
        Self::Gallery(vec![picture])
    }
}

impl From<Container> for Block {
    fn from(container: Container) -> Self {
        Self::Container(container)
    }
}

/// Every piece is a block by itself.
macro_rules! blocks_from {
    ($($piece:ty),+) => {$(
        impl From<$piece> for Block {
            fn from(piece: $piece) -> Self {
                Self::Piece(piece.into())
            }
        }
    )+};
}

blocks_from!(Piece, TextBlock, Section, Row, Separator, Picture);
