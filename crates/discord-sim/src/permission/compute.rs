//! How bits follow from roles, overwrites and the sort of place.

use serde::{Deserialize, Serialize};

use super::{
    ADMINISTRATOR, ALL, ATTACH_FILES, CONNECT, DEAFEN_MEMBERS, EMBED_LINKS, MANAGE_CHANNELS,
    MANAGE_ROLES, MENTION_EVERYONE, MOVE_MEMBERS, MUTE_MEMBERS, PRIORITY_SPEAKER,
    READ_MESSAGE_HISTORY, REQUEST_TO_SPEAK, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, SEND_POLLS,
    SEND_TTS_MESSAGES, SEND_VOICE_MESSAGES, SET_VOICE_CHANNEL_STATUS, SPEAK, STREAM,
    USE_EMBEDDED_ACTIVITIES, USE_EXTERNAL_SOUNDS, USE_SOUNDBOARD, USE_VAD, VIEW_CHANNEL,
};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    use crate::permission::{ADD_REACTIONS, DEFAULT, MANAGE_MESSAGES, NONE};

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
