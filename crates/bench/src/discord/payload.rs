//! Events as Discord sends them, with the fields and about the size that real ones have.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};

pub(crate) const APPLICATION: u64 = 1_100_000_000_000_000_001;
const GUILD: u64 = 1_100_000_000_000_000_002;
/// The data of the one guild's `GUILD_CREATE`.
pub(crate) const GUILD_CREATE: &str = include_str!("guild.json");
/// Channels and people are numbered from here.
const CHANNELS: u64 = 1_100_000_000_000_100_000;
const PEOPLE: u64 = 1_100_000_000_000_200_000;

/// Milliseconds between the Unix epoch and Discord's (`reference.mdx`, Snowflakes).
const DISCORD_EPOCH: Duration = Duration::from_millis(1_420_070_400_000);
/// Bits of an id below its time.
const BELOW_TIME: u32 = 22;

/// What a bot may do in every channel of the guild: everything.
const ALL_PERMISSIONS: &str = "2251799813685247";
/// Rest of an interaction's token, which is about 220 characters long.
const TOKEN_TAIL: &str = "aW50ZXJhY3Rpb246MTEwMDAwMDAwMDAwMDAwMDAwMTpBYmNkRWZnSGlqS2xNbm9QcXJTdFV2V3hZejAxMjM0NTY3ODlBYmNkRWZnSGlqS2xNbm9QcXJTdFV2V3hZejAxMjM0NTY3ODlBYmNkRWZnSGlqS2xNbm9QcXJTdFV2V3hZejAxMjM0NTY3ODk";

/// An interaction, ready to be sent.
#[derive(Debug)]
pub(crate) struct Interaction {
    pub(crate) id: u64,
    pub(crate) json: String,
}

/// Who acts where, by small numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene {
    pub(crate) person: u64,
    pub(crate) channel: u64,
}

/// An id of this moment that no other has.
pub(crate) fn snowflake() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH + DISCORD_EPOCH)
        .unwrap_or_default();
    let millis = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
    let number = NEXT.fetch_add(1, Relaxed) & ((1 << BELOW_TIME) - 1);
    (millis << BELOW_TIME) | number
}

/// A slash command.
pub(crate) fn command(name: &str, options: &Value, scene: Scene) -> Interaction {
    let data = json!({ "id": "1100000000000000009", "name": name, "type": 1, "options": options });
    interaction(2, &data, scene, None)
}

/// A click on a button of `message`.
pub(crate) fn click(custom_id: &str, scene: Scene, message: &Value) -> Interaction {
    let data = json!({ "custom_id": custom_id, "component_type": 2, "id": 7 });
    interaction(3, &data, scene, Some(message))
}

fn interaction(kind: u8, data: &Value, scene: Scene, message: Option<&Value>) -> Interaction {
    let id = snowflake();
    let channel = (CHANNELS + scene.channel).to_string();
    let guild = GUILD.to_string();
    let mut interaction = json!({
        "id": id.to_string(),
        "application_id": APPLICATION.to_string(),
        "type": kind,
        "token": format!("{id}{TOKEN_TAIL}"),
        "version": 1,
        "data": data,
        "guild_id": guild,
        "guild": { "id": guild, "locale": "en-US", "features": ["COMMUNITY", "NEWS"] },
        "guild_locale": "en-US",
        "locale": "en-US",
        "channel_id": channel,
        "channel": {
            "id": channel, "type": 0, "guild_id": guild, "name": "games", "position": 3,
            "topic": null, "nsfw": false, "parent_id": null, "rate_limit_per_user": 0,
            "last_message_id": null, "permissions": ALL_PERMISSIONS, "flags": 0,
        },
        "member": member(scene.person),
        "app_permissions": ALL_PERMISSIONS,
        "attachment_size_limit": 10_485_760,
        "authorizing_integration_owners": { "0": guild },
        "context": 0,
        "entitlements": [],
        "entitlement_sku_ids": [],
    });
    if let Some(message) = message {
        interaction["message"] = message.clone();
    }
    Interaction {
        id,
        json: interaction.to_string(),
    }
}

fn member(person: u64) -> Value {
    json!({
        "user": user(PEOPLE + person, &format!("person{person}"), false),
        "nick": null,
        "avatar": null,
        "banner": null,
        "roles": ["1100000000000000101", "1100000000000000102"],
        "joined_at": "2024-05-01T12:00:00.000000+00:00",
        "premium_since": null,
        "deaf": false,
        "mute": false,
        "pending": false,
        "flags": 0,
        "communication_disabled_until": null,
        "unusual_dm_activity_until": null,
        "permissions": "2248473465835073",
    })
}

fn user(id: u64, name: &str, bot: bool) -> Value {
    json!({
        "id": id.to_string(), "username": name, "global_name": null, "discriminator": "0",
        "avatar": null, "banner": null, "accent_color": null, "avatar_decoration_data": null,
        "clan": null, "public_flags": 0, "bot": bot,
    })
}

/// The message of a bot that a component is used on.
pub(crate) fn message(id: u64, scene: Scene, components: &Value, files: &[(String, u64)]) -> Value {
    let attachments: Vec<Value> = files
        .iter()
        .map(|(name, id)| {
            let url = format!("https://cdn.discordapp.com/attachments/1/{id}/{name}");
            json!({
                "id": id.to_string(), "filename": name, "size": 9_000, "content_type": "image/png",
                "width": 900, "height": 500, "url": url, "proxy_url": url,
            })
        })
        .collect();
    json!({
        "id": id.to_string(),
        "channel_id": (CHANNELS + scene.channel).to_string(),
        "type": 20,
        "author": user(APPLICATION, "bench", true),
        "content": "",
        "timestamp": "2026-05-01T12:00:00.000000+00:00",
        "edited_timestamp": null,
        "tts": false,
        "mention_everyone": false,
        "mentions": [],
        "mention_roles": [],
        "pinned": false,
        "flags": 1 << 15,
        "embeds": [],
        "attachments": attachments,
        "components": components,
    })
}

pub(crate) fn ready(address: SocketAddr) -> Value {
    json!({
        "v": 10,
        "user": {
            "id": APPLICATION.to_string(), "username": "bench", "global_name": null,
            "discriminator": "0001", "avatar": null, "bot": true, "mfa_enabled": true,
            "verified": true, "email": null, "flags": 0,
        },
        "guilds": [{ "id": GUILD.to_string(), "unavailable": true }],
        "session_id": format!("{:032x}", snowflake()),
        "resume_gateway_url": format!("ws://{address}"),
        "shard": [0, 1],
        "application": { "id": APPLICATION.to_string(), "flags": 0 },
    })
}
