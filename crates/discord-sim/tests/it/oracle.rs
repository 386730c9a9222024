//! Discord's description as a judge, where it is present.

use std::{io::Write as _, sync::Arc};

use discord_sim::oracle::Oracle;
use serde_json::json;

/// The description, or a line on standard error that says it is absent.
pub(crate) fn oracle_or_say_so() -> Option<Arc<Oracle>> {
    let oracle = Oracle::load();
    if oracle.is_none() {
        let _ = writeln!(
            std::io::stderr().lock(),
            "NOT CHECKED: discord's openapi.json is absent (set DISCORD_OPENAPI or put it at ../shared/discord/openapi.json)"
        );
    }
    oracle
}

#[test]
fn a_problem_names_operation_place_and_rule() {
    let Some(oracle) = oracle_or_say_so() else {
        return;
    };
    let body = json!({"embeds": [{"title": "x".repeat(257)}]});
    assert_eq!(
        oracle.request("POST", "/channels/1/messages", Some(&body)),
        [
            "POST /channels/{channel_id}/messages: request: /embeds/0/title: value is longer than 256 characters"
        ]
    );
}

#[test]
fn the_variant_that_a_type_means_speaks() {
    let Some(oracle) = oracle_or_say_so() else {
        return;
    };
    let path = "/interactions/1/secret-token/callback";
    let button = json!({"type": 2, "style": 9, "label": "a", "custom_id": "a"});
    let body = json!({"type": 4, "data": {"components": [{"type": 1, "components": [button]}]}});
    assert_eq!(
        oracle.request("POST", path, Some(&body)),
        [
            "POST /interactions/{interaction_id}/{interaction_token}/callback: request: \
          /data/components/0/components/0/style: must be one of 1, 2, 3, 4, 5, 6"
        ]
    );
    let modal = json!({"type": 9, "data": {"custom_id": "a", "title": "", "components": [
        {"type": 18, "label": "a", "component": {"type": 4, "custom_id": "a", "style": 1}}]}});
    assert_eq!(
        oracle.request("POST", path, Some(&modal)),
        [
            "POST /interactions/{interaction_id}/{interaction_token}/callback: request: \
          /data/title: value is shorter than 1 character"
        ]
    );
}

#[test]
fn operations_are_found_by_their_fixed_words_first() {
    let Some(oracle) = oracle_or_say_so() else {
        return;
    };
    assert!(oracle.request("GET", "/users/@me", None).is_empty());
    assert!(oracle.request("get", "/gateway/bot", None).is_empty());
    assert!(
        oracle
            .request(
                "PATCH",
                "/webhooks/1/token/messages/@original",
                Some(&json!({"content": "a"}))
            )
            .is_empty()
    );
    assert_eq!(
        oracle.request("GET", "/users/ann", None),
        ["GET /users/{user_id}: request: {user_id} in the path is not an id"]
    );
    assert_eq!(
        oracle.request("POST", "/nowhere", None),
        ["POST /nowhere: unknown operation"]
    );
    assert!(oracle.request("POST", "/oauth2/token", None).is_empty());
    assert_eq!(
        oracle.request("POST", "/channels/1/messages", None),
        ["POST /channels/{channel_id}/messages: request: a body is required"]
    );
}

#[test]
fn the_description_is_corrected() {
    let Some(oracle) = oracle_or_say_so() else {
        return;
    };
    let command = json!({"name": "a", "description": "a", "default_member_permissions": "2048"});
    assert!(
        oracle
            .request("POST", "/applications/1/commands", Some(&command))
            .is_empty()
    );
    let message =
        json!({"content": "a", "attachments": [{"id": 0}], "message_reference": {"message_id": 5}});
    assert!(
        oracle
            .request("POST", "/channels/1/messages", Some(&message))
            .is_empty()
    );
    let error = json!({"code": 50035, "message": "Invalid Form Body", "errors": {
        "content": {"_errors": [{"code": "BASE_TYPE_REQUIRED", "message": "This field is required"}]}}});
    assert!(
        oracle
            .response("POST", "/channels/1/messages", 400, &error)
            .is_empty()
    );
    let limited =
        json!({"message": "You are being rate limited.", "retry_after": 0.5, "global": false});
    assert!(
        oracle
            .response("POST", "/channels/1/messages", 429, &limited)
            .is_empty()
    );
}

#[test]
fn answers_are_judged_by_status() {
    let Some(oracle) = oracle_or_say_so() else {
        return;
    };
    let null = json!(null);
    let delete = "/channels/1/messages/2";
    assert!(oracle.response("DELETE", delete, 204, &null).is_empty());
    assert_eq!(
        oracle.response("DELETE", delete, 204, &json!({})),
        ["DELETE /channels/{channel_id}/messages/{message_id}: answer 204: status 204 has no body"]
    );
    assert_eq!(
        oracle.response("DELETE", delete, 201, &null),
        [
            "DELETE /channels/{channel_id}/messages/{message_id}: answer 201: status 201 is not described"
        ]
    );
    assert!(
        oracle
            .response("DELETE", delete, 502, &json!("<html>"))
            .is_empty()
    );
    let gateway = json!({"url": "wss://gateway.discord.gg"});
    assert!(oracle.response("GET", "/gateway", 200, &gateway).is_empty());
    assert!(
        !oracle
            .response("GET", "/gateway", 200, &json!({}))
            .is_empty()
    );
}

#[test]
fn unknown_fields_are_reported_beside() {
    let Some(oracle) = oracle_or_say_so() else {
        return;
    };
    let body = json!({"content": "a", "contents": "b", "embeds": [{"titel": "a"}],
        "components": [{"type": 1, "components": [{"type": 2, "style": 1, "placeholder": "only selects have one"}]}]});
    assert_eq!(
        oracle.unknown_fields("POST", "/channels/1/messages?wait=true", Some(&body)),
        [
            "?wait",
            "/components/0/components/0/placeholder",
            "/contents",
            "/embeds/0/titel"
        ]
    );
    let command = json!({"name": "a", "name_localizations": {"de": "b"}, "options": []});
    assert!(
        oracle
            .unknown_fields("POST", "/applications/1/commands", Some(&command))
            .is_empty()
    );
}

#[test]
fn a_description_that_does_not_resolve_is_refused_with_a_reason() {
    let missing = Oracle::open(std::path::Path::new("/nowhere/openapi.json"));
    assert_eq!(
        missing.expect_err("no such file").to_string(),
        "failed to read /nowhere/openapi.json"
    );
    assert!(Oracle::new(json!({"paths": {}})).is_ok());
}

/// A person as the description wants one.
fn user(id: &str, bot: bool) -> serde_json::Value {
    json!({"id": id, "username": "ann", "discriminator": "0", "global_name": null, "avatar": null, "bot": bot,
        "public_flags": 0, "flags": 0, "primary_guild": null})
}

#[test]
fn a_whole_message_passes_as_an_answer() {
    let Some(oracle) = oracle_or_say_so() else {
        return;
    };
    let button = json!({"type": 2, "id": 4, "style": 1, "label": "A", "custom_id": "a"});
    let picture = json!({"id": "7", "url": "http://127.0.0.1/a.png", "proxy_url": "http://127.0.0.1/a.png",
        "width": 1, "height": 1, "placeholder": null, "content_type": "image/png", "loading_state": 2, "flags": 0});
    let message = json!({
        "id": "3", "channel_id": "1", "author": user("2", true), "content": "", "type": 0,
        "timestamp": "2026-11-20T12:00:00.000000+00:00", "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [user("5", false)], "mention_roles": [], "attachments": [],
        "embeds": [], "pinned": false, "flags": 1 << 15,
        "components": [
            {"type": 17, "id": 1, "accent_color": null, "spoiler": false, "components": [
                {"type": 10, "id": 2, "content": "a"},
                {"type": 12, "id": 5, "items": [{"media": picture, "description": "a", "spoiler": false}]},
                {"type": 1, "id": 3, "components": [button]}]},
        ],
    });
    let problems = oracle.response("POST", "/channels/1/messages", 200, &message);
    assert!(problems.is_empty(), "{problems:#?}");
}
