//! What was typed or sent, turned into the values of an interaction's options.

use serde_json::{Value, json};

use super::{DriverError, resolve::Resolver, slash::option_type};
use crate::world::{World, localization::is_called};

/// JavaScript's largest safe integer; Discord takes no larger INTEGER.
const LARGEST_INTEGER: f64 = 9_007_199_254_740_991.0;
/// Longest string an option takes when it says nothing else.
const LONGEST_STRING: u64 = 6_000;

/// What somebody gives for an option.
#[derive(Debug, Clone)]
pub(super) enum Given {
    /// As a person types it: choices by their names, things by theirs.
    Typed(String),
    /// As a client sends it: values and ids, and an attachment's number among the files.
    Sent(Value),
}

impl Given {
    /// As it is quoted in a sentence.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Typed(text) | Self::Sent(Value::String(text)) => text.clone(),
            Self::Sent(value) => value.to_string(),
        }
    }

    /// The text in it; numbers and truths that were sent are none.
    fn text(&self) -> Result<&str, String> {
        match self {
            Self::Typed(text) | Self::Sent(Value::String(text)) => Ok(text),
            Self::Sent(_) => Err("a text is wanted".to_owned()),
        }
    }

    fn integer(&self) -> Option<i64> {
        match self {
            Self::Typed(text) => text.parse().ok(),
            Self::Sent(value) => value.as_i64(),
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Typed(text) => text.parse().ok(),
            Self::Sent(value) => value.as_f64(),
        }
    }

    fn truth(&self) -> Option<bool> {
        match self {
            Self::Typed(text) => text.to_lowercase().parse().ok(),
            Self::Sent(value) => value.as_bool(),
        }
    }

    /// The value of the choice that is meant.
    fn chosen(&self, choices: &[Value], locale: &str) -> Result<Value, String> {
        let mut choices = choices.iter();
        let found = match self {
            Self::Typed(text) => choices.find(|choice| {
                is_called(choice, text, locale) || shown(&choice["value"]) == text.as_str()
            }),
            Self::Sent(value) => choices.find(|choice| same(&choice["value"], value)),
        };
        found
            .map(|choice| choice["value"].clone())
            .ok_or_else(|| "it is not one of the choices".to_owned())
    }
}

fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// Whether two values are the same text or number; 1 and 1.0 are.
fn same(one: &Value, other: &Value) -> bool {
    one == other || one.as_f64().is_some() && one.as_f64() == other.as_f64()
}

impl Resolver<'_> {
    /// The option of an interaction for what is given.
    pub(super) fn option(
        &mut self,
        world: &mut World,
        option: &Value,
        given: &Given,
    ) -> Result<Value, DriverError> {
        let kind = option["type"].as_u64().unwrap_or_default();
        let name = super::view::text(&option["name"]);
        let value = self.value(world, option, kind, given);
        let value = value.map_err(|why| DriverError::BadValue {
            option: format!("/{} {name}", self.command),
            value: given.shown(),
            why,
        })?;
        Ok(json!({"name": option["name"], "type": kind, "value": value}))
    }

    fn value(
        &mut self,
        world: &mut World,
        option: &Value,
        kind: u64,
        given: &Given,
    ) -> Result<Value, String> {
        if matches!(given, Given::Sent(Value::String(text)) if text.is_empty()) {
            return Err("it must be filled in".to_owned());
        }
        if let Some(choices) = option["choices"]
            .as_array()
            .filter(|choices| !choices.is_empty())
        {
            return given.chosen(choices, &self.seat.locale(world));
        }
        match kind {
            option_type::STRING => string(option, given.text()?),
            option_type::INTEGER => {
                let number = given.integer().ok_or("a whole number is wanted")?;
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "only compared with bounds of 53 bits"
                )]
                bounded(option, number as f64)?;
                Ok(json!(number))
            }
            option_type::NUMBER => {
                let number = given.number().ok_or("a number is wanted")?;
                bounded(option, number)?;
                Ok(json!(number))
            }
            option_type::BOOLEAN => {
                let truth = given.truth().ok_or("true or false is wanted")?;
                Ok(json!(truth))
            }
            option_type::USER => self.user(world, given.text()?),
            option_type::ROLE => self.role(world, given.text()?),
            option_type::MENTIONABLE => {
                let text = given.text()?;
                self.user(world, text).or_else(|_| self.role(world, text))
            }
            option_type::CHANNEL => self.channel(world, option, given.text()?),
            option_type::ATTACHMENT => {
                let file = match given {
                    Given::Typed(name) => self.seat.held(name)?,
                    Given::Sent(number) => self.seat.numbered(number)?,
                };
                self.upload(world, &file)
            }
            _ => Err("the simulator does not know this type of option".to_owned()),
        }
    }
}

fn string(option: &Value, text: &str) -> Result<Value, String> {
    let length = text.chars().count() as u64;
    let least = option["min_length"].as_u64().unwrap_or_default();
    let most = option["max_length"].as_u64().unwrap_or(LONGEST_STRING);
    if (least..=most).contains(&length) {
        Ok(json!(text))
    } else {
        Err(format!("{least} to {most} characters are wanted"))
    }
}

fn bounded(option: &Value, number: f64) -> Result<(), String> {
    let least = option["min_value"].as_f64().unwrap_or(-LARGEST_INTEGER);
    let most = option["max_value"].as_f64().unwrap_or(LARGEST_INTEGER);
    if (least..=most).contains(&number) {
        Ok(())
    } else {
        Err(format!("a number from {least} to {most} is wanted"))
    }
}
