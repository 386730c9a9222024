//! The gateway, spoken to by a raw websocket client.

pub(crate) mod client;
mod codes;
mod encodings;
mod erlang;
mod faults;
mod flow;
mod handshake;
mod outages;
mod requests;
mod resume;
mod voice_moderation;
mod worldly;
