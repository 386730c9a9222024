//! Scheduled events: planned, changed, attended, and refused.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use crate::bot::{Stage, stage, text};

fn planner() -> (Stage, String) {
    let stage = stage();
    stage
        .guild
        .bot_permissions(&stage.app, permission::CREATE_EVENTS);
    let path = format!("/guilds/{}/scheduled-events", stage.guild.id());
    (stage, path)
}

fn picnic() -> Value {
    json!({"name": "Picnic", "privacy_level": 2, "entity_type": 3, "entity_metadata": {"location": "Park"},
        "scheduled_start_time": "2099-06-01T10:00:00Z", "scheduled_end_time": "2099-06-01T12:00:00+00:00"})
}

#[tokio::test]
async fn an_event_goes_from_planned_to_over_and_never_back() {
    let (stage, path) = planner();
    let made = stage.bot.http.call("POST", &path, picnic()).await.json();
    assert_eq!(made["entity_metadata"]["location"], "Park");
    assert_eq!(
        stage.bot.event("GUILD_SCHEDULED_EVENT_CREATE").await["name"],
        "Picnic"
    );
    let one = format!("{path}/{}", text(&made["id"]));
    let status = async |status: u64| {
        stage
            .bot
            .http
            .call("PATCH", &one, json!({"status": status}))
            .await
    };
    assert_eq!(status(3).await.code(), 50_035, "it did not begin");
    assert_eq!(status(2).await.json()["status"], 2);
    assert_eq!(status(4).await.code(), 50_035, "it has begun");
    assert_eq!(status(3).await.json()["status"], 3);
    assert_eq!(stage.bot.http.get(&path).await.json(), json!([]));
    stage
        .sim
        .journal()
        .forgive(|problem| problem.text.contains("STATUS_TRANSITION"));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn people_say_that_they_come() {
    let (stage, path) = planner();
    let made = stage.bot.http.call("POST", &path, picnic()).await.json();
    let id: u64 = text(&made["id"]).parse().unwrap();
    stage.ann.interested(id, true).expect("a member");
    stage.bob.interested(id, true).expect("a member");
    assert!(stage.sim.person("zoe").interested(id, true).is_err());
    let told = stage.bot.event("GUILD_SCHEDULED_EVENT_USER_ADD").await;
    assert_eq!(told["user_id"], stage.ann.id().to_string());
    stage.bob.interested(id, false).expect("a member");
    let users = stage
        .bot
        .http
        .get(&format!("{path}/{id}/users?with_member=true"))
        .await
        .json();
    assert_eq!(users[0]["user"]["username"], "ann");
    assert_eq!(users.as_array().unwrap().len(), 1);
    let counts = stage
        .bot
        .http
        .get(&format!("{path}/{id}/users/counts"))
        .await
        .json();
    assert_eq!(counts["guild_scheduled_event_count"], 1);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let (stage, path) = planner();
    let voice = stage.guild.voice_channel("voice");
    let with = |key: &str, value: Value| {
        let mut body = picnic();
        body[key] = value;
        body
    };
    let now = stage.sim.clock().now();
    stage.sim.clock().advance(Duration::from_secs(60));
    for body in [
        with("scheduled_start_time", json!(now.iso())),
        with("scheduled_end_time", json!("2099-06-01T09:00:00Z")),
        with("channel_id", json!(voice.id().to_string())),
        with("name", json!("")),
    ] {
        assert_eq!(
            stage.bot.http.call("POST", &path, body).await.code(),
            50_035
        );
    }
    let in_text = json!({"name": "Quiz", "privacy_level": 2, "entity_type": 2, "channel_id": stage.general.id().to_string(),
        "scheduled_start_time": "2099-06-01T10:00:00Z"});
    assert_eq!(
        stage.bot.http.call("POST", &path, in_text).await.code(),
        50_024
    );
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(
        stage.bot.http.call("POST", &path, picnic()).await.code(),
        50_013
    );
    assert_eq!(
        stage.bot.http.get(&format!("{path}/1")).await.code(),
        10_070
    );
}
