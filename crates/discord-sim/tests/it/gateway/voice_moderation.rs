//! What is done over REST to who sits in a voice channel: muted, moved, disconnected, thrown out.

use discord_sim::{Channel, ProblemKind, permission};
use serde_json::{Value, json};

use super::client::Client;
use crate::bot::{Stage, stage};

/// A stage whose bot sits in a voice channel; the client must be kept, or the session ends.
async fn in_voice() -> (Stage, Channel, Client) {
    let stage = stage();
    stage.guild.bot_permissions(&stage.app, permission::ALL);
    let talk = stage.guild.voice_channel("talk");
    let mut client = Client::open(stage.sim.address(), "/?v=10&encoding=json")
        .await
        .unwrap();
    client.op(10).await;
    client
        .identify_with(json!({"token": stage.app.token(), "intents": 1 << 7}))
        .await;
    client.event("READY").await;
    let guild = stage.guild.id().to_string();
    client
        .send(
            json!({"op": 4, "d": {"guild_id": guild, "channel_id": talk.id().to_string(),
            "self_mute": false, "self_deaf": false}}),
        )
        .await;
    stage.bot.event("VOICE_STATE_UPDATE").await;
    (stage, talk, client)
}

async fn patch(stage: &Stage, body: Value) -> (u16, u64, Value) {
    let path = format!("/guilds/{}/members/{}", stage.guild.id(), stage.app.id());
    let answer = stage.bot.http.call("PATCH", &path, body).await;
    (answer.status, answer.code(), answer.json())
}

#[tokio::test]
async fn who_is_in_voice_is_muted_moved_and_disconnected() {
    let (stage, _, _client) = in_voice().await;
    let second = stage.guild.voice_channel("second").id().to_string();
    let (status, _, member) = patch(&stage, json!({"mute": true})).await;
    assert_eq!((status, &member["mute"]), (200, &json!(true)));
    assert_eq!(stage.bot.event("VOICE_STATE_UPDATE").await["mute"], true);
    assert_eq!(patch(&stage, json!({"channel_id": second})).await.0, 200);
    assert_eq!(
        stage.bot.event("VOICE_STATE_UPDATE").await["channel_id"],
        second
    );
    let text = stage.general.id().to_string();
    assert_eq!(
        patch(&stage, json!({"channel_id": text})).await.1,
        50035,
        "nobody talks there"
    );
    assert_eq!(patch(&stage, json!({"channel_id": null})).await.0, 200);
    assert_eq!(
        stage.bot.event("VOICE_STATE_UPDATE").await["channel_id"],
        Value::Null
    );
    let (status, code, _) = patch(&stage, json!({"deaf": true})).await;
    assert_eq!((status, code), (400, 40032));
    let path = format!("/guilds/{}/audit-logs", stage.guild.id());
    let log = stage.bot.http.get(&path).await.json();
    let entries = log["audit_log_entries"].as_array().expect("entries");
    let actions: Vec<&Value> = entries.iter().map(|entry| &entry["action_type"]).collect();
    assert_eq!(actions, [27, 26, 24]);
    assert_eq!(
        entries[1]["options"],
        json!({"channel_id": second, "count": "1"})
    );
    stage
        .sim
        .journal()
        .forgive(|problem| problem.kind == ProblemKind::Refused);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn who_is_thrown_out_is_out_of_voice_too() {
    let (stage, talk, _client) = in_voice().await;
    let other = stage.sim.application("other");
    stage.guild.install(&other, permission::NONE);
    let mut tap = stage.sim.tap(&other);
    stage.guild.kick(&stage.app);
    let left = tap.next_of("VOICE_STATE_UPDATE").await.expect("an event");
    assert_eq!(
        (&left["user_id"], &left["channel_id"]),
        (&json!(stage.app.id().to_string()), &Value::Null),
        "{}",
        talk.name()
    );
}
