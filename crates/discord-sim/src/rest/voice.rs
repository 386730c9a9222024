//! Voice without sound: regions, voice states, status lines and sounds of voice channels.

use serde_json::json;

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, Route, SLOW, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{
        MANAGE_CHANNELS, MUTE_MEMBERS, NONE, REQUEST_TO_SPEAK, SET_VOICE_CHANNEL_STATUS, SPEAK,
        USE_EXTERNAL_SOUNDS, USE_SOUNDBOARD, VIEW_CHANNEL,
    },
    snowflake, validate,
    world::{
        ChannelKind, VoiceState, World,
        audit::{Audit, action},
        expression::DEFAULT_SOUNDS,
    },
};

/// What is about voice.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/voice/regions", "list_voice_regions", Access::Bot, USUAL, regions),
    route("GET", "/guilds/{guild}/regions", "list_guild_voice_regions", Access::Bot, USUAL, guild_regions),
    route("GET", "/guilds/{guild}/voice-states/@me", "get_self_voice_state", Access::Bot, USUAL, own_state),
    route("PATCH", "/guilds/{guild}/voice-states/@me", "update_self_voice_state", Access::Bot, SLOW, set_own_state),
    route("GET", "/guilds/{guild}/voice-states/{user}", "get_voice_state", Access::Bot, USUAL, state),
    route("PATCH", "/guilds/{guild}/voice-states/{user}", "update_voice_state", Access::Bot, SLOW, set_state),
    route("PUT", "/channels/{channel}/voice-status", "update_voice_channel_status", Access::Bot, SLOW, status),
    route("POST", "/channels/{channel}/send-soundboard-sound", "send_soundboard_sound", Access::Bot, SLOW, sound),
];

/// Id and name of the regions that voice servers stand in.
const REGIONS: [(&str, &str); 6] = [
    ("us-east", "US East"),
    ("us-west", "US West"),
    ("rotterdam", "Rotterdam"),
    ("brazil", "Brazil"),
    ("japan", "Japan"),
    ("sydney", "Sydney"),
];

fn regions(_: &mut World, _: &Call, _: Moment) -> Result<Answer, Refusal> {
    let region = |(place, (id, name)): (usize, &(&str, &str))| json!({"id": id, "name": name, "optimal": place == 0, "deprecated": false, "custom": false});
    Answer::ok(REGIONS.iter().enumerate().map(region).collect())
}

fn guild_regions(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    authority::in_guild(world, call, NONE, now)?;
    regions(world, call, now)
}

fn shown(world: &World, guild: u64, user: u64, now: Moment) -> Result<Answer, Refusal> {
    let state = world
        .voice
        .states
        .get(&(guild, user))
        .ok_or_else(refusal::unknown_voice_state)?;
    let mut json = world.voice_state_json(guild, user, state);
    json["member"] = world.member_json(guild, user, now);
    Answer::ok(json)
}

fn own_state(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    shown(world, guild, call.application, now)
}

fn state(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    shown(world, guild, call.id("user")?, now)
}

/// The stage that somebody is on, which a body may name.
fn stage_of(world: &World, call: &Call, guild: u64, user: u64) -> Result<u64, Refusal> {
    validate::voice_state(&call.body)?;
    let state = world
        .voice
        .states
        .get(&(guild, user))
        .ok_or_else(refusal::unknown_voice_state)?;
    let named = snowflake::read(&call.body["channel_id"]).unwrap_or(state.channel);
    if !world.channels.contains_key(&named) {
        return Err(refusal::unknown_channel());
    }
    if !world.is_stage(named) {
        return Err(refusal::wrong_channel_type());
    }
    if named == state.channel {
        Ok(named)
    } else {
        Err(refusal::unknown_voice_state())
    }
}

fn set_own_state(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    let stage = stage_of(world, call, guild, call.application)?;
    let suppress = call.body["suppress"].as_bool();
    if suppress == Some(false) {
        authority::may(world, call, stage, MUTE_MEMBERS, now)?;
    }
    let request = &call.body["request_to_speak_timestamp"];
    let asks = call.body.get("request_to_speak_timestamp").is_some();
    let at = request.as_str().and_then(Moment::parse);
    if let Some(at) = at {
        authority::may(world, call, stage, REQUEST_TO_SPEAK, now)?;
        // Clocks differ a little; what is an hour old is a mistake.
        if at + std::time::Duration::from_secs(60) < now {
            return Err(Refusal::form(
                &["request_to_speak_timestamp"],
                "REQUEST_TO_SPEAK_IN_THE_PAST",
                "Must be the present or a future time",
            ));
        }
    }
    let change = |state: &mut VoiceState| {
        if let Some(suppress) = suppress {
            state.suppress = suppress;
            state.request_to_speak = None;
        }
        if asks {
            state.request_to_speak = at;
        }
    };
    world.change_voice(guild, call.application, change, now);
    Answer::nothing()
}

fn set_state(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    let user = call.id("user")?;
    let stage = stage_of(world, call, guild, user)?;
    authority::may(world, call, stage, MUTE_MEMBERS, now)?;
    let bot = world.users.get(&user).is_some_and(|user| user.bot);
    let suppress = call.body["suppress"].as_bool();
    let change = |state: &mut VoiceState| {
        if let Some(suppress) = suppress.filter(|suppress| *suppress != state.suppress) {
            state.suppress = suppress;
            // People are asked up; they count as having asked.
            state.request_to_speak = (!suppress && !bot).then_some(now);
        }
    };
    world.change_voice(guild, user, change, now);
    Answer::nothing()
}

fn status(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let guild = authority::guild_of(world, channel)?;
    if world.channels.get(&channel).map(|found| found.kind) != Some(ChannelKind::Voice) {
        return Err(refusal::wrong_channel_type());
    }
    let state = world.voice.states.get(&(guild, call.application));
    let inside = state.is_some_and(|state| state.channel == channel);
    let more = if inside { NONE } else { MANAGE_CHANNELS };
    authority::may(world, call, channel, SET_VOICE_CHANNEL_STATUS | more, now)?;
    validate::voice_status(&call.body)?;
    let status = call.body["status"]
        .as_str()
        .filter(|status| !status.is_empty());
    if world.voice.statuses.get(&channel).map(String::as_str) == status {
        return Answer::nothing();
    }
    world.set_voice_status(channel, status, now);
    let (done, mut options) = match status {
        Some(status) => (
            action::VOICE_CHANNEL_STATUS_UPDATE,
            json!({"status": status}),
        ),
        None => (action::VOICE_CHANNEL_STATUS_DELETE, json!({})),
    };
    options["channel_id"] = json!(channel.to_string());
    let entry = Audit {
        options,
        ..call.audit(guild, done, channel, Vec::new())
    };
    world.audit(entry, now);
    Answer::nothing()
}

fn sound(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let guild = authority::guild_of(world, channel)?;
    if !world
        .channels
        .get(&channel)
        .is_some_and(|found| found.kind.is_voice())
    {
        return Err(refusal::wrong_channel_type());
    }
    validate::sound(&call.body)?;
    let id = snowflake::read(&call.body["sound_id"]).unwrap_or_default();
    let source = snowflake::read(&call.body["source_guild_id"]).unwrap_or(guild);
    let usual = DEFAULT_SOUNDS.iter().any(|(known, _)| *known == id);
    let own = world
        .guilds
        .get(&source)
        .and_then(|guild| guild.sounds.get(&id))
        .map(|sound| sound.volume);
    let volume = if usual { Some(1.0) } else { own };
    let foreign = if usual || source == guild {
        NONE
    } else {
        USE_EXTERNAL_SOUNDS
    };
    authority::may(world, call, channel, SPEAK | USE_SOUNDBOARD | foreign, now)?;
    let state = world.voice.states.get(&(guild, call.application));
    let state = state
        .filter(|state| state.channel == channel)
        .ok_or_else(refusal::not_in_voice)?;
    if state.deaf || state.self_deaf || state.mute || state.suppress {
        return Err(refusal::missing_permissions());
    }
    let volume = volume.ok_or_else(refusal::unknown_sound)?;
    world.play_sound(channel, call.application, (id, volume), now);
    Answer::nothing()
}
