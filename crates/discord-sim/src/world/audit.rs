//! The audit log: who changed what in a guild, and why (`resources/audit-log.mdx`).

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{World, intent};
use crate::{clock::Moment, snowflake};

/// Entries that a guild keeps; the oldest go first.
const KEPT: usize = 10_000;
/// How long an entry is kept.
const RETENTION: Duration = Duration::from_secs(45 * 24 * 60 * 60);

/// A change about to be logged.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Audit {
    pub(crate) guild: u64,
    /// The user who did it.
    pub(crate) actor: u64,
    /// One of [`action`].
    pub(crate) action: u16,
    /// What was changed: a user, channel, role, message…
    pub(crate) target: Option<u64>,
    /// The decoded `X-Audit-Log-Reason`.
    pub(crate) reason: Option<String>,
    /// Made by [`change`].
    pub(crate) changes: Vec<Value>,
    /// The entry's `options`; null when the action has none.
    pub(crate) options: Value,
}

/// A logged change.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) id: u64,
    pub(crate) what: Audit,
}

impl Entry {
    /// Whether it is young enough to be shown.
    pub(crate) fn kept(&self, now: Moment) -> bool {
        now.since(snowflake::made_at(self.id)) <= RETENTION
    }

    pub(crate) fn json(&self) -> Value {
        let what = &self.what;
        let mut json = json!({
            "id": self.id.to_string(),
            "action_type": what.action,
            "user_id": what.actor.to_string(),
            "target_id": what.target.map(|id| id.to_string()),
            "changes": what.changes,
        });
        if let Some(reason) = &what.reason {
            json["reason"] = json!(reason);
        }
        if !what.options.is_null() {
            json["options"] = what.options.clone();
        }
        json
    }
}

/// A changed field; the side that did not exist is null and left out.
pub(crate) fn change(key: &str, old: &Value, new: &Value) -> Value {
    let mut json = json!({"key": key});
    for (name, value) in [("old_value", old), ("new_value", new)] {
        if !value.is_null() {
            json[name] = value.clone();
        }
    }
    json
}

/// The changes between two forms of an object, for the keys that a request named.
pub(crate) fn changes(old: &Value, new: &Value, keys: &[&str]) -> Vec<Value> {
    keys.iter()
        .filter(|key| old[**key] != new[**key])
        .map(|key| change(key, &old[*key], &new[*key]))
        .collect()
}

impl World {
    /// Logs a change and tells the bots that may see it.
    pub(crate) fn audit(&mut self, what: Audit, now: Moment) {
        let guild = what.guild;
        let entry = Entry {
            id: self.id(now),
            what,
        };
        let mut data = entry.json();
        data["guild_id"] = json!(guild.to_string());
        let log = self.audit_log.entry(guild).or_default();
        let old = log.partition_point(|entry| !entry.kept(now));
        log.drain(..old);
        log.push(entry);
        if log.len() > KEPT {
            log.remove(0);
        }
        let readers: Vec<u64> = self
            .listening
            .keys()
            .copied()
            .filter(|id| {
                self.guild_permissions(*id, guild, now) & crate::permission::VIEW_AUDIT_LOG != 0
            })
            .collect();
        for application in readers {
            self.tell(
                application,
                "GUILD_AUDIT_LOG_ENTRY_CREATE",
                data.clone(),
                Some(guild),
                intent::GUILD_MODERATION,
            );
        }
    }
}

/// Action types by number.
pub(crate) mod action {
    macro_rules! actions {
        ($($name:ident = $code:literal)*) => {
            $(pub(crate) const $name: u16 = $code;)*
            /// Every action.
            pub(crate) const KNOWN: &[u16] = &[$($name),*];
        };
    }

    actions! {
        GUILD_UPDATE = 1
        CHANNEL_CREATE = 10
        CHANNEL_UPDATE = 11
        CHANNEL_DELETE = 12
        CHANNEL_OVERWRITE_CREATE = 13
        CHANNEL_OVERWRITE_UPDATE = 14
        CHANNEL_OVERWRITE_DELETE = 15
        MEMBER_KICK = 20
        MEMBER_PRUNE = 21
        MEMBER_BAN_ADD = 22
        MEMBER_BAN_REMOVE = 23
        MEMBER_UPDATE = 24
        MEMBER_ROLE_UPDATE = 25
        MEMBER_MOVE = 26
        MEMBER_DISCONNECT = 27
        BOT_ADD = 28
        ROLE_CREATE = 30
        ROLE_UPDATE = 31
        ROLE_DELETE = 32
        INVITE_CREATE = 40
        INVITE_UPDATE = 41
        INVITE_DELETE = 42
        WEBHOOK_CREATE = 50
        WEBHOOK_UPDATE = 51
        WEBHOOK_DELETE = 52
        EMOJI_CREATE = 60
        EMOJI_UPDATE = 61
        EMOJI_DELETE = 62
        MESSAGE_DELETE = 72
        MESSAGE_BULK_DELETE = 73
        MESSAGE_PIN = 74
        MESSAGE_UNPIN = 75
        INTEGRATION_CREATE = 80
        INTEGRATION_UPDATE = 81
        INTEGRATION_DELETE = 82
        STAGE_INSTANCE_CREATE = 83
        STAGE_INSTANCE_UPDATE = 84
        STAGE_INSTANCE_DELETE = 85
        STICKER_CREATE = 90
        STICKER_UPDATE = 91
        STICKER_DELETE = 92
        GUILD_SCHEDULED_EVENT_CREATE = 100
        GUILD_SCHEDULED_EVENT_UPDATE = 101
        GUILD_SCHEDULED_EVENT_DELETE = 102
        THREAD_CREATE = 110
        THREAD_UPDATE = 111
        THREAD_DELETE = 112
        APPLICATION_COMMAND_PERMISSION_UPDATE = 121
        SOUNDBOARD_SOUND_CREATE = 130
        SOUNDBOARD_SOUND_UPDATE = 131
        SOUNDBOARD_SOUND_DELETE = 132
        AUTO_MODERATION_RULE_CREATE = 140
        AUTO_MODERATION_RULE_UPDATE = 141
        AUTO_MODERATION_RULE_DELETE = 142
        AUTO_MODERATION_BLOCK_MESSAGE = 143
        AUTO_MODERATION_FLAG_TO_CHANNEL = 144
        AUTO_MODERATION_USER_COMMUNICATION_DISABLED = 145
        AUTO_MODERATION_QUARANTINE_USER = 146
        ONBOARDING_UPDATE = 167
        VOICE_CHANNEL_STATUS_UPDATE = 192
        VOICE_CHANNEL_STATUS_DELETE = 193
    }
}
