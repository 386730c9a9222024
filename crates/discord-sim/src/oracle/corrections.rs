//! Where Discord's description differs from what Discord does; changed before use.

use serde_json::{Value, json};

/// Fields that are sets of permission bits: described as integers, sent by every client as text.
const BIT_SETS: [&str; 4] = ["permissions", "allow", "deny", "default_member_permissions"];

/// Corrects a description in place.
pub(super) fn apply(spec: &mut Value) {
    bit_sets(spec);
    media_channels(spec);
    empty_choices(spec);
    // Clients ban and lift bans without a body.
    for method in ["put", "delete"] {
        let place =
            format!("/paths/~1guilds~1{{guild_id}}~1bans~1{{user_id}}/{method}/requestBody");
        if let Some(Value::Object(body)) = spec.pointer_mut(&place) {
            body.insert("required".to_owned(), json!(false));
        }
    }
    let Some(schemas) = spec
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    // Discord takes ids as numbers too, and clients send `attachments[].id` so.
    schemas.insert(
        "SnowflakeType".to_owned(),
        json!({"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$", "minimum": 0}),
    );
    // The documentation and every client send plain text; the description knows only the form with localizations.
    let described = schemas
        .get_mut("ApplicationFormPartial")
        .and_then(|form| form.pointer_mut("/properties/description"));
    if let Some(schema) = described {
        let localized = schema.take();
        *schema = json!({"anyOf": [{"type": "string", "maxLength": 400}, localized]});
    }
    // The docs let every field of the own account be left out.
    if let Some(Value::Object(account)) = schemas.get_mut("BotAccountPatchRequest") {
        account.remove("required");
    }
    // Codes inside `errors` are words such as BASE_TYPE_REQUIRED; the description says integers.
    schemas.insert(
        "InnerErrors".to_owned(),
        json!({
            "type": "object",
            "properties": {"_errors": {"type": "array", "items": {
                "type": "object",
                "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
                "required": ["code", "message"],
            }}},
            "additionalProperties": false,
            "required": ["_errors"],
        }),
    );
    // Forwards are documented and work; the description knows replies only.
    schemas.insert(
        "MessageReferenceType".to_owned(),
        json!({"type": "integer", "enum": [0, 1]}),
    );
    // A webhook is exactly one of three, which the description's kinds do not tell apart.
    for (name, kind) in [
        ("GuildIncomingWebhookResponse", 1),
        ("ChannelFollowerWebhookResponse", 2),
        ("ApplicationIncomingWebhookResponse", 3),
    ] {
        if let Some(schema) = schemas.get_mut(name) {
            schema["properties"]["type"] = json!({"const": kind});
        }
    }
    // The docs list types 1 to 8, and a guild's test entitlement has no user; the description knows two types only and
    // wants a user always.
    if let Some(types) = schemas.get_mut("EntitlementTypes") {
        *types = json!({"type": "integer", "enum": [1, 2, 3, 4, 5, 6, 7, 8, 10]});
    }
    if let Some(Value::Array(required)) = schemas
        .get_mut("EntitlementResponse")
        .and_then(|schema| schema.get_mut("required"))
    {
        required.retain(|key| key != "user_id");
    }
    // An answer of status 429 has a `code` only sometimes.
    schemas.insert(
        "RatelimitedResponse".to_owned(),
        json!({
            "type": "object",
            "properties": {
                "code": {"type": "integer"},
                "message": {"type": "string"},
                "retry_after": {"type": "number"},
                "global": {"type": "boolean"},
            },
            "required": ["message", "retry_after", "global"],
        }),
    );
}

/// The docs have media channels, the description does not yet.
fn media_channels(value: &mut Value) {
    const FORUM: u64 = 15;
    const MEDIA: u64 = 16;
    match value {
        Value::Object(object) => {
            let kind = object
                .get("allOf")
                .is_some_and(|all| all[0]["$ref"] == "#/components/schemas/ChannelTypes");
            if let Some(Value::Array(listed)) = object.get_mut("enum").filter(|_| kind)
                && listed.iter().any(|known| *known == FORUM)
            {
                listed.push(json!(MEDIA));
            }
            if let Some(Value::Array(kinds)) = object
                .get_mut("ChannelTypes")
                .and_then(|kinds| kinds.get_mut("oneOf"))
            {
                kinds.push(json!({"title": "GUILD_MEDIA", "const": MEDIA}));
            }
            object.values_mut().for_each(media_channels);
        }
        Value::Array(list) => list.iter_mut().for_each(media_channels),
        _ => {}
    }
}

/// An `enum` without members would refuse everything; beside it stands the list that is meant.
fn empty_choices(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, value| key != "enum" || value != &json!([]));
            object.values_mut().for_each(empty_choices);
        }
        Value::Array(list) => list.iter_mut().for_each(empty_choices),
        _ => {}
    }
}

fn bit_sets(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get_mut("properties") {
                for name in BIT_SETS {
                    if let Some(schema) = properties.get_mut(name) {
                        allow_text(schema);
                    }
                }
            }
            object.values_mut().for_each(bit_sets);
        }
        Value::Array(list) => list.iter_mut().for_each(bit_sets),
        _ => {}
    }
}

fn allow_text(schema: &mut Value) {
    let Some(types) = schema.get_mut("type") else {
        return;
    };
    let mut listed = match &*types {
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    };
    if listed.iter().any(|kind| kind == "integer") {
        listed.push(json!("string"));
        *types = Value::Array(listed);
        schema["pattern"] = json!("^-?[0-9]+$");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_channels_are_known_wherever_forums_are() {
        let forums =
            json!({"allOf": [{"$ref": "#/components/schemas/ChannelTypes"}], "enum": [0, 15]});
        let mut spec = json!({"a": forums, "b": {"enum": [15]}});
        apply(&mut spec);
        assert_eq!(spec["a"]["enum"], json!([0, 15, 16]));
        assert_eq!(
            spec["b"]["enum"],
            json!([15]),
            "that is another enumeration"
        );
    }

    #[test]
    fn bit_sets_may_be_text_but_other_lists_of_that_name_stay() {
        let mut spec = json!({"a": {"properties": {
            "allow": {"type": ["integer", "null"]},
            "permissions": {"type": "array"},
            "count": {"type": "integer"},
        }}});
        apply(&mut spec);
        assert_eq!(
            spec["a"]["properties"],
            json!({
                "allow": {"type": ["integer", "null", "string"], "pattern": "^-?[0-9]+$"},
                "permissions": {"type": "array"},
                "count": {"type": "integer"},
            })
        );
    }
}
