//! What bots and people did before a restart still holds after it.

use std::time::Duration;

use discord_sim::{Sim, permission};
use serde_json::{Value, json};

use super::{Folder, again, living, stage_in};
use crate::{
    bot::{says, stage_of, text},
    http::Http,
    whole::Socket,
};

fn button() -> Value {
    json!({"content": "Press", "components": [{"type": 1, "components": [
        {"type": 2, "style": 1, "custom_id": "go", "label": "Go"}]}]})
}

#[tokio::test]
async fn an_old_button_works_and_a_deferred_answer_is_completed() {
    let folder = Folder::new("button");
    let stage = stage_in(&folder);
    let sent = stage
        .bot
        .http
        .call("POST", &stage.messages(), button())
        .await;
    let message: u64 = text(&sent.json()["id"]).parse().unwrap();
    let (_, deferred, answer) = stage.echo(json!({"type": 5})).await;
    assert_eq!(answer.status, 204);

    let stage = again(stage, &folder);
    let message = stage.sim.message(message).expect("it is there");
    let seat = stage.seat();
    let act = async move { seat.click(&message, "Go").await.expect("the button works") };
    let (_, clicked, answer) = stage.answer_to(act, says("went")).await;
    assert_eq!(
        (answer.status, &clicked["data"]["custom_id"]),
        (204, &json!("go"))
    );
    let original = stage.bot.webhook(&deferred, "/messages/@original");
    let done = json!({"content": "done at last"});
    let answer = stage.bot.open.call("PATCH", &original, done).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    assert_eq!(stage.sim.finish(), []);

    stage.sim.clock().advance(Duration::from_secs(15 * 60));
    let stage = again(stage, &folder);
    let late = json!({"content": "too late"});
    let answer = stage.bot.open.call("PATCH", &original, late).await;
    assert_eq!(answer.status, 401, "a token lives for 15 minutes in all");
}

#[tokio::test]
async fn an_interaction_that_nobody_could_answer_is_over_and_no_problem() {
    let folder = Folder::new("unanswered");
    let stage = stage_in(&folder);
    stage.bot.register_echo().await;
    let seat = stage.seat();
    let asked = tokio::spawn(async move { seat.slash("/echo").await });
    let interaction = stage.bot.interaction().await;
    asked.abort();
    stage.sim.clock().advance(Duration::from_secs(4));
    stage.sim.save(&folder.file()).unwrap();
    let stage = again(stage, &folder);
    let answer = stage.bot.callback(&interaction, says("late")).await;
    assert_ne!(answer.status, 204);
    assert_eq!(stage.sim.pending(), []);
}

#[tokio::test]
async fn messages_are_paged_as_before() {
    let folder = Folder::new("pages");
    let stage = stage_in(&folder);
    let mut middle = 0;
    for number in 0..60 {
        let said = stage.seat().say(&format!("message {number}")).unwrap();
        middle = if number == 30 { said.id } else { middle };
    }
    let paths = [
        "limit=100",
        "limit=7&before=",
        "limit=7&after=",
        "limit=7&around=",
    ];
    let paths = paths.map(|query| {
        let id = if query.ends_with('=') {
            middle.to_string()
        } else {
            String::new()
        };
        format!("{}?{query}{id}", stage.messages())
    });
    let mut before = Vec::new();
    for path in &paths {
        before.push(stage.bot.http.call("GET", path, Value::Null).await.json());
    }
    let stage = again(stage, &folder);
    for (path, before) in paths.iter().zip(before) {
        let after = stage.bot.http.call("GET", path, Value::Null).await;
        assert_eq!((after.status, after.json()), (200, before), "{path}");
    }
}

#[tokio::test]
async fn a_file_is_served_at_its_old_address_and_shown_at_the_new_one() {
    let folder = Folder::new("file");
    let stage = stage_in(&folder);
    let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    stage.app.allow_intents(u64::MAX);
    let said = stage
        .seat()
        .say_with("look", &[("map.bin", &bytes)])
        .unwrap();
    let path = format!("{}/{}", stage.messages(), said.id);
    let shown = stage.bot.http.call("GET", &path, Value::Null).await.json();
    let old = text(&shown["attachments"][0]["url"]).to_owned();
    let address = stage.sim.url();

    let stage = again(stage, &folder);
    let shown = stage.bot.http.call("GET", &path, Value::Null).await.json();
    let new = text(&shown["attachments"][0]["url"]).to_owned();
    assert!(new.starts_with(&stage.sim.url()), "{new}");
    for url in [new, old.replace(&address, &stage.sim.url())] {
        let served = Http::new(&url, None).call("GET", &url, Value::Null).await;
        assert_eq!((served.status, &served.bytes[..]), (200, &bytes[..]));
    }
}

#[tokio::test]
async fn invites_purchases_commands_and_bans_last() {
    let folder = Folder::new("rights");
    let stage = stage_in(&folder);
    stage.guild.bot_permissions(&stage.app, permission::ALL);
    stage.bot.register_echo().await;
    let path = format!("/channels/{}/invites", stage.general.id());
    let invite = stage.bot.http.call("POST", &path, json!({})).await.json();
    let sku = stage.app.user_subscription("Premium");
    let bought = stage.ann.buy(&sku).unwrap();
    let ban = format!("/bans/{}", stage.bob.id());
    assert_eq!(stage.in_guild("PUT", &ban, json!({})).await.status, 204);

    let stage = again(stage, &folder);
    let path = format!("/invites/{}", text(&invite["code"]));
    let found = stage.bot.http.call("GET", &path, Value::Null).await;
    assert_eq!(
        (found.status, &found.json()["guild"]["name"]),
        (200, &json!("Test"))
    );
    let path = format!(
        "/applications/{}/entitlements/{}",
        stage.app.id(),
        bought.id()
    );
    let found = stage.bot.http.call("GET", &path, Value::Null).await.json();
    assert_eq!(found["user_id"], stage.ann.id().to_string());
    let path = format!("/applications/{}/commands", stage.app.id());
    let found = stage.bot.http.call("GET", &path, Value::Null).await.json();
    assert_eq!(found[0]["name"], "echo");
    assert_eq!(stage.in_guild("GET", &ban, Value::Null).await.status, 200);
    let log = stage
        .in_guild("GET", "/audit-logs", Value::Null)
        .await
        .json();
    assert_eq!(log["audit_log_entries"][0]["action_type"], 22);
}

#[tokio::test]
async fn a_session_is_unknown_after_a_restart_and_the_token_is_not() {
    let folder = Folder::new("session");
    let stage = stage_in(&folder);
    let token = stage.app.token();
    let mut socket = Socket::open(&stage).await;
    socket.identify(&token, 1).await;
    let ready = socket.event("READY").await;
    let stage = again(stage, &folder);
    let mut socket = Socket::open(&stage).await;
    socket.resume(&token, text(&ready["session_id"])).await;
    let refused = socket.read().await;
    assert_eq!((&refused["op"], &refused["d"]), (&json!(9), &json!(false)));
    socket.identify(&token, 1).await;
    let guild = socket.event("GUILD_CREATE").await;
    assert_eq!(guild["id"], stage.guild.id().to_string());
}

#[tokio::test]
async fn a_copy_of_a_world_begins_a_new_one_and_stays_as_it_is() {
    let (folder, other) = (Folder::new("copy"), Folder::new("copied"));
    let stage = stage_in(&folder);
    stage.app.allow_intents(u64::MAX);
    stage.seat().say("in both").unwrap();
    let copy = folder.0.join("copy.sim");
    stage.sim.save(&copy).unwrap();
    let bytes = std::fs::read(&copy).unwrap();
    let sim = Sim::start_saved(&copy, living(&other.file())).expect("a copy");
    let second = stage_of(sim);
    second.seat().say("in the second").unwrap();
    drop(second);
    assert_eq!(std::fs::read(&copy).unwrap(), bytes);
    let sim = Sim::start_saved(&copy, living(&other.file())).expect("where it was");
    let second = stage_of(sim);
    let said = second
        .bot
        .http
        .call("GET", &second.messages(), Value::Null)
        .await
        .json();
    assert_eq!(
        (&said[0]["content"], &said[1]["content"]),
        (&json!("in the second"), &json!("in both"))
    );
}
