//! Channels that go, that are out of sight, and that nobody writes in.

use discord_sim::permission;
use serde_json::{Value, json};

use crate::{bot::stage, channels::stage_where};

const CHANNELS: u64 = permission::MANAGE_CHANNELS;

#[tokio::test]
async fn a_deleted_channel_takes_its_messages_and_threads_with_it() {
    let stage = stage_where(CHANNELS | permission::VIEW_AUDIT_LOG);
    let side = stage.guild.text_channel("side");
    let said = stage
        .ann
        .in_channel(&side)
        .say("hello")
        .expect("ann may write");
    let thread = stage
        .ann
        .in_channel(&side)
        .thread("talk")
        .expect("ann may start one");
    let path = format!("/channels/{}", side.id());
    let (status, last) = stage.ask("DELETE", &path, Value::Null).await;
    assert_eq!((status, &last["name"]), (200, &json!("side")));
    assert_eq!(
        stage.bot.event("CHANNEL_DELETE").await["id"],
        side.id().to_string()
    );
    assert_eq!(stage.logged(12).await["target_id"], side.id().to_string());
    assert!(!thread.channel().exists());
    assert!(stage.sim.message(said.id).is_none());
    assert_eq!(stage.code("GET", &path, Value::Null).await, 10003);
    let general = format!("/channels/{}", stage.general.id());
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(stage.code("DELETE", &general, Value::Null).await, 50013);
}

#[tokio::test]
async fn a_deleted_category_leaves_its_channels() {
    let stage = stage_where(CHANNELS);
    let games = stage.guild.category("games");
    stage.general.put_into(&games);
    stage.bot.event("CHANNEL_UPDATE").await;
    assert_eq!(
        stage
            .ask("DELETE", &format!("/channels/{}", games.id()), Value::Null)
            .await
            .0,
        200
    );
    let update = stage.bot.event("CHANNEL_UPDATE").await;
    assert_eq!(
        (&update["name"], &update["parent_id"]),
        (&json!("general"), &Value::Null)
    );
    assert_eq!(stage.bot.event("CHANNEL_DELETE").await["name"], "games");
}

#[tokio::test]
async fn a_private_channel_is_closed_not_deleted() {
    let stage = stage();
    let seat = stage.ann.dm(&stage.app);
    seat.say("hello").expect("they share a guild");
    let path = format!("/channels/{}", seat.channel().id());
    let (status, closed) = stage.ask("DELETE", &path, Value::Null).await;
    assert_eq!((status, &closed["type"]), (200, &json!(1)));
    assert_eq!(seat.messages().len(), 1);
    let recipients = format!("{path}/recipients/{}", stage.bob.id());
    assert_eq!(
        stage
            .code("PUT", &recipients, json!({"access_token": "x"}))
            .await,
        50024
    );
    assert_eq!(stage.code("DELETE", &recipients, Value::Null).await, 50024);
}

#[tokio::test]
async fn only_who_sees_a_channel_hears_of_it() {
    let stage = stage();
    stage.guild.everyone(permission::NONE);
    let hidden = stage.guild.text_channel("hidden");
    hidden.rename("still-hidden");
    stage.guild.everyone(permission::DEFAULT);
    let open = stage.guild.text_channel("open");
    let created = stage.bot.event("CHANNEL_CREATE").await;
    assert_eq!(
        created["name"], "open",
        "the first channel was made out of sight"
    );
    open.for_bot(&stage.app, 0, permission::VIEW_CHANNEL);
    let last = stage.bot.event("CHANNEL_UPDATE").await;
    assert_eq!(last["id"], open.id().to_string(), "what hides it is told");
    open.rename("gone");
    open.thread(&stage.ann, "inside");
    open.for_bot(&stage.app, 0, 0);
    let back = stage.bot.event("CHANNEL_UPDATE").await;
    assert_eq!(back["name"], "gone", "the change out of sight was not told");
    let sync = stage.bot.event("THREAD_LIST_SYNC").await;
    assert_eq!(sync["channel_ids"], json!([open.id().to_string()]));
    assert_eq!(sync["threads"][0]["name"], "inside");
}

#[tokio::test]
async fn messages_go_where_messages_are() {
    let stage = stage();
    for channel in [
        stage.guild.category("c"),
        stage.guild.forum_channel("f", &[]),
    ] {
        let path = format!("/channels/{}/messages", channel.id());
        assert_eq!(
            stage.code("POST", &path, json!({"content": "x"})).await,
            50008
        );
        assert!(stage.ann.in_channel(&channel).say("x").is_err());
    }
    let voice = stage.guild.voice_channel("v");
    let path = format!("/channels/{}/messages", voice.id());
    assert_eq!(
        stage.ask("POST", &path, json!({"content": "x"})).await.0,
        200
    );
}

#[tokio::test]
async fn a_community_keeps_the_channels_that_it_needs() {
    let stage = stage_where(CHANNELS);
    let [rules, updates] = ["rules", "updates"].map(|name| stage.guild.text_channel(name));
    let settings = json!({"features": ["COMMUNITY"], "rules_channel_id": rules.id().to_string(),
        "public_updates_channel_id": updates.id().to_string(), "verification_level": 1,
        "explicit_content_filter": 2, "default_message_notifications": 1});
    stage
        .guild
        .bot_permissions(&stage.app, permission::ADMINISTRATOR);
    let guild = format!("/guilds/{}", stage.guild.id());
    let (status, changed) = stage.ask("PATCH", &guild, settings).await;
    assert_eq!(status, 200, "{changed}");
    for needed in [&rules, &updates] {
        let path = format!("/channels/{}", needed.id());
        assert_eq!(stage.code("DELETE", &path, Value::Null).await, 50074);
    }
    stage.guild.set_system_channel(Some(&stage.general));
    let general = format!("/channels/{}", stage.general.id());
    assert_eq!(stage.ask("DELETE", &general, Value::Null).await.0, 200);
    let (_, after) = stage.ask("GET", &guild, Value::Null).await;
    assert_eq!(
        after["system_channel_id"],
        Value::Null,
        "it named a channel that is gone"
    );
}

#[tokio::test]
async fn a_role_that_opens_a_channel_brings_its_threads() {
    let stage = stage();
    let staff = stage.guild.text_channel("staff");
    staff.for_everyone(0, permission::VIEW_CHANNEL);
    staff.thread(&stage.ann, "inside");
    stage
        .guild
        .bot_permissions(&stage.app, permission::ADMINISTRATOR);
    let sync = stage.bot.event("THREAD_LIST_SYNC").await;
    assert_eq!(sync["channel_ids"], json!([staff.id().to_string()]));
    assert_eq!(sync["threads"][0]["name"], "inside");
}
