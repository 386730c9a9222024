//! `/hangman start`: a new game in this channel.

use std::time::Duration;

use i18n::Texts;
use runtime::{Answers, Autocomplete, Choice, Command, Ctx, Failure, Reply};
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::guild::Permissions;

use super::choices::{DifficultyChoice, ModeChoice};
use crate::app::App;
use crate::domain::game::Mode;
use crate::domain::round::Wish;
use crate::domain::word::Category;
use crate::views::names;
use crate::{refusals, turn};

/// Between two games that one person starts.
pub const COOLDOWN: Duration = Duration::from_secs(3);

/// What kind of game.
#[derive(Clone, Debug, PartialEq, Eq, CommandModel, CreateCommand)]
#[command(name = "start", desc = "Start a game")]
pub struct Start {
    /// What kind of word
    category: Option<String>,
    /// How hard the word may be
    difficulty: Option<DifficultyChoice>,
    /// Who may guess
    mode: Option<ModeChoice>,
}

/// The command. The gallows is a picture, so the bot needs the permission to attach files.
#[must_use]
pub fn command() -> Command<App> {
    Command::new("hangman start", Answers::Public, handle)
        .suggest("category", suggest)
        .bot_needs(Permissions::ATTACH_FILES)
        .cooldown(COOLDOWN)
}

async fn handle(ctx: Ctx<App>, start: Start) -> Result<Reply, Failure> {
    let texts = ctx.texts();
    let category = match &start.category {
        None => None,
        Some(typed) => {
            Some(category(typed, &texts).ok_or_else(|| refusals::no_such_category(&texts))?)
        }
    };
    let wish = Wish {
        mode: start.mode.map_or(Mode::Solo, Mode::from),
        category,
        difficulty: start.difficulty.map(Into::into),
    };
    turn::begin(&ctx, wish).await
}

async fn suggest(ctx: Ctx<App>, typed: Autocomplete) -> Result<Vec<Choice>, Failure> {
    Ok(suggestions(&typed.typed, &ctx.texts()))
}

/// The category that a person means: its name in their language, or as it is stored.
fn category(typed: &str, texts: &Texts) -> Option<Category> {
    let typed = typed.trim().to_lowercase();
    Category::ALL.iter().copied().find(|category| {
        category.as_str() == typed
            || texts.render(&names::category(*category)).to_lowercase() == typed
    })
}

/// Categories whose name has what was typed, those that begin with it first.
fn suggestions(typed: &str, texts: &Texts) -> Vec<Choice> {
    let typed = typed.trim().to_lowercase();
    let named = |category: &Category| (texts.render(&names::category(*category)), *category);
    let mut fitting: Vec<(String, Category)> = Category::ALL
        .iter()
        .map(named)
        .filter(|(name, category)| {
            name.to_lowercase().contains(&typed) || category.as_str().contains(&typed)
        })
        .collect();
    fitting.sort_by_key(|(name, _)| {
        let name = name.to_lowercase();
        (!name.starts_with(&typed), name)
    });
    fitting
        .into_iter()
        .map(|(name, category)| Choice {
            name,
            value: category.as_str().to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use i18n::Locale;
    use proptest::prelude::*;

    use super::*;

    fn texts(locale: Locale) -> Texts {
        crate::bot().catalog().unwrap().texts(&locale)
    }

    fn named(typed: &str, locale: Locale) -> Vec<String> {
        suggestions(typed, &texts(locale))
            .into_iter()
            .map(|choice| choice.name)
            .collect()
    }

    #[test]
    fn suggestions_follow_what_is_typed() {
        assert_eq!(named("", Locale::EN_US).len(), Category::ALL.len());
        assert_eq!(named(" AN", Locale::EN_US), ["Animals", "Plants"]);
        assert_eq!(named("tie", Locale::DE), ["Tiere"]);
        assert!(named("zzz", Locale::DE).is_empty());
    }

    #[test]
    fn a_category_has_its_name_in_every_language() {
        for locale in [Locale::EN_US, Locale::DE] {
            let texts = texts(locale);
            for known in Category::ALL {
                let name = texts.render(&names::category(*known));
                assert_eq!(category(&name.to_uppercase(), &texts), Some(*known));
                assert_eq!(category(known.as_str(), &texts), Some(*known));
            }
        }
    }

    proptest! {
        #[test]
        fn anything_can_be_typed(typed in any::<String>()) {
            let texts = texts(Locale::DE);
            for choice in suggestions(&typed, &texts) {
                prop_assert!(category(&choice.value, &texts).is_some());
            }
            let _ = category(&typed, &texts);
        }
    }
}
