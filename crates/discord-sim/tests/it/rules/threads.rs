//! Threads, posts and invites.

use serde_json::{Value, json};

use super::{Rule, Target, rule, x};

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = threads();
    rules.extend(invites());
    rules
}

fn threads() -> Vec<Rule> {
    let post = |message: Value| json!({"name": "x", "message": message});
    vec![
        rule(
            "a thread's name",
            Target::Thread,
            (json!({"name": x(100)}), json!({"name": x(101)})),
            "BASE_TYPE_BAD_LENGTH",
            "name",
        )
        .described(),
        rule(
            "a thread has a name",
            Target::Thread,
            (json!({"name": "x"}), json!({"name": ""})),
            "BASE_TYPE_REQUIRED",
            "name",
        )
        .described(),
        rule(
            "a thread's time",
            Target::Thread,
            (
                json!({"name": "x", "auto_archive_duration": 10_080}),
                json!({"name": "x", "auto_archive_duration": 100}),
            ),
            "BASE_TYPE_CHOICES",
            "auto_archive_duration",
        )
        .described(),
        rule(
            "a thread's kind",
            Target::Thread,
            (
                json!({"name": "x", "type": 12}),
                json!({"name": "x", "type": 0}),
            ),
            "BASE_TYPE_CHOICES",
            "type",
        )
        .described(),
        rule(
            "a thread's slow mode",
            Target::Channel(11),
            (
                json!({"rate_limit_per_user": 21_600}),
                json!({"rate_limit_per_user": 21_601}),
            ),
            "NUMBER_TYPE_MAX",
            "rate_limit_per_user",
        ),
        rule(
            "tags do not repeat",
            Target::Channel(11),
            (
                json!({"applied_tags": ["1", "2"]}),
                json!({"applied_tags": ["1", "1"]}),
            ),
            "SET_TYPE_ALREADY_CONTAINS_VALUE",
            "applied_tags.1",
        ),
        rule(
            "archived or not",
            Target::Channel(11),
            (json!({"archived": true}), json!({"archived": 1})),
            "BOOLEAN_TYPE_CONVERT",
            "archived",
        ),
        rule(
            "a post has a message",
            Target::Post,
            (post(json!({"content": "x"})), json!({"name": "x"})),
            "BASE_TYPE_REQUIRED",
            "message",
        ),
        rule(
            "a post's message is a message",
            Target::Post,
            (
                post(json!({"content": x(2000)})),
                post(json!({"content": x(2001)})),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "message.content",
        ),
        rule(
            "a post says something",
            Target::Post,
            (post(json!({"content": "x"})), post(json!({}))),
            "50006",
            "",
        ),
    ]
}

fn invites() -> Vec<Rule> {
    let target = |kind: i64, key: &str| json!({"target_type": kind, key: "1"});
    vec![
        rule(
            "an invite's life",
            Target::Invite,
            (json!({"max_age": 604_800}), json!({"max_age": 604_801})),
            "NUMBER_TYPE_MAX",
            "max_age",
        ),
        rule(
            "an invite's uses",
            Target::Invite,
            (json!({"max_uses": 100}), json!({"max_uses": 101})),
            "NUMBER_TYPE_MAX",
            "max_uses",
        ),
        rule(
            "a stream is somebody's",
            Target::Invite,
            (target(1, "target_user_id"), json!({"target_type": 1})),
            "BASE_TYPE_REQUIRED",
            "target_user_id",
        ),
        rule(
            "an activity is an application's",
            Target::Invite,
            (
                target(2, "target_application_id"),
                json!({"target_type": 2}),
            ),
            "BASE_TYPE_REQUIRED",
            "target_application_id",
        ),
        rule(
            "what an invite leads to",
            Target::Invite,
            (target(1, "target_user_id"), target(3, "target_user_id")),
            "BASE_TYPE_CHOICES",
            "target_type",
        ),
        rule(
            "roles do not repeat",
            Target::Invite,
            (json!({"role_ids": ["1"]}), json!({"role_ids": ["1", "1"]})),
            "SET_TYPE_ALREADY_CONTAINS_VALUE",
            "role_ids.1",
        ),
    ]
}
