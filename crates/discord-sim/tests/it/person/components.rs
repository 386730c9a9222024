//! Buttons and selects of messages.

use discord_sim::{MessageView, permission};
use serde_json::{Value, json};

use super::alike;
use crate::bot::{Stage, says, stage};

/// A message of the bot with these components.
async fn with(stage: &Stage, components: &[Value]) -> MessageView {
    let rows: Vec<Value> = components
        .iter()
        .map(|component| json!({"type": 1, "components": [component]}))
        .collect();
    let answer = json!({"type": 4, "data": {"content": "choose", "components": rows}});
    let (shown, ..) = stage.echo(answer).await;
    shown.message().expect("a message")
}

/// Ann's use of a component as a client sends it.
fn used(stage: &Stage, message: &MessageView, data: Value) -> Value {
    let mut wanted = stage.wanted(3, data);
    wanted["message_id"] = json!(message.id.to_string());
    wanted
}

#[tokio::test]
async fn a_button_arrives_as_if_it_was_pressed() {
    let stage = stage();
    let button = json!({"type": 2, "style": 1, "label": "Go", "custom_id": "go"});
    let message = with(&stage, &[button]).await;
    let seat = stage.seat();
    let act = async { seat.click(&message, "Go").await.unwrap() };
    let (_, typed, _) = stage.answer_to(act, json!({"type": 6})).await;
    let wanted = used(
        &stage,
        &message,
        json!({"component_type": 2, "custom_id": "go"}),
    );
    let sent = stage.uses(&wanted, &[]).await;
    stage.bot.callback(&sent, json!({"type": 6})).await;
    assert_eq!(alike(&sent), alike(&typed));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn each_kind_of_select_arrives_as_if_it_was_used() {
    let stage = stage();
    let role = stage.guild.role("mods", permission::NONE).id().to_string();
    let (bob, general) = (stage.bob.id().to_string(), stage.general.id().to_string());
    let options = json!([{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]);
    for (select, typed, values) in [
        (
            json!({"type": 3, "custom_id": "s", "options": options, "max_values": 2}),
            vec!["Two", "One"],
            json!(["2", "1"]),
        ),
        (
            json!({"type": 5, "custom_id": "s"}),
            vec!["@bob"],
            json!([bob]),
        ),
        (
            json!({"type": 6, "custom_id": "s"}),
            vec!["@mods"],
            json!([role]),
        ),
        (
            json!({"type": 7, "custom_id": "s", "max_values": 2}),
            vec!["@mods", "@bob"],
            json!([role, bob]),
        ),
        (
            json!({"type": 8, "custom_id": "s"}),
            vec!["#general"],
            json!([general]),
        ),
        (
            json!({"type": 8, "custom_id": "s", "min_values": 0}),
            vec![],
            json!([]),
        ),
    ] {
        let message = with(&stage, std::slice::from_ref(&select)).await;
        let seat = stage.seat();
        let act = async { seat.select(&message, 0, &typed).await.unwrap() };
        let (_, typed, _) = stage.answer_to(act, json!({"type": 6})).await;
        let data = json!({"component_type": select["type"], "custom_id": "s", "values": values});
        let sent = stage.uses(&used(&stage, &message, data), &[]).await;
        stage.bot.callback(&sent, json!({"type": 6})).await;
        assert_eq!(alike(&sent), alike(&typed), "{select}");
    }
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_cannot_be_used_is_refused() {
    let stage = stage();
    let hidden = stage.guild.text_channel("hidden");
    hidden.for_everyone(permission::NONE, permission::VIEW_CHANNEL);
    let options = json!([{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]);
    let message = with(
        &stage,
        &[
            json!({"type": 2, "style": 1, "label": "Go", "custom_id": "go"}),
            json!({"type": 2, "style": 1, "label": "No", "custom_id": "no", "disabled": true}),
            json!({"type": 3, "custom_id": "pick", "options": options}),
            json!({"type": 8, "custom_id": "where", "channel_types": [2]}),
            json!({"type": 5, "custom_id": "who", "min_values": 1, "max_values": 2}),
        ],
    )
    .await;
    let bob = stage.bob.id().to_string();
    let pick = |values: Value| json!({"component_type": 3, "custom_id": "pick", "values": values});
    for (data, error) in [
        (
            json!({"component_type": 2, "custom_id": "gone"}),
            "it is not there",
        ),
        (
            json!({"component_type": 2, "custom_id": "no"}),
            "it is disabled",
        ),
        (
            json!({"component_type": 2, "custom_id": "pick"}),
            "it is not there",
        ),
        (
            json!({"component_type": 3, "custom_id": "go", "values": []}),
            "it is not there",
        ),
        (
            json!({"component_type": 2, "custom_id": "go", "values": ["1"]}),
            "a button takes no values",
        ),
        (
            json!({"component_type": 17, "custom_id": "go"}),
            "there is no such type of component",
        ),
        (
            json!({"component_type": "2"}),
            "there is no such type of component",
        ),
        (pick(json!([])), "0 choices, but 1 to 1"),
        (pick(json!(["1", "2"])), "2 choices, but 1 to 1"),
        (pick(json!(["One"])), "it is not offered"),
        (pick(json!([1])), "a list of texts is wanted"),
        (pick(json!("1")), "a list of texts is wanted"),
        (
            json!({"component_type": 8, "custom_id": "where", "values": [stage.general.id().to_string()]}),
            "another kind of channel",
        ),
        (
            json!({"component_type": 8, "custom_id": "where", "values": [hidden.id().to_string()]}),
            "no such channel",
        ),
        (
            json!({"component_type": 5, "custom_id": "who", "values": ["bob"]}),
            "an id is wanted",
        ),
        (
            json!({"component_type": 5, "custom_id": "who", "values": [bob, bob]}),
            "twice",
        ),
    ] {
        let (status, why) = stage.refuses(used(&stage, &message, data.clone())).await;
        assert!(
            status == 400 && why.contains(error),
            "{data}: {status} {why}"
        );
    }
}

#[tokio::test]
async fn messages_that_are_not_this_persons_to_use_are_refused() {
    let stage = stage();
    let go = json!({"component_type": 2, "custom_id": "go"});
    let button = json!({"type": 2, "style": 1, "label": "Go", "custom_id": "go"});
    let message = with(&stage, std::slice::from_ref(&button)).await;
    let elsewhere = stage.guild.text_channel("elsewhere");
    let other = stage.sim.application("other");
    stage.guild.install(&other, permission::NONE);
    let wanted = used(&stage, &message, go.clone());
    for (key, value, status) in [
        ("message_id", json!("17"), 404),
        ("message_id", json!(null), 404),
        ("channel_id", json!(elsewhere.id().to_string()), 404),
        ("application_id", json!(other.id().to_string()), 400),
    ] {
        let mut wanted = wanted.clone();
        wanted[key] = value;
        assert_eq!(stage.refuses(wanted).await.0, status, "{key}");
    }
    let rows = json!([{"type": 1, "components": [button]}]);
    let secret = json!({"type": 4, "data": {"content": "psst", "flags": 64, "components": rows}});
    let act = async {
        let seat = stage.bob.in_channel(&stage.general);
        seat.slash("/echo").await.unwrap()
    };
    let (shown, ..) = stage.answer_to(act, secret).await;
    let secret = shown.message().unwrap();
    assert_eq!(
        stage.refuses(used(&stage, &secret, go.clone())).await.0,
        404,
        "it is bob's"
    );
    let own = stage
        .acts(
            &stage.bob,
            "POST",
            "/interactions",
            used(&stage, &secret, go),
        )
        .await;
    assert_eq!(own.status, 202);
    let interaction = stage.bot.interaction().await;
    stage.bot.callback(&interaction, says("hi")).await;
}
