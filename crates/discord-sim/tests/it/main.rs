//! The simulator from outside, over its sockets.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

mod gateway;
mod oracle;
mod rules;
