//! Permission bits and how Discord computes them (`topics/permissions.mdx`).

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

/// What a member in time-out keeps.
const TIMED_OUT: u64 = VIEW_CHANNEL | READ_MESSAGE_HISTORY;
/// What is lost without [`SEND_MESSAGES`], in a thread without [`SEND_MESSAGES_IN_THREADS`].
const NEEDS_SEND: u64 = SEND_TTS_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | MENTION_EVERYONE
    | SEND_VOICE_MESSAGES
    | SEND_POLLS;
/// What is lost in a voice or stage channel without [`CONNECT`]: whoever cannot come in cannot manage it either.
const NEEDS_CONNECT: u64 = MANAGE_CHANNELS
    | MANAGE_ROLES
    | PRIORITY_SPEAKER
    | STREAM
    | SPEAK
    | MUTE_MEMBERS
    | DEAFEN_MEMBERS
    | MOVE_MEMBERS
    | USE_VAD
    | USE_SOUNDBOARD
    | USE_EXTERNAL_SOUNDS
    | USE_EMBEDDED_ACTIVITIES
    | REQUEST_TO_SPEAK
    | SET_VOICE_CHANNEL_STATUS;

/// A channel's exception for a role or a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overwrite {
    /// The role or the member.
    pub id: u64,
    /// For a role (Discord's type 0) or a member (1).
    pub member: bool,
    /// Bits granted.
    pub allow: u64,
    /// Bits taken.
    pub deny: u64,
}

/// What sort of place permissions are computed for: it decides which bits hang on which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Text,
    Voice,
    Category,
    /// With the overwrites of its parent; [`SEND_MESSAGES_IN_THREADS`] stands for [`SEND_MESSAGES`].
    Thread,
}

/// What the rules need to know about somebody in a guild.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) user_id: u64,
    pub(crate) owner: bool,
    pub(crate) timed_out: bool,
    pub(crate) guild_id: u64,
    /// The bits of @everyone.
    pub(crate) everyone: u64,
    /// Id and bits of each role the member has.
    pub(crate) roles: &'a [(u64, u64)],
}

impl Subject<'_> {
    /// The bits in the guild as a whole.
    pub(crate) fn in_guild(&self) -> u64 {
        let base = self
            .roles
            .iter()
            .fold(self.everyone, |bits, (_, role)| bits | role);
        if self.owner || base & ADMINISTRATOR != 0 {
            ALL
        } else if self.timed_out {
            base & TIMED_OUT
        } else {
            base
        }
    }

    /// The bits in a channel with these overwrites.
    pub(crate) fn in_channel(&self, overwrites: &[Overwrite], place: Place) -> u64 {
        let base = self
            .roles
            .iter()
            .fold(self.everyone, |bits, (_, role)| bits | role);
        if self.owner || base & ADMINISTRATOR != 0 {
            return ALL;
        }
        let role = |id: u64| {
            overwrites
                .iter()
                .find(move |overwrite| !overwrite.member && overwrite.id == id)
        };
        let mut bits = base;
        if let Some(everyone) = role(self.guild_id) {
            bits = bits & !everyone.deny | everyone.allow;
        }
        let (allow, deny) = self
            .roles
            .iter()
            .filter_map(|(id, _)| role(*id))
            .fold((0, 0), |(allow, deny), overwrite| {
                (allow | overwrite.allow, deny | overwrite.deny)
            });
        bits = bits & !deny | allow;
        if let Some(own) = overwrites
            .iter()
            .find(|overwrite| overwrite.member && overwrite.id == self.user_id)
        {
            bits = bits & !own.deny | own.allow;
        }
        if self.timed_out {
            bits &= TIMED_OUT;
        }
        implied(bits, place)
    }
}

/// Takes away what the loss of a leading permission implies.
fn implied(bits: u64, place: Place) -> u64 {
    if bits & VIEW_CHANNEL == 0 {
        return 0;
    }
    let mut bits = bits;
    if place == Place::Thread {
        bits &= !SEND_MESSAGES;
        if bits & SEND_MESSAGES_IN_THREADS != 0 {
            bits |= SEND_MESSAGES;
        }
    }
    if place != Place::Category && bits & SEND_MESSAGES == 0 {
        bits &= !NEEDS_SEND;
    }
    if place == Place::Voice && bits & CONNECT == 0 {
        bits &= !NEEDS_CONNECT;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUILD: u64 = 1;
    const ROLES: [u64; 2] = [2, 3];
    const ME: u64 = 9;

    /// One row: who asks, where, with which overwrites; which bits must be there and which must not.
    struct Row {
        name: &'static str,
        owner: bool,
        timed_out: bool,
        everyone: u64,
        role: u64,
        overwrites: Vec<Overwrite>,
        place: Place,
        has: u64,
        lacks: u64,
    }

    fn row(name: &'static str, place: Place, overwrites: &[Overwrite]) -> Row {
        Row {
            name,
            owner: false,
            timed_out: false,
            everyone: DEFAULT,
            role: NONE,
            overwrites: overwrites.to_vec(),
            place,
            has: NONE,
            lacks: NONE,
        }
    }

    fn everyone(allow: u64, deny: u64) -> Overwrite {
        overwrite(GUILD, false, allow, deny)
    }

    fn overwrite(id: u64, member: bool, allow: u64, deny: u64) -> Overwrite {
        Overwrite {
            id,
            member,
            allow,
            deny,
        }
    }

    fn by_standing() -> Vec<Row> {
        let closed = [everyone(0, ALL), overwrite(ME, true, 0, ALL)];
        vec![
            Row {
                owner: true,
                has: ALL,
                ..row("the owner passes every overwrite", Place::Text, &closed)
            },
            Row {
                role: ADMINISTRATOR,
                has: ALL,
                ..row("so does an administrator", Place::Voice, &closed)
            },
            Row {
                role: ADMINISTRATOR,
                timed_out: true,
                has: ALL,
                ..row("whom no time-out binds", Place::Text, &closed)
            },
            Row {
                timed_out: true,
                role: MANAGE_MESSAGES,
                has: VIEW_CHANNEL | READ_MESSAGE_HISTORY,
                lacks: ALL & !(VIEW_CHANNEL | READ_MESSAGE_HISTORY),
                ..row("time-out leaves reading", Place::Text, &[])
            },
            Row {
                timed_out: true,
                lacks: ALL,
                ..row(
                    "but shows nothing new",
                    Place::Text,
                    &[everyone(0, VIEW_CHANNEL)],
                )
            },
            Row {
                everyone: NONE,
                role: VIEW_CHANNEL | SEND_MESSAGES,
                has: VIEW_CHANNEL | SEND_MESSAGES,
                lacks: EMBED_LINKS,
                ..row("roles add up with @everyone", Place::Text, &[])
            },
        ]
    }

    fn by_overwrites() -> Vec<Row> {
        let [first, second] = ROLES;
        let muted = everyone(0, SEND_MESSAGES);
        let opened = overwrite(first, false, SEND_MESSAGES, 0);
        vec![
            Row {
                lacks: SEND_MESSAGES,
                ..row("@everyone's overwrite counts", Place::Text, &[muted])
            },
            Row {
                has: SEND_MESSAGES,
                ..row(
                    "an allow of any role wins over a deny of another",
                    Place::Text,
                    &[muted, overwrite(second, false, 0, SEND_MESSAGES), opened],
                )
            },
            Row {
                lacks: SEND_MESSAGES,
                ..row(
                    "a member's deny wins over a role's allow",
                    Place::Text,
                    &[muted, opened, overwrite(ME, true, 0, SEND_MESSAGES)],
                )
            },
            Row {
                has: SEND_MESSAGES,
                ..row(
                    "a member's allow wins over everything",
                    Place::Text,
                    &[muted, overwrite(ME, true, SEND_MESSAGES, 0)],
                )
            },
            Row {
                has: SEND_MESSAGES,
                ..row(
                    "overwrites of other roles and members do not count",
                    Place::Text,
                    &[
                        overwrite(77, false, 0, SEND_MESSAGES),
                        overwrite(78, true, 0, SEND_MESSAGES),
                    ],
                )
            },
        ]
    }

    fn by_place() -> Vec<Row> {
        let mute = [everyone(0, SEND_MESSAGES)];
        let mute_threads = [everyone(0, SEND_MESSAGES_IN_THREADS)];
        let locked = [everyone(0, CONNECT)];
        vec![
            Row {
                lacks: ALL,
                ..row(
                    "who does not see it has nothing",
                    Place::Text,
                    &[everyone(0, VIEW_CHANNEL)],
                )
            },
            Row {
                has: READ_MESSAGE_HISTORY | ADD_REACTIONS,
                lacks: EMBED_LINKS | ATTACH_FILES | SEND_POLLS | SEND_VOICE_MESSAGES,
                ..row("who cannot write cannot embed", Place::Text, &mute)
            },
            Row {
                has: SEND_MESSAGES | EMBED_LINKS,
                ..row("threads do not ask for SEND_MESSAGES", Place::Thread, &mute)
            },
            Row {
                lacks: SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES,
                ..row("but for their own bit", Place::Thread, &mute_threads)
            },
            Row {
                has: SEND_MESSAGES,
                ..row("which is nothing outside", Place::Text, &mute_threads)
            },
            Row {
                role: MANAGE_CHANNELS | MANAGE_ROLES | MOVE_MEMBERS,
                has: VIEW_CHANNEL | SEND_MESSAGES,
                lacks: SPEAK | MOVE_MEMBERS | MANAGE_CHANNELS | MANAGE_ROLES | USE_SOUNDBOARD,
                ..row("who cannot come in cannot manage", Place::Voice, &locked)
            },
            Row {
                role: MANAGE_CHANNELS,
                has: MANAGE_CHANNELS,
                ..row("outside voice CONNECT is nothing", Place::Text, &locked)
            },
            Row {
                has: EMBED_LINKS,
                ..row("a category takes nothing with it", Place::Category, &mute)
            },
        ]
    }

    #[test]
    fn permissions_are_computed_as_discord_does() {
        let rows = [by_standing(), by_overwrites(), by_place()];
        for row in rows.into_iter().flatten() {
            let roles = ROLES.map(|id| (id, if id == ROLES[0] { row.role } else { NONE }));
            let subject = Subject {
                user_id: ME,
                owner: row.owner,
                timed_out: row.timed_out,
                guild_id: GUILD,
                everyone: row.everyone,
                roles: &roles,
            };
            let bits = subject.in_channel(&row.overwrites, row.place);
            assert_eq!(bits & row.has, row.has, "{}: missing", row.name);
            assert_eq!(bits & row.lacks, 0, "{}: too much", row.name);
        }
    }

    #[test]
    fn in_the_guild_as_a_whole_overwrites_do_not_count() {
        let subject = Subject {
            user_id: ME,
            owner: false,
            timed_out: false,
            guild_id: GUILD,
            everyone: VIEW_CHANNEL,
            roles: &[(2, SEND_MESSAGES)],
        };
        assert_eq!(subject.in_guild(), VIEW_CHANNEL | SEND_MESSAGES);
        let timed_out = Subject {
            timed_out: true,
            ..subject
        };
        assert_eq!(timed_out.in_guild(), VIEW_CHANNEL);
    }
}
