//! Parts of messages: mentions, attachments, polls.

use discord_sim::validate::MessagePlace;
use serde_json::json;

use super::{CREATE, Rule, Target, rule, x};

const EDIT: Target = Target::Message(MessagePlace::Edit { v2: false }, 0);
const WITH_FILE: Target = Target::Message(MessagePlace::Create, 1);

const V2: u64 = 1 << 15;

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = mentions();
    rules.extend(attachments());
    rules.extend(polls());
    rules
}

fn mentions() -> Vec<Rule> {
    let with = |mentions| json!({"content": "a", "allowed_mentions": mentions});
    let ids = |count: usize| -> Vec<String> { (1..=count).map(|id| id.to_string()).collect() };
    vec![
        rule(
            "known kinds of mentions",
            CREATE,
            (
                with(json!({"parse": ["users", "roles", "everyone"]})),
                with(json!({"parse": ["here"]})),
            ),
            "BASE_TYPE_CHOICES",
            "allowed_mentions.parse.0",
        )
        .described(),
        rule(
            "all users or listed users, not both",
            CREATE,
            (
                with(json!({"parse": ["users"], "users": [], "roles": ["1"]})),
                with(json!({"parse": ["users"], "users": ["1"]})),
            ),
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            "allowed_mentions",
        ),
        rule(
            "all roles or listed roles, not both",
            CREATE,
            (
                with(json!({"parse": [], "roles": ["1"]})),
                with(json!({"parse": ["roles"], "roles": ["1"]})),
            ),
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            "allowed_mentions",
        ),
        rule(
            "a hundred users at most",
            CREATE,
            (
                with(json!({"users": ids(100)})),
                with(json!({"users": ids(101)})),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "allowed_mentions.users",
        )
        .described(),
        rule(
            "each user once",
            CREATE,
            (
                with(json!({"users": ["1", "2"]})),
                with(json!({"users": ["1", "1"]})),
            ),
            "SET_TYPE_ALREADY_CONTAINS_VALUE",
            "allowed_mentions.users.1",
        )
        .described(),
        rule(
            "users are ids",
            CREATE,
            (with(json!({"users": [1]})), with(json!({"users": ["ann"]}))),
            "NUMBER_TYPE_COERCE",
            "allowed_mentions.users.0",
        )
        .described(),
    ]
}

fn attachments() -> Vec<Rule> {
    let file = |attachment| json!({"attachments": [attachment]});
    let many = |count: usize| -> Vec<_> { (20..20 + count).map(|id| json!({"id": id})).collect() };
    vec![
        rule(
            "attachments describe uploaded files",
            WITH_FILE,
            (
                file(json!({"id": 0, "filename": "a.png", "description": "a"})),
                file(json!({"id": 1, "filename": "a.png"})),
            ),
            "ATTACHMENT_NOT_FOUND",
            "attachments.0",
        ),
        rule(
            "an alternative text has at most 1024 characters",
            WITH_FILE,
            (
                file(json!({"id": "0", "description": x(1024)})),
                file(json!({"id": "0", "description": x(1025)})),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "attachments.0.description",
        )
        .described(),
        rule(
            "an attachment has an id",
            WITH_FILE,
            (file(json!({"id": 0})), file(json!({"filename": "a.png"}))),
            "BASE_TYPE_REQUIRED",
            "attachments.0.id",
        )
        .described(),
        rule(
            "an edit keeps ten attachments at most",
            EDIT,
            (
                json!({"attachments": many(10)}),
                json!({"attachments": many(11)}),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "attachments",
        )
        .described(),
        rule(
            "a picture of components is an uploaded file",
            WITH_FILE,
            (gallery_with("a.png"), gallery_with("b.png")),
            "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
            "components.0.items.0.media.url",
        ),
    ]
}

fn gallery_with(name: &str) -> serde_json::Value {
    json!({
        "flags": V2,
        "attachments": [{"id": 0, "filename": "a.png"}],
        "components": [{"type": 12, "items": [{"media": {"url": format!("attachment://{name}")}}]}],
    })
}

fn polls() -> Vec<Rule> {
    let answers = |count: usize| vec![json!({"poll_media": {"text": "a"}}); count];
    let poll = |answers: Vec<_>, hours: i64| json!({"poll": {"question": {"text": "a"}, "answers": answers, "duration": hours}});
    vec![
        rule(
            "a poll has ten answers at most",
            CREATE,
            (poll(answers(10), 24), poll(answers(11), 24)),
            "BASE_TYPE_BAD_LENGTH",
            "poll.answers",
        )
        .described(),
        rule(
            "a poll is open for 32 days at most",
            CREATE,
            (poll(answers(1), 768), poll(answers(1), 769)),
            "NUMBER_TYPE_MAX",
            "poll.duration",
        )
        .described(),
    ]
}
