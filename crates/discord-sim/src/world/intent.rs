//! Gateway intents by name (PROTOCOL 2.1), as the events of the world need them.

pub(crate) const GUILDS: u64 = 1 << 0;
pub(crate) const GUILD_MEMBERS: u64 = 1 << 1;
pub(crate) const GUILD_MODERATION: u64 = 1 << 2;
pub(crate) const GUILD_EXPRESSIONS: u64 = 1 << 3;
pub(crate) const GUILD_INTEGRATIONS: u64 = 1 << 4;
pub(crate) const GUILD_WEBHOOKS: u64 = 1 << 5;
pub(crate) const GUILD_INVITES: u64 = 1 << 6;
pub(crate) const GUILD_VOICE_STATES: u64 = 1 << 7;
pub(crate) const GUILD_PRESENCES: u64 = 1 << 8;
pub(crate) const GUILD_MESSAGES: u64 = 1 << 9;
pub(crate) const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
pub(crate) const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;
pub(crate) const DIRECT_MESSAGE_REACTIONS: u64 = 1 << 13;
pub(crate) const DIRECT_MESSAGE_TYPING: u64 = 1 << 14;
pub(crate) const MESSAGE_CONTENT: u64 = 1 << 15;
pub(crate) const GUILD_SCHEDULED_EVENTS: u64 = 1 << 16;
pub(crate) const AUTO_MODERATION_CONFIGURATION: u64 = 1 << 20;
pub(crate) const AUTO_MODERATION_EXECUTION: u64 = 1 << 21;
pub(crate) const GUILD_MESSAGE_POLLS: u64 = 1 << 24;
pub(crate) const DIRECT_MESSAGE_POLLS: u64 = 1 << 25;

/// Every intent by its name.
pub(crate) const NAMES: &[(&str, u64)] = &[
    ("GUILDS", GUILDS),
    ("GUILD_MEMBERS", GUILD_MEMBERS),
    ("GUILD_MODERATION", GUILD_MODERATION),
    ("GUILD_EXPRESSIONS", GUILD_EXPRESSIONS),
    ("GUILD_INTEGRATIONS", GUILD_INTEGRATIONS),
    ("GUILD_WEBHOOKS", GUILD_WEBHOOKS),
    ("GUILD_INVITES", GUILD_INVITES),
    ("GUILD_VOICE_STATES", GUILD_VOICE_STATES),
    ("GUILD_PRESENCES", GUILD_PRESENCES),
    ("GUILD_MESSAGES", GUILD_MESSAGES),
    ("GUILD_MESSAGE_REACTIONS", GUILD_MESSAGE_REACTIONS),
    ("GUILD_MESSAGE_TYPING", GUILD_MESSAGE_TYPING),
    ("DIRECT_MESSAGES", DIRECT_MESSAGES),
    ("DIRECT_MESSAGE_REACTIONS", DIRECT_MESSAGE_REACTIONS),
    ("DIRECT_MESSAGE_TYPING", DIRECT_MESSAGE_TYPING),
    ("MESSAGE_CONTENT", MESSAGE_CONTENT),
    ("GUILD_SCHEDULED_EVENTS", GUILD_SCHEDULED_EVENTS),
    (
        "AUTO_MODERATION_CONFIGURATION",
        AUTO_MODERATION_CONFIGURATION,
    ),
    ("AUTO_MODERATION_EXECUTION", AUTO_MODERATION_EXECUTION),
    ("GUILD_MESSAGE_POLLS", GUILD_MESSAGE_POLLS),
    ("DIRECT_MESSAGE_POLLS", DIRECT_MESSAGE_POLLS),
];

/// The intents that an application must be granted: members, presences, message content.
pub(crate) const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;

/// All intents together.
pub(crate) fn every() -> u64 {
    NAMES.iter().fold(0, |bits, (_, bit)| bits | bit)
}
