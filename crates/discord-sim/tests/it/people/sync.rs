//! Whoever follows the feed knows what whoever asks now is shown: random acts of people and bots, by a seed.

use std::{collections::BTreeMap, time::Duration};

use discord_sim::{
    Application, Channel, Guild, MessageView, Person, Role, Seat, Settings, Sim,
    permission::{
        ADMINISTRATOR, DEFAULT, MANAGE_MESSAGES, MANAGE_THREADS, PIN_MESSAGES, VIEW_CHANNEL,
    },
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use serde_json::{Value, json};

use super::{
    mirror::Mirror,
    reader::{Asker, Bell, Reader},
};
use crate::http::Http;

/// Acts of one run.
const ACTS: usize = 500;

/// Everybody and everything that takes part.
struct Cast {
    sim: Sim,
    guilds: Vec<Guild>,
    people: Vec<Person>,
    roles: BTreeMap<u64, Vec<Role>>,
    bot: Application,
    http: Http,
    chance: StdRng,
}

impl Cast {
    fn gather(seed: u64) -> Self {
        let sim = Sim::start(Settings::default()).unwrap();
        sim.clock().freeze();
        let bot = sim.application("echo");
        let people: Vec<Person> = ["ann", "bob", "cyd"].map(|name| sim.person(name)).into();
        let guilds: Vec<Guild> = ["One", "Two"].map(|name| sim.guild(name)).into();
        let mut roles = BTreeMap::new();
        for guild in &guilds {
            guild.install(&bot, ADMINISTRATOR);
            guild.text_channel("general");
            guild.voice_channel("lounge");
            guild.forum_channel("ideas", &["new"]);
            for person in &people {
                guild.member(person, &[]);
            }
            let some = [
                guild.role("viewer", VIEW_CHANNEL),
                guild.role("moderator", MANAGE_THREADS | MANAGE_MESSAGES | PIN_MESSAGES),
                guild.role("admin", ADMINISTRATOR),
            ];
            roles.insert(guild.id(), some.into());
        }
        Self {
            http: Http::new(&sim.url(), Some(&bot.token())),
            sim,
            guilds,
            people,
            roles,
            bot,
            chance: StdRng::seed_from_u64(seed),
        }
    }

    fn any<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        list.choose(&mut self.chance).cloned()
    }

    fn person(&mut self) -> Person {
        let people = self.people.clone();
        self.any(&people).unwrap()
    }

    fn guild(&mut self) -> Guild {
        let guilds = self.guilds.clone();
        self.any(&guilds).unwrap()
    }

    fn role(&mut self, guild: &Guild) -> Role {
        let roles = self.roles[&guild.id()].clone();
        self.any(&roles).unwrap()
    }

    /// A channel or thread of a guild, whatever its kind.
    fn channel(&mut self) -> Channel {
        let guild = self.guild();
        let channels = guild.channels();
        let mut all: Vec<Channel> = channels.iter().flat_map(Channel::threads).collect();
        all.extend(channels);
        self.any(&all)
            .unwrap_or_else(|| guild.text_channel("again"))
    }

    fn seat(&mut self) -> Seat {
        let (person, channel) = (self.person(), self.channel());
        person.in_channel(&channel)
    }

    /// Somebody at a message that can be seen.
    fn at_message(&mut self) -> Option<(Seat, MessageView)> {
        let seat = self.seat();
        let message = self.any(&seat.messages())?;
        Some((seat, message))
    }

    /// Something happens. What cannot be done is not: this is no test of who may do what.
    async fn act(&mut self) {
        match self.chance.random_range(0..40) {
            0..8 => {
                let _ = self.seat().say("hello <@1> *you*");
            }
            8..14 => self.with_message().await,
            14..18 => self.with_threads(),
            18..22 => self.with_channels(),
            22..27 => self.with_members(),
            27..30 => self.with_names(),
            30..33 => self.with_bot().await,
            33 => {
                let (one, other) = (self.person(), self.person());
                if one.id() != other.id() {
                    let _ = one.dm_with(&other).say("psst");
                }
            }
            34 => {
                let bot = self.bot.clone();
                let _ = self.person().dm(&bot).say("beep");
            }
            35 => {
                let seat = self.seat();
                let _ = seat.join_voice();
                let _ = self.person().in_channel(seat.channel()).leave_voice();
            }
            36 => {
                let minutes = self.chance.random_range(1..90);
                self.sim.clock().advance(Duration::from_secs(minutes * 60));
            }
            37 | 38 => {
                // Somebody opens a second page.
                let person = self.person();
                Asker::of(&self.sim, &person).get("").await;
            }
            _ => {
                let _ = self.seat().say_with("a file", &[("cat.txt", b"meow")]);
            }
        }
    }

    async fn with_message(&mut self) {
        let Some((seat, message)) = self.at_message() else {
            return;
        };
        let _ = match self.chance.random_range(0..8) {
            0 => seat.edit(&message, "better").map(drop),
            1 => seat.delete(&message),
            2 => seat.react(&message, "🎈"),
            3 => seat.unreact(&message, "🎈"),
            4 => seat.reply(&message, "indeed").map(drop),
            5 if message.pinned => seat.unpin(&message),
            5 => seat.pin(&message),
            6 => seat.ask("Tea?", &["yes", "no"], false).map(drop),
            _ => seat.vote(&message, "1"),
        };
    }

    fn with_threads(&mut self) {
        let seat = self.seat();
        match self.chance.random_range(0..7) {
            0 => drop(seat.thread("a thread")),
            1 => drop(seat.private_thread("a secret")),
            2 => drop(seat.post("a post", "first", &[])),
            3 => drop(seat.archive()),
            4 => drop(seat.join_thread()),
            5 => drop(seat.leave_thread()),
            _ => {
                if let Some((seat, message)) = self.at_message() {
                    drop(seat.thread_from(&message, "about this"));
                }
            }
        }
    }

    fn with_channels(&mut self) {
        let (guild, channel, person) = (self.guild(), self.channel(), self.person());
        let role = self.role(&guild);
        let (allow, deny) =
            [(0, 0), (VIEW_CHANNEL, 0), (0, VIEW_CHANNEL)][self.chance.random_range(0..3)];
        match self.chance.random_range(0..8) {
            0 => drop(guild.text_channel("another")),
            1 if guild.channels().len() > 5 => channel.remove(),
            2 => channel.rename("renamed"),
            3 => channel.set_topic("tea"),
            4 => channel.for_everyone(allow, deny),
            5 => channel.for_role(role, allow, deny),
            _ => channel.for_person(&person, allow, deny),
        }
    }

    fn with_members(&mut self) {
        let (guild, person) = (self.guild(), self.person());
        let role = self.role(&guild);
        match self.chance.random_range(0..14) {
            0 => guild.remove(&person),
            1 => {
                guild.ban(&person);
                let other = self.person();
                guild.unban(&other);
            }
            2 => {
                guild.unban(&person);
                guild.member(&person, &[]);
            }
            3 => guild.time_out(&person, Duration::from_secs(600)),
            4 => guild.clear_roles(&person),
            5 => guild.set_owner(&person),
            6 => guild.everyone(
                [DEFAULT, DEFAULT, DEFAULT & !VIEW_CHANNEL][self.chance.random_range(0..3)],
            ),
            7 => {
                let bot = self.bot.clone();
                guild.kick(&bot);
                guild.install(&bot, ADMINISTRATOR);
            }
            8 => guild.member(&person, &[]),
            _ => guild.member(&person, &[role]),
        }
    }

    fn with_names(&mut self) {
        let (guild, person) = (self.guild(), self.person());
        let name = format!("Name {}", self.chance.random_range(0..9));
        match self.chance.random_range(0..3) {
            0 => person.set_display_name(&name),
            1 => drop(person.set_nick(&guild, Some(&name))),
            _ => person.set_locale(["de", "fr"][self.chance.random_range(0..2)]),
        }
    }

    async fn with_bot(&mut self) {
        let channel = self.channel();
        let (guild, role) = (self.guild(), self.chance.random_range(0..3));
        let role = self.roles[&guild.id()][role];
        let (method, path, body) = match self.chance.random_range(0..4) {
            0 => (
                "POST",
                format!("/channels/{}/messages", channel.id()),
                json!({"content": "beep"}),
            ),
            1 => {
                let path = format!("/guilds/{}/roles/{}", guild.id(), role.id());
                (
                    "PATCH",
                    path,
                    json!({"name": "other", "permissions": "1024"}),
                )
            }
            2 => {
                let seen = channel.last().map_or(1, |message| message.id);
                (
                    "DELETE",
                    format!("/channels/{}/messages/{seen}", channel.id()),
                    Value::Null,
                )
            }
            _ => (
                "PATCH",
                format!("/guilds/{}", guild.id()),
                json!({"name": "Renamed"}),
            ),
        };
        self.http.call(method, &path, body).await;
    }
}

/// Follows a feed until its bell rings, and asks meanwhile for what appears.
async fn follow(mut reader: Reader, asker: Asker) -> (Mirror, Reader) {
    let mut mirror = Mirror::fresh(&asker).await;
    loop {
        let frame = reader.frame().await.expect("an open feed");
        mirror.apply(&frame);
        mirror.catch_up(&asker).await;
        if reader.bell.is(&frame) {
            return (mirror, reader);
        }
    }
}

async fn run(seed: u64) {
    let mut cast = Cast::gather(seed);
    let people = cast.people.clone();
    let (mut bells, mut following) = (Vec::new(), Vec::new());
    for person in &people {
        let reader = Reader::open(&cast.sim, person).await;
        bells.push(reader.bell.clone());
        following.push(tokio::spawn(follow(reader, Asker::of(&cast.sim, person))));
    }
    for _ in 0..ACTS {
        cast.act().await;
    }
    bells.iter().for_each(Bell::ring);
    // The feeds stay open, so that everybody is still online.
    let mut mirrors = Vec::new();
    for follower in following {
        mirrors.push(follower.await.unwrap());
    }
    for (person, (mirror, _open)) in people.iter().zip(&mirrors) {
        assert!(!mirror.stale, "nothing was missed");
        let fresh = Mirror::fresh(&Asker::of(&cast.sim, person)).await;
        let difference = mirror.compared().difference(&fresh.compared());
        let difference = difference.unwrap_or_default();
        assert_eq!(difference, "", "seed {seed}, {}", person.name());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_follows_knows_what_who_asks_is_shown() {
    for seed in 1..=6 {
        run(seed).await;
    }
}
