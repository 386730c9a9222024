//! What developers see of interactions: traces, replays, faults, connections, the shop.

mod faults;
mod replay;
mod session;
mod shop;
mod traces;

use discord_sim::Settings;
use serde_json::{Value, json};

use crate::{
    bot::{Stage, stage_with, text},
    gateway::client::Client,
    http::Answer,
};

/// The control API of a stage.
async fn control(stage: &Stage, method: &str, path: &str, body: Value) -> Answer {
    let address = format!("{}/sim/v1{path}", stage.sim.url());
    stage.bot.open.call(method, &address, body).await
}

async fn look(stage: &Stage, path: &str) -> Value {
    let answer = control(stage, "GET", path, Value::Null).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.json());
    answer.json()
}

/// The trace of an interaction.
async fn trace(stage: &Stage, id: impl std::fmt::Display) -> Value {
    look(stage, &format!("/interactions/{id}")).await
}

/// The newest interaction of the list.
async fn newest(stage: &Stage) -> Value {
    look(stage, "/interactions?limit=1").await["interactions"][0].clone()
}

/// What the steps are, in order.
fn whats(trace: &Value) -> Vec<&str> {
    let steps = trace["steps"].as_array().unwrap();
    steps.iter().map(|step| text(&step["what"])).collect()
}

/// The titles of the steps of a kind.
fn titles<'t>(trace: &'t Value, what: &str) -> Vec<&'t str> {
    let steps = trace["steps"].as_array().unwrap();
    let own = steps.iter().filter(|step| step["what"] == what);
    own.map(|step| text(&step["title"])).collect()
}

fn parts(trace: &Value) -> Vec<&str> {
    let parts = trace["parts"].as_array().unwrap();
    parts.iter().map(|part| text(&part["name"])).collect()
}

/// A stage whose bot is on the gateway as well.
async fn connected() -> (Stage, Client) {
    let mut settings = Settings::default();
    settings.gateway.identify_window = std::time::Duration::ZERO;
    let stage = stage_with(settings);
    let mut client = Client::open(stage.sim.address(), "/?v=10&encoding=json")
        .await
        .unwrap();
    client.op(10).await;
    let token = stage.app.token();
    client
        .identify_with(json!({"token": token, "intents": 1}))
        .await;
    client.event("READY").await;
    client.event("GUILD_CREATE").await;
    (stage, client)
}
