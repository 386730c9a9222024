//! The operations that the simulator knows, as data.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use super::{Call, account, callback, channel, command, guild, message, refusal::Refusal, webhook};
use crate::{clock::Moment, world::World};

/// What an operation answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Result<Self, Refusal> {
        Ok(Self { status: 200, body })
    }

    pub(crate) fn created(body: Value) -> Result<Self, Refusal> {
        Ok(Self { status: 201, body })
    }

    pub(crate) fn nothing() -> Result<Self, Refusal> {
        Ok(Self {
            status: 204,
            body: Value::Null,
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
    /// Whoever knows the interaction's token in the path; not under the global limit.
    Interaction,
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

const fn route(
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

const USUAL: (u32, u64) = (50, 1_000);
const MESSAGES: (u32, u64) = (5, 5_000);
const SLOW: (u32, u64) = (20, 5_000);
const WEBHOOK: (u32, u64) = (30, 2_000);
const FREE: (u32, u64) = (1_000_000, 1_000);

use Access::{Bot, Interaction, Open};

/// Every operation. Where a literal and a parameter meet, the literal comes first.
#[rustfmt::skip]
pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/gateway", "get_gateway", Open, USUAL, account::gateway),
    route("GET", "/gateway/bot", "get_bot_gateway", Bot, USUAL, account::gateway_bot),
    route("GET", "/users/@me", "get_my_user", Bot, USUAL, account::user),
    route("GET", "/users/@me/guilds", "list_my_guilds", Bot, USUAL, guild::mine),
    route("POST", "/users/@me/channels", "create_dm", Bot, USUAL, channel::direct),
    route("GET", "/applications/@me", "get_my_application", Bot, USUAL, account::application),
    route("PATCH", "/applications/@me", "update_my_application", Bot, USUAL, account::change),
    route("GET", "/oauth2/applications/@me", "get_my_oauth2_application", Bot, USUAL, account::application),
    route("GET", "/applications/{application}/commands", "list_application_commands", Bot, SLOW, command::list),
    route("PUT", "/applications/{application}/commands", "bulk_set_application_commands", Bot, SLOW, command::replace),
    route("POST", "/applications/{application}/commands", "create_application_command", Bot, SLOW, command::create),
    route("GET", "/applications/{application}/commands/{command}", "get_application_command", Bot, SLOW, command::get),
    route("PATCH", "/applications/{application}/commands/{command}", "update_application_command", Bot, SLOW, command::change),
    route("DELETE", "/applications/{application}/commands/{command}", "delete_application_command", Bot, SLOW, command::delete),
    route("GET", "/applications/{application}/guilds/{guild}/commands", "list_guild_application_commands", Bot, SLOW, command::list),
    route("PUT", "/applications/{application}/guilds/{guild}/commands", "bulk_set_guild_application_commands", Bot, SLOW, command::replace),
    route("POST", "/applications/{application}/guilds/{guild}/commands", "create_guild_application_command", Bot, SLOW, command::create),
    route("GET", "/applications/{application}/guilds/{guild}/commands/{command}", "get_guild_application_command", Bot, SLOW, command::get),
    route("PATCH", "/applications/{application}/guilds/{guild}/commands/{command}", "update_guild_application_command", Bot, SLOW, command::change),
    route("DELETE", "/applications/{application}/guilds/{guild}/commands/{command}", "delete_guild_application_command", Bot, SLOW, command::delete),
    route("POST", "/interactions/{interaction}/{token}/callback", "create_interaction_response", Interaction, FREE, callback::answer),
    route("POST", "/webhooks/{webhook}/{token}", "execute_webhook", Interaction, WEBHOOK, webhook::follow_up),
    route("GET", "/webhooks/{webhook}/{token}/messages/@original", "get_original_webhook_message", Interaction, WEBHOOK, webhook::get),
    route("PATCH", "/webhooks/{webhook}/{token}/messages/@original", "update_original_webhook_message", Interaction, WEBHOOK, webhook::edit),
    route("DELETE", "/webhooks/{webhook}/{token}/messages/@original", "delete_original_webhook_message", Interaction, WEBHOOK, webhook::delete),
    route("GET", "/webhooks/{webhook}/{token}/messages/{message}", "get_webhook_message", Interaction, WEBHOOK, webhook::get),
    route("PATCH", "/webhooks/{webhook}/{token}/messages/{message}", "update_webhook_message", Interaction, WEBHOOK, webhook::edit),
    route("DELETE", "/webhooks/{webhook}/{token}/messages/{message}", "delete_webhook_message", Interaction, WEBHOOK, webhook::delete),
    route("GET", "/channels/{channel}", "get_channel", Bot, USUAL, channel::get),
    route("POST", "/channels/{channel}/typing", "trigger_typing_indicator", Bot, MESSAGES, channel::typing),
    route("GET", "/channels/{channel}/messages", "list_messages", Bot, USUAL, message::list),
    route("POST", "/channels/{channel}/messages", "create_message", Bot, MESSAGES, message::create),
    route("GET", "/channels/{channel}/messages/{message}", "get_message", Bot, USUAL, message::get),
    route("PATCH", "/channels/{channel}/messages/{message}", "update_message", Bot, MESSAGES, message::edit),
    route("DELETE", "/channels/{channel}/messages/{message}", "delete_message", Bot, MESSAGES, message::delete),
    route("GET", "/guilds/{guild}", "get_guild", Bot, USUAL, guild::get),
    route("GET", "/guilds/{guild}/channels", "list_guild_channels", Bot, USUAL, guild::channels),
    route("GET", "/guilds/{guild}/roles", "list_guild_roles", Bot, USUAL, guild::roles),
    route("GET", "/guilds/{guild}/members/{user}", "get_guild_member", Bot, USUAL, guild::member),
];

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

/// Finds the operation of a request.
pub(crate) fn find(method: &str, path: &str) -> Found {
    let mut other = false;
    for route in ROUTES {
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
            params.insert(name, super::call::decode(part));
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
        assert!(matches!(find("PUT", "/gateway"), Found::OtherMethod));
        assert!(matches!(find("GET", "/stages"), Found::Nothing));
    }
}
