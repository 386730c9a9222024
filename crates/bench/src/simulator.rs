//! The simulator itself: how fast it is on one core, how soon a large world stands, and what hangman holds in memory
//! beside many guilds.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value as Json;

use crate::{
    Goal, Plan, Report, Row, Value,
    program::{Memory, Program},
};

/// Growth in MiB between two looks below which a program counts as settled.
const GROWTH: f64 = 0.1;
/// The core that the simulator is tied to.
const CORE: &str = "0";

/// A world and what happens in it.
struct World {
    guilds: u32,
    channels: u32,
    roles: u32,
    members: u32,
    bots: u32,
    rate: u32,
    seconds: u32,
}

/// Runs all three.
pub(crate) async fn run(
    plan: &Plan,
    programs: &Path,
    say: &dyn Fn(&str),
    report: &mut Report,
) -> Result<()> {
    load(plan, programs, say, report).await?;
    large(plan, programs, say, report)?;
    hangman(plan, programs, say, report).await
}

async fn load(plan: &Plan, programs: &Path, say: &dyn Fn(&str), report: &mut Report) -> Result<()> {
    say("simulator: 10 bots under load, the simulator on one core");
    let world = World {
        guilds: plan.world,
        channels: 5,
        roles: 5,
        members: 100,
        bots: 10,
        rate: plan.simulated_rate,
        seconds: plan.simulated_seconds,
    };
    let mut simulator = Simulator::start(programs, &world)?;
    let folder = tempfile::tempdir()?;
    let mut bots = Vec::new();
    for number in 1..=world.bots {
        let own = folder.path().join(number.to_string());
        let token = format!("offline-load-{number}");
        let extra = [("DISCORD_TOKEN", token.as_str()), ("BOT_ID", "subject")];
        let path = programs.join("subject");
        bots.push(Program::start(&path, simulator.address, &own, &extra)?);
    }
    let shown = simulator
        .line()
        .with_context(|| bots.first().map(Program::last_words).unwrap_or_default())?;
    let number = |name: &str| shown[name].as_f64().unwrap_or(f64::NAN);
    ensure!(
        shown["failed"] == 0,
        "{} of {} interactions were not answered",
        shown["failed"],
        shown["interactions"]
    );
    let what = format!(
        "simulator on one core, {} bots, {} guilds of {} members",
        world.bots, world.guilds, world.members
    );
    let rate = Value::plain(number("per_second"), "/s", 0);
    let goal = Goal::Least(f64::from(world.rate) * 0.99);
    report.push(
        Row::new(format!("{what}: interactions per second"))
            .house(rate)
            .goal(goal),
    );
    let busy = number("cpu_seconds") / number("seconds") * 100.0;
    report
        .push(Row::new("of that core, with the people who act").house(Value::plain(busy, "%", 0)));
    report.push(
        Row::new("from the act to the answer seen: p50").house(Value::plain(
            number("p50_ms"),
            "ms",
            2,
        )),
    );
    report.push(
        Row::new("from the act to the answer seen: p99").house(Value::plain(
            number("p99_ms"),
            "ms",
            2,
        )),
    );
    report.push(
        Row::new("its resident memory after that").house(Value::plain(
            number("resident_mib"),
            "MiB",
            0,
        )),
    );
    Ok(())
}

fn large(plan: &Plan, programs: &Path, say: &dyn Fn(&str), report: &mut Report) -> Result<()> {
    say("simulator: a large world");
    let world = World {
        guilds: plan.world * 10,
        channels: 5,
        roles: 5,
        members: 20,
        bots: 1,
        rate: 0,
        seconds: 0,
    };
    let simulator = Simulator::start(programs, &world)?;
    let what = format!(
        "a world of {} guilds of {} members stands after",
        world.guilds, world.members
    );
    let seconds = Value::plain(simulator.built_seconds, "s", 1);
    report.push(Row::new(&what).house(seconds).goal(Goal::Most(10.0)));
    let memory = Value::plain(simulator.resident_mib, "MiB", 0);
    report.push(Row::new("its resident memory").house(memory));
    Ok(())
}

async fn hangman(
    plan: &Plan,
    programs: &Path,
    say: &dyn Fn(&str),
    report: &mut Report,
) -> Result<()> {
    say("hangman beside many guilds");
    let world = World {
        guilds: plan.world,
        channels: 50,
        roles: 20,
        members: 100,
        bots: 1,
        rate: 0,
        seconds: 0,
    };
    let simulator = Simulator::start(programs, &world)?;
    let folder = tempfile::tempdir()?;
    let extra = [("DISCORD_TOKEN", "offline-load-1")];
    let path = programs.join("hangman");
    let hangman = Program::start(&path, simulator.address, folder.path(), &extra)?;
    let memory = settled(&hangman, plan).await?;
    let what = format!(
        "hangman in {} guilds of 50 channels, 20 roles, 100 members",
        world.guilds
    );
    report.push(
        Row::new(format!("{what}: resident memory"))
            .house(Value::plain(memory.resident, "MiB", 1))
            .goal(Goal::Most(60.0)),
    );
    report.push(Row::new("of that, anonymous").house(Value::plain(memory.anonymous, "MiB", 1)));
    Ok(())
}

/// The memory of a program that has read all its guilds: when it stopped growing.
async fn settled(program: &Program, plan: &Plan) -> Result<Memory> {
    let mut before = 0.0;
    loop {
        tokio::time::sleep(plan.idle).await;
        let memory = program.memory()?;
        if memory.resident <= before + GROWTH {
            return Ok(memory);
        }
        before = memory.resident;
    }
}

/// A running `simload`.
struct Simulator {
    child: Child,
    lines: BufReader<ChildStdout>,
    /// Held open: its end ends the simulator.
    _input: Option<ChildStdin>,
    address: SocketAddr,
    built_seconds: f64,
    resident_mib: f64,
}

impl Simulator {
    fn start(programs: &Path, world: &World) -> Result<Self> {
        let path = programs.join("simload");
        ensure!(
            path.is_file(),
            "{} is not built: run `cargo xtask bench`",
            path.display()
        );
        let mut command = Command::new("taskset");
        command.args(["-c", CORE]).arg(&path);
        for (name, value) in [
            ("--guilds", world.guilds),
            ("--channels", world.channels),
            ("--roles", world.roles),
            ("--members", world.members),
            ("--bots", world.bots),
            ("--rate", world.rate),
            ("--seconds", world.seconds),
        ] {
            command.arg(name).arg(value.to_string());
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context(
                "the simulator cannot be started (it is tied to a core by `taskset` of util-linux)",
            )?;
        let lines = BufReader::new(child.stdout.take().context("no output")?);
        let mut simulator = Self {
            _input: child.stdin.take(),
            child,
            lines,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            built_seconds: 0.0,
            resident_mib: 0.0,
        };
        let stands = simulator.line()?;
        simulator.address = stands["address"].as_str().context("no address")?.parse()?;
        simulator.built_seconds = stands["built_seconds"].as_f64().context("no time")?;
        simulator.resident_mib = stands["resident_mib"].as_f64().context("no memory")?;
        Ok(simulator)
    }

    /// What it says next.
    fn line(&mut self) -> Result<Json> {
        let mut line = String::new();
        let read = self.lines.read_line(&mut line)?;
        ensure!(read > 0, "the simulator ended early");
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
