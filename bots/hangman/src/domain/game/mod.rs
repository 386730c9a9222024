//! One game of hangman, from the first letter to its end. A game that is over never changes again.

pub mod saved;

use std::time::Duration;

use thiserror::Error;

use super::guess::WordGuess;
use super::letter::{Letter, Letters};
use super::moment::Moment;
use super::team::{Player, Team};
use super::word::{Category, Difficulty, Secret, Word, named};
use super::words::Entry;

/// Who may guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Only the person who started.
    Solo,
    /// Everyone in the channel; they share the lives.
    Together,
}

named!(Mode, "mode", Solo = "solo", Together = "together");

/// Where a game stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Guesses are welcome.
    Running,
    /// The word was found.
    Won,
    /// The last life is gone.
    Lost,
    /// The person who started gave up.
    GivenUp,
    /// Nobody guessed for too long.
    Expired,
}

named!(
    Status,
    "status",
    Running = "running",
    Won = "won",
    Lost = "lost",
    GivenUp = "given-up",
    Expired = "expired"
);

/// What a guess did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The letter is in the word, at that many places.
    Hit(Letter, u32),
    /// The letter is not in the word; a life is gone.
    Miss(Letter),
    /// Somebody tried the letter before; nothing changed.
    Repeated(Letter),
    /// The whole word is right.
    Solved,
    /// The whole word is wrong; a life is gone.
    WrongWord,
    /// Somebody tried that whole word before; nothing changed.
    RepeatedWord,
}

/// Why a move is not possible; the game is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GameError {
    /// The game is over, in this state.
    #[error("the game is over: {}", .0.as_str())]
    Finished(Status),
    /// Only the person who started may do this.
    #[error("the game belongs to somebody else")]
    NotYours,
    /// The guess can never be the word.
    #[error("the word has {expected} letters, the guess {found}")]
    WrongLength {
        /// Letters of the word.
        expected: usize,
        /// Letters of the guess.
        found: usize,
    },
    /// Somebody guessed a moment ago; the game expires then at the earliest.
    #[error("the game is not idle")]
    NotIdle(Moment),
}

/// One place of the word, as people may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tile {
    /// Not found yet.
    Hidden,
    /// Found.
    Found(Letter),
    /// Not found before the game was over.
    Missed(Letter),
}

/// A game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Game {
    secret: Secret,
    category: Category,
    difficulty: Difficulty,
    mode: Mode,
    owner: Player,
    status: Status,
    started: Moment,
    moved: Moment,
    team: Team,
}

impl Game {
    /// A new game about a word.
    pub fn start(entry: &Entry, mode: Mode, owner: Player, now: Moment) -> Self {
        Self {
            secret: Secret::new(entry.word.clone()),
            category: entry.category,
            difficulty: entry.difficulty,
            mode,
            owner,
            status: Status::Running,
            started: now,
            moved: now,
            team: Team::default(),
        }
    }

    /// Tries a letter. A letter counts once, whoever tries it.
    ///
    /// # Errors
    /// [`GameError::Finished`], [`GameError::NotYours`].
    pub fn guess_letter(
        mut self,
        by: Player,
        letter: Letter,
        now: Moment,
    ) -> Result<(Self, Outcome), GameError> {
        self.may_guess(by)?;
        if self.team.tried().contains(letter) {
            return Ok((self, Outcome::Repeated(letter)));
        }
        let places = self.secret.places(Letters::NONE.with(letter));
        let mine = self.team.entry(by);
        let outcome = if places > 0 {
            mine.hits = mine.hits.with(letter);
            Outcome::Hit(letter, places)
        } else {
            mine.misses = mine.misses.with(letter);
            Outcome::Miss(letter)
        };
        Ok((self.settle(now), outcome))
    }

    /// Tries the whole word. A wrong one costs a life, once.
    ///
    /// # Errors
    /// [`GameError::Finished`], [`GameError::NotYours`], [`GameError::WrongLength`].
    pub fn guess_word(
        mut self,
        by: Player,
        guess: WordGuess,
        now: Moment,
    ) -> Result<(Self, Outcome), GameError> {
        self.may_guess(by)?;
        let (expected, found) = (self.secret.length(), guess.letters());
        if expected != found {
            return Err(GameError::WrongLength { expected, found });
        }
        if self.team.has_tried(&guess) {
            return Ok((self, Outcome::RepeatedWord));
        }
        let right = self.secret.is(&guess);
        let mine = self.team.entry(by);
        let outcome = if right {
            mine.solved = true;
            Outcome::Solved
        } else {
            mine.wrong_words.push(guess);
            Outcome::WrongWord
        };
        Ok((self.settle(now), outcome))
    }

    /// Ends the game; only the person who started may.
    ///
    /// # Errors
    /// [`GameError::Finished`], [`GameError::NotYours`].
    pub fn give_up(self, by: Player, now: Moment) -> Result<Self, GameError> {
        if by != self.owner {
            return Err(GameError::NotYours);
        }
        self.may_guess(by)?;
        Ok(self.end(Status::GivenUp, now))
    }

    /// Ends the game because nobody moved for `patience`.
    ///
    /// # Errors
    /// [`GameError::Finished`], [`GameError::NotIdle`].
    pub fn expire(self, patience: Duration, now: Moment) -> Result<Self, GameError> {
        let due = self.moved.plus(patience);
        match self.status {
            Status::Running if due <= now => Ok(self.end(Status::Expired, now)),
            Status::Running => Err(GameError::NotIdle(due)),
            over => Err(GameError::Finished(over)),
        }
    }

    fn may_guess(&self, by: Player) -> Result<(), GameError> {
        if self.mode == Mode::Solo && by != self.owner {
            return Err(GameError::NotYours);
        }
        match self.status {
            Status::Running => Ok(()),
            over => Err(GameError::Finished(over)),
        }
    }

    /// The game after a guess.
    fn settle(self, now: Moment) -> Self {
        let status = verdict(&self.secret, &self.team, self.difficulty);
        self.end(status, now)
    }

    fn end(mut self, status: Status, now: Moment) -> Self {
        self.status = status;
        // A clock that was set back does not make a game older than it is.
        self.moved = self.moved.max(now);
        self
    }

    /// The word, place by place, as people may see it now.
    pub fn tiles(&self) -> Vec<Tile> {
        let found = self.team.hits();
        let tile = |letter| match self.status {
            _ if found.contains(letter) => Tile::Found(letter),
            Status::Won => Tile::Found(letter),
            Status::Running => Tile::Hidden,
            Status::Lost | Status::GivenUp | Status::Expired => Tile::Missed(letter),
        };
        self.secret.reveal().spelled().map(tile).collect()
    }

    /// The word, once the game is over.
    pub fn answer(&self) -> Option<&Word> {
        (self.status != Status::Running).then(|| self.secret.reveal())
    }

    /// Mistakes so far; at most [`Self::lives`].
    pub fn mistakes(&self) -> u8 {
        u8::try_from(self.team.mistakes())
            .map_or(self.lives(), |mistakes| mistakes.min(self.lives()))
    }

    /// The mistake with this number ends the game.
    pub fn lives(&self) -> u8 {
        self.difficulty.lives()
    }

    /// Who did what.
    pub fn team(&self) -> &Team {
        &self.team
    }

    /// The word, for those who count points.
    pub(super) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Category of the word.
    pub fn category(&self) -> Category {
        self.category
    }

    /// Difficulty of the word.
    pub fn difficulty(&self) -> Difficulty {
        self.difficulty
    }

    /// Who may guess.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Who started.
    pub fn owner(&self) -> Player {
        self.owner
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        self.status
    }

    /// When it last changed.
    pub fn moved(&self) -> Moment {
        self.moved
    }
}

/// Where the guesses alone have led.
fn verdict(secret: &Secret, team: &Team, difficulty: Difficulty) -> Status {
    if team.solver().is_some() || secret.letters().without(team.hits()).is_empty() {
        Status::Won
    } else if team.mistakes() >= usize::from(difficulty.lives()) {
        Status::Lost
    } else {
        Status::Running
    }
}
