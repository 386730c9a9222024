//! An authorization request: read, judged, and answered with a redirect.

use std::collections::BTreeMap;

use crate::{
    clock::Moment,
    permission,
    world::{
        World,
        audit::{Audit, action},
        oauth::{Challenge, Consent, SCOPES},
    },
};

/// A request that may be shown to a person.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) application: u64,
    pub(crate) scopes: Vec<String>,
    redirect_uri: Option<String>,
    state: Option<String>,
    implicit: bool,
    challenge: Option<Challenge>,
    /// Bits that the bot wants in the guild.
    pub(crate) permissions: u64,
    pub(crate) guild: Option<u64>,
    pub(crate) disable_guild_select: bool,
    /// `integration_type=1`: for a person instead of a guild.
    pub(crate) for_user: bool,
    pub(crate) silent: bool,
}

/// What a person does with it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Decision {
    /// Yes, with the guild that the bot shall join.
    Authorize {
        user: u64,
        guild: Option<u64>,
    },
    Cancel,
}

impl Asked {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// A sentence for the page: such a request is never redirected, for its address cannot be trusted.
    pub(crate) fn read(world: &World, query: &BTreeMap<String, String>) -> Result<Self, String> {
        let text = |name: &str| query.get(name).filter(|value| !value.is_empty()).cloned();
        let number = |name: &str| text(name).and_then(|value| value.parse::<u64>().ok());
        let application = number("client_id").ok_or("client_id: This field is required")?;
        let found = world
            .applications
            .get(&application)
            .ok_or("Unknown Application")?;
        let scopes: Vec<String> = text("scope")
            .unwrap_or_default()
            .split([' ', '+'])
            .filter(|scope| !scope.is_empty())
            .map(ToOwned::to_owned)
            .collect();
        if scopes.is_empty() {
            return Err("scope: This field is required".to_owned());
        }
        if let Some(unknown) = scopes
            .iter()
            .find(|scope| !SCOPES.contains(&scope.as_str()))
        {
            return Err(format!(
                "The requested scope is invalid, unknown, or malformed: {unknown}"
            ));
        }
        let installs_only = scopes
            .iter()
            .all(|scope| scope == "bot" || scope == "applications.commands");
        let redirect_uri = text("redirect_uri");
        match &redirect_uri {
            Some(uri) if !found.redirect_uris.contains(uri) => {
                return Err(
                    "Invalid OAuth2 redirect_uri: it is not registered for this application"
                        .to_owned(),
                );
            }
            None if !installs_only => return Err("redirect_uri: This field is required".to_owned()),
            _ => {}
        }
        let implicit = match text("response_type").as_deref() {
            Some("code") => false,
            Some("token") => true,
            None if installs_only => false,
            _ => return Err("response_type: must be one of ('code', 'token')".to_owned()),
        };
        let challenge = match (
            text("code_challenge"),
            text("code_challenge_method").as_deref(),
        ) {
            (None, _) => None,
            (Some(challenge), Some("S256")) => Some(Challenge::S256(challenge)),
            (Some(challenge), None | Some("plain")) => Some(Challenge::Plain(challenge)),
            _ => return Err("code_challenge_method: must be one of ('plain', 'S256')".to_owned()),
        };
        Ok(Self {
            application,
            scopes,
            redirect_uri,
            state: text("state"),
            implicit,
            challenge,
            permissions: number("permissions").unwrap_or_default() & permission::ALL,
            guild: number("guild_id"),
            disable_guild_select: text("disable_guild_select").as_deref() == Some("true"),
            for_user: text("integration_type").as_deref() == Some("1"),
            silent: text("prompt").as_deref() == Some("none"),
        })
    }

    /// Whether the bot shall join a guild.
    pub(crate) fn wants_guild(&self) -> bool {
        !self.for_user
            && self
                .scopes
                .iter()
                .any(|scope| scope == "bot" || scope == "applications.commands")
    }

    fn redirect(&self, pairs: &[(&str, String)], fragment: bool) -> Option<String> {
        let base = self.redirect_uri.as_ref()?;
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs {
            query.append_pair(name, value);
        }
        if let Some(state) = &self.state {
            query.append_pair("state", state);
        }
        let join = match (fragment, base.contains('?')) {
            (true, _) => '#',
            (false, true) => '&',
            (false, false) => '?',
        };
        Some(format!("{base}{join}{}", query.finish()))
    }
}

/// Carries out a decision. The address that the person's browser goes to, or `None` for an install link without one.
///
/// # Errors
///
/// A sentence for the page, when this person may not do that.
pub(crate) fn decide(
    world: &mut World,
    asked: &Asked,
    decision: Decision,
    now: Moment,
) -> Result<Option<String>, String> {
    let (user, guild) = match decision {
        Decision::Cancel => {
            let pairs = [
                ("error", "access_denied".to_owned()),
                (
                    "error_description",
                    "The resource owner or authorization server denied the request".to_owned(),
                ),
            ];
            return Ok(asked.redirect(&pairs, asked.implicit));
        }
        Decision::Authorize { user, guild } => (user, guild),
    };
    if world.users.get(&user).is_none_or(|found| found.bot) {
        return Err("There is no such person".to_owned());
    }
    let guild = if asked.wants_guild() {
        Some(install(world, asked, user, guild, now)?)
    } else {
        None
    };
    let commands = asked
        .scopes
        .iter()
        .any(|scope| scope == "applications.commands");
    if asked.for_user && commands {
        world.install_for(asked.application, user, true, now);
    } else if guild.is_none() {
        world.authorized_by(asked.application, user, &asked.scopes, now);
    }
    let consent = Consent {
        application: asked.application,
        user,
        scopes: asked.scopes.clone(),
        redirect_uri: asked.redirect_uri.clone().unwrap_or_default(),
        challenge: asked.challenge.clone(),
        guild,
    };
    if asked.implicit {
        let grant = world.grant(&consent, false, now);
        let answer = world.token_answer(grant);
        let text = |name: &str| {
            let value = &answer[name];
            value
                .as_str()
                .map_or_else(|| value.to_string(), ToOwned::to_owned)
        };
        let pairs: Vec<(&str, String)> = ["token_type", "access_token", "expires_in", "scope"]
            .map(|name| (name, text(name)))
            .to_vec();
        return Ok(asked.redirect(&pairs, true));
    }
    let code = world.consent(consent, now);
    let mut pairs = vec![("code", code)];
    if let Some(guild) = guild {
        pairs.push(("guild_id", guild.to_string()));
        pairs.push(("permissions", asked.permissions.to_string()));
    }
    Ok(asked.redirect(&pairs, false))
}

/// Adds the bot to the guild, as somebody who manages that guild.
fn install(
    world: &mut World,
    asked: &Asked,
    user: u64,
    chosen: Option<u64>,
    now: Moment,
) -> Result<u64, String> {
    let locked = asked.guild.filter(|_| asked.disable_guild_select);
    let guild = locked
        .or(chosen)
        .or(asked.guild)
        .ok_or("Choose a server for the bot")?;
    if world.guild_permissions(user, guild, now) & permission::MANAGE_GUILD == 0 {
        return Err("You need Manage Server in that server to add a bot to it".to_owned());
    }
    if asked.scopes.iter().any(|scope| scope == "bot") {
        let before = world.bots_of(guild);
        world.install(guild, asked.application, asked.permissions, now);
        if !before.contains(&asked.application) && world.bots_of(guild).contains(&asked.application)
        {
            let added = Audit {
                guild,
                actor: user,
                action: action::BOT_ADD,
                target: Some(asked.application),
                ..Audit::default()
            };
            world.audit(added, now);
        }
    }
    Ok(guild)
}
