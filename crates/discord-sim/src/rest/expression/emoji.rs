//! Emojis of guilds and of applications.

use serde_json::{Value, json};

use super::{asset, editor, gone, maker, own_application, sees_creators};
use crate::{
    clock::Moment,
    rest::{
        Call, authority,
        refusal::{self, Refusal},
        route::{Access, Answer, Route, USUAL, route},
    },
    validate,
    world::{
        World,
        audit::{self, action},
        expression::Emoji,
        intent,
    },
};

/// What is about emojis.
#[rustfmt::skip]
pub(in crate::rest) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/emojis", "list_guild_emojis", Access::Bot, USUAL, list),
    route("POST", "/guilds/{guild}/emojis", "create_guild_emoji", Access::Bot, USUAL, create),
    route("GET", "/guilds/{guild}/emojis/{emoji}", "get_guild_emoji", Access::Bot, USUAL, get),
    route("PATCH", "/guilds/{guild}/emojis/{emoji}", "update_guild_emoji", Access::Bot, USUAL, change),
    route("DELETE", "/guilds/{guild}/emojis/{emoji}", "delete_guild_emoji", Access::Bot, USUAL, delete),
    route("GET", "/applications/{application}/emojis", "list_application_emojis", Access::Bot, USUAL, own_list),
    route("POST", "/applications/{application}/emojis", "create_application_emoji", Access::Bot, USUAL, own_create),
    route("GET", "/applications/{application}/emojis/{emoji}", "get_application_emoji", Access::Bot, USUAL, own_get),
    route("PATCH", "/applications/{application}/emojis/{emoji}", "update_application_emoji", Access::Bot, USUAL, own_change),
    route("DELETE", "/applications/{application}/emojis/{emoji}", "delete_application_emoji", Access::Bot, USUAL, own_delete),
];

/// Emojis of each sort (still, animated) in a guild without boosts.
const MOST_IN_GUILD: usize = 50;
/// Emojis of an application.
const MOST_OF_APPLICATION: usize = 2_000;

fn draft(world: &mut World, call: &Call, now: Moment) -> Result<Emoji, Refusal> {
    let image = asset(call.body["image"].as_str().unwrap_or_default())?;
    Ok(Emoji {
        id: world.id(now),
        name: call.body["name"].as_str().unwrap_or_default().to_owned(),
        animated: image.content_type == "image/gif",
        roles: roles(&call.body["roles"]),
        creator: call.application,
        image,
    })
}

fn roles(list: &Value) -> Vec<u64> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(|id| id.as_str()?.parse().ok()).collect()
}

fn tell(world: &mut World, guild: u64) {
    let emojis: Vec<Value> = world
        .guilds
        .get(&guild)
        .map(|found| found.emojis.values().map(Emoji::json).collect())
        .unwrap_or_default();
    let data = json!({"guild_id": guild.to_string(), "emojis": emojis});
    world.tell_guild(
        guild,
        "GUILD_EMOJIS_UPDATE",
        &data,
        intent::GUILD_EXPRESSIONS,
    );
}

fn in_guild(world: &World, call: &Call) -> Result<(u64, Emoji), Refusal> {
    let guild = authority::member(world, call)?;
    let emoji = authority::guild(world, guild)?
        .emojis
        .get(&call.id("emoji")?);
    Ok((guild, emoji.ok_or_else(refusal::unknown_emoji)?.clone()))
}

fn shown(world: &World, call: &Call, guild: u64, emoji: &Emoji, now: Moment) -> Value {
    if sees_creators(world, call, guild, now) {
        world.with_creator(emoji.json(), emoji.creator)
    } else {
        emoji.json()
    }
}

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::member(world, call)?;
    let emojis = authority::guild(world, guild)?.emojis.values();
    Answer::ok(
        emojis
            .map(|emoji| shown(world, call, guild, emoji, now))
            .collect(),
    )
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, emoji) = in_guild(world, call)?;
    Answer::ok(shown(world, call, guild, &emoji, now))
}

fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = maker(world, call, now)?;
    validate::emoji_body(&call.body, true)?;
    let emoji = draft(world, call, now)?;
    let same = authority::guild(world, guild)?
        .emojis
        .values()
        .filter(|known| known.animated == emoji.animated);
    if same.count() >= MOST_IN_GUILD {
        return Err(refusal::too_many_emojis());
    }
    let answer = world.with_creator(emoji.json(), emoji.creator);
    let changes = vec![audit::change("name", &Value::Null, &answer["name"])];
    let id = emoji.id;
    if let Some(found) = world.guilds.get_mut(&guild) {
        found.emojis.insert(id, emoji);
    }
    tell(world, guild);
    world.audit(call.audit(guild, action::EMOJI_CREATE, id, changes), now);
    Answer::created(answer)
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, old) = in_guild(world, call)?;
    editor(world, call, old.creator, now)?;
    validate::emoji_body(&call.body, false)?;
    let mut emoji = old.clone();
    if let Some(name) = call.body["name"].as_str() {
        name.clone_into(&mut emoji.name);
    }
    if call.body.get("roles").is_some() {
        emoji.roles = roles(&call.body["roles"]);
    }
    let changes = audit::changes(&old.json(), &emoji.json(), &["name", "roles"]);
    let answer = world.with_creator(emoji.json(), emoji.creator);
    if let Some(found) = world.guilds.get_mut(&guild) {
        found.emojis.insert(emoji.id, emoji);
    }
    tell(world, guild);
    world.audit(
        call.audit(guild, action::EMOJI_UPDATE, old.id, changes),
        now,
    );
    Answer::ok(answer)
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, old) = in_guild(world, call)?;
    editor(world, call, old.creator, now)?;
    if let Some(found) = world.guilds.get_mut(&guild) {
        found.emojis.remove(&old.id);
    }
    tell(world, guild);
    gone(
        world,
        call,
        (guild, old.id),
        action::EMOJI_DELETE,
        &old.name,
        now,
    )
}

fn of_application(world: &World, call: &Call) -> Result<(u64, Emoji), Refusal> {
    let application = own_application(call)?;
    let found = world.applications.get(&application);
    let emoji = found.and_then(|found| found.emojis.get(&call.id("emoji").ok()?));
    Ok((
        application,
        emoji.ok_or_else(refusal::unknown_emoji)?.clone(),
    ))
}

fn own_list(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let application = world.applications.get(&own_application(call)?);
    let emojis = application
        .into_iter()
        .flat_map(|found| found.emojis.values());
    let items: Vec<Value> = emojis
        .map(|emoji| world.with_creator(emoji.json(), emoji.creator))
        .collect();
    Answer::ok(json!({"items": items}))
}

fn own_get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let (_, emoji) = of_application(world, call)?;
    Answer::ok(world.with_creator(emoji.json(), emoji.creator))
}

fn own_create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let application = own_application(call)?;
    validate::emoji_body(&call.body, true)?;
    let emoji = draft(world, call, now)?;
    let answer = world.with_creator(emoji.json(), emoji.creator);
    let found = world.applications.get_mut(&application);
    let emojis = &mut found.ok_or_else(refusal::unknown_application)?.emojis;
    if emojis.len() >= MOST_OF_APPLICATION {
        return Err(refusal::too_many_emojis());
    }
    emojis.insert(emoji.id, emoji);
    Answer::created(answer)
}

fn own_change(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let (application, mut emoji) = of_application(world, call)?;
    validate::emoji_body(&call.body, false)?;
    if let Some(name) = call.body["name"].as_str() {
        name.clone_into(&mut emoji.name);
    }
    let answer = world.with_creator(emoji.json(), emoji.creator);
    if let Some(found) = world.applications.get_mut(&application) {
        found.emojis.insert(emoji.id, emoji);
    }
    Answer::ok(answer)
}

fn own_delete(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let (application, emoji) = of_application(world, call)?;
    if let Some(found) = world.applications.get_mut(&application) {
        found.emojis.remove(&emoji.id);
    }
    Answer::nothing()
}
