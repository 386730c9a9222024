//! What an identified client may say and ask beside members: its presence (op 3), its voice state (op 4), sounds of the
//! soundboard (op 31), and what channels are about at the moment (op 43).

use serde_json::{Value, json};

use super::close::Close;

/// Guilds in one op 31.
const MOST_GUILDS: usize = 100;
/// What op 43 can ask for.
const CHANNEL_FIELDS: [&str; 2] = ["status", "voice_start_time"];

/// Op 3: how a bot shows itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Presence {
    /// `online`, `idle`, `dnd`, `invisible` or `offline`.
    pub status: String,
    /// As sent.
    pub activities: Vec<Value>,
}

impl Presence {
    /// What a bot shows that says nothing.
    pub(crate) fn online() -> Self {
        Self {
            status: "online".to_owned(),
            activities: Vec::new(),
        }
    }

    /// What is left of a bot without a session.
    pub(crate) fn offline() -> Self {
        Self {
            status: "offline".to_owned(),
            ..Self::online()
        }
    }

    /// # Errors
    ///
    /// 4002 for a status that does not exist or fields of a wrong type.
    pub(super) fn parse(data: &Value) -> Result<Self, Close> {
        let status = data["status"].as_str().unwrap_or_default();
        let known = matches!(status, "online" | "idle" | "dnd" | "invisible" | "offline");
        let activities = match &data["activities"] {
            Value::Null => Vec::new(),
            Value::Array(activities) => activities.clone(),
            _ => return Err(Close::DECODE_ERROR),
        };
        let named = activities.iter().all(|activity| {
            activity["name"].is_string() && activity["type"].as_u64().is_some_and(|kind| kind <= 5)
        });
        let since = data["since"].is_null() || data["since"].is_number();
        let afk = data["afk"].is_null() || data["afk"].is_boolean();
        if !(known && named && since && afk) {
            return Err(Close::DECODE_ERROR);
        }
        Ok(Self {
            status: status.to_owned(),
            activities,
        })
    }
}

/// Op 4: where a bot wants to be in voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoiceRequest {
    /// The guild.
    pub guild_id: u64,
    /// The channel; none to leave.
    pub channel_id: Option<u64>,
    /// Says nothing.
    pub self_mute: bool,
    /// Hears nothing.
    pub self_deaf: bool,
}

impl VoiceRequest {
    /// # Errors
    ///
    /// 4002 for a request that names no guild, or fields of a wrong type.
    pub(super) fn parse(data: &Value) -> Result<Self, Close> {
        let flag = |value: &Value| match value {
            Value::Null => Ok(false),
            value => value.as_bool().ok_or(Close::DECODE_ERROR),
        };
        Ok(Self {
            guild_id: id(&data["guild_id"]).ok_or(Close::DECODE_ERROR)?,
            channel_id: match &data["channel_id"] {
                Value::Null => None,
                channel => Some(id(channel).ok_or(Close::DECODE_ERROR)?),
            },
            self_mute: flag(&data["self_mute"])?,
            self_deaf: flag(&data["self_deaf"])?,
        })
    }
}

/// Op 43: what the channels of a guild are about at the moment.
pub(super) struct ChannelsRequest {
    pub(super) guild_id: u64,
    fields: Vec<&'static str>,
}

impl ChannelsRequest {
    /// # Errors
    ///
    /// 4002 for a request that names no guild, or a field that does not exist.
    pub(super) fn parse(data: &Value) -> Result<Self, Close> {
        let known = |field: &Value| {
            let mut fields = CHANNEL_FIELDS.into_iter();
            fields
                .find(|known| *field == **known)
                .ok_or(Close::DECODE_ERROR)
        };
        let fields = data["fields"].as_array().ok_or(Close::DECODE_ERROR)?;
        Ok(Self {
            guild_id: id(&data["guild_id"]).ok_or(Close::DECODE_ERROR)?,
            fields: fields.iter().map(known).collect::<Result<_, _>>()?,
        })
    }

    /// The data of `CHANNEL_INFO`: of each channel its id and what was asked for.
    pub(super) fn answer(&self, channels: &[Value]) -> Value {
        let asked = |channel: &Value| {
            let mut asked = json!({"id": channel["id"]});
            for field in &self.fields {
                asked[field] = channel[field].clone();
            }
            asked
        };
        json!({
            "guild_id": self.guild_id.to_string(),
            "channels": channels.iter().map(asked).collect::<Vec<_>>(),
        })
    }
}

/// Op 31: the guilds whose sounds are asked for.
pub(super) fn soundboard(data: &Value) -> Result<Vec<u64>, Close> {
    match data["guild_ids"].as_array() {
        Some(guilds) if guilds.len() <= MOST_GUILDS => guilds
            .iter()
            .map(|guild| id(guild).ok_or(Close::DECODE_ERROR))
            .collect(),
        _ => Err(Close::DECODE_ERROR),
    }
}

fn id(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_presence_is_a_known_status_with_named_activities() {
        for (data, fits) in [
            (
                json!({"status": "dnd", "activities": [{"name": "chess", "type": 0}], "since": null, "afk": false}),
                true,
            ),
            (json!({"status": "online"}), true),
            (json!({"status": "asleep", "activities": []}), false),
            (json!({"activities": []}), false),
            (
                json!({"status": "idle", "activities": [{"type": 0}]}),
                false,
            ),
            (
                json!({"status": "idle", "activities": [{"name": "x", "type": 9}]}),
                false,
            ),
            (json!({"status": "idle", "afk": "no"}), false),
        ] {
            assert_eq!(Presence::parse(&data).is_ok(), fits, "{data}");
        }
    }

    #[test]
    fn a_voice_state_names_its_guild() {
        for (data, fits) in [
            (
                json!({"guild_id": "1", "channel_id": "2", "self_mute": false, "self_deaf": true}),
                true,
            ),
            (
                json!({"guild_id": "1", "channel_id": null, "self_mute": false, "self_deaf": false}),
                true,
            ),
            (json!({"channel_id": "2"}), false),
            (json!({"guild_id": "1", "channel_id": "general"}), false),
            (
                json!({"guild_id": "1", "channel_id": "2", "self_mute": 1}),
                false,
            ),
        ] {
            assert_eq!(VoiceRequest::parse(&data).is_ok(), fits, "{data}");
        }
    }

    #[test]
    fn channels_are_shown_with_what_was_asked_for() {
        let ask =
            |fields: Value| ChannelsRequest::parse(&json!({"guild_id": "1", "fields": fields}));
        assert!(ask(json!(["topic"])).is_err());
        assert!(ask(Value::Null).is_err());
        let request = ask(json!(["status"])).ok().unwrap();
        let channels = [json!({"id": "5", "status": "tea", "voice_start_time": 7})];
        assert_eq!(
            request.answer(&channels),
            json!({"guild_id": "1", "channels": [{"id": "5", "status": "tea"}]})
        );
    }

    #[test]
    fn sounds_are_asked_for_by_guild() {
        assert_eq!(
            soundboard(&json!({"guild_ids": ["1", "2"]})),
            Ok(vec![1, 2])
        );
        assert!(soundboard(&json!({"guild_ids": [1]})).is_err());
        assert!(soundboard(&json!({"guild_ids": vec!["1"; 101]})).is_err());
    }
}
