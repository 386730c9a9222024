//! Who a message may ping: nobody, unless a view names them.

use twilight_model::channel::message::AllowedMentions;
use twilight_model::id::Id;
use twilight_model::id::marker::{RoleMarker, UserMarker};

use crate::limits;

/// The people and roles that a message may ping, by id. `@everyone` and `@here` cannot be said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    users: Vec<Id<UserMarker>>,
    roles: Vec<Id<RoleMarker>>,
}

impl Mentions {
    /// Nobody is pinged, whatever the text says.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// These people may be pinged, the first hundred of them.
    #[must_use]
    pub fn users(users: impl IntoIterator<Item = Id<UserMarker>>) -> Self {
        Self {
            users: distinct(users),
            roles: Vec::new(),
        }
    }

    /// These roles may be pinged, the first hundred of them.
    #[must_use]
    pub fn roles(roles: impl IntoIterator<Item = Id<RoleMarker>>) -> Self {
        Self {
            users: Vec::new(),
            roles: distinct(roles),
        }
    }

    pub(crate) fn into_allowed(self) -> AllowedMentions {
        AllowedMentions {
            parse: Vec::new(),
            replied_user: false,
            roles: self.roles,
            users: self.users,
        }
    }
}

fn distinct<T>(ids: impl IntoIterator<Item = Id<T>>) -> Vec<Id<T>> {
    let mut seen = std::collections::BTreeSet::new();
    ids.into_iter()
        .filter(|id| seen.insert(id.get()))
        .take(limits::MENTIONS)
        .collect()
}
