//! A page without a face: what somebody knows who asked once and followed the feed since.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::reader::Asker;

/// Messages of a channel that are compared.
const COMPARED: usize = 40;

/// What is known, by ids.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Mirror {
    guilds: BTreeMap<String, Value>,
    channels: BTreeMap<String, Value>,
    members: BTreeMap<(String, String), Value>,
    /// By channel, then by id.
    messages: BTreeMap<String, BTreeMap<String, Value>>,
    /// Channels that appeared and whose messages were not asked for yet.
    unread: BTreeSet<String>,
    /// Channels whose messages were refused, in a moment without the right to see them: the feed speaks of them again.
    refused: BTreeSet<String>,
    /// Everything must be asked for again.
    pub(super) stale: bool,
}

fn id(value: &Value, key: &str) -> String {
    value[key].as_str().expect("an id").to_owned()
}

impl Mirror {
    /// What a person who asks now is shown.
    pub(super) async fn fresh(asker: &Asker) -> Self {
        let mut mirror = Self::default();
        let ready = asker.get("").await;
        for guild in ready["guilds"].as_array().unwrap() {
            let mut bare = guild.clone();
            for (list, kind, key) in [
                ("channels", "channel", "channel"),
                ("threads", "channel", "channel"),
                ("members", "member", "member"),
            ] {
                for one in bare[list].take().as_array().unwrap() {
                    mirror.apply(&json!({"kind": kind, key: one, "guild_id": guild["id"]}));
                }
                bare.as_object_mut().unwrap().remove(list);
            }
            mirror.apply(&json!({"kind": "guild", "guild": bare}));
        }
        for channel in ready["directs"].as_array().unwrap() {
            mirror.apply(&json!({"kind": "channel", "channel": channel}));
        }
        mirror.catch_up(asker).await;
        mirror
    }

    /// Takes in what the feed says.
    pub(super) fn apply(&mut self, frame: &Value) {
        match frame["kind"].as_str().unwrap() {
            "guild" => {
                let guild = &frame["guild"];
                self.guilds.insert(id(guild, "id"), guild.clone());
            }
            "guild_gone" => {
                let gone = id(frame, "id");
                self.guilds.remove(&gone);
                self.members.retain(|(guild, _), _| *guild != gone);
                let of_guild = |channel: &&Value| channel["guild_id"] == gone.as_str();
                let channels = self.channels.values().filter(of_guild);
                let channels: Vec<String> = channels.map(|channel| id(channel, "id")).collect();
                channels.iter().for_each(|channel| self.lose(channel));
            }
            "channel" => {
                let channel = id(&frame["channel"], "id");
                let before = self
                    .channels
                    .insert(channel.clone(), frame["channel"].clone());
                if before.is_none() || self.refused.remove(&channel) {
                    self.unread.insert(channel);
                }
            }
            "channel_gone" => self.lose(&id(frame, "id")),
            "member" => {
                let key = (id(frame, "guild_id"), id(&frame["member"]["user"], "id"));
                self.members.insert(key, frame["member"].clone());
            }
            "member_gone" => {
                let key = (id(frame, "guild_id"), id(frame, "user_id"));
                self.members.remove(&key);
            }
            "message" => {
                let message = &frame["message"];
                let channel = self.messages.entry(id(message, "channel_id")).or_default();
                channel.insert(id(message, "id"), message.clone());
            }
            "message_gone" => {
                let channel = self.messages.entry(id(frame, "channel_id")).or_default();
                channel.remove(&id(frame, "id"));
            }
            "again" => self.stale = true,
            _ => {}
        }
    }

    fn lose(&mut self, channel: &str) {
        self.channels.remove(channel);
        self.messages.remove(channel);
        self.unread.remove(channel);
        self.refused.remove(channel);
    }

    /// Asks for the messages of channels that appeared.
    pub(super) async fn catch_up(&mut self, asker: &Asker) {
        while let Some(channel) = self.unread.pop_first() {
            let path = format!("/channels/{channel}/messages?limit=100");
            let answer = asker.ask(&path).await;
            if answer.status != 200 {
                self.refused.insert(channel);
                continue;
            }
            let page = answer.json();
            let messages = page["messages"].as_array();
            let messages = messages.into_iter().flatten();
            let messages = messages.map(|message| (id(message, "id"), message.clone()));
            self.messages.insert(channel, messages.collect());
        }
    }

    /// What is compared: the newest messages of channels and active threads, and authors by their ids, because users
    /// and members tell their names.
    pub(super) fn compared(&self) -> Self {
        let active = |channel: &&Value| channel["thread_metadata"]["archived"] != true;
        let channels = self.channels.values().filter(active);
        let channels: BTreeMap<String, Value> = channels
            .map(|channel| (id(channel, "id"), channel.clone()))
            .collect();
        let messages = channels.keys().map(|channel| {
            let empty = BTreeMap::new();
            let known = self.messages.get(channel).unwrap_or(&empty);
            let newest = known.iter().rev().take(COMPARED);
            let newest = newest.map(|(id, message)| (id.clone(), nameless(message.clone())));
            (channel.clone(), newest.collect())
        });
        Self {
            guilds: self.guilds.clone(),
            messages: messages.collect(),
            channels,
            members: self.members.clone(),
            unread: BTreeSet::new(),
            refused: BTreeSet::new(),
            stale: false,
        }
    }

    /// The first thing in which two differ, in words.
    pub(super) fn difference(&self, other: &Self) -> Option<String> {
        maps("guild", &self.guilds, &other.guilds)
            .or_else(|| maps("channel", &self.channels, &other.channels))
            .or_else(|| maps("member", &self.members, &other.members))
            .or_else(|| {
                let mut all = self.messages.iter();
                all.find_map(|(channel, known)| {
                    maps(
                        &format!("message of {channel}"),
                        known,
                        other.messages.get(channel)?,
                    )
                })
            })
            .or_else(|| (self != other).then(|| "something else".to_owned()))
    }
}

fn maps<K: Ord + std::fmt::Debug>(
    what: &str,
    one: &BTreeMap<K, Value>,
    other: &BTreeMap<K, Value>,
) -> Option<String> {
    let keys: BTreeSet<&K> = one.keys().chain(other.keys()).collect();
    let mut differ = keys
        .into_iter()
        .filter(|key| one.get(*key) != other.get(*key));
    differ.next().map(|key| {
        let text = |side: &BTreeMap<K, Value>| {
            side.get(key)
                .map_or_else(|| "nothing".to_owned(), ToString::to_string)
        };
        format!("{what} {key:?}:\n{}\n{}", text(one), text(other))
    })
}

/// A message with people by their ids, and files by addresses that do not expire.
fn nameless(mut message: Value) -> Value {
    lasting(&mut message);
    if let Value::Object(fields) = &mut message {
        fields.remove("member");
        if let Some(original) = fields.remove("referenced_message") {
            fields.insert("referenced_message".to_owned(), nameless(original));
        }
        for people in ["author", "mentions"] {
            if let Some(value) = fields.get_mut(people) {
                *value = by_id(value);
            }
        }
    }
    message
}

fn by_id(people: &Value) -> Value {
    match people {
        Value::Array(list) => list.iter().map(by_id).collect(),
        one => one["id"].clone(),
    }
}

fn lasting(value: &mut Value) {
    match value {
        Value::String(text) if text.contains("/attachments/") => {
            text.truncate(text.find('?').unwrap_or(text.len()));
        }
        Value::Object(fields) => fields.values_mut().for_each(lasting),
        Value::Array(list) => list.iter_mut().for_each(lasting),
        _ => {}
    }
}
