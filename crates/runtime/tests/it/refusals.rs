//! What nobody can be helped with: things unknown, made up, old, too late or sent twice.

use discord_sim::GatewayFault;
use embeds::CustomId;
use serde_json::{Value, json};
use testkit::{Stage, until};

use crate::{
    probe,
    scene::{apologised, callbacks, line, lines, seconds, slash, tries},
};

const UNKNOWN: &str = "I don't know this command any more.";
const STALE: &str = "This button is from an older version of me.";

fn leaf(name: &str, options: &Value) -> Value {
    let leaf = json!({"name": name, "type": 1, "options": options});
    json!({"data": {"id": "1", "name": "probe", "type": 1, "options": [leaf]}})
}

#[tokio::test]
async fn commands_and_options_of_another_release_are_refused() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let text = |name: &str, value: Value| json!({"name": name, "type": 3, "value": value});
    let cases = [
        json!({"data": {"id": "1", "name": "gone", "type": 1, "options": []}}),
        json!({"data": {"id": "1", "name": "probe", "type": 1, "options": []}}),
        leaf("gone", &json!([])),
        leaf("echo", &json!([])),
        leaf("echo", &json!([text("gone", json!("x"))])),
        leaf("echo", &json!([{"name": "text", "type": 4, "value": 3}])),
        leaf(
            "echo",
            &json!([text("text", json!("x")), text("gone", json!("x"))]),
        ),
    ];
    for case in cases {
        let message = ann.raw_interaction(case.clone()).await.unwrap().message();
        let message = message.unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(message.content.starts_with(UNKNOWN), "{case}: {message:?}");
        assert!(message.ephemeral);
    }
    stage.finish();
}

#[tokio::test]
async fn custom_ids_that_are_old_or_made_up_are_refused() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let board = ann.slash("/probe board").await.unwrap().message().unwrap();
    let id = |family: &str, version| CustomId::new(family, version);
    let longest = "x".repeat(100);
    let cases = [
        "nonsense".to_owned(),
        longest,
        "\u{0}\u{202e}".to_owned(),
        id("probe.gone", 1).arg(1).encode().unwrap(),
        id("probe.count", 9).arg(1).encode().unwrap(),
        id("probe.count", 1).encode().unwrap(),
        id("probe.count", 1).arg("many").encode().unwrap(),
        id("probe.count", 1).arg(-1).encode().unwrap(),
        id("probe.count", 1).arg(1).arg(2).encode().unwrap(),
        id("probe.told", 1).arg("x").encode().unwrap(),
    ];
    for case in cases {
        let shown = ann.click_raw(&board, &case).await.unwrap();
        let message = shown.message().unwrap();
        assert!(message.content.starts_with(STALE), "{case:?}: {message:?}");
        assert!(message.ephemeral);
    }
    assert_eq!(stage.sim.message(board.id).unwrap().text(), board.text());
    stage.finish();
}

#[tokio::test]
async fn windows_that_are_old_or_made_up_are_refused() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    for id in ["junk", "probe.told", "probe.count"] {
        let id = CustomId::new(id, 7).encode().unwrap();
        let data = json!({"custom_id": id, "components": []});
        let shown = ann.raw_interaction(json!({"type": 5, "data": data})).await;
        let message = shown.unwrap().message().unwrap();
        assert!(message.content.starts_with(STALE), "{id}: {message:?}");
    }
    let modal = ann.slash("/probe ask").await.unwrap().modal().unwrap();
    let mut emptied = modal.clone();
    emptied.components.clear();
    let shown = ann.submit_raw(&emptied, &[]).await.unwrap();
    let said = shown.message().unwrap().content;
    assert!(
        said.contains("word") && said.contains("is missing"),
        "{said}"
    );
    stage.finish();
}

#[tokio::test]
async fn an_interaction_of_a_kind_to_come_gets_an_apology() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann
        .raw_interaction(json!({"type": 99, "data": {"x": 1}}))
        .await;
    let line = apologised(&stage, &shown.unwrap().message().unwrap());
    assert_eq!(line["interaction.kind"], 99);
    let next = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(next.message().unwrap().content, "hello");
    stage.finish();
}

#[tokio::test]
async fn data_of_no_form_at_all_gets_an_apology() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    for (kind, data) in [
        (2, json!({"name": 7})),
        (2, json!({})),
        (2, json!(null)),
        (3, json!({"custom_id": 4})),
        (5, json!("text")),
    ] {
        let shown = ann
            .raw_interaction(json!({"type": kind, "data": data}))
            .await;
        let message = shown.unwrap().message();
        let message = message.unwrap_or_else(|error| panic!("{kind} {data}: {error}"));
        apologised(&stage, &message);
    }
    // Suggestions cannot carry an apology, but must not hang.
    let shown = ann
        .raw_interaction(json!({"type": 4, "data": {"name": 7}}))
        .await;
    assert!(shown.unwrap().choices().unwrap().is_empty());
    stage.log.forgive("of a form");
    stage.finish();
}

#[tokio::test]
async fn an_interaction_too_old_to_be_answered_is_counted_and_left_alone() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    stage
        .sim
        .gateway()
        .inject(stage.application.id(), GatewayFault::LoseNext(1));
    let act = slash(&ann, "/probe echo text:late");
    let id = until("the interaction", async || {
        stage.sim.pending().first().map(|(id, _)| *id)
    })
    .await;
    stage.sim.clock().advance(seconds(4));
    assert!(act.await.unwrap().unwrap().failed());
    ann.redeliver(id).unwrap();
    line(&stage, &["too old", &id.to_string()]).await;
    // The next one is answered, so the old one's turn is over.
    let next = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(next.message().unwrap().content, "hello");
    assert!(tries(&stage, id).is_empty());
    assert_eq!(stage.forgive_unanswered(), 1);
    stage.finish();
}

#[tokio::test]
async fn an_interaction_delivered_twice_is_handled_once() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe board").await.unwrap();
    let id = shown.interaction_id();
    ann.redeliver(id).unwrap();
    ann.redeliver(id).unwrap();
    until("both repeats to be recognised", async || {
        (lines(&stage, "delivered again").len() == 2).then_some(())
    })
    .await;
    assert_eq!(callbacks(&stage, id).await.len(), 1);
    stage.finish();
}

#[tokio::test]
async fn one_that_is_of_no_known_form_is_answered_once_too() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.raw_interaction(json!({"type": 99, "data": {}})).await;
    let shown = shown.unwrap();
    ann.redeliver(shown.interaction_id()).unwrap();
    line(&stage, &["delivered again"]).await;
    assert_eq!(callbacks(&stage, shown.interaction_id()).await.len(), 1);
    apologised(&stage, &shown.message().unwrap());
    stage.finish();
}
