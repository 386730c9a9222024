//! Discord's signature: Ed25519 over timestamp and raw body (`interactions/overview.mdx`).

use ed25519_dalek::{SIGNATURE_LENGTH, Signature, VerifyingKey};
use http::HeaderMap;

use super::refused::Refused;

const SIGNATURE: &str = "x-signature-ed25519";
const TIMESTAMP: &str = "x-signature-timestamp";
/// Digits of seconds since 1970 until the year 33658.
const DIGITS_MAX: usize = 12;

/// The key that an application's requests are signed with.
#[derive(Clone, Debug)]
pub(crate) struct PublicKey(VerifyingKey);

/// What a request says of its signature; well formed, not yet verified.
#[derive(Debug)]
pub(crate) struct Proof<'h> {
    signature: Signature,
    timestamp: &'h str,
    seconds: i64,
}

impl PublicKey {
    /// Reads a key in hex. None that is no point of the curve, or one of small order, for which anybody can sign.
    pub(crate) fn parse(hex: &str) -> Option<Self> {
        let bytes = unhex(hex.as_bytes())?;
        let key = VerifyingKey::from_bytes(&bytes).ok()?;
        (!key.is_weak()).then_some(Self(key))
    }

    /// Whether `proof` is this key's signature of `body`. Strict: no malleable and no small-order parts.
    pub(crate) fn verify(&self, proof: &Proof<'_>, body: &[u8]) -> Result<(), Refused> {
        let mut message = Vec::with_capacity(proof.timestamp.len() + body.len());
        message.extend_from_slice(proof.timestamp.as_bytes());
        message.extend_from_slice(body);
        self.0
            .verify_strict(&message, &proof.signature)
            .map_err(|_| Refused::Signature)
    }
}

impl<'h> Proof<'h> {
    /// Reads the two headers, each of which must be there once.
    pub(crate) fn read(headers: &'h HeaderMap) -> Result<Self, Refused> {
        let signature = one(headers, SIGNATURE)?;
        let timestamp = one(headers, TIMESTAMP)?;
        let bytes: [u8; SIGNATURE_LENGTH] = unhex(signature.as_bytes()).ok_or(Refused::Headers)?;
        let digits = timestamp.bytes().all(|digit| digit.is_ascii_digit());
        if !digits || timestamp.len() > DIGITS_MAX {
            return Err(Refused::Headers);
        }
        Ok(Self {
            signature: Signature::from_bytes(&bytes),
            timestamp,
            seconds: timestamp.parse().map_err(|_| Refused::Headers)?,
        })
    }

    /// When it was signed, in seconds since 1970.
    pub(crate) const fn seconds(&self) -> i64 {
        self.seconds
    }
}

fn one<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h str, Refused> {
    let mut found = headers.get_all(name).iter();
    let value = found.next().ok_or(Refused::Headers)?;
    if found.next().is_some() {
        return Err(Refused::Headers);
    }
    value.to_str().map_err(|_| Refused::Headers)
}

/// `N` bytes in hex, and nothing else.
fn unhex<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let (pairs, rest) = text.as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(signature: &str, timestamp: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(SIGNATURE, HeaderValue::from_str(signature).unwrap());
        headers.insert(TIMESTAMP, HeaderValue::from_str(timestamp).unwrap());
        headers
    }

    #[test]
    fn headers_have_one_form() {
        let good = "0a".repeat(64);
        assert_eq!(
            Proof::read(&headers(&good, "1795195800"))
                .unwrap()
                .seconds(),
            1_795_195_800
        );
        for (signature, timestamp) in [
            ("", "1795195800"),
            (&good[1..], "1795195800"),
            (&good[2..], "1795195800"),
            (&format!("{good}00"), "1795195800"),
            (&format!("{}zz", &good[2..]), "1795195800"),
            (&format!("+a{}", &good[2..]), "1795195800"),
            (&good, ""),
            (&good, "-1"),
            (&good, "+1795195800"),
            (&good, "1795195800.5"),
            (&good, " 1795195800 x"),
            (&good, "1795195800000000"),
        ] {
            let read = Proof::read(&headers(signature, timestamp)).map(|_| ());
            assert_eq!(read, Err(Refused::Headers), "{signature} {timestamp}");
        }
        let mut twice = headers(&good, "1795195800");
        twice.append(SIGNATURE, HeaderValue::from_str(&good).unwrap());
        assert_eq!(Proof::read(&twice).map(|_| ()), Err(Refused::Headers));
    }

    #[test]
    fn keys_that_anybody_can_sign_for_are_none() {
        // The eight points of small order (RFC 8032's curve), as far as their encoding is canonical.
        for weak in [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        ] {
            assert!(PublicKey::parse(weak).is_none(), "{weak}");
        }
        for broken in ["", "00", &"g".repeat(64), &"f".repeat(63)] {
            assert!(PublicKey::parse(broken).is_none(), "{broken}");
        }
        // RFC 8032, test 1.
        let good = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        assert!(PublicKey::parse(good).is_some());
    }
}
