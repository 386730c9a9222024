//! `cargo xtask picture`: the README's picture, taken from the page in a browser.

use std::process::ExitCode;

use anyhow::{Context as _, ensure};

use crate::console::Console;
use crate::guard::{Guarded, Input, Output, describe};
use crate::packages::{self, FOR_TESTS};
use crate::workspace::Workspace;

/// The test that takes it.
const TEST: &str = "looks::a_game_of_two_makes_the_picture_of_the_readme";
/// Where the test leaves it, in the target folder.
const TAKEN: &str = "screenshots/readme.png";
/// Where the README has it.
const PLACE: &str = "docs/images/playground.png";

/// Takes the picture.
///
/// # Errors
/// When the page's tests do not build, the game cannot be played, or the picture cannot be put in its place.
pub(crate) fn run(workspace: &Workspace, console: &Console) -> anyhow::Result<ExitCode> {
    packages::ensure_present(FOR_TESTS)?;
    console.heading("play a game in the browser");
    let test = workspace.cargo(["test", "--workspace", "--test", "it", "--", "--exact", TEST]);
    let status = Guarded::spawn(&test, Input::Empty, Output::Inherited)?.wait()?;
    ensure!(
        status.success(),
        "the game that the picture shows was not played ({})",
        describe(status)
    );
    let taken = workspace.target().join(TAKEN);
    std::fs::copy(&taken, workspace.root().join(PLACE))
        .with_context(|| format!("failed to copy {} to {PLACE}", taken.display()))?;
    println!("the README's picture is in {PLACE}");
    Ok(ExitCode::SUCCESS)
}
