//! Suggestions while an option is typed.

use serde_json::{Value, json};

use super::{
    DriverError, Seat,
    options::Given,
    resolve::Resolver,
    slash::{Typed, option_type},
};
use crate::world::{InteractionDraft, interaction::kind, localization::localized};

/// One suggestion.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What the person reads.
    pub name: String,
    /// What the command gets.
    pub value: Value,
}

pub(super) fn choice(json: &Value, locale: &str) -> Choice {
    let localized = localized(&json["name_localizations"], locale);
    Choice {
        name: localized.map_or_else(|| super::view::text(&json["name"]), ToOwned::to_owned),
        value: json["value"].clone(),
    }
}

impl Seat {
    /// Types a command up to a `|` and waits for the suggestions: `/hangman start category:an|`.
    ///
    /// # Errors
    ///
    /// When the option is unknown or has no suggestions, or the bot did not answer with some.
    pub async fn autocomplete(&self, line: &str) -> Result<Vec<Choice>, DriverError> {
        let mut typed = self.read_line(line)?;
        let mut given = typed.given.iter_mut();
        let focused = given.find_map(|(name, value)| match value {
            Given::Typed(text) => {
                let so_far = text.strip_suffix('|')?.to_owned();
                *text = so_far;
                Some(name.clone())
            }
            Given::Sent(_) => None,
        });
        let unknown = || DriverError::UnknownOption {
            command: typed.name(),
            text: line.to_owned(),
        };
        let focused = focused.ok_or_else(unknown)?;
        self.send(self.completion_draft(&typed, &focused)?)
            .await?
            .choices()
    }

    /// The interaction of a command that is being typed, at one of its options.
    pub(super) fn completion_draft(
        &self,
        typed: &Typed,
        focused: &str,
    ) -> Result<InteractionDraft, DriverError> {
        if typed
            .option(focused)
            .is_none_or(|option| option["autocomplete"] != true)
        {
            return Err(DriverError::UnknownOption {
                command: typed.name(),
                text: format!("{focused} has no suggestions"),
            });
        }
        let data = self.hub().turn(|world, now| {
            let application = typed.chosen.application;
            let mut resolver =
                Resolver::new(self, application, typed.name(), now).exact(typed.exact);
            let options = typed.given.iter().filter_map(|(name, value)| {
                let option = typed.option(name)?;
                if *name == focused {
                    return Some(partial(option, &value.shown()));
                }
                // What is not finished elsewhere is left out, as the client does.
                resolver.option(world, option, value).ok()
            });
            let options: Vec<Value> = options.collect();
            typed.unresolved(options)
        });
        Ok(self.draft(typed.chosen.application, kind::AUTOCOMPLETE, data))
    }
}

/// The option that is being typed: not checked, and text unless it reads as a number.
fn partial(option: &Value, text: &str) -> Value {
    let kind = option["type"].as_u64().unwrap_or_default();
    let value = match kind {
        option_type::INTEGER => text
            .parse::<i64>()
            .map_or_else(|_| json!(text), |number| json!(number)),
        option_type::NUMBER => text
            .parse::<f64>()
            .map_or_else(|_| json!(text), |number| json!(number)),
        _ => json!(text),
    };
    json!({"name": option["name"], "type": kind, "value": value, "focused": true})
}
