//! Short words for what many tests do.

use std::{sync::Arc, time::Duration};

use core_config::NoSection;
use discord_sim::{DriverError, MessageView, RequestRecord, Seat, Shown};
use serde_json::Value;
use testkit::until;
use tokio::task::JoinHandle;

use crate::probe::App;

pub(crate) type Stage = testkit::Stage<App, NoSection>;

/// A person's act that goes on while the test does other things.
pub(crate) type Act = JoinHandle<Result<Shown, DriverError>>;

/// Types a command in the background.
pub(crate) fn slash(seat: &Seat, line: &str) -> Act {
    let (seat, line) = (seat.clone(), line.to_owned());
    tokio::spawn(async move { seat.slash(&line).await })
}

/// Requests that answered an interaction: those of its callback route. The journal knows them a
/// moment after people see what they do.
pub(crate) async fn callbacks(stage: &Stage, interaction: u64) -> Vec<Arc<RequestRecord>> {
    until("the answer in the journal", async || {
        let found = tries(stage, interaction);
        (!found.is_empty()).then_some(found)
    })
    .await
}

/// The same as far as there are any.
pub(crate) fn tries(stage: &Stage, interaction: u64) -> Vec<Arc<RequestRecord>> {
    let route = format!("/interactions/{interaction}/");
    let mut requests = stage.sim.journal().requests();
    requests.retain(|request| request.path.starts_with(&route));
    requests
}

/// The last message that the person alone can see.
pub(crate) fn told(seat: &Seat) -> MessageView {
    let mut messages = seat.messages();
    messages.retain(|message| message.ephemeral);
    messages.pop().expect("nothing was said privately")
}

/// Waits for a line of the log with all these parts.
pub(crate) async fn line(stage: &Stage, parts: &[&str]) -> String {
    until(&format!("the log to say {parts:?}"), async || {
        let mut lines = stage.log.lines().into_iter();
        lines.find(|line| parts.iter().all(|part| line.contains(part)))
    })
    .await
}

/// Lines of the log that contain `part`.
pub(crate) fn lines(stage: &Stage, part: &str) -> Vec<String> {
    let mut lines = stage.log.lines();
    lines.retain(|line| line.contains(part));
    lines
}

/// The reference in an apology: between the asterisks.
pub(crate) fn reference(message: &MessageView) -> String {
    let found = message.content.split("**").nth(1);
    found.expect("no reference in the apology").to_owned()
}

/// Takes the one ERROR line with this reference out of the log, read as JSON.
pub(crate) fn forgive_reference(stage: &Stage, reference: &str) -> Value {
    let forgiven = stage.log.forgive(reference);
    let [line] = forgiven.as_slice() else {
        panic!("{} ERROR lines with {reference}", forgiven.len());
    };
    serde_json::from_str(line).unwrap()
}

/// Asserts that a message is an apology which says nothing of what happened, and that exactly one
/// ERROR line says all; that line is returned.
pub(crate) fn apologised(stage: &Stage, message: &MessageView) -> Value {
    assert!(message.ephemeral, "apologies are private: {message:?}");
    assert!(message.content.starts_with("Sorry"), "{}", message.content);
    assert!(
        !message.content.contains("probe"),
        "inner trouble was shown: {}",
        message.content
    );
    forgive_reference(stage, &reference(message))
}

/// Seconds.
pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
