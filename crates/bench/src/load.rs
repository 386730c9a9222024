//! Load on one bot: as fast as a number in flight lets it, or at a fixed rate whatever happens.

use std::{path::Path, time::Duration};

use anyhow::{Context as _, Result, ensure};
use rand::RngExt as _;
use serde_json::json;
use tokio::time::{Instant, sleep_until};

use crate::{
    discord::{
        Answer, Discord,
        payload::{self, Interaction, Scene},
    },
    program::Program,
    stats::Latencies,
};

/// People who take turns; so few that the house knows them all after the warm-up.
const PEOPLE: u64 = 500;
/// What is echoed.
const TEXT: &str = "The quick brown fox jumps over the lazy dog";

/// A program and the Discord it is connected to.
pub(crate) struct Bot {
    pub(crate) program: Program,
    pub(crate) discord: Discord,
}

/// A command that is sent again and again.
#[derive(Clone, Copy)]
pub(crate) enum Work {
    Echo,
    Upsert,
}

/// What a round without pauses showed.
pub(crate) struct Round {
    /// Processor time of one interaction, in microseconds.
    pub(crate) cpu_us: f64,
    /// Interactions per second.
    pub(crate) per_second: f64,
}

/// What a measurement at a fixed rate showed.
pub(crate) struct Steady {
    pub(crate) latencies: Latencies,
    /// Processor time of one interaction, in microseconds.
    pub(crate) cpu_us: f64,
}

impl Work {
    fn interaction(self, number: u32) -> Interaction {
        let scene = Scene {
            person: u64::from(number) % PEOPLE,
            channel: u64::from(number) % 10,
        };
        match self {
            Self::Echo => {
                let options = json!([{ "name": "text", "type": 3, "value": TEXT }]);
                payload::command("echo", &options, scene)
            }
            Self::Upsert => payload::command("upsert", &json!([]), scene),
        }
    }

    /// An apology or a refusal is an answer too, but not the one that is measured.
    fn check(self, answer: &Answer) -> Result<()> {
        let wanted = match self {
            Self::Echo => TEXT,
            Self::Upsert => "points: ",
        };
        let body = String::from_utf8_lossy(&answer.body);
        ensure!(body.contains(wanted), "the bot answered {body}");
        Ok(())
    }
}

impl Bot {
    /// Starts the program at `path` and waits until it is connected.
    pub(crate) async fn start(path: &Path, folder: &Path, extra: &[(&str, &str)]) -> Result<Self> {
        let discord = Discord::start().await?;
        let program = Program::start(path, discord.address(), folder, extra)?;
        let bot = Self { program, discord };
        let ready = bot.discord.ready().await;
        ready.with_context(|| bot.story(path))?;
        Ok(bot)
    }

    fn story(&self, path: &Path) -> String {
        format!("{}\n{}", path.display(), self.program.last_words())
    }

    /// Keeps `in_flight` interactions unanswered until `count` are answered.
    pub(crate) async fn round(&mut self, work: Work, count: u32, in_flight: u32) -> Result<Round> {
        let outcome = self.try_round(work, count, in_flight).await;
        outcome.with_context(|| self.program.last_words())
    }

    async fn try_round(&mut self, work: Work, count: u32, in_flight: u32) -> Result<Round> {
        let (cpu, began) = (self.program.cpu()?, Instant::now());
        let mut sent = 0;
        for _ in 0..in_flight.min(count) {
            self.discord.send(work.interaction(sent))?;
            sent += 1;
        }
        for _ in 0..count {
            let answer = self.discord.answer().await?;
            work.check(&answer)?;
            if sent < count {
                self.discord.send(work.interaction(sent))?;
                sent += 1;
            }
        }
        let took = began.elapsed();
        Ok(Round {
            cpu_us: per_interaction(self.program.cpu()? - cpu, count),
            per_second: f64::from(count) / took.as_secs_f64(),
        })
    }

    /// Sends `count` interactions at `rate` per second, at random moments, whether or not those
    /// before are answered.
    pub(crate) async fn steady(&mut self, work: Work, count: u32, rate: f64) -> Result<Steady> {
        let outcome = self.try_steady(work, count, rate).await;
        outcome.with_context(|| self.program.last_words())
    }

    async fn try_steady(&mut self, work: Work, count: u32, rate: f64) -> Result<Steady> {
        let cpu = self.program.cpu()?;
        let mut latencies = Latencies::new()?;
        let (mut sent, mut answered) = (0, 0);
        let mut due = Instant::now();
        while answered < count {
            tokio::select! {
                () = sleep_until(due), if sent < count => {
                    self.discord.send(work.interaction(sent))?;
                    sent += 1;
                    due += pause(rate);
                }
                answer = self.discord.answer() => {
                    let answer = answer?;
                    work.check(&answer)?;
                    latencies.record(answer.took);
                    answered += 1;
                }
            }
        }
        Ok(Steady {
            latencies,
            cpu_us: per_interaction(self.program.cpu()? - cpu, count),
        })
    }
}

/// Time to the next of independent events that come `rate` times per second.
pub(crate) fn pause(rate: f64) -> Duration {
    let chance: f64 = rand::rng().random();
    Duration::from_secs_f64(-(1.0 - chance).ln() / rate)
}

fn per_interaction(cpu: Duration, count: u32) -> f64 {
    cpu.as_secs_f64() * 1e6 / f64::from(count)
}
