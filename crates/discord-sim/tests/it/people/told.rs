//! What a feed tells of messages, of what people do with them, and of what bots answer.

use std::time::Duration;

use serde_json::{Value, json};

use super::table::table;
use crate::http::Http;

#[tokio::test]
async fn an_ephemeral_message_is_told_to_one_person_alone() {
    let mut table = table().await;
    let ephemeral = json!({"type": 4, "data": {"content": "psst", "flags": 64}});
    let (shown, asked, _) = table.stage.echo(ephemeral).await;
    let id = shown.message().unwrap().id.to_string();
    let told = table.ann("message").await;
    assert_eq!(told[0]["message"]["id"], id);
    assert_eq!(told[0]["message"]["flags"], 64);
    assert_eq!(told[0]["created"], true);
    let path = table.stage.bot.webhook(&asked, "/messages/@original");
    table
        .stage
        .bot
        .open
        .call("PATCH", &path, json!({"content": "hush"}))
        .await;
    let changed = table.ann("message").await;
    assert_eq!(changed[0]["message"]["content"], "hush");
    assert_eq!(changed[0]["created"], false);
    table
        .stage
        .bot
        .open
        .call("DELETE", &path, Value::Null)
        .await;
    assert_eq!(table.ann("message_gone").await[0]["id"], id);
    for frame in table.bob.settled().await {
        assert!(!frame.to_string().contains(&id), "{frame}");
    }
}

#[tokio::test]
async fn both_players_of_a_game_see_every_move() {
    let mut table = table().await;
    let button = |label: &str| json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": label, "custom_id": "x"}]}]);
    let board = json!({"type": 4, "data": {"content": "board", "components": button("A")}});
    let (shown, ..) = table.stage.echo(board).await;
    let message = shown.message().unwrap();
    assert_eq!(table.ann("message").await[0]["message"]["content"], "board");
    assert_eq!(table.bob("message").await[0]["message"]["content"], "board");
    let seat = table.stage.bob.in_channel(&table.stage.general);
    let act = async move { seat.click(&message, "A").await.unwrap() };
    let update = json!({"type": 7, "data": {"content": "moved", "components": button("B")}});
    table.stage.answer_to(act, update).await;
    let ann = table.ann("message").await;
    let frames = table.bob.settled().await;
    let of = |kind: &str| -> Vec<&Value> {
        frames
            .iter()
            .filter(|frame| frame["kind"] == kind)
            .collect()
    };
    assert_eq!(of("message").last().unwrap()["message"]["content"], "moved");
    assert_eq!(ann.last().unwrap()["message"]["content"], "moved");
    let last = of("interaction").last().unwrap()["interaction"].clone();
    assert_eq!(
        (&last["state"], &last["answer"]),
        (&json!("done"), &json!("update"))
    );
    assert_eq!(
        (&last["type"], &last["custom_id"]),
        (&json!(3), &json!("x"))
    );
}

#[tokio::test]
async fn an_interaction_is_followed_by_its_own_person_alone() {
    let mut table = table().await;
    table.stage.echo(json!({"type": 5})).await;
    let told = table.ann("interaction").await;
    let last = &told.last().unwrap()["interaction"];
    assert_eq!(
        (&last["state"], &last["answer"]),
        (&json!("answered"), &json!("deferred"))
    );
    assert_eq!(
        (&last["name"], &last["message_id"]),
        (&json!("echo"), &Value::Null)
    );
    assert_eq!(table.bob("interaction").await, [""; 0]);

    let modal = json!({"type": 9, "data": {"custom_id": "m", "title": "Tell", "components": [
        {"type": 18, "label": "What", "component": {"type": 4, "custom_id": "w", "style": 1}}]}});
    table.stage.echo(modal).await;
    let told = table.ann("interaction").await;
    let last = &told.last().unwrap()["interaction"];
    assert_eq!(
        (&last["state"], &last["answer"]),
        (&json!("done"), &json!("modal"))
    );
    assert_eq!(last["modal"]["title"], "Tell");

    table.stage.sim.clock().freeze();
    let seat = table.stage.seat();
    let lost = tokio::spawn(async move { seat.slash("/echo").await });
    let waiting = table.ann.next("interaction").await;
    assert_eq!(waiting["interaction"]["state"], "waiting");
    table.stage.sim.clock().advance(Duration::from_secs(4));
    let failed = table.ann.next("interaction").await;
    assert_eq!(failed["interaction"]["state"], "failed");
    assert_eq!(failed["interaction"]["answer"], Value::Null);
    lost.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_page_knows_its_own_interaction_by_the_nonce() {
    let mut table = table().await;
    table.stage.bot.register_echo().await;
    let sim = &table.stage.sim;
    let command = table.stage.app.commands(None)[0]["id"].clone();
    let asked = json!({"type": 2, "nonce": "n7", "application_id": table.stage.bot.id.to_string(),
        "channel_id": table.stage.general.id().to_string(), "data": {"id": command, "name": "echo", "type": 1}});
    let path = format!("{}/sim/v1/as/ann/interactions", sim.url());
    let answer = Http::new(&sim.url(), None).call("POST", &path, asked).await;
    assert_eq!(answer.status, 202, "{}", answer.json());
    let told = table.ann.next("interaction").await["interaction"].clone();
    assert_eq!(
        (&told["id"], &told["nonce"]),
        (&answer.json()["id"], &json!("n7"))
    );
    assert_eq!(told["state"], "waiting");
}

#[tokio::test]
async fn typing_is_told_to_the_others() {
    let mut table = table().await;
    table.stage.seat().typing().unwrap();
    let path = format!("/channels/{}/typing", table.stage.general.id());
    table.stage.bot.http.call("POST", &path, Value::Null).await;
    let who = |frames: Vec<Value>| -> Vec<String> {
        frames
            .iter()
            .map(|frame| frame["user_id"].as_str().unwrap().to_owned())
            .collect()
    };
    let (ann, bot) = (
        table.stage.ann.id().to_string(),
        table.stage.bot.id.to_string(),
    );
    let mut heard = who(table.bob("typing").await);
    heard.sort();
    let mut both = [ann, bot.clone()];
    both.sort();
    assert_eq!(heard, both);
    assert_eq!(who(table.ann("typing").await), [bot]);
}

#[tokio::test]
async fn replies_and_thread_starts_follow_what_they_show() {
    let mut table = table().await;
    let seat = table.stage.seat();
    let original = seat.say("one").unwrap();
    let reply = seat.reply(&original, "two").unwrap();
    table.bob.settled().await;
    seat.edit(&original, "better").unwrap();
    let told = table.bob("message").await;
    let of = |frames: &[Value], id: u64| {
        let found = frames
            .iter()
            .find(|frame| frame["message"]["id"] == id.to_string().as_str());
        found.map(|frame| frame["message"].clone()).unwrap()
    };
    assert_eq!(
        of(&told, reply.id)["referenced_message"]["content"],
        "better"
    );
    let thread = seat.thread_from(&reply, "about two").unwrap();
    thread.say("hm").unwrap();
    let told = table.bob("message").await;
    assert_eq!(of(&told, reply.id)["thread"]["message_count"], 1);
    seat.delete(&original).unwrap();
    let told = table.bob("message").await;
    assert_eq!(of(&told, reply.id)["referenced_message"], Value::Null);
}
