//! Where something may be used, and whose installation it is for.

use std::fmt;

use serde_json::{Value, json};

use crate::{Context, interaction::Origin};

/// Kinds of places, put together with [`and`](Self::and).
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct Contexts(u8);

impl Contexts {
    /// Guilds.
    pub const GUILD: Self = Self(1);
    /// Direct messages with the bot.
    pub const BOT_DM: Self = Self(1 << 1);
    /// Direct messages of people among themselves, for those who installed the app for themselves.
    pub const PRIVATE_CHANNEL: Self = Self(1 << 2);
    /// All of them.
    pub const ALL: Self = Self(0b111);

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` are among these.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) const fn allow(self, context: Context) -> bool {
        self.has(match context {
            Context::Guild => Self::GUILD,
            Context::BotDm => Self::BOT_DM,
            Context::PrivateChannel => Self::PRIVATE_CHANNEL,
        })
    }

    /// As Discord numbers them (`interactions/application-commands.mdx`, Interaction Context Types).
    pub(crate) fn numbers(self) -> Value {
        numbers(self.0)
    }
}

/// Ways to install the app, put together with [`and`](Self::and).
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct Installs(u8);

impl Installs {
    /// For a guild.
    pub const GUILD: Self = Self(1);
    /// For a person, who takes the app along everywhere.
    pub const USER: Self = Self(1 << 1);
    /// Both.
    pub const ALL: Self = Self(0b11);

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` are among these.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the installation that an interaction comes by is one of these. Old interactions
    /// name none.
    pub(crate) const fn allow(self, origin: &Origin) -> bool {
        let owners = &origin.owners;
        (owners.bot && self.has(Self::GUILD))
            || (owners.user.is_some() && self.has(Self::USER))
            || (!owners.bot && owners.user.is_none())
    }

    /// As Discord numbers them (`resources/application.mdx`, Application Integration Types).
    pub(crate) fn numbers(self) -> Value {
        numbers(self.0)
    }
}

impl fmt::Debug for Contexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        named(f, self.0, &["GUILD", "BOT_DM", "PRIVATE_CHANNEL"])
    }
}

impl fmt::Debug for Installs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        named(f, self.0, &["GUILD", "USER"])
    }
}

/// Names of the bits that are set.
fn named(f: &mut fmt::Formatter<'_>, bits: u8, names: &[&str]) -> fmt::Result {
    let set = names.iter().enumerate();
    let set = set.filter_map(|(bit, name)| (bits >> bit & 1 == 1).then_some(*name));
    f.write_str(&set.collect::<Vec<_>>().join(" | "))
}

/// Numbers of the bits that are set.
fn numbers(bits: u8) -> Value {
    let set = (0..u8::BITS).filter(|bit| bits >> bit & 1 == 1);
    json!(set.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_what_was_put_together() {
        let both = Contexts::GUILD.and(Contexts::PRIVATE_CHANNEL);
        assert!(both.allow(Context::Guild) && both.allow(Context::PrivateChannel));
        assert!(!both.allow(Context::BotDm) && !both.has(Contexts::ALL));
        assert_eq!(both.numbers(), json!([0, 2]));
        assert_eq!(format!("{both:?}"), "GUILD | PRIVATE_CHANNEL");
        assert_eq!(Installs::GUILD.and(Installs::USER).numbers(), json!([0, 1]));
    }
}
