//! Integration tests of the configuration, through the public API, with real files.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails right there"
)]

mod bad_inputs;
mod house;
mod layers;
mod offline;
mod report;
mod secrets;
mod shipped;
