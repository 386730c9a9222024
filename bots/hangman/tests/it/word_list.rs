//! The word list in the binary keeps what its README promises.

use std::collections::BTreeMap;

use hangman::domain::word::{Category, Difficulty};
use hangman::domain::words::WordList;

#[test]
fn there_are_words_of_every_kind() {
    let list = WordList::bundled().unwrap();
    assert!(
        list.entries().len() >= 2_000,
        "{} words",
        list.entries().len()
    );
    let mut counts: BTreeMap<(Category, Difficulty), usize> = BTreeMap::new();
    for entry in list.entries() {
        *counts
            .entry((entry.category, entry.difficulty))
            .or_default() += 1;
    }
    assert_eq!(counts.len(), Category::ALL.len() * Difficulty::ALL.len());
    for (kind, count) in counts {
        assert!(count >= 50, "{kind:?} has only {count} words");
    }
}

#[test]
fn definitions_are_short_and_do_not_give_the_word_away() {
    for entry in WordList::bundled().unwrap().entries() {
        let length = entry.definition.chars().count();
        assert!(
            (12..=200).contains(&length),
            "{}: {length} characters",
            entry.word
        );
        assert!(
            !entry
                .definition
                .to_lowercase()
                .contains(entry.word.as_str()),
            "{}",
            entry.word
        );
    }
}

#[test]
fn every_word_is_found_again() {
    let list = WordList::bundled().unwrap();
    for entry in list.entries() {
        assert_eq!(list.find(&entry.word), Some(entry));
    }
}

#[test]
fn the_readme_states_the_number_of_words() {
    let readme = include_str!("../../data/README.md");
    let count = WordList::bundled().unwrap().entries().len();
    let stated = format!("{},{:03} English nouns", count / 1_000, count % 1_000);
    assert!(readme.contains(&stated), "{stated}");
}
