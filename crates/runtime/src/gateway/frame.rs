//! Gateway frames, read only as far as they are needed.

use serde::Deserialize;

use twilight_model::application::interaction::Interaction;

use crate::interaction::{Received, Window};

/// A dispatch that the runtime reacts to.
#[derive(Debug)]
pub(crate) enum Frame {
    Ready {
        guilds: Vec<u64>,
    },
    Resumed,
    GuildAvailable(Guild),
    GuildGone {
        id: u64,
        unavailable: bool,
    },
    Interaction(Box<Received>),
    /// Discord sent an interaction that the models cannot read.
    Unreadable(Unreadable),
    Other,
}

/// A guild's facts that are kept.
#[derive(Debug, Deserialize)]
pub(crate) struct Guild {
    #[serde(deserialize_with = "id")]
    pub(crate) id: u64,
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) preferred_locale: Option<String>,
    #[serde(default)]
    unavailable: bool,
}

/// As much of an interaction as an apology needs.
#[derive(Deserialize)]
pub(crate) struct Unreadable {
    #[serde(deserialize_with = "id")]
    pub(crate) id: u64,
    #[serde(deserialize_with = "id")]
    pub(crate) application_id: u64,
    pub(crate) token: String,
    #[serde(default)]
    pub(crate) locale: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: u8,
}

impl std::fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unreadable")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow, default)]
    t: Option<&'a str>,
}

#[derive(Deserialize)]
struct Data<T> {
    d: T,
}

#[derive(Deserialize)]
struct Ready {
    guilds: Vec<Gone>,
}

#[derive(Deserialize)]
struct Gone {
    #[serde(deserialize_with = "id")]
    id: u64,
    #[serde(default)]
    unavailable: bool,
}

/// Ids are strings on the gateway.
fn id<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}

impl Frame {
    /// Reads a frame. What cannot be read is [`Frame::Other`], but for interactions.
    pub(crate) fn read(text: &str) -> Self {
        let Some(event) = event_name(text) else {
            return Self::Other;
        };
        match event {
            "INTERACTION_CREATE" => {
                match Received::read(data::<Interaction>(text), || data::<Window>(text)) {
                    Ok(received) => Self::Interaction(Box::new(received)),
                    Err(_) => serde_json::from_str::<Data<Unreadable>>(text)
                        .map_or(Self::Other, |data| Self::Unreadable(data.d)),
                }
            }
            "READY" => {
                serde_json::from_str::<Data<Ready>>(text).map_or(Self::Other, |data| Self::Ready {
                    guilds: data.d.guilds.into_iter().map(|guild| guild.id).collect(),
                })
            }
            "RESUMED" => Self::Resumed,
            "GUILD_CREATE" => serde_json::from_str::<Data<Guild>>(text)
                .ok()
                .filter(|data| !data.d.unavailable)
                .map_or(Self::Other, |data| Self::GuildAvailable(data.d)),
            "GUILD_DELETE" => {
                serde_json::from_str::<Data<Gone>>(text).map_or(Self::Other, |data| {
                    Self::GuildGone {
                        id: data.d.id,
                        unavailable: data.d.unavailable,
                    }
                })
            }
            _ => Self::Other,
        }
    }
}

fn data<'t, T: Deserialize<'t>>(text: &'t str) -> serde_json::Result<T> {
    serde_json::from_str::<Data<T>>(text).map(|data| data.d)
}

/// How far from the start of a frame the event's name is looked for.
const NAME_WITHIN: usize = 128;

/// Name of a dispatch. Discord writes `t` at the front; looking there first spares reading a
/// large frame twice.
pub(super) fn event_name(text: &str) -> Option<&str> {
    let head = text.get(..NAME_WITHIN.min(text.len()));
    if let Some(name) = head.and_then(after_t) {
        return Some(name);
    }
    serde_json::from_str::<Head<'_>>(text).ok()?.t
}

/// The name behind `"t":"`, if the window holds all of it and nothing nested came before.
fn after_t(window: &str) -> Option<&str> {
    let at = window.find("\"t\":\"")?;
    if window[..at].contains("\"d\":") {
        return None;
    }
    let rest = &window[at + "\"t\":\"".len()..];
    let end = rest.find('"')?;
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_found_wherever_it_stands() {
        for text in [
            r#"{"t":"RESUMED","s":1,"op":0,"d":{}}"#,
            r#"{"op":0,"s":1,"d":{"t":"x"},"t":"RESUMED"}"#,
            r#"{"op":0,"d":{"deep":{"t":"GUILD_CREATE"}},"s":1,"t":"RESUMED"}"#,
        ] {
            assert_eq!(event_name(text), Some("RESUMED"), "{text}");
        }
        assert_eq!(event_name(r#"{"op":11,"d":null,"t":null,"s":null}"#), None);
        assert_eq!(event_name("not json"), None);
    }

    #[test]
    fn an_interaction_of_a_kind_to_come_keeps_what_an_apology_needs() {
        let text = r#"{"op":0,"t":"INTERACTION_CREATE","s":1,"d":{"id":"5","application_id":"6","token":"secret","type":99}}"#;
        let Frame::Unreadable(unreadable) = Frame::read(text) else {
            panic!("expected an unreadable interaction");
        };
        assert_eq!(unreadable.id, 5);
        assert!(!format!("{unreadable:?}").contains("secret"));
    }
}
