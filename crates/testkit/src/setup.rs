//! What a stage is to be, before it starts.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Result;
use core_config::Section;
use discord_sim::{Settings, Sim, permission};
use runtime::Bot;

use crate::{Balancer, Database, Kind, Log, Stage};

/// What a stage is to be.
pub struct Setup<A, C> {
    make: fn() -> Bot<A, C>,
    kind: Kind,
    sim: Settings,
    variables: BTreeMap<String, String>,
    permissions: u64,
    wait: bool,
    http: bool,
}

impl<A, C> Setup<A, C>
where
    A: Send + Sync + 'static,
    C: Section + Send + 'static,
{
    pub(crate) fn new(make: fn() -> Bot<A, C>) -> Self {
        let mut sim = Settings::default();
        // A restart in a test comes sooner after the last IDENTIFY than Discord allows.
        sim.gateway.identify_window = Duration::ZERO;
        Self {
            make,
            kind: Kind::Sqlite,
            sim,
            variables: BTreeMap::new(),
            permissions: permission::SEND_MESSAGES
                | permission::VIEW_CHANNEL
                | permission::ATTACH_FILES
                | permission::EMBED_LINKS,
            wait: true,
            http: false,
        }
    }

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

    /// The bot takes signed requests instead of the gateway, and its application has its endpoint at a balancer.
    #[must_use]
    pub fn ingress_http(mut self) -> Self {
        self.http = true;
        self.set("GUILDHALL__INGRESS", "http")
            .set("GUILDHALL__HTTP__LISTEN", "127.0.0.1:0")
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
            replicas: Vec::new(),
            balancer: if self.http {
                Some(Balancer::start().await?)
            } else {
                None
            },
            checked: false,
        };
        if self.wait {
            stage.start_bot().await?;
        }
        Ok(stage)
    }
}
