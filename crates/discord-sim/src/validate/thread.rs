//! Threads and posts: made from a message, without one, in a forum; changed.

use serde_json::Value;

use super::{
    attachment::Files,
    channel::{ARCHIVE_AFTER, SLOW_MODE},
    form::{
        Form,
        Need::{self, Optional, Required},
        Object,
    },
    message::{self, MessagePlace},
    rule, value,
    violation::Rejection,
};

/// Code points of a name (docs).
const NAME: usize = 100;
/// Tags of a post (docs).
const TAGS: usize = 5;
/// Kinds of threads (docs).
const KINDS: [i64; 3] = [10, 11, 12];

/// Checks the body that starts a thread, from a message or without one.
///
/// # Errors
///
/// The broken rules.
pub fn thread(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        settings(&mut form, object, Required);
        form.one_of(object, "type", Optional, &KINDS);
        form.boolean(object, "invitable");
    }
    form.finish()
}

/// Checks the body that starts a post, with the files of its message.
///
/// # Errors
///
/// The broken rules, or code 50006 when the message is empty.
pub fn post<'a>(body: &Value, files: impl Into<Files<'a>>) -> Result<(), Rejection> {
    let files = files.into();
    let mut form = Form::default();
    let mut first = None;
    if let Some(object) = form.root(body) {
        settings(&mut form, object, Required);
        tags(&mut form, object);
        first = form.object(object, "message", Required);
        if let Some(first) = first {
            form.within("message", |form| {
                message::fields(form, first, MessagePlace::Create, files);
            });
        }
    }
    form.finish()?;
    first.map_or(Ok(()), |first| {
        message::whole(first, MessagePlace::Create, files)
    })
}

/// Checks the body that changes a thread.
///
/// # Errors
///
/// The broken rules.
pub fn thread_edit(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        if object.get("name").is_some_and(Value::is_null) {
            form.refuse_at("name", rule::required());
        }
        settings(&mut form, object, Optional);
        tags(&mut form, object);
        for key in ["archived", "locked", "invitable"] {
            form.boolean(object, key);
        }
        form.integer(object, "flags", Optional, 0..=i64::MAX);
    }
    form.finish()
}

fn settings(form: &mut Form, object: &Object, name: Need) {
    form.text(object, "name", name, 1..=NAME);
    form.one_of(object, "auto_archive_duration", Optional, &ARCHIVE_AFTER);
    form.integer(object, "rate_limit_per_user", Optional, 0..=SLOW_MODE);
}

fn tags(form: &mut Form, object: &Object) {
    form.set(object, "applied_tags", 0..=TAGS, |id| {
        value::snowflake(id)
            .is_none()
            .then(|| rule::not_a("snowflake", value::shown(id)))
    });
}
