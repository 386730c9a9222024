//! The walk through threads, posts and their members.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Step, Walk, step};
use crate::bot::Stage;

pub(super) const WALK: Walk = Walk {
    name: "threads",
    prepare,
    steps,
};

fn prepare(stage: &Stage, names: &mut BTreeMap<String, String>) {
    let forum = stage.guild.forum_channel("ideas", &[]);
    let tag = forum.add_tag("new", false);
    let news = stage.guild.announcement_channel("news");
    let said = stage.seat().say("a start").expect("ann may write");
    for (name, id) in [
        ("forum", forum.id()),
        ("tag", tag),
        ("news", news.id()),
        ("said", said.id),
    ] {
        names.insert(name.to_owned(), id.to_string());
    }
}

fn steps() -> Vec<Step> {
    let mut steps = starting();
    steps.extend(members());
    steps.extend(listing());
    steps
}

fn starting() -> Vec<Step> {
    vec![
        step(
            "create_thread_from_message",
            "/channels/{general}/messages/{said}/threads",
            json!({"name": "about it", "auto_archive_duration": 60, "rate_limit_per_user": 5}),
            201,
        ),
        step(
            "get_message",
            "/channels/{general}/messages/{said}",
            Value::Null,
            200,
        ),
        step(
            "list_messages",
            "/channels/{said}/messages",
            Value::Null,
            200,
        ),
        step(
            "list_messages",
            "/channels/{general}/messages",
            Value::Null,
            200,
        ),
        step(
            "create_thread",
            "/channels/{general}/threads",
            json!({"name": "secret", "invitable": false}),
            201,
        )
        .keep(&[("private", "/id")]),
        step(
            "create_thread",
            "/channels/{general}/threads",
            json!({"name": "open", "type": 11}),
            201,
        )
        .keep(&[("open", "/id")]),
        step(
            "create_thread",
            "/channels/{news}/threads",
            json!({"name": "news", "type": 10}),
            201,
        ),
        step(
            "create_thread",
            "/channels/{forum}/threads",
            json!({"name": "post", "applied_tags": ["{tag}"], "message": {"content": "first"}}),
            201,
        )
        .keep(&[("post", "/id")]),
        step(
            "get_message",
            "/channels/{post}/messages/{post}",
            Value::Null,
            200,
        ),
        step(
            "update_channel",
            "/channels/{post}",
            json!({"name": "pinned", "flags": 2, "applied_tags": [], "rate_limit_per_user": 1}),
            200,
        ),
        step(
            "list_messages",
            "/channels/{post}/messages",
            Value::Null,
            200,
        ),
    ]
}

fn members() -> Vec<Step> {
    vec![
        step(
            "add_thread_member",
            "/channels/{private}/thread-members/{ann}",
            Value::Null,
            204,
        ),
        step(
            "list_thread_members",
            "/channels/{private}/thread-members",
            Value::Null,
            200,
        ),
        step(
            "list_thread_members",
            "/channels/{private}/thread-members?with_member=true&limit=1",
            Value::Null,
            200,
        ),
        step(
            "get_thread_member",
            "/channels/{private}/thread-members/{ann}?with_member=true",
            Value::Null,
            200,
        ),
        step(
            "delete_thread_member",
            "/channels/{private}/thread-members/{ann}",
            Value::Null,
            204,
        ),
        step(
            "list_messages",
            "/channels/{private}/messages",
            Value::Null,
            200,
        ),
        step(
            "leave_thread",
            "/channels/{private}/thread-members/@me",
            Value::Null,
            204,
        ),
        step(
            "join_thread",
            "/channels/{private}/thread-members/@me",
            Value::Null,
            204,
        ),
    ]
}

fn listing() -> Vec<Step> {
    vec![
        step(
            "get_active_guild_threads",
            "/guilds/{guild}/threads/active",
            Value::Null,
            200,
        ),
        step(
            "thread_search",
            "/channels/{forum}/threads/search?name=pin&archived=false&sort_by=creation_time&limit=5",
            Value::Null,
            200,
        ),
        step(
            "update_channel",
            "/channels/{private}",
            json!({"archived": true}),
            200,
        ),
        step(
            "update_channel",
            "/channels/{open}",
            json!({"archived": true, "locked": true}),
            200,
        ),
        step(
            "list_public_archived_threads",
            "/channels/{general}/threads/archived/public?limit=2",
            Value::Null,
            200,
        ),
        step(
            "list_private_archived_threads",
            "/channels/{general}/threads/archived/private?before=2100-01-01T00:00:00Z",
            Value::Null,
            200,
        ),
        step(
            "list_my_private_archived_threads",
            "/channels/{general}/users/@me/threads/archived/private",
            Value::Null,
            200,
        ),
        step("delete_channel", "/channels/{open}", Value::Null, 200),
    ]
}
