//! How much is measured.

use std::time::Duration;

/// Sizes of a run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Whether the scenarios that need Postgres are run.
    pub postgres: bool,
    /// Interactions before anything is measured, for each program.
    pub warm_up: u32,
    /// Rounds of each program; they alternate.
    pub rounds: u32,
    /// Interactions of one round.
    pub per_round: u32,
    /// Interactions without an answer at any time of a round.
    pub in_flight: u32,
    /// Interactions per second where latency is measured.
    pub rate: f64,
    /// Interactions of one measurement of latency.
    pub steady: u32,
    /// From READY to the look at the memory.
    pub idle: Duration,
    /// Games that are started before letters are clicked.
    pub games: u32,
    /// Letters that are clicked.
    pub clicks: u32,
    /// Guilds of the simulator's world; the large one has ten times as many.
    pub world: u32,
    /// Interactions per second in the simulator, and for how long.
    pub simulated_rate: u32,
    /// In seconds.
    pub simulated_seconds: u32,
}

impl Plan {
    /// What `docs/benchmarks.md` is made of: about three minutes.
    #[must_use]
    pub const fn full() -> Self {
        Self {
            postgres: true,
            warm_up: 5_000,
            rounds: 7,
            per_round: 10_000,
            in_flight: 8,
            rate: 200.0,
            steady: 4_000,
            idle: Duration::from_secs(15),
            games: 600,
            clicks: 3_000,
            world: 1_000,
            simulated_rate: 2_000,
            simulated_seconds: 20,
        }
    }

    /// Shows that everything works; its numbers mean nothing.
    #[must_use]
    pub const fn quick() -> Self {
        Self {
            postgres: false,
            warm_up: 20,
            rounds: 1,
            per_round: 200,
            in_flight: 8,
            rate: 200.0,
            steady: 60,
            idle: Duration::from_millis(200),
            games: 4,
            clicks: 16,
            world: 10,
            simulated_rate: 50,
            simulated_seconds: 2,
        }
    }
}
