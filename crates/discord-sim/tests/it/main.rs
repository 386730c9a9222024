//! The simulator, tested from outside: through its socket, its driver and its journal.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

mod accounts;
mod bot;
mod channels;
mod commands;
mod control;
mod coverage;
mod driver;
mod expressions;
mod faults;
mod forums;
mod gateway;
mod guilds;
mod http;
mod interactions;
mod invites;
mod limits;
mod messages;
mod oauth;
mod oracle;
mod overwrites;
mod pictures;
mod rules;
mod scheduled_events;
mod thread_members;
mod threads;
mod voice;
mod webhooks;
mod whole;
