//! Roles and grants: one login for each identity, with exactly what the ownership matrix gives its bot.

use db::{
    Backend, BotId, Db, DbError, Tx,
    ownership::{Access, Owner, Rights, Table},
};
use sea_orm::{ConnectionTrait, DbErr, Statement};
use secrecy::{ExposeSecret, SecretString};

use crate::{SchemaError, all, up};

/// An identity that gets a login.
#[derive(Clone, Debug)]
pub struct Grantee {
    /// The identity; its role is `gh_<bot_id>`.
    pub bot_id: BotId,
    /// Code name of the bot, which owns the bot's tables.
    pub bot: String,
    /// Password of the role; stored by Postgres as a SCRAM verifier.
    pub password: SecretString,
}

/// Makes the role of each grantee and gives it what it needs and nothing else; what it had too much is taken away.
///
/// Can be repeated at any time; each role is changed in one transaction, so running bots notice nothing.
///
/// # Errors
/// [`SchemaError::NotAdministrator`] for a login without the rights, [`SchemaError::MissingTables`] before the
/// migrations, [`SchemaError::NoRoles`] on SQLite.
pub async fn provision(db: &Db, grantees: &[Grantee]) -> Result<(), SchemaError> {
    if db.backend() == Backend::Sqlite {
        return Err(SchemaError::NoRoles);
    }
    let mut missing = Vec::new();
    for (table, _) in granted_tables(None) {
        if !crate::check::exists(db, &table).await? {
            missing.push(table);
        }
    }
    if !missing.is_empty() {
        return Err(SchemaError::MissingTables { names: missing });
    }
    for grantee in grantees {
        // Another database of the same server may be provisioned at the same moment: roles are the server's.
        match provision_one(db, grantee).await {
            Err(SchemaError::Db(error)) if role_was_just_made(&error) => {
                provision_one(db, grantee).await?;
            }
            outcome => outcome?,
        }
    }
    Ok(())
}

fn role_was_just_made(error: &DbError) -> bool {
    match error {
        DbError::Constraint(fault) | DbError::Statement(fault) => {
            matches!(fault.code.as_deref(), Some("23505" | "42710"))
        }
        _ => false,
    }
}

async fn provision_one(db: &Db, grantee: &Grantee) -> Result<(), SchemaError> {
    let role = &grantee.bot_id.role();
    let password = grantee.password.expose_secret();
    if password.is_empty() || password.contains('\0') {
        return Err(SchemaError::Password { role: role.clone() });
    }
    db.write(|tx| {
        Box::pin(async move {
            up::lock(tx).await?;
            let refused = |error: DbErr| match DbError::from(error) {
                DbError::Denied(_) => SchemaError::NotAdministrator {
                    what: format!("make or change the role {role}"),
                },
                other => other.into(),
            };
            make_login(tx, role, password).await.map_err(refused)?;
            grant(tx, role, &grantee.bot).await.map_err(refused)?;
            Ok(())
        })
    })
    .await
}

async fn make_login(tx: &Tx<'_>, role: &str, password: &str) -> Result<(), DbErr> {
    let name = quoted(role);
    tx.execute_unprepared("SET LOCAL password_encryption = 'scram-sha-256'; SET LOCAL standard_conforming_strings = on")
        .await?;
    let known = Statement::from_sql_and_values(
        tx.get_database_backend(),
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS mighty \
         FROM pg_roles WHERE rolname = $1",
        [role.into()],
    );
    let verb = match tx.query_one_raw(known).await? {
        None => "CREATE",
        Some(row) => {
            // Naming these attributes needs a superuser, so only where there is something to take away.
            if row.try_get("", "mighty")? {
                let sql = format!(
                    "ALTER ROLE {name} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION"
                );
                tx.execute_unprepared(&sql).await?;
            }
            "ALTER"
        }
    };
    let literal = password.replace('\'', "''");
    tx.execute_unprepared(&format!("{verb} ROLE {name} LOGIN PASSWORD '{literal}'"))
        .await?;
    let memberships = Statement::from_sql_and_values(
        tx.get_database_backend(),
        "SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid \
         JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = $1",
        [role.into()],
    );
    for row in tx.query_all_raw(memberships).await? {
        let group: String = row.try_get("", "rolname")?;
        tx.execute_unprepared(&format!("REVOKE {} FROM {name}", quoted(&group)))
            .await?;
    }
    Ok(())
}

async fn grant(tx: &Tx<'_>, role: &str, bot: &str) -> Result<(), DbErr> {
    let name = quoted(role);
    let row = tx
        .query_one_raw(Statement::from_string(
            tx.get_database_backend(),
            "SELECT current_schema()::text AS schema, current_database()::text AS database",
        ))
        .await?
        .ok_or_else(|| DbErr::Custom("no current schema".to_owned()))?;
    let schema = quoted(&row.try_get::<String>("", "schema")?);
    let database = quoted(&row.try_get::<String>("", "database")?);
    for sql in [
        format!("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}"),
        format!("REVOKE ALL ON SCHEMA {schema} FROM {name}"),
        format!("REVOKE ALL ON DATABASE {database} FROM {name}"),
        format!("REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC"),
        format!("REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC"),
        format!("GRANT CONNECT ON DATABASE {database} TO {name}"),
        format!("GRANT USAGE ON SCHEMA {schema} TO {name}"),
    ] {
        tx.execute_unprepared(&sql).await?;
    }
    for (table, rights) in granted_tables(Some(bot)) {
        let privileges = privileges(rights);
        if !privileges.is_empty() {
            tx.execute_unprepared(&format!(
                "GRANT {} ON {table} TO {name}",
                privileges.join(", ")
            ))
            .await?;
        }
    }
    Ok(())
}

/// The privileges that rights need on the table as a whole; which rows, the policies say.
pub(crate) fn privileges(rights: Rights) -> Vec<&'static str> {
    rights
        .by_statement()
        .into_iter()
        .filter(|(_, access)| *access != Access::Nothing)
        .map(|(statement, _)| statement)
        .collect()
}

/// What this bot is granted in every scope; with `None`, what any bot is granted at least.
pub(crate) fn granted_tables(bot: Option<&str>) -> Vec<(String, Rights)> {
    let mut tables = Vec::new();
    for scope in all() {
        tables.push((scope.applied_table(), Rights::READ_ALL));
        tables.extend(scope.tables().iter().filter_map(|table| of_bot(table, bot)));
    }
    tables
}

fn of_bot(table: &Table, bot: Option<&str>) -> Option<(String, Rights)> {
    match table.owner {
        Owner::Bot(owner) if bot.is_some_and(|bot| bot != owner) => None,
        _ => Some((table.name.to_owned(), table.rights)),
    }
}

/// An identifier that Postgres takes as it is.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
