//! Applications: who a token is, their commands and where they are installed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CommandPermission, World, expression::Emoji, intent, person::User};
use crate::{
    clock::Moment,
    delivery::{Key, Webhooks},
};

/// An application and its bot account, which share an id.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Application {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) token: String,
    /// Fields that its developers set and that nothing here hangs on, by key.
    pub(crate) shown: BTreeMap<String, Value>,
    /// Gateway intents it may ask for.
    pub(crate) allowed_intents: u64,
    pub(crate) flags: u64,
    pub(crate) owner: u64,
    /// Where OAuth2 may send people back to.
    pub(crate) redirect_uris: Vec<String>,
    /// Needs no client secret where it proves itself with a PKCE verifier.
    pub(crate) public_client: bool,
    pub(crate) emojis: BTreeMap<u64, Emoji>,
    /// What a linked role can ask of a person.
    pub(crate) role_metadata: Vec<Value>,
    pub(crate) commands: BTreeMap<Scope, Vec<Value>>,
    /// Signs what is sent to its endpoint and its webhook.
    pub(crate) key: Key,
    /// Where interactions go instead of the gateway.
    pub(crate) endpoint: Option<String>,
    pub(crate) webhooks: Webhooks,
    /// People who installed it for themselves.
    pub(crate) user_installs: BTreeSet<u64>,
    /// What a guild's administrators set for a command, or for all by the application's own id.
    pub(crate) command_permissions: BTreeMap<(u64, u64), Vec<CommandPermission>>,
    /// Commands created on a day, by scope: the day since 1970 and how many.
    creates: BTreeMap<Scope, (i64, u32)>,
}

impl std::fmt::Debug for Application {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Application")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Where a command is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Scope {
    Global,
    Guild(u64),
}

/// Commands that may be created in a scope on one day (PROTOCOL 1.2).
const CREATES_PER_DAY: u32 = 200;
/// A day in microseconds.
const DAY: i64 = 86_400_000_000;

impl Application {
    /// `GET /applications/@me`, with the keys that Discord always sends.
    pub(crate) fn json(&self, owner: &Value, guilds: usize) -> Value {
        let mut json = json!({
            "id": self.id.to_string(),
            "name": self.name,
            "icon": null,
            "description": self.description,
            "type": null,
            "bot_public": true,
            "bot_require_code_grant": false,
            "verify_key": self.key.public_hex(),
            "flags": self.flags,
            "flags_new": self.flags.to_string(),
            "redirect_uris": self.redirect_uris,
            "interactions_endpoint_url": self.endpoint,
            "event_webhooks_url": self.webhooks.url,
            "event_webhooks_status": self.webhooks.status,
            "event_webhooks_types": self.webhooks.types,
            "role_connections_verification_url": null,
            "owner": owner,
            "approximate_guild_count": guilds,
            "approximate_user_install_count": self.user_installs.len(),
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": null,
            "eligible_oauth2_scopes": ["bot", "applications.commands", "identify"],
            "summary": "",
            "tags": [],
        });
        for (key, value) in self.shown.iter().filter(|(_, value)| !value.is_null()) {
            json[key] = value.clone();
        }
        json
    }

    /// The command of an id, as JSON writes it, in whatever scope.
    pub(crate) fn command_by_id(&self, id: &Value) -> Option<&Value> {
        let mut all = self.commands.values().flatten();
        all.find(|command| command["id"] == *id)
    }

    /// All commands that a guild can have: its own and the global ones.
    pub(crate) fn commands_in(&self, guild: u64) -> impl Iterator<Item = &Value> {
        let scopes = [Scope::Guild(guild), Scope::Global];
        let lists = scopes.map(|scope| self.commands.get(&scope));
        lists.into_iter().flatten().flatten()
    }

    /// The secret with which it proves itself to the token endpoint.
    pub(crate) fn client_secret(&self) -> String {
        format!(
            "{:016x}{:016x}",
            scramble(self.id ^ 1),
            scramble(self.id ^ 2)
        )
    }

    /// The command a person means by its first word: the guild's own one hides a global one.
    pub(crate) fn command(
        &self,
        guild: Option<u64>,
        kind: u64,
        found: impl Fn(&Value) -> bool,
    ) -> Option<(Scope, &Value)> {
        let scopes = guild.map(Scope::Guild).into_iter().chain([Scope::Global]);
        scopes
            .filter_map(|scope| Some((scope, self.commands.get(&scope)?)))
            .flat_map(|(scope, list)| list.iter().map(move |command| (scope, command)))
            .find(|(_, command)| command["type"].as_u64().unwrap_or(1) == kind && found(command))
    }
}

/// How programs begin a token that they made up; what follows is the bot's name.
const OFFLINE: &str = "offline-";
/// Longest name of a user, in characters.
const NAME_MAX: usize = 32;

impl World {
    /// Makes an application with its bot account.
    pub(crate) fn add_application(
        &mut self,
        name: &str,
        token: Option<&str>,
        id: Option<u64>,
        now: Moment,
    ) -> u64 {
        let id = id
            .filter(|id| !self.users.contains_key(id))
            .unwrap_or_else(|| self.ids.next(now));
        let owner = self.person(&format!("{name}-owner"), now);
        let token = token.map_or_else(
            || format!("{}.sim.{:016x}", base64_id(id), scramble(id)),
            ToOwned::to_owned,
        );
        self.users.insert(
            id,
            User {
                id,
                name: name.to_owned(),
                display_name: None,
                bot: true,
                locale: "en-US".to_owned(),
            },
        );
        self.applications.insert(
            id,
            Application {
                id,
                name: name.to_owned(),
                description: String::new(),
                token,
                shown: BTreeMap::new(),
                allowed_intents: intent::every() & !intent::PRIVILEGED,
                flags: 0,
                owner,
                redirect_uris: Vec::new(),
                public_client: false,
                emojis: BTreeMap::new(),
                role_metadata: Vec::new(),
                commands: BTreeMap::new(),
                key: Key::of(id),
                endpoint: None,
                webhooks: Webhooks::default(),
                user_installs: BTreeSet::new(),
                command_permissions: BTreeMap::new(),
                creates: BTreeMap::new(),
            },
        );
        id
    }

    /// Counts the creation of commands; `false`, and nothing is counted, when that is more than a day has.
    pub(crate) fn may_create_commands(
        &mut self,
        application: u64,
        scope: Scope,
        new: usize,
        now: Moment,
    ) -> bool {
        let Some(application) = self.applications.get_mut(&application) else {
            return false;
        };
        let today = now.unix_micros() / DAY;
        let (day, count) = application.creates.entry(scope).or_default();
        if *day != today {
            (*day, *count) = (today, 0);
        }
        let total = count.saturating_add(u32::try_from(new).unwrap_or(u32::MAX));
        let fits = new == 0 || total <= CREATES_PER_DAY;
        if fits {
            *count = total;
        }
        fits
    }

    pub(crate) fn application_of_token(&self, token: &str) -> Option<u64> {
        self.applications
            .values()
            .find(|application| application.token == token)
            .map(|application| application.id)
    }

    /// Makes the application of a token that was never seen, with the id that the token tells where it does.
    pub(crate) fn adopt(&mut self, token: &str, now: Moment) -> u64 {
        let id = token_id(token);
        // A real token says nothing of its bot that may be shown.
        let name: String = token
            .strip_prefix(OFFLINE)
            .unwrap_or("bot")
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .take(NAME_MAX)
            .collect();
        let id = self.add_application(&name, Some(token), id, now);
        let guilds: Vec<u64> = self.guilds.keys().copied().collect();
        if let Some(application) = self.applications.get_mut(&id) {
            application.allowed_intents |= self.newcomers.intents;
        }
        for guild in guilds {
            self.install(guild, id, self.newcomers.permissions, now);
        }
        id
    }

    pub(crate) fn application_json(&self, id: u64) -> Value {
        let Some(application) = self.applications.get(&id) else {
            return Value::Null;
        };
        let guilds = self
            .guilds
            .values()
            .filter(|guild| guild.members.contains_key(&id))
            .count();
        application.json(&self.user_json(application.owner), guilds)
    }
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The first part of a bot token: its id in decimal, in base64 without padding.
fn base64_id(id: u64) -> String {
    let mut text = String::new();
    for chunk in id.to_string().as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            text.push(char::from(BASE64[bits >> (18 - 6 * place) & 63]));
        }
    }
    text
}

/// The id of the bot that a token tells, where it does.
pub(crate) fn token_id(token: &str) -> Option<u64> {
    id_of_base64(token.split('.').next().unwrap_or_default())
}

/// The id that [`base64_id`] wrote, if it is one.
fn id_of_base64(text: &str) -> Option<u64> {
    let mut digits = String::new();
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in text.trim_end_matches('=').bytes() {
        let value = BASE64.iter().position(|known| *known == byte)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            digits.push(char::from_u32(bits >> held & 255)?);
            bits &= (1 << held) - 1;
        }
    }
    digits.parse().ok().filter(|id| *id > 0)
}

/// A number nobody would guess from `value` by eye (splitmix64's mixing step).
pub(crate) fn scramble(value: u64) -> u64 {
    let mut mixed = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn token_ids_survive_base64() {
        for id in [1, 12, 123, 1_234, 1_311_870_498_234_859_520] {
            assert_eq!(id_of_base64(&base64_id(id)), Some(id));
        }
        assert_eq!(base64_id(123), "MTIz");
        assert_eq!(id_of_base64("demo-token"), None);
    }
}
