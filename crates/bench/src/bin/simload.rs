//! A simulator with a large world and people who never rest, in one process that can be tied to one core.
//!
//! Speaks in lines of JSON on standard output: when the world stands, and what the load showed. The bots are other
//! processes; interactions begin when all of them are connected and have registered `/echo`.
#![expect(clippy::print_stdout, reason = "its caller reads the lines")]

use std::{
    collections::VecDeque,
    fs,
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};
use clap::Parser;
use discord_sim::{Application, Outcome, Seat, Settings, Sim, permission};
use hdrhistogram::Histogram;
use serde_json::json;
use tokio::task::JoinSet;

/// A world, and how much happens in it.
#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value_t = 1_000)]
    guilds: usize,
    /// Text channels of each guild.
    #[arg(long, default_value_t = 5)]
    channels: usize,
    /// Roles of each guild.
    #[arg(long, default_value_t = 5)]
    roles: usize,
    /// Members of each guild, no two guilds share one.
    #[arg(long, default_value_t = 100)]
    members: usize,
    /// Bots, all of them in every guild; their tokens are `offline-load-1` and so on.
    #[arg(long, default_value_t = 10)]
    bots: usize,
    /// Interactions per second; 0 only holds the world until its input ends.
    #[arg(long, default_value_t = 0)]
    rate: u32,
    #[arg(long, default_value_t = 10)]
    seconds: u32,
}

/// How long the bots may take to connect and register.
const CONNECT: Duration = Duration::from_secs(120);

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let began = Instant::now();
    let mut settings = Settings {
        oracle: false,
        journal_capacity: 10_000,
        ..Settings::default()
    };
    settings.limits.global_per_second = u32::MAX;
    let sim = Sim::start(settings)?;
    let world = World::build(&sim, &arguments);
    let stands = json!({"address": sim.address().to_string(), "built_seconds": began.elapsed().as_secs_f64(),
        "resident_mib": resident()?});
    println!("{stands}");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    if arguments.rate == 0 {
        std::io::read_to_string(std::io::stdin())?;
        return Ok(());
    }
    runtime.block_on(async {
        world.connected(&sim).await?;
        world.load(&arguments).await
    })
}

struct World {
    bots: Vec<Application>,
    /// Somebody in a channel of each guild.
    seats: Vec<Seat>,
}

impl World {
    fn build(sim: &Sim, arguments: &Arguments) -> Self {
        let bots: Vec<Application> = (1..=arguments.bots)
            .map(|number| {
                let name = format!("load-{number}");
                sim.application_with_token(&name, &format!("offline-{name}"))
            })
            .collect();
        let mut seats = Vec::new();
        for number in 0..arguments.guilds {
            let guild = sim.guild(&format!("Guild {number}"));
            for role in 0..arguments.roles {
                guild.role(&format!("role {role}"), permission::NONE);
            }
            let channels: Vec<_> = (0..arguments.channels.max(1))
                .map(|place| guild.text_channel(&format!("channel-{place}")))
                .collect();
            for member in 0..arguments.members.max(1) {
                let person = guild.person(&format!("person-{number}-{member}"));
                if member == 0 {
                    seats.push(person.in_channel(&channels[0]));
                }
            }
            for bot in &bots {
                guild.install(bot, permission::NONE);
            }
        }
        Self { bots, seats }
    }

    async fn connected(&self, sim: &Sim) -> anyhow::Result<()> {
        for bot in &self.bots {
            let known = bot.has_command("echo", CONNECT).await;
            ensure!(known, "{} has not registered /echo", bot.name());
            // Commands for all places are registered before there is a session.
            let connected = sim.gateway().wait_connected(bot.id(), true);
            let waited = tokio::time::timeout(CONNECT, connected).await;
            ensure!(waited.is_ok(), "{} is not connected", bot.name());
        }
        Ok(())
    }

    async fn load(&self, arguments: &Arguments) -> anyhow::Result<()> {
        let pause = Duration::from_secs(1) / arguments.rate;
        let total = arguments.rate * arguments.seconds;
        let mut latencies = Histogram::<u64>::new(3)?;
        let mut failed = 0_u32;
        let mut running: JoinSet<(bool, Duration)> = JoinSet::new();
        let (began, cpu) = (Instant::now(), cpu()?);
        let mut due: VecDeque<Duration> = (0..total).map(|number| pause * number).collect();
        let mut number = 0_usize;
        while !due.is_empty() || !running.is_empty() {
            let late = due.front().map(|at| began + *at);
            tokio::select! {
                () = tokio::time::sleep_until(late.unwrap_or(began).into()), if late.is_some() => {
                    due.pop_front();
                    let seat = self.seats[number % self.seats.len()].clone();
                    let bot = self.bots[number % self.bots.len()].clone();
                    number += 1;
                    running.spawn(async move {
                        let sent = Instant::now();
                        let shown = seat.with(&bot).slash("/echo text:hello").await;
                        let answered = shown.is_ok_and(|shown| matches!(shown.outcome(), Outcome::Message(_)));
                        (answered, sent.elapsed())
                    });
                }
                Some(done) = running.join_next(), if !running.is_empty() => {
                    let (answered, took) = done?;
                    failed += u32::from(!answered);
                    latencies.record(u64::try_from(took.as_micros())?)?;
                }
            }
        }
        let took = began.elapsed().as_secs_f64();
        let millis = |quantile: f64| latencies.value_at_quantile(quantile) as f64 / 1_000.0;
        let result = json!({"interactions": total, "failed": failed, "seconds": took,
            "per_second": f64::from(total) / took, "cpu_seconds": (self::cpu()? - cpu).as_secs_f64(),
            "p50_ms": millis(0.5), "p99_ms": millis(0.99), "longest_ms": millis(1.0), "resident_mib": resident()?});
        println!("{result}");
        Ok(())
    }
}

/// Resident memory of this process in MiB.
fn resident() -> anyhow::Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_ascii_whitespace().next());
    let kib: f64 = number.context("no VmRSS in status")?.parse()?;
    Ok(kib / 1_024.0)
}

/// Processor time of this process: user and system, fields 14 and 15 of `proc(5)`, in ticks of 10 ms.
fn cpu() -> anyhow::Result<Duration> {
    let text = fs::read_to_string("/proc/self/stat")?;
    let (_, rest) = text.rsplit_once(')').context("no name in stat")?;
    let ticks: u32 = rest
        .split_ascii_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u32>().ok())
        .sum();
    Ok(Duration::from_millis(10) * ticks)
}
