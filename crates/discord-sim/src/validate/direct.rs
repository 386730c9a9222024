//! Opening a private channel.

use serde_json::Value;

use super::{
    form::{Form, Need::Required},
    violation::Rejection,
};

/// Checks the body of `POST /users/@me/channels`: bots name one recipient.
///
/// # Errors
///
/// The broken rules.
pub fn direct_message(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        form.snowflake(object, "recipient_id", Required);
    }
    form.finish()
}
