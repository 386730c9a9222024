//! Modals with every kind of field: what the client checks, and what the bot is told.

use discord_sim::{ModalView, Upload, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, says, stage};

fn label(name: &str, component: impl Into<Value>) -> Value {
    json!({"type": 18, "label": name, "description": "more", "component": component.into()})
}

fn options(values: &[&str]) -> Value {
    values
        .iter()
        .map(|value| json!({"value": value, "label": value.to_uppercase()}))
        .collect()
}

async fn opened(stage: &Stage, components: &[Value]) -> ModalView {
    let modal = json!({"type": 9, "data": {"custom_id": "form", "title": "Form", "components": components}});
    let (shown, _, answer) = stage.echo(modal).await;
    assert_eq!(answer.status, 204, "{}", answer.json());
    shown.modal().expect("a modal")
}

async fn submitted(
    stage: &Stage,
    modal: &ModalView,
    values: &[(&str, &str)],
    files: &[(&str, Upload)],
) -> Value {
    let seat = stage.seat();
    let act = async {
        seat.submit_with(modal, values, files)
            .await
            .expect("the client sends it")
    };
    let (_, interaction, _) = stage.answer_to(act, says("thanks")).await;
    assert_eq!(interaction["type"], 5);
    interaction["data"].clone()
}

#[tokio::test]
async fn texts_and_groups_travel_in_their_labels() {
    let stage = stage();
    let modal = opened(
        &stage,
        &[
            json!({"type": 10, "content": "# Hello"}),
            label("Name", json!({"type": 4, "custom_id": "name", "style": 1, "value": "ann"})),
            label("Class", json!({"type": 21, "custom_id": "class", "options": options(&["rogue", "bard"])})),
            label("Days", json!({"type": 22, "custom_id": "days", "options": options(&["mon", "tue", "wed"])})),
            label("Sure", json!({"type": 23, "custom_id": "sure"})),
        ],
    )
    .await;
    assert_eq!(modal.texts, ["# Hello"]);
    let days = modal.field("Days").expect("a field");
    assert_eq!((days.takes, days.description.as_str()), ((1, 3), "more"));
    assert_eq!(days.labels, ["MON", "TUE", "WED"]);
    let values = [("Class", "BARD"), ("days", "wed, MON"), ("Sure", "true")];
    let data = submitted(&stage, &modal, &values, &[]).await;
    assert_eq!(data["custom_id"], "form");
    assert_eq!(
        data["components"],
        json!([
            {"type": 10, "id": 1},
            {"type": 18, "id": 2, "component": {"type": 4, "id": 3, "custom_id": "name", "value": "ann"}},
            {"type": 18, "id": 4, "component": {"type": 21, "id": 5, "custom_id": "class", "value": "bard"}},
            {"type": 18, "id": 6, "component": {"type": 22, "id": 7, "custom_id": "days", "values": ["wed", "mon"]}},
            {"type": 18, "id": 8, "component": {"type": 23, "id": 9, "custom_id": "sure", "value": true}},
        ])
    );
    assert!(data.get("resolved").is_none());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn selects_and_files_come_resolved() {
    let stage = stage();
    let mods = stage.guild.role("mods", permission::NONE).id().to_string();
    let modal = opened(
        &stage,
        &[
            label(
                "Who",
                json!({"type": 5, "custom_id": "who", "max_values": 2}),
            ),
            label("Role", json!({"type": 6, "custom_id": "role"})),
            label("Any", json!({"type": 7, "custom_id": "any"})),
            label("Where", json!({"type": 8, "custom_id": "where"})),
            label(
                "Proof",
                json!({"type": 19, "custom_id": "proof", "max_values": 2}),
            ),
        ],
    )
    .await;
    let values = [
        ("Who", "@bob, @ann"),
        ("Role", "@mods"),
        ("Any", "@mods"),
        ("Where", "#general"),
    ];
    let files = [
        ("Proof", Upload::new("a.png", "one")),
        ("Proof", Upload::new("b.txt", "two")),
    ];
    let data = submitted(&stage, &modal, &values, &files).await;
    let inner = |place: usize| &data["components"][place]["component"];
    let (ann, bob) = (stage.ann.id().to_string(), stage.bob.id().to_string());
    assert_eq!(inner(0)["values"], json!([bob, ann]));
    assert_eq!(
        (inner(0)["type"].as_u64(), inner(0).get("component_type")),
        (Some(5), None)
    );
    assert_eq!(inner(1)["values"], json!([mods]));
    assert_eq!(inner(2)["values"], json!([mods]));
    assert_eq!(inner(3)["values"], json!([stage.general.id().to_string()]));
    let resolved = &data["resolved"];
    for (kind, count) in [
        ("users", 2),
        ("members", 2),
        ("roles", 1),
        ("channels", 1),
        ("attachments", 2),
    ] {
        assert_eq!(
            resolved[kind].as_object().map(serde_json::Map::len),
            Some(count),
            "{kind}"
        );
    }
    let sent = inner(4)["values"][1].as_str().expect("an id").to_owned();
    let file = &resolved["attachments"][&sent];
    assert_eq!(
        (&file["filename"], &file["ephemeral"]),
        (&json!("b.txt"), &json!(true))
    );
    let url = file["url"].as_str().expect("an address");
    assert_eq!(&stage.bot.open.get(url).await.bytes[..], b"two");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_is_filled_in_already_is_sent() {
    let stage = stage();
    let bob = stage.bob.id().to_string();
    let mut class = options(&["rogue", "bard"]);
    class[1]["default"] = json!(true);
    let modal = opened(
        &stage,
        &[
            label("Class", json!({"type": 21, "custom_id": "class", "options": class})),
            label("Pick", json!({"type": 3, "custom_id": "pick", "options": class})),
            label("Who", json!({"type": 5, "custom_id": "who", "default_values": [{"id": bob, "type": "user"}]})),
            label("Sure", json!({"type": 23, "custom_id": "sure", "default": true})),
            json!({"type": 1, "components": [
                {"type": 4, "custom_id": "old", "label": "Old", "style": 1, "value": "way"}]}),
        ],
    )
    .await;
    let data = submitted(&stage, &modal, &[], &[]).await;
    assert_eq!(data["components"][0]["component"]["value"], "bard");
    assert_eq!(
        data["components"][1]["component"]["values"],
        json!(["bard"])
    );
    assert_eq!(data["components"][2]["component"]["values"], json!([bob]));
    assert_eq!(data["components"][3]["component"]["value"], true);
    assert_eq!(
        data["components"][4],
        json!({"type": 1, "id": 9, "components": [{"type": 4, "id": 10, "custom_id": "old", "value": "way"}]})
    );
}

#[tokio::test]
async fn what_is_not_required_may_stay_empty() {
    let stage = stage();
    let free = |mut component: Value| {
        component["required"] = json!(false);
        label("x", component)
    };
    let modal = opened(
        &stage,
        &[
            free(json!({"type": 4, "custom_id": "text", "style": 1, "min_length": 3})),
            free(json!({"type": 21, "custom_id": "radio", "options": options(&["a", "b"])})),
            free(json!({"type": 22, "custom_id": "boxes", "options": options(&["a", "b"])})),
            free(json!({"type": 19, "custom_id": "files"})),
            free(json!({"type": 6, "custom_id": "roles"})),
        ],
    )
    .await;
    let data = submitted(&stage, &modal, &[], &[]).await;
    let inner = |place: usize| &data["components"][place]["component"];
    assert_eq!(inner(0)["value"], "");
    assert_eq!(inner(1).get("value"), Some(&Value::Null));
    for place in 2..5 {
        assert_eq!(inner(place)["values"], json!([]), "{place}");
    }
}

#[tokio::test]
async fn the_client_does_not_send_what_the_form_forbids() {
    let stage = stage();
    let modal = opened(
        &stage,
        &[
            label("Name", json!({"type": 4, "custom_id": "name", "style": 1, "min_length": 2, "max_length": 3, "value": "ann"})),
            label("Class", json!({"type": 21, "custom_id": "class", "options": options(&["rogue", "bard"])})),
            label("Days", json!({"type": 22, "custom_id": "days", "options": options(&["mon", "tue", "wed"]), "min_values": 2})),
            label("Proof", json!({"type": 19, "custom_id": "proof"})),
            label("Sure", json!({"type": 23, "custom_id": "sure"})),
        ],
    )
    .await;
    let fine: [(&str, &str); 3] = [("Class", "bard"), ("Days", "mon, tue"), ("Proof", "a.png")];
    let seat = stage.seat().holding("a.png", "one").holding("b.png", "two");
    let refusals = [
        (
            "Name",
            "",
            "the modal's `Name` does not take this: it must be filled in",
        ),
        (
            "Name",
            "a",
            "the modal's `Name` does not take this: 2 to 3 characters are wanted",
        ),
        (
            "Name",
            "anna",
            "the modal's `Name` does not take this: 2 to 3 characters are wanted",
        ),
        (
            "Class",
            "",
            "the modal's `Class` does not take this: it must be filled in",
        ),
        (
            "Class",
            "rogue, bard",
            "the modal's `Class` does not take this: 2 given, but 1 to 1 are wanted",
        ),
        (
            "Class",
            "wizard",
            "the modal's `Class` does not take this: wizard: it is not offered",
        ),
        (
            "Days",
            "mon",
            "the modal's `Days` does not take this: 1 given, but 2 to 3 are wanted",
        ),
        (
            "Days",
            "mon, MON",
            "the modal's `Days` does not take this: MON is chosen twice",
        ),
        (
            "Proof",
            "",
            "the modal's `Proof` does not take this: it must be filled in",
        ),
        (
            "Proof",
            "a.png, b.png",
            "the modal's `Proof` does not take this: 2 given, but 1 to 1 are wanted",
        ),
        (
            "Proof",
            "c.png",
            "the modal's `Proof` does not take this: c.png: the person holds no such file",
        ),
        (
            "Sure",
            "maybe",
            "the modal's `Sure` does not take this: true or false is wanted",
        ),
        (
            "Nothing",
            "x",
            "the modal's `Nothing` does not take this: it is not there",
        ),
    ];
    for (field, value, why) in refusals {
        let mut values = vec![(field, value)];
        values.extend(fine);
        let refused = seat.submit(&modal, &values).await.expect_err(why);
        assert_eq!(refused.to_string(), why);
    }
    let other = stage
        .bob
        .in_channel(&stage.general)
        .submit(&modal, &fine)
        .await;
    assert!(other.is_err(), "it opened for ann");
    assert_eq!(stage.sim.pending(), []);
    let act = async { seat.submit(&modal, &fine).await.expect("sent") };
    let (shown, ..) = stage.answer_to(act, says("thanks")).await;
    assert_eq!(shown.message().expect("a message").text(), "thanks");
}

#[tokio::test]
async fn forged_submissions_reach_the_bot_as_they_are() {
    let stage = stage();
    let modal = opened(
        &stage,
        &[label(
            "Pick",
            json!({"type": 3, "custom_id": "pick", "options": options(&["a"])}),
        )],
    )
    .await;
    let seat = stage.seat();
    let forged = json!({"custom_id": "other", "components": [{"type": 18, "component": 7}]});
    let sent = forged.clone();
    let act = async { seat.submit_forged(&modal, sent).await.expect("sent") };
    let (_, interaction, _) = stage.answer_to(act, says("no")).await;
    assert_eq!(interaction["data"], forged);
    let act = async {
        seat.submit_raw(&modal, &[("pick", "z")])
            .await
            .expect("sent")
    };
    let (_, interaction, _) = stage.answer_to(act, says("no")).await;
    assert_eq!(
        interaction["data"]["components"][0]["component"]["values"],
        json!(["z"])
    );
}
