//! Integration tests of the translations, through the public API.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails right there"
)]

mod catalog;
mod check;
mod escape;
