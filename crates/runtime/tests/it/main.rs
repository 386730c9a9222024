//! The runtime from outside: a probe bot plays on the simulated Discord.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

mod answers;
mod probe;
mod texts;
