//! Scenarios: faults in time and on occasions, written down, decided by a seed, and played again exactly.
//!
//! What is left to chance depends on the seed, the step and how often it struck before, never on how fast a bot is.

mod stage;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub(crate) use self::stage::Stage;
use crate::{
    fault::Fault,
    file::{Complaint, FileError, Span, nearest},
    gateway::GatewayFault,
};

/// A scenario, as a file or the control API says it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    steps: Vec<Step>,
}

/// When something happens, and what.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Step {
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    every: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Occasion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chance: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jitter: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rest: Option<Fault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gateway: Option<GatewayFault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clear: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    advance: Option<Span>,
}

/// Something that is seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Occasion {
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nth: Option<u64>,
}

/// What a scenario can wait for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cue<'a> {
    /// An operation is about to be handled.
    Request(&'a str),
    /// An event is about to be sent.
    Event(&'a str),
}

impl Occasion {
    fn is(&self, cue: Cue<'_>) -> bool {
        match cue {
            Cue::Request(name) => self.request.as_deref() == Some(name),
            Cue::Event(name) => self.event.as_deref() == Some(name),
        }
    }
}

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    ///
    /// Every mistake in it, with its line.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        Self::parse(&crate::file::text_of(path)?, &path.display().to_string())
    }

    /// Reads the text of a scenario file; `name` is what mistakes call it.
    ///
    /// # Errors
    ///
    /// Every mistake in it, with its line.
    pub fn parse(text: &str, name: &str) -> Result<Self, FileError> {
        crate::file::parse(text, name, "Scenario", Self::mistakes)
    }

    /// The same with this seed.
    #[must_use]
    pub fn seeded(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// What no schema can tell.
    pub(crate) fn mistakes(&self) -> Vec<(String, Complaint)> {
        let mut found = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            let here = format!("/steps/{at}");
            let mut say = |below: &str, problem: String, remedy: String| {
                let pointer = format!("{here}{below}");
                found.push((pointer.clone(), Complaint::new(&pointer, problem, remedy)));
            };
            let when = [step.at.is_some(), step.every.is_some(), step.on.is_some()];
            if when.iter().filter(|said| **said).count() != 1 {
                let remedy = "write one of at, every and on";
                say("", "it must say when".to_owned(), remedy.to_owned());
            }
            let what = [
                step.rest.is_some(),
                step.gateway.is_some(),
                step.clear.is_some(),
                step.advance.is_some(),
            ];
            if what.iter().filter(|said| **said).count() != 1 {
                let remedy = "write one of rest, gateway, clear and advance";
                say("", "it must say what".to_owned(), remedy.to_owned());
            }
            if step.every.is_some_and(|span| span.0.is_zero()) {
                say(
                    "/every",
                    "no time at all".to_owned(),
                    "write 1s or more".to_owned(),
                );
            }
            if step.times.is_some() && step.every.is_none() {
                let remedy = "take it away, or write every";
                say(
                    "/times",
                    "only every has times".to_owned(),
                    remedy.to_owned(),
                );
            }
            if let Some(on) = &step.on {
                if on.request.is_some() == on.event.is_some() {
                    let remedy = "write one of request and event";
                    say("/on", "it must say on what".to_owned(), remedy.to_owned());
                }
                let names: Vec<&str> = crate::rest::operations().map(|route| route.name).collect();
                if let Some(name) = on.request.as_deref().filter(|name| !names.contains(name)) {
                    let remedy = nearest(name, names.iter().copied()).map_or_else(
                        || "write its name as in Discord's OpenAPI description".to_owned(),
                        |name| format!("did you mean {name}?"),
                    );
                    say(
                        "/on/request",
                        format!("there is no operation {name:?}"),
                        remedy,
                    );
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let text = "seed: 1\nsteps:\n  - at: 2s\n    every: 3s\n    gateway: reconnect\n  - on: {request: create_mesage}\n    rest: {fault: drop}\n  - at: soon\n    gateway: {close: 99999}\n";
        let told = Scenario::parse(text, "faults.yaml")
            .unwrap_err()
            .to_string();
        assert!(
            told.contains("faults.yaml:8: steps[2].at: \"soon\" cannot be read; write it like 3s"),
            "{told}"
        );
        assert!(
            told.contains("faults.yaml:9: steps[2].gateway.close: 99999 is too large"),
            "{told}"
        );
        let text = text.replace("soon", "1s").replace("99999", "4000");
        let told = Scenario::parse(&text, "faults.yaml")
            .unwrap_err()
            .to_string();
        assert_eq!(
            told,
            "faults.yaml:3: steps[0]: it must say when; write one of at, every and on\n\
             faults.yaml:6: steps[1].on.request: there is no operation \"create_mesage\"; did you mean create_message?"
        );
    }
}
