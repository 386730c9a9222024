//! Makes requests that are not Discord's: altered, forged, replayed, stale. What it makes follows from a seed.

#[path = "curve.rs"]
mod curve;

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::json;

pub(crate) use self::curve::hex;
use self::curve::{ORDER, SMALL, malleable, unhex};

pub(crate) const SIGNATURE: &str = "x-signature-ed25519";
pub(crate) const TIMESTAMP: &str = "x-signature-timestamp";

/// Genuine requests that forgeries begin with.
const POOL: usize = 64;
/// Signs timestamp and body, as hex.
pub(crate) type Sign = Box<dyn Fn(&str, &[u8]) -> String>;

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Forged {
    pub(crate) kind: &'static str,
    pub(crate) headers: Vec<(&'static str, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

/// A request of Discord's, with the parts of its proof.
#[derive(Clone, Debug)]
pub(crate) struct Genuine {
    timestamp: String,
    signature: String,
    body: Vec<u8>,
}

/// Makes requests.
pub(crate) struct Forger {
    rng: StdRng,
    application: u64,
    now: u64,
    next_id: u64,
    sign: Sign,
    other: Sign,
    /// Never shown to the bot as they are.
    fresh: Vec<Genuine>,
    /// Shown, and accepted.
    accepted: Vec<Genuine>,
}

impl Genuine {
    pub(crate) fn request(&self) -> Forged {
        forged(
            "genuine",
            &self.timestamp,
            &self.signature,
            self.body.clone(),
        )
    }
}

impl Forger {
    /// `now` is in seconds since 1970; `sign` signs for the application, `other` for another one.
    pub(crate) fn new(seed: u64, application: u64, now: u64, sign: Sign, other: Sign) -> Self {
        let mut forger = Self {
            rng: StdRng::seed_from_u64(seed),
            application,
            now,
            next_id: (now * 1_000 - 1_420_070_400_000) << 22,
            sign,
            other,
            fresh: Vec::new(),
            accepted: Vec::new(),
        };
        for _ in 0..POOL {
            let ago = forger.rng.random_range(0..30);
            let fresh = forger.signed(now - ago);
            forger.fresh.push(fresh);
        }
        forger
    }

    /// A request of Discord's that was never sent before; from now on it can be replayed.
    pub(crate) fn genuine(&mut self) -> Forged {
        let genuine = self.signed(self.now);
        let request = genuine.request();
        self.accepted.push(genuine);
        request
    }

    /// A request that must not pass.
    pub(crate) fn forge(&mut self) -> Forged {
        let base = self.fresh[self.rng.random_range(0..POOL)].clone();
        let (timestamp, signature) = (base.timestamp.as_str(), base.signature.as_str());
        match self.rng.random_range(0..22) {
            0 => forged(
                "a bit of the body",
                timestamp,
                signature,
                self.flipped(&base.body),
            ),
            1 => {
                let mut body = base.body.clone();
                body.truncate(self.rng.random_range(0..body.len()));
                forged("a shorter body", timestamp, signature, body)
            }
            2 => {
                let mut body = base.body.clone();
                body.extend(std::iter::repeat_n(b' ', self.rng.random_range(1..9)));
                forged("a longer body", timestamp, signature, body)
            }
            3 => {
                let flipped = hex(&self.flipped(&unhex(signature)));
                forged("a bit of the signature", timestamp, &flipped, base.body)
            }
            4 => {
                let moved = self.now - self.rng.random_range(31..59);
                forged("another time", &moved.to_string(), signature, base.body)
            }
            5 => {
                let ahead = self.now + self.rng.random_range(1..59);
                forged("a time ahead", &ahead.to_string(), signature, base.body)
            }
            6 => {
                let other = self.another(&base);
                forged(
                    "another's signature",
                    timestamp,
                    &other.signature,
                    base.body,
                )
            }
            7 => {
                let other = self.another(&base);
                forged("another's body", timestamp, signature, other.body)
            }
            8 => {
                let signature = (self.other)(timestamp, &base.body);
                forged("another key", timestamp, &signature, base.body)
            }
            9 => {
                let cut = self.rng.random_range(0..signature.len());
                forged("truncated hex", timestamp, &signature[..cut], base.body)
            }
            10 => {
                let mut broken = signature.to_owned();
                let at = self.rng.random_range(0..broken.len());
                let odd = ["g", " ", "+", "-", "0x", "%", "\""][self.rng.random_range(0..7)];
                broken.replace_range(at..=at, odd);
                forged("no hex", timestamp, &broken, base.body)
            }
            11 => forged("a malleable S", timestamp, &malleable(signature), base.body),
            12 => {
                let point = SMALL[self.rng.random_range(0..SMALL.len())];
                let s = if self.rng.random() {
                    hex(&[0; 32])
                } else {
                    hex(&ORDER)
                };
                forged(
                    "a small-order R",
                    timestamp,
                    &format!("{point}{s}"),
                    base.body,
                )
            }
            13 => self.replayed(),
            14 => {
                let ago = self.rng.random_range(61..1_000_000);
                Forged {
                    kind: "stale",
                    ..self.signed(self.now - ago).request()
                }
            }
            15 => {
                let ahead = self.rng.random_range(61..1_000_000);
                Forged {
                    kind: "from the future",
                    ..self.signed(self.now + ahead).request()
                }
            }
            16 => {
                let mut request = base.request();
                let gone = [SIGNATURE, TIMESTAMP][self.rng.random_range(0..2)];
                request.headers.retain(|(name, _)| *name != gone);
                Forged {
                    kind: "a missing header",
                    ..request
                }
            }
            17 => {
                let mut request = base.request();
                let emptied = [SIGNATURE, TIMESTAMP][self.rng.random_range(0..2)];
                for (name, value) in &mut request.headers {
                    if *name == emptied {
                        value.clear();
                    }
                }
                Forged {
                    kind: "an empty header",
                    ..request
                }
            }
            18 => {
                let mut request = base.request();
                let doubled = self.rng.random_range(0..2);
                let again = request.headers[doubled].clone();
                request.headers.push(again);
                Forged {
                    kind: "a header twice",
                    ..request
                }
            }
            19 => self.other_type(),
            20 => {
                // Signature and concatenation stay the same: the time's end becomes the body's beginning.
                let cut = self.rng.random_range(1..timestamp.len());
                let mut body = timestamp.as_bytes()[cut..].to_vec();
                body.extend_from_slice(&base.body);
                forged("a moved border", &timestamp[..cut], signature, body)
            }
            _ => self.odd_time(&base),
        }
    }

    fn replayed(&mut self) -> Forged {
        let Some(last) = self.accepted.len().checked_sub(1) else {
            return self.other_type();
        };
        let again = &self.accepted[self.rng.random_range(0..=last)];
        Forged {
            kind: "a replay",
            ..again.request()
        }
    }

    fn other_type(&mut self) -> Forged {
        let mut request = self.fresh[self.rng.random_range(0..POOL)].request();
        let types: [&[u8]; 6] = [
            b"text/plain",
            b"",
            b"application/x-www-form-urlencoded",
            b"multipart/form-data; boundary=x",
            b"application/jsonp",
            b"json",
        ];
        request.headers[2].1 = types[self.rng.random_range(0..types.len())].to_vec();
        Forged {
            kind: "another content type",
            ..request
        }
    }

    fn odd_time(&mut self, base: &Genuine) -> Forged {
        let seconds = &base.timestamp;
        let odd = match self.rng.random_range(0..9) {
            0 => format!("0{seconds}"),
            1 => format!("+{seconds}"),
            2 => format!("{seconds}.0"),
            3 => format!("{seconds}e0"),
            4 => format!("{seconds}000"),
            5 => format!("-{seconds}"),
            6 => "9".repeat(self.rng.random_range(13..40)),
            7 => format!("{seconds}, {seconds}"),
            _ => "\u{661}".repeat(10),
        };
        forged("an odd time", &odd, &base.signature, base.body.clone())
    }

    fn another(&mut self, than: &Genuine) -> Genuine {
        loop {
            let other = &self.fresh[self.rng.random_range(0..POOL)];
            if other.body != than.body {
                return other.clone();
            }
        }
    }

    fn flipped(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut flipped = bytes.to_vec();
        let at = self.rng.random_range(0..flipped.len());
        flipped[at] ^= 1 << self.rng.random_range(0..8);
        flipped
    }

    fn signed(&mut self, seconds: u64) -> Genuine {
        self.next_id += 1;
        let body = json!({
            "id": self.next_id.to_string(),
            "application_id": self.application.to_string(),
            "type": 2,
            "token": format!("sim-interaction-{}-forger", self.next_id),
            "version": 1,
            "data": {"id": "7", "name": "probe", "type": 1, "options": [{"type": 1, "name": "hello"}]},
            "user": {"id": "5", "username": "mallory", "discriminator": "0", "avatar": null},
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {},
            "context": 1,
            "attachment_size_limit": 1,
            "padding": "x".repeat(self.rng.random_range(0..200)),
        });
        let (timestamp, body) = (seconds.to_string(), body.to_string().into_bytes());
        Genuine {
            signature: (self.sign)(&timestamp, &body),
            timestamp,
            body,
        }
    }
}

fn forged(kind: &'static str, timestamp: &str, signature: &str, body: Vec<u8>) -> Forged {
    let headers = vec![
        (SIGNATURE, signature.as_bytes().to_vec()),
        (TIMESTAMP, timestamp.as_bytes().to_vec()),
        ("content-type", b"application/json".to_vec()),
    ];
    Forged {
        kind,
        headers,
        body,
    }
}
