//! Answers to autocompletion: choices of the type that the focused option has.

use serde_json::Value;

use super::{
    form::{Form, Need::Required, Object},
    option::{CHOICES, choices},
    violation::Rejection,
};

/// Checks `data` of an answer of type 8; `focused_type` is the type of the option that is being typed.
///
/// # Errors
///
/// The broken rules.
pub fn autocomplete(data: &Value, focused_type: u8) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(data) = form.root(data) {
        fields(&mut form, data, focused_type);
    }
    form.finish()
}

/// Checks the choices at the form's place.
pub(super) fn fields(form: &mut Form, data: &Object, focused_type: u8) {
    if let Some(list) = form.list(data, "choices", Required, 0..=CHOICES) {
        choices(form, list, i64::from(focused_type));
    }
}
