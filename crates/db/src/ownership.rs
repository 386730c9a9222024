//! Who owns which table and who may do what with it, as data.
//!
//! Provisioning makes grants of it, and the catalogue test compares it with what Postgres really enforces. Tables of
//! one bot are listed by the bot's migration scope in the same form.

use Access::{All, Nothing, Own, OwnOrHouse};

/// Whose table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// One truth for all bots of the house.
    Shared,
    /// The operator's: bots may look at most.
    House,
    /// Of the bot with this code name, whatever its identities are called.
    Bot(&'static str),
}

/// Which rows a bot may reach with one kind of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// None: no grant.
    Nothing,
    /// Those with its own `bot_id`: grant and policy.
    Own,
    /// Its own and the house's.
    OwnOrHouse,
    /// All: grant, and no restriction by a policy.
    All,
}

/// What a bot may do with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    /// SELECT.
    pub read: Access,
    /// INSERT.
    pub insert: Access,
    /// UPDATE, of the row before and after.
    pub update: Access,
    /// DELETE.
    pub delete: Access,
}

impl Rights {
    /// Everything with its own rows, nothing with others: every table of one bot.
    pub const OWN: Self = Self {
        read: Own,
        insert: Own,
        update: Own,
        delete: Own,
    };
    /// Everything is read, its own rows are written.
    pub const READ_ALL_WRITE_OWN: Self = Self {
        read: All,
        insert: Own,
        update: Own,
        delete: Nothing,
    };
    /// Everything is read and upserted.
    pub const UPSERT_ALL: Self = Self {
        read: All,
        insert: All,
        update: All,
        delete: Nothing,
    };
    /// Looking only.
    pub const READ_ALL: Self = Self {
        read: All,
        insert: Nothing,
        update: Nothing,
        delete: Nothing,
    };

    /// The four kinds of statement by name.
    #[must_use]
    pub fn by_statement(self) -> [(&'static str, Access); 4] {
        [
            ("SELECT", self.read),
            ("INSERT", self.insert),
            ("UPDATE", self.update),
            ("DELETE", self.delete),
        ]
    }

    /// Whether rows are told apart by `bot_id`, so that the table needs row-level security.
    #[must_use]
    pub fn is_walled(self) -> bool {
        self.by_statement()
            .iter()
            .any(|(_, access)| matches!(access, Own | OwnOrHouse))
    }
}

/// One table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Whose it is.
    pub owner: Owner,
    /// What a bot may do.
    pub rights: Rights,
    /// Primary key, in order. Walled tables begin with `bot_id`, those with rows of a place go on with `guild_id`.
    pub key: &'static [&'static str],
    /// Columns that hold the id of a person, for export and erasure.
    pub personal: &'static [&'static str],
}

/// The shared tables.
pub const MATRIX: &[Table] = &[
    Table {
        name: "users",
        owner: Owner::Shared,
        rights: Rights::UPSERT_ALL,
        key: &["user_id"],
        personal: &["user_id"],
    },
    Table {
        name: "guilds",
        owner: Owner::Shared,
        rights: Rights::UPSERT_ALL,
        key: &["guild_id"],
        personal: &[],
    },
    Table {
        name: "guild_settings",
        owner: Owner::Shared,
        rights: Rights {
            read: OwnOrHouse,
            ..Rights::OWN
        },
        key: &["bot_id", "guild_id", "key"],
        personal: &[],
    },
    Table {
        name: "guild_settings_history",
        owner: Owner::Shared,
        rights: Rights {
            read: OwnOrHouse,
            insert: Own,
            update: Nothing,
            delete: Own,
        },
        key: &["bot_id", "guild_id", "key", "revision"],
        personal: &["changed_by"],
    },
    Table {
        name: "user_bot_stats",
        owner: Owner::Shared,
        rights: Rights {
            delete: Own,
            ..Rights::READ_ALL_WRITE_OWN
        },
        key: &["bot_id", "guild_id", "user_id"],
        personal: &["user_id"],
    },
    Table {
        name: "gateway_sessions",
        owner: Owner::Shared,
        rights: Rights::OWN,
        key: &["bot_id", "shard_id", "shard_total"],
        personal: &[],
    },
    Table {
        name: "command_manifests",
        owner: Owner::Shared,
        rights: Rights::OWN,
        key: &["bot_id", "scope"],
        personal: &[],
    },
    Table {
        name: "jobs",
        owner: Owner::Shared,
        rights: Rights::OWN,
        key: &["bot_id", "name"],
        personal: &[],
    },
    Table {
        name: "schema_compat",
        owner: Owner::House,
        rights: Rights::READ_ALL,
        key: &["scope"],
        personal: &[],
    },
];
