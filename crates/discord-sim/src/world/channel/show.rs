//! Channels as Discord writes them.

use serde_json::{Value, json};

use super::{Channel, ChannelKind, Tag};
use crate::{clock::Moment, permission::Overwrite, world::World};

impl Tag {
    fn json(&self) -> Value {
        json!({"id": self.id.to_string(), "name": self.name, "moderated": self.moderated,
            "emoji_id": self.emoji_id.map(|id| id.to_string()), "emoji_name": self.emoji_name})
    }
}

/// An overwrite as in a channel.
pub(super) fn overwrite_json(overwrite: &Overwrite) -> Value {
    json!({"id": overwrite.id.to_string(), "type": u8::from(overwrite.member),
        "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string()})
}

impl Channel {
    /// What channels of guilds have that are no threads.
    fn in_guild(&self, json: &mut Value) {
        let overwrites: Vec<Value> = self.overwrites.iter().map(overwrite_json).collect();
        json["position"] = json!(self.position);
        json["permission_overwrites"] = json!(overwrites);
        if self.kind == ChannelKind::Category {
            return;
        }
        json["nsfw"] = json!(self.nsfw);
        json["rate_limit_per_user"] = json!(self.slow_mode);
        if let Some(hall) = &self.hall {
            json["bitrate"] = json!(hall.bitrate);
            json["user_limit"] = json!(hall.user_limit);
            json["rtc_region"] = json!(hall.region);
            json["video_quality_mode"] = json!(hall.video_quality);
            return;
        }
        json["topic"] = json!(self.topic);
        json["default_thread_rate_limit_per_user"] = json!(self.default_slow_mode);
        if let Some(minutes) = self.default_archive {
            json["default_auto_archive_duration"] = json!(minutes);
        }
        if let Some(forum) = &self.forum {
            json["available_tags"] = forum.tags.iter().map(Tag::json).collect();
            json["default_reaction_emoji"] = forum.reaction.clone();
            json["default_sort_order"] = json!(forum.sort_order);
            if self.kind == ChannelKind::Forum {
                json["default_forum_layout"] = json!(forum.layout);
            }
        }
    }
}

impl World {
    pub(crate) fn channel_json(&self, id: u64) -> Value {
        let Some(channel) = self.channels.get(&id) else {
            return Value::Null;
        };
        let mut json = json!({
            "id": id.to_string(),
            "type": channel.code(),
            "flags": channel.flags,
            "last_message_id": channel.last_message.map(|id| id.to_string()),
        });
        if let Some(pinned) = channel.last_pin {
            json["last_pin_timestamp"] = json!(Moment::iso(pinned));
        }
        if let ChannelKind::Direct { person, .. } = channel.kind {
            json["recipients"] = json!([self.user_json(person)]);
            return json;
        }
        if !channel.people.is_empty() {
            self.show_people(channel, &mut json);
            return json;
        }
        json["guild_id"] = json!(channel.guild().map(|id| id.to_string()));
        json["name"] = json!(channel.name);
        json["parent_id"] = json!(channel.parent.map(|id| id.to_string()));
        match &channel.thread {
            Some(thread) => {
                json["rate_limit_per_user"] = json!(channel.slow_mode);
                thread.show(channel.kind, &mut json);
            }
            None => channel.in_guild(&mut json),
        }
        json
    }

    /// The channel as one user gets it: a thread says whether that user is in it.
    pub(crate) fn channel_json_for(&self, id: u64, user: u64) -> Value {
        let mut json = self.channel_json(id);
        if let Some(member) = self.thread_member_json(id, user) {
            json["member"] = member;
        }
        json
    }

    /// The channels of a guild, threads excepted.
    pub(crate) fn channels_of(&self, guild_id: u64) -> Vec<Value> {
        let channels = self
            .channels_in(guild_id)
            .filter(|channel| channel.thread.is_none());
        channels
            .map(|channel| self.channel_json(channel.id))
            .collect()
    }
}
