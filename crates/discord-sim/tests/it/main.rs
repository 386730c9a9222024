//! The simulator, tested from outside: through its socket, its driver and its journal.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

mod accounts;
mod audit_log;
mod auto_moderation;
mod bans;
mod bot;
mod callbacks;
mod channel_ends;
mod channels;
mod command_rights;
mod commands;
mod control;
mod coverage;
mod delivery;
mod driver;
mod expressions;
mod faults;
mod forums;
mod gateway;
mod guild_rules;
mod guild_settings;
mod guilds;
mod hierarchy;
mod hostile;
mod http;
mod inspect;
mod installs;
mod interactions;
mod invites;
mod limits;
mod localized;
mod member_changes;
mod members;
mod menus;
mod messages;
mod modals;
mod money;
mod newcomers;
mod oauth;
mod oracle;
mod overwrites;
mod payloads;
mod people;
mod people_moderate;
mod person;
mod pictures;
mod program;
mod roles;
mod rules;
mod saving;
mod scheduled_events;
mod selects;
mod site;
mod talk;
mod thread_lists;
mod thread_members;
mod thread_rights;
mod threads;
mod voice;
mod webhooks;
mod whole;
