//! Requests with bad signatures, as Discord sends them on purpose.

use rand::{RngExt as _, rngs::StdRng};

use super::{
    courier::Letter,
    key::{Key, hex},
};
use crate::clock::Moment;

/// Ways to get a signature wrong.
const WAYS: u32 = 5;

/// A letter with this body whose signature is not the application's.
pub(super) fn letter(key: &Key, now: Moment, body: String, chance: &mut StdRng) -> Letter {
    let mut letter = Letter::signed(key, now, body);
    let right = key.sign(&letter.timestamp, &letter.body);
    letter.signature = match chance.random_range(0..WAYS) {
        0 => {
            let mut noise = [0_u8; 64];
            chance.fill(&mut noise[..]);
            hex(&noise)
        }
        1 => {
            let mut flipped = right;
            flipped[chance.random_range(0..64)] ^= 1 << chance.random_range(0..8);
            hex(&flipped)
        }
        2 => hex(&key.sign(&letter.timestamp, b"{\"type\":1}")),
        3 => {
            let seconds = now.unix_millis() / 1_000 - chance.random_range(1..30);
            hex(&key.sign(&seconds.to_string(), &letter.body))
        }
        _ => hex(&Key::of(chance.random()).sign(&letter.timestamp, &letter.body)),
    };
    letter
}
