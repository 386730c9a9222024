//! Who did what in a game.

use twilight_model::id::Id;
use twilight_model::id::marker::UserMarker;

use super::guess::WordGuess;
use super::letter::Letters;

/// A person who plays.
pub type Player = Id<UserMarker>;

/// What one person did in one game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// Who.
    pub player: Player,
    /// Letters of the word that this person was the first to try.
    pub hits: Letters,
    /// Letters not in the word that this person was the first to try.
    pub misses: Letters,
    /// Wrong whole words, in the order they were tried.
    pub wrong_words: Vec<WordGuess>,
    /// Whether this person named the whole word.
    pub solved: bool,
}

impl Contribution {
    fn nothing_yet(player: Player) -> Self {
        Self {
            player,
            hits: Letters::NONE,
            misses: Letters::NONE,
            wrong_words: Vec::new(),
            solved: false,
        }
    }

    /// Mistakes of this person.
    pub fn mistakes(&self) -> usize {
        self.misses.iter().count() + self.wrong_words.len()
    }
}

/// Contributions of a game, in the order people came in; at most one per person, none of them empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Team(Vec<Contribution>);

impl Team {
    /// Contributions as a row has them; nothing when a person, a letter or a wrong word occurs twice, when somebody did
    /// nothing, or when two people solved the word.
    pub fn restore(contributions: Vec<Contribution>) -> Option<Self> {
        let mut team = Self::default();
        for contribution in contributions {
            let letters = contribution.hits.or(contribution.misses);
            let idle =
                letters.is_empty() && contribution.wrong_words.is_empty() && !contribution.solved;
            let mut words = contribution.wrong_words.iter().enumerate();
            let repeated = !contribution.hits.and(contribution.misses).is_empty()
                || !letters.and(team.tried()).is_empty()
                || team.of(contribution.player).is_some()
                || (contribution.solved && team.solver().is_some())
                || words.any(|(at, word)| {
                    team.has_tried(word) || contribution.wrong_words[..at].contains(word)
                });
            if idle || repeated {
                return None;
            }
            team.0.push(contribution);
        }
        Some(team)
    }

    /// The contributions, in the order people came in.
    pub fn contributions(&self) -> &[Contribution] {
        &self.0
    }

    /// What one person did; nothing when the person did nothing.
    pub fn of(&self, player: Player) -> Option<&Contribution> {
        self.0
            .iter()
            .find(|contribution| contribution.player == player)
    }

    /// Who named the whole word.
    pub fn solver(&self) -> Option<Player> {
        self.0
            .iter()
            .find(|contribution| contribution.solved)
            .map(|contribution| contribution.player)
    }

    /// Letters of the word that were tried.
    pub fn hits(&self) -> Letters {
        self.0
            .iter()
            .fold(Letters::NONE, |all, contribution| all.or(contribution.hits))
    }

    /// Letters not in the word that were tried.
    pub fn misses(&self) -> Letters {
        self.0.iter().fold(Letters::NONE, |all, contribution| {
            all.or(contribution.misses)
        })
    }

    /// All letters that were tried.
    pub fn tried(&self) -> Letters {
        self.hits().or(self.misses())
    }

    /// Whether the whole word was tried and wrong.
    pub fn has_tried(&self, word: &WordGuess) -> bool {
        self.0
            .iter()
            .any(|contribution| contribution.wrong_words.contains(word))
    }

    /// Mistakes of all together.
    pub fn mistakes(&self) -> usize {
        self.0.iter().map(Contribution::mistakes).sum()
    }

    /// What one person did, to add to it.
    pub(super) fn entry(&mut self, player: Player) -> &mut Contribution {
        let known = self
            .0
            .iter()
            .position(|contribution| contribution.player == player);
        let at = known.unwrap_or_else(|| {
            self.0.push(Contribution::nothing_yet(player));
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}
