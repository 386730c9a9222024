//! `cargo xtask demo`: the offline Discord with its page, and every bot of the workspace, for a person in a browser.

mod bots;
mod build;
mod check;
mod desk;
mod folder;
mod hall;
mod http;
mod port;
mod process;
mod said;
mod visitor;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::console::Console;
use crate::demo::desk::{Desk, Interrupted};
use crate::demo::folder::Folder;
use crate::demo::hall::{Hall, Plan};
use crate::workspace::Workspace;

/// What is started, and how.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Throw the world and the bots' databases away and begin anew
    #[arg(long)]
    fresh: bool,
    /// The page's port [default: 7000, or the next one that is free]
    #[arg(long)]
    port: Option<u16>,
    /// Do not open the page in the desktop's browser
    #[arg(long)]
    no_open: bool,
    /// Show all that the bots log, not only warnings and errors
    #[arg(long, short)]
    verbose: bool,
    /// Start with a world of its own, see that page and bots answer, and end
    #[arg(long, conflicts_with = "fresh")]
    check: bool,
    /// Take the programs as they are.
    #[arg(long, hide = true)]
    built: bool,
    /// Where the world is kept.
    #[arg(long, hide = true, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// The demo's files, from the root folder.
const FOLDER: &str = "var/demo";

/// Builds, starts and watches everything until it is interrupted.
///
/// # Errors
/// When something does not build or start, or another demo runs already.
pub(crate) fn run(
    workspace: &Workspace,
    console: &Console,
    args: &Args,
) -> anyhow::Result<ExitCode> {
    match play(workspace, console, args) {
        // Whoever says stop gets what they asked for.
        Err(error) if error.is::<Interrupted>() => {
            console.note("stopped before it was up");
            Ok(ExitCode::SUCCESS)
        }
        result => result,
    }
}

fn play(workspace: &Workspace, console: &Console, args: &Args) -> anyhow::Result<ExitCode> {
    let desk = Desk::open()?;
    let folder = match &args.folder {
        Some(folder) => Folder::claim(folder.clone(), console)?,
        None if args.check => Folder::passing()?,
        None => Folder::claim(workspace.root().join(FOLDER), console)?,
    };
    let bots = bots::find(workspace)?;
    if !args.built {
        let programs: Vec<&str> = bots.iter().map(String::as_str).collect();
        let programs = [&[hall::SIMULATOR], programs.as_slice()].concat();
        build::run(workspace, console, &desk, &programs)?;
    }
    if args.fresh {
        folder.clear()?;
    }
    let port = port::choose(args.port, console)?;
    let plan = Plan {
        bots,
        port,
        verbose: args.verbose,
    };
    let mut hall = Hall::start(workspace, console, &desk, &folder, &plan)?;
    let end = if args.check {
        check::run(&mut hall, &plan.bots)
    } else {
        hall.welcome();
        visitor::show(&hall.page(), args.no_open, &folder);
        hall.watch()
    };
    let stopped = hall.stop();
    end?;
    stopped?;
    Ok(ExitCode::SUCCESS)
}
