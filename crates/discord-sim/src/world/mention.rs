//! Who a message pings: its text, what `allowed_mentions` lets through, and who asked.
//!
//! Errs on the side of a ping: a backslash before a mention does not save anybody.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Message, World};
use crate::{clock::Moment, permission};

/// Whom a message pinged when it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pings {
    /// Users, in the order of the text.
    pub users: Vec<u64>,
    /// Roles, in the order of the text.
    pub roles: Vec<u64>,
    /// `@everyone` or `@here`.
    pub everyone: bool,
}

impl Pings {
    /// Nobody was pinged.
    pub fn is_empty(&self) -> bool {
        self.users.is_empty() && self.roles.is_empty() && !self.everyone
    }
}

/// What is parsed when a message says nothing about `allowed_mentions` (PROTOCOL 3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsaid {
    Everything,
    UsersOnly,
}

/// The pings of `text`. `may_ping_all` is the author's MENTION_EVERYONE; `open_roles` can be pinged by anybody.
pub(crate) fn pings(
    text: &str,
    allowed: Option<&Value>,
    default: Unsaid,
    may_ping_all: bool,
    open_roles: &[u64],
) -> Pings {
    let allows = |kind: &str, id: u64| match allowed.filter(|value| value.is_object()) {
        None => default == Unsaid::Everything || kind == "users",
        Some(rules) => {
            let parses = rules["parse"]
                .as_array()
                .is_some_and(|list| list.iter().any(|item| item == kind));
            let names = rules[kind].as_array().is_some_and(|list| {
                list.iter()
                    .any(|item| item.as_str() == Some(id.to_string().as_str()))
            });
            parses || names
        }
    };
    let mut pings = Pings::default();
    let mut rest = text;
    while let Some(start) = rest.find("<@") {
        rest = &rest[start + 2..];
        let Some(end) = rest.find('>') else { break };
        let inner = &rest[..end];
        if let Some(role) = inner.strip_prefix('&').and_then(|id| id.parse().ok()) {
            if allows("roles", role)
                && (may_ping_all || open_roles.contains(&role))
                && !pings.roles.contains(&role)
            {
                pings.roles.push(role);
            }
        } else if let Ok(user) = inner.strip_prefix('!').unwrap_or(inner).parse()
            && allows("users", user)
            && !pings.users.contains(&user)
        {
            pings.users.push(user);
        }
    }
    pings.everyone = may_ping_all
        && (text.contains("@everyone") || text.contains("@here"))
        && allows("everyone", 0);
    pings
}

impl World {
    /// Whom a message pings, by its text, its author and what it allows.
    pub(super) fn pings_of(
        &self,
        message: &Message,
        allowed: Option<&Value>,
        now: Moment,
    ) -> Pings {
        let allowed = allowed.filter(|rules| !rules.is_null());
        let open: Vec<u64> = self
            .channels
            .get(&message.channel)
            .and_then(|channel| self.guilds.get(&channel.guild()?))
            .map(|guild| {
                guild
                    .roles
                    .values()
                    .filter(|role| role.mentionable)
                    .map(|role| role.id)
                    .collect()
            })
            .unwrap_or_default();
        let unsaid = if message.interaction.is_some() || message.guise.is_some() {
            Unsaid::UsersOnly
        } else {
            Unsaid::Everything
        };
        let all = message.guise.is_some()
            || self.permissions_in(message.author, message.channel, now)
                & permission::MENTION_EVERYONE
                != 0;
        let mut pings = pings(&message.speech(), allowed, unsaid, all, &open);
        let replied = allowed.is_none_or(|rules| rules["replied_user"].as_bool().unwrap_or(false));
        if message.interaction.is_none()
            && replied
            && let Some(author) = message
                .reply_to
                .and_then(|id| self.messages.get(&(message.channel, id)))
                .map(|m| m.author)
            && !pings.users.contains(&author)
        {
            pings.users.push(author);
        }
        pings
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "hi <@5> and <@!6>, <@&7>, <@&8> @everyone";

    #[test]
    fn a_plain_message_pings_all_it_may() {
        let pinged = pings(TEXT, None, Unsaid::Everything, false, &[8]);
        assert_eq!(
            pinged,
            Pings {
                users: vec![5, 6],
                roles: vec![8],
                everyone: false
            }
        );
        assert!(pings(TEXT, None, Unsaid::Everything, true, &[]).everyone);
    }

    #[test]
    fn an_interaction_pings_users_only_and_rules_close_it() {
        let pinged = pings(TEXT, None, Unsaid::UsersOnly, true, &[]);
        assert_eq!(
            pinged,
            Pings {
                users: vec![5, 6],
                roles: vec![],
                everyone: false
            }
        );
        assert!(
            pings(
                TEXT,
                Some(&json!({"parse": []})),
                Unsaid::Everything,
                true,
                &[]
            )
            .is_empty()
        );
        let one = pings(
            TEXT,
            Some(&json!({"parse": [], "users": ["6"]})),
            Unsaid::Everything,
            true,
            &[],
        );
        assert_eq!(one.users, [6]);
    }
}
