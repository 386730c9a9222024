//! What is done to people in voice channels, and the sounds and status lines there.

use serde_json::json;

use super::{Channel, ChannelKind, VoiceState, World, intent};
use crate::{clock::Moment, permission};

/// What somebody's voice state becomes; `None` leaves a part as it is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct VoiceChange {
    /// Muted by the guild.
    pub(crate) mute: Option<bool>,
    /// Deafened by the guild.
    pub(crate) deaf: Option<bool>,
    /// Moved to this channel, or out of voice.
    pub(crate) channel: Option<Option<u64>>,
}

/// Why somebody is not where a change wants them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VoiceEnd {
    /// The user is in no voice channel.
    NotConnected,
    /// The channel is none where people talk.
    NoVoiceChannel,
}

impl World {
    /// Mutes, deafens, moves or disconnects somebody, and tells the guild.
    pub(crate) fn set_voice(
        &mut self,
        guild: u64,
        user: u64,
        change: VoiceChange,
        now: Moment,
    ) -> Result<(), VoiceEnd> {
        let state = self.voice.states.get_mut(&(guild, user));
        let state = state.ok_or(VoiceEnd::NotConnected)?;
        let before = state.clone();
        state.mute = change.mute.unwrap_or(state.mute);
        state.deaf = change.deaf.unwrap_or(state.deaf);
        match change.channel {
            None => {}
            Some(None) => {
                self.leave_voice(guild, user, now);
                return Ok(());
            }
            Some(Some(channel)) => {
                let found = self.channels.get(&channel);
                if !found.is_some_and(|found| found.kind.is_voice() && found.guild == Some(guild)) {
                    self.voice.states.insert((guild, user), before);
                    return Err(VoiceEnd::NoVoiceChannel);
                }
                self.join_voice(guild, user, channel, now);
            }
        }
        if self.voice.states.get(&(guild, user)) != Some(&before) {
            self.tell_voice_state(guild, user, now);
        }
        Ok(())
    }

    /// Changes somebody's voice state, and tells the guild if that changed anything.
    pub(crate) fn change_voice(
        &mut self,
        guild: u64,
        user: u64,
        change: impl FnOnce(&mut VoiceState),
        now: Moment,
    ) {
        if let Some(state) = self.voice.states.get_mut(&(guild, user)) {
            let before = state.clone();
            change(state);
            if *state != before {
                self.tell_voice_state(guild, user, now);
            }
        }
    }

    /// Whether somebody may come into a voice or stage channel now: with the right, and while there is a place.
    pub(crate) fn may_connect(&self, user: u64, channel: u64, now: Moment) -> bool {
        let Some(hall) = self
            .channels
            .get(&channel)
            .and_then(|found| found.hall.as_ref())
        else {
            return false;
        };
        let bits = self.permissions_in(user, channel, now);
        let inside = self
            .voice
            .states
            .values()
            .filter(|state| state.channel == channel);
        let full = hall.user_limit > 0 && inside.count() as u64 >= hall.user_limit;
        bits & permission::CONNECT != 0 && (!full || bits & permission::MOVE_MEMBERS != 0)
    }

    /// Sends everybody out of a channel.
    pub(crate) fn empty_hall(&mut self, channel: u64, now: Moment) {
        let inside = self
            .voice
            .states
            .iter()
            .filter(|(_, state)| state.channel == channel);
        let inside: Vec<(u64, u64)> = inside.map(|(key, _)| *key).collect();
        for (guild, user) in inside {
            self.leave_voice(guild, user, now);
        }
    }

    /// Sets the status line of a voice channel, and tells who sees it.
    pub(crate) fn set_voice_status(&mut self, channel: u64, status: Option<&str>, now: Moment) {
        match status {
            Some(status) => self.voice.statuses.insert(channel, status.to_owned()),
            None => self.voice.statuses.remove(&channel),
        };
        let guild = self.channels.get(&channel).and_then(Channel::guild);
        let data = json!({"id": channel.to_string(), "guild_id": guild.map(|id| id.to_string()), "status": status});
        // No list of intents in the docs names this event.
        let intents = intent::GUILDS | intent::GUILD_VOICE_STATES;
        self.tell_channel(channel, "VOICE_CHANNEL_STATUS_UPDATE", &data, intents, now);
    }

    /// Lets a sound be heard in a voice channel.
    pub(crate) fn play_sound(
        &mut self,
        channel: u64,
        user: u64,
        (sound, volume): (u64, f64),
        now: Moment,
    ) {
        let guild = self.channels.get(&channel).and_then(Channel::guild);
        let data = json!({
            "channel_id": channel.to_string(),
            "guild_id": guild.map(|id| id.to_string()),
            "user_id": user.to_string(),
            "emoji": null,
            "animation_type": null,
            "sound_id": sound.to_string(),
            "sound_volume": volume,
        });
        let intents = intent::GUILD_VOICE_STATES;
        self.tell_channel(channel, "VOICE_CHANNEL_EFFECT_SEND", &data, intents, now);
    }

    /// Whether a channel is a stage.
    pub(crate) fn is_stage(&self, channel: u64) -> bool {
        let found = self.channels.get(&channel);
        found.is_some_and(|found| found.kind == ChannelKind::Stage)
    }
}
