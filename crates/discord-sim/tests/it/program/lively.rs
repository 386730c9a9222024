//! Worlds that are lively from the start: talk of the last days, threads, a forum with posts, and what was bought.

use std::time::Duration;

use discord_sim::{Settings, Sim, WorldFile};
use serde_json::{Value, json};

use crate::{
    bot::{Stage, stage_of},
    http::Http,
};

const WORLD: &str = "\
people:
  - {name: ann, display_name: Ann, locale: de}
applications:
  - name: painter
    token: MTIzNDU2Nzg5MDEyMzQ1Njc4.a.b
    intents: [message_content]
    skus:
      - {name: Gold, kind: user_subscription, owned_by: [ann]}
      - {name: Hall, kind: guild_subscription, owned_by: [Harbour]}
      - {name: Potion, kind: consumable}
guilds:
  - name: Harbour
    owner: ann
    channels:
      - name: general
        messages:
          - {from: ann, text: Good morning, ago: 2d, pinned: true, reactions: [{emoji: 👋, by: [bob, cleo]}, {emoji: ☀️, by: [bob]}]}
          - {from: bob, text: Morning!, ago: 47h, reply_to: 1}
          - from: bob
            text: Who plays tonight?
            ago: 3h
            thread:
              name: Tonight
              messages:
                - {from: cleo, text: Me, ago: 2h}
                - {from: ann, text: And me, reply_to: 1, reactions: [{emoji: 🎉, by: [cleo]}]}
          - {from: cleo, text: See you}
        threads:
          - {name: plans, private: true, from: ann, messages: [{from: bob, text: Psst, ago: 1d}]}
          - {name: old, from: bob, archived: true, locked: true}
      - name: ideas
        kind: forum
        tags: [new, {name: done, emoji: ✅, moderated: true}]
        threads:
          - name: More words
            tags: [new, done]
            messages:
              - {from: cleo, text: Words about the sea, ago: 5h, reactions: [{emoji: 👍, by: [ann]}]}
              - {from: bob, text: Anchor!, ago: 4h}
    members: [bob, cleo]
    bots: [painter]
";

fn stage() -> Stage {
    let world = WorldFile::parse(WORLD, "world.yaml").unwrap();
    stage_of(Sim::start_world(&world, Settings::default()).unwrap())
}

/// The messages of a channel, oldest first.
async fn said(stage: &Stage, channel: &str) -> Vec<Value> {
    let answer = stage
        .bot
        .http
        .get(&format!("/channels/{channel}/messages"))
        .await;
    let mut said = answer.json().as_array().expect("messages").clone();
    said.reverse();
    said
}

#[tokio::test]
async fn what_was_said_has_its_time_its_answers_and_its_reactions() {
    let stage = stage();
    let said = said(&stage, &stage.general.id().to_string()).await;
    let texts: Vec<&str> = said
        .iter()
        .map(|message| message["content"].as_str().unwrap())
        .collect();
    let all = [
        "Good morning",
        "",
        "Morning!",
        "Who plays tonight?",
        "See you",
        "old",
    ];
    assert_eq!(texts, all, "a pin says so, and a thread");
    let first = &said[0];
    let age = stage
        .sim
        .clock()
        .now()
        .since(discord_sim::Moment::parse(first["timestamp"].as_str().unwrap()).unwrap());
    assert!(
        age.abs_diff(Duration::from_secs(2 * 24 * 3600)) < Duration::from_secs(60),
        "{age:?}"
    );
    let id: u64 = first["id"].as_str().unwrap().parse().unwrap();
    let made = (id >> 22) + 1_420_070_400_000;
    let now = stage.sim.clock().now().unix_millis();
    assert!(
        (now - made).abs_diff(2 * 24 * 3_600_000) < 60_000,
        "an id tells when its thing was made"
    );
    assert_eq!(
        (&first["pinned"], &first["reactions"][0]["count"]),
        (&json!(true), &json!(2))
    );
    assert_eq!(said[2]["referenced_message"]["id"], first["id"]);
    assert_eq!(said[3]["thread"]["name"], "Tonight");
    let thread = self::said(&stage, said[3]["id"].as_str().unwrap()).await;
    let texts: Vec<&Value> = thread.iter().map(|message| &message["content"]).collect();
    assert_eq!(
        texts,
        ["", "Me", "And me"],
        "the first one is the message that it began with"
    );
    let path = format!("/guilds/{}/threads/active", stage.guild.id());
    let active = stage.bot.http.get(&path).await.json();
    let names: Vec<&Value> = active["threads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|thread| &thread["name"])
        .collect();
    assert_eq!(
        names,
        ["More words", "Tonight"],
        "not the private one, not the archived one"
    );
    let post = &active["threads"][0];
    assert_eq!(
        (
            &post["message_count"],
            post["applied_tags"].as_array().unwrap().len()
        ),
        (&json!(1), 2)
    );
    let after = stage.seat().say("hello").unwrap();
    assert!(after.id > said[5]["id"].as_str().unwrap().parse().unwrap());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn who_owns_what_is_known_to_the_bot_and_to_the_export() {
    let stage = stage();
    let path = format!("/applications/{}/entitlements", stage.app.id());
    let owned = stage.bot.http.get(&path).await.json();
    assert_eq!(owned.as_array().unwrap().len(), 2);
    assert_eq!(owned[0]["user_id"], stage.ann.id().to_string());
    assert_eq!(owned[1]["guild_id"], stage.guild.id().to_string());
    let people = Http::new(&stage.sim.url(), None);
    let people = people
        .call(
            "GET",
            &format!("{}/sim/v1/people", stage.sim.url()),
            Value::Null,
        )
        .await
        .json();
    let ann = people["people"]
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["user"]["username"] == "ann");
    assert_eq!(ann.unwrap()["locale"], "de");
    stage.sim.reset();
    let again = stage.sim.world_file().json();
    assert_eq!(
        again["applications"][0]["skus"][1]["owned_by"],
        json!(["Harbour"])
    );
}

#[test]
fn an_exported_world_is_as_lively() {
    let first = stage();
    let exported = first.sim.world_file();
    let channels = &exported.json()["guilds"][0]["channels"];
    let original = WorldFile::parse(WORLD, "world.yaml").unwrap().json();
    let original = &original["guilds"][0]["channels"];
    assert_eq!(
        channels[0]["messages"][0]["reactions"],
        original[0]["messages"][0]["reactions"]
    );
    assert_eq!(channels[0]["messages"][1]["reply_to"], 1);
    assert_eq!(
        channels[0]["messages"][2]["thread"]["messages"][1]["reply_to"],
        1
    );
    assert_eq!(channels[1]["tags"][1], original[1]["tags"][1]);
    assert_eq!(channels[1]["threads"][0]["tags"], json!(["new", "done"]));
    let again = WorldFile::parse(&exported.text(), "exported").unwrap();
    let second = Sim::start_world(&again, Settings::default()).unwrap();
    let talk = |file: WorldFile| {
        let mut json = file.json();
        forget(&mut json);
        json
    };
    assert_eq!(talk(second.world_file()), talk(exported));
}

/// Forgets what depends on how long a test takes.
fn forget(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("ago");
            fields.remove("clock");
            fields.values_mut().for_each(forget);
        }
        Value::Array(items) => items.iter_mut().for_each(forget),
        _ => {}
    }
}

/// A channel with one thing wrong, and what is said of it.
const MISTAKES: &[(&str, &str)] = &[
    (
        "{name: c, tags: [a]}",
        ".tags: only forums and media channels have tags; take them away, or make it a forum",
    ),
    (
        "{name: c, kind: forum, tags: [a, {name: a, emoji: x}]}",
        ".tags[1].emoji: \"x\" is no emoji; write one such as 👍\n\
         .tags[1].name: the tag \"a\" stands here a second time; choose another name",
    ),
    (
        "{name: c, kind: forum, messages: [{from: a, text: b}]}",
        ".messages: nobody can write in such a channel; put them into threads, each a post",
    ),
    (
        "{name: c, kind: category, messages: [{from: a, text: b}]}",
        ".messages: nobody can write in such a channel; put them into a text channel",
    ),
    (
        "{name: c, kind: voice, threads: [{name: t, from: a}]}",
        ".threads: such a channel has no threads; put them into a text channel or a forum\n",
    ),
    (
        "{name: c, kind: forum, threads: [{name: t, from: a}]}",
        ".threads[0]: a post begins with a message; add messages: with one entry at least",
    ),
    (
        "{name: c, threads: [{name: t}]}",
        ".threads[0]: nobody began it; add from: and a name, or messages",
    ),
    (
        "{name: c, kind: announcement, threads: [{name: t, from: a, private: true}]}",
        ".threads[0].private: only text channels have private threads; take it away",
    ),
    (
        "{name: c, kind: forum, tags: [done], threads: [{name: t, tags: [don], messages: [{from: a, text: b}]}]}",
        ".threads[0].tags[0]: there is no \"don\"; did you mean done?",
    ),
    (
        "{name: c, messages: [{from: a, text: b, ago: 1h}, {from: a, text: c, ago: 2h}]}",
        ".messages[1].ago: it is older than the message before it; put it before that one, or write a shorter time",
    ),
    (
        "{name: c, messages: [{from: a, text: b, reply_to: 1}, {from: a, text: c, reply_to: 2}]}",
        ".messages[0].reply_to: there is no message 1 before it; take it away: nothing is said before the first message\n\
         .messages[1].reply_to: there is no message 2 before it; write the number of a message before it: 1 to 1",
    ),
    (
        "{name: c, messages: [{from: a, text: b, thread: {name: t, messages: [{from: a, text: b, thread: {name: u, from: a}}]}}]}",
        ".messages[0].thread.messages[0].thread: no thread can begin here; take it away",
    ),
    (
        "{name: c, messages: [{from: a, text: b, thread: {name: t, from: a, private: true}}]}",
        ".messages[0].thread.private: a thread of a message is for everybody; take it away",
    ),
    (
        "{name: c, messages: [{from: a, text: b, reactions: [{emoji: smile, by: [a]}]}]}",
        ".messages[0].reactions[0].emoji: \"smile\" is no emoji; write one such as 👍",
    ),
    (
        "{name: c, messages: [{from: a, text: b, reactions: [{emoji: 👍, by: []}]}]}",
        ".messages[0].reactions[0].by: a list is too short; [] has less than 1 item",
    ),
];

#[test]
fn every_rule_of_talk_refuses_with_a_remedy() {
    for (channel, told) in MISTAKES {
        let text = format!("guilds: [{{name: A, channels: [{channel}]}}]");
        let error = WorldFile::parse(&text, "w").expect_err(channel);
        let expected: Vec<String> = told
            .lines()
            .map(|line| format!("w:1: guilds[0].channels[0]{line}"))
            .collect();
        assert_eq!(error.to_string(), expected.join("\n"), "{channel}");
    }
    let owned = "applications: [{name: a, skus: [{name: s, kind: guild_subscription, owned_by: [B]}]}]\nguilds: [{name: A}]";
    let error = WorldFile::parse(owned, "w").expect_err("there is no such guild");
    let told = "w:1: applications[0].skus[0].owned_by[0]: there is no \"B\"; add a guild of that name; there are: A";
    assert_eq!(error.to_string(), told);
}

#[test]
fn twenty_kinds_of_reactions_are_the_most() {
    let emojis: Vec<String> = (0x1f600..0x1f615_u32)
        .filter_map(char::from_u32)
        .map(|emoji| format!("{{emoji: {emoji}, by: [a]}}"))
        .collect();
    let text = format!(
        "guilds: [{{name: A, channels: [{{name: c, messages: [{{from: a, text: b, reactions: [{}]}}]}}]}}]",
        emojis.join(", ")
    );
    let error = WorldFile::parse(&text, "w")
        .expect_err("too many")
        .to_string();
    assert!(
        error.ends_with(".reactions: 21 different reactions; 20 are the most"),
        "{error}"
    );
}
