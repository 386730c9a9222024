//! YAML as JSON values, with the line of every key and value, and back again.
//!
//! Only what a world file needs: one document, plain JSON types (YAML 1.2's core rules), anchors. Keys that stand twice
//! are refused, as one of the two would be forgotten in silence.

use std::{collections::HashMap, fmt::Write as _};

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::{Map, Value};

use super::complaint::Complaint;

/// Values in a document, those that come out of anchors included; what has more is an attack or a mistake.
const MAX_VALUES: usize = 1_000_000;
/// Levels of lists and sections.
const MAX_DEPTH: usize = 64;

/// A document and where everything stands in it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) value: Value,
    /// Line by JSON pointer, from 1.
    lines: HashMap<String, usize>,
}

impl Document {
    /// The line of what a JSON pointer names, or of the nearest thing around it.
    pub(crate) fn line(&self, pointer: &str) -> Option<usize> {
        let mut rest = pointer;
        loop {
            if let Some(line) = self.lines.get(rest) {
                return Some(*line);
            }
            rest = &rest[..rest.rfind('/')?];
        }
    }
}

/// A list or a section that is being read.
enum Open {
    List(Vec<Value>),
    Section {
        entries: Map<String, Value>,
        key: Option<String>,
    },
}

struct Frame {
    open: Open,
    pointer: String,
    anchor: usize,
}

struct Reader {
    frames: Vec<Frame>,
    root: Option<Value>,
    lines: HashMap<String, usize>,
    anchors: HashMap<usize, Value>,
    values: usize,
}

/// Reads a document; an empty one is null.
///
/// # Errors
///
/// One complaint with the line where reading ended.
pub(crate) fn read(text: &str) -> Result<Document, Complaint> {
    let mut reader = Reader {
        frames: Vec::new(),
        root: None,
        lines: HashMap::new(),
        anchors: HashMap::new(),
        values: 0,
    };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => reader.take(event, span).map_err(|(problem, remedy)| {
                let path = reader.here();
                Complaint::new(&path, problem, remedy).at(Some(span.start.line()))
            })?,
            Err(error) => {
                let line = error.marker().line();
                let problem = format!("this is no YAML: {}", error.info());
                let remedy = "look at the indentation and the quotes around here";
                return Err(Complaint::new("", problem, remedy).at(Some(line)));
            }
        }
    }
    Ok(Document {
        value: reader.root.unwrap_or_default(),
        lines: reader.lines,
    })
}

type Wrong = (String, &'static str);

impl Reader {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Wrong> {
        match event {
            Event::DocumentStart(_) if self.root.is_some() => Err((
                "a second document begins here".to_owned(),
                "keep one document in a file",
            )),
            Event::Scalar(text, style, anchor, _) => {
                if self.wants_key() {
                    return self.key(text.into_owned(), span);
                }
                let value = if style == ScalarStyle::Plain {
                    plain(&text)
                } else {
                    Value::String(text.into_owned())
                };
                self.place(span);
                self.finish(value, anchor)
            }
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).cloned().unwrap_or_default();
                self.place(span);
                self.finish(value, 0)
            }
            Event::SequenceStart(anchor, _) => self.enter(Open::List(Vec::new()), anchor, span),
            Event::MappingStart(anchor, _) => {
                let (entries, key) = (Map::new(), None);
                self.enter(Open::Section { entries, key }, anchor, span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(frame) = self.frames.pop() else {
                    return Ok(());
                };
                let value = match frame.open {
                    Open::List(list) => Value::Array(list),
                    Open::Section { entries, .. } => Value::Object(entries),
                };
                self.finish(value, frame.anchor)
            }
            _ => Ok(()),
        }
    }

    fn wants_key(&self) -> bool {
        let open = self.frames.last().map(|frame| &frame.open);
        matches!(open, Some(Open::Section { key: None, .. }))
    }

    fn key(&mut self, text: String, span: Span) -> Result<(), Wrong> {
        let Some(frame) = self.frames.last_mut() else {
            return Ok(());
        };
        if let Open::Section { entries, key } = &mut frame.open {
            if entries.contains_key(&text) {
                return Err((
                    format!("the key {text} stands here a second time"),
                    "keep one of the two",
                ));
            }
            let pointer = format!("{}/{}", frame.pointer, escaped(&text));
            self.lines.insert(pointer, span.start.line());
            *key = Some(text);
        }
        Ok(())
    }

    fn enter(&mut self, open: Open, anchor: usize, span: Span) -> Result<(), Wrong> {
        if self.wants_key() {
            return Err((
                "a key is a list or a section".to_owned(),
                "write a plain word before the colon",
            ));
        }
        if self.frames.len() >= MAX_DEPTH {
            return Err((
                format!("more than {MAX_DEPTH} levels"),
                "nothing here needs so many",
            ));
        }
        self.place(span);
        let pointer = self.pointer();
        self.frames.push(Frame {
            open,
            pointer,
            anchor,
        });
        Ok(())
    }

    /// Notes the line of the value that comes now; a section's values stand where their keys do.
    fn place(&mut self, span: Span) {
        let pointer = self.pointer();
        self.lines.entry(pointer).or_insert(span.start.line());
    }

    fn finish(&mut self, value: Value, anchor: usize) -> Result<(), Wrong> {
        self.values += 1;
        if !self.anchors.is_empty() && anchor == 0 {
            self.values += count(&value);
        }
        if self.values > MAX_VALUES {
            return Err((
                format!("more than {MAX_VALUES} values"),
                "use repeat for many of a kind",
            ));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        match self.frames.last_mut().map(|frame| &mut frame.open) {
            None => self.root = Some(value),
            Some(Open::List(list)) => list.push(value),
            Some(Open::Section { entries, key }) => {
                if let Some(key) = key.take() {
                    entries.insert(key, value);
                }
            }
        }
        Ok(())
    }

    /// The pointer of the value that comes now.
    fn pointer(&self) -> String {
        let Some(frame) = self.frames.last() else {
            return String::new();
        };
        match &frame.open {
            Open::List(list) => format!("{}/{}", frame.pointer, list.len()),
            Open::Section { key, .. } => {
                let key = key.as_deref().unwrap_or_default();
                format!("{}/{}", frame.pointer, escaped(key))
            }
        }
    }

    /// The pointer of the innermost list or section that is open.
    fn here(&self) -> String {
        self.frames
            .last()
            .map(|frame| frame.pointer.clone())
            .unwrap_or_default()
    }
}

/// Values in a value, itself not counted.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(list) => list.iter().map(|value| 1 + count(value)).sum(),
        Value::Object(entries) => entries.values().map(|value| 1 + count(value)).sum(),
        _ => 0,
    }
}

/// A plain scalar by YAML 1.2's core rules.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    if let Ok(number) = text.parse::<u64>() {
        return number.into();
    }
    if let Ok(number) = text.parse::<i64>() {
        return number.into();
    }
    let numeric = text.starts_with(|c: char| c.is_ascii_digit() || "-+.".contains(c));
    let number = text.parse::<f64>().ok().filter(|_| numeric);
    let number = number.and_then(serde_json::Number::from_f64);
    number.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// A key as a JSON pointer writes it.
pub(crate) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Writes a value as a document that [`read`] reads back.
pub(crate) fn write(value: &Value) -> String {
    let mut text = String::new();
    block(&mut text, value, 0);
    text
}

/// Writes a value in lines of its own.
fn block(text: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                let _infallible = write!(text, "{:indent$}{}:", "", scalar(key));
                below(text, value, indent);
            }
        }
        Value::Array(list) if !list.is_empty() => {
            for value in list {
                let mut entry = String::new();
                block(&mut entry, value, indent + 2);
                let _infallible = write!(text, "{:indent$}- ", "");
                text.push_str(entry.trim_start_matches(' '));
            }
        }
        _ => {
            let _infallible = writeln!(text, "{:indent$}{}", "", line(value));
        }
    }
}

/// Writes the value of a key: on its line where it fits, below it otherwise.
fn below(text: &mut String, value: &Value, indent: usize) {
    let nested = match value {
        Value::Object(entries) => !entries.is_empty(),
        Value::Array(list) => list
            .iter()
            .any(|value| value.is_object() || value.is_array()),
        _ => false,
    };
    if nested {
        text.push('\n');
        block(text, value, indent + 2);
    } else {
        let _infallible = writeln!(text, " {}", line(value));
    }
}

/// A value on one line.
fn line(value: &Value) -> String {
    match value {
        Value::String(text) => scalar(text),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().map(line).collect();
            format!("[{}]", parts.join(", "))
        }
        other => other.to_string(),
    }
}

/// A text, in quotes where it would be read as something else. JSON's quotes are YAML's double quotes.
fn scalar(text: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || "_-./".contains(c);
    let bare = text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '/')
        && text.chars().all(|c| safe(c) || c == ' ')
        && !text.ends_with(' ')
        && plain(text).is_string();
    if bare {
        text.to_owned()
    } else {
        Value::String(text.to_owned()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_is_read_with_its_lines() {
        let document =
            read("people:\n  - ann\n  - name: bob\n    age: 7\n# end\nfast: true\n").unwrap();
        assert_eq!(
            document.value,
            json!({"people": ["ann", {"name": "bob", "age": 7}], "fast": true})
        );
        assert_eq!(document.line("/people/1/age"), Some(4));
        assert_eq!(document.line("/people/0"), Some(2));
        assert_eq!(document.line("/people/1/missing"), Some(3));
        assert_eq!(document.line("/fast"), Some(6));
    }

    #[test]
    fn scalars_are_what_yaml_1_2_says() {
        let document =
            read("[1, -2, 2.5, '7', \"x\", yes, ~, 123456789012345678, 1e3, .nan, +]").unwrap();
        let expected = json!([
            1,
            -2,
            2.5,
            "7",
            "x",
            "yes",
            null,
            123_456_789_012_345_678_u64,
            1000.0,
            ".nan",
            "+"
        ]);
        assert_eq!(document.value, expected);
        assert_eq!(read("# nothing\n").unwrap().value, Value::Null);
    }

    #[test]
    fn an_anchor_is_its_value_again() {
        let document = read("a: &x {b: 1}\nc: *x\n").unwrap();
        assert_eq!(document.value, json!({"a": {"b": 1}, "c": {"b": 1}}));
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        for (text, line, problem) in [
            ("a: 1\na: 2\n", 2, "a second time"),
            ("a: 1\n b: 2\n", 2, "no YAML"),
            ("a: 1\n---\nb: 2\n", 2, "second document"),
            ("a:\n  ? [x]\n  : 1\n", 2, "a key is a list"),
        ] {
            let complaint = read(text).unwrap_err();
            assert_eq!(complaint.line, Some(line), "{text}");
            assert!(complaint.problem.contains(problem), "{complaint:?}");
        }
        let deep = "[".repeat(100) + &"]".repeat(100);
        assert!(read(&deep).unwrap_err().problem.contains("levels"));
    }

    #[test]
    fn anchors_cannot_blow_a_document_up() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..9 {
            let alias = vec![format!("*a{}", level - 1); 10].join(", ");
            let _infallible = writeln!(text, "a{level}: &a{level} [{alias}]");
        }
        assert!(read(&text).unwrap_err().problem.contains("values"));
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            "\\PC{0,12}".prop_map(Value::String),
            "[a-z~#:'\"\\[{&*!|> \n\t-]{0,8}".prop_map(Value::String),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::btree_map("[ -~]{1,8}", inner, 0..4)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(value in values()) {
            let text = write(&value);
            let document = read(&text).map_err(|error| TestCaseError::fail(format!("{error:?} in\n{text}")))?;
            prop_assert_eq!(document.value, value, "{}", text);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _read_or_refused = read(&text);
        }
    }
}
