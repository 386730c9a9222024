//! A bot as its crate declares it: a readable list of what it has.

use std::{marker::PhantomData, sync::Arc};

use core_config::Section;
use db::{BotId, Db};
use futures_util::future::BoxFuture;
use i18n::{Catalog, CatalogBuilder};
use migrations::Scope;
use twilight_gateway::Intents;

use crate::{
    Clock, Command, Component, Failure, Job, ManifestError, Menu, Modal,
    registry::{self, Registry},
};

/// What a bot may use to build its application.
#[derive(Clone, Debug)]
pub struct Startup<C> {
    /// Its section of the configuration.
    pub config: C,
    /// The identity's database.
    pub db: Db,
    /// Which identity this is.
    pub bot_id: BotId,
    /// All texts.
    pub catalog: Catalog,
    /// The time.
    pub clock: Clock,
}

pub(crate) type Build<A, C> =
    Arc<dyn Fn(Startup<C>) -> BoxFuture<'static, Result<A, Failure>> + Send + Sync>;

/// A bot: `C` is its section of the configuration, `A` what its handlers share.
pub struct Bot<A, C> {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) intents: Intents,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) texts: CatalogBuilder,
    pub(crate) build: Build<A, C>,
    pub(crate) registry: Registry<A>,
    pub(crate) twice: Vec<&'static str>,
    config: PhantomData<fn() -> C>,
}

impl<A: Send + Sync + 'static, C: Section + Send + 'static> Bot<A, C> {
    /// A bot called `name`: the name of its crate, configuration file and tables. `about` is one
    /// sentence for `--help`; `build` makes what its handlers share.
    pub fn new<F, Fut>(name: &'static str, about: &'static str, build: F) -> Self
    where
        F: Fn(Startup<C>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<A, Failure>> + Send + 'static,
    {
        Self {
            name,
            about,
            intents: Intents::GUILDS,
            scopes: vec![Scope::SHARED],
            texts: Catalog::builder()
                .add(
                    "en-US",
                    "runtime.ftl",
                    include_str!("../locales/en-US/runtime.ftl"),
                )
                .add(
                    "de",
                    "runtime.ftl",
                    include_str!("../locales/de/runtime.ftl"),
                ),
            build: Arc::new(move |startup| Box::pin(build(startup))),
            registry: Registry::default(),
            twice: Vec::new(),
            config: PhantomData,
        }
    }

    /// Gateway intents beside `GUILDS`.
    #[must_use]
    pub fn intents(mut self, intents: Intents) -> Self {
        self.intents |= intents;
        self
    }

    /// Its own tables.
    #[must_use]
    pub fn scope(mut self, scope: Scope) -> Self {
        self.scopes.push(scope);
        self
    }

    /// Texts of one language: `file` is named in errors, `fluent` is its content.
    #[must_use]
    pub fn texts(mut self, locale: &str, file: &str, fluent: &str) -> Self {
        self.texts = self.texts.add(locale, file, fluent);
        self
    }

    /// Registers a command.
    #[must_use]
    pub fn command(mut self, command: Command<A>) -> Self {
        let name = command.rules.name;
        let commands = &mut self.registry.commands;
        registry::insert(commands, &mut self.twice, name, name, command);
        self
    }

    /// Registers an entry in the context menu of users or of messages.
    #[must_use]
    pub fn menu(mut self, menu: Menu<A>) -> Self {
        let (kind, name) = (menu.kind, menu.rules.name);
        let menus = &mut self.registry.menus;
        registry::insert(menus, &mut self.twice, (kind, name), name, menu);
        self
    }

    /// Registers a family of buttons or selects.
    #[must_use]
    pub fn component(mut self, component: Component<A>) -> Self {
        let name = component.rules.name;
        registry::insert(
            &mut self.registry.components,
            &mut self.twice,
            name,
            name,
            component,
        );
        self
    }

    /// Registers a family of windows with inputs.
    #[must_use]
    pub fn modal(mut self, modal: Modal<A>) -> Self {
        let name = modal.rules.name;
        let modals = &mut self.registry.modals;
        registry::insert(modals, &mut self.twice, name, name, modal);
        self
    }

    /// Registers periodic work.
    #[must_use]
    pub fn job(mut self, job: Job<A>) -> Self {
        self.registry.jobs.push(job);
        self
    }

    /// The bot's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The scopes of tables it needs.
    #[must_use]
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// Its commands as Discord is told of them, for a snapshot.
    ///
    /// # Errors
    ///
    /// [`StartError`](crate::StartError) if texts are missing or something is registered twice.
    pub fn manifest(self) -> Result<Vec<serde_json::Value>, crate::StartError> {
        let (registry, catalog) = self.checked()?;
        Ok(registry::manifest(&registry, &catalog)?)
    }

    /// All texts, for the test that compares locales.
    ///
    /// # Errors
    ///
    /// [`StartError`](crate::StartError) if the texts cannot be read.
    pub fn catalog(self) -> Result<Catalog, crate::StartError> {
        Ok(self.texts.build()?)
    }

    /// Rules of everything registered, for a test that walks them all.
    pub fn rules(&self) -> impl Iterator<Item = &crate::Rules> {
        let commands = self.registry.commands.values().map(|entry| &entry.rules);
        let components = self.registry.components.values().map(|entry| &entry.rules);
        let modals = self.registry.modals.values().map(|entry| &entry.rules);
        let menus = self.registry.menus.values().map(|entry| &entry.rules);
        commands.chain(menus).chain(components).chain(modals)
    }

    pub(crate) fn checked(self) -> Result<(Registry<A>, Catalog), crate::StartError> {
        if let Some(name) = self.twice.first() {
            return Err(ManifestError::Twice(name).into());
        }
        Ok((self.registry, self.texts.build()?))
    }
}
