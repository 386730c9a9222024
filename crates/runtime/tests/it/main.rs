//! The runtime from outside: a probe bot plays on the simulated Discord.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

mod answers;
mod chaos;
mod closes;
mod database;
mod deferral;
mod gateway;
mod guards;
mod health;
mod ingress;
mod jobs;
mod levels;
mod parts;
mod probe;
mod refusals;
mod rest;
mod scene;
mod secrets;
mod stop;
mod succession;
mod sync;
mod texts;
