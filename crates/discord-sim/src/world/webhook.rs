//! Webhooks: addresses that post into a channel without an account (`resources/webhook.mdx`).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Channel, MessageDraft, Origin, World,
    application::scramble,
    audit::{Audit, action, change},
    intent, thread,
};
use crate::clock::Moment;

/// Webhooks of one channel (PROTOCOL 3.3).
const MOST: usize = 15;

/// A webhook of a channel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Webhook {
    pub(crate) id: u64,
    pub(crate) guild: u64,
    pub(crate) channel: u64,
    pub(crate) name: String,
    /// The hash of its picture.
    pub(crate) avatar: Option<String>,
    pub(crate) creator: u64,
    /// The application that owns it.
    pub(crate) application: Option<u64>,
    pub(crate) sort: Sort,
}

/// What a webhook is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Sort {
    /// Whoever knows its token can post.
    Incoming { token: String },
    /// It brings what an announcement channel publishes.
    Follower { source: u64 },
}

/// Who a message of a webhook seems to come from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Guise {
    pub(crate) webhook: u64,
    pub(crate) name: String,
    /// A hash, or an address of the message's own.
    pub(crate) avatar: Option<String>,
    /// The application that owns the webhook.
    pub(crate) application: Option<u64>,
}

/// The channel has fifteen webhooks already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooManyWebhooks;

impl Guise {
    pub(super) fn json(&self) -> Value {
        json!({"id": self.webhook.to_string(), "username": self.name, "avatar": self.avatar, "discriminator": "0000",
            "global_name": null, "primary_guild": null, "public_flags": 0, "flags": 0, "bot": true})
    }
}

impl Webhook {
    /// As it posts, under another name where a message wants one.
    pub(crate) fn guise(&self, name: Option<&str>, avatar: Option<&str>) -> Guise {
        Guise {
            webhook: self.id,
            name: name.unwrap_or(&self.name).to_owned(),
            avatar: avatar
                .map(ToOwned::to_owned)
                .or_else(|| self.avatar.clone()),
            application: self.application,
        }
    }

    /// Its token, where it takes messages.
    pub(crate) fn token(&self) -> Option<&str> {
        match &self.sort {
            Sort::Incoming { token } => Some(token),
            Sort::Follower { .. } => None,
        }
    }
}

impl World {
    /// The webhook on the wire; only who has the right to manage it sees its creator.
    pub(crate) fn webhook_json(&self, id: u64, with_creator: bool) -> Value {
        let Some(webhook) = self.webhooks.get(&id) else {
            return Value::Null;
        };
        let mut json = json!({
            "id": id.to_string(),
            "type": 1,
            "guild_id": webhook.guild.to_string(),
            "channel_id": webhook.channel.to_string(),
            "name": webhook.name,
            "avatar": webhook.avatar,
            "application_id": webhook.application.map(|id| id.to_string()),
        });
        if with_creator {
            json["user"] = self.user_json(webhook.creator);
        }
        match &webhook.sort {
            Sort::Incoming { token } => {
                json["token"] = json!(token);
                json["url"] = json!(format!("{}/api/webhooks/{id}/{token}", self.base_url));
            }
            Sort::Follower { source } => {
                json["type"] = json!(2);
                let channel = self.channels.get(source);
                let guild = channel.and_then(|channel| self.guilds.get(&channel.guild()?));
                if let (Some(channel), Some(guild)) = (channel, guild) {
                    json["source_channel"] =
                        json!({"id": source.to_string(), "name": channel.name});
                    json["source_guild"] =
                        json!({"id": guild.id.to_string(), "name": guild.name, "icon": null});
                }
            }
        }
        json
    }

    /// Makes a webhook that is posted to, or one that follows `source`.
    pub(crate) fn add_webhook(
        &mut self,
        (guild, channel): (u64, u64),
        name: &str,
        creator: u64,
        source: Option<u64>,
        reason: Option<String>,
        now: Moment,
    ) -> Result<u64, TooManyWebhooks> {
        let own = self
            .webhooks
            .values()
            .filter(|webhook| webhook.channel == channel);
        if own.count() >= MOST {
            return Err(TooManyWebhooks);
        }
        let id = self.id(now);
        let application = Some(creator)
            .filter(|creator| self.applications.contains_key(creator) && source.is_none());
        let sort = match source {
            Some(source) => Sort::Follower { source },
            None => Sort::Incoming {
                token: format!(
                    "sim-webhook-{:016x}{:016x}",
                    scramble(id ^ self.key),
                    scramble(!id)
                ),
            },
        };
        self.webhooks.insert(
            id,
            Webhook {
                id,
                guild,
                channel,
                name: name.to_owned(),
                avatar: None,
                creator,
                application,
                sort,
            },
        );
        let kind = if source.is_some() { 2 } else { 1 };
        let changes = [
            ("name", json!(name)),
            ("type", json!(kind)),
            ("channel_id", json!(channel.to_string())),
        ];
        let changes = changes
            .iter()
            .map(|(key, new)| change(key, &Value::Null, new))
            .collect();
        self.webhook_changed(id, action::WEBHOOK_CREATE, creator, changes, reason, now);
        Ok(id)
    }

    /// Begins a post of a forum whose first message a webhook says; gives the post's id, which is the message's too.
    pub(crate) fn open_post_as(
        &mut self,
        thread: &thread::Draft<'_>,
        first: &MessageDraft<'_>,
        guise: Guise,
        now: Moment,
    ) -> u64 {
        let id = self.open_thread(thread, now);
        let first = MessageDraft {
            channel: id,
            body: first.body,
            files: first.files,
            ..*first
        };
        let origin = Origin {
            guise: Some(guise),
            ..Origin::default()
        };
        self.send_from_as(id, &first, origin, now);
        self.uncount(id);
        id
    }

    /// Takes a webhook away.
    pub(crate) fn remove_webhook(
        &mut self,
        id: u64,
        actor: u64,
        reason: Option<String>,
        now: Moment,
    ) {
        let Some(webhook) = self.webhooks.get(&id) else {
            return;
        };
        let old = [
            ("name", json!(webhook.name)),
            ("channel_id", json!(webhook.channel.to_string())),
        ];
        let changes = old
            .iter()
            .map(|(key, old)| change(key, old, &Value::Null))
            .collect();
        self.webhook_changed(id, action::WEBHOOK_DELETE, actor, changes, reason, now);
        self.webhooks.remove(&id);
    }

    /// Tells that the webhooks of a channel have changed.
    pub(crate) fn tell_webhooks(&mut self, channel: u64, now: Moment) {
        let guild = self.channels.get(&channel).and_then(Channel::guild);
        let data =
            json!({"guild_id": guild.map(|id| id.to_string()), "channel_id": channel.to_string()});
        self.tell_channel(
            channel,
            "WEBHOOKS_UPDATE",
            &data,
            intent::GUILD_WEBHOOKS,
            now,
        );
    }

    /// Tells of a webhook that was made, changed or is about to go, and logs it.
    pub(crate) fn webhook_changed(
        &mut self,
        id: u64,
        action: u16,
        actor: u64,
        changes: Vec<Value>,
        reason: Option<String>,
        now: Moment,
    ) {
        let Some(webhook) = self.webhooks.get(&id) else {
            return;
        };
        let (guild, channel) = (webhook.guild, webhook.channel);
        self.tell_webhooks(channel, now);
        self.audit(
            Audit {
                guild,
                actor,
                action,
                target: Some(id),
                reason,
                changes,
                options: Value::Null,
            },
            now,
        );
    }
}
