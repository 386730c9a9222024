//! `cargo xtask words`: builds hangman's word list, or checks that it is what its script makes.

use std::process::ExitCode;

use anyhow::ensure;

use crate::console::Console;
use crate::guard::{Guarded, Input, Output, describe};
use crate::packages;
use crate::workspace::Workspace;

/// The script, from the root folder.
const SCRIPT: &str = "bots/hangman/data/build.py";

/// Build or check.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Change nothing; fail when words.tsv is not what the script makes
    #[arg(long)]
    check: bool,
}

/// Runs the script, with the Debian packages it reads in place.
///
/// # Errors
/// When a package is missing or the script fails.
pub(crate) fn run(
    workspace: &Workspace,
    console: &Console,
    args: &Args,
) -> anyhow::Result<ExitCode> {
    packages::ensure_present(packages::FOR_WORDS)?;
    console.heading(SCRIPT);
    let mut script = workspace.program("python3");
    script.arg(SCRIPT);
    if args.check {
        script.arg("--check");
    }
    let status = Guarded::spawn(&script, Input::Empty, Output::Inherited)?.wait()?;
    ensure!(status.success(), "{SCRIPT} ended with {}", describe(status));
    Ok(ExitCode::SUCCESS)
}
