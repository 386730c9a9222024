//! Commands in the menus of people and of messages.

use discord_sim::{DriverError, Upload, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, says, stage};

async fn with_menus() -> Stage {
    let stage = stage();
    let commands = json!([
        {"name": "High Five", "type": 2, "name_localizations": {"de": "Gib Fünf"}},
        {"name": "Translate this", "type": 3},
        {"name": "Ban", "type": 2, "default_member_permissions": "4"},
        {"name": "report", "type": 1, "description": "x", "options": [
            {"type": 11, "name": "file", "description": "x", "required": true}]},
    ]);
    assert_eq!(stage.bot.register(commands).await.status, 200);
    stage
}

#[tokio::test]
async fn a_command_on_a_person_brings_the_user_and_the_member() {
    let stage = with_menus().await;
    let seat = stage.seat();
    let act = async { seat.user_menu("High Five", &stage.bob).await.expect("sent") };
    let (shown, interaction, _) = stage.answer_to(act, says("slap")).await;
    assert_eq!(shown.message().expect("a message").text(), "slap");
    let bob = stage.bob.id().to_string();
    let data = &interaction["data"];
    assert_eq!(
        (&data["type"], &data["name"]),
        (&json!(2), &json!("High Five"))
    );
    assert_eq!(data["target_id"], bob.as_str());
    assert_eq!(data["resolved"]["users"][&bob]["username"], "bob");
    let member = &data["resolved"]["members"][&bob];
    assert!(member["permissions"].is_string() && member["joined_at"].is_string());
    for absent in ["user", "deaf", "mute"] {
        assert!(member.get(absent).is_none(), "{absent}");
    }
    assert!(data.get("options").is_none());
    let app = stage.app.id();
    let act = async { seat.user_menu_id("High Five", app).await.expect("sent") };
    let (_, interaction, _) = stage.answer_to(act, says("slap")).await;
    assert_eq!(
        interaction["data"]["resolved"]["users"][app.to_string()]["bot"],
        true
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_command_on_a_message_brings_it_whole_without_the_content_intent() {
    let stage = with_menus().await;
    let said = stage
        .bob
        .in_channel(&stage.general)
        .say("guten tag")
        .expect("said");
    let listed = stage.bot.http.get(&stage.messages()).await.json();
    assert_eq!(
        listed[0]["content"], "",
        "the bot may not read it otherwise"
    );
    let seat = stage.seat();
    let act = async {
        seat.message_menu("Translate this", &said)
            .await
            .expect("sent")
    };
    let (_, interaction, _) = stage.answer_to(act, says("good day")).await;
    let data = &interaction["data"];
    let id = said.id.to_string();
    assert_eq!((&data["type"], &data["target_id"]), (&json!(3), &json!(id)));
    let message = &data["resolved"]["messages"][&id];
    assert_eq!(message["content"], "guten tag");
    assert_eq!(message["author"]["username"], "bob");
    assert!(data["resolved"].get("users").is_none());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn menus_offer_what_is_there_and_allowed() {
    let stage = with_menus().await;
    let seat = stage.seat();
    let said = seat.say("hello").expect("said");
    let unknown = seat.user_menu("Translate this", &stage.bob).await;
    assert_eq!(
        unknown.expect_err("a command of messages").to_string(),
        "there is no command Translate this here"
    );
    let refused = seat.user_menu("Ban", &stage.bob).await;
    assert_eq!(
        refused.expect_err("not for ann").to_string(),
        "Ban is not offered here: the person lacks its permissions"
    );
    let hidden = stage.guild.text_channel("hidden");
    hidden.for_everyone(permission::NONE, permission::VIEW_CHANNEL);
    let unseen = stage.ann.in_channel(&hidden);
    let elsewhere = unseen.message_menu("Translate this", &said).await;
    assert_eq!(elsewhere.expect_err("unseen"), DriverError::NoAccess);
    stage.general.delete(&said);
    let gone = seat.message_menu("Translate this", &said).await;
    assert_eq!(gone.expect_err("deleted"), DriverError::NoMessage);
    assert_eq!(stage.sim.pending(), []);
}

#[tokio::test]
async fn menus_are_read_in_the_language_of_the_client() {
    let stage = with_menus().await;
    stage.ann.set_locale("de");
    let seat = stage.seat();
    let act = async { seat.user_menu("Gib Fünf", &stage.bob).await.expect("sent") };
    let (_, interaction, _) = stage.answer_to(act, says("zack")).await;
    assert_eq!(interaction["data"]["name"], "High Five");
    let english = stage.bob.in_channel(&stage.general);
    assert!(english.user_menu("Gib Fünf", &stage.ann).await.is_err());
}

#[tokio::test]
async fn a_command_takes_files_that_come_with_it() {
    let stage = with_menus().await;
    let seat = stage.seat();
    let files = [Upload::new("a.png", "not a picture")];
    let act = async {
        seat.slash_with("/report file:a.png", &files)
            .await
            .expect("sent")
    };
    let (_, interaction, _) = stage.answer_to(act, says("thanks")).await;
    let data = &interaction["data"];
    let id = data["options"][0]["value"]
        .as_str()
        .expect("an id")
        .to_owned();
    let file: &Value = &data["resolved"]["attachments"][&id];
    assert_eq!(
        (&file["filename"], &file["content_type"], &file["ephemeral"]),
        (&json!("a.png"), &json!("image/png"), &json!(true))
    );
    assert!(
        seat.slash("/report file:a.png").await.is_err(),
        "it is not at hand any more"
    );
    let large = [Upload::new("b.png", vec![0; 10 * 1024 * 1024 + 1])];
    let refused = seat.slash_with("/report file:b.png", &large).await;
    assert!(
        refused
            .expect_err("too large")
            .to_string()
            .contains("larger than 10 MiB")
    );
}
