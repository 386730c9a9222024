//! The four levels, and who has which.

use twilight_model::{
    guild::Permissions,
    id::{
        Id,
        marker::{RoleMarker, UserMarker},
    },
};

use crate::RoleMap;

/// How far somebody is trusted. Each level may do what those below it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Everybody.
    User,
    /// Keeps order: may time out, kick, ban, or clean up.
    Moderator,
    /// Runs the guild.
    Admin,
    /// Runs the bot; named in the configuration.
    Owner,
}

/// Permissions of which one makes a moderator.
const MODERATES: Permissions = Permissions::MODERATE_MEMBERS
    .union(Permissions::KICK_MEMBERS)
    .union(Permissions::BAN_MEMBERS)
    .union(Permissions::MANAGE_MESSAGES);

/// Permissions of which one makes an admin.
const ADMINISTERS: Permissions = Permissions::ADMINISTRATOR.union(Permissions::MANAGE_GUILD);

/// Whoever wants to do something, as the interaction tells it.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// The person.
    pub user: Id<UserMarker>,
    /// Whether the guild is theirs.
    pub guild_owner: bool,
    /// Their permissions in the channel; empty outside a guild.
    pub permissions: Permissions,
    /// Their roles in the guild; empty outside a guild.
    pub roles: &'a [Id<RoleMarker>],
}

/// The highest of what a person is by name, by permission and by a mapped role.
#[must_use]
pub fn level_of(asker: &Asker<'_>, owners: &[Id<UserMarker>], map: &RoleMap) -> Level {
    let has_any = |mapped: &[Id<RoleMarker>]| asker.roles.iter().any(|role| mapped.contains(role));
    if owners.contains(&asker.user) {
        Level::Owner
    } else if asker.guild_owner
        || asker.permissions.intersects(ADMINISTERS)
        || has_any(map.admins())
    {
        Level::Admin
    } else if asker.permissions.intersects(MODERATES) || has_any(map.moderators()) {
        Level::Moderator
    } else {
        Level::User
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who, whether the guild is theirs, permissions, roles, and the level that follows.
    type Case<'a> = (
        Id<UserMarker>,
        bool,
        Permissions,
        &'a [Id<RoleMarker>],
        Level,
    );

    #[test]
    fn every_case_has_its_level() {
        let (ann, owner) = (Id::new(1), Id::new(2));
        let (mods, admins, other) = (Id::new(10), Id::new(11), Id::new(12));
        let map = RoleMap::new(vec![mods], vec![admins]).unwrap();
        let none = Permissions::empty();
        let cases: &[Case] = &[
            (ann, false, none, &[], Level::User),
            (ann, false, none, &[other], Level::User),
            (
                ann,
                false,
                Permissions::SEND_MESSAGES | Permissions::MANAGE_CHANNELS,
                &[],
                Level::User,
            ),
            (
                ann,
                false,
                Permissions::MODERATE_MEMBERS,
                &[],
                Level::Moderator,
            ),
            (ann, false, Permissions::KICK_MEMBERS, &[], Level::Moderator),
            (ann, false, Permissions::BAN_MEMBERS, &[], Level::Moderator),
            (
                ann,
                false,
                Permissions::MANAGE_MESSAGES,
                &[],
                Level::Moderator,
            ),
            (ann, false, none, &[other, mods], Level::Moderator),
            (ann, false, Permissions::MANAGE_GUILD, &[], Level::Admin),
            (ann, false, Permissions::ADMINISTRATOR, &[], Level::Admin),
            (ann, true, none, &[], Level::Admin),
            (ann, false, none, &[admins], Level::Admin),
            (
                ann,
                false,
                Permissions::MODERATE_MEMBERS,
                &[mods, admins],
                Level::Admin,
            ),
            (owner, false, none, &[], Level::Owner),
            (owner, true, Permissions::all(), &[admins], Level::Owner),
        ];
        for &(user, guild_owner, permissions, roles, expected) in cases {
            let asker = Asker {
                user,
                guild_owner,
                permissions,
                roles,
            };
            assert_eq!(level_of(&asker, &[owner], &map), expected, "{asker:?}");
        }
    }

    #[test]
    fn levels_are_ordered() {
        assert!(
            Level::User < Level::Moderator
                && Level::Moderator < Level::Admin
                && Level::Admin < Level::Owner
        );
    }
}
