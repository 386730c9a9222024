//! `cargo xtask bench`: builds everything in release mode and runs the benchmark program.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::ensure;

use crate::console::Console;
use crate::guard::{Guarded, Input, Output, describe};
use crate::workspace::{Profile, Workspace};

/// What the benchmark program is told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Arguments of the benchmark program
    #[arg(last = true, value_name = "ARGUMENTS")]
    rest: Vec<OsString>,
}

/// Builds and runs the program `bench` of the crate of that name.
///
/// # Errors
/// When there is no such crate, or it does not build.
pub(crate) fn run(
    workspace: &Workspace,
    console: &Console,
    args: &Args,
) -> anyhow::Result<ExitCode> {
    ensure!(
        workspace.root().join("crates/bench/Cargo.toml").is_file(),
        "the workspace has no crate crates/bench to run"
    );
    console.heading("build in release mode");
    let build = workspace.cargo(["build", "--release", "--workspace", "--bins"]);
    let status = Guarded::spawn(&build, Input::Empty, Output::Inherited)?.wait()?;
    ensure!(
        status.success(),
        "the programs do not build ({})",
        describe(status)
    );
    console.heading("benchmarks");
    let programs = workspace.programs(Profile::Release);
    let mut bench = workspace.program(programs.join("bench"));
    bench.args(&args.rest).env("GUILDHALL_BIN_DIR", &programs);
    let status = Guarded::spawn(&bench, Input::Empty, Output::Inherited)?.wait()?;
    ensure!(
        status.success(),
        "the benchmark program ended with {}",
        describe(status)
    );
    Ok(ExitCode::SUCCESS)
}
