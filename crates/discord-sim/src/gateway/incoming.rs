//! What a client may say: its payloads parsed, and masked for the journal.

use serde_json::Value;

use super::{
    close::Close,
    intents,
    members::MembersRequest,
    requests::{self, ChannelsRequest, Presence, VoiceRequest},
};

const MASK: &str = "***";
/// Members from which a guild is large, unless the client says so.
const LARGE_THRESHOLD: u64 = 50;

/// One payload of a client.
pub(super) enum Incoming {
    /// Op 1.
    Heartbeat,
    /// Op 2.
    Identify(Identify),
    /// Op 6.
    Resume(Resume),
    /// Op 3.
    Presence(Presence),
    /// Op 4.
    Voice(VoiceRequest),
    /// Op 8.
    Members(MembersRequest),
    /// Op 31: the guilds.
    Soundboard(Vec<u64>),
    /// Op 43.
    Channels(ChannelsRequest),
}

/// Op 2. Has no `Debug`: it carries the bot's token.
pub(super) struct Identify {
    pub(super) token: String,
    pub(super) intents: u64,
    /// `[shard_id, shard_count]`, if sent.
    pub(super) shard: Option<(u32, u32)>,
    /// Whether each payload shall come compressed by itself.
    pub(super) compress: bool,
    /// Members from which a guild is large.
    pub(super) large_threshold: u64,
    pub(super) presence: Option<Presence>,
}

/// Op 6. Has no `Debug`: it carries the bot's token.
pub(super) struct Resume {
    pub(super) token: String,
    pub(super) session_id: String,
    pub(super) sequence: u64,
}

/// The opcode of a payload.
///
/// # Errors
///
/// 4002 when there is none.
pub(super) fn opcode(payload: &Value) -> Result<u64, Close> {
    payload["op"].as_u64().ok_or(Close::DECODE_ERROR)
}

/// A payload by its opcode.
///
/// # Errors
///
/// The close code the payload deserves.
pub(super) fn parse(op: u64, payload: &Value) -> Result<Incoming, Close> {
    let data = &payload["d"];
    match op {
        1 if data.is_null() || data.is_u64() => Ok(Incoming::Heartbeat),
        1 => Err(Close::DECODE_ERROR),
        2 => identify(data).map(Incoming::Identify),
        3 => Presence::parse(data).map(Incoming::Presence),
        4 => VoiceRequest::parse(data).map(Incoming::Voice),
        6 => resume(data).map(Incoming::Resume),
        8 => MembersRequest::parse(data).map(Incoming::Members),
        31 => requests::soundboard(data).map(Incoming::Soundboard),
        43 => ChannelsRequest::parse(data).map(Incoming::Channels),
        _ => Err(Close::UNKNOWN_OPCODE),
    }
}

fn identify(data: &Value) -> Result<Identify, Close> {
    let large_threshold = match &data["large_threshold"] {
        Value::Null => LARGE_THRESHOLD,
        threshold => threshold.as_u64().unwrap_or_default(),
    };
    let compress = match &data["compress"] {
        Value::Null => false,
        compress => compress.as_bool().ok_or(Close::DECODE_ERROR)?,
    };
    if !data["properties"].is_object() || !(50..=250).contains(&large_threshold) {
        return Err(Close::DECODE_ERROR);
    }
    let presence = match &data["presence"] {
        Value::Null => None,
        presence => Some(Presence::parse(presence)?),
    };
    let intents = match &data["intents"] {
        Value::Number(number) => number.as_u64().ok_or(Close::INVALID_INTENTS)?,
        _ => return Err(Close::DECODE_ERROR),
    };
    if !intents::are_known(intents) {
        return Err(Close::INVALID_INTENTS);
    }
    Ok(Identify {
        token: token(data)?,
        intents,
        shard: shard(&data["shard"])?,
        compress,
        large_threshold,
        presence,
    })
}

fn shard(value: &Value) -> Result<Option<(u32, u32)>, Close> {
    if value.is_null() {
        return Ok(None);
    }
    let number = |value: &Value| value.as_u64().and_then(|n| u32::try_from(n).ok());
    match value.as_array().map(Vec::as_slice) {
        Some([id, count]) => match (number(id), number(count)) {
            (Some(id), Some(count)) if id < count => Ok(Some((id, count))),
            _ => Err(Close::INVALID_SHARD),
        },
        _ => Err(Close::INVALID_SHARD),
    }
}

fn resume(data: &Value) -> Result<Resume, Close> {
    Ok(Resume {
        token: token(data)?,
        session_id: data["session_id"]
            .as_str()
            .ok_or(Close::DECODE_ERROR)?
            .to_owned(),
        sequence: data["seq"].as_u64().ok_or(Close::DECODE_ERROR)?,
    })
}

/// The bare token; libraries that send `Bot <token>` are understood too.
fn token(data: &Value) -> Result<String, Close> {
    let token = data["token"].as_str().ok_or(Close::DECODE_ERROR)?;
    Ok(token.strip_prefix("Bot ").unwrap_or(token).to_owned())
}

/// The payload without its secrets.
pub(super) fn masked(mut payload: Value) -> Value {
    if let Some(data) = payload.get_mut("d").and_then(Value::as_object_mut) {
        for key in ["token", "session_id"] {
            if let Some(secret) = data.get_mut(key) {
                *secret = MASK.into();
            }
        }
    }
    payload
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(payload: &Value) -> Option<u16> {
        opcode(payload)
            .and_then(|op| parse(op, payload))
            .err()
            .map(|close| close.code)
    }

    fn identify_with(key: &str, value: Value) -> Value {
        let mut payload = json!({"op": 2, "d": {"token": "t", "intents": 1, "properties": {}}});
        payload["d"][key] = value;
        payload
    }

    #[test]
    fn each_malformed_payload_has_its_code() {
        for (payload, code) in [
            (json!({}), Some(4002)),
            (json!({"op": "1"}), Some(4002)),
            (json!({"op": 1, "d": "x"}), Some(4002)),
            (json!({"op": 1, "d": null}), None),
            (json!({"op": 3, "d": 1}), Some(4002)),
            (json!({"op": 0, "d": {}}), Some(4001)),
            (json!({"op": 11}), Some(4001)),
            (
                json!({"op": 6, "d": {"token": "t", "session_id": "s"}}),
                Some(4002),
            ),
            (identify_with("shard", Value::Null), None),
            (identify_with("shard", json!([0, 1])), None),
            (identify_with("shard", json!([1, 1])), Some(4010)),
            (identify_with("shard", json!([0])), Some(4010)),
            (identify_with("shard", json!("0/1")), Some(4010)),
            (identify_with("intents", json!(1 << 18)), Some(4013)),
            (identify_with("intents", json!(-1)), Some(4013)),
            (identify_with("intents", json!("1")), Some(4002)),
            (identify_with("token", json!(7)), Some(4002)),
            (identify_with("properties", Value::Null), Some(4002)),
            (identify_with("large_threshold", json!(251)), Some(4002)),
            (identify_with("large_threshold", json!(250)), None),
            (identify_with("compress", json!("yes")), Some(4002)),
            (
                identify_with("presence", json!({"status": "asleep"})),
                Some(4002),
            ),
        ] {
            assert_eq!(refusal(&payload), code, "{payload}");
        }
    }

    #[test]
    fn the_journal_sees_no_secret() {
        let payload = json!({"op": 6, "d": {"token": "canary", "session_id": "canary", "seq": 3}});
        let seen = masked(payload).to_string();
        assert!(!seen.contains("canary"), "{seen}");
        assert!(seen.contains("\"seq\":3"), "{seen}");
    }
}
