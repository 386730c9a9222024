//! Modals with every kind of field.

use discord_sim::{Shown, permission};
use serde_json::{Value, json};

use super::alike;
use crate::bot::{Stage, says, stage, text};

fn label(component: &Value) -> Value {
    json!({"type": 18, "label": component["custom_id"], "component": component})
}

fn options(values: &[&str]) -> Value {
    values
        .iter()
        .map(|value| json!({"value": value, "label": value.to_uppercase()}))
        .collect()
}

/// The bot opens this modal for ann; the id of her interaction.
async fn opened(stage: &Stage, fields: &[Value]) -> String {
    stage.bot.register_echo().await;
    modal(stage, fields).await.interaction_id().to_string()
}

/// The bot, which has its command, opens this modal for ann.
async fn modal(stage: &Stage, fields: &[Value]) -> Shown {
    let components: Vec<Value> = fields.iter().map(label).collect();
    let modal = json!({"type": 9, "data": {"custom_id": "form", "title": "Form", "components": components}});
    let seat = stage.seat();
    let act = async { seat.slash("/echo").await.unwrap() };
    stage.answer_to(act, modal).await.0
}

/// A submission as a client sends it.
fn submitted(stage: &Stage, opener: &str, fields: &[Value]) -> Value {
    let components: Vec<Value> = fields
        .iter()
        .map(|field| json!({"type": 18, "component": field}))
        .collect();
    stage.wanted(
        5,
        json!({"id": opener, "custom_id": "form", "components": components}),
    )
}

#[tokio::test]
async fn each_kind_of_field_arrives_as_if_it_was_filled_in() {
    let stage = stage();
    stage.bot.register_echo().await;
    let role = stage.guild.role("mods", permission::NONE).id().to_string();
    let (bob, general) = (stage.bob.id().to_string(), stage.general.id().to_string());
    let many = |kind: u8| json!({"type": kind, "custom_id": "f", "options": options(&["mon", "tue"]), "max_values": 2});
    let radio = json!({"type": 21, "custom_id": "f", "options": options(&["mon", "tue"]), "required": false});
    let one = |kind: u8| json!({"type": kind, "custom_id": "f", "max_values": 2});
    let file = json!({"type": 19, "custom_id": "f", "max_values": 2});
    let files: [(&str, &[u8]); 2] = [("a.png", b"one"), ("b.txt", b"two")];
    for (field, typed, sent) in [
        (
            json!({"type": 4, "custom_id": "f", "style": 2}),
            "two\nlines",
            json!({"value": "two\nlines"}),
        ),
        (
            json!({"type": 4, "custom_id": "f", "style": 1, "required": false}),
            "",
            json!({"value": ""}),
        ),
        (many(3), "TUE,mon", json!({"values": ["tue", "mon"]})),
        (many(22), "TUE,mon", json!({"values": ["tue", "mon"]})),
        (radio.clone(), "TUE", json!({"value": "tue"})),
        (radio, "", json!({"value": null})),
        (one(5), "@bob", json!({"values": [bob]})),
        (one(6), "@mods", json!({"values": [role]})),
        (one(7), "@mods,@bob", json!({"values": [role, bob]})),
        (one(8), "#general", json!({"values": [general]})),
        (
            json!({"type": 23, "custom_id": "f"}),
            "true",
            json!({"value": true}),
        ),
        (file, "a.png,b.txt", json!({"values": [0, 1]})),
    ] {
        let held: &[(&str, &[u8])] = if field["type"] == 19 { &files } else { &[] };
        let mut seat = stage.seat();
        for (name, bytes) in held {
            seat = seat.holding(name, bytes.to_vec());
        }
        let fields = std::slice::from_ref(&field);
        let view = modal(&stage, fields).await.modal().unwrap();
        let act = async { seat.submit(&view, &[("f", typed)]).await.unwrap() };
        let (_, by_name, _) = stage.answer_to(act, says("ok")).await;
        let opener = modal(&stage, fields).await.interaction_id().to_string();
        let mut answer = sent;
        (answer["type"], answer["custom_id"]) = (field["type"].clone(), json!("f"));
        let sent = stage
            .uses(&submitted(&stage, &opener, &[answer]), held)
            .await;
        stage.bot.callback(&sent, says("ok")).await;
        assert_eq!(alike(&sent), alike(&by_name), "{field}");
    }
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_modal_of_a_message_keeps_its_message_and_rows_of_the_old_form_work() {
    let stage = stage();
    let button = json!({"type": 2, "style": 1, "label": "Go", "custom_id": "go"});
    let rows = json!([{"type": 1, "components": [button]}]);
    let (shown, ..) = stage
        .echo(json!({"type": 4, "data": {"content": "x", "components": rows}}))
        .await;
    let message = shown.message().unwrap();
    let mut press = stage.wanted(3, json!({"component_type": 2, "custom_id": "go"}));
    press["message_id"] = json!(message.id.to_string());
    let pressed = stage.uses(&press, &[]).await;
    let old = json!([{"type": 1, "components": [{"type": 4, "custom_id": "t", "style": 1, "label": "T"}]}]);
    let modal =
        json!({"type": 9, "data": {"custom_id": "form", "title": "Form", "components": old}});
    assert_eq!(stage.bot.callback(&pressed, modal).await.status, 204);
    let tree = json!([{"type": 1, "components": [{"type": 4, "custom_id": "t", "value": "hi"}]}]);
    let data = json!({"id": pressed["id"], "custom_id": "form", "components": tree});
    let sent = stage.uses(&stage.wanted(5, data), &[]).await;
    assert_eq!(sent["message"]["id"], message.id.to_string());
    assert_eq!(
        sent["data"]["components"][0]["components"][0]["value"],
        "hi"
    );
    let update = json!({"type": 7, "data": {"content": "won"}});
    assert_eq!(stage.bot.callback(&sent, update).await.status, 204);
}

#[tokio::test]
async fn what_a_field_does_not_take_is_refused_with_its_name() {
    let stage = stage();
    let fields = [
        json!({"type": 4, "custom_id": "name", "style": 1, "min_length": 2, "max_length": 4}),
        json!({"type": 3, "custom_id": "pick", "options": options(&["a", "b"]), "required": false}),
        json!({"type": 23, "custom_id": "sure"}),
        json!({"type": 19, "custom_id": "file", "required": false}),
        json!({"type": 21, "custom_id": "class", "options": options(&["a", "b"]), "required": false}),
    ];
    let opener = opened(&stage, &fields).await;
    let name = json!({"type": 4, "custom_id": "name", "value": "abc"});
    for (field, sent, error) in [
        (
            "name",
            json!({"type": 4, "custom_id": "name", "value": ""}),
            "it must be filled in",
        ),
        (
            "name",
            json!({"type": 4, "custom_id": "name", "value": "a"}),
            "2 to 4 characters are wanted",
        ),
        (
            "name",
            json!({"type": 4, "custom_id": "name", "value": 7}),
            "a text is wanted",
        ),
        (
            "name",
            json!({"type": 3, "custom_id": "name", "values": ["a"]}),
            "another type of component",
        ),
        (
            "pick",
            json!({"type": 3, "custom_id": "pick", "values": ["c"]}),
            "it is not offered",
        ),
        (
            "pick",
            json!({"type": 3, "custom_id": "pick", "values": ["A"]}),
            "it is not offered",
        ),
        (
            "pick",
            json!({"type": 3, "custom_id": "pick", "values": ["a", "b"]}),
            "2 given, but 1 to 1 are wanted",
        ),
        (
            "pick",
            json!({"type": 3, "custom_id": "pick", "values": "a"}),
            "a list of choices is wanted",
        ),
        (
            "sure",
            json!({"type": 23, "custom_id": "sure", "value": "yes"}),
            "true or false is wanted",
        ),
        (
            "class",
            json!({"type": 21, "custom_id": "class", "value": ["a"]}),
            "one choice is wanted",
        ),
        (
            "file",
            json!({"type": 19, "custom_id": "file", "values": [3]}),
            "no file of that number",
        ),
        (
            "gone",
            json!({"type": 4, "custom_id": "gone", "value": "x"}),
            "it is not there",
        ),
    ] {
        let given = if field == "name" {
            vec![sent]
        } else {
            vec![name.clone(), sent]
        };
        let wanted = submitted(&stage, &opener, &given);
        let answer = stage
            .acts(&stage.ann, "POST", "/interactions", wanted)
            .await;
        let told = answer.json();
        assert_eq!(
            (answer.status, &told["field"]),
            (400, &json!(field)),
            "{told}"
        );
        assert!(text(&told["error"]).contains(error), "{told}");
    }
    let twice = submitted(&stage, &opener, &[name.clone(), name.clone()]);
    assert!(stage.refuses(twice).await.1.contains("it is there twice"));
    let nothing = submitted(&stage, &opener, &[]);
    assert!(
        stage
            .refuses(nothing)
            .await
            .1
            .contains("it must be filled in")
    );
    let sent = stage.uses(&submitted(&stage, &opener, &[name]), &[]).await;
    let inner = |place: usize| &sent["data"]["components"][place]["component"];
    assert_eq!(inner(1)["values"], json!([]), "what is not sent is empty");
    assert_eq!(
        (&inner(2)["value"], &inner(4)["value"]),
        (&json!(false), &json!(null))
    );
    stage.bot.callback(&sent, says("ok")).await;
}

#[tokio::test]
async fn a_modal_is_submitted_once_by_the_one_it_opened_for() {
    let stage = stage();
    let field = json!({"type": 4, "custom_id": "name", "style": 1});
    let value = json!({"type": 4, "custom_id": "name", "value": "abc"});
    let opener = opened(&stage, std::slice::from_ref(&field)).await;
    let wanted = submitted(&stage, &opener, std::slice::from_ref(&value));
    let other = stage
        .acts(&stage.bob, "POST", "/interactions", wanted.clone())
        .await;
    assert_eq!(other.status, 404, "it opened for ann");
    let mut renamed = wanted.clone();
    renamed["data"]["custom_id"] = json!("another");
    assert_eq!(stage.refuses(renamed).await.0, 400);
    let mut unknown = wanted.clone();
    unknown["data"]["id"] = json!("17");
    assert_eq!(stage.refuses(unknown).await.0, 404);
    let elsewhere = stage.guild.text_channel("elsewhere");
    let mut moved = wanted.clone();
    moved["channel_id"] = json!(elsewhere.id().to_string());
    assert_eq!(stage.refuses(moved).await.0, 404);

    let sent = stage.uses(&wanted, &[]).await;
    let (status, why) = stage.refuses(wanted.clone()).await;
    assert_eq!(
        (status, why.as_str()),
        (400, "the modal was submitted already")
    );
    stage.bot.callback(&sent, says("ok")).await;
    assert_eq!(stage.refuses(wanted).await.0, 400);

    let (shown, ..) = stage.echo(says("no modal")).await;
    let id = shown.interaction_id().to_string();
    let none = submitted(&stage, &id, std::slice::from_ref(&value));
    assert_eq!(stage.refuses(none).await.0, 404, "it opened no modal");
}

#[tokio::test]
async fn a_modal_whose_submission_failed_can_be_submitted_again() {
    let stage = stage();
    let field = json!({"type": 4, "custom_id": "name", "style": 1});
    let opener = opened(&stage, &[field]).await;
    let value = json!({"type": 4, "custom_id": "name", "value": "abc"});
    let wanted = submitted(&stage, &opener, &[value]);
    stage.uses(&wanted, &[]).await;
    stage.sim.clock().advance(std::time::Duration::from_secs(3));
    let again = stage.uses(&wanted, &[]).await;
    assert_eq!(stage.bot.callback(&again, says("ok")).await.status, 204);
    assert_eq!(stage.sim.journal().forgive(|_| true).len(), 1);
}
