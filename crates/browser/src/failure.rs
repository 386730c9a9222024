//! Waiting with an end, and what a person wants to know when it comes: what was awaited, what the page shows instead,
//! what it complained about, and a picture.

use std::time::Duration;

use anyhow::{Result, anyhow};
use serde_json::json;
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::{Trouble, pictures, window::Page};

/// How long a page gets to do what is expected of it. A loaded machine is slow.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// Longest part of a page's text that is quoted, in characters.
const QUOTED_MAX: usize = 3000;

/// Asks until there is something; `Err` says what is in the way so far.
pub(crate) async fn retry<T>(
    page: &Page,
    what: &str,
    mut attempt: impl AsyncFnMut() -> Result<T, String>,
) -> Result<T> {
    let end = Instant::now() + page.patience();
    let mut look = interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        match attempt().await {
            Ok(found) => return Ok(found),
            Err(reason) if Instant::now() >= end => return Err(explain(page, what, &reason).await),
            Err(_) => {}
        }
    }
}

/// As [`retry`] where nothing is known of what is in the way.
pub(crate) async fn until<T>(
    page: &Page,
    what: &str,
    mut find: impl AsyncFnMut() -> Option<T>,
) -> Result<T> {
    retry(page, what, async || find().await.ok_or_else(String::new)).await
}

/// Troubles, one in a line.
pub(crate) fn listed(troubles: &[Trouble]) -> String {
    let lines: Vec<String> = troubles
        .iter()
        .map(|trouble| format!("  {trouble}"))
        .collect();
    format!("the page was in trouble:\n{}", lines.join("\n"))
}

async fn explain(page: &Page, what: &str, reason: &str) -> anyhow::Error {
    let text = page
        .evaluate::<String>("document.body?.innerText ?? ''", None)
        .await;
    let picture = page.call("Page.captureScreenshot", json!({})).await;
    let mut error = format!("waited {:?} for {what}", page.patience());
    if !reason.is_empty() {
        error.push_str(": ");
        error.push_str(reason);
    }
    error.push_str(&around(
        page,
        text,
        picture.and_then(|picture| pictures::save_failure(&picture)),
    ));
    anyhow!(error)
}

/// What is worth knowing of a page whose test panics.
#[expect(
    clippy::print_stderr,
    reason = "what helps whoever reads a failed test"
)]
pub(crate) fn last_words(page: &Page) {
    let text = page
        .call_blocking(
            "Runtime.evaluate",
            json!({"expression": "document.body?.innerText ?? ''", "returnByValue": true}),
        )
        .and_then(crate::window::value);
    let picture = page
        .call_blocking("Page.captureScreenshot", json!({}))
        .and_then(|picture| pictures::save_failure(&picture));
    eprintln!("a window of this test{}", around(page, text, picture));
}

fn around(page: &Page, text: Result<String>, picture: Result<std::path::PathBuf>) -> String {
    let text = text.unwrap_or_else(|error| format!("nothing: {error:#}"));
    let mut quoted: String = text.chars().take(QUOTED_MAX).collect();
    if quoted.len() < text.len() {
        quoted.push('…');
    }
    let mut around = format!("\nthe page shows:\n{}", indented(&quoted));
    let troubles = page.troubles_so_far();
    if !troubles.is_empty() {
        around.push('\n');
        around.push_str(&listed(&troubles));
    }
    match picture {
        Ok(path) => around.push_str(&format!("\na picture of it: {}", path.display())),
        Err(error) => around.push_str(&format!("\nno picture of it: {error:#}")),
    }
    around
}

fn indented(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
