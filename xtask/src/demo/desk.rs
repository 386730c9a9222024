//! Where all that happens arrives, in one order: signals, what programs say, and their ends.

use std::io::{BufRead as _, BufReader, Read};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// What happened.
pub(super) enum Event {
    /// Somebody wants this to stop: Ctrl-C, SIGTERM, or the terminal is gone.
    Stop,
    /// A program has said a line.
    Said { who: usize, text: String },
    /// One of the two streams of a program has ended, which its end does.
    Closed { who: usize },
}

/// Events, and the process groups that a second Ctrl-C kills.
pub(super) struct Desk {
    inbox: Receiver<Event>,
    sender: Sender<Event>,
    groups: Arc<Mutex<Vec<Pid>>>,
}

/// The error of being interrupted while something was waited for.
#[derive(Debug)]
pub(super) struct Interrupted;

impl std::fmt::Display for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// What a shell says of a program that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

impl Desk {
    /// Listens to signals from now on.
    ///
    /// # Errors
    /// When they cannot be listened to.
    pub(super) fn open() -> anyhow::Result<Self> {
        let (sender, inbox) = mpsc::channel();
        let groups = Arc::new(Mutex::new(Vec::new()));
        let mut signals =
            Signals::new([SIGINT, SIGTERM, SIGHUP]).context("failed to listen to signals")?;
        let (told, known) = (sender.clone(), Arc::clone(&groups));
        std::thread::spawn(move || {
            let mut asked = false;
            for signal in signals.forever() {
                // A terminal that goes asks for no haste.
                if asked && signal != SIGHUP {
                    kill(&known);
                    std::process::exit(INTERRUPTED);
                }
                asked = true;
                // Nobody listens any more once all has ended.
                let _ = told.send(Event::Stop);
            }
        });
        Ok(Self {
            inbox,
            sender,
            groups,
        })
    }

    /// The next event, if one comes in time.
    pub(super) fn next(&self, patience: Duration) -> Option<Event> {
        // This value holds a sender, so the channel never closes.
        self.inbox.recv_timeout(patience).ok()
    }

    /// Reads a program's stream, line by line.
    pub(super) fn read(&self, who: usize, stream: impl Read + Send + 'static, ends: &'static [u8]) {
        let sender = self.sender.clone();
        std::thread::spawn(move || {
            for text in pieces(stream, ends) {
                if sender.send(Event::Said { who, text }).is_err() {
                    return;
                }
            }
            let _ = sender.send(Event::Closed { who });
        });
    }

    /// A second Ctrl-C kills this group, too.
    pub(super) fn know(&self, group: Pid) {
        lock(&self.groups).push(group);
    }

    /// The group is gone; its number may come to belong to others.
    pub(super) fn forget(&self, group: Pid) {
        lock(&self.groups).retain(|known| *known != group);
    }
}

fn kill(groups: &Mutex<Vec<Pid>>) {
    for group in lock(groups).iter() {
        // Fails only when nothing is left in the group, which is the aim.
        let _ = kill_process_group(*group, Signal::KILL);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The texts between any of `ends`.
fn pieces(stream: impl Read, ends: &'static [u8]) -> impl Iterator<Item = String> {
    let mut reader = BufReader::new(stream);
    std::iter::from_fn(move || {
        let mut piece = Vec::new();
        loop {
            let buffer = match reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(_) => &[],
            };
            if buffer.is_empty() {
                let rest = String::from_utf8_lossy(&piece).into_owned();
                return (!rest.is_empty()).then_some(rest);
            }
            match buffer.iter().position(|byte| ends.contains(byte)) {
                Some(end) => {
                    piece.extend_from_slice(&buffer[..end]);
                    reader.consume(end + 1);
                    return Some(String::from_utf8_lossy(&piece).into_owned());
                }
                None => {
                    let all = buffer.len();
                    piece.extend_from_slice(buffer);
                    reader.consume(all);
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_falls_into_lines_also_where_it_breaks_off() {
        let split = |text: &'static str, ends| pieces(text.as_bytes(), ends).collect::<Vec<_>>();
        assert_eq!(split("a\nb\n\nc", b"\n"), ["a", "b", "", "c"]);
        assert_eq!(split("1/2\r2/2\rdone\n", b"\r\n"), ["1/2", "2/2", "done"]);
        assert_eq!(split("", b"\n"), [""; 0]);
    }
}
