//! What the client lets people do, and what it does not.

use discord_sim::{DriverError, Target, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, says, stage};

fn commands() -> Value {
    json!([{"name": "play", "type": 1, "description": "x", "options": [
        {"type": 2, "name": "word", "description": "x", "options": [
            {"type": 1, "name": "new", "description": "x", "options": [
                {"type": 3, "name": "text", "description": "x", "required": true, "min_length": 2, "max_length": 20},
                {"type": 3, "name": "level", "description": "x", "choices": [{"name": "Easy", "value": "e"}]},
                {"type": 4, "name": "count", "description": "x", "min_value": 1, "max_value": 9},
                {"type": 10, "name": "rate", "description": "x"},
                {"type": 5, "name": "loud", "description": "x"},
                {"type": 6, "name": "whom", "description": "x"},
                {"type": 7, "name": "where", "description": "x", "channel_types": [0]},
                {"type": 8, "name": "role", "description": "x"},
                {"type": 9, "name": "any", "description": "x"},
                {"type": 11, "name": "file", "description": "x"},
                {"type": 3, "name": "kind", "description": "x", "autocomplete": true}]}]}]},
        {"name": "mods", "type": 1, "description": "x", "default_member_permissions": "8192"},
        {"name": "here", "type": 1, "description": "x", "contexts": [0]}])
}

async fn typed(stage: &Stage, line: &str) -> Value {
    let seat = stage.seat().holding("cat.png", "meow");
    let act = async { seat.slash(line).await.expect("the client takes it") };
    let (_, interaction, _) = stage.answer_to(act, says("ok")).await;
    interaction["data"].clone()
}

#[tokio::test]
async fn options_of_every_type_are_read_as_the_client_does() {
    let stage = stage();
    stage.bot.register(commands()).await;
    let role = stage.guild.role("mods", permission::NONE);
    stage.guild.voice_channel("talk");
    let line = "/play word new text:two words level:Easy count:3 rate:1.5 loud:true whom:@bob where:#general role:@mods any:@mods file:cat.png";
    let data = typed(&stage, line).await;
    let group = &data["options"][0];
    assert_eq!(
        (&group["name"], &group["type"]),
        (&json!("word"), &json!(2))
    );
    let options = group["options"][0]["options"]
        .as_array()
        .expect("options")
        .clone();
    let bob = stage.bob.id().to_string();
    let role = role.id().to_string();
    let values: Vec<Value> = options
        .iter()
        .take(9)
        .map(|option| option["value"].clone())
        .collect();
    let channel = stage.general.id().to_string();
    assert_eq!(
        values,
        [
            json!("two words"),
            json!("e"),
            json!(3),
            json!(1.5),
            json!(true),
            json!(bob),
            json!(channel),
            json!(role),
            json!(role)
        ]
    );
    let resolved = &data["resolved"];
    assert_eq!(resolved["users"][&bob]["username"], "bob");
    assert!(resolved["members"][&bob].get("user").is_none());
    assert_eq!(resolved["roles"][&role]["name"], "mods");
    assert_eq!(resolved["channels"][&channel]["type"], 0);
    let file = options[9]["value"].as_str().expect("an id");
    assert_eq!(resolved["attachments"][file]["filename"], "cat.png");
    let url = resolved["attachments"][file]["url"]
        .as_str()
        .expect("an address");
    assert_eq!(&stage.bot.open.get(url).await.bytes[..], b"meow");
}

#[tokio::test]
async fn the_client_refuses_what_it_does_not_offer() {
    let stage = stage();
    stage.bot.register(commands()).await;
    let seat = stage.seat();
    let refusals = [
        ("/nothing", "there is no command /nothing here"),
        ("/play word", "/play word needs one of its sub-commands"),
        ("/play word new", "/play word new needs text"),
        (
            "/play word new hello",
            "`hello` is no option of /play word new",
        ),
        (
            "/play word new text:a",
            "`a` cannot be /play word new text: 2 to 20 characters are wanted",
        ),
        (
            "/play word new text:abc count:10",
            "`10` cannot be /play word new count: a number from 1 to 9 is wanted",
        ),
        (
            "/play word new text:abc count:x",
            "`x` cannot be /play word new count: a whole number is wanted",
        ),
        (
            "/play word new text:abc level:Hard",
            "`Hard` cannot be /play word new level: it is not one of the choices",
        ),
        (
            "/play word new text:abc whom:@zoe",
            "`@zoe` cannot be /play word new whom: no such user",
        ),
        (
            "/play word new text:abc file:dog.png",
            "`dog.png` cannot be /play word new file: the person holds no such file",
        ),
        (
            "/mods",
            "/mods is not offered here: the person lacks its permissions",
        ),
    ];
    for (line, wanted) in refusals {
        let refused = seat.slash(line).await.expect_err(line);
        assert_eq!(refused.to_string(), wanted);
    }
    let private = stage.ann.dm(&stage.app);
    let refused = private.slash("/here").await.expect_err("guilds only");
    assert_eq!(
        refused.to_string(),
        "/here is not offered here: it is not for this kind of place"
    );
    stage
        .general
        .for_person(&stage.ann, permission::NONE, permission::VIEW_CHANNEL);
    assert_eq!(
        seat.slash("/here").await.expect_err("unseen"),
        DriverError::NoAccess
    );
    assert_eq!(stage.sim.pending(), []);
}

#[tokio::test]
async fn a_changed_client_may_run_what_is_not_offered() {
    let stage = stage();
    stage.bot.register(commands()).await;
    let seat = stage.seat();
    let act = async { seat.slash_unoffered("/mods").await.expect("sent") };
    let (shown, ..) = stage.answer_to(act, says("no")).await;
    assert_eq!(shown.message().expect("a message").text(), "no");
}

#[tokio::test]
async fn suggestions_come_while_typing() {
    let stage = stage();
    stage.bot.register(commands()).await;
    let seat = stage.seat();
    let bot = async {
        let interaction = stage.bot.interaction().await;
        let body =
            json!({"type": 8, "data": {"choices": [{"name": "Animals", "value": "animals"}]}});
        assert_eq!(stage.bot.callback(&interaction, body).await.status, 204);
        interaction
    };
    let (choices, interaction) =
        tokio::join!(seat.autocomplete("/play word new text:x kind:an|"), bot);
    assert_eq!(choices.expect("suggestions")[0].name, "Animals");
    let options = &interaction["data"]["options"][0]["options"][0]["options"];
    assert_eq!(
        options,
        &json!([{"name": "kind", "type": 3, "value": "an", "focused": true}])
    );
    assert!(
        seat.autocomplete("/play word new text:a|").await.is_err(),
        "text has no suggestions"
    );
}

fn board() -> Value {
    json!({"type": 4, "data": {"flags": 32_768, "components": [{"type": 17, "components": [
        {"type": 10, "content": "_ A _"},
        {"type": 14},
        {"type": 1, "components": [
            {"type": 2, "style": 1, "label": "A", "custom_id": "letter:a", "disabled": true},
            {"type": 2, "style": 1, "label": "B", "custom_id": "letter:b"},
            {"type": 2, "style": 5, "label": "Rules", "url": "https://example.org"}]},
        {"type": 1, "components": [{"type": 3, "custom_id": "level", "placeholder": "Level", "min_values": 1,
            "max_values": 1, "options": [{"label": "Easy", "value": "e"}, {"label": "Hard", "value": "h"}]}]}]}]}})
}

#[tokio::test]
async fn only_what_is_there_and_enabled_can_be_used() {
    let stage = stage();
    let (shown, ..) = stage.echo(board()).await;
    let message = shown.message().expect("a message");
    assert_eq!(
        message.render(),
        "echo\n┌\n│ _ A _\n│ ────\n│ ( A ) [ B ] [ Rules ↗ ]\n│ [ Level ▾ Easy | Hard ]\n└\n"
    );
    let seat = stage.seat();
    let refused = |target: &'static str| seat.click(&message, target);
    assert_eq!(
        refused("A").await.expect_err("disabled"),
        DriverError::NotClickable("A".to_owned(), "it is disabled")
    );
    assert_eq!(
        refused("C").await.expect_err("absent"),
        DriverError::NotClickable("C".to_owned(), "it is not there")
    );
    assert_eq!(
        refused("Rules").await.expect_err("a link"),
        DriverError::NotClickable("Rules".to_owned(), "it is a link")
    );
    assert!(seat.select(&message, "Level", &["x"]).await.is_err());
    assert!(seat.select(&message, "Level", &["e", "h"]).await.is_err());
    let act = async {
        seat.select(&message, Target::id("level"), &["Hard"])
            .await
            .expect("offered")
    };
    let (_, interaction, _) = stage.answer_to(act, json!({"type": 6})).await;
    assert_eq!(interaction["data"]["values"], json!(["h"]));
    let act = async { seat.click_raw(&message, "letter:a").await.expect("sent") };
    let (_, interaction, _) = stage.answer_to(act, json!({"type": 6})).await;
    assert_eq!(interaction["data"]["custom_id"], "letter:a");
    stage.general.delete(&message);
    assert_eq!(
        refused("B").await.expect_err("gone"),
        DriverError::NoMessage
    );
}

#[tokio::test]
async fn a_modal_is_filled_in_and_submitted() {
    let stage = stage();
    let modal = json!({"type": 9, "data": {"custom_id": "guess", "title": "Guess", "components": [
        {"type": 18, "label": "Word", "component": {"type": 4, "custom_id": "word", "style": 1, "min_length": 2, "max_length": 9}},
        {"type": 18, "label": "Why", "component": {"type": 4, "custom_id": "why", "style": 2, "required": false}}]}});
    let (shown, ..) = stage.echo(board()).await;
    let message = shown.message().expect("a message");
    let seat = stage.seat();
    let act = async { seat.click(&message, "B").await.expect("a button") };
    let (shown, ..) = stage.answer_to(act, modal).await;
    let modal = shown.modal().expect("a modal");
    assert_eq!((modal.title.as_str(), modal.fields.len()), ("Guess", 2));
    for (values, wanted) in [
        (
            vec![],
            "the modal's `Word` does not take this: it must be filled in",
        ),
        (
            vec![("Word", "x")],
            "the modal's `Word` does not take this: 2 to 9 characters are wanted",
        ),
        (
            vec![("Other", "x")],
            "the modal's `Other` does not take this: it is not there",
        ),
    ] {
        assert_eq!(
            seat.submit(&modal, &values)
                .await
                .expect_err("refused")
                .to_string(),
            wanted
        );
    }
    let act = async {
        seat.submit(&modal, &[("word", "zebra")])
            .await
            .expect("submitted")
    };
    let update = json!({"type": 7, "data": {"components": [{"type": 10, "content": "won"}]}});
    let (shown, interaction, answer) = stage.answer_to(act, update).await;
    assert_eq!(answer.status, 204, "{}", answer.json());
    assert_eq!(
        (&interaction["type"], &interaction["data"]["custom_id"]),
        (&json!(5), &json!("guess"))
    );
    assert_eq!(
        interaction["data"]["components"][0]["component"]["value"],
        "zebra"
    );
    assert_eq!(interaction["message"]["id"], message.id.to_string());
    assert_eq!(shown.message().expect("the board").text(), "won");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_edit_can_be_waited_for() {
    let stage = stage();
    let (shown, interaction, _) = stage.echo(says("one")).await;
    let seen = shown.message().expect("a message");
    let path = stage.bot.webhook(&interaction, "/messages/@original");
    let edit = stage
        .bot
        .open
        .call("PATCH", &path, json!({"content": "two"}));
    let (edited, _) = tokio::join!(shown.wait_for_edit(&seen), edit);
    assert_eq!(edited.expect("it changes").text(), "two");
}
