//! Who is in a thread, and who is told.

use discord_sim::{Seat, permission};
use serde_json::{Value, json};

use crate::{
    bot::{stage, text},
    channels::stage_where,
};

fn members(seat: &Seat) -> String {
    format!("/channels/{}/thread-members", seat.channel().id())
}

#[tokio::test]
async fn a_bot_joins_and_leaves_and_is_told_of_itself() {
    let stage = stage();
    let thread = stage.seat().thread("talk").expect("ann may start one");
    let me = format!("{}/@me", members(&thread));
    stage.bot.event("THREAD_MEMBERS_UPDATE").await;
    assert_eq!(stage.ask("PUT", &me, Value::Null).await.0, 204);
    let created = stage.bot.event("THREAD_CREATE").await;
    assert!(created.get("newly_created").is_none());
    assert_eq!(created["member"]["user_id"], stage.app.id().to_string());
    let joined = stage.bot.event("THREAD_MEMBERS_UPDATE").await;
    assert_eq!(joined["member_count"], 2);
    assert_eq!(
        joined["added_members"][0]["user_id"],
        stage.app.id().to_string()
    );
    assert_eq!(stage.ask("DELETE", &me, Value::Null).await.0, 204);
    let left = stage.bot.event("THREAD_MEMBERS_UPDATE").await;
    assert_eq!(
        left["removed_member_ids"],
        json!([stage.app.id().to_string()])
    );
    let general = format!("/channels/{}/thread-members/@me", stage.general.id());
    assert_eq!(stage.code("PUT", &general, Value::Null).await, 50024);
}

#[tokio::test]
async fn others_are_added_and_removed_with_a_line_in_the_thread() {
    let stage = stage();
    let thread = stage.seat().thread("talk").expect("ann may start one");
    let bob = format!("{}/{}", members(&thread), stage.bob.id());
    assert_eq!(stage.ask("PUT", &bob, Value::Null).await.0, 204);
    let announced = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(announced["type"], 18, "the thread itself, in the channel");
    let line = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&line["type"], &line["mentions"][0]["username"]),
        (&json!(1), &json!("bob"))
    );
    assert_eq!(stage.code("DELETE", &bob, Value::Null).await, 50013);
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_THREADS);
    assert_eq!(stage.ask("DELETE", &bob, Value::Null).await.0, 204);
    assert_eq!(stage.bot.event("MESSAGE_CREATE").await["type"], 2);
    let stranger = stage.sim.person("zoe").id();
    let stranger = format!("{}/{stranger}", members(&thread));
    assert_eq!(stage.code("PUT", &stranger, Value::Null).await, 10007);
    stage
        .general
        .for_person(&stage.bob, 0, permission::VIEW_CHANNEL);
    assert_eq!(stage.code("PUT", &bob, Value::Null).await, 50001);
    thread.archive().expect("ann began it");
    assert_eq!(stage.code("DELETE", &bob, Value::Null).await, 50083);
}

#[tokio::test]
async fn the_owner_of_a_private_thread_rules_who_is_in_it() {
    let stage = stage();
    let threads = format!("/channels/{}/threads", stage.general.id());
    let (_, own) = stage
        .ask("POST", &threads, json!({"name": "x", "invitable": false}))
        .await;
    let ann = format!(
        "/channels/{}/thread-members/{}",
        text(&own["id"]),
        stage.ann.id()
    );
    assert_eq!(stage.ask("PUT", &ann, Value::Null).await.0, 204);
    assert_eq!(
        stage.ask("DELETE", &ann, Value::Null).await.0,
        204,
        "it is the bot's own"
    );
}

#[tokio::test]
async fn members_are_listed_with_the_intent_and_by_page() {
    let stage = stage_where(permission::NONE);
    let thread = stage.seat().thread("talk").expect("ann may start one");
    stage
        .bob
        .in_channel(thread.channel())
        .join_thread()
        .expect("bob may come");
    let list = members(&thread);
    assert_eq!(
        stage.code("GET", &list, Value::Null).await,
        50001,
        "members are privileged"
    );
    stage.app.allow_intents(1 << 1);
    let (_, all) = stage
        .ask("GET", &format!("{list}?limit=1"), Value::Null)
        .await;
    assert_eq!(
        all.as_array().map(Vec::len),
        Some(2),
        "no pages without members"
    );
    let (_, page) = stage
        .ask(
            "GET",
            &format!("{list}?with_member=true&limit=1"),
            Value::Null,
        )
        .await;
    assert_eq!(
        (
            page.as_array().map(Vec::len),
            &page[0]["member"]["user"]["username"]
        ),
        (Some(1), &json!("ann"))
    );
    let after = text(&page[0]["user_id"]);
    let (_, next) = stage
        .ask(
            "GET",
            &format!("{list}?with_member=true&after={after}"),
            Value::Null,
        )
        .await;
    assert_eq!(next[0]["member"]["user"]["username"], "bob");
    assert_eq!(
        stage
            .code(
                "GET",
                &format!("{list}?with_member=true&limit=101"),
                Value::Null
            )
            .await,
        50035
    );
    assert_eq!(
        stage
            .code("GET", &format!("{list}/{}", stage.app.id()), Value::Null)
            .await,
        10007
    );
    let (_, bob) = stage
        .ask("GET", &format!("{list}/{}", stage.bob.id()), Value::Null)
        .await;
    assert!(bob.get("member").is_none());
    stage
        .sim
        .journal()
        .forgive(|problem| problem.text.contains("limit"));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn people_come_and_go() {
    let stage = stage();
    let thread = stage.seat().thread("talk").expect("ann may start one");
    let bob = stage.bob.in_channel(thread.channel());
    bob.join_thread().expect("bob may come");
    assert_eq!(
        bob.channel_json()["member"]["user_id"],
        stage.bob.id().to_string()
    );
    bob.leave_thread().expect("bob is in it");
    assert!(bob.leave_thread().is_err());
    assert!(bob.archive().is_err(), "it is ann's");
    bob.join_thread().expect("bob may come back");
    stage.guild.remove(&stage.bob);
    assert_eq!(
        thread.channel_json()["member_count"],
        1,
        "who leaves the guild leaves its threads"
    );
    stage.guild.member(&stage.bob, &[]);
    thread.archive().expect("ann began it");
    assert!(bob.join_thread().is_err(), "it sleeps");
}

#[tokio::test]
async fn a_thread_holds_a_thousand() {
    let stage = stage();
    let thread = stage.seat().thread("talk").expect("ann may start one");
    for number in 1..1000 {
        let person = stage.guild.person(&format!("guest-{number}"));
        person
            .in_channel(thread.channel())
            .join_thread()
            .expect("there is a place");
    }
    assert_eq!(
        thread.channel_json()["member_count"],
        50,
        "where it stops counting"
    );
    let list = members(&thread);
    assert_eq!(
        stage.code("PUT", &format!("{list}/@me"), Value::Null).await,
        30033
    );
    assert_eq!(
        stage
            .code("PUT", &format!("{list}/{}", stage.bob.id()), Value::Null)
            .await,
        30033
    );
    assert!(
        stage
            .bob
            .in_channel(thread.channel())
            .join_thread()
            .is_err()
    );
}
