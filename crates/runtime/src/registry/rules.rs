//! What must hold before a handler runs.

use std::time::Duration;

use auth::Level;
use twilight_model::guild::Permissions;

use super::places::{Contexts, Installs};
use crate::Answers;

/// What must hold before a handler runs, and how it answers.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Command path or component family: the key of its cooldown, and its name in logs.
    pub name: &'static str,
    /// How it answers.
    pub answers: Answers,
    /// Lowest level that may use it.
    pub level: Level,
    /// Discord permissions that the person needs in the channel.
    pub person_needs: Permissions,
    /// Discord permissions that the bot needs in the channel.
    pub bot_needs: Permissions,
    /// Where it may be used.
    pub contexts: Contexts,
    /// Whose installation of the app it is for.
    pub installs: Installs,
    /// How long a person waits between two successful uses.
    pub cooldown: Option<Duration>,
}

impl Rules {
    /// Of a command: in guilds and in direct messages with the bot.
    pub(super) const fn command(name: &'static str, answers: Answers) -> Self {
        Self {
            contexts: Contexts::GUILD.and(Contexts::BOT_DM),
            installs: Installs::GUILD,
            ..Self::new(name, answers)
        }
    }

    /// Of what stands in a message: wherever the message is.
    pub(super) const fn new(name: &'static str, answers: Answers) -> Self {
        Self {
            name,
            answers,
            level: Level::User,
            person_needs: Permissions::empty(),
            bot_needs: Permissions::empty(),
            contexts: Contexts::ALL,
            installs: Installs::ALL,
            cooldown: None,
        }
    }
}

/// The same setters on everything that has rules.
macro_rules! rule_setters {
    () => {
        /// Lowest level that may use it; everyone by default.
        #[must_use]
        pub const fn level(mut self, level: auth::Level) -> Self {
            self.rules.level = level;
            self
        }

        /// Discord permissions that the person needs in the channel.
        #[must_use]
        pub const fn person_needs(
            mut self,
            permissions: twilight_model::guild::Permissions,
        ) -> Self {
            self.rules.person_needs = permissions;
            self
        }

        /// Discord permissions that the bot needs in the channel.
        #[must_use]
        pub const fn bot_needs(mut self, permissions: twilight_model::guild::Permissions) -> Self {
            self.rules.bot_needs = permissions;
            self
        }

        /// Not in direct messages.
        #[must_use]
        pub const fn in_guilds_only(mut self) -> Self {
            self.rules.contexts = $crate::registry::Contexts::GUILD;
            self
        }

        /// In these kinds of places only.
        #[must_use]
        pub const fn contexts(mut self, contexts: $crate::registry::Contexts) -> Self {
            self.rules.contexts = contexts;
            self
        }

        /// How long a person waits between two successful uses.
        #[must_use]
        pub const fn cooldown(mut self, wait: std::time::Duration) -> Self {
            self.rules.cooldown = Some(wait);
            self
        }
    };
}
pub(super) use rule_setters;

/// Setters of what people find in Discord's lists.
macro_rules! install_setters {
    () => {
        /// For these ways to install the app; for guilds only by default.
        #[must_use]
        pub const fn installs(mut self, installs: $crate::registry::Installs) -> Self {
            self.rules.installs = installs;
            self
        }
    };
}
pub(super) use install_setters;
