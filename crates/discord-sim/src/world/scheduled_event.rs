//! Scheduled events of guilds: what is planned, who wants to come, and single occurrences that differ.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{World, intent};
use crate::clock::Moment;

/// A planned event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ScheduledEvent {
    pub(crate) id: u64,
    pub(crate) guild: u64,
    pub(crate) creator: u64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    /// For events on a stage or in a voice channel.
    pub(crate) channel: Option<u64>,
    /// For events elsewhere.
    pub(crate) location: Option<String>,
    pub(crate) starts: Moment,
    pub(crate) ends: Option<Moment>,
    pub(crate) status: Status,
    /// 1 stage, 2 voice, 3 elsewhere.
    pub(crate) entity: u64,
    /// As Discord writes it, with every field.
    pub(crate) recurrence: Value,
    pub(crate) interested: BTreeSet<u64>,
    pub(crate) exceptions: BTreeMap<u64, Exception>,
}

/// One occurrence of a recurring event that differs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Exception {
    pub(crate) id: u64,
    pub(crate) starts: Option<Moment>,
    pub(crate) ends: Option<Moment>,
    pub(crate) canceled: bool,
    pub(crate) interested: BTreeSet<u64>,
}

/// Where an event is in its life, by Discord's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Scheduled = 1,
    Active = 2,
    Completed = 3,
    Canceled = 4,
}

impl Status {
    pub(crate) fn of(number: u64) -> Option<Self> {
        [
            Self::Scheduled,
            Self::Active,
            Self::Completed,
            Self::Canceled,
        ]
        .into_iter()
        .find(|status| *status as u64 == number)
    }

    /// Whether an event may go from this status to `next`.
    pub(crate) fn leads_to(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Scheduled, Self::Active | Self::Canceled) | (Self::Active, Self::Completed)
        )
    }
}

impl Exception {
    pub(crate) fn json(&self, event: u64) -> Value {
        json!({"event_id": event.to_string(), "event_exception_id": self.id.to_string(),
            "scheduled_start_time": self.starts.map(Moment::iso), "scheduled_end_time": self.ends.map(Moment::iso),
            "is_canceled": self.canceled})
    }
}

impl ScheduledEvent {
    /// Not over and not called off.
    pub(crate) fn running(&self) -> bool {
        matches!(self.status, Status::Scheduled | Status::Active)
    }

    pub(crate) fn json(&self) -> Value {
        let metadata = match (&self.location, self.entity) {
            (Some(location), _) => json!({"location": location}),
            (None, 1) => json!({"speaker_ids": []}),
            (None, _) => Value::Null,
        };
        let exceptions: Vec<Value> = self
            .exceptions
            .values()
            .map(|exception| exception.json(self.id))
            .collect();
        json!({
            "id": self.id.to_string(),
            "guild_id": self.guild.to_string(),
            "channel_id": self.channel.map(|id| id.to_string()),
            "creator_id": self.creator.to_string(),
            "name": self.name,
            "description": self.description,
            "image": null,
            "scheduled_start_time": self.starts.iso(),
            "scheduled_end_time": self.ends.map(Moment::iso),
            "privacy_level": 2,
            "status": self.status as u64,
            "entity_type": self.entity,
            "entity_id": null,
            "entity_metadata": metadata,
            "recurrence_rule": self.recurrence,
            "guild_scheduled_event_exceptions": exceptions,
        })
    }
}

impl World {
    /// Stores an event and tells the bots of its guild.
    pub(crate) fn save_scheduled_event(&mut self, event: ScheduledEvent, name: &'static str) {
        let (guild, data) = (event.guild, event.json());
        self.scheduled_events.insert(event.id, event);
        self.tell_guild(guild, name, &data, intent::GUILD_SCHEDULED_EVENTS);
    }

    /// Takes an event away and tells the bots of its guild.
    pub(crate) fn delete_scheduled_event(&mut self, id: u64) {
        if let Some(event) = self.scheduled_events.remove(&id) {
            self.tell_guild(
                event.guild,
                "GUILD_SCHEDULED_EVENT_DELETE",
                &event.json(),
                intent::GUILD_SCHEDULED_EVENTS,
            );
        }
    }

    /// A person wants to come, or does not any more; `false` when nothing changed.
    pub(crate) fn interest(&mut self, id: u64, user: u64, comes: bool) -> bool {
        let Some(event) = self.scheduled_events.get_mut(&id) else {
            return false;
        };
        let changed = if comes {
            event.interested.insert(user)
        } else {
            event.interested.remove(&user)
        };
        let guild = event.guild;
        if changed {
            let name = if comes {
                "GUILD_SCHEDULED_EVENT_USER_ADD"
            } else {
                "GUILD_SCHEDULED_EVENT_USER_REMOVE"
            };
            let data = json!({"guild_scheduled_event_id": id.to_string(), "user_id": user.to_string(),
                "guild_id": guild.to_string()});
            self.tell_guild(guild, name, &data, intent::GUILD_SCHEDULED_EVENTS);
        }
        changed
    }
}
