//! Builds the programs, and says how far that is once it takes longer than people wait in silence.

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::bail;

use crate::console::{Console, Tone, took};
use crate::demo::desk::{Desk, Event, Interrupted};
use crate::guard::{Guarded, Input, Output, describe};
use crate::workspace::Workspace;

/// Until then nothing is said.
const SILENCE: Duration = Duration::from_secs(2);
/// Between two drawings of the line on a terminal.
const DRAW_EVERY: Duration = Duration::from_millis(200);
/// Between two lines where there is no terminal.
const TELL_EVERY: Duration = Duration::from_secs(10);
/// The number under which cargo's lines arrive.
const CARGO: usize = usize::MAX;
/// Longest line of a terminal that is counted on.
const WIDTH: usize = 76;

/// Builds these programs.
///
/// # Errors
/// When it does not build: what the compiler says has been printed. [`Interrupted`] when somebody says stop.
pub(super) fn run(
    workspace: &Workspace,
    console: &Console,
    desk: &Desk,
    programs: &[&str],
) -> anyhow::Result<()> {
    // With the features of the whole workspace, so that nothing is built twice for tests.
    let mut command = workspace.cargo(["build", "--workspace"]);
    for program in programs {
        command.args(["--bin", program]);
    }
    // Cargo tells how far it is on terminals only, unless asked.
    command
        .env("CARGO_TERM_PROGRESS_WHEN", "always")
        .env("CARGO_TERM_PROGRESS_WIDTH", "200")
        .env(
            "CARGO_TERM_COLOR",
            if console.is_terminal() {
                "always"
            } else {
                "never"
            },
        );
    let mut cargo = Guarded::spawn(&command, Input::Empty, Output::Captured)?;
    desk.know(cargo.group());
    // Both are read, so that neither fills up.
    if let (Some(output), Some(complaints)) = (cargo.output(), cargo.complaints()) {
        desk.read(CARGO, output, b"\n");
        desk.read(CARGO, complaints, b"\r\n");
    }
    let mut view = View::new(console);
    let mut open = 2;
    while open > 0 {
        match desk.next(DRAW_EVERY) {
            Some(Event::Stop) => {
                view.wipe();
                return Err(Interrupted.into());
            }
            Some(Event::Said { text, .. }) => view.read(&text),
            Some(Event::Closed { .. }) => open -= 1,
            None => {}
        }
        view.draw();
    }
    view.wipe();
    let status = cargo.wait()?;
    desk.forget(cargo.group());
    if !status.success() {
        console.say(view.said.join("\n"));
        bail!(
            "the programs do not build ({}); what the compiler says stands above",
            describe(status)
        );
    }
    if view.told {
        console.note(format!("built in {}", took(view.started.elapsed())));
    }
    Ok(())
}

/// What is shown of a build.
struct View<'a> {
    console: &'a Console,
    started: Instant,
    drawn: Instant,
    /// Whether anything was shown.
    told: bool,
    progress: Option<Progress>,
    /// What the compiler says, for when it fails.
    said: Vec<String>,
}

/// How far cargo is.
#[derive(Debug, PartialEq, Eq)]
struct Progress {
    done: u32,
    all: u32,
    /// What is being compiled, separated by commas.
    now: String,
}

impl<'a> View<'a> {
    fn new(console: &'a Console) -> Self {
        let started = Instant::now();
        Self {
            console,
            started,
            drawn: started,
            told: false,
            progress: None,
            said: Vec::new(),
        }
    }

    fn read(&mut self, line: &str) {
        let bare = uncoloured(line);
        if let Some(progress) = Progress::read(&bare) {
            self.progress = Some(progress);
        } else if !is_status(&bare) {
            self.said.push(line.to_owned());
        }
    }

    fn draw(&mut self) {
        if self.started.elapsed() < SILENCE {
            return;
        }
        let every = match (self.told, self.console.is_terminal()) {
            (false, _) => Duration::ZERO,
            (true, true) => DRAW_EVERY,
            (true, false) => TELL_EVERY,
        };
        if self.drawn.elapsed() < every {
            return;
        }
        let after = took(self.started.elapsed());
        let text = match &self.progress {
            Some(progress) => {
                let Progress { done, all, now } = progress;
                format!("building: {done} of {all} crates after {after}: {now}")
            }
            None => format!("building: {after}"),
        };
        let text: String = text.chars().take(WIDTH).collect();
        if self.console.is_terminal() {
            let text = self.console.paint(Tone::Faint, text);
            let mut out = std::io::stdout();
            // A terminal that is gone shows nothing.
            let _ = write!(out, "\r\x1b[K{text}").and_then(|()| out.flush());
        } else {
            self.console.note(text);
        }
        self.drawn = Instant::now();
        self.told = true;
    }

    /// Takes the line away from a terminal.
    fn wipe(&self) {
        if self.told && self.console.is_terminal() {
            let mut out = std::io::stdout();
            let _ = write!(out, "\r\x1b[K").and_then(|()| out.flush());
        }
    }
}

impl Progress {
    /// Reads `Building [===>   ] 12/340: serde, tokio`.
    fn read(line: &str) -> Option<Self> {
        let rest = line.trim_start().strip_prefix("Building [")?;
        let (_, rest) = rest.split_once("] ")?;
        let (count, now) = rest.split_once(':').unwrap_or((rest, ""));
        let (done, all) = count.trim().split_once('/')?;
        Some(Self {
            done: done.parse().ok()?,
            all: all.parse().ok()?,
            now: now.trim().to_owned(),
        })
    }
}

/// Whether a line is cargo's own account of what it does.
fn is_status(line: &str) -> bool {
    const WORDS: [&str; 9] = [
        "Compiling",
        "Finished",
        "Fresh",
        "Updating",
        "Downloading",
        "Downloaded",
        "Locking",
        "Adding",
        "Blocking",
    ];
    let line = line.trim_start();
    line.is_empty()
        || line.starts_with("Building")
        || WORDS.iter().any(|word| {
            line.strip_prefix(word)
                .is_some_and(|rest| rest.starts_with(' '))
        })
}

/// A line without the escape codes of terminals.
fn uncoloured(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\x1b' {
            bare.push(c);
        } else if chars.next() == Some('[') {
            // An escape code ends with its first letter.
            chars.find(char::is_ascii_alphabetic);
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_progress_is_read_with_and_without_colours() {
        let progress = Progress {
            done: 12,
            all: 340,
            now: "serde, tokio(build.rs)".to_owned(),
        };
        let line =
            "\x1b[1m\x1b[36m    Building\x1b[0m [==>    ] 12/340: serde, tokio(build.rs)\x1b[K";
        assert_eq!(Progress::read(&uncoloured(line)), Some(progress));
        assert_eq!(
            Progress::read("Building [=>] 1/2").map(|progress| progress.now),
            Some(String::new())
        );
        assert_eq!(Progress::read("warning: Building [x] 1/2"), None);
    }

    #[test]
    fn only_what_the_compiler_says_is_kept() {
        for line in [
            "   Compiling db v0.1.0 (x)",
            "    Finished `dev` profile",
            "",
        ] {
            assert!(is_status(line), "{line:?}");
        }
        for line in [
            "error[E0425]: cannot find",
            "  --> src/main.rs:1:1",
            "warning: unused",
        ] {
            assert!(!is_status(line), "{line:?}");
        }
    }
}
