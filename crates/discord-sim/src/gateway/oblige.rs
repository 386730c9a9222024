//! What an identified client is answered: members, sounds, channels; and what it says of itself.

use serde_json::json;
use tokio::time::Instant;

use super::{
    connection::{Connection, End},
    incoming::Incoming,
    intents,
    members::MembersRequest,
    session::Event,
};

impl Connection {
    /// Does what a client of a live session asks for.
    pub(super) async fn oblige(
        &mut self,
        request: Incoming,
        serial: u64,
        intents: u64,
    ) -> Result<(), End> {
        let Some(application_id) = self.application_id else {
            return Ok(());
        };
        let directory = self.gateway.directory();
        let events = match request {
            Incoming::Members(request) => self.members(&request, application_id, intents),
            Incoming::Presence(presence) => {
                directory.show(application_id, presence);
                Vec::new()
            }
            Incoming::Voice(request) => {
                directory.voice(application_id, request);
                Vec::new()
            }
            Incoming::Soundboard(guilds) => guilds
                .into_iter()
                .filter_map(|guild| {
                    let sounds = directory.soundboard(application_id, guild)?;
                    let data = json!({"guild_id": guild.to_string(), "soundboard_sounds": sounds});
                    Some(Event::new("SOUNDBOARD_SOUNDS", &data))
                })
                .collect(),
            Incoming::Channels(request) => directory
                .channel_info(application_id, request.guild_id)
                .map(|channels| Event::new("CHANNEL_INFO", &request.answer(&channels)))
                .into_iter()
                .collect(),
            Incoming::Heartbeat | Incoming::Identify(_) | Incoming::Resume(_) => Vec::new(),
        };
        self.gateway
            .with_app(application_id, |app| app.tell(serial, events));
        self.pump().await
    }

    fn members(&self, request: &MembersRequest, application_id: u64, intents: u64) -> Vec<Event> {
        let gateway = &self.gateway;
        let now = Instant::now();
        let wait = if request.wants_everyone() {
            gateway.with_app(application_id, |app| app.whole_list(request.guild_id, now))
        } else {
            None
        };
        if let Some(wait) = wait {
            vec![Event::new("RATE_LIMITED", &request.rate_limited(wait))]
        } else {
            // Discord does not say what a whole list without the intent gives; here it gives nobody.
            let forbidden = request.wants_everyone() && intents & intents::GUILD_MEMBERS == 0;
            let members = if forbidden {
                Vec::new()
            } else {
                gateway
                    .directory()
                    .members(application_id, request.guild_id)
            };
            let chunks = request.chunks(&members);
            chunks
                .iter()
                .map(|data| Event::new("GUILD_MEMBERS_CHUNK", data))
                .collect()
        }
    }
}
