//! The page in a real browser, used by people, with hangman on the simulated Discord behind it.
//!
//! A test opens a [`scene::Scene`], seats people in windows, and lets them do what people do:
//!
//! ```ignore
//! let scene = Scene::open().await;
//! let ann = scene.window("ann", Look::desktop().dark()).await;
//! ann.button("Guess the word").click().await?;
//! drop(ann);
//! scene.finish();
//! ```
//!
//! A window whose page logs an error, throws, or breaks its policy fails its test; the scene fails on what the bot or
//! its log left over. Screenshots are in `target/screenshots`, those of failures in `failures` below.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

mod comings;
mod composer;
mod focus;
mod frame;
mod gallery;
mod games;
mod hostile;
mod looks;
mod modals;
mod panel;
mod rights;
mod scale;
mod scene;
mod start;
mod table;
