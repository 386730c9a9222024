//! Whatever is sent to whatever operation: an answer below 500 that is JSON, no panic, and a simulator that goes on.
//!
//! Bodies that the walks of `coverage` send are changed by chance, queries and ids are made up, people leave and time
//! jumps meanwhile. A failure names its seed and the request.

mod bounds;
pub(crate) mod values;

use std::{collections::BTreeMap, time::Duration};

use bytes::Bytes;
use discord_sim::{ProblemKind, Settings, Sim, permission};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::Value;

use self::values::{IDS, QUERY, changed, hostile};
use crate::{
    bot::{Stage, stage_with, text},
    coverage,
};

/// Calls of each operation.
const CALLS: usize = 4;
/// Largest answer in bytes, some times what a test's world can list.
const LARGEST_ANSWER: usize = 4 * 1024 * 1024;
/// Longest answer time; Discord's own requests end sooner.
const LONGEST: Duration = Duration::from_secs(10);
/// A century, which worlds outlive.
const CENTURY: Duration = Duration::from_secs(100 * 365 * 86_400);
/// Operations after which the bot has nothing more to do here.
const LAST: [&str; 2] = ["leave_guild", "delete_guild_integration"];

/// The world of a run: what paths and bodies can name.
struct Attack {
    stage: Stage,
    chance: StdRng,
    seed: u64,
    names: BTreeMap<String, String>,
    /// Ids that answers told, by the path parameter that they may be for.
    told: Vec<String>,
    bodies: Vec<(&'static str, Value)>,
    failures: Vec<String>,
}

impl Attack {
    async fn new(seed: u64) -> Self {
        let mut settings = Settings::default();
        settings.limits.global_per_second = u32::MAX;
        settings.limits.invalid_requests = usize::MAX;
        settings.limits.shared.clear();
        let routes = Sim::operations()
            .map(|(_, _, name)| (name.to_owned(), (u32::MAX, Duration::from_secs(1))));
        settings.limits.routes = routes.collect();
        let stage = stage_with(settings);
        stage.app.allow_intents(u64::MAX);
        stage.guild.bot_permissions(&stage.app, permission::ALL);
        stage.guild.set_features(&["COMMUNITY", "ROLE_ICONS"]);
        let (sim, guild) = (&stage.sim, &stage.guild);
        let forum = guild.forum_channel("forum", &["a"]);
        let live = guild.stage_channel("live");
        let thread = stage.general.thread(&stage.ann, "thread");
        let sku = stage.app.user_subscription("gold").id();
        let others = [
            guild.voice_channel("talk").id(),
            guild.category("box").id(),
            stage.general.id(),
        ];
        let role = guild.role("role", 0).id();
        let request = sim.person("dan").ask_to_join(guild).expect("a request");
        let ids = [
            ("guild", guild.id()),
            ("general", stage.general.id()),
            ("bot", stage.app.id()),
            ("ann", stage.ann.id()),
            ("bob", stage.bob.id()),
            ("forum", forum.id()),
            ("stage", live.id()),
            ("thread", thread.id()),
            ("talk", others[0]),
            ("category", others[1]),
            ("role", role),
            ("request", request),
            ("sku", sku),
        ];
        let names = ids
            .into_iter()
            .map(|(name, id)| (name.to_owned(), id.to_string()));
        let names: BTreeMap<String, String> = names.collect();
        let told = names.values().cloned().collect();
        stage.bot.register_echo().await;
        Self {
            stage,
            chance: StdRng::seed_from_u64(seed),
            seed,
            names,
            told,
            bodies: coverage::bodies(),
            failures: Vec::new(),
        }
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.chance.random_range(0..from.len())]
    }

    /// What stands for a parameter of a path.
    fn param(&mut self, name: &str) -> String {
        let likely: &[&str] = match name {
            "guild" => &["guild"],
            "channel" => &["general", "forum", "stage", "thread", "talk", "category"],
            "user" | "overwrite" => &["ann", "bob", "bot", "role"],
            "application" | "webhook" | "integration" => &["bot"],
            "role" => &["role", "guild"],
            "request" => &["request"],
            "sku" => &["sku"],
            "interaction" | "token" => &[name],
            _ => &[],
        };
        let luck = self.chance.random_range(0..10);
        if luck < 7 && !likely.is_empty() {
            let name = if name == "token" || name == "interaction" {
                name
            } else {
                self.pick(likely)
            };
            if let Some(known) = self.names.get(name) {
                return known.clone();
            }
        }
        if luck < 9 {
            let place = self.chance.random_range(0..self.told.len());
            return self.told[place].clone();
        }
        self.pick(&IDS).to_owned()
    }

    fn path(&mut self, pattern: &str) -> String {
        let parts: Vec<&str> = pattern.split('/').collect();
        let parts = parts.into_iter().map(|part| {
            match part
                .strip_prefix('{')
                .and_then(|part| part.strip_suffix('}'))
            {
                Some(name) => self.param(name),
                None => part.to_owned(),
            }
        });
        let mut path = parts.collect::<Vec<_>>().join("/");
        for join in ["?", "&", "&"] {
            if self.chance.random_range(0..3) > 0 {
                break;
            }
            let value = hostile(&mut self.chance, &self.told);
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), ToOwned::to_owned);
            let value: String = value
                .bytes()
                .take(500)
                .map(|byte| format!("%{byte:02x}"))
                .collect();
            path.push_str(&format!("{join}{}={value}", self.pick(&QUERY)));
        }
        path
    }

    fn body(&mut self, operation: &str) -> Value {
        let known: Vec<Value> = self
            .bodies
            .iter()
            .filter(|(name, _)| *name == operation)
            .map(|(_, body)| body.clone())
            .collect();
        let any = self.chance.random_range(0..self.bodies.len());
        let body = match known.len() {
            0 => self.bodies[any].1.clone(),
            count => known[self.chance.random_range(0..count)].clone(),
        };
        let mut names = self.names.clone();
        for name in [
            "room0", "room1", "second", "other", "event", "rule", "emoji",
        ] {
            names.insert(
                name.to_owned(),
                self.told[self.chance.random_range(0..self.told.len())].clone(),
            );
        }
        let body = coverage::fill(&body.to_string(), &names);
        let body = serde_json::from_str(&body).unwrap_or_default();
        changed(body, &mut self.chance, &self.told)
    }

    /// One request, judged.
    async fn strike(&mut self, (method, pattern, operation): (&str, &str, &'static str)) {
        let path = self.path(pattern);
        let body = if matches!(method, "GET" | "DELETE") {
            Value::Null
        } else {
            self.body(operation)
        };
        let (kind, bytes) = match self.chance.random_range(0..12) {
            0 => ("multipart/form-data; boundary=b", form(&body)),
            1 => (
                "application/x-www-form-urlencoded",
                Bytes::from("a=1&b=%zz&limit=+"),
            ),
            2 => (
                "application/json",
                Bytes::from(body.to_string().into_bytes().split_off(1)),
            ),
            _ if body.is_null() => ("", Bytes::new()),
            _ => ("application/json", Bytes::from(body.to_string())),
        };
        let what = format!(
            "seed {}: {operation}: {method} {path}: {}",
            self.seed,
            shortened(&body)
        );
        let open = pattern.contains("{token}");
        let http = if open {
            &self.stage.bot.open
        } else {
            &self.stage.bot.http
        };
        let sent = tokio::time::timeout(LONGEST, http.send(method, &path, kind, bytes)).await;
        let answer = match sent {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return self.failures.push(format!("{error}: {what}")),
            Err(_) => return self.failures.push(format!("no answer in time: {what}")),
        };
        let fine = (200..300).contains(&answer.status)
            || (400..500).contains(&answer.status) && answer.status != 429;
        let written = matches!(answer.header("content-type"), "image/png" | "text/csv")
            || answer.status == 204;
        if !fine || answer.bytes.len() > LARGEST_ANSWER || !written && answer.json().is_null() {
            self.failures.push(format!(
                "{} ({} bytes): {what}",
                answer.status,
                answer.bytes.len()
            ));
        }
        for id in [
            &answer.json()["id"],
            &answer.json()["code"],
            &answer.json()["channel_id"],
        ] {
            if let Some(id) = id.as_str().filter(|id| !id.is_empty()) {
                self.told.push(id.to_owned());
            }
        }
    }

    /// An interaction whose token works.
    async fn interact(&mut self) {
        let seat = self.stage.seat();
        // The person may be gone, or the command; and nobody waits for what the person sees.
        let interaction = tokio::select! {
            interaction = self.stage.bot.interaction() => interaction,
            _ = seat.slash("/echo") => return,
        };
        for (name, key) in [("interaction", "id"), ("token", "token")] {
            self.names
                .insert(name.to_owned(), text(&interaction[key]).to_owned());
        }
    }

    /// Something that people do meanwhile.
    fn disturb(&mut self) {
        let Stage {
            sim,
            guild,
            ann,
            bob,
            ..
        } = &self.stage;
        match self.chance.random_range(0..6) {
            0 => sim.clock().advance(CENTURY / 2_000),
            1 => guild.remove(bob),
            2 => guild.member(bob, &[]),
            3 => guild.time_out(bob, Duration::from_secs(600)),
            4 => guild.remove(ann),
            _ => guild.member(ann, &[]),
        }
    }
}

fn form(body: &Value) -> Bytes {
    let part = "--b\r\nContent-Disposition: form-data; name=";
    Bytes::from(format!(
        "{part}\"payload_json\"\r\n\r\n{body}\r\n{part}\"files[0]\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    ))
}

fn shortened(body: &Value) -> String {
    body.to_string().chars().take(4_000).collect()
}

/// Every operation, many times, in an order of chance; two that end everything come last.
async fn run(seed: u64) {
    let mut attack = Attack::new(seed).await;
    let all: Vec<_> = Sim::operations().collect();
    let (last, usual): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(_, _, name)| LAST.contains(name));
    let mut turns: Vec<_> = usual
        .iter()
        .cycle()
        .take(usual.len() * CALLS)
        .copied()
        .collect();
    for place in (1..turns.len()).rev() {
        turns.swap(place, attack.chance.random_range(0..=place));
    }
    turns.extend(last);
    for (number, turn) in turns.into_iter().enumerate() {
        if number % 40 == 0 {
            attack.disturb();
        }
        if turn.1.contains("{token}") && attack.chance.random_range(0..3) == 0 {
            attack.interact().await;
        }
        attack.strike(turn).await;
    }
    attack.stage.sim.clock().advance(CENTURY);
    let me = attack.stage.bot.http.get("/users/@me").await;
    assert_eq!(me.status, 200);
    let journal = attack.stage.sim.journal();
    journal.forgive(|problem| {
        matches!(
            problem.kind,
            ProblemKind::Refused | ProblemKind::Unanswered | ProblemKind::DeadWebhook
        )
    });
    attack
        .failures
        .extend(journal.problems().iter().map(ToString::to_string));
    assert!(
        attack.failures.is_empty(),
        "seed {seed}: {}",
        attack.failures.join("\n")
    );
}

#[tokio::test]
async fn whatever_is_sent_there_is_an_answer() {
    for seed in seeds() {
        run(seed).await;
    }
}

fn seeds() -> Vec<u64> {
    let given = std::env::var("HOSTILE_SEEDS").ok();
    given.map_or_else(
        || vec![20_261_120],
        |list| {
            list.split(',')
                .filter_map(|seed| seed.parse().ok())
                .collect()
        },
    )
}
