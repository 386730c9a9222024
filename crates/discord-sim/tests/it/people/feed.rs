//! What a feed tells of places and people, to whom, and what it keeps to itself.

use std::time::Duration;

use discord_sim::permission::{self, DEFAULT, VIEW_CHANNEL};
use serde_json::{Value, json};

use super::{
    reader::{Asker, Reader},
    table::{Table, table},
};
use crate::bot::says;

#[tokio::test]
async fn a_channel_goes_with_the_right_to_see_it_and_comes_back() {
    let mut table = table().await;
    let general = table.stage.general.clone();
    let thread = general.thread(&table.stage.ann, "a thread");
    table.bob.settled().await;
    general.for_person(&table.stage.bob, 0, VIEW_CHANNEL);
    let gone = table.bob("channel_gone").await;
    assert_eq!(gone.len(), 2);
    assert_eq!(gone[0]["id"], general.id().to_string());
    assert_eq!(gone[1]["id"], thread.id().to_string());
    assert_eq!(gone[0]["guild_id"], table.stage.guild.id().to_string());
    assert_eq!(table.ann("channel_gone").await, [""; 0]);

    let message = table.stage.seat().say("not for bob").unwrap();
    table.stage.seat().edit(&message, "still not").unwrap();
    table.stage.seat().typing().unwrap();
    table.stage.seat().delete(&message).unwrap();
    for frame in table.bob.settled().await {
        assert!(frame["kind"] == "journal", "{frame}");
    }

    general.for_person(&table.stage.bob, 0, 0);
    let back = table.bob("channel").await;
    assert_eq!(back.len(), 2);
    assert_eq!(back[0]["channel"]["id"], general.id().to_string());
    assert_eq!(back[1]["channel"]["id"], thread.id().to_string());
    assert!(table.bob("channel_gone").await.is_empty());
}

#[tokio::test]
async fn a_role_decides_over_all_channels_and_their_threads() {
    let mut table = table().await;
    let (guild, bob) = (table.stage.guild.clone(), table.stage.bob.clone());
    let thread = table.stage.general.thread(&table.stage.ann, "a thread");
    table.bob.settled().await;
    guild.everyone(DEFAULT & !VIEW_CHANNEL);
    let gone = table.bob("channel_gone").await;
    let ids: Vec<&Value> = gone.iter().map(|frame| &frame["id"]).collect();
    for id in [table.stage.general.id(), thread.id()] {
        assert!(ids.contains(&&json!(id.to_string())), "{gone:?}");
    }
    let viewer = guild.role("viewer", VIEW_CHANNEL);
    guild.member(&bob, &[viewer]);
    let back = table.bob("channel").await;
    assert_eq!(back.len(), gone.len());
    assert_eq!(table.bob("channel").await, [""; 0], "once");
}

#[tokio::test]
async fn the_own_rights_are_told_with_channels_and_guilds() {
    let mut table = table().await;
    let bob = table.stage.bob.clone();
    table.stage.guild.time_out(&bob, Duration::from_secs(60));
    let rights = |frame: &Value| -> u64 {
        let bits = &frame["channel"]["permissions"];
        bits.as_str().unwrap().parse().unwrap()
    };
    let muted = table.bob("channel").await;
    assert_eq!(rights(&muted[0]) & permission::SEND_MESSAGES, 0);
    table.stage.sim.clock().advance(Duration::from_secs(61));
    let frames = table.bob.settled().await;
    let free = frames.iter().find(|frame| frame["kind"] == "channel");
    assert_ne!(
        rights(free.unwrap()) & permission::SEND_MESSAGES,
        0,
        "time heals"
    );
    let guild = frames
        .iter()
        .find(|frame| frame["kind"] == "guild")
        .unwrap();
    let bits: u64 = guild["guild"]["permissions"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_ne!(bits & permission::SEND_MESSAGES, 0);
    assert_eq!(
        guild["guild"]["me"]["communication_disabled_until"],
        Value::Null
    );
}

#[tokio::test]
async fn who_is_kicked_loses_the_guild_and_who_comes_back_has_all_of_it() {
    let mut table = table().await;
    let (guild, bob) = (table.stage.guild.clone(), table.stage.bob.clone());
    let id = guild.id().to_string();
    guild.remove(&bob);
    let frames = table.bob.settled().await;
    let gone: Vec<&Value> = frames
        .iter()
        .filter(|frame| frame["kind"] == "guild_gone")
        .collect();
    assert_eq!(gone, [&json!({"kind": "guild_gone", "id": id})]);
    assert!(
        frames.iter().all(|frame| frame["kind"] != "channel_gone"),
        "it goes as a whole"
    );
    let left = table.ann("member_gone").await;
    assert_eq!(left[0]["user_id"], bob.id().to_string());
    table.stage.seat().say("without bob").unwrap();
    assert_eq!(table.bob("message").await, [""; 0]);

    guild.member(&bob, &[]);
    let frames = table.bob.settled().await;
    let kinds: Vec<&str> = frames
        .iter()
        .filter_map(|frame| frame["kind"].as_str())
        .collect();
    let place = |kind| kinds.iter().position(|known| *known == kind).unwrap();
    assert!(place("guild") < place("channel"), "{kinds:?}");
    let members = frames.iter().filter(|frame| frame["kind"] == "member");
    assert_eq!(members.count(), 4, "the owner, the bot, ann and bob");
    guild.ban(&bob);
    assert_eq!(table.bob("guild_gone").await.len(), 1);
}

#[tokio::test]
async fn who_reads_along_is_online() {
    let table = table().await;
    let Table {
        stage,
        mut ann,
        bob,
    } = table;
    let guild = format!("/guilds/{}/members", stage.guild.id());
    let asker = Asker::of(&stage.sim, &stage.ann);
    let status = |page: Value, id: u64| {
        let members = page["members"].as_array().unwrap().clone();
        let found = members
            .into_iter()
            .find(|member| member["user"]["id"] == id.to_string().as_str());
        found.unwrap()["status"].clone()
    };
    let page = asker.get(&guild).await;
    assert_eq!(status(page.clone(), stage.bob.id()), "online");
    assert_eq!(
        status(page.clone(), stage.bot.id),
        "offline",
        "it has no session"
    );
    assert_eq!(status(page, stage.guild.owner().id()), "offline");

    let second = Reader::open(&stage.sim, &stage.bob).await;
    bob.close().await;
    ann.settled().await;
    assert_eq!(
        status(asker.get(&guild).await, stage.bob.id()),
        "online",
        "on another page"
    );
    second.close().await;
    let left = ann.next("member").await;
    assert_eq!(left["member"]["user"]["id"], stage.bob.id().to_string());
    assert_eq!(left["member"]["status"], "offline");
}

#[tokio::test]
async fn names_are_told_wherever_they_are_shown() {
    let mut table = table().await;
    let stage = &table.stage;
    let direct = stage.bob.dm_with(&stage.ann).channel().id();
    table.bob.settled().await;
    table.stage.ann.set_display_name("Annabel");
    let frames = table.bob.settled().await;
    let of = |kind: &str| frames.iter().find(|frame| frame["kind"] == kind).unwrap();
    assert_eq!(of("user")["user"]["global_name"], "Annabel");
    assert_eq!(of("user")["locale"], Value::Null, "that is private");
    assert_eq!(of("member")["member"]["user"]["global_name"], "Annabel");
    let channels = frames.iter().filter(|frame| frame["kind"] == "channel");
    let mut channels =
        channels.filter(|frame| frame["channel"]["id"] == direct.to_string().as_str());
    let recipients = &channels.next().unwrap()["channel"]["recipients"];
    assert_eq!(recipients[0]["global_name"], "Annabel");
    assert_eq!(recipients.as_array().unwrap().len(), 1, "the others");
    table.stage.bob.set_locale("de");
    assert_eq!(table.bob("user").await[0]["locale"], "de");
}

#[tokio::test]
async fn the_clock_the_journal_and_people_are_told() {
    let mut table = table().await;
    table.stage.sim.clock().freeze();
    assert_eq!(table.bob.next("clock").await["clock"]["frozen"], true);
    table.stage.sim.clock().advance(Duration::from_secs(3_600));
    let clock = table.bob.next("clock").await["clock"].clone();
    let ahead = clock["ahead_ms"].as_i64().unwrap();
    assert!((3_590_000..=3_600_000).contains(&ahead), "{clock}");
    table.stage.bot.http.get("/users/@me").await;
    assert!(table.bob.next("journal").await["newest"].as_u64() > Some(0));
    table.stage.sim.person("zoe");
    table.bob.next("people").await;
}

#[tokio::test]
async fn commands_are_asked_for_again_when_others_may_be_offered() {
    let mut table = table().await;
    table.stage.bot.register_echo().await;
    assert_eq!(table.bob("commands").await.len(), 1);
    let guild = table.stage.guild.clone();
    let app = table.stage.app.clone();
    table.stage.echo(says("no news")).await;
    table.bob.settled().await;
    table.stage.seat().say("no news").unwrap();
    assert_eq!(table.bob("commands").await, [""; 0]);
    guild.kick(&app);
    assert_eq!(table.bob("commands").await.len(), 1);
    guild.install(&app, permission::NONE);
    assert_eq!(table.bob("commands").await.len(), 1);
    let role = guild.role("r", permission::MANAGE_GUILD);
    table.bob.settled().await;
    guild.member(&table.stage.bob, &[role]);
    assert_eq!(table.bob("commands").await.len(), 1, "other rights");
}

#[tokio::test]
async fn another_world_is_told_and_who_is_not_in_it_has_no_feed() {
    let mut table = table().await;
    table.stage.sim.reset();
    table.bob.next("again").await;
    assert_eq!(table.bob.frame().await, None);
}
