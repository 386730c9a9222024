//! Starts a bot on the simulated Discord with a fresh database. For tests only.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! # fn bot() -> runtime::Bot<(), core_config::NoSection> { todo!() }
//! use testkit::Stage;
//!
//! let stage = Stage::new(bot).start().await;
//! let ann = stage.person("ann");
//! let shown = ann.slash("/hangman start category:animals").await?;
//! let board = ann.click(&shown.message()?, "E").await?;
//! println!("{}", board.message()?.render());
//! stage.finish();
//! # Ok(()) }
//! ```
//!
//! The bot runs on its own tokio runtime in this process and goes by the simulator's clock, and
//! the stage fails on leftovers when it is dropped: an interaction without an answer, a request
//! that Discord would refuse, an error in the bot's log, a secret in any of its lines. [`Program`] starts the real binary
//! instead, for tests that kill it.

mod balancer;
mod database;
mod log;
mod page;
mod process;
mod program;
mod setup;
mod stage;
mod until;

pub use self::{
    balancer::Balancer,
    database::{Database, Kind},
    log::Log,
    page::Page,
    program::Program,
    setup::Setup,
    stage::{Predecessor, Stage},
    until::until,
};
