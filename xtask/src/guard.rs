//! Child processes that never outlive us.
//!
//! Each child runs under a guard: this program again, as leader of a process group of its own, reading a pipe that we
//! hold. When the pipe closes, because we closed it, ended, were interrupted or killed, the guard asks the child to
//! stop and then kills the group. So Ctrl-C needs no signal handler, and `kill -9` leaves nothing behind. Should the
//! guard itself be killed, the system kills the child.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{
    Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitCode, ExitStatus, Stdio,
};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, getppid, kill_process, kill_process_group,
    set_parent_process_death_signal, waitid,
};

/// How long a child gets after each polite request before the next, less polite one.
const GRACE: Duration = Duration::from_secs(10);

/// What the guard is told on its command line.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Give the program an open standard input and close it as the first request to stop.
    #[arg(long)]
    hold_input: bool,
    /// Become the program, and die with the process of this number.
    #[arg(long, value_name = "PROCESS", conflicts_with = "hold_input")]
    become_for: Option<u32>,
    /// The program and its arguments.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    command: Vec<OsString>,
}

/// What the child finds as its standard input.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Input {
    /// Nothing: the first read says "end of file".
    Empty,
    /// A pipe that stays open until the child shall stop.
    Held,
}

/// Where the child's output goes.
#[derive(Clone, Copy)]
pub(crate) enum Output {
    /// To our own.
    Inherited,
    /// Standard output through a pipe to us, standard error to our own.
    Piped,
    /// Both through pipes to us.
    Captured,
}

/// A running child; dropping it stops it.
pub(crate) struct Guarded {
    name: String,
    guard: Child,
    lifeline: Option<ChildStdin>,
    finished: Option<ExitStatus>,
}

impl Guarded {
    /// Starts `command` (program, arguments, folder and variables are taken from it) under a guard.
    ///
    /// # Errors
    /// When the guard cannot be started. A missing program shows as the guard's failure.
    pub(crate) fn spawn(command: &Command, input: Input, output: Output) -> anyhow::Result<Self> {
        let program = Path::new(command.get_program());
        let name = program
            .file_name()
            .unwrap_or(program.as_os_str())
            .to_string_lossy()
            .into_owned();
        let mut guard = Command::new(own_program()?);
        guard.arg("guard");
        if input == Input::Held {
            guard.arg("--hold-input");
        }
        guard
            .arg("--")
            .arg(command.get_program())
            .args(command.get_args());
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => guard.env(key, value),
                None => guard.env_remove(key),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            guard.current_dir(folder);
        }
        guard.process_group(0).stdin(Stdio::piped());
        if matches!(output, Output::Piped | Output::Captured) {
            guard.stdout(Stdio::piped());
        }
        if matches!(output, Output::Captured) {
            guard.stderr(Stdio::piped());
        }
        let mut guard = guard
            .spawn()
            .with_context(|| format!("failed to start a guard for {name}"))?;
        let lifeline = guard.stdin.take();
        Ok(Self {
            name,
            guard,
            lifeline,
            finished: None,
        })
    }

    /// Standard output, once, if it was asked for.
    pub(crate) fn output(&mut self) -> Option<ChildStdout> {
        self.guard.stdout.take()
    }

    /// Standard error, once, if it was asked for as [`Output::Captured`].
    pub(crate) fn complaints(&mut self) -> Option<ChildStderr> {
        self.guard.stderr.take()
    }

    /// The process group of the guard, the child and all that they start.
    pub(crate) fn group(&self) -> Pid {
        Pid::from_child(&self.guard)
    }

    /// The first line the child prints; all later output is read and dropped.
    ///
    /// # Errors
    /// When the child ends or `patience` runs out before it printed a line.
    pub(crate) fn first_line(&mut self, patience: Duration) -> anyhow::Result<String> {
        let output = self.output().context("standard output is not piped")?;
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // Only the first line has a reader; the rest is drained so that the child never blocks.
                let _ = sender.send(line);
            }
        });
        match receiver.recv_timeout(patience) {
            Ok(line) => Ok(line),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                bail!(
                    "{} printed nothing within {} s",
                    self.name,
                    patience.as_secs()
                )
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                let end = describe(self.wait()?);
                bail!("{} ended with {end} before it was ready", self.name)
            }
        }
    }

    /// Waits for the child's own end, then ends whatever it left in its process group.
    ///
    /// # Errors
    /// When the system cannot say.
    pub(crate) fn wait(&mut self) -> anyhow::Result<ExitStatus> {
        if let Some(status) = self.finished {
            return Ok(status);
        }
        let group = self.group();
        // The ended guard is looked at before it is reaped: until then its number cannot belong to somebody else.
        while let Err(error) = waitid(
            WaitId::Pid(group),
            WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
        ) {
            if error != rustix::io::Errno::INTR {
                return Err(error).with_context(|| format!("failed to wait for {}", self.name));
            }
        }
        // Fails only when nothing is left in the group, which is the aim.
        let _ = kill_process_group(group, Signal::KILL);
        let status = self
            .guard
            .wait()
            .with_context(|| format!("failed to wait for {}", self.name))?;
        self.finished = Some(status);
        Ok(status)
    }

    /// Asks the child to stop and waits until it has.
    ///
    /// # Errors
    /// When the system cannot say.
    pub(crate) fn stop(&mut self) -> anyhow::Result<ExitStatus> {
        self.ask_to_stop();
        self.wait()
    }

    /// Asks the child to stop.
    pub(crate) fn ask_to_stop(&mut self) {
        drop(self.lifeline.take());
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure here; the guard ends the child all the same.
        let _ = self.stop();
    }
}

/// `exit code 3` or `signal 9`.
pub(crate) fn describe(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit code {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "no exit code".to_owned(),
    }
}

/// This program, even after a build has replaced its file.
fn own_program() -> anyhow::Result<PathBuf> {
    let link = PathBuf::from(format!("/proc/{}/exe", std::process::id()));
    if link.exists() || link.is_symlink() {
        return Ok(link);
    }
    std::env::current_exe().context("failed to find this program's own file")
}

/// The guard's own life: runs the command and ends as it ends.
///
/// # Errors
/// When the program cannot be started or waited for.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let Some((program, rest)) = args.command.split_first() else {
        bail!("no program given");
    };
    if let Some(guard) = args.become_for {
        return Err(become_program(guard, Command::new(program).args(rest)))
            .with_context(|| format!("failed to start {}", program.to_string_lossy()));
    }
    let mut child = Command::new(own_program()?)
        .args([
            "guard",
            "--become-for",
            &std::process::id().to_string(),
            "--",
        ])
        .args(&args.command)
        .stdin(if args.hold_input {
            Stdio::piped()
        } else {
            Stdio::null()
        })
        .spawn()
        .with_context(|| format!("failed to start {}", program.to_string_lossy()))?;
    let pid = Pid::from_child(&child);
    let held = child.stdin.take();
    std::thread::spawn(move || end_with_input(pid, held));
    let status = child.wait().context("failed to wait for the child")?;
    let code = status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    Ok(u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Becomes a program that dies with the guard; returns only why not.
fn become_program(guard: u32, command: &mut Command) -> anyhow::Error {
    if let Err(error) = set_parent_process_death_signal(Some(Signal::KILL)) {
        return error.into();
    }
    // A guard that was killed before it could be watched is nobody's parent any more.
    let parent = getppid().map(Pid::as_raw_nonzero);
    if parent.is_none_or(|parent| u32::try_from(parent.get()) != Ok(guard)) {
        return anyhow!("its guard is gone");
    }
    command.exec().into()
}

/// Blocks until standard input closes, then ends the child and, at the latest, the whole group with this process.
fn end_with_input(child: Pid, held: Option<ChildStdin>) {
    let mut ignored = [0; 64];
    let mut input = std::io::stdin().lock();
    while input.read(&mut ignored).is_ok_and(|count| count > 0) {}
    if let Some(held) = held {
        drop(held);
        std::thread::sleep(GRACE);
    }
    // Each request can only fail because its addressee is gone.
    let _ = kill_process(child, Signal::TERM);
    std::thread::sleep(GRACE);
    let _ = kill_process_group(rustix::process::getpgrp(), Signal::KILL);
}
