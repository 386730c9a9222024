//! The tests themselves, with one throw-away Postgres for the whole run.

use std::io::{BufRead as _, BufReader};
use std::time::Duration;

use anyhow::{Context as _, ensure};

use crate::clients::Missing;
use crate::console::{Console, took};
use crate::guard::{Guarded, Input, Output, describe};
use crate::test::checks::calm;
use crate::test::pictures;
use crate::test::results::Tally;
use crate::workspace::{Profile, Workspace};

/// Superuser address of the run's Postgres; tests clone their databases there.
const POSTGRES: &str = "GUILDHALL_TEST_POSTGRES";
/// Where tests find the programs they start.
const PROGRAMS: &str = "GUILDHALL_BIN_DIR";
/// Foreign client libraries that could not be installed: their tests say so and end.
const WITHOUT_CLIENTS: &str = "GUILDHALL_WITHOUT_CLIENTS";
/// A cluster takes a second to make; a loaded machine may need many.
const POSTGRES_PATIENCE: Duration = Duration::from_secs(60);

/// Compiles all tests, starts Postgres and runs them.
///
/// # Errors
/// When tests do not compile, Postgres does not start, or a test fails.
pub(super) fn run(
    workspace: &Workspace,
    console: &Console,
    filter: Option<&str>,
    without: &[Missing],
) -> anyhow::Result<String> {
    let mut compile = workspace.cargo(["test", "--workspace", "--no-run"]);
    calm(&mut compile, console);
    let status = Guarded::spawn(&compile, Input::Empty, Output::Inherited)?.wait()?;
    ensure!(
        status.success(),
        "the tests do not compile ({})",
        describe(status)
    );

    let screenshots = pictures::fresh(workspace)?;
    let postgres = Postgres::start(workspace, console)?;
    let mut command = workspace.cargo(["test", "--workspace", "--no-fail-fast"]);
    command
        .env(POSTGRES, &postgres.url)
        .env(PROGRAMS, workspace.programs(Profile::Dev))
        .env(pictures::VARIABLE, &screenshots);
    if !without.is_empty() {
        let names: Vec<_> = without.iter().map(|client| client.name).collect();
        command.env(WITHOUT_CLIENTS, names.join(","));
    }
    if let Some(filter) = filter {
        command.arg(filter);
    }
    let mut tests = Guarded::spawn(&command, Input::Empty, Output::Piped)?;
    let output = tests.output().context("the tests have no output")?;
    let mut tally = Tally::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line.context("failed to read the tests' output")?;
        let line = String::from_utf8_lossy(&line);
        if tally.read(&line) {
            println!("{line}");
        }
    }
    let status = tests.wait()?;
    drop(postgres);
    let pictures = pictures::sentence(&screenshots);
    ensure!(status.success(), "{tally}{pictures} ({})", describe(status));
    ensure!(
        tally.passed > 0,
        "no test has {:?} in its name",
        filter.unwrap_or_default()
    );
    Ok(format!("{tally}{pictures}"))
}

struct Postgres {
    url: String,
    /// Stops with this value.
    _server: Option<Guarded>,
}

impl Postgres {
    /// The server named in the environment, or a new one.
    fn start(workspace: &Workspace, console: &Console) -> anyhow::Result<Self> {
        if let Some(url) = std::env::var(POSTGRES).ok().filter(|url| !url.is_empty()) {
            console.note(format!("Postgres: the one that {POSTGRES} names"));
            return Ok(Self { url, _server: None });
        }
        let started = std::time::Instant::now();
        let program = workspace.programs(Profile::Dev).join("test-postgres");
        let mut command = workspace.program(program);
        command.arg("serve");
        let mut server = Guarded::spawn(&command, Input::Held, Output::Piped)?;
        let url = server
            .first_line(POSTGRES_PATIENCE)
            .context("failed to start a throw-away Postgres")?;
        let url = url.trim().to_owned();
        ensure!(
            url.starts_with("postgres"),
            "test-postgres printed {url:?} instead of an address"
        );
        console.note(format!(
            "Postgres: a throw-away server, up in {}",
            took(started.elapsed())
        ));
        Ok(Self {
            url,
            _server: Some(server),
        })
    }
}
