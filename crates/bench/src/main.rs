//! Runs the benchmarks, prints their table and, with `--write`, writes `docs/benchmarks.md`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the table is the result"
)]

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use bench::Plan;
use clap::Parser;

/// Where the page stands, from the repository's root.
const PAGE: &str = "docs/benchmarks.md";

/// Measures the house beside a bare twilight bot. Compare release builds on a quiet machine.
#[derive(Parser)]
struct Arguments {
    /// A few hundred interactions and no Postgres: shows that everything starts
    #[arg(long)]
    quick: bool,
    /// Write docs/benchmarks.md below the current folder
    #[arg(long)]
    write: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let plan = if arguments.quick {
        Plan::quick()
    } else {
        Plan::full()
    };
    let report = bench::run(&plan, &programs()?, &|step| eprintln!("{step}"))?;
    println!("{report}");
    if arguments.write {
        fs::write(PAGE, report.page()).with_context(|| format!("{PAGE} cannot be written"))?;
        eprintln!("written to {PAGE}");
    }
    Ok(())
}

/// The folder with the measured programs: `GUILDHALL_BIN_DIR`, or this program's own.
fn programs() -> anyhow::Result<PathBuf> {
    if let Some(folder) = std::env::var_os("GUILDHALL_BIN_DIR") {
        return Ok(folder.into());
    }
    let own = std::env::current_exe()?;
    let folder = own.parent().context("this program stands in no folder")?;
    Ok(folder.to_owned())
}
