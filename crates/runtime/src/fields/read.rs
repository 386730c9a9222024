//! A window's fields from JSON. Anything is read; what is of no known form is kept as such, for the handler to ask.

use serde_json::Value;
use twilight_model::application::interaction::InteractionDataResolved;

use super::Fields;

/// Component types (`components/reference.mdx`).
pub(super) mod kind {
    pub(crate) const ROW: u8 = 1;
    pub(crate) const STRING_SELECT: u8 = 3;
    pub(crate) const TEXT_INPUT: u8 = 4;
    pub(crate) const LABEL: u8 = 18;
    pub(crate) const FILE_UPLOAD: u8 = 19;
    pub(crate) const RADIO_GROUP: u8 = 21;
    pub(crate) const CHECKBOX_GROUP: u8 = 22;
    pub(crate) const CHECKBOX: u8 = 23;
}

/// A field with what is in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entered {
    pub(super) kind: u8,
    pub(super) entry: Entry,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entry {
    /// Of a text input or radio group.
    Text(String),
    /// Of a checkbox.
    Flag(bool),
    /// Of all others.
    Values(Vec<String>),
    /// A radio group of which none is chosen.
    Nothing,
    /// Of no known form.
    Unknown,
}

impl Fields {
    /// `components` and `resolved` of a submitted window.
    pub(crate) fn read(components: Value, resolved: Option<Value>) -> Self {
        let mut fields = Self {
            resolved: resolved.and_then(|resolved| {
                serde_json::from_value::<InteractionDataResolved>(resolved).ok()
            }),
            ..Self::default()
        };
        for component in list(components) {
            fields.top_level(component);
        }
        fields
    }

    /// A label with its field, or a row as windows had them before; texts bring nothing back.
    fn top_level(&mut self, mut component: Value) {
        match kind_of(&component) {
            Some(kind::LABEL) => self.field(component["component"].take()),
            Some(kind::ROW) => {
                for inner in list(component["components"].take()) {
                    self.field(inner);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, mut component: Value) {
        let Some(kind) = kind_of(&component) else {
            return;
        };
        let Some(name) = component["custom_id"].as_str().map(str::to_owned) else {
            return;
        };
        let entry = match (component["value"].take(), component["values"].take()) {
            (Value::String(text), Value::Null) => Entry::Text(text),
            (Value::Bool(flag), Value::Null) => Entry::Flag(flag),
            (Value::Null, Value::Null) => Entry::Nothing,
            (Value::Null, Value::Array(values)) => {
                texts(values).map_or(Entry::Unknown, Entry::Values)
            }
            _ => Entry::Unknown,
        };
        // Discord lets a name be there once; of a made up second one nothing is believed.
        self.entered
            .entry(name)
            .and_modify(|entered| entered.entry = Entry::Unknown)
            .or_insert(Entered { kind, entry });
    }
}

fn kind_of(component: &Value) -> Option<u8> {
    u8::try_from(component.get("type")?.as_u64()?).ok()
}

fn list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list,
        _ => Vec::new(),
    }
}

/// All of them as texts, or none.
fn texts(values: Vec<Value>) -> Option<Vec<String>> {
    let text = |value| match value {
        Value::String(text) => Some(text),
        _ => None,
    };
    values.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// JSON of any form, rich in the words that windows use.
    fn anything() -> impl Strategy<Value = Value> {
        let word = prop::sample::select(vec!["f", "g", "", "7", "type", "\u{0}"]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (0_u64..25).prop_map(Value::from),
            word.prop_map(Value::from),
            Just(json!("x".repeat(10_000))),
        ];
        let key = prop::sample::select(vec![
            "type",
            "component",
            "components",
            "custom_id",
            "value",
            "values",
            "id",
            "users",
            "x",
        ]);
        leaf.prop_recursive(5, 60, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((key.clone(), inner), 0..7).prop_map(|pairs| {
                    Value::Object(
                        pairs
                            .into_iter()
                            .map(|(key, value)| (key.to_owned(), value))
                            .collect(),
                    )
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_json_makes_it_panic(components in anything(), resolved in prop::option::of(anything())) {
            let fields = Fields::read(components, resolved);
            drop(fields.text("f", 0..=4_000));
            drop(fields.radio("f", |value| Some(value.to_owned())));
            drop(fields.checked("f", 0..=10, |value| Some(value.to_owned())));
            drop(fields.checkbox("f"));
            drop(fields.files("f", 0..=10));
        }
    }

    #[test]
    fn a_name_that_is_there_twice_is_not_believed() {
        let field = |value: &str| json!({"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "f", "value": value}});
        let fields = Fields::read(json!([field("a"), field("b")]), None);
        assert!(fields.text("f", 0..=10).is_err());
    }

    #[test]
    fn rows_of_old_are_read() {
        let row = json!([{"type": 1, "components": [{"type": 4, "custom_id": "f", "value": "a"}]}]);
        assert_eq!(Fields::read(row, None).text("f", 1..=1), Ok("a"));
    }
}
