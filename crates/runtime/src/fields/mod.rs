//! What a person entered into a window, taken field by field: each as the kind, the length and the choice that the
//! window offered, or a refusal that names the field.

mod read;
mod unfit;

pub use self::unfit::{Fault, Unfit};

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use twilight_model::{application::interaction::InteractionDataResolved, channel::Attachment};

use self::read::{Entered, Entry, kind};
use crate::{Selectable, registry::selected};

/// What a person entered, by the names of the fields. Discord is not trusted to have compared it with the window.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    entered: BTreeMap<String, Entered>,
    resolved: Option<InteractionDataResolved>,
}

impl Fields {
    /// The text of an input, of so many characters. What is not required may be empty, so begin at 0 there.
    ///
    /// # Errors
    /// [`Unfit`] if it is no text input, or too short or long.
    pub fn text(&self, field: &str, length: RangeInclusive<usize>) -> Result<&str, Unfit> {
        let Entry::Text(text) = self.entry(field, kind::TEXT_INPUT)? else {
            return Err(Unfit::new(field, Fault::Kind));
        };
        let characters = text.chars().count();
        if length.contains(&characters) {
            Ok(text)
        } else {
            Err(Unfit::new(field, Fault::Length(length)))
        }
    }

    /// The chosen radio button, read by `parse`, which knows what was offered.
    ///
    /// # Errors
    /// [`Unfit`] if it is no radio group, none is chosen, or `parse` does not know it.
    pub fn radio<T>(&self, field: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Unfit> {
        self.optional_radio(field, parse)?
            .ok_or_else(|| Unfit::new(field, Fault::Count(1..=1)))
    }

    /// The same for a group that is not required.
    ///
    /// # Errors
    /// [`Unfit`] if it is no radio group, or `parse` does not know what is chosen.
    pub fn optional_radio<T>(
        &self,
        field: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Unfit> {
        match self.entry(field, kind::RADIO_GROUP)? {
            Entry::Nothing => Ok(None),
            Entry::Text(value) => match parse(value) {
                Some(value) => Ok(Some(value)),
                None => Err(Unfit::new(field, Fault::Value)),
            },
            _ => Err(Unfit::new(field, Fault::Kind)),
        }
    }

    /// The checked boxes of a group, so many, each read by `parse`, which knows what was offered.
    ///
    /// # Errors
    /// [`Unfit`] if it is no checkbox group, there are too few or too many, one twice, or one that `parse` does not
    /// know.
    pub fn checked<T>(
        &self,
        field: &str,
        how_many: RangeInclusive<usize>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, Unfit> {
        self.parsed(field, kind::CHECKBOX_GROUP, how_many, parse)
    }

    /// The chosen texts of a select, so many, each read by `parse`, which knows what was offered.
    ///
    /// # Errors
    /// [`Unfit`] if it is no select of texts, there are too few or too many, one twice, or one that `parse` does not
    /// know.
    pub fn chosen<T>(
        &self,
        field: &str,
        how_many: RangeInclusive<usize>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, Unfit> {
        self.parsed(field, kind::STRING_SELECT, how_many, parse)
    }

    /// The chosen users, roles or channels of a select, so many.
    ///
    /// # Errors
    /// [`Unfit`] if it is a select of something else, there are too few or too many, one twice, or one that Discord
    /// did not describe.
    pub fn selected<V: Selectable>(
        &self,
        field: &str,
        how_many: RangeInclusive<usize>,
    ) -> Result<Vec<V>, Unfit> {
        let values = self.values(field, V::KIND.into(), how_many)?;
        selected(values, self.resolved.as_ref()).ok_or_else(|| Unfit::new(field, Fault::Value))
    }

    /// Whether a checkbox is checked.
    ///
    /// # Errors
    /// [`Unfit`] if it is no checkbox.
    pub fn checkbox(&self, field: &str) -> Result<bool, Unfit> {
        match self.entry(field, kind::CHECKBOX)? {
            Entry::Flag(checked) => Ok(*checked),
            _ => Err(Unfit::new(field, Fault::Kind)),
        }
    }

    /// The files of an upload, so many: name, size, type and address. [`Ctx::download`](crate::Ctx::download) fetches
    /// one.
    ///
    /// # Errors
    /// [`Unfit`] if it is no upload, there are too few or too many, one twice, or one that Discord did not describe.
    pub fn files(
        &self,
        field: &str,
        how_many: RangeInclusive<usize>,
    ) -> Result<Vec<Attachment>, Unfit> {
        let ids = self.values(field, kind::FILE_UPLOAD, how_many)?;
        let known = self.resolved.as_ref().map(|resolved| &resolved.attachments);
        let files: Option<Vec<Attachment>> = ids
            .iter()
            .map(|id| known?.get(&id.parse().ok()?).cloned())
            .collect();
        files.ok_or_else(|| Unfit::new(field, Fault::Value))
    }

    fn parsed<T>(
        &self,
        field: &str,
        kind: u8,
        how_many: RangeInclusive<usize>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, Unfit> {
        let values = self.values(field, kind, how_many)?;
        let parsed: Option<Vec<T>> = values.iter().map(|value| parse(value)).collect();
        parsed.ok_or_else(|| Unfit::new(field, Fault::Value))
    }

    /// Distinct values of a field of this kind, so many.
    fn values(
        &self,
        field: &str,
        kind: u8,
        how_many: RangeInclusive<usize>,
    ) -> Result<&[String], Unfit> {
        let Entry::Values(values) = self.entry(field, kind)? else {
            return Err(Unfit::new(field, Fault::Kind));
        };
        let distinct: BTreeSet<&String> = values.iter().collect();
        if distinct.len() < values.len() {
            return Err(Unfit::new(field, Fault::Value));
        }
        if how_many.contains(&values.len()) {
            Ok(values)
        } else {
            Err(Unfit::new(field, Fault::Count(how_many)))
        }
    }

    fn entry(&self, field: &str, kind: u8) -> Result<&Entry, Unfit> {
        match self.entered.get(field) {
            None => Err(Unfit::new(field, Fault::Missing)),
            Some(entered) if entered.kind == kind => Ok(&entered.entry),
            Some(_) => Err(Unfit::new(field, Fault::Kind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use twilight_interactions::command::ResolvedUser;

    use super::*;

    fn one(field: impl Into<Value>) -> Fields {
        let field = field.into();
        Fields::read(json!([{"type": 18, "id": 1, "component": field}]), None)
    }

    fn letter(value: &str) -> Option<char> {
        ["a", "b", "c"]
            .contains(&value)
            .then(|| value.chars().next())?
    }

    fn fault<T: std::fmt::Debug>(result: Result<T, Unfit>) -> Fault {
        match result {
            Err(Unfit::Field { field, fault }) => {
                assert_eq!(field, "f");
                fault
            }
            other => panic!("expected a fault of the field, got {other:?}"),
        }
    }

    #[test]
    fn texts_have_a_length_in_characters() {
        let typed = |text: &str| one(json!({"type": 4, "id": 2, "custom_id": "f", "value": text}));
        assert_eq!(typed("äöü").text("f", 3..=3), Ok("äöü"));
        assert_eq!(typed("").text("f", 0..=5), Ok(""));
        assert_eq!(fault(typed("").text("f", 1..=5)), Fault::Length(1..=5));
        let long = typed(&"x".repeat(10_000));
        assert_eq!(fault(long.text("f", 0..=4_000)), Fault::Length(0..=4_000));
    }

    #[test]
    fn a_radio_button_is_one_that_was_offered() {
        let radio =
            |value: Value| one(json!({"type": 21, "id": 2, "custom_id": "f", "value": value}));
        assert_eq!(radio(json!("b")).radio("f", letter), Ok('b'));
        assert_eq!(radio(Value::Null).optional_radio("f", letter), Ok(None));
        assert_eq!(
            fault(radio(Value::Null).radio("f", letter)),
            Fault::Count(1..=1)
        );
        assert_eq!(fault(radio(json!("z")).radio("f", letter)), Fault::Value);
        assert_eq!(fault(radio(json!(["b"])).radio("f", letter)), Fault::Kind);
        assert_eq!(fault(radio(json!("b")).checkbox("f")), Fault::Kind);
    }

    #[test]
    fn groups_are_counted_and_known() {
        let group = |kind: u8, values: Value| {
            one(json!({"type": kind, "id": 2, "custom_id": "f", "values": values}))
        };
        assert_eq!(
            group(22, json!(["c", "a"])).checked("f", 1..=2, letter),
            Ok(vec!['c', 'a'])
        );
        assert_eq!(group(3, json!([])).chosen("f", 0..=2, letter), Ok(vec![]));
        assert_eq!(
            fault(group(22, json!([])).checked("f", 1..=2, letter)),
            Fault::Count(1..=2)
        );
        assert_eq!(
            fault(group(22, json!(["a", "b", "c"])).checked("f", 1..=2, letter)),
            Fault::Count(1..=2)
        );
        assert_eq!(
            fault(group(22, json!(["a", "a"])).checked("f", 1..=2, letter)),
            Fault::Value
        );
        assert_eq!(
            fault(group(22, json!(["z"])).checked("f", 1..=2, letter)),
            Fault::Value
        );
        assert_eq!(
            fault(group(22, json!([7])).checked("f", 1..=2, letter)),
            Fault::Kind
        );
        assert_eq!(
            fault(group(3, json!(["a"])).checked("f", 1..=2, letter)),
            Fault::Kind
        );
    }

    #[test]
    fn what_discord_did_not_describe_is_no_user_and_no_file() {
        let users = one(json!({"type": 5, "id": 2, "custom_id": "f", "values": ["7"]}));
        assert_eq!(
            fault(users.selected::<ResolvedUser>("f", 1..=1)),
            Fault::Value
        );
        let junk = one(json!({"type": 5, "id": 2, "custom_id": "f", "values": ["me"]}));
        assert_eq!(
            fault(junk.selected::<ResolvedUser>("f", 1..=1)),
            Fault::Value
        );
        let files = one(json!({"type": 19, "id": 2, "custom_id": "f", "values": ["7"]}));
        assert_eq!(fault(files.files("f", 1..=1)), Fault::Value);
        assert_eq!(fault(files.files("f", 0..=0)), Fault::Count(0..=0));
    }

    #[test]
    fn a_field_that_is_not_there_is_missing() {
        let fields = one(json!({"type": 23, "id": 2, "custom_id": "other", "value": true}));
        assert_eq!(fields.checkbox("other"), Ok(true));
        assert_eq!(fault(fields.checkbox("f")), Fault::Missing);
        assert_eq!(fault(fields.files("f", 0..=1)), Fault::Missing);
    }
}
