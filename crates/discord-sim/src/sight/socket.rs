//! One feed over one WebSocket: JSON texts out, nothing in.

use std::{sync::Arc, time::Duration};

use axum::extract::ws::{Message, WebSocket};
use futures_util::SinkExt as _;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until, timeout};

use super::{
    feed::{Feed, News},
    people,
};
use crate::hub::Hub;

/// Least time between two rounds, so that a storm of changes comes as few.
const ROUND: Duration = Duration::from_millis(10);
/// Least time between two words about the journal, and between two about people.
const SELDOM: Duration = Duration::from_millis(250);
/// A reader that takes nothing for this long is gone.
const SEND_TIMEOUT: Duration = Duration::from_secs(60);

/// The reader is gone, or has nothing more to read.
struct End;

/// Tells a person's reader what happens, until one of them is gone.
pub(crate) async fn serve(hub: Arc<Hub>, person: u64, socket: WebSocket) {
    let feed = hub.open_feed(person);
    let now = Instant::now();
    let mut reader = Reader {
        hub: &hub,
        feed: &feed,
        socket,
        next_round: now,
        next_people: now,
        people: false,
    };
    let End = reader.run().await;
    hub.close_feed(&feed);
}

struct Reader<'a> {
    hub: &'a Hub,
    feed: &'a Feed,
    socket: WebSocket,
    next_round: Instant,
    next_people: Instant,
    /// People changed, and the reader does not know it yet.
    people: bool,
}

impl Reader<'_> {
    async fn run(&mut self) -> End {
        match self.follow().await {
            Ok(()) => End,
            Err(end) => end,
        }
    }

    async fn follow(&mut self) -> Result<(), End> {
        let mut clock = self.hub.clock.moved();
        let mut journal = self.hub.book.follow();
        let mut next_journal = Instant::now();
        journal.mark_changed();
        self.tell([json!({"kind": "hello"})]).await?;
        loop {
            tokio::select! {
                heard = self.socket.recv() => match heard {
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(()),
                    Some(Ok(_)) => {}
                },
                () = paced(self.next_round, self.feed.news.notified()) => self.news().await?,
                Ok(()) = clock.changed() => {
                    let shown = people::clock(&self.hub.clock);
                    self.tell([json!({"kind": "clock", "clock": shown})]).await?;
                }
                Ok(()) = paced(next_journal, journal.changed()) => {
                    next_journal = Instant::now() + SELDOM;
                    let newest = *journal.borrow_and_update();
                    self.tell([json!({"kind": "journal", "newest": newest})]).await?;
                }
                () = sleep_until(self.next_people), if self.people => {
                    (self.people, self.next_people) = (false, Instant::now() + SELDOM);
                    self.tell([json!({"kind": "people"})]).await?;
                }
            }
        }
    }

    /// Tells the next part of what the reader is behind with.
    async fn news(&mut self) -> Result<(), End> {
        self.people |= self.feed.other_people();
        match self.feed.next(self.hub) {
            News::None => Ok(()),
            News::Frames { frames, more } => {
                self.next_round = Instant::now();
                if more {
                    self.feed.news.notify_one();
                } else {
                    self.next_round += ROUND;
                }
                self.tell(frames).await
            }
            News::Again => self.tell([again()]).await,
            News::Nobody => {
                self.tell([again()]).await?;
                Err(End)
            }
        }
    }

    async fn tell(&mut self, frames: impl IntoIterator<Item = Value>) -> Result<(), End> {
        let socket = &mut self.socket;
        let send = async {
            for frame in frames {
                socket.feed(Message::text(frame.to_string())).await?;
            }
            socket.flush().await
        };
        match timeout(SEND_TIMEOUT, send).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End),
        }
    }
}

fn again() -> Value {
    json!({"kind": "again"})
}

/// Waits for something, but not before a moment.
async fn paced<T>(at: Instant, then: impl Future<Output = T>) -> T {
    sleep_until(at).await;
    then.await
}
