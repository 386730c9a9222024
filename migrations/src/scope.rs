//! Scopes: who owns which part of the schema. Each keeps its own list of what was applied, so that one team's
//! migration never stops another team's bot.

use std::fmt;

use db::ownership::{MATRIX, Table};
use sea_orm_migration::MigrationTrait;

use crate::{hangman, shared};

/// One owner's part of the schema.
#[derive(Clone, Copy)]
pub struct Scope {
    name: &'static str,
    bot: Option<&'static str>,
    tables: &'static [Table],
    migrations: fn() -> Vec<Box<dyn MigrationTrait>>,
}

impl Scope {
    /// The tables all bots share.
    pub const SHARED: Self = Self {
        name: "shared",
        bot: None,
        tables: MATRIX,
        migrations: shared::migrations,
    };
    /// The hangman bot's tables.
    pub const HANGMAN: Self = Self {
        name: "hangman",
        bot: Some("hangman"),
        tables: hangman::TABLES,
        migrations: hangman::migrations,
    };

    /// A scope of a test or of a bot outside this repository.
    #[must_use]
    pub const fn new(
        name: &'static str,
        bot: Option<&'static str>,
        tables: &'static [Table],
        migrations: fn() -> Vec<Box<dyn MigrationTrait>>,
    ) -> Self {
        Self {
            name,
            bot,
            tables,
            migrations,
        }
    }

    /// Its name; its tables begin with it, but for the shared ones.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Code name of the bot that owns it; `None` for the shared scope.
    #[must_use]
    pub const fn bot(self) -> Option<&'static str> {
        self.bot
    }

    /// Its tables, with who may do what; without the list of what was applied.
    #[must_use]
    pub const fn tables(self) -> &'static [Table] {
        self.tables
    }

    /// The table that lists what was applied. Every bot may read it.
    #[must_use]
    pub fn applied_table(self) -> String {
        format!("migrations_{}", self.name)
    }

    pub(crate) fn migrations(self) -> Vec<Box<dyn MigrationTrait>> {
        (self.migrations)()
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scope").field(&self.name).finish()
    }
}

/// Every scope of the house, shared first.
#[must_use]
pub const fn all() -> [Scope; 2] {
    [Scope::SHARED, Scope::HANGMAN]
}
