//! The little HTTP server that says how the bot is.

use discord_sim::GatewayFault;
use serde_json::Value;
use testkit::{Kind, Stage, until};

use crate::{
    probe,
    scene::{self, seconds},
};

async fn status(stage: &scene::Stage, path: &str) -> u16 {
    stage.page(path).await.unwrap().status
}

async fn json(stage: &scene::Stage, path: &str) -> Value {
    serde_json::from_str(&stage.page(path).await.unwrap().body).unwrap()
}

#[tokio::test]
async fn ready_is_who_is_connected() {
    let mut stage = Stage::new(probe::bot)
        .set("GUILDHALL__HEALTH__LISTEN", "127.0.0.1:0")
        .without_bot()
        .start()
        .await;
    let id = stage.application.id();
    let gateway = stage.sim.gateway().clone();
    gateway.inject(id, GatewayFault::RefuseFor(seconds(600)));
    drop(stage.succeed().await.unwrap());
    assert_eq!(status(&stage, "/livez").await, 200);
    for path in ["/readyz", "/ready"] {
        assert_eq!(status(&stage, path).await, 503);
        assert_eq!(json(&stage, path).await["gateway"], "not connected");
        assert_eq!(json(&stage, path).await["database"], "ok");
    }
    assert_eq!(json(&stage, "/health").await["status"], "degraded");
    gateway.restore(id);
    until("readiness", async || {
        (status(&stage, "/readyz").await == 200).then_some(())
    })
    .await;
    assert_eq!(status(&stage, "/ready").await, 200);
    let guilds = async || json(&stage, "/health").await["identities"][0]["guilds"] == 1;
    until("the guild", async || guilds().await.then_some(())).await;
    let health = json(&stage, "/health").await;
    assert_eq!(health["status"], "ok");
    assert_eq!(health["bot"], "probe");
    assert_eq!(health["database"], "ok");
    let identity = &health["identities"][0];
    assert_eq!(identity["id"], "probe");
    assert_eq!(identity["connected"], true);
    assert_eq!(identity["problems"], serde_json::json!([]));
    assert_eq!(status(&stage, "/nothing").await, 404);
    stage.finish();
}

#[tokio::test]
async fn a_connection_that_breaks_is_seen() {
    let stage = Stage::new(probe::bot)
        .set("GUILDHALL__HEALTH__LISTEN", "127.0.0.1:0")
        .start()
        .await;
    let id = stage.application.id();
    let gateway = stage.sim.gateway();
    gateway.inject(id, GatewayFault::RefuseFor(seconds(600)));
    gateway.inject(id, GatewayFault::Abort);
    until("the loss to be seen", async || {
        (status(&stage, "/readyz").await == 503).then_some(())
    })
    .await;
    gateway.restore(id);
    until("the way back", async || {
        (status(&stage, "/readyz").await == 200).then_some(())
    })
    .await;
    stage.finish();
}

#[tokio::test]
async fn without_its_database_it_lives_and_is_not_ready() {
    let stage = Stage::new(probe::bot)
        .on(Kind::Postgres)
        .set("GUILDHALL__HEALTH__LISTEN", "127.0.0.1:0")
        .start()
        .await;
    until("readiness", async || {
        (status(&stage, "/readyz").await == 200).then_some(())
    })
    .await;
    scene::line(&stage, &["commands registered"]).await;
    let postgres = stage.database.postgres().unwrap();
    postgres.allow_connections(false).unwrap();
    assert_eq!(status(&stage, "/readyz").await, 503);
    assert_ne!(json(&stage, "/readyz").await["database"], "ok");
    assert_eq!(json(&stage, "/health").await["status"], "degraded");
    assert_eq!(status(&stage, "/livez").await, 200);
    postgres.allow_connections(true).unwrap();
    until("readiness", async || {
        (status(&stage, "/readyz").await == 200).then_some(())
    })
    .await;
    stage.finish();
}

#[tokio::test]
async fn what_happened_is_counted() {
    let stage = Stage::new(probe::bot)
        .set("GUILDHALL__HEALTH__LISTEN", "127.0.0.1:0")
        .start()
        .await;
    let ann = stage.person("ann");
    ann.slash("/probe echo text:hello").await.unwrap();
    let counted = "interactions_total{handler=\"probe echo\",outcome=\"answered\"}";
    until("the count", async || {
        let metrics = stage.page("/metrics").await.unwrap();
        assert_eq!(metrics.status, 200);
        metrics.body.contains(counted).then_some(())
    })
    .await;
    let body = stage.page("/metrics").await.unwrap().body;
    for name in ["interaction_seconds", "discord_requests_total", "guilds{"] {
        assert!(body.contains(name), "{name} is missing:\n{body}");
    }
    stage.finish();
}
