//! The simulator, tested from outside: through its socket, its driver and its journal.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

mod accounts;
mod bot;
mod commands;
mod control;
mod coverage;
mod driver;
mod faults;
mod gateway;
mod guilds;
mod http;
mod interactions;
mod limits;
mod messages;
mod oauth;
mod oracle;
mod pictures;
mod program;
mod rules;
mod webhooks;
mod whole;
