//! `guildhall migrate status`: where the schema stands.

use std::fmt;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use core_config::Source;
use db::Release;
use migrations::ScopeStatus;

use crate::commands::migrate::{scope_names, scopes};
use crate::database::DatabaseArgs;

/// Show what is applied, what is pending, and what a newer release has applied
#[derive(Args, Debug)]
pub(crate) struct Status {
    /// Only this part of the schema; may be repeated [default: all]
    #[arg(long, value_parser = scope_names())]
    scope: Vec<String>,
    /// End with code 1 when bots of this release would not start
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Status {
    pub(super) async fn run(self, source: Source, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let target = self.database.target(source)?;
        writeln!(out, "database: {} ({})", target.place, target.named_by)?;
        let db = target.open("status").await?;
        let scopes = scopes(&self.scope);
        let status = migrations::status(&db, &scopes)
            .await
            .context("failed to read the schema")?;
        write!(out, "\n{}", Table(&status))?;
        if self.check {
            let release = Release::parse(env!("CARGO_PKG_VERSION"))?;
            migrations::check(&db, &scopes, release)
                .await
                .context("bots of this release would not start")?;
        }
        db.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// Counts for each scope, below them the names of what is not as it should be.
struct Table<'a>(&'a [ScopeStatus]);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widest = self.0.iter().map(|status| status.scope.len()).max();
        let width = widest.unwrap_or_default().max("scope".len());
        writeln!(f, "{:width$}  applied  pending  unknown", "scope")?;
        for status in self.0 {
            let ScopeStatus {
                scope,
                applied,
                pending,
                unknown,
            } = status;
            let (applied, pending, unknown) = (applied.len(), pending.len(), unknown.len());
            writeln!(f, "{scope:width$}  {applied:7}  {pending:7}  {unknown:7}")?;
        }
        let list =
            |f: &mut fmt::Formatter<'_>, title: &str, names: fn(&ScopeStatus) -> &[String]| {
                if self.0.iter().all(|status| names(status).is_empty()) {
                    return Ok(());
                }
                writeln!(f, "\n{title}")?;
                for status in self.0 {
                    for name in names(status) {
                        writeln!(f, "  {}/{name}", status.scope)?;
                    }
                }
                Ok(())
            };
        list(
            f,
            "pending, to be applied by `guildhall migrate up`:",
            |status| &status.pending,
        )?;
        list(f, "unknown, applied by a newer release:", |status| {
            &status.unknown
        })
    }
}

#[cfg(test)]
mod tests {
    use migrations::ScopeStatus;

    use super::Table;

    #[test]
    fn pending_and_unknown_are_named() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let status = [
            ScopeStatus {
                scope: "shared",
                applied: names(&["m1", "m2"]),
                pending: names(&["m3"]),
                unknown: names(&[]),
            },
            ScopeStatus {
                scope: "grandmaster",
                applied: names(&[]),
                pending: names(&["m1"]),
                unknown: names(&["m9"]),
            },
        ];
        let expected = "\
scope        applied  pending  unknown
shared             2        1        0
grandmaster        0        1        1

pending, to be applied by `guildhall migrate up`:
  shared/m3
  grandmaster/m1

unknown, applied by a newer release:
  grandmaster/m9
";
        assert_eq!(Table(&status).to_string(), expected);
    }
}
