//! `cargo xtask test`: all checks in one run, with times, what was skipped, and one verdict.

mod checks;
mod optional;
mod pictures;
mod results;
mod step;
mod suite;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::clients::Missing;
use crate::console::{Console, Tone, took};
use crate::test::step::Step;
use crate::workspace::Workspace;

/// What a run is limited to.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only tests whose name contains this text; leaves out the other checks unless --only names them
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Only these steps and what they need; may be given several times
    #[arg(long, value_enum, value_name = "STEP")]
    only: Vec<Step>,
}

/// How a step ended; the text is a detail, a failure or the reason why it did not run.
enum Verdict {
    Passed(String),
    Failed(String),
    NotRun(String),
}

struct Row {
    step: Step,
    verdict: Verdict,
    took: Duration,
}

impl Row {
    const fn passed(&self) -> bool {
        matches!(self.verdict, Verdict::Passed(_))
    }
}

/// Runs the steps in order; a failed step stops only those that need it.
///
/// # Errors
/// Never by itself: failures are rows of the summary and the exit code.
pub(crate) fn run(
    workspace: &Workspace,
    console: &Console,
    args: &Args,
) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let mut rows: Vec<Row> = Vec::new();
    let mut without: Vec<Missing> = Vec::new();
    for step in step::plan(&args.only, args.filter.is_some()) {
        let broken = rows
            .iter()
            .find(|row| step.needs().contains(&row.step) && !row.passed());
        let row = match broken.map(|row| row.step.name()) {
            Some(needed) => {
                let verdict = Verdict::NotRun(format!("{needed} did not pass"));
                Row {
                    step,
                    verdict,
                    took: Duration::ZERO,
                }
            }
            None => run_step(
                workspace,
                console,
                step,
                args.filter.as_deref(),
                &mut without,
            ),
        };
        rows.push(row);
    }
    let mut skipped = optional::missing(workspace.root());
    skipped.extend(without.iter().map(|client| {
        let reason = first_line(&client.reason);
        format!("{}: not installed: {reason}", client.name)
    }));
    summary(console, &rows, &skipped, started.elapsed());
    Ok(if rows.iter().all(Row::passed) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn run_step(
    workspace: &Workspace,
    console: &Console,
    step: Step,
    filter: Option<&str>,
    without: &mut Vec<Missing>,
) -> Row {
    console.heading(step.title());
    let started = Instant::now();
    let result = match step {
        Step::Packages => checks::packages(workspace),
        Step::Format => checks::format(workspace),
        Step::Tidy => crate::tidy::check(workspace, console),
        Step::Dependencies => checks::dependencies(workspace),
        Step::Clippy => checks::clippy(workspace, console),
        Step::Build => checks::build(workspace, console),
        Step::Clients => checks::clients(workspace, console, without),
        Step::Page => checks::page(workspace, console, without),
        Step::Unit => suite::run(workspace, console, filter, without),
    };
    let verdict = match result {
        Ok(detail) => Verdict::Passed(detail),
        Err(error) => {
            console.error(format!("{error:#}"));
            Verdict::Failed(first_line(&format!("{error:#}")))
        }
    };
    Row {
        step,
        verdict,
        took: started.elapsed(),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn summary(console: &Console, rows: &[Row], skipped: &[String], total: Duration) {
    console.heading("summary");
    for row in rows {
        let (word, detail) = match &row.verdict {
            Verdict::Passed(detail) => {
                (console.paint(Tone::Good, format!("{:8}", "passed")), detail)
            }
            Verdict::Failed(reason) => {
                (console.paint(Tone::Bad, format!("{:8}", "FAILED")), reason)
            }
            Verdict::NotRun(reason) => (
                console.paint(Tone::Warning, format!("{:8}", "not run")),
                reason,
            ),
        };
        let line = format!(
            "{word} {:9} {:>12}  {detail}",
            row.step.name(),
            took(row.took)
        );
        println!("{}", line.trim_end());
    }
    if !skipped.is_empty() {
        println!("\nskipped:");
        for reason in skipped {
            println!("  {reason}");
        }
    }
    let failed = rows.iter().filter(|row| !row.passed()).count();
    let verdict = if failed == 0 {
        console.paint(Tone::Good, "all checks passed")
    } else {
        console.paint(
            Tone::Bad,
            format!("{failed} of {} checks did not pass", rows.len()),
        )
    };
    println!("\n{verdict} in {}", took(total));
}
