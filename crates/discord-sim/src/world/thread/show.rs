//! Threads and their members as Discord writes them.

use serde_json::{Value, json};

use super::Thread;
use crate::{
    clock::Moment,
    permission,
    world::{Channel, ChannelKind, World},
};

/// Where `member_count` stops counting.
const COUNTED_MEMBERS: usize = 50;

impl Thread {
    /// How many members it says it has.
    pub(super) fn shown_members(&self) -> usize {
        self.members.len().min(COUNTED_MEMBERS)
    }

    /// Adds what only threads have.
    pub(crate) fn show(&self, kind: ChannelKind, json: &mut Value) {
        let mut metadata = json!({
            "archived": self.archived,
            "archive_timestamp": self.turned.iso(),
            "auto_archive_duration": self.auto_archive,
            "locked": self.locked,
            "create_timestamp": self.made.iso(),
        });
        if kind == ChannelKind::PrivateThread {
            metadata["invitable"] = json!(self.invitable);
        }
        json["thread_metadata"] = metadata;
        json["owner_id"] = json!(self.owner.to_string());
        json["message_count"] = json!(self.messages);
        json["total_message_sent"] = json!(self.sent);
        json["member_count"] = json!(self.shown_members());
        if let Some(tags) = &self.tags {
            json["applied_tags"] = tags.iter().map(ToString::to_string).collect();
        }
    }
}

impl World {
    /// Somebody as a member of a thread.
    pub(crate) fn thread_member_json(&self, id: u64, user: u64) -> Option<Value> {
        let joined = *self.thread(id)?.members.get(&user)?;
        Some(json!({"id": id.to_string(), "user_id": user.to_string(),
            "join_timestamp": Moment::iso(joined), "flags": 0}))
    }

    /// The active threads of a guild that somebody sees, oldest first.
    pub(crate) fn visible_threads(
        &self,
        guild: u64,
        user: u64,
        now: Moment,
    ) -> impl Iterator<Item = &Channel> {
        self.channels_in(guild).filter(move |channel| {
            channel
                .thread
                .as_ref()
                .is_some_and(|thread| !thread.archived)
                && self.permissions_in(user, channel.id, now) & permission::VIEW_CHANNEL != 0
        })
    }

    /// The `threads` of an application's `GUILD_CREATE`.
    pub(crate) fn threads_at_login(&self, guild: u64, application: u64, now: Moment) -> Vec<Value> {
        let threads = self.visible_threads(guild, application, now);
        threads
            .map(|channel| {
                let mut json = self.channel_json_for(channel.id, application);
                if let Some(Value::Object(member)) = json.get_mut("member") {
                    member.remove("id");
                    member.remove("user_id");
                }
                json
            })
            .collect()
    }
}
