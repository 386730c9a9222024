//! Stickers of guilds; there are no standard packs.

use serde_json::{Value, json};

use super::{editor, gone, maker, sees_creators};
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
        expression::{Asset, Sticker},
        intent,
    },
};

/// What is about stickers.
#[rustfmt::skip]
pub(in crate::rest) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/stickers", "list_guild_stickers", Access::Bot, USUAL, list),
    route("POST", "/guilds/{guild}/stickers", "create_guild_sticker", Access::Bot, USUAL, create),
    route("GET", "/guilds/{guild}/stickers/{sticker}", "get_guild_sticker", Access::Bot, USUAL, get),
    route("PATCH", "/guilds/{guild}/stickers/{sticker}", "update_guild_sticker", Access::Bot, USUAL, change),
    route("DELETE", "/guilds/{guild}/stickers/{sticker}", "delete_guild_sticker", Access::Bot, USUAL, delete),
    route("GET", "/stickers/{sticker}", "get_sticker", Access::Bot, USUAL, any),
    route("GET", "/sticker-packs", "list_sticker_packs", Access::Bot, USUAL, packs),
];

/// Stickers in a guild without boosts.
const MOST: usize = 5;
/// Largest sticker in bytes.
const LARGEST: usize = 512 * 1024;

fn find(world: &World, call: &Call) -> Result<(u64, Sticker), Refusal> {
    let guild = authority::member(world, call)?;
    let sticker = authority::guild(world, guild)?
        .stickers
        .get(&call.id("sticker")?);
    Ok((guild, sticker.ok_or_else(refusal::unknown_sticker)?.clone()))
}

fn tell(world: &mut World, guild: u64) {
    let stickers: Vec<Value> = world
        .guilds
        .get(&guild)
        .map(|found| found.stickers.values().map(Sticker::json).collect())
        .unwrap_or_default();
    let data = json!({"guild_id": guild.to_string(), "stickers": stickers});
    world.tell_guild(
        guild,
        "GUILD_STICKERS_UPDATE",
        &data,
        intent::GUILD_EXPRESSIONS,
    );
}

fn shown(world: &World, call: &Call, sticker: &Sticker, now: Moment) -> Value {
    if sees_creators(world, call, sticker.guild, now) {
        world.with_creator(sticker.json(), sticker.creator)
    } else {
        sticker.json()
    }
}

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::member(world, call)?;
    let stickers = authority::guild(world, guild)?.stickers.values();
    Answer::ok(
        stickers
            .map(|sticker| shown(world, call, sticker, now))
            .collect(),
    )
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (_, sticker) = find(world, call)?;
    Answer::ok(shown(world, call, &sticker, now))
}

fn any(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let sticker = world.sticker(call.id("sticker")?);
    Answer::ok(sticker.ok_or_else(refusal::unknown_sticker)?.json())
}

fn packs(_: &mut World, _: &Call, _: Moment) -> Result<Answer, Refusal> {
    Answer::ok(json!({"sticker_packs": []}))
}

fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = maker(world, call, now)?;
    validate::sticker_body(&call.body, true)?;
    let file = call
        .files
        .first()
        .ok_or_else(|| Refusal::form(&["file"], "BASE_TYPE_REQUIRED", "This field is required"))?;
    let format = match file.content_type.as_str() {
        "image/png" => 1,
        "image/apng" => 2,
        "application/json" => 3,
        "image/gif" => 4,
        _ => {
            return Err(Refusal::form(
                &["file"],
                "STICKER_INVALID_ASSET",
                "The file must be a PNG, APNG, GIF or Lottie.",
            ));
        }
    };
    if file.bytes.len() > LARGEST {
        return Err(Refusal::form(
            &["file"],
            "BINARY_TYPE_MAX_SIZE",
            "File cannot be larger than 512.0 kb.",
        ));
    }
    if authority::guild(world, guild)?.stickers.len() >= MOST {
        return Err(refusal::too_many_stickers());
    }
    let text = |key: &str| call.body[key].as_str().map(ToOwned::to_owned);
    let sticker = Sticker {
        id: world.id(now),
        guild,
        name: text("name").unwrap_or_default(),
        tags: text("tags").unwrap_or_default(),
        description: text("description"),
        format,
        creator: call.application,
        image: Asset {
            content_type: file.content_type.clone(),
            bytes: file.bytes.clone(),
        },
    };
    let (id, answer) = (
        sticker.id,
        world.with_creator(sticker.json(), sticker.creator),
    );
    let changes = vec![audit::change("name", &Value::Null, &answer["name"])];
    if let Some(found) = world.guilds.get_mut(&guild) {
        found.stickers.insert(id, sticker);
    }
    tell(world, guild);
    world.audit(call.audit(guild, action::STICKER_CREATE, id, changes), now);
    Answer::created(answer)
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, old) = find(world, call)?;
    editor(world, call, old.creator, now)?;
    validate::sticker_body(&call.body, false)?;
    let mut sticker = old.clone();
    if let Some(name) = call.body["name"].as_str() {
        name.clone_into(&mut sticker.name);
    }
    if let Some(tags) = call.body["tags"].as_str() {
        tags.clone_into(&mut sticker.tags);
    }
    if let Some(description) = call.body.get("description") {
        sticker.description = description.as_str().map(ToOwned::to_owned);
    }
    let changes = audit::changes(
        &old.json(),
        &sticker.json(),
        &["name", "tags", "description"],
    );
    let answer = world.with_creator(sticker.json(), sticker.creator);
    if let Some(found) = world.guilds.get_mut(&guild) {
        found.stickers.insert(sticker.id, sticker);
    }
    tell(world, guild);
    world.audit(
        call.audit(guild, action::STICKER_UPDATE, old.id, changes),
        now,
    );
    Answer::ok(answer)
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, old) = find(world, call)?;
    editor(world, call, old.creator, now)?;
    if let Some(found) = world.guilds.get_mut(&guild) {
        found.stickers.remove(&old.id);
    }
    tell(world, guild);
    gone(
        world,
        call,
        (guild, old.id),
        action::STICKER_DELETE,
        &old.name,
        now,
    )
}
