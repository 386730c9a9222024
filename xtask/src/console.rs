//! How xtask talks: headings, outcomes and durations; colour only on a terminal.

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

/// Where output goes and whether it may be coloured.
pub(crate) struct Console {
    terminal: bool,
    colour: bool,
}

/// The colours in use, by meaning.
#[derive(Clone, Copy)]
pub(crate) enum Tone {
    Good,
    Bad,
    Warning,
    Strong,
    Faint,
}

impl Tone {
    /// The ANSI "select graphic rendition" parameter.
    const fn code(self) -> &'static str {
        match self {
            Self::Good => "32",
            Self::Bad => "31;1",
            Self::Warning => "33",
            Self::Strong => "1",
            Self::Faint => "2",
        }
    }
}

impl Console {
    /// Asks standard output whether it is a terminal; `NO_COLOR` is respected.
    pub(crate) fn from_terminal() -> Self {
        let terminal = std::io::stdout().is_terminal();
        let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { terminal, colour }
    }

    /// A person is watching, so pauses and progress make sense.
    pub(crate) const fn is_terminal(&self) -> bool {
        self.terminal
    }

    pub(crate) fn paint(&self, tone: Tone, text: impl Display) -> String {
        if self.colour {
            format!("\x1b[{}m{text}\x1b[0m", tone.code())
        } else {
            text.to_string()
        }
    }

    pub(crate) fn heading(&self, title: &str) {
        self.say(format!(
            "\n{}",
            self.paint(Tone::Strong, format!("== {title}"))
        ));
    }

    pub(crate) fn note(&self, text: impl Display) {
        self.say(self.paint(Tone::Faint, text));
    }

    pub(crate) fn warn(&self, text: impl Display) {
        self.say(format!("{} {text}", self.paint(Tone::Warning, "warning:")));
    }

    pub(crate) fn error(&self, text: impl Display) {
        self.say(format!("{} {text}", self.paint(Tone::Bad, "error:")));
    }

    /// A line as it is.
    #[expect(
        clippy::unused_self,
        reason = "all that is said is said through a console"
    )]
    pub(crate) fn say(&self, text: impl Display) {
        // A terminal that was closed is no reason to leave things undone.
        let _ = writeln!(std::io::stdout(), "{text}");
    }
}

/// `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn took(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(took(Duration::from_millis(432)), "0.4 s");
        assert_eq!(took(Duration::from_secs(12)), "12 s");
        assert_eq!(took(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn no_escape_codes_without_a_terminal() {
        let console = Console {
            terminal: false,
            colour: false,
        };
        assert_eq!(console.paint(Tone::Bad, "x"), "x");
        let console = Console {
            terminal: true,
            colour: true,
        };
        assert_eq!(console.paint(Tone::Good, "x"), "\x1b[32mx\x1b[0m");
    }
}
