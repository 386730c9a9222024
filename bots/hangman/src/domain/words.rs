//! The list of words and the choice of one. The list is `data/words.tsv`; how it is made is in `data/README.md`.

use rand::Rng;
use rand::seq::IteratorRandom;
use thiserror::Error;

use super::word::{Category, Difficulty, Word};

/// A word with all that is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The word.
    pub word: Word,
    /// What kind of thing it names.
    pub category: Category,
    /// How hard it is to find.
    pub difficulty: Difficulty,
    /// What it means; never contains the word.
    pub definition: &'static str,
}

/// A line of a word list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("word list, line {line}: {problem}")]
pub struct WordListError {
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

/// Words in alphabetical order.
#[derive(Debug)]
pub struct WordList(Vec<Entry>);

impl WordList {
    /// The list in the binary.
    ///
    /// # Errors
    /// [`WordListError`] when the file in the repository is damaged.
    pub fn bundled() -> Result<Self, WordListError> {
        Self::parse(include_str!("../../data/words.tsv"))
    }

    /// Reads lines of word, category, difficulty and definition with tabs between, sorted by word.
    ///
    /// # Errors
    /// [`WordListError`] for the first line that has other fields or is out of order.
    pub fn parse(text: &'static str) -> Result<Self, WordListError> {
        let mut entries: Vec<Entry> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let error = |problem: String| WordListError {
                line: index + 1,
                problem,
            };
            let entry = entry(line).map_err(error)?;
            if entries
                .last()
                .is_some_and(|before| before.word >= entry.word)
            {
                return Err(error(format!("{:?} is out of order", entry.word.as_str())));
            }
            entries.push(entry);
        }
        Ok(Self(entries))
    }

    /// All words, in alphabetical order.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// What is known about a word; nothing when the list has it no longer.
    pub fn find(&self, word: &Word) -> Option<&Entry> {
        let index = self.0.binary_search_by(|entry| entry.word.cmp(word)).ok()?;
        self.0.get(index)
    }

    /// Chooses a word that was not used recently; when all that fit were, the one used longest ago.
    ///
    /// `recent` starts with the latest. Nothing fits only in a list without such words.
    pub fn choose<R: Rng + ?Sized>(
        &self,
        category: Option<Category>,
        difficulty: Option<Difficulty>,
        recent: &[Word],
        rng: &mut R,
    ) -> Option<&Entry> {
        let fitting = || {
            self.0.iter().filter(move |entry| {
                category.is_none_or(|wanted| entry.category == wanted)
                    && difficulty.is_none_or(|wanted| entry.difficulty == wanted)
            })
        };
        let age = |entry: &Entry| recent.iter().position(|used| *used == entry.word);
        fitting()
            .filter(|entry| age(entry).is_none())
            .choose(rng)
            .or_else(|| fitting().max_by_key(|entry| age(entry)))
    }
}

fn entry(line: &'static str) -> Result<Entry, String> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let [word, category, difficulty, definition] = fields[..] else {
        return Err(format!("expected 4 fields, found {}", fields.len()));
    };
    Ok(Entry {
        word: Word::parse(word).map_err(|error| format!("{word:?}: {error}"))?,
        category: Category::parse(category).map_err(|error| error.to_string())?,
        difficulty: Difficulty::parse(difficulty).map_err(|error| error.to_string())?,
        definition,
    })
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    const LIST: &str =
        "bear\tanimals\teasy\tbig\nmole\tanimals\teasy\tsmall\nwolf\tanimals\thard\tgrey\n";

    fn word(text: &str) -> Word {
        Word::parse(text).unwrap()
    }

    #[test]
    fn a_damaged_list_names_the_line() {
        let problem = |text| WordList::parse(text).unwrap_err().to_string();
        assert_eq!(
            problem("bear\tanimals\teasy"),
            "word list, line 1: expected 4 fields, found 3"
        );
        assert_eq!(
            problem("wolf\tanimals\teasy\tgrey\nbear\tanimals\teasy\tbig"),
            "word list, line 2: \"bear\" is out of order"
        );
        assert_eq!(
            problem("bear\tbeasts\teasy\tbig"),
            "word list, line 1: unknown category \"beasts\""
        );
    }

    #[test]
    fn a_recent_word_comes_back_only_when_there_is_no_other() {
        let list = WordList::parse(LIST).unwrap();
        let mut rng = StdRng::seed_from_u64(7);
        let mut choose = |recent: &[Word]| {
            list.choose(
                Some(Category::Animals),
                Some(Difficulty::Easy),
                recent,
                &mut rng,
            )
            .unwrap()
            .word
            .clone()
        };
        for _ in 0..20 {
            assert_eq!(choose(&[word("bear")]), word("mole"));
            assert_eq!(choose(&[word("mole"), word("bear")]), word("bear"));
        }
    }

    #[test]
    fn nothing_fits_in_a_list_without_such_words() {
        let list = WordList::parse(LIST).unwrap();
        assert_eq!(
            list.choose(
                Some(Category::Food),
                None,
                &[],
                &mut StdRng::seed_from_u64(7)
            ),
            None
        );
    }
}
