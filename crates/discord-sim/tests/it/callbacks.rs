//! What comes of each kind of answer, as Discord tells it with `with_response`.

use discord_sim::{Outcome, ProblemKind, Seat, Shown};
use serde_json::{Value, json};

use crate::{
    bot::{Stage, callback_path, says, stage},
    http::Answer,
};

/// Somebody acts, and the bot answers and asks what came of it.
async fn told(stage: &Stage, act: impl Future<Output = Shown>, callback: Value) -> (Shown, Answer) {
    let bot = async {
        let interaction = stage.bot.interaction().await;
        let path = format!("{}?with_response=true", callback_path(&interaction));
        stage.bot.open.call("POST", &path, callback).await
    };
    tokio::join!(act, bot)
}

async fn echo(stage: &Stage, callback: Value) -> (Shown, Value) {
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let act = async { seat.slash("/echo").await.expect("the command") };
    let (shown, answer) = told(stage, act, callback).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    (shown, answer.json())
}

fn button() -> Value {
    json!({"type": 4, "data": {"content": "look", "components": [
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "A", "custom_id": "a"}]}]}})
}

async fn pressed(stage: &Stage, seat: &Seat, callback: Value) -> (Shown, Value) {
    let (shown, ..) = stage.echo(button()).await;
    let message = shown.message().expect("a message");
    let act = async { seat.click(&message, "A").await.expect("a button") };
    let (shown, answer) = told(stage, act, callback).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    (shown, answer.json())
}

#[tokio::test]
async fn messages_are_told_whole_and_deferred_ones_by_id() {
    let stage = stage();
    let (shown, body) = echo(&stage, says("hi")).await;
    let id = shown.message().expect("a message").id.to_string();
    assert_eq!(body["interaction"]["type"], 2);
    assert_eq!(body["interaction"]["response_message_id"], id.as_str());
    assert_eq!(body["interaction"]["response_message_loading"], false);
    assert_eq!(
        (
            &body["resource"]["type"],
            &body["resource"]["message"]["content"]
        ),
        (&json!(4), &json!("hi"))
    );

    let (shown, body) = echo(&stage, json!({"type": 5, "data": {"flags": 64}})).await;
    let waiting = shown.message().expect("a loading message");
    assert!(waiting.loading && waiting.ephemeral);
    assert_eq!(
        body["interaction"]["response_message_id"],
        waiting.id.to_string()
    );
    assert_eq!(body["interaction"]["response_message_loading"], true);
    assert_eq!(body["interaction"]["response_message_ephemeral"], true);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn updates_are_told_of_the_message_that_was_used() {
    let stage = stage();
    let seat = stage.seat();
    let (shown, body) = pressed(
        &stage,
        &seat,
        json!({"type": 7, "data": {"content": "new"}}),
    )
    .await;
    let id = shown.message().expect("a message").id.to_string();
    assert_eq!(body["interaction"]["type"], 3);
    assert_eq!(
        (
            &body["resource"]["type"],
            &body["resource"]["message"]["id"]
        ),
        (&json!(7), &json!(id))
    );
    let (shown, body) = pressed(&stage, &seat, json!({"type": 6})).await;
    assert!(matches!(shown.outcome(), Outcome::Deferred));
    assert!(
        body["interaction"]["response_message_id"].is_string() && body.get("resource").is_none()
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn modals_and_activities_have_no_message() {
    let stage = stage();
    let modal = json!({"type": 9, "data": {"custom_id": "m", "title": "M", "components": [
        {"type": 10, "content": "nothing to fill in"}]}});
    let (shown, body) = echo(&stage, modal).await;
    assert_eq!(
        shown.modal().expect("a modal").texts,
        ["nothing to fill in"]
    );
    assert!(
        body["interaction"].get("response_message_id").is_none() && body.get("resource").is_none()
    );

    stage
        .bot
        .http
        .call("PATCH", "/applications/@me", json!({"flags": 1 << 17}))
        .await;
    let (shown, body) = echo(&stage, json!({"type": 12})).await;
    assert!(matches!(shown.outcome(), Outcome::Activity));
    assert_eq!(body["resource"]["type"], 12);
    assert_eq!(
        body["resource"]["activity_instance"]["id"],
        body["interaction"]["activity_instance_id"]
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn the_deprecated_offer_of_premium_is_answered_and_told_as_a_problem() {
    let stage = stage();
    let (shown, _, answer) = stage.echo(json!({"type": 10, "data": {}})).await;
    assert_eq!(answer.status, 204);
    assert!(matches!(shown.outcome(), Outcome::Upgrade));
    let forgiven = stage
        .sim
        .journal()
        .forgive(|problem| problem.kind == ProblemKind::Oracle);
    assert_eq!(
        forgiven.len(),
        1,
        "Discord's description does not know it any more"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn suggestions_are_only_for_who_types() {
    let stage = stage();
    let (_, _, answer) = stage
        .echo(json!({"type": 8, "data": {"choices": []}}))
        .await;
    assert_eq!((answer.status, answer.code()), (400, 50035));
    let refused = stage
        .sim
        .journal()
        .forgive(|problem| problem.kind == ProblemKind::Refused);
    assert_eq!(refused.len(), 1);
}

#[tokio::test]
async fn nobody_answers_in_a_channel_that_is_gone() {
    let stage = stage();
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let interaction = tokio::select! {
        interaction = stage.bot.interaction() => interaction,
        shown = seat.slash("/echo") => panic!("{shown:?}"),
    };
    stage.general.remove();
    let answer = stage.bot.callback(&interaction, says("hi")).await;
    assert_eq!((answer.status, answer.code()), (404, 10003));
}
