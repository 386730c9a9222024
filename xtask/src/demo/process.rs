//! A program of the demo: started under a guard, heard on both streams, stopped.

use std::process::{Command, ExitStatus};
use std::time::Instant;

use anyhow::Context as _;

use crate::demo::desk::Desk;
use crate::demo::said::Last;
use crate::guard::{Guarded, Input, Output, describe};

/// A program's exit code from which on a signal has ended it (`sh` says it so, and the guard).
const BY_SIGNAL: i32 = 128;

/// A started program.
pub(super) struct Process {
    pub(super) name: String,
    pub(super) last: Last,
    pub(super) started: Instant,
    guarded: Guarded,
    /// Streams that have not ended.
    open: u8,
}

impl Process {
    /// Starts a program whose lines come to the desk under a number.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn start(
        name: &str,
        who: usize,
        command: &Command,
        desk: &Desk,
    ) -> anyhow::Result<Self> {
        let mut guarded = Guarded::spawn(command, Input::Empty, Output::Captured)?;
        desk.know(guarded.group());
        let output = guarded.output().context("standard output is not piped")?;
        let complaints = guarded
            .complaints()
            .context("standard error is not piped")?;
        desk.read(who, output, b"\n");
        desk.read(who, complaints, b"\n");
        Ok(Self {
            name: name.to_owned(),
            last: Last::default(),
            started: Instant::now(),
            guarded,
            open: 2,
        })
    }

    /// One of its streams has ended; says how it ended when it was the last one.
    pub(super) fn closed(&mut self, desk: &Desk) -> anyhow::Result<Option<String>> {
        self.open = self.open.saturating_sub(1);
        if self.open > 0 {
            return Ok(None);
        }
        self.wait(desk).map(Some)
    }

    /// Asks it to stop; does not wait.
    pub(super) fn ask_to_stop(&mut self) {
        self.guarded.ask_to_stop();
    }

    /// Waits for its end and says how it was.
    pub(super) fn wait(&mut self, desk: &Desk) -> anyhow::Result<String> {
        let status = self.guarded.wait()?;
        desk.forget(self.guarded.group());
        self.open = 0;
        Ok(ending(status))
    }

    /// Whether it has not been seen to end.
    pub(super) const fn is_up(&self) -> bool {
        self.open > 0
    }
}

/// How a good end is described.
pub(super) const WELL: &str = "exit code 0";

fn ending(status: ExitStatus) -> String {
    match status.code() {
        Some(code) if code > BY_SIGNAL => format!("signal {}", code - BY_SIGNAL),
        _ => describe(status),
    }
}
