//! What buttons and windows carry through Discord: which game, which letter, which wish. Never a state or a version of
//! the game: that is in its row.

use embeds::{CustomId, Reader};
use runtime::{Fields, FromCustomId, FromModal, Unfit};

use crate::domain::game::Mode;
use crate::domain::letter::Letter;
use crate::domain::round::{RoundId, Wish};
use crate::domain::word::{Category, Difficulty};

/// A key of the keyboard.
pub const LETTER: &str = "hm.letter";
/// Opens the window for the whole word.
pub const WORD: &str = "hm.word";
/// Gives up.
pub const STOP: &str = "hm.stop";
/// Plays another game of the same kind.
pub const AGAIN: &str = "hm.again";
/// The window for the whole word.
pub const GUESS: &str = "hm.guess";
/// The input of that window.
pub const GUESS_FIELD: &str = "word";
/// The longest text that Discord lets anyone type, in characters.
const TYPED_MAX: usize = 4_000;

/// Layout of the arguments of all families.
const VERSION: u16 = 1;
/// Stands for "any".
const ANY: &str = "-";

/// Id of a key.
pub fn letter(round: RoundId, letter: Letter) -> CustomId {
    CustomId::new(LETTER, VERSION).arg(round).arg(letter)
}

/// Id of the button that opens the window for the whole word.
pub fn word(round: RoundId) -> CustomId {
    CustomId::new(WORD, VERSION).arg(round)
}

/// Id of the button that gives up.
pub fn stop(round: RoundId) -> CustomId {
    CustomId::new(STOP, VERSION).arg(round)
}

/// Id of the window for the whole word.
pub fn guess(round: RoundId) -> CustomId {
    CustomId::new(GUESS, VERSION).arg(round)
}

/// Id of the button for another game.
pub fn again(wish: Wish) -> CustomId {
    CustomId::new(AGAIN, VERSION)
        .arg(wish.mode.as_str())
        .arg(wish.category.map_or(ANY, Category::as_str))
        .arg(wish.difficulty.map_or(ANY, Difficulty::as_str))
}

/// A key was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterClick {
    /// In which game.
    pub round: RoundId,
    /// Which one.
    pub letter: Letter,
}

impl FromCustomId for LetterClick {
    fn from_custom_id(id: &CustomId, _: &[String]) -> Option<Self> {
        let mut args = reader(id, LETTER)?;
        let round = args.take().ok()?;
        let letter = Letter::parse(args.text().ok()?).ok()?;
        args.end().ok()?;
        Some(Self { round, letter })
    }
}

/// A button of a game that needs nothing but the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundClick(pub RoundId);

impl FromCustomId for RoundClick {
    fn from_custom_id(id: &CustomId, _: &[String]) -> Option<Self> {
        only_round(id, id.family()).map(Self)
    }
}

/// Another game is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgainClick(pub Wish);

impl FromCustomId for AgainClick {
    fn from_custom_id(id: &CustomId, _: &[String]) -> Option<Self> {
        let mut args = reader(id, AGAIN)?;
        let mode = Mode::parse(args.text().ok()?).ok()?;
        let category = match args.text().ok()? {
            ANY => None,
            name => Some(Category::parse(name).ok()?),
        };
        let difficulty = match args.text().ok()? {
            ANY => None,
            name => Some(Difficulty::parse(name).ok()?),
        };
        args.end().ok()?;
        Some(Self(Wish {
            mode,
            category,
            difficulty,
        }))
    }
}

/// A whole word was sent. The text is as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessForm {
    /// In which game.
    pub round: RoundId,
    /// Anything.
    pub typed: String,
}

impl FromModal for GuessForm {
    fn from_modal(id: &CustomId, fields: &Fields) -> Result<Self, Unfit> {
        Ok(Self {
            round: only_round(id, GUESS).ok_or(Unfit::Stale)?,
            typed: fields.text(GUESS_FIELD, 0..=TYPED_MAX)?.to_owned(),
        })
    }
}

fn reader<'id>(id: &'id CustomId, family: &str) -> Option<Reader<'id>> {
    (id.family() == family && id.version() == VERSION).then(|| id.reader())
}

fn only_round(id: &CustomId, family: &str) -> Option<RoundId> {
    let mut args = reader(id, family)?;
    let round = args.take().ok()?;
    args.end().ok()?;
    Some(round)
}

#[cfg(test)]
mod tests {
    use twilight_model::id::Id;

    use super::*;

    fn sent(id: &CustomId) -> CustomId {
        CustomId::parse(&id.encode().unwrap()).unwrap()
    }

    #[test]
    fn what_is_carried_comes_back() {
        let round = Id::new(u64::MAX);
        for key in Letter::all() {
            let id = sent(&letter(round, key));
            let click = LetterClick::from_custom_id(&id, &[]);
            assert_eq!(click, Some(LetterClick { round, letter: key }));
        }
        for id in [word(round), stop(round)] {
            let click = RoundClick::from_custom_id(&sent(&id), &[]);
            assert_eq!(click, Some(RoundClick(round)));
        }
        let any = Category::ALL.iter().copied().map(Some).chain([None]);
        for category in any {
            let wish = Wish {
                mode: Mode::Together,
                category,
                difficulty: category.map(|_| Difficulty::Hard),
            };
            let click = AgainClick::from_custom_id(&sent(&again(wish)), &[]);
            assert_eq!(click, Some(AgainClick(wish)));
        }
    }

    #[test]
    fn what_was_made_up_is_not_read() {
        for text in [
            "hm.letter:1:7",
            "hm.letter:1:7:AB",
            "hm.letter:1:7:A:B",
            "hm.letter:1:0:A",
            "hm.letter:1:x:A",
            "hm.letter:2:7:A",
            "hm.letter:1:18446744073709551616:A",
        ] {
            let id = CustomId::parse(text).unwrap();
            assert_eq!(LetterClick::from_custom_id(&id, &[]), None, "{text}");
        }
        for text in ["hm.stop:1", "hm.stop:1:-7", "hm.stop:2:7", "hm.stop:1:7:7"] {
            let id = CustomId::parse(text).unwrap();
            assert_eq!(RoundClick::from_custom_id(&id, &[]), None, "{text}");
        }
        for text in [
            "hm.again:1:solo:-",
            "hm.again:1:duel:-:-",
            "hm.again:1:solo:birds:-",
            "hm.again:1:solo:-:-:-",
        ] {
            let id = CustomId::parse(text).unwrap();
            assert_eq!(AgainClick::from_custom_id(&id, &[]), None, "{text}");
        }
    }
}
