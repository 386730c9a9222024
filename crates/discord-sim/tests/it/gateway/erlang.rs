//! Just enough of Erlang's term format for a client; written apart from the simulator's own, and different: keys come
//! as binaries, ids go as integers, small integers as big ones.

use serde_json::{Map, Value};

pub(super) fn write(value: &Value) -> Vec<u8> {
    let mut term = vec![131];
    put(&mut term, value, false);
    term
}

/// A map with this key as an atom.
pub(super) fn with_atom_key(key: &str) -> Vec<u8> {
    let mut term = vec![131, 116, 0, 0, 0, 1, 119, u8::try_from(key.len()).unwrap()];
    term.extend(key.bytes());
    term.extend([97, 1]);
    term
}

fn put(term: &mut Vec<u8>, value: &Value, is_id: bool) {
    match value {
        Value::Null => term.extend(b"\x64\x00\x03nil"),
        Value::Bool(true) => term.extend(b"\x73\x04true"),
        Value::Bool(false) => term.extend(b"\x73\x05false"),
        Value::Number(number) => put_big(term, number.as_u64().unwrap()),
        Value::String(text) if is_id && text.parse::<u64>().is_ok() => {
            put_big(term, text.parse().unwrap());
        }
        Value::String(text) => put_text(term, text),
        Value::Array(items) => {
            term.push(108);
            term.extend(u32::try_from(items.len()).unwrap().to_be_bytes());
            for item in items {
                put(term, item, is_id);
            }
            term.push(106);
        }
        Value::Object(fields) => {
            term.push(116);
            term.extend(u32::try_from(fields.len()).unwrap().to_be_bytes());
            for (key, value) in fields {
                put_text(term, key);
                put(term, value, key.ends_with("_id") || key.ends_with("_ids"));
            }
        }
    }
}

fn put_big(term: &mut Vec<u8>, number: u64) {
    term.extend([110, 8, 0]);
    term.extend(number.to_le_bytes());
}

fn put_text(term: &mut Vec<u8>, text: &str) {
    term.push(109);
    term.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
    term.extend(text.bytes());
}

pub(super) fn read(term: &[u8]) -> Value {
    let (version, mut rest) = term.split_first().unwrap();
    assert_eq!(*version, 131);
    let value = get(&mut rest);
    assert!(rest.is_empty(), "{} bytes too many", rest.len());
    value
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (first, after) = rest.split_at(count);
    *rest = after;
    first
}

fn length(rest: &mut &[u8]) -> usize {
    let bytes = take(rest, 4).try_into().unwrap();
    usize::try_from(u32::from_be_bytes(bytes)).unwrap()
}

fn get(rest: &mut &[u8]) -> Value {
    match take(rest, 1)[0] {
        97 => take(rest, 1)[0].into(),
        98 => i32::from_be_bytes(take(rest, 4).try_into().unwrap()).into(),
        70 => f64::from_be_bytes(take(rest, 8).try_into().unwrap()).into(),
        110 => {
            let count = usize::from(take(rest, 1)[0]);
            assert_eq!(take(rest, 1)[0], 0, "nothing negative is this big");
            let bytes = take(rest, count).iter().rev();
            let number = bytes.fold(0_u64, |so_far, byte| so_far << 8 | u64::from(*byte));
            number.into()
        }
        119 => {
            let count = usize::from(take(rest, 1)[0]);
            match take(rest, count) {
                b"nil" => Value::Null,
                b"true" => true.into(),
                b"false" => false.into(),
                other => panic!("atom {other:?}"),
            }
        }
        109 => {
            let count = length(rest);
            String::from_utf8(take(rest, count).to_vec())
                .unwrap()
                .into()
        }
        106 => Value::Array(Vec::new()),
        108 => {
            let items = (0..length(rest)).map(|_| get(rest)).collect();
            assert_eq!(take(rest, 1), [106]);
            items
        }
        116 => {
            let mut fields = Map::new();
            for _ in 0..length(rest) {
                let Value::String(key) = get(rest) else {
                    panic!("a key that is no text")
                };
                fields.insert(key, get(rest));
            }
            Value::Object(fields)
        }
        tag => panic!("tag {tag}"),
    }
}
