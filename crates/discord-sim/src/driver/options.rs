//! What was typed, turned into the values of an interaction's options.

use serde_json::{Value, json};

use super::{DriverError, resolve::Resolver, slash::option_type};
use crate::world::{World, localization::is_called};

/// JavaScript's largest safe integer; Discord takes no larger INTEGER.
const LARGEST_INTEGER: f64 = 9_007_199_254_740_991.0;
/// Longest string an option takes when it says nothing else.
const LONGEST_STRING: u64 = 6_000;

impl Resolver<'_> {
    /// The option of an interaction for typed text.
    pub(super) fn option(
        &mut self,
        world: &mut World,
        option: &Value,
        text: &str,
    ) -> Result<Value, DriverError> {
        let kind = option["type"].as_u64().unwrap_or_default();
        let value = self
            .value(world, option, kind, text)
            .map_err(|why| DriverError::BadValue {
                option: format!("/{} {}", self.command, super::view::text(&option["name"])),
                value: text.to_owned(),
                why,
            })?;
        Ok(json!({"name": option["name"], "type": kind, "value": value}))
    }

    fn value(
        &mut self,
        world: &mut World,
        option: &Value,
        kind: u64,
        text: &str,
    ) -> Result<Value, String> {
        if let Some(choices) = option["choices"]
            .as_array()
            .filter(|choices| !choices.is_empty())
        {
            return chosen(choices, text, &self.seat.locale(world));
        }
        match kind {
            option_type::STRING => string(option, text),
            option_type::INTEGER => {
                let number: i64 = text
                    .parse()
                    .map_err(|_| "a whole number is wanted".to_owned())?;
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "only compared with bounds of 53 bits"
                )]
                bounded(option, number as f64)?;
                Ok(json!(number))
            }
            option_type::NUMBER => {
                let number: f64 = text.parse().map_err(|_| "a number is wanted".to_owned())?;
                bounded(option, number)?;
                Ok(json!(number))
            }
            option_type::BOOLEAN => match text.to_lowercase().as_str() {
                "true" => Ok(json!(true)),
                "false" => Ok(json!(false)),
                _ => Err("true or false is wanted".to_owned()),
            },
            option_type::USER => self.user(world, text),
            option_type::ROLE => self.role(world, text),
            option_type::MENTIONABLE => self.user(world, text).or_else(|_| self.role(world, text)),
            option_type::CHANNEL => self.channel(world, option, text),
            option_type::ATTACHMENT => self.attachment(world, text),
            _ => Err("the simulator does not know this type of option".to_owned()),
        }
    }
}

fn chosen(choices: &[Value], text: &str, locale: &str) -> Result<Value, String> {
    let shown = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned)
    };
    let found = choices
        .iter()
        .find(|choice| is_called(choice, text, locale) || shown(&choice["value"]) == text);
    found
        .map(|choice| choice["value"].clone())
        .ok_or_else(|| "it is not one of the choices".to_owned())
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
