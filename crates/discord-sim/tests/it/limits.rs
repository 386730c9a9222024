//! Rate limits, as bots meet them.

use std::time::Duration;

use discord_sim::{LimitSettings, ProblemKind, Settings, SharedBucket};
use serde_json::json;

use crate::bot::{Stage, says, stage, stage_with};

async fn send(stage: &Stage) -> crate::http::Answer {
    stage
        .bot
        .http
        .call("POST", &stage.messages(), json!({"content": "x"}))
        .await
}

#[tokio::test]
async fn the_sixth_message_in_five_seconds_is_one_too_many() {
    let stage = stage();
    for left in (0..5).rev() {
        let sent = send(&stage).await;
        assert_eq!(sent.status, 200);
        assert_eq!(
            (
                sent.header("x-ratelimit-limit"),
                sent.header("x-ratelimit-remaining")
            ),
            ("5", left.to_string().as_str())
        );
        assert!(
            sent.header("x-ratelimit-reset-after")
                .parse::<f64>()
                .is_ok_and(|seconds| seconds <= 5.0)
        );
        assert_eq!(sent.header("x-ratelimit-scope"), "");
    }
    let refused = send(&stage).await;
    assert_eq!(
        (refused.status, refused.header("x-ratelimit-scope")),
        (429, "user")
    );
    assert_eq!(refused.json()["global"], false);
    assert!(
        refused.json()["retry_after"]
            .as_f64()
            .is_some_and(|seconds| seconds > 0.0 && seconds <= 5.0)
    );
    assert!(refused.header("retry-after").parse::<u64>().is_ok());
    let other = stage.guild.text_channel("other");
    let elsewhere = stage
        .bot
        .http
        .call(
            "POST",
            &format!("/channels/{}/messages", other.id()),
            json!({"content": "x"}),
        )
        .await;
    assert_eq!(
        elsewhere.status, 200,
        "each channel has a bucket of its own"
    );
    assert_eq!(stage.sim.invalid_requests(), 1);
}

#[tokio::test]
async fn the_global_limit_spares_interactions() {
    let stage = stage_with(Settings {
        limits: LimitSettings {
            global_per_second: 3,
            ..LimitSettings::default()
        },
        ..Settings::default()
    });
    let (_, interaction, _) = stage.echo(says("x")).await;
    let mut refused = None;
    for _ in 0..3 {
        let answer = stage.bot.http.get("/users/@me").await;
        if answer.status == 429 {
            refused = Some(answer);
        }
    }
    let refused = refused.expect("registering and three reads are four");
    assert_eq!(
        (
            refused.header("x-ratelimit-global"),
            refused.header("x-ratelimit-scope")
        ),
        ("true", "global")
    );
    assert_eq!(refused.json()["global"], true);
    let path = stage.bot.webhook(&interaction, "/messages/@original");
    assert_eq!(stage.bot.open.get(&path).await.status, 200);
}

#[tokio::test]
async fn limits_and_headers_can_be_set() {
    let mut settings = Settings {
        scope_header_on_200: true,
        ..Settings::default()
    };
    settings
        .limits
        .routes
        .insert("create_message".to_owned(), (1, Duration::from_secs(60)));
    settings.limits.invalid_requests = 2;
    let stage = stage_with(settings);
    assert_eq!(send(&stage).await.header("x-ratelimit-scope"), "user");
    assert_eq!(send(&stage).await.status, 429);
    assert_eq!(stage.sim.problems(), []);
    assert_eq!(send(&stage).await.status, 429);
    assert_eq!(stage.sim.problems()[0].kind, ProblemKind::InvalidRequests);
}

#[tokio::test]
async fn operations_can_share_a_bucket() {
    let shared = SharedBucket::together(
        &["create_message", "trigger_typing_indicator"],
        (2, Duration::from_secs(60)),
    );
    let mut settings = Settings::default();
    settings.limits.shared.push(shared);
    let stage = stage_with(settings);
    let typing = format!("/channels/{}/typing", stage.general.id());
    let sent = send(&stage).await;
    let typed = stage.bot.http.call("POST", &typing, json!(null)).await;
    let bucket = sent.header("x-ratelimit-bucket");
    assert_eq!(bucket, typed.header("x-ratelimit-bucket"));
    assert_eq!(typed.header("x-ratelimit-remaining"), "0");
    assert_eq!(send(&stage).await.status, 429);
    let read = stage.bot.http.get(&stage.messages()).await;
    assert_eq!(read.status, 200);
    assert_ne!(bucket, read.header("x-ratelimit-bucket"));
}

#[tokio::test]
async fn one_hash_may_hide_different_limits() {
    let mut settings = Settings::default();
    let names = ["create_message", "list_messages"];
    settings.limits.shared.push(SharedBucket::apart(&names));
    let stage = stage_with(settings);
    let sent = send(&stage).await;
    let read = stage.bot.http.get(&stage.messages()).await;
    let hash = "x-ratelimit-bucket";
    assert_eq!(sent.header(hash), read.header(hash));
    assert_eq!(sent.header("x-ratelimit-limit"), "5");
    assert_eq!(read.header("x-ratelimit-limit"), "50");
}

#[tokio::test]
async fn without_a_token_the_address_is_limited() {
    let mut settings = Settings::default();
    settings.limits.unauthenticated_per_second = 2;
    let stage = stage_with(settings);
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(stage.bot.open.get("/gateway").await.status);
    }
    assert_eq!(statuses, [200, 200, 429]);
    assert_eq!(stage.bot.http.get("/users/@me").await.status, 200);
}

#[tokio::test]
async fn above_the_threshold_the_edge_bans_the_address() {
    let mut settings = Settings::default();
    settings.limits.invalid_requests = 2;
    settings.limits.ban = true;
    let stage = stage_with(settings);
    for _ in 0..2 {
        let unknown = stage.bot.open.get("/users/@me").await;
        assert_eq!((unknown.status, &unknown.json()["code"]), (401, &json!(0)));
    }
    let banned = stage.bot.http.get("/users/@me").await;
    assert_eq!(banned.status, 429);
    assert_eq!(banned.header("content-type"), "text/html; charset=UTF-8");
    let forgiven = stage
        .sim
        .journal()
        .forgive(|problem| problem.kind == ProblemKind::InvalidRequests);
    assert_eq!(forgiven.len(), 1, "said once");
}
