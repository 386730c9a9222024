//! What must hold before a handler runs.

use std::time::Duration;

use auth::Level;
use twilight_model::guild::Permissions;

use crate::Answers;

/// Where something may be used.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum PlaceRule {
    /// In guilds and in private messages.
    #[default]
    Anywhere,
    /// In guilds only.
    Guild,
}

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
    pub place: PlaceRule,
    /// How long a person waits between two successful uses.
    pub cooldown: Option<Duration>,
}

impl Rules {
    pub(super) const fn new(name: &'static str, answers: Answers) -> Self {
        Self {
            name,
            answers,
            level: Level::User,
            person_needs: Permissions::empty(),
            bot_needs: Permissions::empty(),
            place: PlaceRule::Anywhere,
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

        /// Not in private messages.
        #[must_use]
        pub const fn in_guilds_only(mut self) -> Self {
            self.rules.place = $crate::registry::PlaceRule::Guild;
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
