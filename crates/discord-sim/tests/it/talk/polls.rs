//! Polls: made, voted on, ended by time or by their author.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use super::{free_stage, verdict};
use crate::bot::{Stage, text};

fn poll(multiple: bool) -> Value {
    json!({"poll": {"question": {"text": "Tea?"}, "duration": 2, "allow_multiselect": multiple,
        "answers": [{"poll_media": {"text": "Yes", "emoji": {"name": "🍵"}}}, {"poll_media": {"text": "No"}}]}})
}

fn expire(stage: &Stage, message: &Value) -> String {
    format!(
        "/channels/{}/polls/{}/expire",
        stage.general.id(),
        text(&message["id"])
    )
}

#[tokio::test]
async fn a_poll_counts_votes_and_tells_of_each() {
    let stage = free_stage();
    let sent = stage.sent(poll(false)).await;
    assert_eq!(
        sent["poll"]["answers"][0],
        json!({"answer_id": 1, "poll_media": {"text": "Yes", "emoji": {"id": null, "name": "🍵"}}})
    );
    assert_eq!(
        sent["poll"]["results"],
        json!({"is_finalized": false, "answer_counts": []})
    );
    let message = stage.general.last().expect("a message");
    stage.seat().vote(&message, "Yes").expect("ann may vote");
    let told = stage.bot.event("MESSAGE_POLL_VOTE_ADD").await;
    assert_eq!(
        (&told["user_id"], &told["answer_id"]),
        (&json!(stage.ann.id().to_string()), &json!(1))
    );
    stage
        .seat()
        .vote(&message, "2")
        .expect("ann may change her mind");
    assert_eq!(
        stage.bot.event("MESSAGE_POLL_VOTE_REMOVE").await["answer_id"],
        1
    );
    assert_eq!(
        stage.bot.event("MESSAGE_POLL_VOTE_ADD").await["answer_id"],
        2
    );
    let now = stage.general.last().expect("a message").poll;
    assert_eq!(
        now["results"]["answer_counts"],
        json!([{"id": 2, "count": 1, "me_voted": false}])
    );
    stage.seat().unvote(&message, "No").expect("ann did vote");
    assert!(stage.seat().vote(&message, "Maybe").is_err());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn voters_of_an_answer_are_listed_in_pages() {
    let stage = free_stage();
    let sent = stage.sent(poll(true)).await;
    let message = stage.general.last().expect("a message");
    for person in [&stage.bob, &stage.ann] {
        let seat = person.in_channel(&stage.general);
        seat.vote(&message, "Yes").expect("may vote");
        seat.vote(&message, "No").expect("may choose several");
    }
    let path = format!(
        "/channels/{}/polls/{}/answers",
        stage.general.id(),
        text(&sent["id"])
    );
    let voters = stage.bot.http.get(&format!("{path}/1")).await.json();
    let names: Vec<&str> = voters["users"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|user| text(&user["username"]))
        .collect();
    assert_eq!(names, ["ann", "bob"]);
    let rest = stage
        .bot
        .http
        .get(&format!("{path}/2?limit=1&after={}", stage.ann.id()))
        .await
        .json();
    assert_eq!(rest["users"][0]["username"], "bob");
    assert_eq!(
        verdict(&stage.bot.http.get(&format!("{path}/3")).await),
        (400, 50035)
    );
    assert_eq!(
        verdict(&stage.bot.http.get(&format!("{path}/1?limit=101")).await),
        (400, 50035)
    );
}

#[tokio::test]
async fn time_ends_a_poll_and_a_message_says_who_won() {
    let stage = free_stage();
    let sent = stage.sent(poll(false)).await;
    let message = stage.general.last().expect("a message");
    stage.seat().vote(&message, "Yes").expect("ann may vote");
    stage.sim.clock().advance(Duration::from_secs(2 * 60 * 60));
    let ended = stage.bot.event("MESSAGE_UPDATE").await;
    assert_eq!(ended["poll"]["results"]["is_finalized"], true);
    assert_eq!(ended["poll"]["expiry"], sent["poll"]["expiry"]);
    let said = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&said["type"], &said["message_reference"]["message_id"]),
        (&json!(46), &sent["id"])
    );
    assert_eq!(said["embeds"][0]["type"], "poll_result");
    let field = |name: &str| {
        let fields = said["embeds"][0]["fields"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        fields
            .into_iter()
            .find(|field| field["name"] == name)
            .map(|field| field["value"].clone())
    };
    assert_eq!(field("victor_answer_text"), Some(json!("Yes")));
    assert_eq!(field("total_votes"), Some(json!("1")));
    assert!(stage.seat().vote(&message, "No").is_err(), "it is over");
    assert_eq!(
        verdict(
            &stage
                .call("POST", &expire(&stage, &sent), Value::Null)
                .await
        ),
        (400, 520001)
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn only_its_author_ends_a_poll_early() {
    let stage = free_stage();
    let sent = stage.sent(poll(false)).await;
    let ended = stage
        .call("POST", &expire(&stage, &sent), Value::Null)
        .await;
    assert_eq!(
        (
            ended.status,
            &ended.json()["poll"]["results"]["is_finalized"]
        ),
        (200, &json!(true))
    );
    let theirs = stage
        .seat()
        .ask("Cake?", &["Yes", "No"], false)
        .expect("ann may ask");
    let path = format!(
        "/channels/{}/polls/{}/expire",
        stage.general.id(),
        theirs.id
    );
    assert_eq!(
        verdict(&stage.call("POST", &path, Value::Null).await),
        (403, 50005)
    );
    let plain = stage.sent(json!({"content": "x"})).await;
    assert_eq!(
        verdict(
            &stage
                .call("POST", &expire(&stage, &plain), Value::Null)
                .await
        ),
        (400, 520006)
    );
}

#[tokio::test]
async fn a_poll_cannot_be_edited_and_needs_a_right_and_known_emojis() {
    let stage = free_stage();
    let sent = stage.sent(poll(false)).await;
    let one = format!("{}/{}", stage.messages(), text(&sent["id"]));
    assert_eq!(
        verdict(&stage.call("PATCH", &one, json!({"content": "x"})).await),
        (400, 520003)
    );
    let mut strange = poll(false);
    strange["poll"]["answers"][0]["poll_media"]["emoji"] = json!({"id": "5"});
    assert_eq!(
        verdict(&stage.call("POST", &stage.messages(), strange).await),
        (400, 520004)
    );
    stage
        .general
        .for_bot(&stage.app, permission::NONE, permission::SEND_POLLS);
    assert_eq!(
        verdict(&stage.call("POST", &stage.messages(), poll(false)).await),
        (403, 50013)
    );
    stage
        .general
        .for_person(&stage.ann, permission::NONE, permission::SEND_POLLS);
    assert!(stage.seat().ask("Cake?", &["Yes"], false).is_err());
}

#[tokio::test]
async fn a_poll_may_answer_a_command_and_is_hidden_without_the_intent() {
    let stage = free_stage();
    let (shown, ..) = stage.echo(json!({"type": 4, "data": poll(false)})).await;
    let message = shown.message().expect("a message");
    assert_eq!(message.poll["question"]["text"], "Tea?");
    let theirs = stage
        .seat()
        .ask("Cake?", &["Yes"], false)
        .expect("ann may ask");
    let hidden = stage.bot.http.get(&stage.path_of(&theirs)).await.json();
    assert_eq!(hidden["poll"], Value::Null);
    stage.app.allow_intents(1 << 15);
    let seen = stage.bot.http.get(&stage.path_of(&theirs)).await.json();
    assert_eq!(seen["poll"]["question"]["text"], "Cake?");
    assert_eq!(stage.sim.problems(), []);
}
