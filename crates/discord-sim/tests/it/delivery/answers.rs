//! Interactions that come to an endpoint, and what it may answer.

use std::{sync::Arc, time::Duration};

use discord_sim::{Outcome, ProblemKind, RequestRecord};
use serde_json::{Value, json};

use super::fake::{Fake, Manner, inline};
use crate::bot::{Stage, says, stage};

const BOUNDARY: &str = "multipart/form-data; boundary=x";

async fn behind() -> (Stage, Fake) {
    let stage = stage();
    let fake = Fake::start(&stage.app.verify_key(), Manner::Strict).await;
    stage
        .app
        .interactions_endpoint(Some(&fake.url))
        .await
        .unwrap();
    stage.bot.register_echo().await;
    (stage, fake)
}

/// The answer in the journal, which knows it a moment after people see it.
async fn written(stage: &Stage) -> Arc<RequestRecord> {
    loop {
        let requests = stage.sim.journal().requests();
        let callback =
            |request: &&Arc<RequestRecord>| request.operation == "create_interaction_response";
        if let Some(found) = requests.iter().find(callback) {
            return found.clone();
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_inline_answer_is_shown_and_written_down_as_a_callback() {
    let (stage, mut fake) = behind().await;
    let mut tap = stage.sim.tap(&stage.app);
    fake.reply(inline(&says("hi")));
    let shown = stage.seat().slash("/echo").await.unwrap();
    assert_eq!(shown.message().unwrap().content, "hi");
    let interaction = fake.next().await;
    assert_eq!(interaction["id"], shown.interaction_id().to_string());
    assert_eq!(
        (&interaction["type"], &interaction["data"]["name"]),
        (&json!(2), &json!("echo"))
    );
    // It comes one way only: the first event on the gateway is the message.
    assert_eq!(tap.next().await.unwrap().0, "MESSAGE_CREATE");
    let callback = written(&stage).await;
    assert_eq!((callback.status, &callback.body), (204, &says("hi")));
    let webhook = stage.bot.webhook(&interaction, "/messages/@original");
    let original = stage.bot.open.get(&webhook).await;
    assert_eq!(original.json()["content"], "hi");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_inline_answer_may_bring_files() {
    let (stage, fake) = behind().await;
    let form = "--x\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\
        Content-Type: application/json\r\n\r\n{\"type\":4,\"data\":{\"content\":\"look\",\
        \"attachments\":[{\"id\":0,\"filename\":\"a.txt\"}]}}\r\n\
        --x\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a.txt\"\r\n\
        Content-Type: text/plain\r\n\r\nhello\r\n--x--\r\n";
    fake.reply(Some((200, BOUNDARY, form.as_bytes().to_vec())));
    let shown = stage.seat().slash("/echo").await.unwrap();
    assert_eq!(shown.message().unwrap().content, "look");
    let callback = written(&stage).await;
    assert_eq!(callback.files.len(), 1);
    assert_eq!(&callback.files[0].bytes[..], b"hello");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_endpoint_may_say_202_and_use_the_callback_route() {
    let (stage, mut fake) = behind().await;
    let seat = stage.seat();
    let act = tokio::spawn(async move { seat.slash("/echo").await.unwrap() });
    let interaction = fake.next().await;
    let answer = stage.bot.callback(&interaction, says("later")).await;
    assert_eq!(answer.status, 204);
    let shown = act.await.unwrap();
    assert_eq!(shown.message().unwrap().content, "later");
    assert_eq!(
        stage.bot.callback(&interaction, says("twice")).await.code(),
        40060
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_discord_would_not_take_is_a_problem_and_the_person_sees_a_failure() {
    let empty = json!({"type": 4, "data": {}});
    let cases: [(u16, &str, Vec<u8>, ProblemKind); 7] = [
        (
            200,
            "application/json",
            empty.to_string().into_bytes(),
            ProblemKind::Refused,
        ),
        (200, "application/json", b"{".to_vec(), ProblemKind::Refused),
        (200, "text/plain", b"hi".to_vec(), ProblemKind::Refused),
        (
            200,
            "application/json",
            json!({"type": 6}).to_string().into_bytes(),
            ProblemKind::Refused,
        ),
        (202, "", b"hi".to_vec(), ProblemKind::Endpoint),
        (204, "", Vec::new(), ProblemKind::Endpoint),
        (500, "", Vec::new(), ProblemKind::Endpoint),
    ];
    for (status, kind, body, problem) in cases {
        let (stage, fake) = behind().await;
        fake.reply(Some((status, kind, body.clone())));
        let shown = stage.seat().slash("/echo").await.unwrap();
        assert!(shown.failed(), "{status} {kind} {body:?}");
        while !endpoint_problem(&stage) {
            tokio::task::yield_now().await;
        }
        let problems = stage.sim.problems();
        assert!(
            problems.iter().any(|found| found.kind == problem),
            "{status}: {problems:?}"
        );
    }
}

fn endpoint_problem(stage: &Stage) -> bool {
    let problems = stage.sim.problems();
    problems
        .iter()
        .any(|problem| problem.kind == ProblemKind::Endpoint)
}

#[tokio::test]
async fn an_inline_answer_after_a_callback_is_one_too_many() {
    let (stage, mut fake) = behind().await;
    fake.reply(None);
    let seat = stage.seat();
    let act = tokio::spawn(async move { seat.slash("/echo").await.unwrap() });
    let interaction = fake.next().await;
    stage.bot.callback(&interaction, says("first")).await;
    let shown = act.await.unwrap();
    fake.release(inline(&says("second")));
    while !endpoint_problem(&stage) {
        tokio::task::yield_now().await;
    }
    assert_eq!(shown.message().unwrap().content, "first");
    let refused = |problem: &discord_sim::Problem| problem.text.contains("acknowledged");
    assert_eq!(stage.sim.journal().forgive(refused).len(), 1);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_is_delivered_again_changes_nothing() {
    let (stage, mut fake) = behind().await;
    fake.reply(None);
    let seat = stage.seat();
    let act = tokio::spawn(async move { seat.slash("/echo").await.unwrap() });
    let interaction = fake.next().await;
    let id = crate::bot::text(&interaction["id"]).parse().unwrap();
    fake.reply(Some((409, "", Vec::new())));
    stage.seat().redeliver(id).unwrap();
    assert_eq!(fake.next().await, interaction);
    while stage.sim.journal().deliveries().len() < 3 {
        tokio::task::yield_now().await;
    }
    fake.release(inline(&says("in time")));
    let shown = act.await.unwrap();
    assert_eq!(shown.message().unwrap().content, "in time");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn who_does_not_answer_in_three_seconds_has_failed() {
    let (stage, mut fake) = behind().await;
    stage.sim.clock().freeze();
    fake.reply(None);
    let seat = stage.seat();
    let act = tokio::spawn(async move { seat.slash("/echo").await.unwrap() });
    let interaction = fake.next().await;
    stage.sim.clock().advance(Duration::from_secs(3));
    assert!(matches!(act.await.unwrap().outcome(), Outcome::Failed));
    assert_eq!(
        stage.bot.callback(&interaction, says("late")).await.code(),
        10062
    );
    let unanswered = |problem: &discord_sim::Problem| problem.kind == ProblemKind::Unanswered;
    assert_eq!(stage.sim.journal().forgive(unanswered).len(), 1);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn without_an_endpoint_the_gateway_has_it_again() {
    let (stage, mut fake) = behind().await;
    stage.app.interactions_endpoint(None).await.unwrap();
    let seat = stage.seat();
    let (shown, _, _) = stage
        .answer_to(
            async move { seat.slash("/echo").await.unwrap() },
            says("hi"),
        )
        .await;
    assert_eq!(shown.message().unwrap().content, "hi");
    assert_eq!(fake.waiting(), None::<Value>);
    assert_eq!(stage.sim.problems(), []);
}
