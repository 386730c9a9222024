//! The built program, from outside.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first surprise, in its helpers too"
)]

mod demo;
mod guard;
mod help;
