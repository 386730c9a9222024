//! The scripted person: letters by frequency among the words that still fit, and one try at the whole word.

use std::collections::BTreeSet;
use std::path::Path;

/// English letters, most frequent first; decides between equals and when no word list is at hand.
const BY_FREQUENCY: &str = "ETAOINSHRDLCUMWFGYPBVKJQXZ";
/// The word is tried when so few words fit …
const FEW: usize = 3;
/// … or after this many letters, so that every game shows the modal.
const PATIENCE: usize = 5;

/// What the person does next.
#[derive(Debug, PartialEq)]
pub(super) enum Move {
    Letter(char),
    Word(String),
}

pub(super) struct Player {
    /// Upper case, and none of those tried in vain.
    words: Vec<String>,
    tried: BTreeSet<char>,
    word_tried: bool,
}

/// The words of a category in upper case; none when the bot's list is not there.
pub(super) fn words(root: &Path, category: &str) -> Vec<String> {
    let list =
        std::fs::read_to_string(root.join("bots/hangman/data/words.tsv")).unwrap_or_default();
    let rows = list.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?))
    });
    rows.filter(|(_, of)| *of == category)
        .map(|(word, _)| word.to_ascii_uppercase())
        .collect()
}

impl Player {
    pub(super) fn new(words: Vec<String>) -> Self {
        Self {
            words,
            tried: BTreeSet::new(),
            word_tried: false,
        }
    }

    /// The next move, or nothing when no letter can be pressed: the game is over.
    pub(super) fn next(
        &mut self,
        hidden: Option<&[Option<char>]>,
        letters: &[char],
    ) -> Option<Move> {
        let open: Vec<char> = BY_FREQUENCY
            .chars()
            .filter(|letter| letters.contains(letter) && !self.tried.contains(letter))
            .collect();
        let first = *open.first()?;
        let fitting: Vec<&String> = self
            .words
            .iter()
            .filter(|word| self.fits(word, hidden))
            .collect();
        let now = fitting.len() <= FEW || self.tried.len() >= PATIENCE;
        if let Some(word) = fitting.first().filter(|_| now && !self.word_tried) {
            let word = (*word).clone();
            self.word_tried = true;
            self.words.retain(|other| *other != word);
            return Some(Move::Word(word.to_lowercase()));
        }
        let holding = |letter: char| fitting.iter().filter(|word| word.contains(letter)).count();
        // The first of the best: `max_by_key` alone would take the last, which is the rarest letter.
        let letter = open
            .iter()
            .rev()
            .copied()
            .max_by_key(|&letter| holding(letter))
            .unwrap_or(first);
        self.tried.insert(letter);
        Some(Move::Letter(letter))
    }

    /// A tried letter stands wherever it belongs, so a gap cannot hide one.
    fn fits(&self, word: &str, hidden: Option<&[Option<char>]>) -> bool {
        let Some(hidden) = hidden else { return true };
        word.chars().count() == hidden.len()
            && word.chars().zip(hidden).all(|(letter, seen)| match seen {
                Some(seen) => *seen == letter,
                None => !self.tried.contains(&letter),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [char; 6] = ['A', 'B', 'C', 'E', 'T', 'Z'];

    fn player(words: &[&str]) -> Player {
        Player::new(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn letters_go_by_frequency_among_fitting_words() {
        let mut player = player(&["ABBA", "BABA", "ABAB", "BAAB", "TTTTT"]);
        assert_eq!(player.next(Some(&[None; 4]), &ALL), Some(Move::Letter('A')));
    }

    #[test]
    fn without_words_the_language_decides() {
        let mut player = player(&[]);
        assert_eq!(player.next(None, &ALL), Some(Move::Letter('E')));
        assert_eq!(player.next(None, &ALL), Some(Move::Letter('T')));
        assert_eq!(player.next(None, &['E', 'T']), None);
    }

    #[test]
    fn the_word_is_tried_once_when_few_fit() {
        let mut player = player(&["CAB", "CAT", "BET"]);
        assert_eq!(
            player.next(Some(&[Some('C'), None, None]), &ALL),
            Some(Move::Word("cab".to_owned()))
        );
        assert_eq!(
            player.next(Some(&[Some('C'), None, None]), &ALL),
            Some(Move::Letter('T'))
        );
    }

    #[test]
    fn a_gap_hides_no_tried_letter() {
        let mut player = player(&["CAB"]);
        player.tried.insert('B');
        assert!(!player.fits("CAB", Some(&[None, None, None])));
        assert!(player.fits("CAT", Some(&[None, None, None])));
    }
}
