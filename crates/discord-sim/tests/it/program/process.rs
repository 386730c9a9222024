//! Starts the program as others do, on a free port, and talks to its control API.

use std::{path::PathBuf, process::Stdio, time::Duration};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use crate::http::{Answer, Http};

/// How long a program on a busy machine may take for anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The program; it ends with this value.
pub(crate) struct Program {
    pub(crate) url: String,
    child: Child,
    output: Lines<BufReader<ChildStdout>>,
}

/// How a program ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discord-sim"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Runs the program to its end.
pub(crate) async fn run(arguments: &[&str]) -> Ended {
    let ended = tokio::time::timeout(PATIENCE, command(arguments).output());
    let ended = ended.await.expect("it ends").expect("it starts");
    Ended {
        code: ended.status.code(),
        output: String::from_utf8(ended.stdout).unwrap(),
        errors: String::from_utf8(ended.stderr).unwrap(),
    }
}

/// Text in a file that lives as long as the test.
pub(crate) fn file(name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("{}-{name}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

impl Program {
    pub(crate) async fn start(arguments: &[&str]) -> Self {
        let mut all = vec!["--listen", "127.0.0.1:0", "--oracle"];
        all.extend(arguments);
        let mut child = command(&all).spawn().expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = tokio::time::timeout(PATIENCE, output.next_line());
        let first = first.await.expect("in time").unwrap();
        let Some(first) = first else {
            let mut errors = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut errors)
                .await
                .unwrap();
            panic!("the program ended: {errors}");
        };
        let url = first
            .split_whitespace()
            .find(|word| word.starts_with("http://"));
        Self {
            url: url.expect("an address").to_owned(),
            child,
            output,
        }
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        let http = Http::new(&self.url, None);
        http.call(method, &format!("{}/sim/v1{path}", self.url), body)
            .await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let answer = self.call("GET", path, Value::Null).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.json());
        answer.json()
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let answer = self.call("POST", path, body).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.json());
        answer.json()
    }

    /// Bob does something in #general.
    pub(crate) async fn act(&self, mut what: Value) -> Value {
        what["user"] = json!("bob");
        what["channel"] = json!("general");
        self.post("/act", what).await
    }

    /// Waits for an entry of the journal after a number; returns the entry.
    pub(crate) async fn wait(
        &self,
        mut after: u64,
        query: &str,
        wanted: impl Fn(&Value) -> bool,
    ) -> Value {
        let search = async {
            loop {
                let page = self
                    .get(&format!("/journal?after={after}&wait=10&{query}"))
                    .await;
                after = page["last"].as_u64().unwrap();
                let entries = page["entries"].as_array().unwrap();
                if let Some(found) = entries.iter().find(|entry| wanted(entry)) {
                    return found.clone();
                }
            }
        };
        match tokio::time::timeout(PATIENCE, search).await {
            Ok(found) => found,
            Err(_) => panic!(
                "it did not happen; the journal: {:#}",
                self.get("/journal").await
            ),
        }
    }

    /// Waits until the program prints a line with this in it.
    pub(crate) async fn says(&mut self, part: &str) {
        let search = async {
            while let Some(line) = self.output.next_line().await.unwrap() {
                if line.contains(part) {
                    return;
                }
            }
            panic!("the program ended before it said {part}");
        };
        tokio::time::timeout(PATIENCE, search)
            .await
            .expect("in time");
    }

    /// Ends the program as nobody should.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Ends the program as a service manager does; returns its exit code and what it printed after its first line.
    pub(crate) async fn stop(mut self) -> (Option<i32>, String) {
        let id = self.child.id().expect("it runs").to_string();
        let ended = Command::new("kill").arg(id).status().await.unwrap();
        assert!(ended.success());
        let mut text = String::new();
        while let Some(line) = self.output.next_line().await.unwrap() {
            text.push_str(&line);
            text.push('\n');
        }
        (self.child.wait().await.unwrap().code(), text)
    }
}
