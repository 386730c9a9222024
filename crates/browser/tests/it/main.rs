//! Real windows on little pages.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first surprise, in its helpers too"
)]

mod accessibility;
mod ends;
mod finding;
mod hands;
mod looks;
mod site;
mod troubles;
