//! What went wrong: each broken rule with its place in the body, limits, lost connections, and the journal's problems.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    entry::millis,
    fault::RestFault,
    journal::{Entry, ProblemKind, RequestRecord, What},
};

/// Status of a request whose connection was cut.
const CUT: u16 = 0;
/// Too many requests.
const LIMITED: u16 = 429;

/// One thing that went wrong.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trouble {
    /// `refused`, `limited`, `broken`, `cut`, or the kind of a problem.
    kind: String,
    text: String,
    /// Discord's name or number of the rule, the scope of a limit.
    rule: Option<String>,
    /// Where in the body.
    path: Vec<String>,
    /// A fault that was ordered is behind it.
    ordered: bool,
    /// Number of the entry that shows it.
    number: u64,
    at: String,
    uptime: Duration,
}

impl Trouble {
    pub(super) fn json(&self, began: Duration) -> Value {
        json!({"kind": self.kind, "text": self.text, "rule": self.rule, "path": self.path, "ordered": self.ordered,
            "number": self.number, "at": self.at, "ms": millis(self.uptime.saturating_sub(began))})
    }
}

/// What went wrong in a thread, oldest first.
pub(super) fn troubles(thread: &[Entry]) -> Vec<Trouble> {
    thread.iter().flat_map(of).collect()
}

fn of(entry: &Entry) -> Vec<Trouble> {
    let trouble = |kind: &str, text: &str, rule: Option<String>, path: Vec<String>| Trouble {
        kind: kind.to_owned(),
        text: text.to_owned(),
        rule,
        path,
        ordered: false,
        number: entry.number,
        at: entry.at.iso(),
        uptime: entry.uptime,
    };
    match &entry.what {
        // The request itself shows which rules it broke.
        What::Problem(problem)
            if problem.kind == ProblemKind::Refused && problem.cause.request.is_some() =>
        {
            Vec::new()
        }
        What::Problem(problem) => {
            let kind = serde_json::to_value(problem.kind).unwrap_or_default();
            let kind = kind.as_str().unwrap_or_default();
            vec![trouble(kind, &problem.text, None, Vec::new())]
        }
        What::Request(request) => {
            let mut found: Vec<Trouble> = judged(request)
                .into_iter()
                .map(|(kind, text, rule, path)| trouble(kind, &text, rule, path))
                .collect();
            for one in &mut found {
                one.ordered = !request.faults.is_empty();
            }
            found
        }
        _ => Vec::new(),
    }
}

type Judged = (&'static str, String, Option<String>, Vec<String>);

fn judged(request: &RequestRecord) -> Vec<Judged> {
    let answer = &request.answer;
    match request.status {
        CUT => vec![cut("the connection was cut before the request was handled")],
        LIMITED => vec![limited(request)],
        status @ 500.. => {
            let text = answer["message"].as_str();
            let text = text.map_or_else(|| format!("status {status}"), ToOwned::to_owned);
            vec![("broken", text, Some(status.to_string()), Vec::new())]
        }
        status @ 400.. => {
            let rules = rules(&answer["errors"]);
            if !rules.is_empty() {
                let refused = |(path, code, message)| ("refused", message, Some(code), path);
                return rules.into_iter().map(refused).collect();
            }
            let text = answer["message"].as_str();
            let text = text.map_or_else(|| format!("status {status}"), ToOwned::to_owned);
            let code = answer["code"].as_u64().filter(|code| *code > 0);
            let rule = code.unwrap_or(u64::from(status)).to_string();
            vec![("refused", text, Some(rule), Vec::new())]
        }
        _ if request.faults.contains(&RestFault::LoseAnswer) => {
            vec![cut("the request was handled, but the answer was lost")]
        }
        _ => Vec::new(),
    }
}

fn cut(text: &str) -> Judged {
    ("cut", text.to_owned(), None, Vec::new())
}

fn limited(request: &RequestRecord) -> Judged {
    let header = |wanted: &str| {
        let mut limits = request.limits.iter();
        limits
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| value)
    };
    let text = match request.answer["retry_after"].as_f64() {
        Some(seconds) => format!("the bot is to wait {seconds:.3} s"),
        None => "Discord's edge has banned the address".to_owned(),
    };
    let scope = header("x-ratelimit-scope").cloned();
    ("limited", text, scope, Vec::new())
}

/// The broken rules of an error tree: place, code, message.
pub(super) fn rules(errors: &Value) -> Vec<(Vec<String>, String, String)> {
    let mut found = Vec::new();
    collect(errors, &mut Vec::new(), &mut found);
    found
}

fn collect(node: &Value, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, String, String)>) {
    for (key, child) in node.as_object().into_iter().flatten() {
        if key == "_errors" {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let leaves = child.as_array().into_iter().flatten();
            found.extend(
                leaves.map(|leaf| (path.clone(), text(&leaf["code"]), text(&leaf["message"]))),
            );
        } else {
            path.push(key.clone());
            collect(child, path, found);
            path.pop();
        }
    }
}
