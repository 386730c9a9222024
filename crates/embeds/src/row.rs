//! Action rows: one to five buttons, or exactly one select.

use crate::button::AnyButton;
use crate::limits;
use crate::select::AnySelect;

/// A row of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row(pub(crate) Content);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Buttons(Vec<AnyButton>),
    Select(AnySelect),
}

impl Row {
    /// One to five buttons; any other number does not compile.
    ///
    /// ```
    /// # use embeds::{AnyButton, Button, CustomId, LinkButton, Row, Style};
    /// let guess = Button::new(Style::Primary, "Guess").id(CustomId::new("hm.word", 1));
    /// let help = LinkButton::new("Help", "https://example.org");
    /// Row::buttons([AnyButton::from(guess), help.into()]);
    /// ```
    ///
    /// ```compile_fail
    /// # use embeds::{Button, Row};
    /// Row::buttons::<Button, 0>([]);
    /// ```
    #[must_use]
    pub fn buttons<B: Into<AnyButton>, const N: usize>(buttons: [B; N]) -> Self {
        const {
            assert!(
                N >= 1 && N <= limits::ROW_BUTTONS,
                "a row holds one to five buttons"
            );
        };
        Self(Content::Buttons(
            buttons.into_iter().map(Into::into).collect(),
        ))
    }

    /// As many rows of up to five as the buttons need, in order; no buttons, no row.
    #[must_use]
    pub fn wrapped<B: Into<AnyButton>>(buttons: impl IntoIterator<Item = B>) -> Vec<Self> {
        let mut rows: Vec<Vec<AnyButton>> = Vec::new();
        for button in buttons {
            match rows
                .last_mut()
                .filter(|row| row.len() < limits::ROW_BUTTONS)
            {
                Some(row) => row.push(button.into()),
                None => rows.push(vec![button.into()]),
            }
        }
        rows.into_iter()
            .map(|row| Self(Content::Buttons(row)))
            .collect()
    }

    /// One select.
    #[must_use]
    pub fn select(select: impl Into<AnySelect>) -> Self {
        Self(Content::Select(select.into()))
    }
}
