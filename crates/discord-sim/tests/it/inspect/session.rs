//! What people did, as the source of a test. That such a source compiles and runs green, hangman's tests show.

use std::time::Duration;

use discord_sim::{ProblemKind, Upload, permission};
use serde_json::{Value, json};

use super::{control, look};
use crate::bot::{Stage, says, stage, text};

async fn source(stage: &Stage, query: &str) -> String {
    let told = look(stage, &format!("/session/test{query}")).await;
    text(&told["rust"]).to_owned()
}

fn has(source: &str, lines: &[&str]) {
    for line in lines {
        assert!(source.contains(line), "no {line:?} in\n{source}");
    }
}

#[tokio::test]
async fn each_kind_of_act_is_done_again_by_names() {
    let stage = stage();
    let moderator = stage.guild.role(
        "Moderators",
        permission::KICK_MEMBERS | permission::BAN_MEMBERS,
    );
    stage.guild.member(&stage.bob, &[moderator]);
    stage.ann.set_locale("de");
    stage
        .bot
        .register(json!([
            {"name": "give", "description": "d", "options": [
                {"name": "whom", "description": "d", "type": 6, "required": true},
                {"name": "file", "description": "d", "type": 11}]},
            {"name": "Greet", "type": 2},
            {"name": "Keep", "type": 3}]))
        .await;
    let seat = stage.seat();
    let mut answer = says("Take one");
    answer["data"]["components"] = json!([
        {"type": 1, "components": [
            {"type": 2, "style": 1, "label": "Same", "custom_id": "a"},
            {"type": 2, "style": 1, "label": "Same", "custom_id": "b", "disabled": true},
            {"type": 2, "style": 1, "emoji": {"name": "🎲"}, "custom_id": "c"}]},
        {"type": 1, "components": [{"type": 5, "custom_id": "who", "placeholder": "Whom?"}]}]);
    let files = [Upload::new("cat.png", "x")];
    let act = async {
        seat.slash_with("/give whom:@bob file:cat.png", &files)
            .await
            .unwrap()
    };
    let (shown, ..) = stage.answer_to(act, answer).await;
    let message = shown.message().unwrap();
    let act = async { seat.click(&message, 2).await.unwrap() };
    stage.answer_to(act, json!({"type": 6})).await;
    let act = async { seat.select(&message, "Whom?", &["@bob"]).await.unwrap() };
    stage
        .answer_to(act, json!({"type": 7, "data": {"content": "Thanks"}}))
        .await;
    let act = async { seat.user_menu("Greet", &stage.bob).await.unwrap() };
    stage.answer_to(act, says("Hello")).await;
    let alone = stage.ann.dm(&stage.app);
    let said = alone.say("x\"y").unwrap();
    let act = async { alone.message_menu("Keep", &said).await.unwrap() };
    stage.answer_to(act, says("Kept")).await;
    let source = source(&stage, "").await;
    has(
        &source,
        &[
            "//! What people did in the playground",
            "async fn a_session_from_the_playground() {",
            "let stage = Stage::new(echo::bot).start().await;",
            "    let ann = stage.person(\"ann\");\n    ann.person().set_locale(\"de\");",
            "let moderators_rights = permission::KICK_MEMBERS | permission::BAN_MEMBERS;",
            "stage.guild.member(bob.person(), &[moderators_role]);",
            "let ann_alone = ann.person().dm(&stage.application);",
            "let files_1 = [Upload::new(\"cat.png\", \"content\")];",
            ".slash_with(\"/give whom:@bob file:cat.png\", &files_1)",
            "assert_eq!(faces(&message_1), \"Same · (Same) · 🎲\");",
            "let _shown_2 = ann.click(&message_1, 2).await.unwrap();",
            ".select(&message_1, \"Whom?\", &[\"@bob\"])",
            "assert!(message_3.text().contains(\"Thanks\"));",
            ".user_menu(\"Greet\", bob.person())",
            "let said_5 = ann_alone.say(\"x\\\"y\").unwrap();",
            ".message_menu(\"Keep\", &said_5)",
        ],
    );
    let other = stage.sim.application("other");
    let told = look(&stage, &format!("/session/test?bot={}", other.id())).await;
    has(
        text(&told["rust"]),
        &[
            "Stage::new(other::bot)",
            "// Left out: ann used another bot",
        ],
    );
    let told = look(&stage, "/session/test?last=1&name=My%20best%20game").await;
    assert_eq!(
        (&told["file"], &told["acts"]),
        (&json!("my_best_game.rs"), &json!(1))
    );
    has(
        text(&told["rust"]),
        &[
            "The message is from before",
            "message_menu(\"Keep\", &message_before_1)",
        ],
    );
}

#[tokio::test]
async fn deferrals_modals_and_silence_are_waited_for_as_they_were() {
    let stage = stage();
    let (shown, interaction, _) = stage.echo(json!({"type": 5, "data": {"flags": 64}})).await;
    let original = stage.bot.webhook(&interaction, "/messages/@original");
    let edit = json!({"content": "At last"});
    assert_eq!(
        stage.bot.open.call("PATCH", &original, edit).await.status,
        200
    );
    let hook = stage.bot.webhook(&interaction, "");
    let further = json!({"content": "And more"});
    assert_eq!(
        stage.bot.open.call("POST", &hook, further).await.status,
        200
    );
    shown.settled().await.unwrap();
    let before = look(&stage, "/journal").await["last"].as_u64().unwrap();
    let modal = json!({"type": 9, "data": {"custom_id": "form", "title": "Form", "components": [
        {"type": 18, "label": "Word", "component": {"type": 4, "custom_id": "word", "style": 1}},
        {"type": 18, "label": "Round", "component": {"type": 4, "custom_id": "r:1311870498234859520", "style": 1}}]}});
    let (opened, ..) = stage.echo(modal).await;
    let seat = stage.seat();
    let view = opened.modal().unwrap();
    let act = async {
        seat.submit(&view, &[("Word", "zebra"), ("Round", "2")])
            .await
            .unwrap()
    };
    stage.answer_to(act, says("Yes")).await;
    let late = async {
        stage.bot.interaction().await;
        stage.sim.clock().advance(Duration::from_secs(3));
    };
    let (silent, ()) = tokio::join!(seat.slash("/echo"), late);
    assert!(silent.unwrap().failed());
    let whole = source(&stage, "").await;
    has(
        &whole,
        &[
            "let shown_1 = ann.slash(\"/echo\").await.unwrap();\n    let shown_1 = shown_1.settled().await.unwrap();",
            "assert!(message_1.ephemeral);\n    // | At last\n",
            "let shown_1 = shown_1.with_followups(1).await.unwrap();\n    let further_1 = shown_1.followups();",
            "assert!(further_1[0].text().contains(\"And more\"));",
            "let modal_2 = shown_2.modal().unwrap();\n    assert_eq!(modal_2.title, \"Form\");",
            ".submit(&modal_2, &[(\"word\", \"zebra\"), (\"Round\", \"2\")])",
            "assert!(shown_4.failed(), \"nobody answered\");",
            "\n    stage.forgive_unanswered();\n\n    stage.finish();\n",
        ],
    );
    let later = source(&stage, &format!("?since={before}")).await;
    assert!(
        !later.contains("At last") && later.contains("modal_1"),
        "{later}"
    );
    stage
        .sim
        .journal()
        .forgive(|problem| problem.kind == ProblemKind::Unanswered);
}

#[tokio::test]
async fn where_nothing_was_done_nothing_is_copied() {
    let stage = stage();
    stage.seat().say("alone").unwrap();
    let answer = control(&stage, "GET", "/session/test", Value::Null).await;
    assert_eq!(
        (answer.status, text(&answer.json()["error"])),
        (404, "nobody did anything with a bot there")
    );
    for (query, status) in [("since=x", 400), ("last=-1", 400), ("bot=nobody", 404)] {
        let path = format!("/session/test?{query}");
        let answer = control(&stage, "GET", &path, Value::Null).await;
        assert_eq!(answer.status, status, "{query}");
    }
}
