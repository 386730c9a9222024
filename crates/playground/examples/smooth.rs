//! How smooth the page stays: 5,000 messages in a channel and 50 updates a second, in a real browser.
//!
//! ```sh
//! cargo run --release -p playground --example smooth
//! ```
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::time::Duration;

use anyhow::{Result, anyhow};
use browser::{Browser, Find as _, Look, Window, like};
use discord_sim::Sim;
use serde_json::{Value, json};
use showcase::Hall;

/// Messages that are there from the start.
const MESSAGES: usize = 5_000;
/// Updates in a second: every second one is a new message, the others are edits.
const RATE: u32 = 50;
/// How long each part is measured.
const SECONDS: u32 = 10;

/// Notes the time of each frame, and tasks that keep the page for more than 50 ms.
const WATCH: &str = "(window.frames = [], window.longTasks = [], (function next(now) {
    window.frames.push(now); requestAnimationFrame(next); })(performance.now()),
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((one) => one.duration)))
        .observe({ type: 'longtask' }), true)";
/// Milliseconds between frames, and of long tasks, since the last question.
const TAKE: &str = "(() => { const { frames, longTasks } = window; window.frames = frames.slice(-1); window.longTasks = [];
    return { frames: frames.slice(1).map((time, n) => time - frames[n]), long: longTasks }; })()";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let sim = Sim::start(showcase::settings())?;
    let hall = showcase::found(&sim);
    hall.fill(MESSAGES)?;
    let browser = Browser::start().await?;
    let (guild, channel) = (hall.guild.id(), hall.long.id());
    let address = format!("{}/play/#/ann/{guild}/{channel}", sim.url());
    let window = browser.window(&address, Look::desktop().dark()).await?;
    window
        .article(like(format!("Message {}", MESSAGES - 1)))
        .wait()
        .await?;
    window.evaluate::<bool>(WATCH).await?;
    println!("{MESSAGES} messages, {SECONDS} s each; frames in ms");
    tokio::time::sleep(Duration::from_secs(SECONDS.into())).await;
    tell("idle", &window).await?;
    updates(&hall).await?;
    tell("50 updates/s, at the end", &window).await?;
    for _ in 0..10 {
        window.article(like("")).first().wheel(-4_000.0).await?;
        window.settle().await?;
    }
    window.evaluate::<Value>(TAKE).await?;
    updates(&hall).await?;
    tell("50 updates/s, scrolled up", &window).await?;
    Ok(())
}

/// New messages and edits of the last one, at the rate.
async fn updates(hall: &Hall) -> Result<()> {
    let mut clock = tokio::time::interval(Duration::from_secs(1) / RATE);
    let mut last = String::new();
    for number in 0..SECONDS * RATE {
        clock.tick().await;
        let body =
            json!({"content": format!("Update **{number}** with `code` and some more words")});
        let sent = if number % 2 == 0 {
            hall.bot.post(&hall.long, &body).await
        } else {
            hall.bot.edit(&hall.long, &last, &body).await
        };
        let sent = sent.map_err(|error| anyhow!(error))?;
        last = sent["id"].as_str().unwrap_or_default().to_owned();
    }
    Ok(())
}

/// A line of what was measured.
async fn tell(what: &str, window: &Window) -> Result<()> {
    let taken: Value = window.evaluate(TAKE).await?;
    let list = |name: &str| -> Vec<f64> {
        let all = taken[name].as_array().into_iter().flatten();
        let mut all: Vec<f64> = all.filter_map(Value::as_f64).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let (frames, long) = (list("frames"), list("long"));
    let at =
        |part: usize| frames.get((frames.len() * part / 100).min(frames.len().saturating_sub(1)));
    let at = |part| at(part).copied().unwrap_or_default();
    println!(
        "{what:26} median {:5.1}  p95 {:5.1}  p99 {:5.1}  worst {:6.1}  long tasks {}",
        at(50),
        at(95),
        at(99),
        at(100),
        long.len()
    );
    Ok(())
}
