//! Channels, private channels, rights of commands, test entitlements.

use serde_json::{Value, json};

use super::{Rule, Target, rule, x};

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = channels();
    rules.extend(small());
    rules
}

fn channels() -> Vec<Rule> {
    const TEXT: Target = Target::Channel(0);
    const VOICE: Target = Target::Channel(2);
    const STAGE: Target = Target::Channel(13);
    const FORUM: Target = Target::Channel(15);
    let tags = |count: usize| -> Value {
        let tags: Vec<Value> = (0..count)
            .map(|at| json!({"name": format!("t{at}")}))
            .collect();
        json!({ "available_tags": tags })
    };
    let rule =
        |name, target, good: Value, bad: Value, code, at| rule(name, target, (good, bad), code, at);
    vec![
        rule(
            "slow mode lasts six hours at most",
            TEXT,
            json!({"rate_limit_per_user": 21_600}),
            json!({"rate_limit_per_user": 21_601}),
            "NUMBER_TYPE_MAX",
            "rate_limit_per_user",
        ),
        rule(
            "a topic has 1024 characters",
            TEXT,
            json!({"topic": x(1024)}),
            json!({"topic": x(1025)}),
            "BASE_TYPE_MAX_LENGTH",
            "topic",
        ),
        rule(
            "a forum's guidelines have 4096",
            FORUM,
            json!({"topic": x(4096)}),
            json!({"topic": x(4097)}),
            "BASE_TYPE_MAX_LENGTH",
            "topic",
        ),
        rule(
            "a channel has a name",
            TEXT,
            json!({"name": x(100)}),
            json!({"name": ""}),
            "BASE_TYPE_BAD_LENGTH",
            "name",
        ),
        rule(
            "text and announcements change into each other only",
            TEXT,
            json!({"type": 5}),
            json!({"type": 2}),
            "BASE_TYPE_CHOICES",
            "type",
        ),
        rule(
            "threads are archived after known times",
            TEXT,
            json!({"default_auto_archive_duration": 1440}),
            json!({"default_auto_archive_duration": 100}),
            "BASE_TYPE_CHOICES",
            "default_auto_archive_duration",
        ),
        rule(
            "five tags on a post",
            Target::Channel(11),
            json!({"applied_tags": ["1", "2", "3", "4", "5"]}),
            json!({"applied_tags": ["1", "2", "3", "4", "5", "6"]}),
            "BASE_TYPE_MAX_LENGTH",
            "applied_tags",
        ),
        rule(
            "twenty tags of a forum",
            FORUM,
            tags(20),
            tags(21),
            "BASE_TYPE_MAX_LENGTH",
            "available_tags",
        ),
        rule(
            "99 people in a voice channel",
            VOICE,
            json!({"user_limit": 99}),
            json!({"user_limit": 100}),
            "NUMBER_TYPE_MAX",
            "user_limit",
        ),
        rule(
            "many more on a stage",
            STAGE,
            json!({"user_limit": 10_000}),
            json!({"user_limit": 10_001}),
            "NUMBER_TYPE_MAX",
            "user_limit",
        ),
        rule(
            "sound has at least 8000 bits a second",
            VOICE,
            json!({"bitrate": 8_000}),
            json!({"bitrate": 7_999}),
            "NUMBER_TYPE_MIN",
            "bitrate",
        ),
    ]
}

fn small() -> Vec<Rule> {
    let rights = |one: Value| json!({"permissions": [one]});
    let right = json!({"id": "1", "type": 2, "permission": true});
    let test = json!({"sku_id": "1", "owner_id": "2", "owner_type": 1});
    let without = |body: &Value, field: &str| {
        let mut body = body.clone();
        body[field] = Value::Null;
        body
    };
    vec![
        rule(
            "a private channel has a recipient",
            Target::Direct,
            (json!({"recipient_id": "1"}), json!({})),
            "BASE_TYPE_REQUIRED",
            "recipient_id",
        ),
        rule(
            "a right of a command is about a role, a person or a channel",
            Target::CommandRights,
            (
                rights(right.clone()),
                rights(json!({"id": "1", "type": 4, "permission": true})),
            ),
            "BASE_TYPE_CHOICES",
            "permissions.0.type",
        )
        .described(),
        rule(
            "and allows or forbids",
            Target::CommandRights,
            (rights(right.clone()), rights(without(&right, "permission"))),
            "BASE_TYPE_REQUIRED",
            "permissions.0.permission",
        )
        .described(),
        rule(
            "a hundred rights of a command",
            Target::CommandRights,
            (
                json!({"permissions": vec![right.clone(); 100]}),
                json!({"permissions": vec![right; 101]}),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "permissions",
        )
        .described(),
        rule(
            "a test entitlement is for something",
            Target::TestEntitlement,
            (test.clone(), without(&test, "sku_id")),
            "BASE_TYPE_REQUIRED",
            "sku_id",
        )
        .described(),
        rule(
            "and for a guild or a user",
            Target::TestEntitlement,
            (
                test.clone(),
                json!({"sku_id": "1", "owner_id": "2", "owner_type": 3}),
            ),
            "BASE_TYPE_CHOICES",
            "owner_type",
        )
        .described(),
    ]
}
