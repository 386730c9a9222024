//! The journal's store: entries in order, bounded, with the threads of interactions through them.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use tokio::sync::watch;

use crate::{
    clock::{Moment, real_now},
    journal::{Cause, Entry, Problem, ProblemKind, What},
};

/// The journal's store.
pub(crate) struct Book {
    pages: Mutex<Pages>,
    capacity: usize,
    opened: Instant,
    /// The number of the newest entry.
    newest: watch::Sender<u64>,
}

#[derive(Default)]
pub(crate) struct Pages {
    pub(crate) entries: VecDeque<Entry>,
    pub(crate) dropped: u64,
    /// The number of the newest entry that was dropped for want of room.
    lost: u64,
    newest: u64,
    /// Numbers of the entries of each interaction, in order.
    threads: HashMap<u64, VecDeque<u64>>,
    /// Interactions in the order in which people began them, with the numbers of those entries.
    begun: VecDeque<(u64, u64)>,
}

impl Book {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            pages: Mutex::default(),
            capacity,
            opened: real_now(),
            newest: watch::Sender::new(0),
        }
    }

    /// Writes an entry; its number.
    pub(crate) fn write(&self, at: Moment, what: What) -> u64 {
        let number = {
            let mut pages = self.pages();
            if pages.entries.len() >= self.capacity {
                pages.drop_oldest();
            }
            pages.newest += 1;
            let entry = Entry {
                number: pages.newest,
                at,
                uptime: self.opened.elapsed(),
                what,
            };
            pages.push(entry)
        };
        self.newest.send_replace(number);
        number
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

    /// At most `limit` wanted entries after a number, up to another.
    pub(crate) fn between(
        &self,
        after: u64,
        end: Option<u64>,
        limit: usize,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Vec<Entry> {
        let pages = self.pages();
        let from = pages.entries.partition_point(|entry| entry.number <= after);
        let all = pages.entries.range(from..);
        let until = all.take_while(|entry| end.is_none_or(|end| entry.number <= end));
        until
            .filter(|entry| wanted(entry))
            .take(limit)
            .cloned()
            .collect()
    }

    /// Everything that belongs to an interaction, oldest first.
    pub(crate) fn thread(&self, interaction: u64) -> Vec<Entry> {
        let pages = self.pages();
        let numbers = pages.threads.get(&interaction).into_iter().flatten();
        let entries = numbers.filter_map(|number| pages.entry(*number));
        entries.cloned().collect()
    }

    /// Interactions, newest first, begun before a number.
    pub(crate) fn begun(&self, before: Option<u64>, limit: usize) -> Vec<u64> {
        let pages = self.pages();
        let all = pages.begun.iter().rev();
        let older = all.skip_while(|(number, _)| before.is_some_and(|before| *number >= before));
        older.take(limit).map(|(_, id)| *id).collect()
    }

    /// Forgets everything; numbers go on.
    pub(crate) fn clear(&self) {
        let mut pages = self.pages();
        pages.dropped += pages.entries.len() as u64;
        pages.lost = pages.newest;
        pages.entries.clear();
        pages.threads.clear();
        pages.begun.clear();
    }

    pub(crate) fn problem(&self, at: Moment, kind: ProblemKind, text: String, cause: Cause) {
        tracing::warn!(problem = ?kind, "{text}");
        self.write(at, What::Problem(Problem { kind, text, cause }));
    }

    pub(crate) fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn push(&mut self, entry: Entry) -> u64 {
        let number = entry.number;
        if let Some(id) = entry.interaction() {
            self.threads.entry(id).or_default().push_back(number);
        }
        if let What::Interaction { id, .. } = entry.what {
            self.begun.push_back((number, id));
        }
        self.entries.push_back(entry);
        number
    }

    fn entry(&self, number: u64) -> Option<&Entry> {
        let at = self.entries.partition_point(|entry| entry.number < number);
        self.entries.get(at).filter(|entry| entry.number == number)
    }

    fn drop_oldest(&mut self) {
        let Some(oldest) = self.entries.pop_front() else {
            return;
        };
        let number = oldest.number;
        self.dropped += 1;
        self.lost = number;
        while self
            .begun
            .front()
            .is_some_and(|(first, _)| *first <= number)
        {
            self.begun.pop_front();
        }
        let Some(id) = oldest.interaction() else {
            return;
        };
        if let Some(thread) = self.threads.get_mut(&id) {
            while thread.front().is_some_and(|first| *first <= number) {
                thread.pop_front();
            }
            if thread.is_empty() {
                self.threads.remove(&id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(book: &Book, id: u64) {
        book.write(Moment::default(), What::Interaction { id, kind: 2 });
    }

    fn fail(book: &Book, id: u64) {
        let cause = Cause {
            interaction: Some(id),
            request: None,
        };
        let kind = ProblemKind::Unanswered;
        book.problem(Moment::default(), kind, String::new(), cause);
    }

    #[test]
    fn threads_run_through_the_journal_and_end_with_their_entries() {
        let book = Book::new(4);
        begin(&book, 7);
        begin(&book, 3);
        fail(&book, 7);
        let numbers = |id| -> Vec<u64> {
            let thread = book.thread(id);
            thread.iter().map(|entry| entry.number).collect()
        };
        assert_eq!((numbers(7), numbers(3)), (vec![1, 3], vec![2]));
        assert_eq!(
            book.begun(None, 9),
            [3, 7],
            "newest first, by their beginning"
        );
        assert_eq!(book.begun(Some(2), 9), [7]);
        begin(&book, 9);
        fail(&book, 9);
        assert_eq!(numbers(7), [3], "the first entry was dropped");
        assert_eq!(book.begun(None, 9), [9, 3]);
        fail(&book, 9);
        fail(&book, 9);
        assert_eq!((numbers(7), numbers(3)), (vec![], vec![]));
        let pages = book.pages();
        assert_eq!((pages.threads.len(), pages.begun.len()), (1, 1));
    }

    #[test]
    fn real_time_goes_on_between_entries() {
        let book = Book::new(4);
        begin(&book, 1);
        begin(&book, 2);
        let (first, second) = (book.thread(1), book.thread(2));
        assert!(first[0].uptime <= second[0].uptime);
        assert_eq!(first[0].at, second[0].at, "the clock stands still");
    }
}
