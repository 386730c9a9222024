//! Auto-moderation: a guild's rules about what people write (`resources/auto-moderation.mdx`).

mod act;
mod matching;
mod words;

use regex::Regex;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{World, intent};
use crate::{
    clock::Moment,
    permission,
    validate::moderation_rule::{action, event, pattern, trigger},
};

/// A rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) id: u64,
    pub(crate) guild: u64,
    pub(crate) creator: u64,
    pub(crate) name: String,
    pub(crate) enabled: bool,
    /// One of [`event`].
    pub(crate) event: u64,
    /// One of [`trigger`].
    pub(crate) trigger: u64,
    pub(crate) metadata: Value,
    /// `type` and `metadata` of each.
    pub(crate) actions: Vec<Value>,
    pub(crate) exempt_roles: Vec<u64>,
    pub(crate) exempt_channels: Vec<u64>,
    /// The metadata's regular expressions; made again when a rule is read from a file.
    #[serde(skip)]
    patterns: Vec<Regex>,
}

fn ids(list: &Value) -> Vec<u64> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(crate::validate::snowflake).collect()
}

impl Rule {
    /// A rule with nothing set.
    pub(crate) fn bare(id: u64, guild: u64, creator: u64, trigger: u64) -> Self {
        Self {
            id,
            guild,
            creator,
            name: String::new(),
            enabled: false,
            event: event::MESSAGE,
            trigger,
            metadata: complete(trigger, &Value::Null),
            actions: Vec::new(),
            exempt_roles: Vec::new(),
            exempt_channels: Vec::new(),
            patterns: Vec::new(),
        }
    }

    /// Takes what a body of the right form says.
    pub(crate) fn take(&mut self, body: &Value) {
        if let Some(name) = body["name"].as_str() {
            name.clone_into(&mut self.name);
        }
        if let Some(event) = body["event_type"].as_u64() {
            self.event = event;
        }
        if let Some(enabled) = body["enabled"].as_bool() {
            self.enabled = enabled;
        }
        if body["trigger_metadata"].is_object() {
            self.metadata = complete(self.trigger, &body["trigger_metadata"]);
            self.prepare();
        }
        if let Some(actions) = body["actions"].as_array() {
            self.actions = actions.iter().map(stored_action).collect();
        }
        if body["exempt_roles"].is_array() {
            self.exempt_roles = ids(&body["exempt_roles"]);
        }
        if body["exempt_channels"].is_array() {
            self.exempt_channels = ids(&body["exempt_channels"]);
        }
    }

    /// Makes the regular expressions of its metadata.
    pub(crate) fn prepare(&mut self) {
        let patterns = self.metadata["regex_patterns"].as_array();
        let patterns = patterns.into_iter().flatten();
        self.patterns = patterns
            .filter_map(|text| pattern(text.as_str()?))
            .collect();
    }

    pub(crate) fn json(&self) -> Value {
        let texts = |ids: &[u64]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        json!({
            "id": self.id.to_string(),
            "guild_id": self.guild.to_string(),
            "creator_id": self.creator.to_string(),
            "name": self.name,
            "event_type": self.event,
            "trigger_type": self.trigger,
            "trigger_metadata": self.metadata,
            "actions": self.actions,
            "enabled": self.enabled,
            "exempt_roles": texts(&self.exempt_roles),
            "exempt_channels": texts(&self.exempt_channels),
        })
    }
}

/// A trigger's metadata with every key it has.
fn complete(trigger: u64, given: &Value) -> Value {
    let list = |key: &str| match &given[key] {
        Value::Array(list) => json!(list),
        _ => json!([]),
    };
    match trigger {
        trigger::KEYWORD | trigger::PROFILE => json!({"keyword_filter": list("keyword_filter"),
            "regex_patterns": list("regex_patterns"), "allow_list": list("allow_list")}),
        trigger::PRESET => json!({"presets": list("presets"), "allow_list": list("allow_list")}),
        trigger::MENTIONS => json!({
            "mention_total_limit": given["mention_total_limit"].as_u64().unwrap_or_default(),
            "mention_raid_protection_enabled": given["mention_raid_protection_enabled"].as_bool().unwrap_or_default(),
        }),
        _ => json!({}),
    }
}

/// An action as it is shown: with the metadata of its kind only.
fn stored_action(given: &Value) -> Value {
    let metadata = &given["metadata"];
    let kept = match given["type"].as_u64() {
        Some(action::BLOCK) if metadata["custom_message"].is_string() => {
            json!({"custom_message": metadata["custom_message"]})
        }
        Some(action::ALERT) => {
            let channel = crate::validate::snowflake(&metadata["channel_id"]);
            json!({"channel_id": channel.unwrap_or_default().to_string()})
        }
        Some(action::TIME_OUT) => {
            json!({"duration_seconds": metadata["duration_seconds"].as_u64().unwrap_or_default()})
        }
        _ => json!({}),
    };
    json!({"type": given["type"], "metadata": kept})
}

impl World {
    /// Tells the bots that may manage the guild about a rule.
    pub(crate) fn tell_rule(&mut self, rule: &Rule, event: &'static str, now: Moment) {
        let data = rule.json();
        for bot in self.managers_of(rule.guild, now) {
            self.tell(
                bot,
                event,
                data.clone(),
                Some(rule.guild),
                intent::AUTO_MODERATION_CONFIGURATION,
            );
        }
    }

    /// The bots that may manage a guild: only they hear of auto-moderation.
    fn managers_of(&self, guild: u64, now: Moment) -> Vec<u64> {
        let mut bots = self.listeners_of(guild);
        bots.retain(|bot| self.guild_permissions(*bot, guild, now) & permission::MANAGE_GUILD != 0);
        bots
    }
}
