//! Guilds that are unavailable for a while.
//!
//! The world knows nothing of it: its events behind an intent are lost meanwhile, and the guild comes back as it is
//! then.

use serde_json::{Value, json};

use super::{Gateway, intents, model::Dispatch, standing::Parcel};

impl Gateway {
    /// A guild, or every guild, of the application goes out.
    pub(super) fn begin_outage(&self, application_id: u64, guild: Option<u64>) {
        let mut guilds = self.directory().guild_ids(application_id);
        guilds.retain(|id| guild.is_none_or(|wanted| wanted == *id));
        for guild_id in guilds {
            let gone = json!({"id": guild_id.to_string(), "unavailable": true});
            let parcel = parcel(application_id, guild_id, "GUILD_DELETE", gone);
            self.with_app(application_id, |app| {
                if app.standing.out.insert(guild_id) {
                    app.deliver(&parcel);
                }
            });
        }
    }

    /// A guild, or every guild that is out, comes back.
    pub(super) fn end_outage(&self, application_id: u64, guild: Option<u64>) {
        let out = self.with_app(application_id, |app| app.standing.out.clone());
        for guild_id in out {
            if guild.is_some_and(|wanted| wanted != guild_id) {
                continue;
            }
            let directory = self.directory();
            let back = directory.guild_create(application_id, guild_id, u64::MAX);
            // The bot may have been thrown out meanwhile.
            let (event, data) = match back {
                Some(guild) => ("GUILD_CREATE", guild),
                None => ("GUILD_DELETE", json!({"id": guild_id.to_string()})),
            };
            let parcel = parcel(application_id, guild_id, event, data);
            self.with_app(application_id, |app| {
                if app.standing.out.remove(&guild_id) {
                    app.deliver(&parcel);
                }
            });
        }
    }
}

fn parcel(application_id: u64, guild_id: u64, event: &'static str, data: Value) -> Parcel {
    Parcel::of(Dispatch {
        application_id,
        event,
        data,
        guild_id: Some(guild_id),
        intents: intents::GUILDS,
    })
}
