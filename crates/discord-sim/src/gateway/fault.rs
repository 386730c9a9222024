//! What can go wrong at the gateway, as tests, scenario files and the control API order it.
//!
//! In JSON a fault without details is its name, `"reconnect"`; one with a detail is an object with one key,
//! `{"close": 4009}`, `{"invalid_session": {"resumable": true}}`, `{"delay_ready": 1.5}`. Times are seconds.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, de::Error};

use super::close::Close;

/// A fault to inject.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum GatewayFault {
    /// Op 7 to every live connection; those still open after `reconnect_grace` are closed.
    Reconnect,
    /// Op 9 to every live connection, which must then identify (or, if `resumable`, resume).
    InvalidSession {
        /// `d`.
        resumable: bool,
    },
    /// Closes every live connection with this code. Sessions stay resumable except after 4004, 4007, 4010–4014.
    Close(#[serde(deserialize_with = "close_code")] u16),
    /// Every live connection stays open, but nothing comes any more: no event, no ACK, no close frame.
    Silent,
    /// Every live connection is gone for the server, as after a cut cable: the client's side stays open, but nobody
    /// reads what it sends and nothing comes. Unlike after [`GatewayFault::Silent`] the session waits to be resumed.
    HalfOpen,
    /// Drops the TCP connection of every live connection without a close frame.
    Abort,
    /// Op 1 to every live connection: the client must send a heartbeat at once.
    AskHeartbeat,
    /// No ACK is sent, from now on.
    DropAcks(bool),
    /// READY comes this much later, from now on.
    DelayReady(#[serde(with = "crate::seconds")] Duration),
    /// Events come this much later, from now on; zero ends it. READY and RESUMED are no events.
    DelayEvents(#[serde(with = "crate::seconds")] Duration),
    /// Existing sessions cannot be resumed any more; live ones go on until they lose their connection.
    ForgetSessions,
    /// The next events are lost.
    LoseNext(u32),
    /// The next events arrive twice.
    RepeatNext(u32),
    /// Each of the next events arrives after the one that follows it, or after a short while if none does.
    ReorderNext(u32),
    /// The next websocket upgrades, of whatever application (no token is known yet), are answered with 503.
    RefuseNext(u32),
    /// All websocket upgrades, of whatever application, are answered with 503 for this long.
    RefuseFor(#[serde(with = "crate::seconds")] Duration),
    /// The guild is unavailable: `GUILD_DELETE` says so, its events are lost, a READY meanwhile brings no guild.
    Outage {
        /// The guild; none stands for all guilds of the application.
        #[serde(default, with = "id", skip_serializing_if = "Option::is_none")]
        guild: Option<u64>,
    },
    /// The guild is back, with its `GUILD_CREATE`.
    OutageOver {
        /// The guild; none stands for all that are out.
        #[serde(default, with = "id", skip_serializing_if = "Option::is_none")]
        guild: Option<u64>,
    },
}

impl GatewayFault {
    /// Whether a client that is connected when it strikes has to identify anew; after all others it can resume.
    #[must_use]
    pub const fn ends_session(&self) -> bool {
        match self {
            Self::InvalidSession { resumable } => !*resumable,
            Self::Close(code) => Close::new(*code, "").ends_session(),
            _ => false,
        }
    }

    /// Whether a client must not come back after it at all.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Close(4004 | 4010..=4014))
    }
}

/// Codes that may be written into a close frame.
fn close_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    match u16::deserialize(deserializer)? {
        code @ (1000..=1003 | 1007..=1014 | 3000..=4999) => Ok(code),
        code => Err(D::Error::custom(format!(
            "{code} cannot be sent in a close frame: 1000-1003, 1007-1014 and 3000-4999 can"
        ))),
    }
}

/// An id as Discord writes it: a string.
mod id {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Number(u64),
    }

    pub(super) fn serialize<S: Serializer>(
        id: &Option<u64>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match id {
            Some(id) => serializer.collect_str(id),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<u64>, D::Error> {
        match Option::<Written>::deserialize(deserializer)? {
            None => Ok(None),
            Some(Written::Number(id)) => Ok(Some(id)),
            Some(Written::Text(text)) => match text.parse() {
                Ok(id) => Ok(Some(id)),
                Err(_) => Err(D::Error::custom(format!("{text:?} is no id"))),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn every_fault_has_one_form_in_json() {
        let half = Duration::from_millis(500);
        for (fault, written) in [
            (GatewayFault::Reconnect, json!("reconnect")),
            (
                GatewayFault::InvalidSession { resumable: true },
                json!({"invalid_session": {"resumable": true}}),
            ),
            (GatewayFault::Close(4009), json!({"close": 4009})),
            (GatewayFault::Silent, json!("silent")),
            (GatewayFault::HalfOpen, json!("half_open")),
            (GatewayFault::Abort, json!("abort")),
            (GatewayFault::AskHeartbeat, json!("ask_heartbeat")),
            (GatewayFault::DropAcks(true), json!({"drop_acks": true})),
            (GatewayFault::DelayReady(half), json!({"delay_ready": 0.5})),
            (
                GatewayFault::DelayEvents(half),
                json!({"delay_events": 0.5}),
            ),
            (GatewayFault::ForgetSessions, json!("forget_sessions")),
            (GatewayFault::LoseNext(2), json!({"lose_next": 2})),
            (GatewayFault::RepeatNext(2), json!({"repeat_next": 2})),
            (GatewayFault::ReorderNext(2), json!({"reorder_next": 2})),
            (GatewayFault::RefuseNext(2), json!({"refuse_next": 2})),
            (GatewayFault::RefuseFor(half), json!({"refuse_for": 0.5})),
            (
                GatewayFault::Outage { guild: Some(5) },
                json!({"outage": {"guild": "5"}}),
            ),
            (
                GatewayFault::OutageOver { guild: None },
                json!({"outage_over": {}}),
            ),
        ] {
            assert_eq!(serde_json::to_value(fault).unwrap(), written);
            assert_eq!(
                serde_json::from_value::<GatewayFault>(written).unwrap(),
                fault
            );
        }
    }

    #[test]
    fn what_is_no_fault_is_refused_with_a_reason() {
        for (written, reason) in [
            (json!("explode"), "unknown variant `explode`"),
            (json!({"close": 1006}), "cannot be sent"),
            (json!({"close": 99}), "cannot be sent"),
            (json!({"delay_ready": -1}), "is no time"),
            (json!({"delay_ready": "1 s"}), "invalid type"),
            (
                json!({"invalid_session": {"resumable": true, "x": 1}}),
                "unknown field `x`",
            ),
            (json!({"invalid_session": {}}), "missing field `resumable`"),
            (json!({"outage": {"guild": "Test"}}), "is no id"),
            (json!({"lose_next": -1}), "invalid value"),
        ] {
            let error = serde_json::from_value::<GatewayFault>(written.clone()).unwrap_err();
            assert!(error.to_string().contains(reason), "{written}: {error}");
        }
        assert!(serde_json::from_value::<GatewayFault>(Value::Null).is_err());
    }
}
