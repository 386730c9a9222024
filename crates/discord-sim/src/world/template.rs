//! Templates: a guild's shape under a code, to make others like it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ChannelKind, World, application::scramble};
use crate::clock::Moment;

/// Channels that templates hold; those of communities are left out (spec).
const TEMPLATED: [ChannelKind; 4] = [
    ChannelKind::Text,
    ChannelKind::Voice,
    ChannelKind::Category,
    ChannelKind::Forum,
];

/// A guild's shape as it was when the template was made or synchronised.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Template {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) creator: u64,
    pub(crate) made: Moment,
    pub(crate) synchronised: Moment,
    pub(crate) shape: Value,
}

impl World {
    /// A code that nobody has seen.
    pub(crate) fn template_code(&mut self, now: Moment) -> String {
        let id = self.id(now);
        format!("{:012x}", scramble(id) >> 16)
    }

    /// The template of a code, with its guild.
    pub(crate) fn template(&self, code: &str) -> Option<(u64, &Template)> {
        let mut guilds = self.guilds.values();
        guilds.find_map(|guild| {
            let template = guild
                .community
                .template
                .as_ref()
                .filter(|found| found.code == code)?;
            Some((guild.id, template))
        })
    }

    /// `is_dirty` says whether the guild has changed since; null otherwise.
    pub(crate) fn template_json(&self, guild: u64, template: &Template) -> Value {
        json!({
            "code": template.code,
            "name": template.name,
            "description": template.description,
            "usage_count": 0,
            "creator_id": template.creator.to_string(),
            "creator": self.user_json(template.creator),
            "created_at": template.made.iso(),
            "updated_at": template.synchronised.iso(),
            "source_guild_id": guild.to_string(),
            "serialized_source_guild": template.shape,
            "is_dirty": (self.shape(guild) != template.shape).then_some(true),
        })
    }

    /// A guild's shape: ids are small numbers, @everyone is 0.
    pub(crate) fn shape(&self, guild: u64) -> Value {
        let Some(found) = self.guilds.get(&guild) else {
            return Value::Null;
        };
        let mut order = vec![guild];
        order.extend(found.ladder());
        let channels: Vec<_> = self
            .channels_in(guild)
            .filter(|channel| TEMPLATED.contains(&channel.kind))
            .collect();
        let number = |id: Option<u64>| {
            let place = id.and_then(|id| channels.iter().position(|channel| channel.id == id));
            place.map(|place| place + 1)
        };
        let role_number = |id: u64| order.iter().position(|role| *role == id);
        let roles: Vec<Value> = order
            .iter()
            .enumerate()
            .filter_map(|(place, id)| {
                let role = found.roles.get(id).filter(|role| !role.managed())?;
                Some(json!({"id": place, "name": role.name, "permissions": role.permissions.to_string(),
                    "color": role.color, "colors": null, "hoist": role.hoist, "mentionable": role.mentionable,
                    "icon": null, "unicode_emoji": role.emoji}))
            })
            .collect();
        let channels_json: Vec<Value> = channels
            .iter()
            .map(|channel| {
                let overwrites = channel.overwrites.iter().filter(|overwrite| !overwrite.member);
                let overwrites = overwrites.filter_map(|overwrite| {
                    Some(json!({"id": role_number(overwrite.id)?.to_string(), "type": 0,
                        "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string()}))
                });
                json!({"id": number(Some(channel.id)), "type": channel.code(), "name": channel.name,
                    "position": channel.position, "topic": channel.topic, "bitrate": 64_000, "user_limit": 0,
                    "nsfw": channel.nsfw, "rate_limit_per_user": channel.slow_mode,
                    "parent_id": number(channel.parent).map(|place| place.to_string()),
                    "default_auto_archive_duration": null, "permission_overwrites": overwrites.collect::<Vec<_>>(),
                    "available_tags": null, "template": "", "default_reaction_emoji": null,
                    "default_thread_rate_limit_per_user": null, "default_sort_order": null,
                    "default_forum_layout": null, "default_tag_setting": null, "theme_color": null})
            })
            .collect();
        let settings = found.json();
        let mut shape =
            json!({"name": found.name, "region": null, "roles": roles, "channels": channels_json});
        for key in [
            "description",
            "verification_level",
            "default_message_notifications",
            "explicit_content_filter",
            "preferred_locale",
            "afk_timeout",
            "system_channel_flags",
        ] {
            shape[key] = settings[key].clone();
        }
        for key in ["afk_channel_id", "system_channel_id"] {
            let place = number(found.channel_setting(key));
            shape[key] = json!(place.map(|place| place.to_string()));
        }
        shape
    }
}
