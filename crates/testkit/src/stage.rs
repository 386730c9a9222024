//! A stage for one bot: simulator, guild, channel, database, and the bot itself.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context as _, Result};
use core_config::{Section, Source};
use db::Timestamp;
use discord_sim::{
    Application, Channel, Guild, Moment, Person, Problem, ProblemKind, Seat, Settings, Sim,
    permission,
};
use runtime::{Bot, Chance, Clock, Surroundings};

use crate::{Database, Kind, Log, Page, database, process::InProcess};

/// How long a bot is waited for: it logs in and registers its commands.
const PATIENCE: Duration = Duration::from_secs(30);
/// How the simulator's interaction tokens begin.
const INTERACTION_TOKEN: &str = "sim-interaction-";
/// Seed of all chance, so that a failure can be repeated.
const SEED: u64 = 7;

/// What a stage is to be.
pub struct Setup<A, C> {
    make: fn() -> Bot<A, C>,
    kind: Kind,
    sim: Settings,
    variables: BTreeMap<String, String>,
    permissions: u64,
    wait: bool,
}

/// A bot on its stage.
pub struct Stage<A, C> {
    /// The simulated Discord.
    pub sim: Sim,
    /// The guild the bot is in.
    pub guild: Guild,
    /// A text channel of it.
    pub channel: Channel,
    /// The bot's application.
    pub application: Application,
    /// The bot's database.
    pub database: Database,
    /// The bot's log, over restarts.
    pub log: Log,
    make: fn() -> Bot<A, C>,
    variables: BTreeMap<String, String>,
    bot: Option<InProcess>,
    checked: bool,
}

impl<A, C> Stage<A, C>
where
    A: Send + Sync + 'static,
    C: Section + Send + 'static,
{
    /// A stage for the bot that `make` declares, on SQLite unless said otherwise.
    #[expect(clippy::new_ret_no_self, reason = "a stage is set up, then started")]
    pub fn new(make: fn() -> Bot<A, C>) -> Setup<A, C> {
        let mut sim = Settings::default();
        // A restart in a test comes sooner after the last IDENTIFY than Discord allows.
        sim.gateway.identify_window = Duration::ZERO;
        Setup {
            make,
            kind: Kind::Sqlite,
            sim,
            variables: BTreeMap::new(),
            permissions: permission::SEND_MESSAGES
                | permission::VIEW_CHANNEL
                | permission::ATTACH_FILES
                | permission::EMBED_LINKS,
            wait: true,
        }
    }

    /// A new member of the guild, seated in the channel.
    pub fn person(&self, name: &str) -> Seat {
        self.guild.person(name).in_channel(&self.channel)
    }

    /// Somebody who is in no guild.
    pub fn stranger(&self, name: &str) -> Person {
        self.sim.person(name)
    }

    /// Ends the bot as SIGTERM would; says how many handlers were cut off.
    pub async fn stop(&mut self) -> usize {
        match self.bot.take() {
            Some(bot) => bot.stop().await,
            None => 0,
        }
    }

    /// Drops the bot without a word, as a crash would.
    pub async fn crash(&mut self) {
        if let Some(bot) = self.bot.take() {
            // Ending its runtime blocks.
            drop(tokio::task::spawn_blocking(move || drop(bot)).await);
        }
    }

    /// Starts the bot anew on the same world and database.
    ///
    /// # Errors
    ///
    /// Why the bot did not start.
    pub async fn start_bot(&mut self) -> Result<()> {
        self.bot = Some(self.spawn().await?);
        self.connected().await
    }

    /// Starts a second process of the bot, beside the one that runs; that one is returned.
    ///
    /// # Errors
    ///
    /// Why the bot did not start.
    pub async fn succeed(&mut self) -> Result<Predecessor> {
        let successor = self.spawn().await?;
        Ok(Predecessor(self.bot.replace(successor)))
    }

    /// Lets go of the running process, to be ended while a later one starts.
    pub const fn retire(&mut self) -> Predecessor {
        Predecessor(self.bot.take())
    }

    /// Another release of the bot: `make` declares it from the next start on.
    pub fn release(&mut self, make: fn() -> Bot<A, C>) {
        self.make = make;
    }

    /// A page of the bot's health server, which `health.listen` turns on.
    ///
    /// # Errors
    ///
    /// If it does not run, or does not answer.
    pub async fn page(&self, path: &str) -> Result<Page> {
        let health = self.bot.as_ref().and_then(InProcess::health);
        Page::fetch(health.context("the health server does not run")?, path).await
    }

    /// How long the running bot's threads have worked so far: an idle bot stands still.
    pub fn busy(&self) -> Duration {
        self.bot.as_ref().map(InProcess::busy).unwrap_or_default()
    }

    /// Sets a configuration variable for the next start.
    pub fn set(&mut self, variable: &str, value: &str) {
        self.variables.insert(variable.to_owned(), value.to_owned());
    }

    /// What must not have happened: problems of the simulator, errors in the log, secrets in it.
    pub fn leftovers(&self) -> Vec<String> {
        leftovers(&self.sim, &self.application, &self.log)
    }

    /// Forgives what a test has provoked.
    pub fn forgive(&self, wanted: impl Fn(&Problem) -> bool) -> Vec<Problem> {
        self.sim.journal().forgive(wanted)
    }

    /// Forgives interactions that nobody answered.
    pub fn forgive_unanswered(&self) -> usize {
        self.forgive(|problem| problem.kind == ProblemKind::Unanswered)
            .len()
    }

    /// Looks for leftovers now, and not again on drop.
    ///
    /// # Panics
    ///
    /// If there are any.
    pub fn finish(mut self) {
        self.check();
    }

    fn check(&mut self) {
        if std::mem::replace(&mut self.checked, true) {
            return;
        }
        let left = self.leftovers();
        assert!(
            left.is_empty(),
            "left over on the stage:\n{}\nthe log's end:\n{}",
            left.join("\n"),
            tail(&self.log)
        );
    }

    async fn spawn(&self) -> Result<InProcess> {
        let mut source = Source::new(self.database.folder().join("config"));
        for (variable, value) in &self.variables {
            source = source.with(variable, value);
        }
        let around = Surroundings {
            clock: clock(&self.sim),
            chance: Chance::seeded(SEED),
        };
        InProcess::start((self.make)(), source, around, self.log.clone()).await
    }

    async fn connected(&self) -> Result<()> {
        let connected = self
            .sim
            .gateway()
            .wait_connected(self.application.id(), true);
        tokio::time::timeout(PATIENCE, connected)
            .await
            .with_context(|| format!("the bot did not connect; its log:\n{}", tail(&self.log)))?;
        let name = (self.make)().name();
        anyhow::ensure!(
            self.application.has_command(name, PATIENCE).await,
            "the bot did not register /{name}; its log:\n{}",
            tail(&self.log)
        );
        Ok(())
    }
}

impl<A, C> Drop for Stage<A, C> {
    fn drop(&mut self) {
        let bot = self.bot.take();
        if std::thread::panicking() {
            eprintln_tail(&self.log);
            return;
        }
        drop(bot);
        if !self.checked {
            let left = leftovers(&self.sim, &self.application, &self.log);
            assert!(
                left.is_empty(),
                "left over on the stage:\n{}",
                left.join("\n")
            );
        }
    }
}

fn leftovers(sim: &Sim, application: &Application, log: &Log) -> Vec<String> {
    let problems = sim.problems().into_iter().map(|found| found.to_string());
    let errors = log.errors().into_iter().map(|line| format!("log: {line}"));
    let token = application.token();
    let secrets = [&token, INTERACTION_TOKEN, database::PASSWORD];
    let shown = log.showing(&secrets).into_iter();
    let shown = shown.map(|line| format!("secret in the log: {line}"));
    problems.chain(errors).chain(shown).collect()
}

/// A process that runs beside its successor.
#[derive(Debug)]
pub struct Predecessor(Option<InProcess>);

impl Predecessor {
    /// Ends it as SIGTERM would; says how many handlers were cut off.
    pub async fn stop(self) -> usize {
        match self.0 {
            Some(bot) => bot.stop().await,
            None => 0,
        }
    }
}

impl<A, C> Setup<A, C>
where
    A: Send + Sync + 'static,
    C: Section + Send + 'static,
{
    /// On which database.
    #[must_use]
    pub const fn on(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// A configuration variable.
    #[must_use]
    pub fn set(mut self, variable: &str, value: &str) -> Self {
        self.variables.insert(variable.to_owned(), value.to_owned());
        self
    }

    /// Changes the simulator's settings.
    #[must_use]
    pub fn sim(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.sim);
        self
    }

    /// What the bot may do in the guild.
    #[must_use]
    pub const fn bot_permissions(mut self, permissions: u64) -> Self {
        self.permissions = permissions;
        self
    }

    /// Does not start the bot yet.
    #[must_use]
    pub const fn without_bot(mut self) -> Self {
        self.wait = false;
        self
    }

    /// Starts it all and waits until the bot is connected and its commands are known.
    ///
    /// # Panics
    ///
    /// If anything does not start.
    pub async fn start(self) -> Stage<A, C> {
        match self.try_start().await {
            Ok(stage) => stage,
            Err(error) => panic!("{error:#}"),
        }
    }

    async fn try_start(self) -> Result<Stage<A, C>> {
        let name = (self.make)().name();
        let database = Database::fresh(self.kind, name).await?;
        let sim = Sim::start(self.sim)?;
        let guild = sim.guild("Test");
        let channel = guild.text_channel("general");
        let application = sim.application(name);
        guild.install(&application, self.permissions);
        let mut variables = BTreeMap::from([
            ("DISCORD_TOKEN".to_owned(), application.token()),
            ("DISCORD_API_URL".to_owned(), sim.url()),
            ("DATABASE_URL".to_owned(), database.url().to_owned()),
            // All that is said is looked through for secrets, so all is said.
            ("GUILDHALL__LOG__FILTER".to_owned(), "trace".to_owned()),
            ("GUILDHALL__LOG__FORMAT".to_owned(), "json".to_owned()),
            // Tests act faster than people.
            ("GUILDHALL__ABUSE__COMMANDS".to_owned(), "1000".to_owned()),
        ]);
        variables.extend(self.variables);
        let mut stage = Stage {
            sim,
            guild,
            channel,
            application,
            database,
            log: Log::default(),
            make: self.make,
            variables,
            bot: None,
            checked: false,
        };
        if self.wait {
            stage.start_bot().await?;
        }
        Ok(stage)
    }
}

/// The simulator's clock as the bot's.
fn clock(sim: &Sim) -> Clock {
    let (reading, waiting) = (sim.clock().clone(), sim.clock().clone());
    Clock::driven(
        move || Timestamp::from_unix_micros(reading.now().unix_micros()),
        move |at| {
            let clock = waiting.clone();
            Box::pin(async move {
                clock
                    .wait_until(Moment::from_unix_micros(at.unix_micros()))
                    .await;
            })
        },
    )
}

fn tail(log: &Log) -> String {
    let mut lines = log.lines();
    lines.retain(|line| {
        !line.contains("\"level\":\"TRACE\"") && !line.contains("\"level\":\"DEBUG\"")
    });
    let from = lines.len().saturating_sub(40);
    lines[from..].join("\n")
}

#[expect(
    clippy::print_stderr,
    reason = "what helps whoever reads a failed test"
)]
fn eprintln_tail(log: &Log) {
    eprintln!("the bot's log:\n{}", tail(log));
}
