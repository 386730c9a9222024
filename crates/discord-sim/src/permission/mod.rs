//! Permission bits and how Discord computes them (`topics/permissions.mdx`).

mod compute;

pub use compute::Overwrite;
pub(crate) use compute::{Place, Subject};

/// Every bit Discord knows, up to `BYPASS_SLOWMODE` (bit 52).
pub const ALL: u64 = (1 << 53) - 1;
/// No bit.
pub const NONE: u64 = 0;
/// Create invites.
pub const CREATE_INSTANT_INVITE: u64 = 1 << 0;
/// Kick members.
pub const KICK_MEMBERS: u64 = 1 << 1;
/// Ban members.
pub const BAN_MEMBERS: u64 = 1 << 2;
/// All permissions, and past every overwrite.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Make, change and delete channels.
pub const MANAGE_CHANNELS: u64 = 1 << 4;
/// Manage the guild.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// Add reactions.
pub const ADD_REACTIONS: u64 = 1 << 6;
/// Read the audit log.
pub const VIEW_AUDIT_LOG: u64 = 1 << 7;
/// Be heard over others.
pub const PRIORITY_SPEAKER: u64 = 1 << 8;
/// Share a screen.
pub const STREAM: u64 = 1 << 9;
/// See a channel.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Send messages in a channel.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Send messages that are read aloud.
pub const SEND_TTS_MESSAGES: u64 = 1 << 12;
/// Delete other people's messages.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Links show an embed.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Upload files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Read what was said before.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Ping everyone and every role.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// Use emojis of other guilds.
pub const USE_EXTERNAL_EMOJIS: u64 = 1 << 18;
/// See the guild's insights.
pub const VIEW_GUILD_INSIGHTS: u64 = 1 << 19;
/// Join a voice channel.
pub const CONNECT: u64 = 1 << 20;
/// Speak in a voice channel.
pub const SPEAK: u64 = 1 << 21;
/// Mute others in voice channels.
pub const MUTE_MEMBERS: u64 = 1 << 22;
/// Deafen others in voice channels.
pub const DEAFEN_MEMBERS: u64 = 1 << 23;
/// Move others between voice channels.
pub const MOVE_MEMBERS: u64 = 1 << 24;
/// Speak without push-to-talk.
pub const USE_VAD: u64 = 1 << 25;
/// Change the own nickname.
pub const CHANGE_NICKNAME: u64 = 1 << 26;
/// Change the nicknames of others.
pub const MANAGE_NICKNAMES: u64 = 1 << 27;
/// Manage roles below the own highest one.
pub const MANAGE_ROLES: u64 = 1 << 28;
/// Manage webhooks.
pub const MANAGE_WEBHOOKS: u64 = 1 << 29;
/// Change and delete emojis, stickers and sounds.
pub const MANAGE_GUILD_EXPRESSIONS: u64 = 1 << 30;
/// Use application commands.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Ask to speak on a stage.
pub const REQUEST_TO_SPEAK: u64 = 1 << 32;
/// Change and delete scheduled events.
pub const MANAGE_EVENTS: u64 = 1 << 33;
/// Manage threads and see private ones.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// Start public threads.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// Start private threads.
pub const CREATE_PRIVATE_THREADS: u64 = 1 << 36;
/// Use stickers of other guilds.
pub const USE_EXTERNAL_STICKERS: u64 = 1 << 37;
/// Send messages in threads.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// Start activities.
pub const USE_EMBEDDED_ACTIVITIES: u64 = 1 << 39;
/// Time members out.
pub const MODERATE_MEMBERS: u64 = 1 << 40;
/// See what role subscriptions earn.
pub const VIEW_CREATOR_MONETIZATION_ANALYTICS: u64 = 1 << 41;
/// Play sounds in a voice channel.
pub const USE_SOUNDBOARD: u64 = 1 << 42;
/// Make emojis, stickers and sounds.
pub const CREATE_GUILD_EXPRESSIONS: u64 = 1 << 43;
/// Make scheduled events.
pub const CREATE_EVENTS: u64 = 1 << 44;
/// Play sounds of other guilds.
pub const USE_EXTERNAL_SOUNDS: u64 = 1 << 45;
/// Send voice messages.
pub const SEND_VOICE_MESSAGES: u64 = 1 << 46;
/// Set the status of a voice channel.
pub const SET_VOICE_CHANNEL_STATUS: u64 = 1 << 48;
/// Send polls.
pub const SEND_POLLS: u64 = 1 << 49;
/// Let answers of user-installed apps be seen by everybody.
pub const USE_EXTERNAL_APPS: u64 = 1 << 50;
/// Pin messages.
pub const PIN_MESSAGES: u64 = 1 << 51;
/// Write past slow mode.
pub const BYPASS_SLOWMODE: u64 = 1 << 52;

/// Every bit by its name.
pub const NAMES: &[(&str, u64)] = &[
    ("CREATE_INSTANT_INVITE", CREATE_INSTANT_INVITE),
    ("KICK_MEMBERS", KICK_MEMBERS),
    ("BAN_MEMBERS", BAN_MEMBERS),
    ("ADMINISTRATOR", ADMINISTRATOR),
    ("MANAGE_CHANNELS", MANAGE_CHANNELS),
    ("MANAGE_GUILD", MANAGE_GUILD),
    ("ADD_REACTIONS", ADD_REACTIONS),
    ("VIEW_AUDIT_LOG", VIEW_AUDIT_LOG),
    ("PRIORITY_SPEAKER", PRIORITY_SPEAKER),
    ("STREAM", STREAM),
    ("VIEW_CHANNEL", VIEW_CHANNEL),
    ("SEND_MESSAGES", SEND_MESSAGES),
    ("SEND_TTS_MESSAGES", SEND_TTS_MESSAGES),
    ("MANAGE_MESSAGES", MANAGE_MESSAGES),
    ("EMBED_LINKS", EMBED_LINKS),
    ("ATTACH_FILES", ATTACH_FILES),
    ("READ_MESSAGE_HISTORY", READ_MESSAGE_HISTORY),
    ("MENTION_EVERYONE", MENTION_EVERYONE),
    ("USE_EXTERNAL_EMOJIS", USE_EXTERNAL_EMOJIS),
    ("VIEW_GUILD_INSIGHTS", VIEW_GUILD_INSIGHTS),
    ("CONNECT", CONNECT),
    ("SPEAK", SPEAK),
    ("MUTE_MEMBERS", MUTE_MEMBERS),
    ("DEAFEN_MEMBERS", DEAFEN_MEMBERS),
    ("MOVE_MEMBERS", MOVE_MEMBERS),
    ("USE_VAD", USE_VAD),
    ("CHANGE_NICKNAME", CHANGE_NICKNAME),
    ("MANAGE_NICKNAMES", MANAGE_NICKNAMES),
    ("MANAGE_ROLES", MANAGE_ROLES),
    ("MANAGE_WEBHOOKS", MANAGE_WEBHOOKS),
    ("MANAGE_GUILD_EXPRESSIONS", MANAGE_GUILD_EXPRESSIONS),
    ("USE_APPLICATION_COMMANDS", USE_APPLICATION_COMMANDS),
    ("REQUEST_TO_SPEAK", REQUEST_TO_SPEAK),
    ("MANAGE_EVENTS", MANAGE_EVENTS),
    ("MANAGE_THREADS", MANAGE_THREADS),
    ("CREATE_PUBLIC_THREADS", CREATE_PUBLIC_THREADS),
    ("CREATE_PRIVATE_THREADS", CREATE_PRIVATE_THREADS),
    ("USE_EXTERNAL_STICKERS", USE_EXTERNAL_STICKERS),
    ("SEND_MESSAGES_IN_THREADS", SEND_MESSAGES_IN_THREADS),
    ("USE_EMBEDDED_ACTIVITIES", USE_EMBEDDED_ACTIVITIES),
    ("MODERATE_MEMBERS", MODERATE_MEMBERS),
    (
        "VIEW_CREATOR_MONETIZATION_ANALYTICS",
        VIEW_CREATOR_MONETIZATION_ANALYTICS,
    ),
    ("USE_SOUNDBOARD", USE_SOUNDBOARD),
    ("CREATE_GUILD_EXPRESSIONS", CREATE_GUILD_EXPRESSIONS),
    ("CREATE_EVENTS", CREATE_EVENTS),
    ("USE_EXTERNAL_SOUNDS", USE_EXTERNAL_SOUNDS),
    ("SEND_VOICE_MESSAGES", SEND_VOICE_MESSAGES),
    ("SET_VOICE_CHANNEL_STATUS", SET_VOICE_CHANNEL_STATUS),
    ("SEND_POLLS", SEND_POLLS),
    ("USE_EXTERNAL_APPS", USE_EXTERNAL_APPS),
    ("PIN_MESSAGES", PIN_MESSAGES),
    ("BYPASS_SLOWMODE", BYPASS_SLOWMODE),
];

/// The bit of this name, in any case.
#[must_use]
pub fn named(name: &str) -> Option<u64> {
    NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, bit)| *bit)
}

/// What @everyone may do in a fresh guild.
pub const DEFAULT: u64 = CREATE_INSTANT_INVITE
    | ADD_REACTIONS
    | STREAM
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_EXTERNAL_EMOJIS
    | CONNECT
    | SPEAK
    | USE_VAD
    | CHANGE_NICKNAME
    | USE_APPLICATION_COMMANDS
    | REQUEST_TO_SPEAK
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | USE_EXTERNAL_STICKERS
    | SEND_MESSAGES_IN_THREADS
    | USE_EMBEDDED_ACTIVITIES
    | USE_SOUNDBOARD
    | USE_EXTERNAL_SOUNDS
    | SEND_VOICE_MESSAGES
    | SEND_POLLS
    | USE_EXTERNAL_APPS;
