//! The `contributions` column: who did what, and what it earned, as JSON. One row is then all that a guess reads and
//! writes.

use sea_orm::JsonValue;
use serde::{Deserialize, Serialize};
use twilight_model::id::Id;

use crate::domain::guess::WordGuess;
use crate::domain::letter::Letters;
use crate::domain::round::{Earned, Round};
use crate::domain::team::Contribution;

/// One person's entry. Absent fields are empty.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    user: u64,
    #[serde(default, skip_serializing_if = "is_zero")]
    hits: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    misses: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    words: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    solved: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    earned: Option<StoredEarned>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredEarned {
    xp: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    new_level: Option<u32>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out references"
)]
const fn is_zero(bits: &u32) -> bool {
    *bits == 0
}

/// The column's value.
pub(super) fn to_json(round: &Round) -> JsonValue {
    let stored = |contribution: &Contribution| Stored {
        user: contribution.player.get(),
        hits: contribution.hits.bits(),
        misses: contribution.misses.bits(),
        words: contribution
            .wrong_words
            .iter()
            .map(|word| word.as_str().to_owned())
            .collect(),
        solved: contribution.solved,
        earned: round
            .earned_by(contribution.player)
            .map(|earned| StoredEarned {
                xp: earned.xp,
                new_level: earned.new_level,
            }),
    };
    let list: Vec<Stored> = round
        .game
        .team()
        .contributions()
        .iter()
        .map(stored)
        .collect();
    // Numbers, words and flags: they always are a JSON value.
    serde_json::to_value(list).unwrap_or_default()
}

/// What the column holds, or what is wrong with it.
pub(super) fn from_json(value: JsonValue) -> Result<(Vec<Contribution>, Vec<Earned>), String> {
    let list: Vec<Stored> = serde_json::from_value(value).map_err(|error| error.to_string())?;
    let mut contributions = Vec::with_capacity(list.len());
    let mut earned = Vec::new();
    for stored in list {
        let player = Id::new_checked(stored.user).ok_or("a person with the id 0")?;
        let letters = |bits| Letters::from_bits(bits).ok_or("a letter after Z");
        let words = stored
            .words
            .iter()
            .map(|word| WordGuess::parse(word).map_err(|error| error.to_string()));
        contributions.push(Contribution {
            player,
            hits: letters(stored.hits)?,
            misses: letters(stored.misses)?,
            wrong_words: words.collect::<Result<_, _>>()?,
            solved: stored.solved,
        });
        earned.extend(stored.earned.map(|stored| Earned {
            player,
            xp: stored.xp,
            new_level: stored.new_level,
        }));
    }
    Ok((contributions, earned))
}
