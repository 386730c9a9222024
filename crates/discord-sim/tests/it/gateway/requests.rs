//! What clients say of themselves and ask for: presence, voice, sounds, channels.

use discord_sim::gateway::{Presence, VoiceRequest};
use serde_json::{Value, json};

use super::client::{GUILD, House};

fn statuses(shown: &[Presence]) -> Vec<&str> {
    shown.iter().map(|shown| shown.status.as_str()).collect()
}

#[tokio::test]
async fn a_presence_is_taken_at_identify_by_op_3_and_ends_with_the_session() {
    let house = House::start(|_| {}).await;
    let (client, _) = house.ready().await;
    assert_eq!(statuses(&house.world.shown.lock().unwrap()), ["online"]);
    client.close(4900).await;
    assert_eq!(
        house.world.shown.lock().unwrap().len(),
        1,
        "the session waits to be resumed"
    );
    house.world.shown.lock().unwrap().clear();
    let house = House::start(|_| {}).await;
    let mut client = house.connect().await;
    let presence = json!({"status": "idle", "activities": [{"name": "chess", "type": 0}], "since": null, "afk": false});
    client.identify_with(json!({"presence": presence})).await;
    client.event("READY").await;
    client
        .send(json!({"op": 3, "d": {"status": "dnd", "activities": [], "since": 1, "afk": false}}))
        .await;
    client.heartbeat().await;
    client.op(11).await;
    client.close(1000).await;
    house
        .gateway
        .wait_connected(super::client::APP, false)
        .await;
    let shown = house.world.shown.lock().unwrap();
    assert_eq!(statuses(&shown)[..2], ["idle", "dnd"]);
    assert_eq!(shown[0].activities[0]["name"], "chess");
}

#[tokio::test]
async fn voice_is_asked_for_without_an_answer_of_its_own() {
    let house = House::start(|_| {}).await;
    let (mut client, _) = house.ready().await;
    let ask = |channel: Value| {
        let guild = GUILD.to_string();
        json!({"op": 4, "d": {"guild_id": guild, "channel_id": channel, "self_mute": false, "self_deaf": true}})
    };
    client.send(ask(json!("7"))).await;
    client.send(ask(Value::Null)).await;
    client.heartbeat().await;
    client.op(11).await;
    let wanted = |channel_id| VoiceRequest {
        guild_id: GUILD,
        channel_id,
        self_mute: false,
        self_deaf: true,
    };
    assert_eq!(
        *house.world.voice.lock().unwrap(),
        [wanted(Some(7)), wanted(None)]
    );
}

#[tokio::test]
async fn sounds_and_channels_are_answered_for_own_guilds_only() {
    let house = House::start(|_| {}).await;
    let (mut client, _) = house.ready().await;
    let guild = GUILD.to_string();
    client
        .send(json!({"op": 31, "d": {"guild_ids": ["1", guild]}}))
        .await;
    let sounds = client.event("SOUNDBOARD_SOUNDS").await;
    assert_eq!(sounds["d"]["guild_id"], guild);
    assert_eq!(sounds["d"]["soundboard_sounds"][0]["name"], "quack");
    for guild in ["1", &guild] {
        let fields = json!(["voice_start_time"]);
        client
            .send(json!({"op": 43, "d": {"guild_id": guild, "fields": fields}}))
            .await;
    }
    let info = client.event("CHANNEL_INFO").await;
    let channels = json!([{"id": "5", "voice_start_time": 7}]);
    assert_eq!(info["d"], json!({"guild_id": guild, "channels": channels}));
}
