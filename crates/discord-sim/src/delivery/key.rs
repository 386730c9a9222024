//! An application's Ed25519 key pair, which follows from its id, so that a world is the same in every run.

use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};

/// The pair.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "[u8; 32]", into = "[u8; 32]")]
pub(crate) struct Key(SigningKey);

impl From<[u8; 32]> for Key {
    fn from(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }
}

impl From<Key> for [u8; 32] {
    fn from(key: Key) -> Self {
        key.0.to_bytes()
    }
}

impl Key {
    /// The pair of an application.
    pub(crate) fn of(application: u64) -> Self {
        let mut seed = [0; 32];
        for (place, part) in (1..).zip(seed.chunks_exact_mut(8)) {
            let word = crate::world::scramble(application.rotate_left(place * 13));
            part.copy_from_slice(&word.to_le_bytes());
        }
        Self(SigningKey::from_bytes(&seed))
    }

    /// The public half as `GET /applications/@me` shows it.
    pub(crate) fn public_hex(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    /// The signature of a request.
    pub(crate) fn sign(&self, timestamp: &str, body: &[u8]) -> [u8; 64] {
        let mut message = timestamp.as_bytes().to_vec();
        message.extend_from_slice(body);
        self.0.sign(&message).to_bytes()
    }
}

/// Bytes in lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_follows_from_its_application() {
        assert_eq!(Key::of(7).public_hex(), Key::of(7).public_hex());
        assert_ne!(Key::of(7).public_hex(), Key::of(8).public_hex());
        assert_eq!(Key::of(7).public_hex().len(), 64);
        assert_ne!(Key::of(7).sign("1", b"2"), Key::of(7).sign("2", b"1"));
    }
}
