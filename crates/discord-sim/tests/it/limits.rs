//! Rate limits, as bots meet them.

use std::time::Duration;

use discord_sim::{LimitSettings, ProblemKind, Settings};
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
