//! What happened, in order: requests with their answers, gateway traffic, and problems that a test must fail on.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

use crate::{clock::Moment, gateway::GatewayRecord, hub::Hub};

/// A reader of what happened. Clones read the same journal.
#[derive(Clone)]
pub struct Journal {
    pub(crate) book: Arc<Book>,
    pub(crate) hub: Weak<Hub>,
}

/// A place in the journal, for [`Journal::since`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(u64);

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Counts entries from 1; what is forgiven or dropped leaves a gap.
    pub number: u64,
    /// When, by the simulator's clock.
    pub at: Moment,
    /// What.
    pub what: What,
}

/// What an entry is about.
#[derive(Debug, Clone)]
pub enum What {
    /// A REST request and its answer.
    Request(Arc<RequestRecord>),
    /// Something on a gateway connection.
    Gateway(Arc<GatewayRecord>),
    /// A person used something; the interaction's id and type.
    Interaction {
        /// The interaction.
        id: u64,
        /// Discord's number of its type.
        kind: u8,
    },
    /// A signed request to a bot.
    Delivery(Arc<DeliveryRecord>),
    /// Something is wrong.
    Problem(Problem),
}

/// A REST request and its answer. Tokens are masked.
#[derive(Debug, Clone)]
pub struct RequestRecord {
    /// Who asked, where that is known.
    pub application_id: Option<u64>,
    /// HTTP method.
    pub method: String,
    /// Path without `/api/v10`, with tokens masked.
    pub path: String,
    /// Operation name as in Discord's OpenAPI description; empty when there is none.
    pub operation: &'static str,
    /// Headers that matter and hold no secret: content type, user agent, audit log reason.
    pub headers: Vec<(String, String)>,
    /// JSON body, or the `payload_json` of a form; null when there is none.
    pub body: Value,
    /// Uploaded files.
    pub files: Vec<FileRecord>,
    /// HTTP status; 0 when the connection was cut by a fault.
    pub status: u16,
    /// JSON answer; null when there is none.
    pub answer: Value,
}

/// A signed request to a bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRecord {
    /// To whom.
    pub application_id: u64,
    /// The interaction that was delivered.
    pub interaction: Option<u64>,
    /// Where.
    pub url: String,
    /// `interaction`, `event`, `ping`, or `forged ping` with a bad signature.
    pub kind: &'static str,
    /// HTTP status of the answer; 0 when there was none.
    pub status: u16,
}

/// An uploaded file.
#[derive(Clone, PartialEq, Eq)]
pub struct FileRecord {
    /// As sent.
    pub name: String,
    /// As sent.
    pub content_type: String,
    /// What is in it.
    pub bytes: Bytes,
}

impl fmt::Debug for FileRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({}, {} bytes)",
            self.name,
            self.content_type,
            self.bytes.len()
        )
    }
}

/// Something that a test must fail on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What sort of thing.
    pub kind: ProblemKind,
    /// What happened, in a sentence.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.text)
    }
}

/// Sorts of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// A request that the simulator does not know.
    NotImplemented,
    /// A body that Discord would refuse (50035 and its kin).
    Refused,
    /// Discord's OpenAPI description disagrees with a request or an answer.
    Oracle,
    /// An interaction without an answer in time.
    Unanswered,
    /// So many 401, 403 and 429 that Discord would ban the address.
    InvalidRequests,
    /// A webhook that is not there was used again and again.
    DeadWebhook,
    /// So many sessions in a day that Discord would reset the bot's token.
    TokenReset,
    /// A field that Discord does not know (strict mode).
    UnknownField,
    /// A change that tells the audit log no reason (strict mode, at the end).
    MissingReason,
    /// A right that a bot was given and never used (strict mode, at the end).
    UnusedRight,
    /// An interactions endpoint or an event webhook does not do what Discord demands.
    Endpoint,
}

/// The journal's store.
pub(crate) struct Book {
    pages: Mutex<Pages>,
    capacity: usize,
    /// The number of the newest entry.
    newest: watch::Sender<u64>,
}

#[derive(Default)]
struct Pages {
    entries: VecDeque<Entry>,
    dropped: u64,
    /// The number of the newest entry that was dropped for want of room.
    lost: u64,
    newest: u64,
}

impl Book {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            pages: Mutex::default(),
            capacity,
            newest: watch::Sender::new(0),
        }
    }

    pub(crate) fn write(&self, at: Moment, what: What) {
        let number = {
            let mut pages = self.pages();
            if pages.entries.len() >= self.capacity
                && let Some(oldest) = pages.entries.pop_front()
            {
                pages.dropped += 1;
                pages.lost = oldest.number;
            }
            pages.newest += 1;
            let number = pages.newest;
            pages.entries.push_back(Entry { number, at, what });
            number
        };
        self.newest.send_replace(number);
    }

    /// Follows the number of the newest entry.
    pub(crate) fn follow(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    /// At most `limit` entries with higher numbers than `after` that are wanted; whether some of them are gone; and the
    /// number of the last entry that was looked at.
    pub(crate) fn page(
        &self,
        after: u64,
        limit: usize,
        wanted: impl Fn(&Entry) -> bool,
    ) -> (Vec<Entry>, u64, u64) {
        let pages = self.pages();
        let from = pages.entries.partition_point(|entry| entry.number <= after);
        let mut last = after.max(pages.lost);
        let mut found = Vec::new();
        for entry in pages.entries.range(from..) {
            if found.len() >= limit {
                break;
            }
            last = entry.number;
            if wanted(entry) {
                found.push(entry.clone());
            }
        }
        (found, pages.lost.saturating_sub(after), last)
    }

    /// Forgets everything; numbers go on.
    pub(crate) fn clear(&self) {
        let mut pages = self.pages();
        pages.dropped += pages.entries.len() as u64;
        pages.lost = pages.newest;
        pages.entries.clear();
    }

    pub(crate) fn problem(&self, at: Moment, kind: ProblemKind, text: String) {
        tracing::warn!(problem = ?kind, "{text}");
        self.write(at, What::Problem(Problem { kind, text }));
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Journal {
    /// Everything, oldest first.
    pub fn entries(&self) -> Vec<Entry> {
        self.book.pages().entries.iter().cloned().collect()
    }

    /// The present end of the journal.
    pub fn mark(&self) -> Mark {
        let pages = self.book.pages();
        Mark(pages.dropped + pages.entries.len() as u64)
    }

    /// Everything after `mark`.
    pub fn since(&self, mark: Mark) -> Vec<Entry> {
        let pages = self.book.pages();
        let skip = usize::try_from(mark.0.saturating_sub(pages.dropped)).unwrap_or(usize::MAX);
        pages.entries.iter().skip(skip).cloned().collect()
    }

    /// All REST requests, oldest first.
    pub fn requests(&self) -> Vec<Arc<RequestRecord>> {
        Self::requests_of(self.entries())
    }

    /// The REST requests after `mark`.
    pub fn requests_since(&self, mark: Mark) -> Vec<Arc<RequestRecord>> {
        Self::requests_of(self.since(mark))
    }

    fn requests_of(entries: Vec<Entry>) -> Vec<Arc<RequestRecord>> {
        let request = |entry: Entry| match entry.what {
            What::Request(request) => Some(request),
            _ => None,
        };
        entries.into_iter().filter_map(request).collect()
    }

    /// Entries after the one with this number, once there are some; nothing when the simulator is gone.
    pub async fn wait(&self, after: u64) -> Vec<Entry> {
        let mut newest = self.book.follow();
        if newest.wait_for(|newest| *newest > after).await.is_err() {
            return Vec::new();
        }
        self.book.page(after, usize::MAX, |_| true).0
    }

    /// All signed requests to bots, oldest first.
    pub fn deliveries(&self) -> Vec<Arc<DeliveryRecord>> {
        let delivery = |entry: Entry| match entry.what {
            What::Delivery(delivery) => Some(delivery),
            _ => None,
        };
        self.entries().into_iter().filter_map(delivery).collect()
    }

    /// Everything that a test must fail on; interactions that are overdue are counted in.
    pub fn problems(&self) -> Vec<Problem> {
        if let Some(hub) = self.hub.upgrade() {
            hub.expire();
        }
        let problem = |entry: &Entry| match &entry.what {
            What::Problem(problem) => Some(problem.clone()),
            _ => None,
        };
        self.book
            .pages()
            .entries
            .iter()
            .filter_map(problem)
            .collect()
    }

    /// Takes out the problems that a test wanted, and returns them.
    pub fn forgive(&self, wanted: impl Fn(&Problem) -> bool) -> Vec<Problem> {
        let before = self.problems();
        let forgiven =
            |entry: &Entry| matches!(&entry.what, What::Problem(problem) if wanted(problem));
        let mut pages = self.book.pages();
        let count = pages.entries.len();
        pages.entries.retain(|entry| !forgiven(entry));
        pages.dropped += (count - pages.entries.len()) as u64;
        before
            .into_iter()
            .filter(|problem| wanted(problem))
            .collect()
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("entries", &self.entries())
            .finish()
    }
}
