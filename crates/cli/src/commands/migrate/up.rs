//! `guildhall migrate up`: apply what is pending.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use core_config::Source;

use crate::commands::migrate::{scope_names, scopes};
use crate::database::DatabaseArgs;

/// Apply the migrations that are pending
///
/// Safe at any time and from many machines at once: each migration is one transaction, and waits
/// politely for running bots. On SQLite the bots do it themselves.
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Up {
    /// Only this part of the schema; may be repeated [default: all]
    #[arg(long, value_parser = scope_names())]
    scope: Vec<String>,
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Up {
    pub(super) async fn run(self, source: Source, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let target = self.database.target(source)?;
        writeln!(out, "database: {} ({})", target.place, target.named_by)?;
        let db = target.open("migrate").await?;
        let mut applied = 0;
        for scope in scopes(&self.scope) {
            let name = scope.name();
            let report = migrations::up(&db, &[scope])
                .await
                .with_context(|| format!("failed to migrate {name}"))?;
            for migration in &report.applied {
                writeln!(out, "applied {migration}")?;
            }
            applied += report.applied.len();
        }
        db.close().await;
        match applied {
            0 => writeln!(out, "nothing was pending")?,
            1 => writeln!(out, "1 migration applied")?,
            more => writeln!(out, "{more} migrations applied")?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
