//! The simulator and the bots as running programs: how they come up, what is told of them, how they go down.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;

use crate::console::{Console, Tone, took};
use crate::demo::desk::{Desk, Event, Interrupted};
use crate::demo::folder::Folder;
use crate::demo::http;
use crate::demo::process::{Process, WELL};
use crate::demo::said::{Line, Weight};
use crate::workspace::{Profile, Workspace};

/// The simulator's program, and its number among the events. Bots are numbered from the next one on.
pub(super) const SIMULATOR: &str = "discord-sim";
const SIMULATOR_NUMBER: usize = 0;
/// What it begins with when nothing is saved, from the root folder.
const WORLD: &str = "xtask/src/demo/world.yaml";
/// How the simulator's first line begins; its address follows.
const LISTENS: &str = "discord-sim listens on ";
/// The simulator names a bot after a token that begins so.
const TOKEN: &str = "offline-";
/// A slow machine needs a while to start a program.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks at whether bots are ready.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// How long nothing has to happen before the next look; nothing else is waited for.
const UNTIL_SOMETHING: Duration = Duration::from_secs(3600);

/// What is to be started.
pub(super) struct Plan {
    pub(super) bots: Vec<String>,
    pub(super) port: u16,
    pub(super) verbose: bool,
}

/// Everything that runs.
pub(super) struct Hall<'a> {
    console: &'a Console,
    desk: &'a Desk,
    folder: &'a Folder,
    verbose: bool,
    continues: bool,
    url: String,
    // Dropped in this order: bots say goodbye to a server that is still there.
    bots: Vec<Process>,
    simulator: Process,
}

/// The part of the simulator's account of its world that is waited for.
#[derive(Deserialize)]
struct State {
    applications: Vec<Application>,
}

#[derive(Deserialize)]
struct Application {
    name: String,
    connected: bool,
    commands: Vec<String>,
}

impl<'a> Hall<'a> {
    /// Starts the simulator, then the bots, and waits until each is connected and its commands are known.
    ///
    /// # Errors
    /// When the simulator does not start. A bot that does not is told of, and the others go on.
    pub(super) fn start(
        workspace: &Workspace,
        console: &'a Console,
        desk: &'a Desk,
        folder: &'a Folder,
        plan: &Plan,
    ) -> anyhow::Result<Self> {
        let programs = workspace.programs(Profile::Dev);
        let continues = folder.world().exists();
        folder.share(true)?;
        let mut command = workspace.program(programs.join(SIMULATOR));
        command
            .args([
                "--listen",
                &SocketAddr::from((Ipv4Addr::LOCALHOST, plan.port)).to_string(),
            ])
            .args(["--world", WORLD, "--state"])
            .arg(folder.world());
        let simulator = Process::start(SIMULATOR, SIMULATOR_NUMBER, &command, desk)?;
        let mut hall = Self {
            console,
            desk,
            folder,
            verbose: plan.verbose,
            continues,
            url: String::new(),
            bots: Vec::new(),
            simulator,
        };
        hall.await_simulator()?;
        folder.tell(&hall.page())?;
        for bot in &plan.bots {
            let mut command = workspace.program(programs.join(bot));
            command
                .env("DISCORD_TOKEN", format!("{TOKEN}{bot}"))
                .env("DISCORD_API_URL", &hall.url)
                .env(
                    "DATABASE_URL",
                    format!("sqlite:{}", folder.database(bot).display()),
                )
                .env("GUILDHALL_ENV", "development")
                .env("GUILDHALL__LOG__FORMAT", "json")
                .env("GUILDHALL__LOG__FILTER", "info");
            let number = hall.bots.len() + 1;
            hall.bots.push(Process::start(bot, number, &command, desk)?);
        }
        hall.await_bots()?;
        Ok(hall)
    }

    /// The page's address.
    pub(super) fn page(&self) -> String {
        format!("{}/play/", self.url)
    }

    /// The simulator's address.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The bots that run.
    pub(super) fn bots(&self) -> impl Iterator<Item = &str> {
        let up = self.bots.iter().filter(|bot| bot.is_up());
        up.map(|bot| bot.name.as_str())
    }

    /// Says something that was found out.
    pub(super) fn note(&self, text: &str) {
        self.console.note(text);
    }

    /// Says where to go and how to end it.
    pub(super) fn welcome(&self) {
        let (console, page) = (self.console, self.page());
        let bots: Vec<_> = self.bots().collect();
        let world = self.folder.shown();
        console.say("");
        console.say(format!("  {}", console.paint(Tone::Strong, page)));
        console.say("");
        console.note(format!("bots: {}", bots.join(", ")));
        console.note(if self.continues {
            format!("the world goes on as it was saved in {world} (--fresh begins anew)")
        } else {
            format!("a new world, which is kept in {world}")
        });
        console.note("stop it with Ctrl-C");
    }

    /// Tells what happens until somebody says stop.
    ///
    /// # Errors
    /// When the simulator ends by itself: without it there is nothing to see.
    pub(super) fn watch(&mut self) -> anyhow::Result<()> {
        loop {
            let event = self.desk.next(UNTIL_SOMETHING);
            if let Err(error) = self.take(event) {
                return if error.is::<Interrupted>() {
                    Ok(())
                } else {
                    Err(error)
                };
            }
        }
    }

    /// Stops the bots, then the simulator, which saves the world.
    ///
    /// # Errors
    /// When the simulator does not end well, so that the world may not be saved.
    pub(super) fn stop(&mut self) -> anyhow::Result<()> {
        let up: Vec<_> = self.bots.iter_mut().filter(|bot| bot.is_up()).collect();
        if !up.is_empty() {
            let names: Vec<_> = up.iter().map(|bot| bot.name.as_str()).collect();
            self.console.say("");
            self.console.note(format!("stopping {}", names.join(", ")));
        }
        for bot in up {
            bot.ask_to_stop();
        }
        for bot in self.bots.iter_mut().filter(|bot| bot.is_up()) {
            let end = bot.wait(self.desk)?;
            if end != WELL {
                self.console.warn(format!("{} ended with {end}", bot.name));
            }
        }
        if !self.simulator.is_up() {
            return Ok(());
        }
        self.simulator.ask_to_stop();
        let end = self.simulator.wait(self.desk)?;
        ensure!(
            end == WELL,
            "{SIMULATOR} ended with {end}, so the last changes may not be saved"
        );
        self.console
            .note(format!("the world is saved in {}", self.folder.shown()));
        Ok(())
    }

    /// Takes in what happened while something else is waited for.
    ///
    /// # Errors
    /// [`Interrupted`], and the simulator's end.
    pub(super) fn take(&mut self, event: Option<Event>) -> anyhow::Result<()> {
        match event {
            Some(Event::Stop) => Err(Interrupted.into()),
            Some(Event::Said { who, text }) => {
                self.hear(who, &text);
                Ok(())
            }
            Some(Event::Closed {
                who: SIMULATOR_NUMBER,
            }) => match self.simulator.closed(self.desk)? {
                Some(end) => bail!("{}", self.lost(&end)),
                None => Ok(()),
            },
            Some(Event::Closed { who }) => self.closed(who),
            None => Ok(()),
        }
    }

    fn hear(&mut self, who: usize, text: &str) {
        let (process, line) = match who {
            SIMULATOR_NUMBER => (Some(&mut self.simulator), Line::of_simulator(text)),
            bot => (self.bots.get_mut(bot - 1), Line::of_bot(text)),
        };
        let Some(process) = process else { return };
        if !line.text.trim().is_empty() {
            process.last.push(&line.text);
        }
        if line.weight > Weight::Note || (self.verbose && who != SIMULATOR_NUMBER) {
            self.console.say(line.painted(&process.name, self.console));
        }
    }

    /// A bot that ends by itself is told of, and stays away.
    fn closed(&mut self, who: usize) -> anyhow::Result<()> {
        let Some(bot) = self.bots.get_mut(who.saturating_sub(1)) else {
            return Ok(());
        };
        if let Some(end) = bot.closed(self.desk)? {
            let after = took(bot.started.elapsed());
            let (name, last) = (&bot.name, bot.last.text());
            self.console.error(format!(
                "{name} ended with {end} after {after}; it said last:\n{last}\n\
                 the rest goes on without it; to have it back, stop with Ctrl-C and start again"
            ));
        }
        Ok(())
    }

    /// Why there is no simulator any more, and what to do.
    fn lost(&self, end: &str) -> String {
        let last = self.simulator.last.text();
        let remedy = if self.url.is_empty() && self.continues {
            "\nif the saved world cannot be read: cargo xtask demo --fresh begins a new one"
        } else {
            ""
        };
        format!("{SIMULATOR} ended with {end}; it said last:\n{last}{remedy}")
    }

    fn await_simulator(&mut self) -> anyhow::Result<()> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let event = self.desk.next(LOOK_AGAIN);
            if let Some(Event::Said {
                who: SIMULATOR_NUMBER,
                text,
            }) = &event
                && let Some(url) = text.strip_prefix(LISTENS)
            {
                url.trim().clone_into(&mut self.url);
                return Ok(());
            }
            self.take(event)?;
        }
        bail!("{SIMULATOR} did not start within {}", took(PATIENCE))
    }

    fn await_bots(&mut self) -> anyhow::Result<()> {
        let end = Instant::now() + PATIENCE;
        loop {
            let event = self.desk.next(LOOK_AGAIN);
            self.take(event)?;
            let state: State = http::get_json(&format!("{}/sim/v1/state", self.url))
                .context("failed to ask the simulator for its bots")?;
            let ready = |name: &str| {
                let mut all = state.applications.iter();
                all.any(|one| one.name == name && one.connected && !one.commands.is_empty())
            };
            let missing: Vec<_> = self.bots().filter(|bot| !ready(bot)).collect();
            if missing.is_empty() {
                return Ok(());
            }
            if Instant::now() > end {
                let names = missing.join(", ");
                let waited = took(PATIENCE);
                self.console.error(format!(
                    "not ready after {waited}, but perhaps later: {names}"
                ));
                return Ok(());
            }
        }
    }
}
