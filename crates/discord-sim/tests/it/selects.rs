//! Selects of every kind: what the client lets people choose, and what the bot is told.

use discord_sim::{MessageView, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, says, stage};

async fn with_select(stage: &Stage, select: Value) -> MessageView {
    let row = json!([{"type": 1, "components": [select]}]);
    let (shown, ..) = stage
        .echo(json!({"type": 4, "data": {"content": "choose", "components": row}}))
        .await;
    shown.message().expect("a message")
}

async fn chosen(stage: &Stage, message: &MessageView, choices: &[&str]) -> Value {
    let seat = stage.seat();
    let act = async {
        seat.select(message, 0, choices)
            .await
            .expect("the client takes it")
    };
    let (_, interaction, _) = stage.answer_to(act, json!({"type": 6})).await;
    interaction["data"].clone()
}

#[tokio::test]
async fn users_come_with_their_members() {
    let stage = stage();
    let select = json!({"type": 5, "custom_id": "who", "max_values": 2});
    let message = with_select(&stage, select).await;
    let data = chosen(&stage, &message, &["@bob", "ann"]).await;
    let (ann, bob) = (stage.ann.id().to_string(), stage.bob.id().to_string());
    assert_eq!(
        (&data["component_type"], &data["custom_id"], &data["id"]),
        (&json!(5), &json!("who"), &json!(2))
    );
    assert_eq!(data["values"], json!([bob, ann]));
    assert_eq!(data["resolved"]["users"][&bob]["username"], "bob");
    assert!(data["resolved"]["members"][&ann]["permissions"].is_string());
    assert!(data["resolved"]["members"][&ann].get("user").is_none());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn roles_and_mentionables_come_whole() {
    let stage = stage();
    let mods = stage.guild.role("mods", permission::NONE).id().to_string();
    let message = with_select(&stage, json!({"type": 6, "custom_id": "r"})).await;
    let data = chosen(&stage, &message, &["@mods"]).await;
    assert_eq!(data["values"], json!([mods]));
    assert_eq!(data["resolved"]["roles"][&mods]["name"], "mods");
    assert!(data["resolved"].get("users").is_none());
    let both = json!({"type": 7, "custom_id": "m", "max_values": 2});
    let message = with_select(&stage, both).await;
    let data = chosen(&stage, &message, &["@mods", "@bob"]).await;
    let bob = stage.bob.id().to_string();
    assert_eq!(data["values"], json!([mods, bob]));
    for (kind, id) in [("roles", &mods), ("users", &bob), ("members", &bob)] {
        assert!(data["resolved"][kind][id].is_object(), "{kind}");
    }
}

#[tokio::test]
async fn channels_say_what_the_person_and_the_application_may_there() {
    let stage = stage();
    let voice = stage.guild.voice_channel("talk");
    stage
        .general
        .for_bot(&stage.app, permission::NONE, permission::ATTACH_FILES);
    let select = json!({"type": 8, "custom_id": "c", "channel_types": [0]});
    let message = with_select(&stage, select).await;
    let data = chosen(&stage, &message, &["#general"]).await;
    let channel = &data["resolved"]["channels"][stage.general.id().to_string()];
    assert_eq!(
        (&channel["name"], &channel["type"]),
        (&json!("general"), &json!(0))
    );
    let bits = |key: &str| {
        channel[key]
            .as_str()
            .and_then(|bits| bits.parse::<u64>().ok())
    };
    let app = bits("app_permissions").expect("the application's bits");
    assert_eq!(app & permission::ATTACH_FILES, 0);
    assert_ne!(
        bits("permissions").expect("ann's bits") & permission::ATTACH_FILES,
        0
    );
    assert!(channel.get("permission_overwrites").is_none());
    let other = stage.seat().select(&message, 0, &["#talk"]).await;
    assert_eq!(
        other.expect_err("a voice channel").to_string(),
        "the select does not take #talk: another kind of channel is wanted"
    );
    assert_eq!(voice.messages().len(), 0);
}

#[tokio::test]
async fn the_client_counts_choices() {
    let stage = stage();
    let options = json!([{"label": "A", "value": "a"}, {"label": "B", "value": "b"}, {"label": "C", "value": "c"}]);
    let select =
        json!({"type": 3, "custom_id": "s", "options": options, "min_values": 2, "max_values": 2});
    let message = with_select(&stage, select).await;
    let seat = stage.seat();
    for (choices, why) in [
        (vec!["A"], "1 choices, but 2 to 2"),
        (vec!["A", "B", "C"], "3 choices, but 2 to 2"),
        (vec!["A", "a"], "a twice"),
        (vec!["A", "D"], "D: it is not offered"),
    ] {
        let refused = seat.select(&message, 0, &choices).await.expect_err(why);
        assert_eq!(
            refused.to_string(),
            format!("the select does not take {why}")
        );
    }
    let data = chosen(&stage, &message, &["C", "a"]).await;
    assert_eq!(data["values"], json!(["c", "a"]));
    assert!(data.get("resolved").is_none());
}

#[tokio::test]
async fn a_select_shows_what_is_chosen_already() {
    let stage = stage();
    let general = stage.general.id().to_string();
    let defaults = json!([{"id": general, "type": "channel"}]);
    let select = json!({"type": 8, "custom_id": "c", "channel_types": [0, 5], "default_values": defaults, "max_values": 2});
    let message = with_select(&stage, select).await;
    let view = message.selects().remove(0);
    assert_eq!(
        (view.chosen, view.channel_types, view.takes),
        (vec![general], vec![0, 5], (1, 2))
    );
    let options =
        json!([{"label": "A", "value": "a"}, {"label": "B", "value": "b", "default": true}]);
    let message = with_select(
        &stage,
        json!({"type": 3, "custom_id": "s", "options": options}),
    )
    .await;
    assert_eq!(message.selects()[0].chosen, ["b"]);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn in_private_there_are_users_and_no_members() {
    let stage = stage();
    stage.bot.register_echo().await;
    let seat = stage.ann.dm(&stage.app);
    let row = json!([{"type": 1, "components": [{"type": 5, "custom_id": "who"}]}]);
    let act = async { seat.slash("/echo").await.expect("sent") };
    let body = json!({"type": 4, "data": {"content": "who?", "components": row}});
    let (shown, ..) = stage.answer_to(act, body).await;
    let message = shown.message().expect("a message");
    let act = async { seat.select(&message, 0, &["bob"]).await.expect("sent") };
    let (_, interaction, _) = stage.answer_to(act, says("him")).await;
    let resolved = &interaction["data"]["resolved"];
    assert!(resolved["users"].is_object() && resolved.get("members").is_none());
}
