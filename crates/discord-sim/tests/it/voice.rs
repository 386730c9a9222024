//! Voice without sound: who is where, stages, status lines, sounds.

use discord_sim::permission;
use serde_json::{Value, json};

use crate::{bot::stage, channels::stage_where};

#[tokio::test]
async fn people_come_into_voice_while_there_is_a_place() {
    let stage = stage();
    let lounge = stage.guild.voice_channel("lounge");
    lounge.set_user_limit(1);
    let (ann, bob) = (stage.ann.in_channel(&lounge), stage.bob.in_channel(&lounge));
    ann.join_voice().expect("there is a place");
    let state = stage.bot.event("VOICE_STATE_UPDATE").await;
    assert_eq!(
        (&state["channel_id"], &state["member"]["user"]["username"]),
        (&json!(lounge.id().to_string()), &json!("ann"))
    );
    assert!(bob.join_voice().is_err(), "it is full");
    assert!(stage.seat().join_voice().is_err(), "general is for writing");
    ann.quiet(true, true).expect("ann is there");
    assert_eq!(
        stage.bot.event("VOICE_STATE_UPDATE").await["self_deaf"],
        true
    );
    ann.leave_voice().expect("ann is there");
    assert_eq!(
        stage.bot.event("VOICE_STATE_UPDATE").await["channel_id"],
        Value::Null
    );
    bob.join_voice().expect("there is a place again");
    lounge.for_person(&stage.ann, 0, permission::CONNECT);
    assert!(ann.join_voice().is_err());
    lounge.remove();
    stage.bot.event("VOICE_STATE_UPDATE").await;
    assert_eq!(
        stage.bot.event("VOICE_STATE_UPDATE").await["channel_id"],
        Value::Null,
        "nobody stays behind"
    );
}

#[tokio::test]
async fn voice_states_are_read() {
    let stage = stage();
    let lounge = stage.guild.voice_channel("lounge");
    let states = format!("/guilds/{}/voice-states", stage.guild.id());
    assert_eq!(
        stage
            .code("GET", &format!("{states}/@me"), Value::Null)
            .await,
        10065
    );
    lounge.connect(&stage.app);
    let (status, own) = stage
        .ask("GET", &format!("{states}/@me"), Value::Null)
        .await;
    assert_eq!(
        (status, &own["channel_id"]),
        (200, &json!(lounge.id().to_string()))
    );
    assert_eq!(
        stage
            .code("GET", &format!("{states}/{}", stage.ann.id()), Value::Null)
            .await,
        10065
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn on_a_stage_everybody_listens_until_a_moderator_asks_them_up() {
    let stage = stage();
    let hall = stage.guild.stage_channel("hall");
    let ann = stage.ann.in_channel(&hall);
    ann.join_voice().expect("ann may come in");
    assert_eq!(
        stage.bot.event("VOICE_STATE_UPDATE").await["suppress"],
        true
    );
    ann.ask_to_speak().expect("ann may ask");
    let asked = stage.bot.event("VOICE_STATE_UPDATE").await;
    assert!(asked["request_to_speak_timestamp"].is_string());
    let path = format!(
        "/guilds/{}/voice-states/{}",
        stage.guild.id(),
        stage.ann.id()
    );
    let up = json!({"suppress": false});
    assert_eq!(stage.code("PATCH", &path, up.clone()).await, 50013);
    stage
        .guild
        .bot_permissions(&stage.app, permission::MUTE_MEMBERS);
    assert_eq!(stage.ask("PATCH", &path, up).await.0, 204);
    let speaks = stage.bot.event("VOICE_STATE_UPDATE").await;
    assert_eq!(speaks["suppress"], false);
    let elsewhere = json!({"channel_id": stage.general.id().to_string(), "suppress": true});
    assert_eq!(stage.code("PATCH", &path, elsewhere).await, 50024);
    let bob = format!(
        "/guilds/{}/voice-states/{}",
        stage.guild.id(),
        stage.bob.id()
    );
    assert_eq!(
        stage.code("PATCH", &bob, json!({"suppress": true})).await,
        10065
    );
}

#[tokio::test]
async fn a_bot_on_a_stage_asks_to_speak() {
    let stage = stage();
    let hall = stage.guild.stage_channel("hall");
    hall.connect(&stage.app);
    stage.bot.event("VOICE_STATE_UPDATE").await;
    let me = format!("/guilds/{}/voice-states/@me", stage.guild.id());
    assert_eq!(
        stage.code("PATCH", &me, json!({"suppress": false})).await,
        50013
    );
    let ask = |at: &str| json!({"request_to_speak_timestamp": at});
    assert_eq!(
        stage.code("PATCH", &me, ask("2020-01-01T00:00:00Z")).await,
        50035
    );
    assert_eq!(
        stage.ask("PATCH", &me, ask("2100-01-01T00:00:00Z")).await.0,
        204
    );
    let asked = stage.bot.event("VOICE_STATE_UPDATE").await;
    assert!(asked["request_to_speak_timestamp"].is_string());
    hall.for_bot(
        &stage.app,
        permission::MUTE_MEMBERS,
        permission::REQUEST_TO_SPEAK,
    );
    assert_eq!(
        stage.code("PATCH", &me, ask("2100-01-01T00:00:00Z")).await,
        50013
    );
    assert_eq!(
        stage.ask("PATCH", &me, json!({"suppress": false})).await.0,
        204
    );
}

#[tokio::test]
async fn a_voice_channel_has_a_status() {
    let stage = stage_where(permission::SET_VOICE_CHANNEL_STATUS | permission::VIEW_AUDIT_LOG);
    let lounge = stage.guild.voice_channel("lounge");
    let path = format!("/channels/{}/voice-status", lounge.id());
    let music = json!({"status": "music"});
    assert_eq!(
        stage.code("PUT", &path, music.clone()).await,
        50013,
        "from outside it takes more"
    );
    lounge.connect(&stage.app);
    assert_eq!(stage.ask("PUT", &path, music).await.0, 204);
    let told = stage.bot.event("VOICE_CHANNEL_STATUS_UPDATE").await;
    assert_eq!(
        (&told["id"], &told["status"]),
        (&json!(lounge.id().to_string()), &json!("music"))
    );
    let entry = stage.logged(192).await;
    assert_eq!(entry["options"]["status"], "music");
    assert_eq!(
        stage.ask("PUT", &path, json!({"status": null})).await.0,
        204
    );
    assert_eq!(
        stage.bot.event("VOICE_CHANNEL_STATUS_UPDATE").await["status"],
        Value::Null
    );
    assert_eq!(
        stage.logged(193).await["target_id"],
        lounge.id().to_string()
    );
    let general = format!("/channels/{}/voice-status", stage.general.id());
    assert_eq!(
        stage.code("PUT", &general, json!({"status": "x"})).await,
        50024
    );
}

#[tokio::test]
async fn a_sound_is_played_by_who_is_there_and_may_speak() {
    let stage = stage();
    let lounge = stage.guild.voice_channel("lounge");
    let path = format!("/channels/{}/send-soundboard-sound", lounge.id());
    let quack = json!({"sound_id": "1"});
    assert_eq!(stage.code("POST", &path, quack.clone()).await, 40032);
    lounge.connect(&stage.app);
    assert_eq!(stage.ask("POST", &path, quack.clone()).await.0, 204);
    let heard = stage.bot.event("VOICE_CHANNEL_EFFECT_SEND").await;
    assert_eq!(
        (&heard["sound_id"], &heard["user_id"]),
        (&json!("1"), &json!(stage.app.id().to_string()))
    );
    assert_eq!(
        stage.code("POST", &path, json!({"sound_id": "99"})).await,
        10097
    );
    lounge.for_bot(&stage.app, 0, permission::USE_SOUNDBOARD);
    assert_eq!(stage.code("POST", &path, quack.clone()).await, 50013);
    let general = format!("/channels/{}/send-soundboard-sound", stage.general.id());
    assert_eq!(stage.code("POST", &general, quack).await, 50024);
}

#[tokio::test]
async fn a_stage_goes_live_once_and_ends() {
    let rights = permission::MANAGE_CHANNELS | permission::MUTE_MEMBERS | permission::MOVE_MEMBERS;
    let stage = stage_where(permission::MUTE_MEMBERS);
    let hall = stage.guild.stage_channel("hall");
    let open = json!({"channel_id": hall.id().to_string(), "topic": "today"});
    assert_eq!(
        stage.code("POST", "/stage-instances", open.clone()).await,
        50013,
        "no moderator"
    );
    stage
        .guild
        .bot_permissions(&stage.app, rights | permission::VIEW_AUDIT_LOG);
    let (status, live) = stage.ask("POST", "/stage-instances", open.clone()).await;
    assert_eq!((status, &live["privacy_level"]), (200, &json!(2)));
    assert_eq!(stage.bot.event("STAGE_INSTANCE_CREATE").await, live);
    assert_eq!(stage.logged(83).await["target_id"], live["id"]);
    assert_eq!(stage.code("POST", "/stage-instances", open).await, 150_006);
    let path = format!("/stage-instances/{}", hall.id());
    assert_eq!(
        stage
            .ask("PATCH", &path, json!({"topic": "tomorrow"}))
            .await
            .0,
        200
    );
    assert_eq!(
        stage.bot.event("STAGE_INSTANCE_UPDATE").await["topic"],
        "tomorrow"
    );
    assert_eq!(stage.ask("DELETE", &path, Value::Null).await.0, 204);
    assert_eq!(
        stage.bot.event("STAGE_INSTANCE_DELETE").await["id"],
        live["id"]
    );
    assert_eq!(stage.code("GET", &path, Value::Null).await, 10067);
    let general = json!({"channel_id": stage.general.id().to_string(), "topic": "x"});
    assert_eq!(stage.code("POST", "/stage-instances", general).await, 50024);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn moderators_silence_and_move_people() {
    let stage = stage();
    let (lounge, attic) = (
        stage.guild.voice_channel("lounge"),
        stage.guild.voice_channel("attic"),
    );
    assert!(
        !stage.guild.silence(&stage.ann, true, true),
        "ann is in no voice channel"
    );
    stage
        .ann
        .in_channel(&lounge)
        .join_voice()
        .expect("ann may come in");
    stage.bot.event("VOICE_STATE_UPDATE").await;
    assert!(stage.guild.silence(&stage.ann, true, false));
    let muted = stage.bot.event("VOICE_STATE_UPDATE").await;
    assert_eq!(
        (&muted["mute"], &muted["member"]["mute"]),
        (&json!(true), &json!(true))
    );
    assert!(
        !stage.guild.move_to(&stage.ann, Some(&stage.general)),
        "nobody talks there"
    );
    assert!(stage.guild.move_to(&stage.ann, Some(&attic)));
    let moved = stage.bot.event("VOICE_STATE_UPDATE").await;
    assert_eq!(moved["channel_id"], attic.id().to_string());
    assert!(stage.guild.move_to(&stage.ann, None));
    assert_eq!(
        stage.bot.event("VOICE_STATE_UPDATE").await["channel_id"],
        Value::Null
    );
}
