//! Invites to a guild's channel.

use serde_json::Value;

use super::{
    form::{
        Form,
        Need::{Optional, Required},
    },
    rule, value,
    violation::Rejection,
};

/// Longest life in seconds: seven days (docs; the spec lets 60 days pass).
const MAX_AGE: i64 = 604_800;
/// Most uses (docs).
const MAX_USES: i64 = 100;
/// Roles that an invite gives (spec).
const ROLES: usize = 250;
/// The target is somebody's stream.
const STREAM: i64 = 1;
/// The target is an application's activity.
const ACTIVITY: i64 = 2;

/// Checks the body that makes an invite.
///
/// # Errors
///
/// The broken rules.
pub fn invite(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        form.integer(object, "max_age", Optional, 0..=MAX_AGE);
        form.integer(object, "max_uses", Optional, 0..=MAX_USES);
        form.boolean(object, "temporary");
        form.boolean(object, "unique");
        let target = form.one_of(object, "target_type", Optional, &[STREAM, ACTIVITY]);
        let user = if target == Some(STREAM) {
            Required
        } else {
            Optional
        };
        let application = if target == Some(ACTIVITY) {
            Required
        } else {
            Optional
        };
        form.snowflake(object, "target_user_id", user);
        form.snowflake(object, "target_application_id", application);
        form.set(object, "role_ids", 0..=ROLES, |id| {
            value::snowflake(id)
                .is_none()
                .then(|| rule::not_a("snowflake", value::shown(id)))
        });
    }
    form.finish()
}
