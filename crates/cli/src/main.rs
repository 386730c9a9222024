//! The `guildhall` program: what an operator does around the bots.

mod bots;
mod commands;
mod database;
mod outcome;
mod password;

use std::io;
use std::process::ExitCode;

use clap::Parser as _;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let cli = commands::Cli::parse();
    let outcome = cli.run(&mut io::stdout()).await;
    outcome.unwrap_or_else(|error| outcome::tell(&error, &mut io::stderr()))
}
