//! The walks through what is said: reactions, pins, polls, announcements; and through webhooks.

use serde_json::{Value, json};

use super::{Step, Walk, step};

pub(super) const MESSAGES: Walk = Walk {
    name: "messages",
    prepare: |stage, names| {
        let seat = stage.seat();
        for name in ["theirs", "first", "second"] {
            let message = seat.say(name).expect("ann may write");
            if name == "theirs" {
                seat.react(&message, "👍").expect("ann may react");
            }
            names.insert(name.to_owned(), message.id.to_string());
        }
        let news = stage.guild.channel_of_type("news", 5).expect("a channel");
        names.insert("news".to_owned(), news.id().to_string());
    },
    steps: message_steps,
};

const REACTIONS: &str = "/channels/{general}/messages/{theirs}/reactions/%F0%9F%91%8D";

fn message_steps() -> Vec<Step> {
    let poll = json!({"poll": {"question": {"text": "Tea?"}, "duration": 1, "layout_type": 1,
        "answers": [{"poll_media": {"text": "Yes", "emoji": {"name": "🍵"}}}, {"poll_media": {"text": "No"}}]}});
    let mut steps = vec![
        step("create_message", "/channels/{general}/messages", poll, 200).keep(&[("poll", "/id")]),
        step(
            "get_answer_voters",
            "/channels/{general}/polls/{poll}/answers/1",
            Value::Null,
            200,
        ),
        step(
            "poll_expire",
            "/channels/{general}/polls/{poll}/expire",
            Value::Null,
            200,
        ),
        step(
            "list_message_reactions_by_emoji",
            REACTIONS,
            Value::Null,
            200,
        ),
    ];
    for (operation, rest) in [
        ("add_my_message_reaction", "@me"),
        ("delete_my_message_reaction", "@me"),
        ("delete_user_message_reaction", "{ann}"),
    ] {
        let path = format!("{REACTIONS}/{rest}").leak();
        steps.push(step(operation, path, Value::Null, 204));
    }
    steps.push(step(
        "add_my_message_reaction",
        my_reaction(),
        Value::Null,
        204,
    ));
    steps.push(step(
        "get_message",
        "/channels/{general}/messages/{theirs}",
        Value::Null,
        200,
    ));
    steps.push(step(
        "delete_all_message_reactions_by_emoji",
        REACTIONS,
        Value::Null,
        204,
    ));
    steps.push(step(
        "add_my_message_reaction",
        my_reaction(),
        Value::Null,
        204,
    ));
    steps.push(step(
        "delete_all_message_reactions",
        "/channels/{general}/messages/{theirs}/reactions",
        Value::Null,
        204,
    ));
    steps.extend(pin_steps());
    steps.extend([
        step(
            "bulk_delete_messages",
            "/channels/{general}/messages/bulk-delete",
            json!({"messages": ["{first}", "{second}"]}),
            204,
        ),
        step(
            "follow_channel",
            "/channels/{news}/followers",
            json!({"webhook_channel_id": "{general}"}),
            200,
        )
        .keep(&[("follower", "/webhook_id")]),
        step("get_webhook", "/webhooks/{follower}", Value::Null, 200),
        step("create_message", "/channels/{news}/messages", json!({"content": "news"}), 200)
            .keep(&[("announcement", "/id")]),
        step(
            "crosspost_message",
            "/channels/{news}/messages/{announcement}/crosspost",
            Value::Null,
            200,
        ),
        step("list_messages", "/channels/{general}/messages", Value::Null, 200),
        step(
            "create_message",
            "/channels/{general}/messages",
            json!({"message_reference": {"type": 1, "channel_id": "{news}", "message_id": "{announcement}"}}),
            200,
        ),
        step("guild_search", "/guilds/{guild}/messages/search?content=news", Value::Null, 200),
    ]);
    steps
}

fn my_reaction() -> &'static str {
    format!("{REACTIONS}/@me").leak()
}

fn pin_steps() -> Vec<Step> {
    let new = "/channels/{general}/messages/pins/{theirs}";
    let old = "/channels/{general}/pins/{theirs}";
    vec![
        step("create_pin", new, Value::Null, 204),
        step(
            "list_pins",
            "/channels/{general}/messages/pins?limit=5",
            Value::Null,
            200,
        ),
        step("delete_pin", new, Value::Null, 204),
        step("deprecated_create_pin", old, Value::Null, 204),
        step(
            "deprecated_list_pins",
            "/channels/{general}/pins",
            Value::Null,
            200,
        ),
        step("deprecated_delete_pin", old, Value::Null, 204),
    ]
}

pub(super) const WEBHOOKS: Walk = Walk {
    name: "webhooks",
    prepare: |_, _| {},
    steps: webhook_steps,
};

const WEBHOOK: &str = "/webhooks/{webhook}";
const BY_TOKEN: &str = "/webhooks/{webhook}/{token}";
const MESSAGE: &str = "/webhooks/{webhook}/{token}/messages/{message}";

fn webhook_steps() -> Vec<Step> {
    let kept = &[("webhook", "/id"), ("token", "/token")];
    let picture = "data:image/png;base64,iVBORw0KGgo=";
    let made = json!({"name": "Herald", "avatar": picture});
    let sender = json!({"id": 1, "login": "octocat", "html_url": "https://example.org/o",
        "avatar_url": "https://example.org/o.png"});
    let push = json!({"sender": sender, "ref": "refs/heads/main", "compare": "https://example.org/c",
        "commits": [{"id": "0123456789", "message": "fix it", "url": "https://example.org/1",
            "author": {"name": "octocat"}}],
        "repository": {"id": 1, "html_url": "https://example.org/r", "name": "r", "full_name": "o/r"}});
    vec![
        step("create_webhook", "/channels/{general}/webhooks", made, 200).keep(kept),
        step(
            "list_channel_webhooks",
            "/channels/{general}/webhooks",
            Value::Null,
            200,
        ),
        step(
            "get_guild_webhooks",
            "/guilds/{guild}/webhooks",
            Value::Null,
            200,
        ),
        step("get_webhook", WEBHOOK, Value::Null, 200),
        step(
            "update_webhook",
            WEBHOOK,
            json!({"name": "Crier", "avatar": null}),
            200,
        ),
        step("get_webhook_by_token", BY_TOKEN, Value::Null, 200),
        step(
            "update_webhook_by_token",
            BY_TOKEN,
            json!({"name": "Herald"}),
            200,
        ),
        step("execute_webhook", BY_TOKEN, json!({"content": "hear"}), 204),
        step(
            "execute_webhook",
            "/webhooks/{webhook}/{token}?wait=true",
            json!({"content": "hear", "username": "Town"}),
            200,
        )
        .keep(&[("message", "/id")]),
        step("get_webhook_message", MESSAGE, Value::Null, 200),
        step(
            "update_webhook_message",
            MESSAGE,
            json!({"content": "hear, hear"}),
            200,
        ),
        step("delete_webhook_message", MESSAGE, Value::Null, 204),
        step(
            "execute_github_compatible_webhook",
            "/webhooks/{webhook}/{token}/github",
            push,
            204,
        ),
        step(
            "execute_slack_compatible_webhook",
            "/webhooks/{webhook}/{token}/slack",
            json!({"text": "hear", "username": "Town"}),
            200,
        ),
        step("delete_webhook_by_token", BY_TOKEN, Value::Null, 204),
        step(
            "create_webhook",
            "/channels/{general}/webhooks",
            json!({"name": "Again"}),
            200,
        )
        .keep(kept),
        step("delete_webhook", WEBHOOK, Value::Null, 204),
    ]
}
