//! Row-level security: Postgres repeats in its own words that a bot reaches only its own rows.

use db::{
    HOUSE,
    ownership::{Access, Rights},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::SchemaManager;

use crate::maintenance::{self, MAINTENANCE_ROLE};

/// What tells a bot's rows from others': no setting that a session could change. The role is `gh_<bot_id>`.
pub(crate) const OWN_ROW: &str = "bot_id = substr(current_user::text, 4)";

/// A policy for a role also serves its members, such as the migrating login: only whoever has become the role passes.
const MAINTAINING: &str = "current_user::text = 'gh_maintenance'";

/// Raises the wall around a table with a `bot_id` column; for every such table, in the migration that creates it.
///
/// Enables and forces row-level security, makes one policy for each kind of statement that `rights` allow and one for
/// the maintenance role. Does nothing on SQLite, where the stores alone keep bots apart.
///
/// # Errors
/// What the database said; a missing right to create the maintenance role names the remedy.
pub async fn row_level_security(
    manager: &SchemaManager<'_>,
    table: &str,
    rights: Rights,
) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    maintained(manager, table).await?;
    let conn = manager.get_connection();
    conn.execute_unprepared(&format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"))
        .await?;
    conn.execute_unprepared(&format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY"))
        .await?;
    for policy in policies(rights) {
        conn.execute_unprepared(&policy.sql(table)).await?;
    }
    Ok(())
}

/// Lets the maintenance role reach a table; for tables without a wall.
///
/// # Errors
/// What the database said; a missing right to create the role names the remedy.
pub async fn maintained(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    maintenance::ensure_role(manager).await?;
    let sql = format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {MAINTENANCE_ROLE}");
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// Lets the maintenance role read a table and no more: the lists of what was applied, for backups.
pub(crate) async fn readable_by_maintenance(
    manager: &SchemaManager<'_>,
    table: &str,
) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    maintenance::ensure_role(manager).await?;
    let sql = format!("GRANT SELECT ON {table} TO {MAINTENANCE_ROLE}");
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// One policy, as it is created and as the catalogue is asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Policy {
    pub(crate) name: String,
    /// SELECT, INSERT, UPDATE, DELETE or ALL.
    pub(crate) statement: &'static str,
    /// `public` or the maintenance role.
    pub(crate) role: &'static str,
    pub(crate) using: Option<String>,
    pub(crate) check: Option<String>,
}

impl Policy {
    fn sql(&self, table: &str) -> String {
        let using = self
            .using
            .as_ref()
            .map(|rule| format!(" USING ({rule})"))
            .unwrap_or_default();
        let check = self
            .check
            .as_ref()
            .map(|rule| format!(" WITH CHECK ({rule})"))
            .unwrap_or_default();
        let Self {
            name,
            statement,
            role,
            ..
        } = self;
        format!("CREATE POLICY {name} ON {table} FOR {statement} TO {role}{using}{check}")
    }
}

/// The policies that enforce these rights.
pub(crate) fn policies(rights: Rights) -> Vec<Policy> {
    let mut policies = vec![Policy {
        name: MAINTENANCE_ROLE.to_owned(),
        statement: "ALL",
        role: MAINTENANCE_ROLE,
        using: Some(MAINTAINING.to_owned()),
        check: Some(MAINTAINING.to_owned()),
    }];
    for (statement, access) in rights.by_statement() {
        let rule = match access {
            Access::Nothing => continue,
            Access::Own => OWN_ROW.to_owned(),
            Access::OwnOrHouse => format!("{OWN_ROW} OR bot_id = '{HOUSE}'"),
            Access::All => "true".to_owned(),
        };
        policies.push(Policy {
            name: format!("gh_{}", statement.to_lowercase()),
            statement,
            role: "public",
            using: (statement != "INSERT").then(|| rule.clone()),
            check: matches!(statement, "INSERT" | "UPDATE").then_some(rule),
        });
    }
    policies
}
