//! A demo that runs, in a folder of its own.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// How long anything may take on a loaded machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A folder for a demo; goes with this value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("guildhall-demo-test-{name}-{}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    /// The processes that have this folder on their command line or in their environment, with their programs.
    pub(crate) fn processes(&self) -> Vec<(i32, String)> {
        let wanted = self.0.display().to_string();
        let names = |path: PathBuf| {
            let read = std::fs::read(path).unwrap_or_default();
            String::from_utf8_lossy(&read).contains(&wanted)
        };
        let all = std::fs::read_dir("/proc").unwrap().flatten();
        all.filter_map(|entry| {
            let number: i32 = entry.file_name().to_str()?.parse().ok()?;
            let here = names(entry.path().join("cmdline")) || names(entry.path().join("environ"));
            let program = std::fs::read_to_string(entry.path().join("comm")).ok()?;
            here.then(|| (number, program.trim().to_owned()))
        })
        .collect()
    }

    /// Waits until no process is left.
    pub(crate) fn is_quiet(&self) {
        let end = Instant::now() + PATIENCE;
        while !self.processes().is_empty() {
            assert!(Instant::now() < end, "{:?} are left", self.processes());
            std::thread::yield_now();
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A started demo and what it says; killed when dropped.
pub(crate) struct Demo {
    child: Child,
    lines: Receiver<String>,
    /// All that it has said so far.
    pub(crate) said: String,
    /// Where the simulator is, without a slash at the end.
    pub(crate) url: String,
}

/// A demo of programs that are built already.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    unbuilt(folder, &[&["--built"], arguments].concat())
}

/// A demo that builds first.
pub(crate) fn unbuilt(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["demo", "--no-open", "--folder"])
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null());
    command
}

impl Demo {
    /// Starts one on any port and waits until it says where its page is.
    pub(crate) fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let mut child = command(&folder.0, &[&["--port", "0"], arguments].concat())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // The test may have ended.
                drop(sender.send(line));
            }
        });
        let mut demo = Self {
            child,
            lines,
            said: String::new(),
            url: String::new(),
        };
        let page = demo.says("/play/");
        page.trim()
            .trim_end_matches("/play/")
            .clone_into(&mut demo.url);
        demo.says("stop it with Ctrl-C");
        demo
    }

    /// Waits for a line with these words.
    pub(crate) fn says(&mut self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("no {words:?} in:\n{}", self.said));
            self.said.push_str(&line);
            self.said.push('\n');
            if line.contains(words) {
                return line;
            }
        }
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits for its end; returns the exit code, if it has one.
    pub(crate) fn end(&mut self) -> Option<i32> {
        let status = self.child.wait().unwrap();
        // The rest of what it said: its streams end with its programs.
        self.said.extend(self.lines.iter().map(|line| line + "\n"));
        status.code()
    }

    /// Ctrl-C, and a good end.
    pub(crate) fn interrupt(mut self) -> String {
        self.signal(Signal::INT);
        assert_eq!(self.end(), Some(0), "{}", self.said);
        std::mem::take(&mut self.said)
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        self.request("GET", path, "")
    }

    pub(crate) fn act(&self, body: &Value) -> Value {
        self.request("POST", "/sim/v1/act", &body.to_string())
    }

    fn request(&self, method: &str, path: &str, body: &str) -> Value {
        let host = self.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap_or_else(|_| panic!("{method} {path}: {answer}"))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
