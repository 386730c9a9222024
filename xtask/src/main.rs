//! Automation of the workspace: everything with an `if` in it that a developer or the build server runs.
//!
//! Depends on no crate of the workspace, so that it builds in seconds and still works when they do not.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line program talks on its terminal"
)]

mod bench;
mod clients;
mod console;
mod demo;
mod guard;
mod packages;
mod picture;
mod test;
mod tidy;
mod words;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::console::Console;
use crate::workspace::Workspace;

/// Automation of the Guildhall workspace.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    max_term_width = 100
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Everything the build server checks: format, tidy, dependencies, clippy, build, all tests.
    Test(test::Args),
    /// The house rules that no lint knows: tiers, pure domains, sizes, clocks, licences.
    Tidy(tidy::Args),
    /// The offline Discord with its page, and every bot: a playground in the browser.
    Demo(demo::Args),
    /// The benchmarks, in release mode; arguments after `--` go to the benchmark program.
    Bench(bench::Args),
    /// Builds hangman's word list from the Debian packages it comes from.
    Words(words::Args),
    /// Takes the README's picture: a game in the playground, in a real browser.
    Picture,
    /// Installs what others wrote and only tests use, from lock files.
    Clients(clients::Args),
    /// Runs one program and stops it when standard input closes.
    #[command(hide = true)]
    Guard(guard::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    if let Command::Guard(args) = command {
        return guard::run(&args);
    }
    let workspace = Workspace::find()?;
    let console = Console::from_terminal();
    match command {
        Command::Test(args) => test::run(&workspace, &console, &args),
        Command::Tidy(args) => tidy::run(&workspace, &console, &args),
        Command::Demo(args) => demo::run(&workspace, &console, &args),
        Command::Bench(args) => bench::run(&workspace, &console, &args),
        Command::Words(args) => words::run(&workspace, &console, &args),
        Command::Picture => picture::run(&workspace, &console),
        Command::Clients(args) => clients::run(&workspace, &console, &args),
        Command::Guard(args) => guard::run(&args),
    }
}
