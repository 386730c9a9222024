//! The first answer: kinds, deadlines, repetitions, who sees it.

use std::time::Duration;

use discord_sim::{Outcome, ProblemKind, Settings, permission};
use serde_json::{Value, json};

use crate::bot::{callback_path, says, stage, stage_with, text};

const CLICK: &str = "press";

fn button() -> Value {
    json!({"type": 4, "data": {"content": "look", "components": [
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "A", "custom_id": CLICK}]}]}})
}

#[tokio::test]
async fn a_command_travels_and_comes_back_as_a_message() {
    let stage = stage();
    stage.ann.set_locale("de");
    let (shown, interaction, answer) = stage.echo(says("hello")).await;
    assert_eq!(answer.status, 204);
    let message = shown.message().expect("a message");
    assert_eq!(
        (message.text().as_str(), message.ephemeral),
        ("hello", false)
    );
    assert_eq!(stage.general.last().expect("a message").id, message.id);
    assert_eq!(interaction["type"], 2);
    assert_eq!(interaction["data"]["name"], "echo");
    assert_eq!(interaction["locale"], "de");
    assert_eq!(interaction["guild_locale"], "en-US");
    assert_eq!(interaction["member"]["user"]["username"], "ann");
    assert_eq!(interaction["context"], 0);
    assert!(interaction.get("user").is_none());
    let bits: u64 = text(&interaction["member"]["permissions"])
        .parse()
        .expect("bits");
    assert_eq!(bits, permission::DEFAULT);
    let created = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(created["interaction_metadata"]["user"]["username"], "ann");
    assert_eq!(stage.sim.problems(), []);
    assert_eq!(stage.sim.pending(), []);
}

#[tokio::test]
async fn in_private_there_is_a_user_and_no_member() {
    let stage = stage();
    stage.bot.register_echo().await;
    let seat = stage.ann.dm(&stage.app);
    let act = async { seat.slash("/echo").await.expect("the command") };
    let (shown, interaction, _) = stage.answer_to(act, says("psst")).await;
    assert_eq!(shown.message().expect("a message").text(), "psst");
    assert_eq!(interaction["user"]["username"], "ann");
    assert_eq!(interaction["context"], 1);
    assert_eq!(
        interaction["authorizing_integration_owners"],
        json!({"0": "0"})
    );
    assert!(interaction.get("member").is_none() && interaction.get("guild_id").is_none());
}

#[tokio::test]
async fn three_seconds_are_the_end() {
    let stage = stage();
    stage.bot.register_echo().await;
    stage.sim.clock().freeze();
    let seat = stage.seat();
    let bot = async {
        let interaction = stage.bot.interaction().await;
        stage.sim.clock().advance(Duration::from_secs(3));
        stage.bot.callback(&interaction, says("late")).await
    };
    let (shown, late) = tokio::join!(seat.slash("/echo"), bot);
    assert_eq!((late.status, late.code()), (404, 10062));
    assert!(matches!(
        shown.expect("it was sent").outcome(),
        Outcome::Failed
    ));
    let problems = stage.sim.problems();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind, ProblemKind::Unanswered);
    assert!(problems[0].text.contains("echo"));
}

#[tokio::test]
async fn just_before_three_seconds_is_early_enough() {
    let stage = stage();
    stage.bot.register_echo().await;
    stage.sim.clock().freeze();
    let seat = stage.seat();
    let bot = async {
        let interaction = stage.bot.interaction().await;
        stage.sim.clock().advance(Duration::from_millis(2_999));
        stage
            .bot
            .callback(&interaction, says("just in time"))
            .await
            .status
    };
    let (shown, status) = tokio::join!(seat.slash("/echo"), bot);
    assert_eq!(status, 204);
    assert!(shown.expect("sent").message().is_ok());
}

#[tokio::test]
async fn a_second_answer_is_refused() {
    let stage = stage();
    let (_, interaction, _) = stage.echo(says("one")).await;
    let second = stage.bot.callback(&interaction, says("two")).await;
    assert_eq!((second.status, second.code()), (400, 40060));
    assert_eq!(stage.general.messages().len(), 1);
}

#[tokio::test]
async fn a_wrong_token_or_id_is_an_unknown_interaction() {
    let stage = stage();
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let bot = async {
        let mut interaction = stage.bot.interaction().await;
        let right = interaction.clone();
        interaction["token"] = json!("sim-interaction-wrong");
        assert_eq!(
            stage.bot.callback(&interaction, says("x")).await.code(),
            10062
        );
        interaction["id"] = json!("77");
        assert_eq!(
            stage.bot.callback(&interaction, says("x")).await.code(),
            10062
        );
        stage.bot.callback(&right, says("right")).await
    };
    let (shown, answer) = tokio::join!(seat.slash("/echo"), bot);
    assert_eq!(answer.status, 204);
    assert!(shown.expect("sent").message().is_ok());
}

#[tokio::test]
async fn with_response_tells_what_came_of_it() {
    let stage = stage();
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let bot = async {
        let interaction = stage.bot.interaction().await;
        let path = format!("{}?with_response=true", callback_path(&interaction));
        stage.bot.open.call("POST", &path, says("hi")).await
    };
    let (shown, answer) = tokio::join!(seat.slash("/echo"), bot);
    let (body, id) = (
        answer.json(),
        shown
            .expect("sent")
            .message()
            .expect("a message")
            .id
            .to_string(),
    );
    assert_eq!(answer.status, 200);
    assert_eq!(body["interaction"]["response_message_id"], id.as_str());
    assert_eq!(body["resource"]["message"]["content"], "hi");
}

#[tokio::test]
async fn an_ephemeral_message_is_seen_by_one_person_only() {
    let stage = stage();
    let (shown, ..) = stage
        .echo(json!({"type": 4, "data": {"content": "secret", "flags": 64}}))
        .await;
    let message = shown.message().expect("a message");
    assert!(message.ephemeral);
    assert!(stage.seat().sees(&message));
    assert!(!stage.bob.in_channel(&stage.general).sees(&message));
    assert!(stage.general.messages().is_empty());
    let listed = stage.bot.http.get(&stage.messages()).await.json();
    assert_eq!(listed, json!([]));
    let event = stage.bot.event("MESSAGE_CREATE").await;
    assert!(event.get("guild_id").is_none() && event.get("member").is_none());
}

#[tokio::test]
async fn a_deferral_is_completed_by_an_edit() {
    let stage = stage();
    let (shown, interaction, _) = stage.echo(json!({"type": 5})).await;
    let thinking = shown.message().expect("a loading message");
    assert!(thinking.loading);
    assert_eq!(stage.sim.pending().len(), 1);
    let path = stage.bot.webhook(&interaction, "/messages/@original");
    assert_eq!(
        stage
            .bot
            .open
            .call("PATCH", &path, json!({"content": "done"}))
            .await
            .status,
        200
    );
    let message = shown
        .settled()
        .await
        .expect("settled")
        .message()
        .expect("a message");
    assert_eq!(
        (message.text().as_str(), message.loading, message.id),
        ("done", false, thinking.id)
    );
    assert_eq!(stage.sim.pending(), []);
}

#[tokio::test]
async fn a_component_may_update_its_message_or_defer_that() {
    let stage = stage();
    let (shown, ..) = stage.echo(button()).await;
    let message = shown.message().expect("a message");
    let seat = stage.seat();
    let act = async { seat.click(&message, "A").await.expect("a button") };
    let (shown, interaction, answer) = stage
        .answer_to(act, json!({"type": 7, "data": {"content": "changed"}}))
        .await;
    assert_eq!(answer.status, 204);
    assert_eq!(interaction["message"]["id"], message.id.to_string());
    assert_eq!(
        interaction["data"],
        json!({"custom_id": CLICK, "component_type": 2, "id": 2})
    );
    let Outcome::Updated(updated) = shown.outcome() else {
        panic!("an update was expected")
    };
    assert_eq!(
        (updated.id, updated.text().as_str(), updated.buttons().len()),
        (message.id, "changed", 1)
    );

    let act = async { seat.click(&message, "A").await.expect("a button") };
    let (shown, interaction, _) = stage.answer_to(act, json!({"type": 6})).await;
    assert!(matches!(shown.outcome(), Outcome::Deferred));
    let path = stage.bot.webhook(&interaction, "/messages/@original");
    stage
        .bot
        .open
        .call("PATCH", &path, json!({"content": "later"}))
        .await;
    assert_eq!(
        shown
            .settled()
            .await
            .expect("settled")
            .message()
            .expect("a message")
            .text(),
        "later"
    );
}

#[tokio::test]
async fn a_component_may_answer_with_a_message_of_its_own() {
    let stage = stage();
    let (shown, ..) = stage.echo(button()).await;
    let message = shown.message().expect("a message");
    let seat = stage.bob.in_channel(&stage.general);
    let act = async { seat.click(&message, "A").await.expect("a button") };
    let (shown, ..) = stage.answer_to(act, says("not yours")).await;
    let answer = shown.message().expect("a message");
    assert_ne!(answer.id, message.id);
    assert_eq!(answer.reply_to, Some(message.id));
}

#[tokio::test]
async fn a_redelivered_interaction_is_the_same_one() {
    let stage = stage();
    let (shown, interaction, _) = stage.echo(says("once")).await;
    stage
        .seat()
        .redeliver(shown.interaction_id())
        .expect("it is known");
    let again = stage.bot.interaction().await;
    assert_eq!(again, interaction);
    assert_eq!(
        stage.bot.callback(&again, says("twice")).await.code(),
        40060
    );
    assert!(stage.seat().redeliver(1).is_err());
}

#[tokio::test]
async fn raw_interactions_carry_whatever_a_test_wants() {
    let stage = stage();
    let seat = stage.seat();
    let overrides = json!({"type": 2, "data": {"name": 7}, "member": "nobody"});
    let act = async { seat.raw_interaction(overrides).await.expect("sent") };
    let (_, interaction, _) = stage.answer_to(act, says("what?")).await;
    assert_eq!(interaction["data"], json!({"name": 7}));
    assert_eq!(interaction["member"], "nobody");
}

#[tokio::test]
async fn a_thousand_people_may_click_at_once() {
    const CLICKS: usize = 1_000;
    let stage = stage_with(Settings {
        answer_within: Duration::from_secs(60),
        ..Settings::default()
    });
    let (shown, ..) = stage.echo(button()).await;
    let message = shown.message().expect("a message");
    let bot = stage.bot.clone();
    let answers = tokio::spawn(async move {
        for count in 0..CLICKS {
            let interaction = bot.interaction().await;
            let body = json!({"type": 7, "data": {"content": count.to_string()}});
            assert_eq!(bot.callback(&interaction, body).await.status, 204);
        }
    });
    let clicks = (0..CLICKS).map(|number| {
        let seat = stage
            .guild
            .person(&format!("person-{number}"))
            .in_channel(&stage.general);
        let message = message.clone();
        tokio::spawn(async move {
            seat.click(&message, "A")
                .await
                .expect("a button")
                .message()
                .is_ok()
        })
    });
    for click in clicks.collect::<Vec<_>>() {
        assert!(click.await.expect("the click ends"));
    }
    answers.await.expect("the bot ends");
    assert_eq!(stage.sim.problems(), []);
}
