//! Sounds of a guild's board.

use serde_json::{Value, json};

use super::{asset, editor, gone, maker, sees_creators};
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
        expression::{DEFAULT_SOUNDS, Sound},
        intent,
    },
};

/// What is about sounds.
#[rustfmt::skip]
pub(in crate::rest) const ROUTES: &[Route] = &[
    route("GET", "/soundboard-default-sounds", "get_soundboard_default_sounds", Access::Bot, USUAL, defaults),
    route("GET", "/guilds/{guild}/soundboard-sounds", "list_guild_soundboard_sounds", Access::Bot, USUAL, list),
    route("POST", "/guilds/{guild}/soundboard-sounds", "create_guild_soundboard_sound", Access::Bot, USUAL, create),
    route("GET", "/guilds/{guild}/soundboard-sounds/{sound}", "get_guild_soundboard_sound", Access::Bot, USUAL, get),
    route("PATCH", "/guilds/{guild}/soundboard-sounds/{sound}", "update_guild_soundboard_sound", Access::Bot, USUAL, change),
    route("DELETE", "/guilds/{guild}/soundboard-sounds/{sound}", "delete_guild_soundboard_sound", Access::Bot, USUAL, delete),
];

/// Sounds in a guild without boosts.
const MOST: usize = 8;

fn find(world: &World, call: &Call) -> Result<(u64, Sound), Refusal> {
    let guild = authority::member(world, call)?;
    let sound = authority::guild(world, guild)?
        .sounds
        .get(&call.id("sound")?);
    Ok((guild, sound.ok_or_else(refusal::unknown_sound)?.clone()))
}

fn defaults(_: &mut World, _: &Call, _: Moment) -> Result<Answer, Refusal> {
    let sounds = DEFAULT_SOUNDS.iter().map(|(id, name)| {
        json!({"sound_id": id.to_string(), "name": name, "volume": 1.0, "emoji_id": null, "emoji_name": null,
            "available": true})
    });
    Answer::ok(sounds.collect())
}

fn shown(world: &World, call: &Call, sound: &Sound, now: Moment) -> Value {
    if sees_creators(world, call, sound.guild, now) {
        world.with_creator(sound.json(), sound.creator)
    } else {
        sound.json()
    }
}

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::member(world, call)?;
    let sounds = authority::guild(world, guild)?.sounds.values();
    let items: Vec<Value> = sounds.map(|sound| shown(world, call, sound, now)).collect();
    Answer::ok(json!({"items": items}))
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (_, sound) = find(world, call)?;
    Answer::ok(shown(world, call, &sound, now))
}

/// Puts what the body says into a sound.
fn fill(sound: &mut Sound, body: &Value) {
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut sound.name);
    }
    if let Some(volume) = body.get("volume") {
        sound.volume = volume.as_f64().unwrap_or(1.0);
    }
    if let Some(emoji) = body.get("emoji_id") {
        sound.emoji_id = emoji.as_str().and_then(|id| id.parse().ok());
    }
    if let Some(emoji) = body.get("emoji_name") {
        sound.emoji_name = emoji.as_str().map(ToOwned::to_owned);
    }
}

fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = maker(world, call, now)?;
    validate::sound_body(&call.body, true)?;
    if authority::guild(world, guild)?.sounds.len() >= MOST {
        return Err(refusal::too_many_sounds());
    }
    let mut sound = Sound {
        id: world.id(now),
        guild,
        name: String::new(),
        volume: 1.0,
        emoji_id: None,
        emoji_name: None,
        creator: call.application,
        audio: asset(call.body["sound"].as_str().unwrap_or_default())?,
    };
    fill(&mut sound, &call.body);
    save(
        world,
        call,
        sound,
        "GUILD_SOUNDBOARD_SOUND_CREATE",
        action::SOUNDBOARD_SOUND_CREATE,
        Vec::new(),
        now,
    )
    .and_then(Answer::created)
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (_, old) = find(world, call)?;
    editor(world, call, old.creator, now)?;
    validate::sound_body(&call.body, false)?;
    let mut sound = old.clone();
    fill(&mut sound, &call.body);
    let keys = ["name", "volume", "emoji_id", "emoji_name"];
    let changes = audit::changes(&old.json(), &sound.json(), &keys);
    save(
        world,
        call,
        sound,
        "GUILD_SOUNDBOARD_SOUND_UPDATE",
        action::SOUNDBOARD_SOUND_UPDATE,
        changes,
        now,
    )
    .and_then(Answer::ok)
}

fn save(
    world: &mut World,
    call: &Call,
    sound: Sound,
    event: &'static str,
    action: u16,
    changes: Vec<Value>,
    now: Moment,
) -> Result<Value, Refusal> {
    let (guild, id) = (sound.guild, sound.id);
    let answer = world.with_creator(sound.json(), sound.creator);
    if let Some(found) = world.guilds.get_mut(&guild) {
        found.sounds.insert(id, sound);
    }
    world.tell_guild(guild, event, &answer, intent::GUILD_EXPRESSIONS);
    world.audit(call.audit(guild, action, id, changes), now);
    Ok(answer)
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, old) = find(world, call)?;
    editor(world, call, old.creator, now)?;
    if let Some(found) = world.guilds.get_mut(&guild) {
        found.sounds.remove(&old.id);
    }
    let data = json!({"guild_id": guild.to_string(), "sound_id": old.id.to_string()});
    world.tell_guild(
        guild,
        "GUILD_SOUNDBOARD_SOUND_DELETE",
        &data,
        intent::GUILD_EXPRESSIONS,
    );
    gone(
        world,
        call,
        (guild, old.id),
        action::SOUNDBOARD_SOUND_DELETE,
        &old.name,
        now,
    )
}
