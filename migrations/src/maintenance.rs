//! The maintenance role: owns nothing, may see and change every row by explicit policies, logs in nowhere.
//!
//! Back-fills, backup and restore run as it. With row-level security forced, even the owner of a table sees none of
//! its rows, and a back-fill would change nothing without a word.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sea_orm_migration::SchemaManager;

/// Its name.
pub const MAINTENANCE_ROLE: &str = "gh_maintenance";

const ENSURE: &str = "DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'gh_maintenance') THEN
        BEGIN
            CREATE ROLE gh_maintenance NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END IF;
    IF NOT pg_has_role(current_user, 'gh_maintenance', 'MEMBER') THEN
        EXECUTE format('GRANT gh_maintenance TO %I', current_user);
    END IF;
END $$";

/// Makes the role if it is missing, and the migrating login a member of it.
pub(crate) async fn ensure_role(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let outcome = manager.get_connection().execute_unprepared(ENSURE).await;
    outcome.map(|_| ()).map_err(|error| match db::DbError::from(error.clone()) {
        db::DbError::Denied(_) => DbErr::Migration(
            "this login may not create the role gh_maintenance or join it: as an administrator run \
             `CREATE ROLE gh_maintenance NOLOGIN` and `GRANT gh_maintenance TO` this login, then try again"
                .to_owned(),
        ),
        _ => error,
    })
}

/// Runs back-fill statements of a migration as the maintenance role and gives the number of rows they changed.
///
/// On SQLite they simply run.
///
/// # Errors
/// What the database said; [`DbErr::Migration`] outside a transaction, where the role would not hold.
pub async fn as_maintenance<C: ConnectionTrait>(
    conn: &C,
    statements: &[Statement],
) -> Result<u64, DbErr> {
    let walled = conn.get_database_backend() == DbBackend::Postgres;
    if walled {
        conn.execute_unprepared("SET LOCAL ROLE gh_maintenance")
            .await?;
        let question =
            Statement::from_string(DbBackend::Postgres, "SELECT current_user::text AS role");
        let role = match conn.query_one_raw(question).await? {
            Some(row) => row.try_get("", "role")?,
            None => String::new(),
        };
        if role != MAINTENANCE_ROLE {
            return Err(DbErr::Migration(
                "a back-fill needs a transaction to change its role in".to_owned(),
            ));
        }
    }
    let mut changed = 0;
    for statement in statements {
        changed += conn.execute_raw(statement.clone()).await?.rows_affected();
    }
    if walled {
        conn.execute_unprepared("SET LOCAL ROLE NONE").await?;
    }
    Ok(changed)
}
