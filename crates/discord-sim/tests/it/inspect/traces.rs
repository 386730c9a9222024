//! What the trace of an interaction shows, for each way that one can go.

use std::time::Duration;

use discord_sim::{Fault, ProblemKind, RestFault};
use serde_json::{Value, json};

use super::{connected, look, newest, parts, titles, trace, whats};
use crate::{
    bot::{says, stage, text},
    delivery::fake::{Fake, Manner, inline},
    program::control::{breaches, description},
};

#[tokio::test]
async fn one_that_is_answered_at_once() {
    let (stage, mut client) = connected().await;
    let (shown, ..) = stage.echo(says("hello")).await;
    // Once it has come, it was written down.
    client.event("INTERACTION_CREATE").await;
    let trace = trace(&stage, shown.interaction_id()).await;
    let schema = &description()["components"]["schemas"]["Trace"];
    assert_eq!(breaches(schema, &trace), [""; 0], "{trace}");
    let mut steps = whats(&trace);
    steps.sort_unstable();
    assert_eq!(steps, ["acted", "request", "sent", "shown"]);
    assert_eq!(titles(&trace, "acted"), ["ann runs /echo"]);
    assert_eq!(titles(&trace, "sent"), ["sent to echo on connection 1"]);
    assert_eq!(titles(&trace, "request"), ["answers with a message"]);
    assert_eq!(titles(&trace, "shown"), ["ann sees a message"]);
    assert_eq!(parts(&trace)[0], "way");
    let summary = &trace["summary"];
    assert_eq!(
        (&summary["state"], &summary["answer"], &summary["sent"]),
        (&json!("done"), &json!("message"), &json!(true))
    );
    assert_eq!(
        (
            &summary["name"],
            &summary["user"]["name"],
            &summary["application"]["name"]
        ),
        (&json!("/echo"), &json!("ann"), &json!("echo"))
    );
    let (answered, done) = (summary["answered_ms"].as_f64(), summary["done_ms"].as_f64());
    assert!(answered > Some(0.0) && answered == done, "{summary}");
    let request = trace["steps"].as_array().unwrap().iter();
    let request = request
        .clone()
        .find(|step| step["what"] == "request")
        .unwrap();
    let (start, took) = (
        request["ms"].as_f64().unwrap(),
        request["took_ms"].as_f64().unwrap(),
    );
    assert!(took > 0.0);
    assert!((start + took - answered.unwrap()).abs() < 0.01, "{trace}");
    // Nothing in it lets anybody answer.
    assert!(!trace.to_string().contains("sim-interaction-"), "{trace}");
    assert_eq!(
        (&trace["payload"]["type"], &trace["payload"]["token"]),
        (&json!(2), &json!("***"))
    );
    assert_eq!(newest(&stage).await, *summary);
    let list = look(&stage, "/interactions").await;
    let schema = &description()["components"]["schemas"]["Interactions"];
    assert_eq!(breaches(schema, &list), [""; 0], "{list}");
}

#[tokio::test]
async fn one_that_is_deferred_then_edited() {
    let stage = stage();
    let (shown, interaction, _) = stage.echo(json!({"type": 5})).await;
    let id = shown.interaction_id();
    let before = trace(&stage, id).await;
    assert_eq!(
        (&before["summary"]["state"], &before["summary"]["done_ms"]),
        (&json!("answered"), &Value::Null)
    );
    let original = stage.bot.webhook(&interaction, "/messages/@original");
    let body = json!({"content": "at last"});
    assert_eq!(
        stage.bot.open.call("PATCH", &original, body).await.status,
        200
    );
    let after = trace(&stage, id).await;
    assert_eq!(
        titles(&after, "request"),
        ["defers its answer", "edits its answer"]
    );
    assert_eq!(
        titles(&after, "shown"),
        ["ann sees \u{201c}is thinking\u{201d}", "ann sees a message"]
    );
    assert_eq!(parts(&after), ["bot", "answer", "after"]);
    let summary = &after["summary"];
    assert_eq!(
        (&summary["state"], &summary["answer"]),
        (&json!("done"), &json!("deferred"))
    );
    assert!(
        summary["done_ms"].as_f64() > summary["answered_ms"].as_f64(),
        "{summary}"
    );
}

#[tokio::test]
async fn one_whose_body_is_refused_shows_each_rule_in_its_place() {
    let stage = stage();
    let long = "x".repeat(257);
    let wrong =
        json!({"type": 4, "data": {"content": "a".repeat(2001), "embeds": [{"title": long}]}});
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let bot = async {
        let interaction = stage.bot.interaction().await;
        assert_eq!(stage.bot.callback(&interaction, wrong).await.status, 400);
        assert_eq!(
            stage.bot.callback(&interaction, says("ok")).await.status,
            204
        );
    };
    let (shown, ()) = tokio::join!(seat.slash("/echo"), bot);
    let trace = trace(&stage, shown.unwrap().interaction_id()).await;
    let problems = trace["problems"].as_array().unwrap();
    let mut rules: Vec<(&str, String, &str)> = problems
        .iter()
        .map(|problem| {
            let path = problem["path"].as_array().unwrap();
            let path: Vec<&str> = path.iter().map(text).collect();
            (
                text(&problem["kind"]),
                path.join("."),
                text(&problem["rule"]),
            )
        })
        .collect();
    rules.sort();
    assert_eq!(
        rules,
        [
            ("refused", "data.content".to_owned(), "BASE_TYPE_MAX_LENGTH"),
            (
                "refused",
                "data.embeds.0.title".to_owned(),
                "BASE_TYPE_MAX_LENGTH"
            ),
        ]
    );
    let first = &problems[0];
    assert!(text(&first["text"]).contains("in length"), "{first}");
    let entry = trace["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|step| step["number"] == first["number"]);
    assert_eq!(entry.unwrap()["entry"]["what"]["request"]["status"], 400);
    assert_eq!(
        titles(&trace, "request"),
        ["answers with a message: 400", "answers with a message"]
    );
    assert_eq!(trace["summary"]["problems"], 2);
    assert_eq!(trace["summary"]["state"], "done");
    // The journal's problem knows its request and its interaction.
    let page = look(&stage, "/journal?kind=problem").await;
    let problem = &page["entries"][0]["what"]["problem"];
    assert_eq!(problem["interaction"], trace["summary"]["id"]);
    assert_eq!(problem["request"], first["number"]);
    stage.forgive_refused();
}

#[tokio::test]
async fn one_that_nobody_answers() {
    let stage = stage();
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let late = async {
        let interaction = stage.bot.interaction().await;
        stage.sim.clock().advance(Duration::from_secs(3));
        interaction
    };
    let (shown, interaction) = tokio::join!(seat.slash("/echo"), late);
    let id = shown.unwrap().interaction_id();
    assert_eq!(
        stage.bot.callback(&interaction, says("late")).await.status,
        404
    );
    let trace = trace(&stage, id).await;
    let summary = &trace["summary"];
    assert_eq!(
        (
            &summary["state"],
            &summary["answer"],
            &summary["answered_ms"]
        ),
        (&json!("failed"), &Value::Null, &Value::Null)
    );
    let kinds: Vec<&str> = trace["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| text(&problem["kind"]))
        .collect();
    assert_eq!(kinds, ["unanswered", "refused"]);
    assert_eq!(trace["problems"][1]["rule"], "10062");
    assert_eq!(whats(&trace), ["acted", "problem", "request"]);
    stage
        .sim
        .journal()
        .forgive(|problem| problem.kind == ProblemKind::Unanswered);
}

#[tokio::test]
async fn one_that_is_followed_up_with_something_asked_meanwhile() {
    let stage = stage();
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let bot = async {
        let interaction = stage.bot.interaction().await;
        stage.bot.http.get("/users/@me").await;
        stage.bot.callback(&interaction, says("one")).await;
        let hook = stage.bot.webhook(&interaction, "");
        let body = json!({"content": "two", "flags": 64});
        assert_eq!(stage.bot.open.call("POST", &hook, body).await.status, 200);
    };
    let (shown, ()) = tokio::join!(seat.slash("/echo"), bot);
    stage.bot.http.get("/users/@me").await;
    let trace = trace(&stage, shown.unwrap().interaction_id()).await;
    assert_eq!(
        titles(&trace, "meanwhile"),
        ["GET /users/@me"],
        "only while it went on"
    );
    assert_eq!(
        titles(&trace, "request"),
        ["answers with a message", "follows up"]
    );
    assert_eq!(
        titles(&trace, "shown"),
        ["ann sees a message", "ann sees a further message, alone"]
    );
    assert_eq!(trace["summary"]["requests"], 2);
    assert_eq!(trace["summary"]["done_ms"], trace["summary"]["answered_ms"]);
}

#[tokio::test]
async fn one_that_meets_a_limit_and_cut_connections() {
    let stage = stage();
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let retry_after = Duration::from_millis(1500);
    let limit = Fault::new(RestFault::Route429 { retry_after });
    stage.sim.fault(limit.path("/callback").times(1));
    let bot = async {
        let interaction = stage.bot.interaction().await;
        assert_eq!(
            stage.bot.callback(&interaction, says("one")).await.status,
            429
        );
        stage.sim.fault(
            Fault::new(RestFault::Status(502))
                .path("/callback")
                .times(1),
        );
        assert_eq!(
            stage.bot.callback(&interaction, says("one")).await.status,
            502
        );
        let slow = Duration::from_millis(30);
        stage.sim.fault(
            Fault::new(RestFault::Latency(slow))
                .path("/callback")
                .times(1),
        );
        assert_eq!(
            stage.bot.callback(&interaction, says("one")).await.status,
            204
        );
    };
    let (shown, ()) = tokio::join!(seat.slash("/echo"), bot);
    let trace = trace(&stage, shown.unwrap().interaction_id()).await;
    assert_eq!(
        titles(&trace, "request")[0],
        "answers with a message: 429",
        "what was sent is known"
    );
    let problems = &trace["problems"];
    assert_eq!(
        (
            &problems[0]["kind"],
            &problems[0]["rule"],
            &problems[0]["text"]
        ),
        (
            &json!("limited"),
            &json!("user"),
            &json!("the bot is to wait 1.500 s")
        )
    );
    assert_eq!(
        (&problems[1]["kind"], &problems[1]["rule"]),
        (&json!("broken"), &json!("502"))
    );
    assert_eq!(
        (&problems[0]["ordered"], problems.as_array().unwrap().len()),
        (&json!(true), 2)
    );
    let mut requests = trace["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["what"] == "request");
    let last = requests.next_back().unwrap();
    assert!(last["took_ms"].as_f64().unwrap() >= 30.0, "{last}");
    assert_eq!(
        last["entry"]["what"]["request"]["faults"],
        json!([{"latency": 0.03}])
    );
}

#[tokio::test]
async fn a_modal_and_its_submission_know_each_other() {
    let stage = stage();
    let modal = json!({"type": 9, "data": {"custom_id": "form", "title": "Your word", "components": [
        {"type": 18, "label": "Word", "component": {"type": 4, "custom_id": "word", "style": 1}}]}});
    let (opened, ..) = stage.echo(modal).await;
    let seat = stage.seat();
    let view = opened.modal().unwrap();
    let act = async { seat.submit(&view, &[("Word", "zebra")]).await.unwrap() };
    let (submitted, ..) = stage.answer_to(act, says("thanks")).await;
    let opener = trace(&stage, opened.interaction_id()).await;
    let submission = trace(&stage, submitted.interaction_id()).await;
    assert_eq!(opener["next"], json!([submission["summary"]["id"]]));
    assert_eq!(submission["opened_by"], opener["summary"]["id"]);
    assert_eq!(titles(&opener, "shown"), ["ann sees a modal"]);
    assert_eq!(titles(&submission, "acted"), ["ann submits Your word"]);
    let list = look(&stage, "/interactions").await;
    let names: Vec<&str> = list["interactions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["name"]))
        .collect();
    assert_eq!(names, ["Your word", "/echo"], "newest first");
    let older = look(
        &stage,
        &format!("/interactions?before={}", submitted.interaction_id()),
    )
    .await;
    assert_eq!(older["interactions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_button_is_called_by_its_label_and_knows_where_its_message_is_from() {
    let stage = stage();
    let mut answer = says("press");
    answer["data"]["components"] = json!([{"type": 1, "components": [
        {"type": 2, "style": 1, "label": "Go on", "custom_id": "go-1"}]}]);
    let (first, ..) = stage.echo(answer).await;
    let message = first.message().unwrap();
    let seat = stage.seat();
    let act = async { seat.click(&message, "Go on").await.unwrap() };
    let (clicked, ..) = stage.answer_to(act, json!({"type": 6})).await;
    let trace = trace(&stage, clicked.interaction_id()).await;
    let summary = &trace["summary"];
    assert_eq!(
        (&summary["name"], &summary["custom_id"]),
        (&json!("Go on"), &json!("go-1"))
    );
    assert_eq!(trace["from"], first.interaction_id().to_string());
    assert_eq!(summary["message_id"], message.id.to_string());
    assert_eq!(titles(&trace, "shown"), ["ann sees nothing new"]);
    assert_eq!(summary["answer"], "deferred_update");
}

#[tokio::test]
async fn suggestions_while_typing() {
    let stage = stage();
    let commands = json!([{"name": "find", "description": "d", "options": [
        {"name": "what", "description": "d", "type": 3, "autocomplete": true}]}]);
    stage.bot.register(commands).await;
    let seat = stage.seat();
    let bot = async {
        let interaction = stage.bot.interaction().await;
        let choices = json!({"type": 8, "data": {"choices": [{"name": "Zebra", "value": "z"}]}});
        stage.bot.callback(&interaction, choices).await;
    };
    let (choices, ()) = tokio::join!(seat.autocomplete("/find what:z|"), bot);
    assert_eq!(choices.unwrap().len(), 1);
    let id = newest(&stage).await["id"].clone();
    let trace = trace(&stage, text(&id)).await;
    assert_eq!(trace["summary"]["answer"], "choices");
    assert_eq!(titles(&trace, "acted"), ["ann types /find"]);
    assert_eq!(titles(&trace, "request"), ["suggests choices"]);
}

#[tokio::test]
async fn one_that_is_posted_and_answered_inline() {
    let stage = stage();
    let fake = Fake::start(&stage.app.verify_key(), Manner::Strict).await;
    stage
        .app
        .interactions_endpoint(Some(&fake.url))
        .await
        .unwrap();
    stage.bot.register_echo().await;
    fake.reply(inline(&says("hi")));
    let shown = stage.seat().slash("/echo").await.unwrap();
    let trace = loop {
        // People see it a moment before it is written down.
        let trace = trace(&stage, shown.interaction_id()).await;
        if trace["summary"]["answered_ms"].is_number() {
            break trace;
        }
    };
    assert_eq!(
        titles(&trace, "delivered"),
        ["posted to echo, which answered 200"]
    );
    assert_eq!(titles(&trace, "request"), ["answers with a message"]);
    assert_eq!(trace["summary"]["sent"], true);
    assert_eq!(parts(&trace)[0], "way");
}

#[tokio::test]
async fn what_is_not_there_is_said() {
    let stage = stage();
    for path in [
        "/interactions/5",
        "/interactions/x",
        "/interactions?before=9",
    ] {
        let answer = super::control(&stage, "GET", path, Value::Null).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            text(&answer.json()["error"]).starts_with("there is no interaction"),
            "{path}"
        );
    }
    let wrong = super::control(&stage, "GET", "/interactions?limit=many", Value::Null).await;
    assert_eq!(wrong.status, 400);
}
