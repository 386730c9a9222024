//! `guildhall db`: what an administrator of the database does.

mod provision;

use std::io::Write;
use std::process::ExitCode;

use clap::Subcommand;
use core_config::Source;

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Provision(provision::Provision),
}

impl Command {
    pub(crate) async fn run(self, source: Source, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        match self {
            Self::Provision(provision) => provision.run(source, out).await,
        }
    }
}
