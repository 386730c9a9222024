//! Members: changes, bans, prunes.

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    picture::picture,
    rule::{self, Rule},
    value,
    violation::Rejection,
};

/// Code points of a nickname (docs).
const NICK: usize = 32;
/// Code points of a bot's text about itself (spec).
const BIO: usize = 190;
/// Roles of one member, in a request (spec).
const ROLES: usize = 350;
/// Seconds of messages that a ban deletes: 7 days (docs).
const PURGE: i64 = 604_800;
/// Users of one bulk ban (docs).
const BULK: usize = 200;
/// Days without a sign of life (docs).
const DAYS: std::ops::RangeInclusive<i64> = 1..=30;
/// Roles in a prune (spec).
const PRUNED_ROLES: usize = 100;

fn id(value: &Value) -> Option<Rule> {
    value::snowflake(value)
        .is_none()
        .then(|| rule::not_a("snowflake", value::shown(value)))
}

fn traits(form: &mut Form, body: &Object) {
    form.text(body, "nick", Optional, 0..=NICK);
    form.set(body, "roles", 0..=ROLES, id);
    form.boolean(body, "mute");
    form.boolean(body, "deaf");
    form.integer(body, "flags", Optional, 0..=i64::MAX);
}

/// Checks a change of a member. That a time-out ends within 28 days depends on the time and is not checked here.
///
/// # Errors
///
/// For a nickname that is too long, roles that repeat or are no ids, and moments that are none.
pub fn member_edit(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        traits(&mut form, body);
        form.snowflake(body, "channel_id", Optional);
        form.timestamp(body, "communication_disabled_until");
    }
    form.finish()
}

/// Checks a bot's change of itself in a guild.
///
/// # Errors
///
/// For texts that are too long and pictures that are none.
pub fn own_member_edit(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.text(body, "nick", Optional, 0..=NICK);
        form.text(body, "bio", Optional, 0..=BIO);
        picture(&mut form, body, "avatar");
        picture(&mut form, body, "banner");
    }
    form.finish()
}

/// Checks a request to add a person.
///
/// # Errors
///
/// As for [`member_edit`], and without an access token.
pub fn member_add(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.text(body, "access_token", Required, 1..=usize::MAX);
        traits(&mut form, body);
    }
    form.finish()
}

/// Checks a ban.
///
/// # Errors
///
/// For more than seven days of messages to delete, and for both ways of saying how many.
pub fn ban(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if !body.is_null()
        && let Some(body) = form.root(body)
    {
        let seconds = form.integer(body, "delete_message_seconds", Optional, 0..=PURGE);
        let days = form.integer(body, "delete_message_days", Optional, 0..=7);
        if seconds.is_some() && days.is_some() {
            form.refuse_at(
                "delete_message_days",
                // The name is *ours*.
                Rule::new(
                    "BAN_DELETE_MESSAGES_TWICE",
                    "Only one of delete_message_seconds and delete_message_days may be given.",
                ),
            );
        }
    }
    form.finish()
}

/// Checks a bulk ban.
///
/// # Errors
///
/// Without users, with more than 200 or with one twice, and as for [`ban`].
pub fn bulk_ban(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.value(body, "user_ids", Required);
        form.set(body, "user_ids", 1..=BULK, id);
        form.integer(body, "delete_message_seconds", Optional, 0..=PURGE);
    }
    form.finish()
}

/// Checks a prune.
///
/// # Errors
///
/// For less than one or more than 30 days, and roles that are no ids.
pub fn prune(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if !body.is_null()
        && let Some(body) = form.root(body)
    {
        form.integer(body, "days", Optional, DAYS);
        form.boolean(body, "compute_prune_count");
        // Discord takes ids joined by commas too.
        if !body.get("include_roles").is_some_and(Value::is_string) {
            form.set(body, "include_roles", 0..=PRUNED_ROLES, id);
        }
    }
    form.finish()
}
