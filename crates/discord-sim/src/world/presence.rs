//! How bots show themselves: online or not, and what they say they do.

use serde_json::{Value, json};

use super::{World, intent};
use crate::gateway::Presence;

impl World {
    /// A bot shows itself so from now on; its guilds are told if that is a change.
    pub(crate) fn show(&mut self, application: u64, presence: &Presence) {
        let before = if presence.status == "offline" {
            self.presences.remove(&application)
        } else {
            self.presences.insert(application, presence.clone())
        };
        let hidden = |status: &str| matches!(status, "offline" | "invisible");
        let unchanged = match &before {
            Some(before) => before == presence,
            None => hidden(&presence.status),
        };
        if unchanged {
            return;
        }
        let guilds: Vec<u64> = self
            .guilds
            .values()
            .filter(|guild| guild.members.contains_key(&application))
            .map(|guild| guild.id)
            .collect();
        for guild in guilds {
            let mut data = presence_json(application, presence);
            data["guild_id"] = json!(guild.to_string());
            self.tell_guild(guild, "PRESENCE_UPDATE", &data, intent::GUILD_PRESENCES);
        }
    }

    /// The presences of a guild's members, as `GUILD_CREATE` has them.
    pub(crate) fn presences_of(&self, guild_id: u64) -> Vec<Value> {
        let Some(guild) = self.guilds.get(&guild_id) else {
            return Vec::new();
        };
        self.presences
            .iter()
            .filter(|(user, presence)| {
                guild.members.contains_key(user) && presence.status != "invisible"
            })
            .map(|(user, presence)| presence_json(*user, presence))
            .collect()
    }
}

/// Who is invisible looks offline.
fn presence_json(user: u64, presence: &Presence) -> Value {
    let status = match presence.status.as_str() {
        "invisible" => "offline",
        status => status,
    };
    let (activities, client_status) = if status == "offline" {
        (json!([]), json!({}))
    } else {
        (json!(presence.activities), json!({"web": status}))
    };
    json!({
        "user": {"id": user.to_string()},
        "status": status,
        "activities": activities,
        "client_status": client_status,
    })
}
