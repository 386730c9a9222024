//! Guilds: reading one, changing its settings, leaving it; and the list of its channels.

use serde_json::{Value, json};

use super::{
    Call, Refusal,
    audit_log::entry,
    authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{ADMINISTRATOR, MANAGE_GUILD, NONE},
    validate::{self, snowflake},
    world::{
        Guild, World,
        audit::{self, Audit, action},
    },
};

/// What is about guilds.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}", "get_guild", Access::Bot, USUAL, get),
    route("PATCH", "/guilds/{guild}", "update_guild", Access::Bot, USUAL, change),
    route("GET", "/guilds/{guild}/preview", "get_guild_preview", Access::Bot, USUAL, preview),
    route("GET", "/guilds/{guild}/channels", "list_guild_channels", Access::Bot, USUAL, channels),
    route("DELETE", "/users/@me/guilds/{guild}", "leave_guild", Access::Bot, USUAL, leave),
];

/// Settings that are kept as they are given, by key.
const PLAIN: &[&str] = &[
    "description",
    "verification_level",
    "default_message_notifications",
    "explicit_content_filter",
    "afk_timeout",
    "system_channel_flags",
    "premium_progress_bar_enabled",
];
/// Settings that are channels.
const CHANNELS: &[&str] = &[
    "afk_channel_id",
    "system_channel_id",
    "rules_channel_id",
    "public_updates_channel_id",
    "safety_alerts_channel_id",
];
/// Settings that are pictures, with the feature that they need and the log's word for them.
const PICTURES: &[(&str, Option<&str>, &str)] = &[
    ("icon", None, "icon_hash"),
    ("banner", Some("BANNER"), "banner_hash"),
    ("splash", Some("INVITE_SPLASH"), "splash_hash"),
    (
        "discovery_splash",
        Some("DISCOVERABLE"),
        "discovery_splash_hash",
    ),
    ("home_header", Some("BANNER"), "home_header_hash"),
];
/// Features that can be switched, and the right that this takes (docs, "Mutable Guild Features").
const SWITCHES: &[(&str, u64)] = &[
    ("COMMUNITY", ADMINISTRATOR),
    ("DISCOVERABLE", ADMINISTRATOR),
    ("INVITES_DISABLED", MANAGE_GUILD),
    ("RAID_ALERTS_DISABLED", MANAGE_GUILD),
];

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::in_guild(world, call, NONE, now)?;
    let guild = authority::guild(world, id)?;
    let mut body = guild.json();
    if call.flag("with_counts") {
        count(guild, &mut body);
    }
    Answer::ok(body)
}

fn count(guild: &Guild, body: &mut Value) {
    body["approximate_member_count"] = json!(guild.members.len());
    body["approximate_presence_count"] = json!(guild.members.len());
}

/// What everybody may see of a guild that can be discovered, and members of any other.
fn preview(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let guild = world.guilds.get(&call.id("guild")?);
    let guild = guild.filter(|guild| {
        guild.members.contains_key(&call.application) || guild.has_feature("DISCOVERABLE")
    });
    let guild = guild.ok_or_else(refusal::unknown_guild)?;
    let whole = guild.json();
    let mut body = json!({});
    for key in [
        "id",
        "name",
        "icon",
        "description",
        "home_header",
        "splash",
        "discovery_splash",
        "features",
        "emojis",
        "stickers",
    ] {
        body[key] = whole[key].clone();
    }
    count(guild, &mut body);
    Answer::ok(body)
}

fn channels(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    Answer::ok(json!(world.channels_of(guild)))
}

fn leave(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    if authority::guild(world, guild)?.owner == call.application {
        return Err(refusal::invalid_guild());
    }
    world.remove_member(guild, call.application, now);
    Answer::nothing()
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    let body = &call.body;
    validate::guild_edit(body)?;
    let mut changes = Vec::new();
    for key in PLAIN.iter().filter(|key| body.get(**key).is_some()) {
        changes.push(((*key).to_owned(), body[*key].clone()));
    }
    for key in CHANNELS.iter().filter(|key| body.get(**key).is_some()) {
        changes.push(((*key).to_owned(), channel(world, id, &body[*key])?));
    }
    for (key, feature, _) in PICTURES {
        let Some(picture) = body.get(key) else {
            continue;
        };
        let guild = authority::guild(world, id)?;
        if picture.is_string() && feature.is_some_and(|feature| !guild.has_feature(feature)) {
            return Err(refusal::needs_boosts());
        }
        let hash = picture.is_string().then(|| world.picture_hash(now));
        changes.push(((*key).to_owned(), json!(hash)));
    }
    if body["features"].is_array() {
        let features = features(world, call, id, now)?;
        changes.push(("features".to_owned(), features));
    }
    let before = authority::guild(world, id)?.json();
    community_is_whole(&before, &changes)?;
    world.change_guild(id, |guild| {
        if let Some(name) = body["name"].as_str() {
            name.trim().clone_into(&mut guild.name);
        }
        if let Some(locale) = body["preferred_locale"].as_str() {
            locale.clone_into(&mut guild.locale);
        }
        for (key, value) in changes {
            // Null puts a number back to what it was at first.
            if value.is_null() && before[&key].is_number() {
                guild.settings.remove(&key);
            } else {
                guild.settings.insert(key, value);
            }
        }
    });
    let after = authority::guild(world, id)?.json();
    log(world, call, id, (&before, &after), now);
    Answer::ok(after)
}

/// A channel of the guild, or none.
fn channel(world: &World, guild: u64, given: &Value) -> Result<Value, Refusal> {
    let Some(id) = snowflake(given) else {
        return Ok(Value::Null);
    };
    let channel = world.channels.get(&id);
    match channel.and_then(|channel| channel.guild) {
        Some(home) if home == guild => Ok(json!(id.to_string())),
        _ => Err(refusal::unknown_channel()),
    }
}

/// The features after a change: those that can be switched as asked for, the others as they are.
fn features(world: &mut World, call: &Call, id: u64, now: Moment) -> Result<Value, Refusal> {
    let wanted: Vec<&str> = call.body["features"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let guild = authority::guild(world, id)?;
    let now_set = guild.setting("features");
    let mut after: Vec<String> = now_set
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|feature| feature.as_str().map(ToOwned::to_owned))
        .collect();
    for (feature, right) in SWITCHES {
        let (on, asked) = (
            after.iter().any(|known| known == feature),
            wanted.contains(feature),
        );
        if on == asked {
            continue;
        }
        authority::in_guild(world, call, *right, now)?;
        if asked {
            after.push((*feature).to_owned());
        } else {
            after.retain(|known| known != feature);
        }
    }
    Ok(json!(after))
}

/// A community needs a channel for its rules, one for Discord's news, checked members and filtered pictures (docs).
fn community_is_whole(before: &Value, changes: &[(String, Value)]) -> Result<(), Refusal> {
    let mut after = before.clone();
    for (key, value) in changes {
        after[key] = value.clone();
    }
    let features = after["features"].as_array();
    let community =
        features.is_some_and(|features| features.iter().any(|known| known == "COMMUNITY"));
    let touched = changes.iter().any(|(key, _)| {
        matches!(
            key.as_str(),
            "features"
                | "rules_channel_id"
                | "public_updates_channel_id"
                | "verification_level"
                | "explicit_content_filter"
        )
    });
    let whole = after["rules_channel_id"].is_string()
        && after["public_updates_channel_id"].is_string()
        && after["verification_level"].as_u64() >= Some(1)
        && after["explicit_content_filter"].as_u64() == Some(2);
    if community && touched && !whole {
        return Err(Refusal::form(
            &["features"],
            "COMMUNITY_REQUIREMENTS",
            "A community needs a rules channel, an updates channel, a verification level and a content filter.",
        ));
    }
    Ok(())
}

fn log(world: &mut World, call: &Call, id: u64, (before, after): (&Value, &Value), now: Moment) {
    let mut keys = vec!["name", "preferred_locale", "features"];
    keys.extend(PLAIN);
    keys.extend(CHANNELS);
    let mut changes = audit::changes(before, after, &keys);
    for (key, _, word) in PICTURES {
        if before[key] != after[key] {
            changes.push(audit::change(word, &before[key], &after[key]));
        }
    }
    if !changes.is_empty() {
        let logged = entry(call, id, action::GUILD_UPDATE, Some(id));
        world.audit(Audit { changes, ..logged }, now);
    }
}
