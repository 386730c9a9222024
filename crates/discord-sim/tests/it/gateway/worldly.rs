//! The gateway with the real world behind it: presence, voice state, what guilds bring, the day's budget.

use std::time::Duration;

use discord_sim::{Application, ProblemKind, Settings, Sim, Tap, permission};
use serde_json::{Value, json};

use super::client::Client;

const GUILDS: u64 = 1;
const PRESENCES: u64 = 1 << 8;

/// A bot on the gateway of a simulator.
struct Bot {
    app: Application,
    client: Client,
}

impl Bot {
    async fn login(sim: &Sim, app: &Application, intents: u64) -> Self {
        let mut client = connect(sim).await;
        let token = app.token();
        client
            .identify_with(json!({"token": token, "intents": intents}))
            .await;
        client.event("READY").await;
        Self {
            app: app.clone(),
            client,
        }
    }

    async fn join(&mut self, guild: u64, channel: Option<u64>) {
        let data = json!({
            "guild_id": guild.to_string(), "channel_id": channel.map(|id| id.to_string()),
            "self_mute": true, "self_deaf": false,
        });
        self.client.send(json!({"op": 4, "d": data})).await;
    }
}

async fn connect(sim: &Sim) -> Client {
    let mut client = Client::open(sim.address(), "/?v=10&encoding=json")
        .await
        .unwrap();
    client.op(10).await;
    client
}

fn quick() -> Settings {
    let mut settings = Settings::default();
    settings.gateway.identify_window = Duration::ZERO;
    settings
}

async fn next(tap: &mut Tap, event: &str) -> Value {
    tap.next_of(event).await.unwrap()
}

#[tokio::test]
async fn a_presence_is_told_to_those_who_may_see_it() {
    let sim = Sim::start(quick()).unwrap();
    let guild = sim.guild("Test");
    let (watcher, blind, actor) = (
        sim.application("watcher"),
        sim.application("blind"),
        sim.application("actor"),
    );
    watcher.allow_intents(PRESENCES);
    for app in [&watcher, &blind, &actor] {
        guild.install(app, permission::NONE);
    }
    let mut watcher = Bot::login(&sim, &watcher, PRESENCES).await;
    let mut blind = Bot::login(&sim, &blind, 0).await;
    let mut seen = watcher.client.event("PRESENCE_UPDATE").await;
    let mut actor = Bot::login(&sim, &actor, 0).await;
    let chess = json!([{"name": "chess", "type": 0}]);
    let presence = json!({"status": "idle", "activities": chess, "since": null, "afk": false});
    actor.client.send(json!({"op": 3, "d": presence})).await;
    let id = actor.app.id().to_string();
    while seen["d"]["user"]["id"] != *id || seen["d"]["status"] != "idle" {
        seen = watcher.client.event("PRESENCE_UPDATE").await;
    }
    assert_eq!(seen["d"]["activities"][0]["name"], "chess");
    blind.client.heartbeat().await;
    blind.client.op(11).await;
    let mut again = Bot::login(&sim, &watcher.app, GUILDS | PRESENCES).await;
    let created = again.client.event("GUILD_CREATE").await;
    let presences = created["d"]["presences"].as_array().unwrap();
    assert_eq!(presences.len(), 3, "{presences:?}");
    actor.client.close(1000).await;
    loop {
        let seen = again.client.event("PRESENCE_UPDATE").await;
        if seen["d"]["user"]["id"] == *id && seen["d"]["status"] == "offline" {
            break;
        }
    }
}

#[tokio::test]
async fn a_bot_joins_moves_and_leaves_voice() {
    let sim = Sim::start(quick()).unwrap();
    let guild = sim.guild("Test");
    let (text, lounge, stage) = (
        guild.text_channel("general"),
        guild.voice_channel("lounge"),
        guild.channel_of_type("talk", 13).unwrap(),
    );
    let app = sim.application("music");
    guild.install(&app, permission::NONE);
    let mut tap = sim.tap(&app);
    let mut bot = Bot::login(&sim, &app, 0).await;
    // Neither a text channel nor one that does not exist is answered.
    bot.join(guild.id(), Some(text.id())).await;
    bot.join(guild.id(), Some(7)).await;
    bot.join(guild.id(), Some(lounge.id())).await;
    let state = next(&mut tap, "VOICE_STATE_UPDATE").await;
    assert_eq!(state["channel_id"], lounge.id().to_string());
    assert_eq!(
        (&state["self_mute"], &state["suppress"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(state["member"]["user"]["id"], app.id().to_string());
    let server = bot.client.event("VOICE_SERVER_UPDATE").await;
    assert_eq!(server["d"]["endpoint"], Value::Null);
    assert_eq!(server["d"]["guild_id"], guild.id().to_string());

    let fields = json!(["status", "voice_start_time"]);
    let ask = json!({"op": 43, "d": {"guild_id": guild.id().to_string(), "fields": fields}});
    bot.client.send(ask).await;
    let info = bot.client.event("CHANNEL_INFO").await;
    assert_eq!(info["d"]["channels"][0]["id"], lounge.id().to_string());
    assert!(info["d"]["channels"][0]["voice_start_time"].is_u64());

    bot.join(guild.id(), Some(stage.id())).await;
    let moved = next(&mut tap, "VOICE_STATE_UPDATE").await;
    assert_eq!(moved["session_id"], state["session_id"]);
    assert_eq!(moved["suppress"], true, "on a stage one listens first");
    let other = bot.client.event("VOICE_SERVER_UPDATE").await;
    assert_ne!(other["d"]["token"], server["d"]["token"]);

    let mut late = Bot::login(&sim, &app, GUILDS).await;
    let created = late.client.event("GUILD_CREATE").await;
    let there = &created["d"]["voice_states"][0];
    assert_eq!(there["channel_id"], stage.id().to_string());
    assert!(there.get("guild_id").is_none());

    bot.join(guild.id(), None).await;
    let left = next(&mut tap, "VOICE_STATE_UPDATE").await;
    assert_eq!(left["channel_id"], Value::Null);
    assert_eq!(sim.problems(), []);
}

#[tokio::test]
async fn a_channel_that_is_closed_to_the_bot_gives_no_answer() {
    let sim = Sim::start(quick()).unwrap();
    let guild = sim.guild("Test");
    let (closed, open) = (guild.voice_channel("closed"), guild.voice_channel("open"));
    let app = sim.application("music");
    guild.install(&app, permission::NONE);
    closed.for_bot(&app, 0, permission::CONNECT);
    let mut tap = sim.tap(&app);
    let mut bot = Bot::login(&sim, &app, 0).await;
    bot.join(guild.id(), Some(closed.id())).await;
    bot.join(guild.id(), Some(open.id())).await;
    let state = next(&mut tap, "VOICE_STATE_UPDATE").await;
    assert_eq!(state["channel_id"], open.id().to_string());
}

#[tokio::test]
async fn without_presences_a_guild_brings_the_bot_alone() {
    let sim = Sim::start(quick()).unwrap();
    let guild = sim.guild("Test");
    (0..60).for_each(|n| drop(guild.person(&format!("person-{n}"))));
    let app = sim.application("bot");
    app.allow_intents(PRESENCES);
    let mut bots = Vec::new();
    for (intents, large_threshold) in [
        (GUILDS, 250),
        (GUILDS | PRESENCES, 250),
        (GUILDS | PRESENCES, 50),
    ] {
        let mut client = connect(&sim).await;
        let token = app.token();
        let fields =
            json!({"token": token, "intents": intents, "large_threshold": large_threshold});
        client.identify_with(fields).await;
        client.event("READY").await;
        bots.push(client);
    }
    guild.install(&app, permission::NONE);
    for (mut bot, members) in bots.into_iter().zip([1, 62, 1]) {
        let created = loop {
            let payload = bot.payload().await;
            if payload["t"] == "GUILD_CREATE" {
                break payload;
            }
        };
        assert_eq!(created["d"]["members"].as_array().unwrap().len(), members);
        assert_eq!(created["d"]["member_count"], 62);
    }
}

#[tokio::test]
async fn one_session_too_many_in_a_day_resets_the_token() {
    let mut settings = quick();
    settings.gateway.session_starts = 2;
    let sim = Sim::start(settings).unwrap();
    let app = sim.application("bot");
    let mut first = Bot::login(&sim, &app, 0).await;
    let second = Bot::login(&sim, &app, 0).await;
    assert_eq!(sim.problems(), []);
    let mut third = connect(&sim).await;
    third.identify_with(json!({"token": app.token()})).await;
    assert_eq!(third.close_code().await, 4004);
    assert_eq!(first.client.close_code().await, 4004);
    drop(second);
    let problems = sim.journal().forgive(|_| true);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, ProblemKind::TokenReset);
}
