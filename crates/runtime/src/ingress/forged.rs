//! Requests that are not Discord's, by the ten thousand, against admission itself; through a socket: `tests/it/ingress`.

#[path = "../../tests/it/ingress/forger.rs"]
mod forger;

use std::collections::BTreeMap;

use db::Timestamp;
use ed25519_dalek::{Signer as _, SigningKey};
use http::{HeaderMap, HeaderName, HeaderValue};

use self::forger::{Forged, Forger, Sign, hex};
use super::{
    admission::{Admission, Admitted},
    proof::PublicKey,
    refused::Refused,
};

const SEED: u64 = 20_261_120;
const FORGERIES: usize = 75_000;
/// After so many forgeries comes a request that is genuine.
const GENUINE_EVERY: usize = 500;
const APPLICATION: u64 = 7;
const NOW: u64 = 1_795_195_800;

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn signer(key: SigningKey) -> Sign {
    Box::new(move |timestamp, body| {
        hex(&key.sign(&[timestamp.as_bytes(), body].concat()).to_bytes())
    })
}

fn forger() -> Forger {
    Forger::new(SEED, APPLICATION, NOW, signer(key(1)), signer(key(2)))
}

fn admission() -> Admission {
    let public = PublicKey::parse(&hex(key(1).verifying_key().as_bytes())).unwrap();
    Admission::new(public, APPLICATION)
}

fn admit(admission: &Admission, request: &Forged, now: u64) -> Result<Admitted, Refused> {
    let mut headers = HeaderMap::new();
    for (name, value) in &request.headers {
        let value = HeaderValue::from_bytes(value).unwrap();
        headers.append(HeaderName::from_static(name), value);
    }
    let now = Timestamp::from_unix_seconds(i64::try_from(now).unwrap());
    admission.admit(&headers, &request.body, now)
}

#[test]
fn of_seventy_five_thousand_forgeries_none_is_admitted() {
    let (admission, mut forger) = (admission(), forger());
    let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for number in 0..FORGERIES {
        if number % GENUINE_EVERY == 0 {
            let genuine = admit(&admission, &forger.genuine(), NOW);
            assert!(
                matches!(genuine, Ok(Admitted::Interaction(_))),
                "{genuine:?}"
            );
        }
        let forged = forger.forge();
        match admit(&admission, &forged, NOW) {
            Ok(_) => panic!("admitted, seed {SEED}, number {number}: {forged:?}"),
            Err(refused) => *kinds.entry((forged.kind, refused.reason())).or_default() += 1,
        }
    }
    println!("seed {SEED}: {FORGERIES} refused: {kinds:#?}");
    let sorts: std::collections::BTreeSet<&str> = kinds.keys().map(|(kind, _)| *kind).collect();
    assert_eq!(sorts.len(), 22, "{sorts:?}");
}

#[test]
fn what_only_looks_forged_is_admitted() {
    let (admission, mut forger) = (admission(), forger());
    for now in [NOW - 60, NOW, NOW + 60] {
        let genuine = forger.genuine();
        assert!(admit(&admission, &genuine, now).is_ok(), "{now}");
    }
    for now in [NOW - 61, NOW + 61] {
        let early = forger.genuine();
        assert_eq!(
            admit(&admission, &early, now).map(|_| ()),
            Err(Refused::Stale)
        );
    }
    let mut charset = forger.genuine();
    charset.headers[2].1 = b"application/json; charset=utf-8".to_vec();
    assert!(admit(&admission, &charset, NOW).is_ok());
}

#[test]
fn another_applications_interaction_is_refused_though_it_is_signed() {
    let admission = Admission::new(
        PublicKey::parse(&hex(key(1).verifying_key().as_bytes())).unwrap(),
        APPLICATION + 1,
    );
    let genuine = forger().genuine();
    assert_eq!(
        admit(&admission, &genuine, NOW).map(|_| ()),
        Err(Refused::Application)
    );
}
