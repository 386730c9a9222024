//! Scheduled events: their fields, by where they happen.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::{
    Rejection,
    form::{Form, Need::Optional, Need::Required, Object},
    rule::Rule,
};

/// Characters of a name (*docs*).
const NAME: RangeInclusive<usize> = 1..=100;
/// Characters of a description (*docs*).
const DESCRIPTION: RangeInclusive<usize> = 1..=1_000;
/// Characters of a location (*docs*).
const LOCATION: RangeInclusive<usize> = 1..=100;
/// Stage, voice, elsewhere (*docs*).
const ENTITIES: [i64; 3] = [1, 2, 3];
/// An event that is not in a channel.
const EXTERNAL: i64 = 3;

/// A new event.
///
/// # Errors
///
/// For texts of a wrong length, times that are none, and fields that the kind of place needs or forbids.
pub fn scheduled_event(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.text(body, "name", Required, NAME);
        form.text(body, "description", Optional, DESCRIPTION);
        form.value(body, "scheduled_start_time", Required);
        form.timestamp(body, "scheduled_start_time");
        form.timestamp(body, "scheduled_end_time");
        form.one_of(body, "privacy_level", Required, &[2]);
        let entity = form.one_of(body, "entity_type", Required, &ENTITIES);
        if let Some(entity) = entity {
            place(&mut form, body, entity);
        }
        recurrence(&mut form, body);
    }
    form.finish()
}

/// A change of an event that is of kind `entity` unless the body says otherwise.
///
/// # Errors
///
/// As for [`scheduled_event`].
pub fn scheduled_event_edit(body: &Value, entity: i64) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.text(body, "name", Optional, NAME);
        form.text(body, "description", Optional, DESCRIPTION);
        form.timestamp(body, "scheduled_start_time");
        form.timestamp(body, "scheduled_end_time");
        form.one_of(body, "privacy_level", Optional, &[2]);
        form.one_of(body, "status", Optional, &[1, 2, 3, 4]);
        let next = form.one_of(body, "entity_type", Optional, &ENTITIES);
        if let Some(next) = next.filter(|next| *next != entity) {
            place(&mut form, body, next);
        }
        recurrence(&mut form, body);
    }
    form.finish()
}

/// What the place of an event needs and forbids.
fn place(form: &mut Form, body: &Object, entity: i64) {
    if entity == EXTERNAL {
        form.nested(body, "entity_metadata", Required, |form, metadata| {
            form.text(metadata, "location", Required, LOCATION);
        });
        form.value(body, "scheduled_end_time", Required);
        if form.value(body, "channel_id", Optional).is_some() {
            form.refuse_at(
                "channel_id",
                Rule::new(
                    "GUILD_SCHEDULED_EVENT_EXTERNAL_CHANNEL",
                    "Must be null for external events.",
                ),
            );
        }
    } else {
        form.snowflake(body, "channel_id", Required);
    }
}

fn recurrence(form: &mut Form, body: &Object) {
    form.nested(body, "recurrence_rule", Optional, |form, rule| {
        form.value(rule, "start", Required);
        form.timestamp(rule, "start");
        form.one_of(rule, "frequency", Required, &[0, 1, 2, 3]);
        form.integer(rule, "interval", Optional, 1..=i64::from(u16::MAX));
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_place_decides_which_fields_are_needed() {
        let (start, end) = ("2030-01-01T10:00:00Z", "2030-01-01T11:00:00Z");
        let base = |entity: i64| json!({"name": "Quiz", "privacy_level": 2, "scheduled_start_time": start, "entity_type": entity});
        let with = |entity: i64, more: Value| {
            let mut body = base(entity);
            for (key, value) in more.as_object().unwrap() {
                body[key] = value.clone();
            }
            body
        };
        for (body, accepted) in [
            (with(2, json!({"channel_id": "5"})), true),
            (base(2), false),
            (
                with(
                    3,
                    json!({"entity_metadata": {"location": "Park"}, "scheduled_end_time": end}),
                ),
                true,
            ),
            (
                with(3, json!({"entity_metadata": {"location": "Park"}})),
                false,
            ),
            (with(3, json!({"scheduled_end_time": end})), false),
            (
                with(
                    3,
                    json!({"entity_metadata": {"location": "Park"}, "scheduled_end_time": end, "channel_id": "5"}),
                ),
                false,
            ),
            (
                with(
                    2,
                    json!({"channel_id": "5", "scheduled_start_time": "soon"}),
                ),
                false,
            ),
            (with(2, json!({"channel_id": "5", "name": ""})), false),
            (
                with(2, json!({"channel_id": "5", "privacy_level": 1})),
                false,
            ),
            (
                with(
                    2,
                    json!({"channel_id": "5", "recurrence_rule": {"start": start}}),
                ),
                false,
            ),
        ] {
            assert_eq!(scheduled_event(&body).is_ok(), accepted, "{body}");
        }
        assert!(scheduled_event_edit(&json!({"name": "Other"}), 2).is_ok());
        assert!(scheduled_event_edit(&json!({"entity_type": 3}), 2).is_err());
    }
}
