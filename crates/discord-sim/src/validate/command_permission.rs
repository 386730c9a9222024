//! Exceptions for commands in a guild: roles, people and channels that may or may not use them.

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Need::Required},
    violation::Rejection,
};

/// Exceptions of one command (docs).
const EXCEPTIONS: usize = 100;
/// Role, user, channel (docs).
const TYPES: [i64; 3] = [1, 2, 3];

/// Checks the body of `PUT …/commands/{id}/permissions`.
///
/// # Errors
///
/// The broken rules.
pub fn command_permissions(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body)
        && let Some(list) = form.list(object, "permissions", Optional, 0..=EXCEPTIONS)
    {
        form.each("permissions", list, |form, item, _| {
            form.snowflake(item, "id", Required);
            form.one_of(item, "type", Required, &TYPES);
            form.value(item, "permission", Required);
            form.boolean(item, "permission");
        });
    }
    form.finish()
}
