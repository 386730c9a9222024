//! What programs say, as a person wants to read it: with the bot's name, and only what matters.

use std::collections::VecDeque;

use serde_json::Value;

use crate::console::{Console, Tone};

/// Lines that are kept for when a program ends unasked.
const KEPT: usize = 12;
/// Fields of a log line that are shown elsewhere or not at all.
const KNOWN: [&str; 4] = ["time", "level", "target", "message"];

/// How much a line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Of interest to those who look for something.
    Note,
    Warning,
    Error,
}

/// A line in words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) weight: Weight,
    pub(super) text: String,
}

/// The last lines of a program.
#[derive(Default)]
pub(super) struct Last(VecDeque<String>);

impl Last {
    pub(super) fn push(&mut self, line: &str) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(line.to_owned());
    }

    /// One below the other, indented.
    pub(super) fn text(&self) -> String {
        if self.0.is_empty() {
            return "    (it said nothing)".to_owned();
        }
        let lines: Vec<_> = self.0.iter().map(|line| format!("    {line}")).collect();
        lines.join("\n")
    }
}

impl Line {
    /// A bot's line: JSON as its log has it, or the bare words of a program that ends before it has a log.
    pub(super) fn of_bot(text: &str) -> Self {
        let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(text) else {
            return Self {
                weight: Weight::Error,
                text: text.to_owned(),
            };
        };
        let word = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let mut text = word("message").to_owned();
        for (name, value) in &fields {
            if !KNOWN.contains(&name.as_str()) {
                text.push_str(&match value {
                    Value::String(word) if !word.contains(char::is_whitespace) => {
                        format!(" {name}={word}")
                    }
                    value => format!(" {name}={value}"),
                });
            }
        }
        let weight = match word("level") {
            "ERROR" => Weight::Error,
            "WARN" => Weight::Warning,
            _ => Weight::Note,
        };
        Self {
            weight,
            text: plain(&text),
        }
    }

    /// A line of the simulator: what broke Discord's rules, and a world that cannot be saved.
    pub(super) fn of_simulator(text: &str) -> Self {
        let weight = if text.starts_with("NOT SAVED") {
            Weight::Error
        } else if text.contains("PROBLEM  ") {
            Weight::Warning
        } else {
            Weight::Note
        };
        Self {
            weight,
            text: plain(text),
        }
    }

    /// With the name of who said it.
    pub(super) fn painted(&self, name: &str, console: &Console) -> String {
        let (tone, word) = match self.weight {
            Weight::Note => (Tone::Faint, ""),
            Weight::Warning => (Tone::Warning, "warning: "),
            Weight::Error => (Tone::Bad, "error: "),
        };
        let name = console.paint(Tone::Strong, name);
        format!("{name}  {}{}", console.paint(tone, word), self.text)
    }
}

/// Without characters that could move a terminal's cursor.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_line_is_read_with_its_fields() {
        let line =
            r#"{"time":"x","level":"WARN","target":"runtime","message":"slow","handler":"a b"}"#;
        assert_eq!(
            Line::of_bot(line),
            Line {
                weight: Weight::Warning,
                text: "slow handler=\"a b\"".to_owned()
            }
        );
        assert_eq!(Line::of_bot(r#"{"level":"INFO"}"#).weight, Weight::Note);
    }

    #[test]
    fn what_is_no_log_line_is_an_error_as_it_stands() {
        let line = Line::of_bot("start hangman: no threads\u{1b}[2J");
        assert_eq!(line.weight, Weight::Error);
        assert!(Line::of_bot("{\"level\":\"INFO\",\"message\":\"\\u001b[2J\"}").text == " [2J");
    }

    #[test]
    fn broken_rules_and_unsaved_worlds_are_told() {
        let weight = |text| Line::of_simulator(text).weight;
        assert_eq!(weight("12:00:00.000 PROBLEM  unanswered"), Weight::Warning);
        assert_eq!(
            weight("NOT SAVED  no space left; it is tried again"),
            Weight::Error
        );
        assert_eq!(weight("no problems"), Weight::Note);
    }

    #[test]
    fn the_last_lines_are_the_last() {
        let mut last = Last::default();
        for number in 0..20 {
            last.push(&number.to_string());
        }
        assert!(last.text().starts_with("    8\n") && last.text().ends_with("    19"));
    }
}
