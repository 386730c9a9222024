//! `encoding=etf`: Erlang's external term format, as far as a gateway needs it.
//!
//! Out go maps with binary keys, binaries, integers, floats, lists and the atoms `true`, `false` and `nil`. In come the
//! same and what common encoders make of them; keys of maps must be binaries or strings, as Discord demands. Ids may
//! come as integers and are read as the strings that JSON has.

use serde_json::{Map, Number, Value};

const VERSION: u8 = 131;
const NEW_FLOAT: u8 = 70;
const SMALL_INTEGER: u8 = 97;
const INTEGER: u8 = 98;
const ATOM: u8 = 100;
const NIL: u8 = 106;
const STRING: u8 = 107;
const LIST: u8 = 108;
const BINARY: u8 = 109;
const SMALL_BIG: u8 = 110;
const SMALL_ATOM: u8 = 115;
const MAP: u8 = 116;
const ATOM_UTF8: u8 = 118;
const SMALL_ATOM_UTF8: u8 = 119;

/// Deeper terms are refused.
const DEEPEST: usize = 64;

/// A value as a term.
pub(super) fn encode(value: &Value) -> Vec<u8> {
    let mut term = vec![VERSION];
    write(value, &mut term);
    term
}

fn write(value: &Value, term: &mut Vec<u8>) {
    match value {
        Value::Null => write_atom("nil", term),
        Value::Bool(true) => write_atom("true", term),
        Value::Bool(false) => write_atom("false", term),
        Value::Number(number) => write_number(number, term),
        Value::String(text) => write_binary(text, term),
        Value::Array(items) if items.is_empty() => term.push(NIL),
        Value::Array(items) => {
            term.push(LIST);
            write_length(items.len(), term);
            items.iter().for_each(|item| write(item, term));
            term.push(NIL);
        }
        Value::Object(fields) => {
            term.push(MAP);
            write_length(fields.len(), term);
            for (key, value) in fields {
                write_binary(key, term);
                write(value, term);
            }
        }
    }
}

fn write_atom(name: &str, term: &mut Vec<u8>) {
    term.push(SMALL_ATOM_UTF8);
    term.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
    term.extend_from_slice(name.as_bytes());
}

fn write_binary(text: &str, term: &mut Vec<u8>) {
    term.push(BINARY);
    write_length(text.len(), term);
    term.extend_from_slice(text.as_bytes());
}

fn write_length(length: usize, term: &mut Vec<u8>) {
    term.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
}

fn write_number(number: &Number, term: &mut Vec<u8>) {
    let (negative, magnitude) = match (number.as_u64(), number.as_i64()) {
        (Some(positive), _) => (false, positive),
        (None, Some(negative)) => (true, negative.unsigned_abs()),
        (None, None) => {
            term.push(NEW_FLOAT);
            let float = number.as_f64().unwrap_or_default();
            return term.extend_from_slice(&float.to_be_bytes());
        }
    };
    if let (Ok(small), false) = (u8::try_from(magnitude), negative) {
        term.extend_from_slice(&[SMALL_INTEGER, small]);
    } else if let Some(integer) = number.as_i64().and_then(|n| i32::try_from(n).ok()) {
        term.push(INTEGER);
        term.extend_from_slice(&integer.to_be_bytes());
    } else {
        term.extend_from_slice(&[SMALL_BIG, 8, u8::from(negative)]);
        term.extend_from_slice(&magnitude.to_le_bytes());
    }
}

/// A term as a value; `None` if it is none that a client may send.
pub(super) fn decode(term: &[u8]) -> Option<Value> {
    let mut reader = Reader(term);
    if reader.byte()? != VERSION {
        return None;
    }
    let value = reader.term(DEEPEST)?;
    reader.0.is_empty().then_some(value)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn term(&mut self, deepest: usize) -> Option<Value> {
        let deeper = deepest.checked_sub(1)?;
        Some(match self.byte()? {
            SMALL_INTEGER => self.byte()?.into(),
            INTEGER => i32::from_be_bytes(self.array()?).into(),
            SMALL_BIG => self.big()?,
            NEW_FLOAT => Number::from_f64(f64::from_be_bytes(self.array()?))?.into(),
            tag @ (ATOM | SMALL_ATOM | ATOM_UTF8 | SMALL_ATOM_UTF8) => match self.atom(tag)? {
                b"true" => true.into(),
                b"false" => false.into(),
                b"nil" | b"null" | b"undefined" => Value::Null,
                _ => return None,
            },
            BINARY => self.text()?.into(),
            NIL => Value::Array(Vec::new()),
            // Erlang's own short form of a list of small integers.
            STRING => {
                let length = u16::from_be_bytes(self.array()?);
                let bytes = self.take(usize::from(length))?;
                bytes.iter().copied().map(Value::from).collect()
            }
            LIST => {
                let length = self.length()?;
                let items: Option<Vec<_>> = (0..length).map(|_| self.term(deeper)).collect();
                let items = items?;
                (self.byte()? == NIL).then_some(Value::Array(items))?
            }
            MAP => {
                let length = self.length()?;
                let mut fields = Map::new();
                for _ in 0..length {
                    if self.byte()? != BINARY {
                        return None;
                    }
                    let key = self.text()?;
                    let value = self.term(deeper)?;
                    let value = if is_id(&key) { as_ids(value) } else { value };
                    fields.insert(key, value);
                }
                Value::Object(fields)
            }
            _ => return None,
        })
    }

    fn atom(&mut self, tag: u8) -> Option<&'a [u8]> {
        let length = match tag {
            ATOM | ATOM_UTF8 => u16::from_be_bytes(self.array()?),
            _ => self.byte()?.into(),
        };
        self.take(length.into())
    }

    fn big(&mut self) -> Option<Value> {
        let (length, sign) = (self.byte()?, self.byte()?);
        let bytes = self.take(length.into())?;
        let magnitude = bytes.iter().rev().try_fold(0_u64, |so_far, byte| {
            Some(so_far.checked_mul(256)? | u64::from(*byte))
        })?;
        match sign {
            0 => Some(magnitude.into()),
            _ => Some(0_i64.checked_sub_unsigned(magnitude)?.into()),
        }
    }

    fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(u32::from_be_bytes(self.array()?)).ok()
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (first, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(first)
    }
}

/// Fields that hold one id or several. `application_id` of an activity is one too.
fn is_id(key: &str) -> bool {
    key == "id" || key.ends_with("_id") || key.ends_with("_ids")
}

fn as_ids(value: Value) -> Value {
    match value {
        Value::Number(id) => Value::String(id.to_string()),
        Value::Array(ids) => ids.into_iter().map(as_ids).collect(),
        value => value,
    }
}

#[cfg(test)]
mod tests {
    use proptest::{
        collection::{btree_map, vec},
        prelude::{Just, Strategy, any, prop_oneof},
        proptest,
    };
    use serde_json::json;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (-1e9..1e9).prop_map(|float: f64| Value::from(float)),
            ".{0,20}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 64, 8, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..8).prop_map(Value::Array),
                btree_map("[a-z]{1,3}", inner, 0..8)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    /// The ids of a value as JSON has them.
    fn with_ids(value: Value) -> Value {
        match value {
            Value::Array(items) => items.into_iter().map(with_ids).collect(),
            Value::Object(fields) => Value::Object(
                fields
                    .into_iter()
                    .map(|(key, value)| {
                        let value = with_ids(value);
                        let value = if is_id(&key) { as_ids(value) } else { value };
                        (key, value)
                    })
                    .collect(),
            ),
            value => value,
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in value()) {
            assert_eq!(decode(&encode(&value)), Some(with_ids(value)));
        }

        #[test]
        fn nothing_makes_it_panic(bytes in vec(any::<u8>(), 0..200)) {
            let mut term = vec![VERSION];
            term.extend(bytes);
            let _ = decode(&term);
        }
    }

    #[test]
    fn terms_are_as_erlang_writes_them() {
        for (value, term) in [
            (json!(null), vec![131, 119, 3, b'n', b'i', b'l']),
            (json!(7), vec![131, 97, 7]),
            (json!(-1), vec![131, 98, 255, 255, 255, 255]),
            (
                json!(1_u64 << 40),
                vec![131, 110, 8, 0, 0, 0, 0, 0, 0, 1, 0, 0],
            ),
            (json!("a"), vec![131, 109, 0, 0, 0, 1, b'a']),
            (json!([1]), vec![131, 108, 0, 0, 0, 1, 97, 1, 106]),
            (
                json!({"op": 1}),
                vec![131, 116, 0, 0, 0, 1, 109, 0, 0, 0, 2, b'o', b'p', 97, 1],
            ),
        ] {
            assert_eq!(encode(&value), term, "{value}");
            assert_eq!(decode(&term), Some(value));
        }
    }

    #[test]
    fn keys_must_not_be_atoms() {
        let atom = [131, 116, 0, 0, 0, 1, 119, 2, b'o', b'p', 97, 1];
        assert_eq!(decode(&atom), None);
    }

    #[test]
    fn ids_may_be_numbers_and_a_list_may_be_short() {
        let term = encode(&json!({"guild_id": 5, "user_ids": [6], "limit": 7}));
        let read = json!({"guild_id": "5", "user_ids": ["6"], "limit": 7});
        assert_eq!(decode(&term), Some(read));
        assert_eq!(decode(&[131, 107, 0, 2, 0, 1]), Some(json!([0, 1])));
    }

    #[test]
    fn what_is_cut_off_deep_or_unknown_is_no_term() {
        assert_eq!(decode(&[131, 109, 0, 0, 0, 9, b'a']), None);
        assert_eq!(decode(&[131, 97, 1, 0]), None, "something follows");
        assert_eq!(decode(&[131, 104, 0]), None, "a tuple");
        assert_eq!(decode(&[131, 119, 1, b'x']), None, "an atom of its own");
        assert_eq!(decode(&[7]), None);
        let deep = [VERSION].into_iter().chain([108, 0, 0, 0, 1].repeat(100));
        assert_eq!(decode(&deep.collect::<Vec<_>>()), None);
    }
}
