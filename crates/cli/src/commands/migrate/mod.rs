//! `guildhall migrate`: the schema, as its owner.

mod status;
mod up;

use std::io::Write;
use std::process::ExitCode;

use clap::{Subcommand, builder::PossibleValuesParser};
use core_config::Source;
use migrations::Scope;

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Up(up::Up),
    Status(status::Status),
}

impl Command {
    pub(crate) async fn run(self, source: Source, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        match self {
            Self::Up(up) => up.run(source, out).await,
            Self::Status(status) => status.run(source, out).await,
        }
    }
}

/// For the command line: the names of all scopes.
fn scope_names() -> PossibleValuesParser {
    migrations::all().map(Scope::name).into()
}

/// The scopes of these names in their order; all of them when none is named.
fn scopes(names: &[String]) -> Vec<Scope> {
    let all = migrations::all().into_iter();
    all.filter(|scope| names.is_empty() || names.iter().any(|name| name == scope.name()))
        .collect()
}
