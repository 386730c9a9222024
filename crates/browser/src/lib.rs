//! A headless Chromium, used as people use it: with a mouse, a keyboard or a finger, by what they see or hear.
//! For tests and pictures only.
//!
//! ```no_run
//! # async fn example(address: &str) -> anyhow::Result<()> {
//! use browser::{Browser, Find as _, Key, Look};
//!
//! let browser = Browser::start().await?;
//! let ann = browser.window(address, Look::desktop().dark()).await?;
//! let bob = browser.window(address, Look::phone()).await?;
//!
//! ann.field("Message #general").click().await?;
//! ann.keyboard().type_text("/hangman").press(Key::Enter).await?;
//! bob.button("Guess the word").click().await?;
//! bob.dialog("Guess the word").field("Word").fill("coyote").await?;
//! let board = ann.until("the game to end", async || {
//!     let text = ann.css("[role=log]").text().await.ok()?;
//!     text.contains("COYOTE").then_some(text)
//! });
//! println!("{}", board.await?);
//! ann.screenshot("the-end").await?;
//! ann.accessible().await?;
//! # Ok(()) }
//! ```
//!
//! Every window has a profile of its own, as if it were another person's computer. What is looked for is looked up
//! anew until it is there and can be used; after [`PATIENCE`] the error says what was there instead, with the page's
//! text and a picture. A page that throws, logs an error, breaks its content security policy or opens a dialog of
//! the browser fails the test that dropped its window, unless the test took the [`Trouble`] away with
//! [`Window::forgive`].
//!
//! Chromium is Debian's package and speaks its DevTools protocol over a pipe: no driver, no port, and it ends when
//! the pipe closes, however this process ends.

mod accessibility;
mod action;
mod browser;
mod chromium;
mod failure;
mod find;
mod key;
mod keyboard;
mod locator;
mod look;
mod pictures;
mod pointer;
mod protocol;
mod trouble;
mod window;

pub use self::{
    accessibility::{Finding, Impact},
    browser::Browser,
    failure::PATIENCE,
    find::{Find, Name, Step, any, like},
    key::{Chord, Key, Modifier},
    keyboard::Keyboard,
    locator::Locator,
    look::Look,
    pictures::folder as screenshots_folder,
    trouble::{Trouble, TroubleKind},
    window::Window,
};
