//! Test entitlements.

use serde_json::Value;

use super::{
    form::{Form, Need::Required},
    violation::Rejection,
};

/// A guild, a user (docs).
const OWNERS: [i64; 2] = [1, 2];

/// Checks the body of `POST /applications/{id}/entitlements`.
///
/// # Errors
///
/// The broken rules.
pub fn test_entitlement(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        form.snowflake(object, "sku_id", Required);
        form.snowflake(object, "owner_id", Required);
        form.one_of(object, "owner_type", Required, &OWNERS);
    }
    form.finish()
}
