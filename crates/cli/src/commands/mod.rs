//! The command line; each subcommand has a file of its own.

mod config;
mod db;
mod migrate;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use core_config::Source;

const AFTER_HELP: &str = "\
Environment:
  GUILDHALL_CONFIG_DIR  folder of the configuration [default: config]
  GUILDHALL_ENV         development, staging or production [default: development]
  DATABASE_URL          the database [default: sqlite:var/guildhall.db]

Exit codes:
   0  done
   1  failed, or what was asked for does not hold
   2  the command line is wrong
  69  the database cannot be reached
  78  the configuration is wrong";

/// Looks after a house of Discord bots: its configuration and its database
#[derive(Parser, Debug)]
#[command(name = "guildhall", version, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Check, show and explain the configuration
    #[command(subcommand)]
    Config(config::Command),
    /// Bring the database's schema up to date, or see where it stands
    #[command(subcommand)]
    Migrate(migrate::Command),
    /// Make the logins of the bots
    #[command(subcommand)]
    Db(db::Command),
}

impl Cli {
    /// Does what the command line says.
    pub(crate) async fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let source = Source::from_process();
        match self.command {
            Command::Config(command) => command.run(&source, out),
            Command::Migrate(command) => command.run(source, out).await,
            Command::Db(command) => command.run(source, out).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
