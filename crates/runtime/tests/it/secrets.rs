//! No secret leaves by way of logs, errors or Debug. Every stage looks through its log at TRACE
//! for bot and interaction tokens and the database's password; here is the rest.

use core_config::{NoSection, Source};
use discord_sim::{Fault, GatewayFault, RestFault};
use testkit::{Kind, Stage, until};

use crate::{
    probe::{self, gate},
    scene::{self, apologised, slash},
};

const TOKEN: &str = "canary.bot.token-0123456789";
const PASSWORD: &str = "canary-of-the-address";

/// The session's name, which lets whoever knows it take the session over.
async fn session(stage: &scene::Stage) -> String {
    use sea_orm::{ConnectionTrait as _, Statement};
    let db = stage.database.look().await.unwrap();
    let backend = db.read().get_database_backend();
    let statement = Statement::from_string(backend, "SELECT session_id FROM gateway_sessions");
    let row = db.read().query_one_raw(statement).await.unwrap().unwrap();
    db.close().await;
    row.try_get("", "session_id").unwrap()
}

#[tokio::test]
async fn a_busy_and_unlucky_bot_keeps_its_secrets() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let mut stage = Stage::new(probe::bot).on(kind).start().await;
        let ann = stage.person("ann");
        let board = ann.slash("/probe board from:7000").await.unwrap();
        let board = board.message().unwrap();
        ann.click(&board, "More").await.unwrap();
        let modal = ann.slash("/probe ask").await.unwrap().modal().unwrap();
        ann.submit(&modal, &[("word", "ship")]).await.unwrap();
        ann.autocomplete("/probe suggest fruit:a|").await.unwrap();
        let waiting = ann.slash("/probe wait-public gate:secrets").await.unwrap();
        gate("secrets").notify_waiters();
        gate("secrets").notify_one();
        waiting.settled().await.unwrap();
        let failed = ann.slash("/probe fail").await.unwrap();
        apologised(&stage, &failed.message().unwrap());
        for fault in [
            RestFault::Drop,
            RestFault::LoseAnswer,
            RestFault::Status(502),
        ] {
            stage
                .sim
                .fault(Fault::new(fault).path("/webhooks/").times(1));
            ann.slash("/probe more").await.unwrap();
            until("the end of it", async || {
                let left = stage.log.forgive("could not be delivered");
                (!left.is_empty()).then_some(())
            })
            .await;
        }
        let shown = ann.raw_interaction(serde_json::json!({"type": 99})).await;
        apologised(&stage, &shown.unwrap().message().unwrap());
        stage
            .sim
            .gateway()
            .inject(stage.application.id(), GatewayFault::Abort);
        ann.slash("/probe echo text:hello").await.unwrap();
        stage.stop().await;
        let session = session(&stage).await;
        assert!(session.len() >= 16);
        stage.start_bot().await.unwrap();
        slash(&ann, "/probe echo text:hello")
            .await
            .unwrap()
            .unwrap();
        let shown = scene::lines(&stage, &session);
        assert!(shown.is_empty(), "the session's name in the log: {shown:?}");
        let said = stage.log.lines().len();
        assert!(said > 100, "only {said} lines were looked through");
        stage.finish();
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_named_without_its_password() {
    let mut stage = Stage::new(probe::bot).without_bot().start().await;
    let at = |rest: &str| format!("postgres://gh_probe:{PASSWORD}@{rest}");
    for address in [
        at("127.0.0.1:1/hall"),
        at("host.invalid/hall"),
        at("127.0.0.1:99999/hall"),
        format!("postgres://gh_probe:{PASSWORD}@"),
        format!("mysql://gh_probe:{PASSWORD}@127.0.0.1/hall"),
    ] {
        stage.set("DATABASE_URL", &address);
        stage.set("GUILDHALL__DATABASE__ACQUIRE_TIMEOUT", "200ms");
        let error = stage.start_bot().await.expect_err(&address);
        let words = format!("{error:#} {error:?}");
        assert!(!words.contains(PASSWORD), "{words}");
    }
    assert!(scene::lines(&stage, PASSWORD).is_empty());
    stage.finish();
}

#[tokio::test]
async fn a_wrong_password_is_not_repeated() {
    let mut stage = Stage::new(probe::bot)
        .on(Kind::Postgres)
        .without_bot()
        .start()
        .await;
    let address = stage
        .database
        .url()
        .replace("canary-database-password", PASSWORD);
    let address = address.replace("gh_probe", "gh_nobody");
    stage.set("DATABASE_URL", &address);
    let error = stage.start_bot().await.expect_err("nobody is let in");
    assert!(
        !format!("{error:#} {error:?}").contains(PASSWORD),
        "{error:#}"
    );
    assert!(scene::lines(&stage, PASSWORD).is_empty());
    stage.finish();
}

#[tokio::test]
async fn a_token_that_discord_refuses_is_not_repeated() {
    let mut stage = Stage::new(probe::bot).without_bot().start().await;
    stage.set("DISCORD_TOKEN", TOKEN);
    let error = stage
        .start_bot()
        .await
        .expect_err("nobody knows this token");
    let words = format!("{error:#}");
    assert!(words.contains("401"), "{words}");
    assert!(!words.contains(TOKEN), "{words}");
    assert!(scene::lines(&stage, TOKEN).is_empty());
    stage.finish();
}

#[test]
fn settings_show_no_secret() {
    let source = Source::new("no/such/folder")
        .with("DISCORD_TOKEN", TOKEN)
        .with(
            "DATABASE_URL",
            &format!("postgres://gh_probe:{PASSWORD}@127.0.0.1/hall"),
        );
    let loaded = core_config::load::<NoSection>("probe", &source).unwrap();
    let words = format!("{loaded:?} {:#?}", loaded.settings);
    assert!(words.contains("pool_size"), "{words}");
    for secret in [TOKEN, PASSWORD] {
        assert!(!words.contains(secret), "{words}");
    }
}
