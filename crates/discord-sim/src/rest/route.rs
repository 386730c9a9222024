//! The operations that the simulator knows, as data.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
    time::Duration,
};

use bytes::Bytes;
use serde_json::Value;

use super::{Call, refusal::Refusal};
use crate::{clock::Moment, world::World};

/// What an operation answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// A PNG instead of a body.
    pub(crate) picture: Option<Bytes>,
}

impl Answer {
    fn plain(status: u16, body: Value) -> Self {
        Self {
            status,
            body,
            picture: None,
        }
    }

    pub(crate) fn ok(body: Value) -> Result<Self, Refusal> {
        Ok(Self::plain(200, body))
    }

    pub(crate) fn created(body: Value) -> Result<Self, Refusal> {
        Ok(Self::plain(201, body))
    }

    pub(crate) fn nothing() -> Result<Self, Refusal> {
        Ok(Self::plain(204, Value::Null))
    }

    pub(crate) fn picture(png: Bytes) -> Result<Self, Refusal> {
        Ok(Self {
            picture: Some(png),
            ..Self::plain(200, Value::Null)
        })
    }
}

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// A bot with its token.
    Bot,
    /// Anybody.
    Open,
    /// A person's OAuth2 token.
    User,
    /// A bot with its token, or a person's OAuth2 token.
    BotOrUser,
    /// Whoever knows the interaction's token in the path; not under the global limit.
    Interaction,
}

impl Access {
    pub(crate) fn takes_bots(self) -> bool {
        matches!(self, Self::Bot | Self::BotOrUser)
    }

    pub(crate) fn takes_people(self) -> bool {
        matches!(self, Self::User | Self::BotOrUser)
    }
}

pub(crate) type Handler = fn(&mut World, &Call, Moment) -> Result<Answer, Refusal>;

/// One operation.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// As in Discord's OpenAPI description.
    pub(crate) name: &'static str,
    pub(crate) access: Access,
    /// Requests and window, in milliseconds. Discord publishes no numbers; these are the ones that bots meet.
    pub(crate) limit: (u32, u64),
    pub(crate) handle: Handler,
}

pub(super) const fn route(
    method: &'static str,
    path: &'static str,
    name: &'static str,
    access: Access,
    limit: (u32, u64),
    handle: Handler,
) -> Route {
    Route {
        method,
        path,
        name,
        access,
        limit,
        handle,
    }
}

pub(super) const USUAL: (u32, u64) = (50, 1_000);
pub(super) const MESSAGES: (u32, u64) = (5, 5_000);
/// One in a quarter of a second.
pub(super) const REACTIONS: (u32, u64) = (4, 1_000);
pub(super) const SLOW: (u32, u64) = (20, 5_000);
pub(super) const WEBHOOK: (u32, u64) = (30, 2_000);
pub(super) const FREE: (u32, u64) = (1_000_000, 1_000);

/// The operations, by what they are about. Each family holds its own.
const FAMILIES: &[&[Route]] = &[
    super::account::ROUTES,
    super::channel::ROUTES,
    super::command::ROUTES,
    super::command_permission::ROUTES,
    super::callback::ROUTES,
    super::webhook::ROUTES,
    super::message::ROUTES,
    super::reaction::ROUTES,
    super::pin::ROUTES,
    super::poll::ROUTES,
    super::news::ROUTES,
    super::search::ROUTES,
    super::money::ROUTES,
    super::guild::ROUTES,
    super::community::ROUTES,
    super::template::ROUTES,
    super::widget::ROUTES,
    super::role::ROUTES,
    super::member::ROUTES,
    super::ban::ROUTES,
    super::automod::ROUTES,
    super::audit_log::ROUTES,
    super::expression::emoji::ROUTES,
    super::expression::sound::ROUTES,
    super::expression::sticker::ROUTES,
    super::scheduled_event::ROUTES,
    super::thread::ROUTES,
    super::invite::ROUTES,
    super::voice::ROUTES,
    super::stage::ROUTES,
    super::oauth::ROUTES,
    super::role_connection::ROUTES,
    super::user::ROUTES,
];

/// Every operation.
pub(crate) fn all() -> impl Iterator<Item = &'static Route> {
    FAMILIES.iter().copied().flatten()
}

impl Route {
    pub(crate) fn window(&self) -> (u32, Duration) {
        (self.limit.0, Duration::from_millis(self.limit.1))
    }

    /// The top-level resource that a bucket is about (PROTOCOL 3.1).
    pub(crate) fn major(params: &BTreeMap<&'static str, String>) -> String {
        let of = |name| params.get(name).map(String::as_str);
        match (of("channel"), of("guild"), of("webhook"), of("token")) {
            (Some(channel), ..) => channel.to_owned(),
            (_, Some(guild), ..) => guild.to_owned(),
            (_, _, webhook, Some(token)) => format!("{}:{token}", webhook.unwrap_or_default()),
            (_, _, Some(webhook), None) => webhook.to_owned(),
            _ => String::new(),
        }
    }
}

/// What a method and a path lead to.
#[derive(Debug)]
pub(crate) enum Found {
    Operation(&'static Route, BTreeMap<&'static str, String>),
    /// The path is known, the method is not.
    OtherMethod,
    Nothing,
}

/// The operations by how many parts their path has; of two that fit, the one with more literals comes first.
static BY_LENGTH: LazyLock<HashMap<usize, Vec<&'static Route>>> = LazyLock::new(|| {
    let mut by_length: HashMap<usize, Vec<&'static Route>> = HashMap::new();
    for route in all() {
        let parts = route.path.split('/').count();
        by_length.entry(parts).or_default().push(route);
    }
    let shape = |route: &&'static Route| -> Vec<bool> {
        let parts = route.path.split('/');
        parts.map(|part| part.starts_with('{')).collect()
    };
    for routes in by_length.values_mut() {
        routes.sort_by_key(shape);
    }
    by_length
});

/// Finds the operation of a request.
pub(crate) fn find(method: &str, path: &str) -> Found {
    let mut other = false;
    let candidates = BY_LENGTH.get(&path.split('/').count());
    for route in candidates.into_iter().flatten() {
        if route.method != method && other {
            continue;
        }
        if let Some(params) = matches(route.path, path) {
            if route.method == method {
                return Found::Operation(route, params);
            }
            other = true;
        }
    }
    if other {
        Found::OtherMethod
    } else {
        Found::Nothing
    }
}

fn matches(pattern: &'static str, path: &str) -> Option<BTreeMap<&'static str, String>> {
    let mut params = BTreeMap::new();
    let mut parts = path.split('/');
    for wanted in pattern.split('/') {
        let part = parts.next()?;
        if let Some(name) = wanted
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
        {
            if part.is_empty() {
                return None;
            }
            params.insert(name, super::call::decode_path(part));
        } else if wanted != part && wanted.replace('@', "%40") != part {
            return None;
        }
    }
    parts.next().is_none().then_some(params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_win_over_parameters() {
        let Found::Operation(route, _) = find("PATCH", "/webhooks/1/t/messages/@original") else {
            panic!("the route is known")
        };
        assert_eq!(route.name, "update_original_webhook_message");
        let Found::Operation(route, params) = find("PATCH", "/webhooks/1/t/messages/5") else {
            panic!("the route is known")
        };
        assert_eq!(
            (route.name, params["message"].as_str()),
            ("update_webhook_message", "5")
        );
        let Found::Operation(_, params) = find("GET", "/invites/a+b%2Bc") else {
            panic!("the route is known")
        };
        assert_eq!(params["code"], "a+b+c", "a plus is no space in a path");
        assert!(matches!(find("PUT", "/gateway"), Found::OtherMethod));
        assert!(matches!(find("GET", "/stages"), Found::Nothing));
    }
}
