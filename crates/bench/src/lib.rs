//! Measures the house beside a bare twilight bot, in the same run on the same machine.
//!
//! Three programs: `baseline` (bare twilight), `subject` (the same commands as a bot of the
//! house), and `bench`, which plays Discord for both on a loopback port and measures them from
//! outside. Nothing here judges: a missed goal is a line in the table, not an error.
//!
//! - what is measured: [`Plan`], `scenarios`, `letters`
//! - the other end of the bots' sockets: `discord`
//! - what comes out: [`Report`]

mod board;
mod database;
mod discord;
mod letters;
mod load;
mod machine;
mod plan;
mod program;
mod report;
mod scenarios;
mod simulator;
mod stats;

use std::path::Path;

pub use plan::Plan;
pub use report::{Goal, Report, Row, Value};

/// The one statement of the command `upsert`, the same in both bots: `$1` identity, `$2` guild,
/// `$3` person.
pub const UPSERT: &str = "INSERT INTO user_bot_stats (bot_id, guild_id, user_id, xp, played, won, updated_at) \
     VALUES ($1, $2, $3, 1, 1, 0, now()) \
     ON CONFLICT (bot_id, guild_id, user_id) DO UPDATE \
     SET xp = user_bot_stats.xp + excluded.xp, played = user_bot_stats.played + 1, updated_at = excluded.updated_at \
     RETURNING xp";

/// Runs `plan` with the programs in `programs`; `say` is told of each step.
///
/// # Errors
/// When a program cannot be started, does not connect, or answers something else than it should.
pub fn run(plan: &Plan, programs: &Path, say: &dyn Fn(&str)) -> anyhow::Result<Report> {
    let mut report = Report::new(machine::facts());
    // One thread: the driver leaves the other cores to what it measures.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(scenarios::echo(plan, programs, say, &mut report))?;
    if plan.postgres {
        say("Postgres: start, migrate, provision");
        let database = database::Database::prepare()?;
        runtime.block_on(scenarios::upsert(
            plan,
            programs,
            &database,
            say,
            &mut report,
        ))?;
        runtime.block_on(letters::run(plan, programs, &database, say, &mut report))?;
    }
    runtime.block_on(simulator::run(plan, programs, say, &mut report))?;
    report.after(machine::load());
    Ok(report)
}
