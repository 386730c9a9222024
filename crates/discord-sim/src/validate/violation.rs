//! What a refusal looks like: one violation per field, and Discord's error body around them.

use std::fmt;

use serde_json::{Map, Value, json};

/// Code of "Invalid Form Body".
pub const INVALID_FORM_BODY: u32 = 50_035;

/// HTTP status of every refusal of a form.
const BAD_REQUEST: u16 = 400;

/// One broken rule at one place of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Keys and list indexes from the body's root, e.g. `["embeds", "0", "title"]`; empty for the body itself.
    pub path: Vec<String>,
    /// Discord's name for the rule, e.g. `BASE_TYPE_MAX_LENGTH`.
    pub code: &'static str,
    /// Discord's sentence about it.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}[{}]: {}",
            self.path.join("."),
            self.code,
            self.message
        )
    }
}

/// Why a body is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Fields break rules: status 400, code 50035.
    #[error("invalid form body: {}", listed(.0))]
    Form(Vec<Violation>),
    /// The body as a whole is refused with a code of its own.
    #[error("{message} ({code})")]
    Code {
        /// HTTP status of the answer.
        status: u16,
        /// Discord's JSON error code.
        code: u32,
        /// Discord's sentence.
        message: &'static str,
    },
}

impl Rejection {
    /// Code 50006: nothing in the message would be visible.
    pub(super) const EMPTY_MESSAGE: Self = Self::Code {
        status: BAD_REQUEST,
        code: 50_006,
        message: "Cannot send an empty message",
    };

    /// HTTP status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Form(_) => BAD_REQUEST,
            Self::Code { status, .. } => *status,
        }
    }

    /// The answer's JSON body.
    #[must_use]
    pub fn body(&self) -> Value {
        match self {
            Self::Form(violations) => error_body(violations),
            Self::Code { code, message, .. } => json!({"message": message, "code": code}),
        }
    }

    /// The broken rules; empty where the refusal has a code of its own.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match self {
            Self::Form(violations) => violations,
            Self::Code { .. } => &[],
        }
    }
}

fn listed(violations: &[Violation]) -> String {
    let sentences: Vec<String> = violations.iter().map(ToString::to_string).collect();
    sentences.join("; ")
}

/// Discord's body for code 50035: `errors` mirrors the request with list indexes as keys, and each leaf holds `_errors`.
///
/// A place that has errors of its own hides those below it: Discord's schema forbids both in one object.
#[must_use]
pub fn error_body(violations: &[Violation]) -> Value {
    let mut errors = Map::new();
    for violation in violations {
        insert(&mut errors, &violation.path, violation);
    }
    json!({"message": "Invalid Form Body", "code": INVALID_FORM_BODY, "errors": errors})
}

fn insert(node: &mut Map<String, Value>, path: &[String], violation: &Violation) {
    let Some((key, rest)) = path.split_first() else {
        let leaf = json!({"code": violation.code, "message": violation.message});
        if let Some(Value::Array(list)) = node.get_mut("_errors") {
            list.push(leaf);
        } else {
            node.clear();
            node.insert("_errors".to_owned(), json!([leaf]));
        }
        return;
    };
    if node.contains_key("_errors") {
        return;
    }
    let child = node
        .entry(key.clone())
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(child) = child {
        insert(child, rest, violation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(path: &[&str], code: &'static str) -> Violation {
        Violation {
            path: path.iter().map(ToString::to_string).collect(),
            code,
            message: "no".to_owned(),
        }
    }

    #[test]
    fn errors_mirror_the_body() {
        let body = error_body(&[
            violation(&["embeds", "0", "fields", "3", "value"], "A"),
            violation(&["embeds", "0", "fields", "3", "value"], "B"),
            violation(&["content"], "C"),
        ]);
        assert_eq!(
            body,
            json!({"message": "Invalid Form Body", "code": 50035, "errors": {
                "embeds": {"0": {"fields": {"3": {"value": {"_errors": [
                    {"code": "A", "message": "no"}, {"code": "B", "message": "no"}]}}}}},
                "content": {"_errors": [{"code": "C", "message": "no"}]},
            }})
        );
    }

    #[test]
    fn errors_of_a_place_hide_those_below() {
        let below = violation(&["components", "0"], "BELOW");
        let at = violation(&["components"], "AT");
        let expected = json!({"components": {"_errors": [{"code": "AT", "message": "no"}]}});
        assert_eq!(error_body(&[below.clone(), at.clone()])["errors"], expected);
        assert_eq!(error_body(&[at, below])["errors"], expected);
    }
}
