//! What categories, difficulties, letters and people are called.

use i18n::{Raw, Text};

use crate::domain::letter::Letters;
use crate::domain::team::Player;
use crate::domain::word::{Category, Difficulty};

/// Name of a category.
#[must_use]
pub fn category(category: Category) -> Text {
    Text::new(format!("category-{}", category.as_str()))
}

/// Name of a difficulty.
#[must_use]
pub fn difficulty(difficulty: Difficulty) -> Text {
    Text::new(format!("difficulty-{}", difficulty.as_str()))
}

/// A person, shown by their name; nobody is pinged.
pub(super) fn person(player: Player) -> Raw {
    Raw::mention(player.get())
}

/// `A, N, X`
pub(super) fn letters(letters: Letters) -> Raw {
    let all: Vec<String> = letters.iter().map(|letter| letter.to_string()).collect();
    Raw::markup(all.join(", "))
}
