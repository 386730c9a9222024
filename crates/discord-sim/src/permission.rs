//! Permission bits and how Discord computes them (`topics/permissions.mdx`).

/// Every bit Discord knows, up to `BYPASS_SLOWMODE` (bit 52).
pub const ALL: u64 = (1 << 53) - 1;
/// No bit.
pub const NONE: u64 = 0;
/// Kick members.
pub const KICK_MEMBERS: u64 = 1 << 1;
/// All permissions, and past every overwrite.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Manage the guild.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// Add reactions.
pub const ADD_REACTIONS: u64 = 1 << 6;
/// See a channel.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Send messages in a channel.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Send messages that are read aloud.
pub const SEND_TTS_MESSAGES: u64 = 1 << 12;
/// Delete and pin other people's messages.
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
/// Join a voice channel.
pub const CONNECT: u64 = 1 << 20;
/// Manage roles.
pub const MANAGE_ROLES: u64 = 1 << 28;
/// Use application commands.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Time members out.
pub const MODERATE_MEMBERS: u64 = 1 << 40;
/// Send voice messages.
pub const SEND_VOICE_MESSAGES: u64 = 1 << 46;
/// Send polls.
pub const SEND_POLLS: u64 = 1 << 49;
/// Use applications in public that are installed to oneself only.
pub const USE_EXTERNAL_APPS: u64 = 1 << 50;

/// What @everyone may do in a fresh guild, as far as the simulator knows it.
pub const DEFAULT: u64 = ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | CONNECT
    | USE_APPLICATION_COMMANDS
    | SEND_POLLS
    | USE_EXTERNAL_APPS;

/// What a member in time-out keeps.
const TIMED_OUT: u64 = VIEW_CHANNEL | READ_MESSAGE_HISTORY;
/// What is lost in a text channel without [`SEND_MESSAGES`].
const NEEDS_SEND: u64 = SEND_TTS_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | MENTION_EVERYONE
    | SEND_VOICE_MESSAGES
    | SEND_POLLS;
/// What is lost in a voice channel without [`CONNECT`]: priority speaker, stream, speak, mute, deafen, move, voice
/// activity, soundboard, external sounds, voice status.
const NEEDS_CONNECT: u64 =
    1 << 8 | 1 << 9 | 1 << 21 | 1 << 22 | 1 << 23 | 1 << 24 | 1 << 25 | 1 << 42 | 1 << 45 | 1 << 48;

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
    /// The bits in a channel with these overwrites.
    pub(crate) fn in_channel(&self, overwrites: &[Overwrite], voice: bool) -> u64 {
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
        implied(bits, voice)
    }
}

/// Takes away what the loss of a leading permission implies.
fn implied(bits: u64, voice: bool) -> u64 {
    if bits & VIEW_CHANNEL == 0 {
        return 0;
    }
    let mut bits = bits;
    if bits & SEND_MESSAGES == 0 {
        bits &= !NEEDS_SEND;
    }
    if voice && bits & CONNECT == 0 {
        bits &= !NEEDS_CONNECT;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUILD: u64 = 1;

    fn subject(roles: &[(u64, u64)]) -> Subject<'_> {
        Subject {
            user_id: 9,
            owner: false,
            timed_out: false,
            guild_id: GUILD,
            everyone: DEFAULT,
            roles,
        }
    }

    fn overwrite(id: u64, member: bool, allow: u64, deny: u64) -> Overwrite {
        Overwrite {
            id,
            member,
            allow,
            deny,
        }
    }

    #[test]
    fn owner_and_administrator_pass_every_overwrite() {
        let closed = [overwrite(GUILD, false, 0, ALL), overwrite(9, true, 0, ALL)];
        assert_eq!(
            Subject {
                owner: true,
                ..subject(&[])
            }
            .in_channel(&closed, false),
            ALL
        );
        assert_eq!(
            subject(&[(2, ADMINISTRATOR)]).in_channel(&closed, false),
            ALL
        );
        assert_eq!(
            Subject {
                timed_out: true,
                ..subject(&[(2, ADMINISTRATOR)])
            }
            .in_channel(&closed, false),
            ALL
        );
    }

    #[test]
    fn overwrites_apply_in_order_everyone_roles_member() {
        let roles = [(2, 0), (3, 0)];
        let everyone_closed = overwrite(GUILD, false, 0, SEND_MESSAGES);
        assert_eq!(
            subject(&roles).in_channel(&[everyone_closed], false) & SEND_MESSAGES,
            0
        );
        let role_opens = [
            everyone_closed,
            overwrite(2, false, SEND_MESSAGES, 0),
            overwrite(3, false, 0, SEND_MESSAGES),
        ];
        assert_ne!(
            subject(&roles).in_channel(&role_opens, false) & SEND_MESSAGES,
            0,
            "an allow of any role wins"
        );
        let member_closes = [
            role_opens[0],
            role_opens[1],
            overwrite(9, true, 0, SEND_MESSAGES),
        ];
        assert_eq!(
            subject(&roles).in_channel(&member_closes, false) & SEND_MESSAGES,
            0
        );
    }

    #[test]
    fn leading_permissions_take_their_dependants_with_them() {
        assert_eq!(
            subject(&[]).in_channel(&[overwrite(GUILD, false, 0, VIEW_CHANNEL)], false),
            0
        );
        let mute = subject(&[]).in_channel(&[overwrite(GUILD, false, 0, SEND_MESSAGES)], false);
        assert_eq!(mute & (EMBED_LINKS | ATTACH_FILES), 0);
        assert_ne!(mute & READ_MESSAGE_HISTORY, 0);
    }

    #[test]
    fn time_out_keeps_reading_only() {
        let timed_out = Subject {
            timed_out: true,
            ..subject(&[])
        };
        assert_eq!(
            timed_out.in_channel(&[], false),
            VIEW_CHANNEL | READ_MESSAGE_HISTORY
        );
    }
}
