//! The tables all bots share, one file each: its row, and the functions that reach it.

pub mod guild_settings;
pub mod guilds;
pub mod jobs;
pub mod manifests;
pub mod schema_compat;
pub mod sessions;
pub mod user_bot_stats;
pub mod users;
