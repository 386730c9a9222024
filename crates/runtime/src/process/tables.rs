//! The identity's database at start: opened, its tables and its login checked.

use core_config::{Environment, Settings};
use db::{Backend, BotId, Db, RoleReport, Whereabouts};
use secrecy::{ExposeSecret as _, SecretString};

use super::StartError;

/// Opens the identity's database and makes sure that its tables and its login are right.
pub(super) async fn open(
    settings: &Settings,
    bot: &BotId,
    url: SecretString,
    scopes: &[migrations::Scope],
) -> Result<Db, StartError> {
    let database = &settings.database;
    let place = Whereabouts::of(url.expose_secret());
    let failed = |source| StartError::Database {
        place: place.clone(),
        source: Box::new(source),
    };
    let db = Db::connect(&db::Options {
        pool_size: database.pool_size,
        acquire_timeout: database.acquire_timeout,
        statement_timeout: database.statement_timeout,
        lock_timeout: database.lock_timeout,
        application_name: format!("guildhall {bot}"),
        url,
    })
    .await
    .map_err(failed)?;
    match db.backend() {
        Backend::Sqlite => {
            let report = migrations::up(&db, scopes).await?;
            if !report.applied.is_empty() {
                tracing::info!(migrations = report.applied.len(), "tables are up to date");
            }
        }
        Backend::Postgres => {
            migrations::check(&db, scopes, crate::release()).await?;
            let report = db.role_report().await.map_err(failed)?;
            if !report.is_walled() {
                let wall = StartError::Wall {
                    identity: bot.to_string(),
                    role: bot.role(),
                    why: too_strong(&report),
                };
                if settings.environment == Environment::Production {
                    return Err(wall);
                }
                tracing::warn!("{wall}");
            }
        }
    }
    Ok(db)
}

/// What makes a login stronger than a bot's should be, in words.
fn too_strong(report: &RoleReport) -> String {
    let facts = [
        (report.superuser, "it is a superuser"),
        (report.bypasses_row_security, "it has BYPASSRLS"),
        (report.owns_tables, "it owns tables"),
        (report.maintenance, "it is a member of gh_maintenance"),
    ];
    let found: Vec<&str> = facts
        .iter()
        .filter_map(|(holds, word)| holds.then_some(*word))
        .collect();
    found.join(", ")
}
