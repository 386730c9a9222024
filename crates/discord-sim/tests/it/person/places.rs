//! Coming and going: guilds, bots, voice channels, private channels.

use discord_sim::permission;
use serde_json::{Value, json};

use super::refusal;
use crate::bot::{stage, text};

#[tokio::test]
async fn people_join_and_leave_guilds() {
    let stage = stage();
    let path = format!("/guilds/{}/membership", stage.guild.id());
    let zoe = stage.sim.person("zoe");
    stage.did(&zoe, "PUT", &path, Value::Null).await;
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_ADD").await["user"]["username"],
        "zoe"
    );
    stage.did(&zoe, "DELETE", &path, Value::Null).await;
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_REMOVE").await["user"]["username"],
        "zoe"
    );
    let refused = stage.acts(&zoe, "DELETE", &path, Value::Null).await;
    assert_eq!(
        refusal(&refused),
        (400, "the person is not in that server".to_owned())
    );
    let refused = stage
        .acts(&stage.guild.owner(), "DELETE", &path, Value::Null)
        .await;
    assert_eq!(
        refusal(&refused),
        (400, "who owns a server does not leave it".to_owned())
    );
    let nowhere = stage
        .acts(&zoe, "PUT", "/guilds/17/membership", Value::Null)
        .await;
    assert_eq!(nowhere.status, 404);
}

#[tokio::test]
async fn a_bot_comes_and_goes_and_is_told_so() {
    let stage = stage();
    let second = stage.sim.guild("Second");
    let path = format!("/guilds/{}/bots", second.id());
    let bits = permission::SEND_MESSAGES | permission::VIEW_CHANNEL;
    let body =
        json!({"application_id": stage.app.id().to_string(), "permissions": bits.to_string()});
    let refused = stage.acts(&stage.ann, "POST", &path, body.clone()).await;
    assert_eq!(
        refusal(&refused),
        (403, "the person is not in that server".to_owned())
    );
    second.member(&stage.ann, &[]);
    let refused = stage.acts(&stage.ann, "POST", &path, body.clone()).await;
    assert_eq!(
        refusal(&refused),
        (403, "the person may not manage the server".to_owned())
    );
    let owner = second.owner();
    stage.did(&owner, "POST", &path, body.clone()).await;
    let created = stage.bot.event("GUILD_CREATE").await;
    assert_eq!(created["id"], second.id().to_string());
    let role = created["roles"]
        .as_array()
        .unwrap()
        .iter()
        .find(|role| role["name"] == "echo");
    assert_eq!(role.unwrap()["permissions"], bits.to_string());
    let again = stage.acts(&owner, "POST", &path, body).await;
    assert_eq!(
        refusal(&again),
        (400, "the bot is in that server already".to_owned())
    );
    for (body, status) in [
        (json!({"application_id": "17"}), 400),
        (json!({"application_id": stage.ann.id().to_string()}), 400),
        (
            json!({"application_id": stage.app.id().to_string(), "permissions": "x"}),
            400,
        ),
        (json!({}), 400),
    ] {
        assert_eq!(stage.acts(&owner, "POST", &path, body).await.status, status);
    }
    let kick = format!(
        "/guilds/{}/members/{}/moderation",
        second.id(),
        stage.app.id()
    );
    stage
        .did(&owner, "POST", &kick, json!({"do": "kick"}))
        .await;
    assert_eq!(
        stage.bot.event("GUILD_DELETE").await["id"],
        second.id().to_string()
    );
}

#[tokio::test]
async fn people_come_into_voice_and_leave_it() {
    let stage = stage();
    let lounge = stage.guild.voice_channel("lounge");
    let path = |channel: u64| format!("/guilds/{}/voice/{channel}", stage.guild.id());
    stage
        .did(&stage.ann, "PUT", &path(lounge.id()), Value::Null)
        .await;
    let state = stage.bot.event("VOICE_STATE_UPDATE").await;
    assert_eq!(state["channel_id"], lounge.id().to_string());
    lounge.set_user_limit(1);
    let refused = stage
        .acts(&stage.bob, "PUT", &path(lounge.id()), Value::Null)
        .await;
    assert_eq!(refusal(&refused), (403, "the channel is full".to_owned()));
    stage
        .did(&stage.ann, "DELETE", &path(lounge.id()), Value::Null)
        .await;
    let refused = stage
        .acts(&stage.ann, "DELETE", &path(lounge.id()), Value::Null)
        .await;
    assert_eq!(
        refusal(&refused),
        (400, "the person is not in this channel".to_owned())
    );
    lounge.for_everyone(permission::NONE, permission::CONNECT);
    let refused = stage
        .acts(&stage.bob, "PUT", &path(lounge.id()), Value::Null)
        .await;
    assert_eq!(
        refusal(&refused),
        (403, "the person may not come in here".to_owned())
    );
    let refused = stage
        .acts(&stage.bob, "PUT", &path(stage.general.id()), Value::Null)
        .await;
    assert_eq!(refused.status, 400, "people do not talk in general");
    let second = stage.sim.guild("Second");
    let foreign = second.voice_channel("hall");
    second.member(&stage.bob, &[]);
    let refused = stage
        .acts(&stage.bob, "PUT", &path(foreign.id()), Value::Null)
        .await;
    assert_eq!(
        refusal(&refused),
        (400, "the channel is not in that guild".to_owned())
    );
}

#[tokio::test]
async fn private_channels_open_with_people_and_bots() {
    let stage = stage();
    let with = |id: u64| json!({"user_id": id.to_string()});
    let pair = stage
        .did(&stage.ann, "POST", "/directs", with(stage.bob.id()))
        .await;
    assert_eq!(
        (&pair["type"], &pair["recipients"][0]["username"]),
        (&json!(1), &json!("bob"))
    );
    let again = stage
        .did(&stage.bob, "POST", "/directs", with(stage.ann.id()))
        .await;
    assert_eq!(again["id"], pair["id"]);
    let bot = stage
        .did(&stage.ann, "POST", "/directs", with(stage.app.id()))
        .await;
    let path = format!("/channels/{}/messages", text(&bot["id"]));
    stage
        .did(&stage.ann, "POST", &path, json!({"content": "hello"}))
        .await;
    assert_eq!(stage.bot.event("MESSAGE_CREATE").await["content"], "hello");
    let zoe = stage.sim.person("zoe");
    for (who, with, status) in [
        (&stage.ann, with(stage.ann.id()), 400),
        (&stage.ann, with(17), 400),
        (&zoe, with(stage.app.id()), 403),
        (&zoe, json!({"user_id": "x"}), 400),
    ] {
        assert_eq!(
            stage.acts(who, "POST", "/directs", with).await.status,
            status
        );
    }
    let foreign = stage
        .acts(&stage.bob, "POST", &path, json!({"content": "x"}))
        .await;
    assert_eq!(foreign.status, 403, "it is ann's");
    stage.guild.remove(&stage.ann);
    let (status, why) = refusal(
        &stage
            .acts(&stage.ann, "POST", &path, json!({"content": "x"}))
            .await,
    );
    assert_eq!(
        (status, why.as_str()),
        (403, "the person shares no server with this bot")
    );
}
