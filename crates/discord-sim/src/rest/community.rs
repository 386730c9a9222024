//! What a guild shows to who comes: welcome screen, onboarding, requests to join; and what pauses that.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    Call, Refusal,
    audit_log::entry,
    authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{KICK_MEMBERS, MANAGE_GUILD, MANAGE_ROLES, NONE, SEND_MESSAGES, VIEW_CHANNEL},
    validate::{self, snowflake},
    world::{Guild, WelcomeScreen, World, audit::action},
};

/// What is about a guild's newcomers.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/welcome-screen", "get_guild_welcome_screen", Access::Bot, USUAL, welcome),
    route("PATCH", "/guilds/{guild}/welcome-screen", "update_guild_welcome_screen", Access::Bot, USUAL, change_welcome),
    route("GET", "/guilds/{guild}/new-member-welcome", "get_guild_new_member_welcome", Access::Bot, USUAL, guide),
    route("GET", "/guilds/{guild}/onboarding", "get_guilds_onboarding", Access::Bot, USUAL, onboarding),
    route("PUT", "/guilds/{guild}/onboarding", "put_guilds_onboarding", Access::Bot, USUAL, change_onboarding),
    route("PUT", "/guilds/{guild}/incident-actions", "update_guild_incident_actions", Access::Bot, USUAL, pause),
    route("GET", "/guilds/{guild}/requests", "get_guild_join_requests", Access::Bot, USUAL, requests),
    route("PATCH", "/guilds/{guild}/requests/{request}", "action_guild_join_request", Access::Bot, USUAL, answer_request),
];

/// Default channels that an onboarding needs, and how many of them everybody must be able to write in (docs).
const DEFAULT_CHANNELS: (usize, usize) = (7, 5);
/// How far ahead a pause may end (docs).
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);
/// Requests in one list (spec).
const REQUESTS: u64 = 100;

fn welcome(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    let screen = authority::guild(world, guild)?.community.welcome.clone();
    let screen = screen.ok_or_else(refusal::unknown_welcome_screen)?;
    if !screen.enabled {
        authority::in_guild(world, call, MANAGE_GUILD, now)?;
    }
    Answer::ok(screen.json())
}

fn change_welcome(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    let body = &call.body;
    validate::welcome_screen(body)?;
    let screen = authority::guild(world, guild)?.community.welcome.clone();
    let mut screen: WelcomeScreen = screen.unwrap_or_default();
    if let Some(enabled) = body["enabled"].as_bool() {
        screen.enabled = enabled;
    }
    if let Some(description) = body.get("description") {
        screen.description = description.as_str().map(ToOwned::to_owned);
    }
    if let Some(channels) = body["welcome_channels"].as_array() {
        screen.channels.clear();
        for given in channels {
            let id = of_guild(world, guild, &given["channel_id"])?;
            let emoji = snowflake(&given["emoji_id"]).map(|id| id.to_string());
            screen.channels.push(
                json!({"channel_id": id.to_string(), "description": given["description"],
                "emoji_id": emoji, "emoji_name": given["emoji_name"]}),
            );
        }
    }
    let answer = screen.json();
    world.change_guild(guild, |guild| {
        guild.switch_feature("WELCOME_SCREEN_ENABLED", screen.enabled);
        guild.community.welcome = Some(screen);
    });
    Answer::ok(answer)
}

/// A channel that must be the guild's.
fn of_guild(world: &World, guild: u64, id: &Value) -> Result<u64, Refusal> {
    let channel = snowflake(id).and_then(|id| world.channels.get(&id));
    let channel = channel.filter(|channel| channel.guild == Some(guild));
    Ok(channel.ok_or_else(refusal::unknown_channel)?.id)
}

/// Nobody has set a server guide: the API has no way to.
fn guide(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    authority::in_guild(world, call, NONE, now)?;
    Answer::nothing()
}

fn onboarding(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    Answer::ok(
        authority::guild(world, guild)?
            .community
            .onboarding
            .json(guild),
    )
}

fn change_onboarding(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD | MANAGE_ROLES, now)?;
    let body = &call.body;
    validate::onboarding(body)?;
    let mut new = authority::guild(world, guild)?.community.onboarding.clone();
    if let Some(prompts) = body["prompts"].as_array() {
        let mut shown = Vec::new();
        for given in prompts {
            shown.push(prompt(world, guild, &new.prompts, given, now)?);
        }
        new.prompts = shown;
    }
    if let Some(channels) = body["default_channel_ids"].as_array() {
        let ids: Result<Vec<u64>, Refusal> = channels
            .iter()
            .map(|id| of_guild(world, guild, id))
            .collect();
        new.default_channels = ids?;
    }
    new.mode = body["mode"].as_u64().unwrap_or(new.mode);
    new.enabled = body["enabled"].as_bool().unwrap_or(new.enabled);
    let found = authority::guild(world, guild)?;
    if new.enabled && !suffices(world, found, &new.default_channels) {
        return Err(refusal::onboarding_below_requirements());
    }
    let answer = new.json(guild);
    if let Some(guild) = world.guilds.get_mut(&guild) {
        guild.community.onboarding = new;
    }
    world.audit(entry(call, guild, action::ONBOARDING_UPDATE, None), now);
    Answer::ok(answer)
}

/// Whether an onboarding has enough channels that everybody sees, and enough to write in.
fn suffices(world: &World, guild: &Guild, channels: &[u64]) -> bool {
    let bits = |id: &u64| {
        let channel = world.channels.get(id);
        channel.map_or(NONE, |channel| {
            guild.permissions_of_strangers(&channel.overwrites, channel.kind.place())
        })
    };
    let seen = channels
        .iter()
        .filter(|id| bits(id) & VIEW_CHANNEL != 0)
        .count();
    let open = channels
        .iter()
        .filter(|id| bits(id) & SEND_MESSAGES != 0)
        .count();
    seen >= DEFAULT_CHANNELS.0 && open >= DEFAULT_CHANNELS.1
}

/// A question as it is shown. An id that is new is a placeholder, and replaced.
fn prompt(
    world: &mut World,
    guild: u64,
    known: &[Value],
    given: &Value,
    now: Moment,
) -> Result<Value, Refusal> {
    let old = known.iter().find(|old| old["id"] == given["id"]);
    let mut options = Vec::new();
    for option in given["options"].as_array().into_iter().flatten() {
        let texts = |key: &str| -> Vec<String> {
            let ids = option[key]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(snowflake);
            ids.map(|id| id.to_string()).collect()
        };
        for channel in option["channel_ids"].as_array().into_iter().flatten() {
            of_guild(world, guild, channel)?;
        }
        let roles = &authority::guild(world, guild)?.roles;
        let mut ids = option["role_ids"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(snowflake);
        if ids.any(|id| !roles.contains_key(&id)) {
            return Err(refusal::unknown_role());
        }
        let id = snowflake(&option["id"]).filter(|_| old.is_some());
        let id = id.unwrap_or_else(|| world.id(now));
        let emoji = snowflake(&option["emoji_id"]).map(|id| id.to_string());
        options.push(json!({"id": id.to_string(), "title": option["title"],
            "description": option["description"].as_str().unwrap_or_default(),
            "emoji": {"id": emoji, "name": option["emoji_name"],
                "animated": option["emoji_animated"].as_bool().unwrap_or_default()},
            "role_ids": texts("role_ids"), "channel_ids": texts("channel_ids")}));
    }
    let id = match old {
        Some(old) => old["id"].clone(),
        None => json!(world.id(now).to_string()),
    };
    let flag = |key: &str| given[key].as_bool().unwrap_or_default();
    Ok(
        json!({"id": id, "title": given["title"], "options": options, "single_select": flag("single_select"),
        "required": flag("required"), "in_onboarding": flag("in_onboarding"),
        "type": given["type"].as_u64().unwrap_or_default()}),
    )
}

/// Pauses invites and private messages for a while; null, or nothing said, ends a pause.
fn pause(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    validate::incident_actions(&call.body)?;
    let mut answer = json!({});
    for key in ["invites_disabled_until", "dms_disabled_until"] {
        let end = call.body[key].as_str().and_then(Moment::parse);
        if end.is_some_and(|end| end > now + LONGEST_PAUSE) {
            return Err(Refusal::form(
                &[key],
                "GUILD_INCIDENT_ACTIONS_TOO_LONG",
                "A pause may end at most 24 hours from now.",
            ));
        }
        answer[key] = json!(end.filter(|end| *end > now).map(Moment::iso));
    }
    world.change_guild(guild, |guild| {
        guild
            .settings
            .insert("incidents_data".to_owned(), answer.clone());
    });
    Answer::ok(answer)
}

fn requests(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, KICK_MEMBERS, now)?;
    let limit = call.limit(REQUESTS, REQUESTS)?;
    let (before, after) = (call.number("before")?, call.number("after")?);
    let status = call.query.get("status");
    let found = &authority::guild(world, guild)?.community.requests;
    let fitting: Vec<Value> = found
        .values()
        .filter(|request| status.is_none_or(|status| request.status == *status))
        .filter(|request| before.is_none_or(|before| request.id < before))
        .filter(|request| after.is_none_or(|after| request.id > after))
        .map(|request| world.join_request_json(guild, request))
        .collect();
    let total = fitting.len();
    let page: Vec<Value> = fitting.into_iter().take(limit).collect();
    Answer::ok(json!({"total": total, "guild_join_requests": page}))
}

fn answer_request(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, KICK_MEMBERS, now)?;
    validate::join_request(&call.body)?;
    let id = call.id("request")?;
    let found = world.guilds.get_mut(&guild);
    let request = found.and_then(|guild| guild.community.requests.get_mut(&id));
    let request = request.filter(|request| request.reviewed.is_none());
    let request = request.ok_or_else(refusal::unknown_join_request)?;
    let approved = call.body["action"] == "APPROVED";
    request.status = if approved { "APPROVED" } else { "REJECTED" }.into();
    request.reviewed = Some((now, call.application));
    request.rejection = call.body["rejection_reason"]
        .as_str()
        .filter(|_| !approved)
        .map(ToOwned::to_owned);
    let request = request.clone();
    if approved {
        world.join(guild, request.user, Vec::new(), now);
    }
    Answer::ok(world.join_request_json(guild, &request))
}
