//! A stage for one bot: simulator, guild, channel, database, and the bot itself.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context as _, Result};
use core_config::{Section, Source};
use db::Timestamp;
use discord_sim::{Application, Channel, Guild, Moment, Person, Problem, ProblemKind, Seat, Sim};
use runtime::{Bot, Chance, Clock, Surroundings};

use crate::{Balancer, Database, Log, Page, Setup, database, process::InProcess};

/// How long a bot is waited for: it logs in and registers its commands.
const PATIENCE: Duration = Duration::from_secs(30);
/// How the simulator's interaction tokens begin.
const INTERACTION_TOKEN: &str = "sim-interaction-";
/// Seed of all chance, so that a failure can be repeated.
const SEED: u64 = 7;

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
    pub(crate) make: fn() -> Bot<A, C>,
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) bot: Option<InProcess>,
    pub(crate) replicas: Vec<InProcess>,
    pub(crate) balancer: Option<Balancer>,
    pub(crate) checked: bool,
}

impl<A, C> Stage<A, C>
where
    A: Send + Sync + 'static,
    C: Section + Send + 'static,
{
    /// A stage for the bot that `make` declares, on SQLite unless said otherwise.
    #[expect(clippy::new_ret_no_self, reason = "a stage is set up, then started")]
    pub fn new(make: fn() -> Bot<A, C>) -> Setup<A, C> {
        Setup::new(make)
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
        let bot = self.bot.take();
        self.unbalance(bot.as_ref());
        match bot {
            Some(bot) => bot.stop().await,
            None => 0,
        }
    }

    fn unbalance(&self, bot: Option<&InProcess>) {
        if let (Some(balancer), Some(address)) = (&self.balancer, bot.and_then(InProcess::http)) {
            balancer.remove(address);
        }
    }

    /// Drops the bot without a word, as a crash would.
    pub async fn crash(&mut self) {
        if let Some(bot) = self.bot.take() {
            self.unbalance(Some(&bot));
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

    /// Where Discord's requests go, with `ingress_http`.
    pub fn endpoint(&self) -> Option<String> {
        let address = self.balancer.as_ref()?.address();
        let name = (self.make)().name();
        Some(format!("http://{address}/interactions/{name}"))
    }

    /// What stands before the processes, with `ingress_http`.
    pub const fn balancer(&self) -> Option<&Balancer> {
        self.balancer.as_ref()
    }

    /// Starts another process of the bot behind the balancer, beside those that run.
    ///
    /// # Errors
    ///
    /// Why the bot did not start, or that it takes no signed requests.
    pub async fn replicate(&mut self) -> Result<()> {
        let replica = self.spawn().await?;
        let address = replica.http().context("replicas need ingress_http")?;
        self.balancer.as_ref().context("no balancer")?.add(address);
        self.replicas.push(replica);
        Ok(())
    }

    /// Puts a process behind the balancer and makes Discord test it.
    async fn reachable(&self) -> Result<()> {
        let (Some(balancer), Some(bot)) = (&self.balancer, &self.bot) else {
            return Ok(());
        };
        balancer.add(bot.http().context("the bot takes no signed requests")?);
        let endpoint = self.endpoint();
        let set = self.application.interactions_endpoint(endpoint.as_deref());
        set.await.with_context(|| tail(&self.log))
    }

    async fn connected(&self) -> Result<()> {
        if self.balancer.is_some() {
            self.reachable().await?;
        } else {
            self.gateway_connected().await?;
        }
        let name = (self.make)().name();
        anyhow::ensure!(
            self.application.has_command(name, PATIENCE).await,
            "the bot did not register /{name}; its log:\n{}",
            tail(&self.log)
        );
        Ok(())
    }

    async fn gateway_connected(&self) -> Result<()> {
        let connected = self
            .sim
            .gateway()
            .wait_connected(self.application.id(), true);
        tokio::time::timeout(PATIENCE, connected)
            .await
            .with_context(|| format!("the bot did not connect; its log:\n{}", tail(&self.log)))
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
        self.replicas.clear();
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
