//! Follow-ups and edits with an interaction's token.

use std::time::Duration;

use serde_json::{Value, json};

use crate::bot::{says, stage};

#[tokio::test]
async fn followups_come_after_the_first_answer() {
    let stage = stage();
    let (shown, interaction, _) = stage.echo(says("first")).await;
    let sent = stage
        .bot
        .open
        .call(
            "POST",
            &stage.bot.webhook(&interaction, ""),
            json!({"content": "second"}),
        )
        .await;
    assert_eq!(sent.status, 200);
    assert_eq!(sent.json()["webhook_id"], stage.app.id().to_string());
    let shown = shown.with_followups(1).await.expect("a follow-up");
    assert_eq!(shown.followups()[0].text(), "second");
    let one = stage.bot.webhook(
        &interaction,
        &format!("/messages/{}", shown.followups()[0].id),
    );
    assert_eq!(
        stage
            .bot
            .open
            .call("PATCH", &one, json!({"content": "2nd"}))
            .await
            .json()["content"],
        "2nd"
    );
    assert_eq!(stage.bot.open.get(&one).await.json()["content"], "2nd");
    assert_eq!(
        stage
            .bot
            .open
            .call("DELETE", &one, Value::Null)
            .await
            .status,
        204
    );
    assert!(shown.followups().is_empty());
    let original = stage.bot.webhook(&interaction, "/messages/@original");
    assert_eq!(
        stage.bot.open.get(&original).await.json()["content"],
        "first"
    );
    assert_eq!(
        stage
            .bot
            .open
            .call("DELETE", &original, Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(stage.bot.open.get(&original).await.code(), 10008);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn the_first_followup_completes_a_deferral_and_stays_as_private_as_it_was() {
    let stage = stage();
    let (shown, interaction, _) = stage.echo(json!({"type": 5, "data": {"flags": 64}})).await;
    let path = stage.bot.webhook(&interaction, "");
    let sent = stage
        .bot
        .open
        .call("POST", &path, json!({"content": "done"}))
        .await
        .json();
    assert_eq!(sent["flags"], 64);
    let message = shown
        .settled()
        .await
        .expect("settled")
        .message()
        .expect("a message");
    assert_eq!(
        (message.id.to_string().as_str(), message.ephemeral),
        (sent["id"].as_str().expect("an id"), true)
    );
}

#[tokio::test]
async fn a_private_followup_to_a_public_answer() {
    let stage = stage();
    let (shown, interaction, _) = stage.echo(says("public")).await;
    let path = stage.bot.webhook(&interaction, "");
    stage
        .bot
        .open
        .call("POST", &path, json!({"content": "secret", "flags": 64}))
        .await;
    assert!(shown.followups()[0].ephemeral);
    assert_eq!(stage.general.messages().len(), 1);
    assert_eq!(stage.seat().messages().len(), 2);
}

#[tokio::test]
async fn before_an_answer_there_is_no_webhook() {
    let stage = stage();
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let bot = async {
        let interaction = stage.bot.interaction().await;
        let early = stage
            .bot
            .open
            .call(
                "POST",
                &stage.bot.webhook(&interaction, ""),
                json!({"content": "x"}),
            )
            .await;
        stage.bot.callback(&interaction, says("x")).await;
        early
    };
    let (_, early) = tokio::join!(seat.slash("/echo"), bot);
    assert_eq!((early.status, early.code()), (404, 10015));
}

#[tokio::test]
async fn after_fifteen_minutes_the_token_is_worth_nothing() {
    let stage = stage();
    let (_, interaction, _) = stage.echo(says("x")).await;
    let path = stage.bot.webhook(&interaction, "/messages/@original");
    stage.sim.clock().advance(Duration::from_secs(14 * 60 + 50));
    assert_eq!(stage.bot.open.get(&path).await.status, 200);
    stage.sim.clock().advance(Duration::from_secs(11));
    let late = stage.bot.open.get(&path).await;
    assert_eq!((late.status, late.code()), (401, 50027));
    let wrong = stage
        .bot
        .open
        .get("/webhooks/1/nonsense/messages/@original")
        .await;
    assert_eq!((wrong.status, wrong.code()), (404, 10015));
}

#[tokio::test]
async fn other_peoples_secrets_cannot_be_changed() {
    let stage = stage();
    let (secret, ..) = stage
        .echo(json!({"type": 4, "data": {"content": "secret", "flags": 64}}))
        .await;
    let (_, other, _) = stage.echo(says("public")).await;
    let id = secret.message().expect("a message").id;
    let path = stage.bot.webhook(&other, &format!("/messages/{id}"));
    assert_eq!(
        stage
            .bot
            .open
            .call("PATCH", &path, json!({"content": "x"}))
            .await
            .code(),
        10008
    );
}
