//! A walk over a JSON body that reads fields by type and length, knows where it is, and collects every broken rule.
//!
//! `null` counts as absent. Lengths are counted in Unicode code points: the documentation does not say which unit
//! Discord uses, and code points are what its OpenAPI description (JSON Schema) counts.
//! Numbers sent as text are refused except for permission bit sets, although Discord reads some of them: no client of
//! ours should send them.

use std::{collections::HashSet, ops::RangeInclusive};

use serde_json::{Map, Value};

use super::{
    rule::{self, Rule},
    value,
    violation::{Rejection, Violation},
};

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// Whether a field may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Required,
    Optional,
}

use Need::Required;

/// Broken rules that are told at most: nobody reads more, and a body of millions of items gives no answer of gigabytes.
const MOST_VIOLATIONS: usize = 100;

/// Where the walk is and what it found so far.
#[derive(Default)]
pub(super) struct Form {
    path: Vec<String>,
    violations: Vec<Violation>,
}

impl Form {
    /// Ends the walk.
    pub(super) fn finish(self) -> Result<(), Rejection> {
        if self.violations.is_empty() {
            Ok(())
        } else {
            Err(Rejection::Form(self.violations))
        }
    }

    /// Notes a broken rule here.
    pub(super) fn refuse(&mut self, rule: Rule) {
        if self.violations.len() == MOST_VIOLATIONS {
            return;
        }
        self.violations.push(Violation {
            path: self.path.clone(),
            code: rule.code,
            message: rule.message,
        });
    }

    /// Notes a broken rule at a field below.
    pub(super) fn refuse_at(&mut self, key: &str, rule: Rule) {
        self.within(key, |form| form.refuse(rule));
    }

    /// Walks one step down.
    pub(super) fn within<T>(&mut self, key: &str, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(key.to_owned());
        let outcome = walk(self);
        self.path.pop();
        outcome
    }

    /// Walks into an item of the list that is here.
    pub(super) fn item<T>(&mut self, index: usize, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.within(&index.to_string(), walk)
    }

    /// The body itself as an object.
    pub(super) fn root<'a>(&mut self, body: &'a Value) -> Option<&'a Object> {
        let object = body.as_object();
        if object.is_none() {
            self.refuse(rule::not_object());
        }
        object
    }

    /// A field's value, unless absent or null.
    pub(super) fn value<'a>(
        &mut self,
        object: &'a Object,
        key: &str,
        need: Need,
    ) -> Option<&'a Value> {
        let found = object.get(key).filter(|value| !value.is_null());
        if found.is_none() && need == Required {
            self.refuse_at(key, rule::required());
        }
        found
    }

    /// A text of a length in code points. An empty text counts as missing where it is required.
    pub(super) fn text<'a>(
        &mut self,
        object: &'a Object,
        key: &str,
        need: Need,
        length: RangeInclusive<usize>,
    ) -> Option<&'a str> {
        let value = self.value(object, key, need)?;
        let Some(text) = value.as_str() else {
            self.refuse_at(key, rule::not_text());
            return None;
        };
        let count = text.chars().count();
        if count == 0 && need == Required && *length.start() > 0 {
            self.refuse_at(key, rule::required());
            return None;
        }
        if !length.contains(&count) {
            self.refuse_at(key, rule::length(*length.start(), *length.end()));
            return None;
        }
        Some(text)
    }

    /// A whole number.
    pub(super) fn integer(
        &mut self,
        object: &Object,
        key: &str,
        need: Need,
        range: RangeInclusive<i64>,
    ) -> Option<i64> {
        let found = self.value(object, key, need)?;
        let Some(number) = value::integer(found) else {
            self.refuse_at(key, rule::not_a("int", value::shown(found)));
            return None;
        };
        if number < *range.start() {
            self.refuse_at(key, rule::too_small("int", range.start()));
            None
        } else if number > *range.end() {
            self.refuse_at(key, rule::too_large("int", range.end()));
            None
        } else {
            Some(number)
        }
    }

    /// Any number.
    pub(super) fn number(&mut self, object: &Object, key: &str, need: Need) -> Option<f64> {
        let found = self.value(object, key, need)?;
        if !found.is_number() {
            self.refuse_at(key, rule::not_a("float", value::shown(found)));
        }
        found.as_f64()
    }

    /// True or false; absent is `None`.
    pub(super) fn boolean(&mut self, object: &Object, key: &str) -> Option<bool> {
        let value = self.value(object, key, Need::Optional)?;
        if !value.is_boolean() {
            self.refuse_at(key, rule::not_boolean());
        }
        value.as_bool()
    }

    /// A whole number out of a list.
    pub(super) fn one_of(
        &mut self,
        object: &Object,
        key: &str,
        need: Need,
        allowed: &[i64],
    ) -> Option<i64> {
        let found = self.value(object, key, need)?;
        let number = value::integer(found);
        match number {
            None => self.refuse_at(key, rule::not_a("int", value::shown(found))),
            Some(number) if !allowed.contains(&number) => {
                self.refuse_at(key, rule::choices(allowed));
                return None;
            }
            Some(_) => {}
        }
        number
    }

    /// A list of a length; of one that is too long the first items.
    pub(super) fn list<'a>(
        &mut self,
        object: &'a Object,
        key: &str,
        need: Need,
        length: RangeInclusive<usize>,
    ) -> Option<&'a [Value]> {
        let value = self.value(object, key, need)?;
        let Some(list) = value.as_array() else {
            self.refuse_at(key, rule::not_list());
            return None;
        };
        if !length.contains(&list.len()) {
            self.refuse_at(key, rule::length(*length.start(), *length.end()));
        }
        Some(list.get(..*length.end()).unwrap_or(list))
    }

    /// A nested object.
    pub(super) fn object<'a>(
        &mut self,
        object: &'a Object,
        key: &str,
        need: Need,
    ) -> Option<&'a Object> {
        let value = self.value(object, key, need)?;
        let nested = value.as_object();
        if nested.is_none() {
            self.refuse_at(key, rule::not_object());
        }
        nested
    }

    /// Walks into a nested object, if there is one.
    pub(super) fn nested(
        &mut self,
        object: &Object,
        key: &str,
        need: Need,
        walk: impl FnOnce(&mut Self, &Object),
    ) {
        if let Some(nested) = self.object(object, key, need) {
            self.within(key, |form| walk(form, nested));
        }
    }

    /// Walks into each object of a list field.
    pub(super) fn each(
        &mut self,
        key: &str,
        list: &[Value],
        mut walk: impl FnMut(&mut Self, &Object, usize),
    ) {
        self.within(key, |form| {
            for (index, item) in list.iter().enumerate() {
                form.item(index, |form| match item.as_object() {
                    Some(item) => walk(form, item, index),
                    None => form.refuse(rule::not_object()),
                });
            }
        });
    }

    /// An id, as text or as a number.
    pub(super) fn snowflake(&mut self, object: &Object, key: &str, need: Need) -> Option<u64> {
        let found = self.value(object, key, need)?;
        let id = value::snowflake(found);
        if id.is_none() {
            self.refuse_at(key, rule::not_a("snowflake", value::shown(found)));
        }
        id
    }

    /// A list in which no value repeats; `read` says what is wrong with one value.
    pub(super) fn set(
        &mut self,
        object: &Object,
        key: &str,
        length: RangeInclusive<usize>,
        read: impl Fn(&Value) -> Option<Rule>,
    ) -> usize {
        let Some(list) = self.list(object, key, Need::Optional, length) else {
            return 0;
        };
        self.within(key, |form| {
            let mut seen = HashSet::new();
            for (index, item) in list.iter().enumerate() {
                form.item(index, |form| {
                    if let Some(rule) = read(item) {
                        form.refuse(rule);
                    } else if !seen.insert(value::shown(item)) {
                        form.refuse(rule::repeated_value());
                    }
                });
            }
        });
        list.len()
    }

    /// An address of at most `max` code points with one of the schemes.
    pub(super) fn url<'a>(
        &mut self,
        object: &'a Object,
        key: &str,
        need: Need,
        max: usize,
        schemes: &[&str],
    ) -> Option<&'a str> {
        let url = self.text(object, key, need, 0..=max)?;
        let Some((scheme, _)) = value::url_parts(url) else {
            self.refuse_at(key, rule::not_a_url());
            return None;
        };
        if !schemes.contains(&scheme) {
            self.refuse_at(key, rule::bad_scheme(scheme, schemes));
            return None;
        }
        Some(url)
    }

    /// A moment in ISO 8601 with an offset.
    pub(super) fn timestamp(&mut self, object: &Object, key: &str) {
        if let Some(text) = self.text(object, key, Need::Optional, 0..=usize::MAX)
            && !value::is_timestamp(text)
        {
            self.refuse_at(key, rule::not_a_time(text));
        }
    }
}
