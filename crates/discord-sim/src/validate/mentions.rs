//! `allowed_mentions`: whom a message may ping.

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Object},
    rule::{self, Rule},
    value,
};

/// Users, and likewise roles, that may be listed (docs).
const LISTED: usize = 100;
/// Values of `parse` (docs).
const KINDS: [&str; 3] = ["users", "roles", "everyone"];

/// Checks `allowed_mentions`.
pub(super) fn mentions(form: &mut Form, body: &Object) {
    form.nested(body, "allowed_mentions", Optional, |form, mentions| {
        form.set(mentions, "parse", 0..=usize::MAX, |kind| {
            let known = kind.as_str().is_some_and(|kind| KINDS.contains(&kind));
            (!known).then(|| rule::choices(KINDS.map(|kind| format!("'{kind}'"))))
        });
        let parsed = mentions.get("parse").and_then(Value::as_array);
        for kind in ["users", "roles"] {
            let listed = form.set(mentions, kind, 0..=LISTED, |id| {
                value::snowflake(id)
                    .is_none()
                    .then(|| rule::not_a("snowflake", value::shown(id)))
            });
            if listed > 0 && parsed.is_some_and(|parsed| parsed.iter().any(|value| value == kind)) {
                form.refuse(Rule::new(
                    "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                    format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive."),
                ));
            }
        }
        form.boolean(mentions, "replied_user");
    });
}
