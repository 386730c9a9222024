//! The simulator, tested from outside: through its socket, its driver and its journal.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

mod accounts;
mod bot;
mod callbacks;
mod channels;
mod command_rights;
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
mod installs;
mod interactions;
mod invites;
mod limits;
mod localized;
mod menus;
mod messages;
mod modals;
mod money;
mod oauth;
mod oracle;
mod overwrites;
mod payloads;
mod pictures;
mod rules;
mod scheduled_events;
mod selects;
mod talk;
mod thread_lists;
mod thread_members;
mod threads;
mod voice;
mod webhooks;
mod whole;
