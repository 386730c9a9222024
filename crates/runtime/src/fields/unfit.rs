//! Why a window's fields are not taken, and what the person is told.

use std::ops::RangeInclusive;

use embeds::Malformed;
use i18n::{Raw, Text, Texts};

use crate::{Refusal, router::Unrouted};

/// Why a submitted window is not taken.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Unfit {
    /// Its `custom_id` is of another release, or made up.
    #[error("the window is of another release")]
    Stale,
    /// A field holds what the window did not ask for.
    #[error("field {field}: {fault}")]
    Field {
        /// The name that was asked for.
        field: String,
        /// What is wrong with it.
        fault: Fault,
    },
}

/// What is wrong with a field.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Fault {
    /// It is not there.
    #[error("it is missing")]
    Missing,
    /// It is of another kind.
    #[error("it is of another kind")]
    Kind,
    /// A text that is not of so many characters.
    #[error("it is not of {} to {} characters", .0.start(), .0.end())]
    Length(RangeInclusive<usize>),
    /// Not so many were chosen.
    #[error("it has not {} to {} values", .0.start(), .0.end())]
    Count(RangeInclusive<usize>),
    /// Something that was not offered.
    #[error("it has what was not offered")]
    Value,
}

impl From<Malformed> for Unfit {
    fn from(_: Malformed) -> Self {
        Self::Stale
    }
}

impl Unfit {
    pub(super) fn new(field: &str, fault: Fault) -> Self {
        Self::Field {
            field: field.to_owned(),
            fault,
        }
    }

    /// What the person is told. A field is called by the text `field-<family>-<field>`, where the catalogue has it
    /// (what is no letter or digit becomes a dash), else by its name.
    pub(crate) fn refusal(
        self,
        family: &str,
        has: impl Fn(&str) -> bool,
        texts: &Texts,
    ) -> Refusal {
        let Self::Field { field, fault } = self else {
            return Unrouted::Stale.refusal();
        };
        let key = label_key(family, &field);
        let label = if has(&key) { texts.get(&key) } else { field };
        let (why, range) = match fault {
            Fault::Missing => ("missing", 0..=0),
            Fault::Length(range) => ("length", range),
            Fault::Count(range) => ("count", range),
            Fault::Kind | Fault::Value => ("offer", 0..=0),
        };
        let number = |number: &usize| i64::try_from(*number).unwrap_or(i64::MAX);
        let text = Text::new("refusal-field")
            .escaped("field", &label)
            .raw("why", Raw::markup(why))
            .raw("least", number(range.start()))
            .raw("most", number(range.end()));
        Refusal::new("unfit_field", text)
    }
}

fn label_key(family: &str, field: &str) -> String {
    format!("field-{family}-{field}")
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}
