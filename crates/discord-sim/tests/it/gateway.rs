//! The gateway, spoken to by a raw websocket client.

mod client;
mod codes;
mod faults;
mod flow;
mod handshake;
mod resume;
