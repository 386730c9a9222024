//! `guildhall config`: nothing here opens a connection.

mod check;
mod reference;
mod show;

use std::io::Write;
use std::process::ExitCode;

use clap::Subcommand;
use core_config::Source;

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Check(check::Check),
    Show(show::Show),
    Reference(reference::Reference),
}

impl Command {
    pub(crate) fn run(self, source: &Source, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        match self {
            Self::Check(check) => check.run(source, out),
            Self::Show(show) => show.run(source, out),
            Self::Reference(reference) => reference.run(out),
        }
    }
}
