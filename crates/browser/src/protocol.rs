//! Chromium's DevTools protocol over a pipe: numbered calls, their answers, and events by session.
//!
//! Two threads of its own move the bytes, so that windows of tests with different tokio runtimes share one Chromium.

use std::{
    collections::{HashMap, VecDeque},
    io::{BufRead as _, BufReader, Read, Write},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::{Value, json};
use tokio::sync::oneshot;

/// A page that computes for longer than this hangs.
const ANSWER_MAX: Duration = Duration::from_secs(60);
/// Lines of Chromium's own complaints that are kept for when it ends unasked.
const COMPLAINTS_KEPT: usize = 20;

type Answer = Box<dyn FnOnce(Result<Value>) + Send>;
type Listener = Arc<dyn Fn(&str, &Value) + Send + Sync>;

/// A connection to a running Chromium.
pub(crate) struct Protocol {
    next: AtomicU64,
    /// None once the connection is closed, which ends Chromium.
    writer: Mutex<Option<mpsc::Sender<Vec<u8>>>>,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    complaints: Mutex<VecDeque<String>>,
}

#[derive(Default)]
struct State {
    waiting: HashMap<u64, Answer>,
    listeners: HashMap<String, Listener>,
    ended: bool,
}

impl Protocol {
    /// Speaks through these pipes; `complaints` is what Chromium says besides.
    pub(crate) fn new(
        mut to: impl Write + Send + 'static,
        from: impl Read + Send + 'static,
        complaints: impl Read + Send + 'static,
    ) -> Self {
        let (writer, messages) = mpsc::channel::<Vec<u8>>();
        std::thread::spawn(move || {
            for mut message in messages {
                message.push(0);
                if to.write_all(&message).and_then(|()| to.flush()).is_err() {
                    // Chromium is gone; whoever waits hears of it from the reader.
                    return;
                }
            }
        });
        let shared = Arc::new(Shared::default());
        let listening = Arc::clone(&shared);
        std::thread::spawn(move || {
            listening.listen(from);
            listening.end();
        });
        let hearing = Arc::clone(&shared);
        std::thread::spawn(move || hearing.hear(complaints));
        Self {
            next: AtomicU64::new(1),
            writer: Mutex::new(Some(writer)),
            shared,
        }
    }

    /// Hands over the events of a session, on the thread that reads them.
    pub(crate) fn listen(&self, session: &str, listener: Listener) {
        let mut state = lock(&self.shared.state);
        state.listeners.insert(session.to_owned(), listener);
    }

    /// Lets go of a session's listener.
    pub(crate) fn forget(&self, session: &str) {
        lock(&self.shared.state).listeners.remove(session);
    }

    /// Calls a method, of a session or of the browser itself.
    ///
    /// # Errors
    ///
    /// What Chromium said, or that it said nothing.
    pub(crate) async fn call(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
    ) -> Result<Value> {
        let (told, answer) = oneshot::channel();
        self.send(session, method, params, move |result| {
            // Whoever asked may have given up.
            drop(told.send(result));
        })?;
        match tokio::time::timeout(ANSWER_MAX, answer).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(self.gone()),
            Err(_) => bail!("no answer within {ANSWER_MAX:?}"),
        }
        .with_context(|| method.to_owned())
    }

    /// As [`Protocol::call`] where nothing can be awaited.
    ///
    /// # Errors
    ///
    /// As [`Protocol::call`].
    pub(crate) fn call_blocking(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
        patience: Duration,
    ) -> Result<Value> {
        let (told, answer) = mpsc::channel();
        self.send(session, method, params, move |result| {
            drop(told.send(result));
        })?;
        match answer.recv_timeout(patience) {
            Ok(result) => result,
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(self.gone()),
            Err(mpsc::RecvTimeoutError::Timeout) => bail!("no answer within {patience:?}"),
        }
        .with_context(|| method.to_owned())
    }

    /// Calls a method whose answer nobody needs.
    pub(crate) fn tell(&self, session: &str, method: &str, params: Value) {
        // A Chromium that is gone needs to be told nothing.
        drop(self.send(Some(session), method, params, |_| {}));
    }

    /// Closes the connection, which ends Chromium.
    pub(crate) fn close(&self) {
        drop(lock(&self.writer).take());
    }

    fn send(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
        answer: impl FnOnce(Result<Value>) + Send + 'static,
    ) -> Result<()> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut message = json!({"id": id, "method": method});
        message["params"] = params;
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut state = lock(&self.shared.state);
        if state.ended {
            drop(state);
            return Err(self.gone());
        }
        state.waiting.insert(id, Box::new(answer));
        drop(state);
        let writer = lock(&self.writer);
        let sent = writer
            .as_ref()
            .map(|writer| writer.send(message.to_string().into_bytes()));
        sent.context("the browser is closed")?
            .map_err(|_| self.gone())
    }

    fn gone(&self) -> anyhow::Error {
        let said = lock(&self.shared.complaints);
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        anyhow!("chromium ended; it said last:\n{}", said.join("\n"))
    }
}

impl Shared {
    /// Messages end with a zero byte.
    fn listen(&self, from: impl Read) {
        let mut from = BufReader::new(from);
        let mut message = Vec::new();
        loop {
            message.clear();
            match from.read_until(0, &mut message) {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
            if message.last() == Some(&0) {
                message.pop();
            }
            if let Ok(message) = serde_json::from_slice(&message) {
                self.take(message);
            }
        }
    }

    fn take(&self, mut message: Value) {
        if let Some(id) = message["id"].as_u64() {
            let waiting = lock(&self.state).waiting.remove(&id);
            if let Some(answer) = waiting {
                answer(match message["error"]["message"].as_str() {
                    Some(error) => Err(anyhow!("{error}")),
                    None => Ok(message["result"].take()),
                });
            }
            return;
        }
        let listener = message["sessionId"]
            .as_str()
            .and_then(|session| lock(&self.state).listeners.get(session).cloned());
        if let (Some(listener), Some(method)) = (listener, message["method"].as_str()) {
            listener(method, &message["params"]);
        }
    }

    /// Lets go of all who wait: their channels close.
    fn end(&self) {
        let mut state = lock(&self.state);
        state.ended = true;
        let waiting = std::mem::take(&mut state.waiting);
        state.listeners.clear();
        drop(state);
        drop(waiting);
    }

    fn hear(&self, complaints: impl Read) {
        for line in BufReader::new(complaints).lines().map_while(Result::ok) {
            let mut kept = lock(&self.complaints);
            if kept.len() == COMPLAINTS_KEPT {
                kept.pop_front();
            }
            kept.push_back(line);
        }
    }
}

/// Whoever panicked while holding it has left nothing half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
