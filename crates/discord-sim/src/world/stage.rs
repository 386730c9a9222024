//! Live stages: what a stage channel talks about now (`resources/stage-instance.mdx`).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{World, intent};
use crate::clock::Moment;

/// A stage channel that is live.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Stage {
    pub(crate) id: u64,
    pub(crate) guild: u64,
    pub(crate) channel: u64,
    pub(crate) topic: String,
    pub(crate) privacy: u64,
    /// The scheduled event that it is.
    pub(crate) event: Option<u64>,
}

impl Stage {
    pub(crate) fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "guild_id": self.guild.to_string(),
            "channel_id": self.channel.to_string(),
            "topic": self.topic,
            "privacy_level": self.privacy,
            "discoverable_disabled": true,
            "guild_scheduled_event_id": self.event.map(|id| id.to_string()),
        })
    }
}

impl World {
    /// Makes a stage channel live, and tells who sees it.
    pub(crate) fn open_stage(&mut self, stage: Stage, now: Moment) -> Value {
        let (channel, json) = (stage.channel, stage.json());
        self.stages.insert(channel, stage);
        self.tell_channel(channel, "STAGE_INSTANCE_CREATE", &json, intent::GUILDS, now);
        json
    }

    /// Changes a live stage, and tells who sees it.
    pub(crate) fn change_stage(
        &mut self,
        channel: u64,
        change: impl FnOnce(&mut Stage),
        now: Moment,
    ) -> Option<Value> {
        let stage = self.stages.get_mut(&channel)?;
        let before = stage.json();
        change(stage);
        let json = stage.json();
        if json != before {
            self.tell_channel(channel, "STAGE_INSTANCE_UPDATE", &json, intent::GUILDS, now);
        }
        Some(json)
    }

    /// Ends a live stage, and tells who sees it.
    pub(crate) fn close_stage(&mut self, channel: u64, now: Moment) -> Option<Stage> {
        let stage = self.stages.remove(&channel)?;
        self.tell_channel(
            channel,
            "STAGE_INSTANCE_DELETE",
            &stage.json(),
            intent::GUILDS,
            now,
        );
        Some(stage)
    }

    pub(crate) fn stages_of(&self, guild: u64) -> Vec<Value> {
        let stages = self.stages.values().filter(|stage| stage.guild == guild);
        stages.map(Stage::json).collect()
    }
}
