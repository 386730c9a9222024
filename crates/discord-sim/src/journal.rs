//! What happened, in order: requests with their answers, gateway traffic, and problems that a test must fail on.

use std::{
    fmt,
    sync::{Arc, Weak},
    time::Duration,
};

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use crate::{book::Book, clock::Moment, fault::RestFault, gateway::GatewayRecord, hub::Hub};

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
    /// For how long the simulator had run by then: real time, which nobody moves.
    pub uptime: Duration,
    /// What.
    pub what: What,
}

impl Entry {
    /// The interaction that it belongs to.
    pub fn interaction(&self) -> Option<u64> {
        match &self.what {
            What::Request(request) => request.interaction,
            What::Gateway(record) => match &**record {
                GatewayRecord::Sent { interaction, .. } => *interaction,
                _ => None,
            },
            What::Interaction { id, .. } => Some(*id),
            What::Delivery(delivery) => delivery.interaction,
            What::Shown(glimpse) => Some(glimpse.interaction),
            What::Problem(problem) => problem.cause.interaction,
            What::Said(_) => None,
        }
    }
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
    /// A person wrote a message.
    Said(Arc<SaidRecord>),
    /// A person sees something new because a bot went on with an interaction.
    Shown(Arc<Glimpse>),
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
    /// What the answer says of rate limits.
    pub limits: Vec<(&'static str, String)>,
    /// The faults that struck it.
    pub faults: Vec<RestFault>,
    /// The interaction whose token is in the path.
    pub interaction: Option<u64>,
    /// How long the simulator took from the first byte to the answer, in real time.
    pub took: Duration,
}

/// A message of a person, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidRecord {
    /// Who.
    pub user: u64,
    /// Where.
    pub channel: u64,
    /// The message.
    pub message: u64,
    /// What it says.
    pub text: String,
    /// The message that it answers.
    pub reply_to: Option<u64>,
    /// Names of its files.
    pub files: Vec<String>,
}

/// What a person sees once a bot has answered an interaction, or gone on with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Glimpse {
    /// The interaction.
    #[serde(serialize_with = "digits")]
    pub interaction: u64,
    /// What sort of thing.
    pub sort: Sight,
    /// The message.
    #[serde(serialize_with = "digits_if_any")]
    pub message: Option<u64>,
    /// All text in it; the title of a modal, the names of suggestions.
    pub text: String,
    /// What its buttons say; whether they can be pressed.
    pub buttons: Vec<(String, bool)>,
    /// Only that person sees it.
    pub ephemeral: bool,
}

/// Sorts of what a person sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// A new message, or one that was thought about before.
    Message,
    /// The message that was used has changed.
    Updated,
    /// "is thinking".
    Thinking,
    /// Nothing yet, or nothing any more.
    Nothing,
    /// A further message.
    FollowUp,
    /// A modal has opened.
    Modal,
    /// Suggestions while typing.
    Choices,
    /// The application's Activity has started.
    Activity,
    /// The application's premium is offered.
    Upgrade,
}

fn digits<S: serde::Serializer>(id: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

fn digits_if_any<S: serde::Serializer>(id: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => digits(id, serializer),
        None => serializer.serialize_none(),
    }
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
    /// How long the answer took in real time.
    pub took: Duration,
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
    /// What brought it about.
    #[serde(flatten)]
    pub cause: Cause,
}

/// What brought a problem about, where that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// The interaction that it is about.
    #[serde(
        serialize_with = "digits_if_any",
        skip_serializing_if = "Option::is_none"
    )]
    pub interaction: Option<u64>,
    /// The number of the request's entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<u64>,
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
