//! Refusals as they leave the simulator.

use discord_sim::validate::{CommandScope, MessagePlace, commands, message};
use serde_json::{Value, json};

use super::{Target, judge, table, x};

#[test]
fn a_form_is_refused_with_errors_that_mirror_it() {
    let fields: Vec<Value> = (0..4)
        .map(|index| json!({"name": "a", "value": x(if index == 3 { 1025 } else { 1 })}))
        .collect();
    let body = json!({"embeds": [{"fields": fields}], "content": x(2001)});
    let rejection = message(&body, MessagePlace::Create, 0).expect_err("two fields are too long");
    assert_eq!(rejection.status(), 400);
    assert_eq!(
        rejection.body(),
        json!({"code": 50035, "message": "Invalid Form Body", "errors": {
            "content": {"_errors": [
                {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}]},
            "embeds": {"0": {"fields": {"3": {"value": {"_errors": [
                {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 1024 or fewer in length."}]}}}}},
        }})
    );
}

#[test]
fn an_empty_message_has_a_code_of_its_own() {
    let rejection = message(&json!({}), MessagePlace::Create, 0).expect_err("nothing to see");
    assert_eq!(rejection.status(), 400);
    assert_eq!(
        rejection.body(),
        json!({"code": 50006, "message": "Cannot send an empty message"})
    );
    assert_eq!(message(&json!({}), MessagePlace::Create, 1), Ok(()));
}

#[test]
fn eleven_files_are_too_many() {
    assert_eq!(message(&json!({}), MessagePlace::Create, 10), Ok(()));
    let rejection = message(&json!({}), MessagePlace::Create, 11).expect_err("eleven files");
    assert_eq!(rejection.body()["code"], 30015);
}

#[test]
fn names_of_uploaded_files_count_without_attachments() {
    let names = ["a.png".to_owned()];
    let picture = |name: &str| {
        json!({"flags": 1 << 15, "components": [
            {"type": 12, "items": [{"media": {"url": format!("attachment://{name}")}}]}]})
    };
    assert_eq!(
        message(&picture("a.png"), MessagePlace::Create, &names[..]),
        Ok(())
    );
    assert!(message(&picture("b.png"), MessagePlace::Create, &names[..]).is_err());
    // An edit may show a file that the message has already.
    assert_eq!(
        message(&picture("b.png"), MessagePlace::Edit { v2: true }, 0),
        Ok(())
    );
}

#[test]
fn bodies_of_any_shape_are_refused_without_a_panic() {
    let shapes = [
        json!(null),
        json!(1),
        json!("a"),
        json!([]),
        json!({}),
        json!([[]]),
        json!(true),
    ];
    let keys = [
        "content",
        "embeds",
        "components",
        "flags",
        "attachments",
        "allowed_mentions",
        "poll",
        "data",
        "type",
        "options",
        "name",
        "choices",
        "title",
        "custom_id",
    ];
    let targets = [
        super::CREATE,
        Target::Callback(discord_sim::validate::InteractionFacts::component(true), 0),
        Target::Modal,
        Target::Command,
        Target::Autocomplete(3),
    ];
    for target in targets {
        for outer in &shapes {
            let _ = judge(target, outer);
            for key in keys {
                let _ = judge(target, &json!({ key: outer }));
                let _ = judge(target, &json!({ key: [outer] }));
                let _ = judge(target, &json!({"type": 4, "data": { key: outer }}));
            }
            let _ = commands(std::slice::from_ref(outer), CommandScope::Global);
        }
    }
}

#[test]
fn every_refusal_is_an_error_body_of_the_description() {
    let Some(oracle) = crate::oracle::oracle_or_say_so() else {
        return;
    };
    for rule in table() {
        let rejection = judge(rule.target, &rule.refused).expect_err(rule.name);
        let problems = oracle.response(
            "POST",
            "/channels/1/messages",
            rejection.status(),
            &rejection.body(),
        );
        assert!(problems.is_empty(), "{}: {problems:?}", rule.name);
    }
}
