//! Who is in which voice channel, and what voice channels are about. No sound: only the state that everybody sees.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Tracked, World, intent};
use crate::{clock::Moment, gateway::VoiceRequest};

/// Everything about voice, by guild and user or by channel.
#[derive(Debug, Default)]
pub(crate) struct Voice {
    /// By guild and user.
    pub(crate) states: Tracked<(u64, u64), VoiceState>,
    /// Status lines, by channel.
    pub(crate) statuses: BTreeMap<u64, String>,
    /// Since when somebody is in a channel.
    pub(crate) since: BTreeMap<u64, Moment>,
}

/// Somebody in a voice channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VoiceState {
    pub(crate) channel: u64,
    pub(crate) session: String,
    pub(crate) self_mute: bool,
    pub(crate) self_deaf: bool,
    /// Muted by the guild.
    pub(crate) mute: bool,
    /// Deafened by the guild.
    pub(crate) deaf: bool,
    /// Not allowed to speak on a stage.
    pub(crate) suppress: bool,
    pub(crate) request_to_speak: Option<Moment>,
}

impl World {
    /// Op 4 of a bot. Where Discord gives no answer at all (no such channel, no right to connect), neither does this.
    pub(crate) fn voice_request(&mut self, application: u64, request: VoiceRequest, now: Moment) {
        let VoiceRequest {
            guild_id,
            channel_id,
            self_mute,
            self_deaf,
        } = request;
        let member = self.guilds.get(&guild_id);
        if !member.is_some_and(|guild| guild.members.contains_key(&application)) {
            return;
        }
        let Some(channel) = channel_id else {
            return self.leave_voice(guild_id, application, now);
        };
        let is_voice = self
            .channels
            .get(&channel)
            .is_some_and(|found| found.guild() == Some(guild_id) && found.kind.is_voice());
        let inside = self.voice.states.get(&(guild_id, application));
        let enters = inside.is_none_or(|state| state.channel != channel);
        if !is_voice || enters && !self.may_connect(application, channel, now) {
            return;
        }
        let moved = self.join_voice(guild_id, application, channel, now);
        if let Some(state) = self.voice.states.get_mut(&(guild_id, application)) {
            (state.self_mute, state.self_deaf) = (self_mute, self_deaf);
        }
        self.tell_voice_state(guild_id, application, now);
        if moved {
            // Voice itself is not simulated: without an endpoint a bot waits for a server to be found.
            let server = json!({
                "token": format!("{:016x}", rand::random::<u64>()),
                "guild_id": guild_id.to_string(),
                "endpoint": null,
            });
            self.tell(
                application,
                "VOICE_SERVER_UPDATE",
                server,
                Some(guild_id),
                0,
            );
        }
    }

    /// Puts a member into a channel, and says whether that is a change. Nobody is told yet:
    /// [`World::tell_voice_state`] does that.
    pub(crate) fn join_voice(
        &mut self,
        guild_id: u64,
        user: u64,
        channel: u64,
        now: Moment,
    ) -> bool {
        let before = self.voice.states.get(&(guild_id, user)).cloned();
        if before
            .as_ref()
            .is_some_and(|state| state.channel == channel)
        {
            return false;
        }
        // On a stage everybody listens first.
        let stage = self.is_stage(channel);
        let state = before.clone().map_or_else(
            || VoiceState {
                channel,
                session: format!("{:032x}", rand::random::<u128>()),
                self_mute: false,
                self_deaf: false,
                mute: false,
                deaf: false,
                suppress: stage,
                request_to_speak: None,
            },
            |state| VoiceState {
                channel,
                suppress: stage,
                request_to_speak: None,
                ..state
            },
        );
        self.voice.states.insert((guild_id, user), state);
        self.voice.since.entry(channel).or_insert(now);
        if let Some(before) = before {
            self.emptied(before.channel);
        }
        true
    }

    /// Takes a member out of voice and tells the guild.
    pub(crate) fn leave_voice(&mut self, guild_id: u64, user: u64, now: Moment) {
        if let Some(state) = self.voice.states.remove(&(guild_id, user)) {
            self.emptied(state.channel);
            self.tell_left_state(guild_id, user, &state, now);
        }
    }

    /// Tells the guild how a member stands in voice.
    pub(crate) fn tell_voice_state(&mut self, guild_id: u64, user: u64, now: Moment) {
        if let Some(state) = self.voice.states.get(&(guild_id, user)) {
            let mut data = self.voice_state_json(guild_id, user, state);
            data["member"] = self.member_json(guild_id, user, now);
            let intents = intent::GUILD_VOICE_STATES;
            self.tell_guild(guild_id, "VOICE_STATE_UPDATE", &data, intents);
        }
    }

    fn tell_left_state(&mut self, guild_id: u64, user: u64, state: &VoiceState, now: Moment) {
        let mut data = self.voice_state_json(guild_id, user, state);
        data["channel_id"] = Value::Null;
        data["member"] = self.member_json(guild_id, user, now);
        let intents = intent::GUILD_VOICE_STATES;
        self.tell_guild(guild_id, "VOICE_STATE_UPDATE", &data, intents);
    }

    /// A voice state as REST and `GUILD_CREATE` have it.
    pub(crate) fn voice_state_json(&self, guild_id: u64, user: u64, state: &VoiceState) -> Value {
        json!({
            "guild_id": guild_id.to_string(),
            "channel_id": state.channel.to_string(),
            "user_id": user.to_string(),
            "session_id": state.session,
            "deaf": state.deaf,
            "mute": state.mute,
            "self_deaf": state.self_deaf,
            "self_mute": state.self_mute,
            "self_stream": false,
            "self_video": false,
            "suppress": state.suppress,
            "request_to_speak_timestamp": state.request_to_speak.map(Moment::iso),
        })
    }

    /// The voice states of a guild, as `GUILD_CREATE` has them: without the guild's id.
    pub(crate) fn voice_states_of(&self, guild_id: u64) -> Vec<Value> {
        let states = self
            .voice
            .states
            .range((guild_id, 0)..=(guild_id, u64::MAX));
        let state = |((_, user), state): (&(u64, u64), &VoiceState)| {
            let mut json = self.voice_state_json(guild_id, *user, state);
            if let Value::Object(fields) = &mut json {
                fields.remove("guild_id");
            }
            json
        };
        states.map(state).collect()
    }

    /// Op 43: of each voice channel that is in use or has a status, what it is about.
    pub(crate) fn channel_info(&self, guild_id: u64) -> Vec<Value> {
        let of_guild = |id: &&u64| {
            let channel = self.channels.get(*id);
            channel.is_some_and(|channel| channel.guild == Some(guild_id))
        };
        let Voice {
            statuses, since, ..
        } = &self.voice;
        let ids = statuses.keys().chain(since.keys()).filter(of_guild);
        let ids: std::collections::BTreeSet<u64> = ids.copied().collect();
        let info = |id: &u64| {
            json!({
                "id": id.to_string(),
                "status": statuses.get(id),
                "voice_start_time": since.get(id).map(|at| at.unix_millis() / 1_000),
            })
        };
        ids.iter().map(info).collect()
    }

    /// A channel that the last one left has no status any more.
    fn emptied(&mut self, channel: u64) {
        let voice = &mut self.voice;
        if voice.states.values().all(|state| state.channel != channel) {
            voice.since.remove(&channel);
            voice.statuses.remove(&channel);
        }
    }
}
