//! The simulator, tested from outside: through its socket, its driver and its journal.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

mod accounts;
mod bot;
mod gateway;
mod http;
mod interactions;
mod oracle;
mod rules;
