//! The real binary as a real process, for tests that kill it.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    thread::JoinHandle,
};

use anyhow::{Context as _, Result};
use rustix::process::{Pid, Signal, kill_process};

use crate::Log;

/// A running program; killed when dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    reader: Option<JoinHandle<()>>,
    /// What it wrote to standard error.
    pub log: Log,
}

impl Program {
    /// Starts `binary` with nothing but these variables.
    ///
    /// # Errors
    ///
    /// If it cannot be started; names it.
    pub fn start(
        binary: impl AsRef<Path>,
        folder: &Path,
        variables: &BTreeMap<String, String>,
        log: Log,
    ) -> Result<Self> {
        let binary = binary.as_ref();
        let mut child = Command::new(binary)
            .env_clear()
            .envs(variables)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("start {}", binary.display()))?;
        let said = child.stderr.take().context("take its standard error")?;
        let lines = log.clone();
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(said).lines().map_while(Result::ok) {
                lines.push(&line);
            }
        });
        Ok(Self {
            child,
            reader: Some(reader),
            log,
        })
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: it ends at once and cannot say a word.
    ///
    /// # Errors
    ///
    /// If it cannot be waited for.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill().context("kill it")?;
        self.child.wait().context("wait for its end")?;
        Ok(())
    }

    /// SIGTERM: it is asked to end.
    ///
    /// # Errors
    ///
    /// If it is gone already.
    pub fn terminate(&self) -> Result<()> {
        let id = Pid::from_child(&self.child);
        kill_process(id, Signal::TERM).context("send SIGTERM")
    }

    /// Waits for its end. Blocks.
    ///
    /// # Errors
    ///
    /// If it cannot be waited for.
    pub fn wait(mut self) -> Result<ExitStatus> {
        let status = self.child.wait().context("wait for its end")?;
        if let Some(reader) = self.reader.take() {
            drop(reader.join());
        }
        Ok(status)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
