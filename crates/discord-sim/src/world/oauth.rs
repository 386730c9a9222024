//! OAuth2: which application may act for which person, and with which tokens (`topics/oauth2.mdx`).
//!
//! **Invariant:** a person has at most one authorization per application and set of tokens issued at once; revoking any
//! token of an authorization ends all of it.

use std::{collections::BTreeMap, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{World, application::scramble};
use crate::clock::Moment;

/// How long an access token works, in seconds.
pub(crate) const TOKEN_LIFE: u64 = 604_800;
/// How long a code can be exchanged. Discord publishes no number.
const CODE_LIFE: Duration = Duration::from_secs(600);

/// Scopes that exist, as far as a bot's dashboard or install link uses them.
pub(crate) const SCOPES: &[&str] = &[
    "activities.read",
    "activities.write",
    "applications.builds.read",
    "applications.builds.upload",
    "applications.commands",
    "applications.commands.permissions.update",
    "applications.commands.update",
    "applications.entitlements",
    "applications.store.update",
    "bot",
    "connections",
    "dm_channels.read",
    "email",
    "gdm.join",
    "guilds",
    "guilds.join",
    "guilds.members.read",
    "identify",
    "identify.premium",
    "messages.read",
    "openid",
    "relationships.read",
    "role_connections.write",
    "rpc",
    "rpc.activities.write",
    "rpc.notifications.read",
    "rpc.voice.read",
    "rpc.voice.write",
    "voice",
    "webhook.incoming",
];

/// Everything that was authorized.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Oauth {
    codes: BTreeMap<String, Code>,
    grants: BTreeMap<u64, Grant>,
}

/// A person's consent that waits to be exchanged for tokens.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Code {
    consent: Consent,
    made: Moment,
    /// The authorization that came of it; a second exchange ends that one.
    used: Option<u64>,
}

/// What a person agreed to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Consent {
    pub(crate) application: u64,
    pub(crate) user: u64,
    pub(crate) scopes: Vec<String>,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: Option<Challenge>,
    /// The guild that the bot was added to.
    pub(crate) guild: Option<u64>,
}

/// PKCE (RFC 7636).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Challenge {
    Plain(String),
    S256(String),
}

impl Challenge {
    fn accepts(&self, verifier: &str) -> bool {
        match self {
            Self::Plain(challenge) => challenge == verifier,
            Self::S256(challenge) => {
                *challenge == URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
            }
        }
    }
}

/// A person's running authorization of an application.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) id: u64,
    pub(crate) application: u64,
    pub(crate) user: u64,
    pub(crate) scopes: Vec<String>,
    access: String,
    refresh: Option<String>,
    pub(crate) expires: Moment,
    guild: Option<u64>,
}

impl std::fmt::Debug for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Grant")
            .field("application", &self.application)
            .field("user", &self.user)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// Why a token request is refused; the words of RFC 6749.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Denied {
    /// The code, refresh token, redirect address or verifier does not fit.
    Grant(&'static str),
    /// A scope is unknown.
    Scope,
}

impl World {
    /// Keeps a person's consent and gives the code for it.
    pub(crate) fn consent(&mut self, consent: Consent, now: Moment) -> String {
        let code = self.secret(now);
        let kept = Code {
            consent,
            made: now,
            used: None,
        };
        self.oauth.codes.insert(code.clone(), kept);
        code
    }

    /// Exchanges a code, once.
    pub(crate) fn exchange(
        &mut self,
        application: u64,
        code: &str,
        redirect_uri: &str,
        verifier: Option<&str>,
        now: Moment,
    ) -> Result<Value, Denied> {
        let found = self.oauth.codes.get(code).cloned();
        let found = found.filter(|found| found.consent.application == application);
        let found = found.ok_or(Denied::Grant("Invalid \"code\" in request."))?;
        if let Some(grant) = found.used {
            // Somebody has the code who should not: what came of it ends.
            self.oauth.grants.remove(&grant);
            return Err(Denied::Grant("Invalid \"code\" in request."));
        }
        if now.since(found.made) >= CODE_LIFE {
            return Err(Denied::Grant("Invalid \"code\" in request."));
        }
        if found.consent.redirect_uri != redirect_uri {
            return Err(Denied::Grant("Invalid \"redirect_uri\" in request."));
        }
        if let Some(challenge) = &found.consent.challenge
            && !verifier.is_some_and(|verifier| challenge.accepts(verifier))
        {
            return Err(Denied::Grant("Invalid \"code_verifier\" in request."));
        }
        let grant = self.grant(&found.consent, true, now);
        if let Some(kept) = self.oauth.codes.get_mut(code) {
            kept.used = Some(grant);
        }
        Ok(self.token_answer(grant))
    }

    /// New tokens for an old refresh token, which ends.
    pub(crate) fn refresh(
        &mut self,
        application: u64,
        refresh: &str,
        now: Moment,
    ) -> Result<Value, Denied> {
        let found = self.oauth.grants.values().find(|grant| {
            grant.application == application && grant.refresh.as_deref() == Some(refresh)
        });
        let id = found
            .map(|grant| grant.id)
            .ok_or(Denied::Grant("Invalid \"refresh_token\" in request."))?;
        let (access, refresh) = (self.secret(now), self.secret(now));
        if let Some(grant) = self.oauth.grants.get_mut(&id) {
            grant.access = access;
            grant.refresh = Some(refresh);
            grant.expires = now + Duration::from_secs(TOKEN_LIFE);
        }
        Ok(self.token_answer(id))
    }

    /// A token of the application's owner, without anybody's consent.
    pub(crate) fn client_credentials(
        &mut self,
        application: u64,
        scopes: Vec<String>,
        now: Moment,
    ) -> Result<Value, Denied> {
        if !scopes.iter().all(|scope| SCOPES.contains(&scope.as_str())) {
            return Err(Denied::Scope);
        }
        let user = self
            .applications
            .get(&application)
            .map_or(0, |found| found.owner);
        let consent = Consent {
            application,
            user,
            scopes,
            ..Consent::default()
        };
        let grant = self.grant(&consent, false, now);
        Ok(self.token_answer(grant))
    }

    /// Ends the whole authorization of a token; a token that is unknown is no error (RFC 7009).
    pub(crate) fn revoke(&mut self, application: u64, token: &str, now: Moment) {
        let of_token = |grant: &&Grant| {
            grant.application == application
                && (grant.access == token || grant.refresh.as_deref() == Some(token))
        };
        let user = self
            .oauth
            .grants
            .values()
            .find(of_token)
            .map(|grant| grant.user);
        if let Some(user) = user {
            self.deauthorize(application, user, now);
        }
    }

    /// Ends what a person gave an application.
    pub(crate) fn deauthorize(&mut self, application: u64, user: u64, now: Moment) {
        let before = self.oauth.grants.len();
        self.oauth
            .grants
            .retain(|_, grant| (grant.application, grant.user) != (application, user));
        let ended = self.oauth.grants.len() < before;
        if !self.install_for(application, user, false, now) && ended {
            self.installed_by(application, user, false, now);
        }
    }

    /// The authorization of an access token that still works.
    pub(crate) fn bearer(&self, access: &str, now: Moment) -> Option<&Grant> {
        let mut grants = self.oauth.grants.values();
        grants.find(|grant| grant.access == access && grant.expires > now)
    }

    /// Whether a person has given an application all of these scopes before.
    pub(crate) fn consented(&self, application: u64, user: u64, scopes: &[String]) -> bool {
        self.oauth.grants.values().any(|grant| {
            (grant.application, grant.user) == (application, user)
                && scopes.iter().all(|scope| grant.scopes.contains(scope))
        })
    }

    /// Makes an authorization; the answer of the implicit grant comes of it too.
    pub(crate) fn grant(&mut self, consent: &Consent, refreshable: bool, now: Moment) -> u64 {
        let id = self.id(now);
        let grant = Grant {
            id,
            application: consent.application,
            user: consent.user,
            scopes: consent.scopes.clone(),
            access: self.secret(now),
            refresh: refreshable.then(|| self.secret(now)),
            expires: now + Duration::from_secs(TOKEN_LIFE),
            guild: consent.guild,
        };
        self.oauth.grants.insert(id, grant);
        id
    }

    /// The answer of the token endpoint.
    pub(crate) fn token_answer(&self, grant: u64) -> Value {
        let Some(grant) = self.oauth.grants.get(&grant) else {
            return Value::Null;
        };
        let mut answer = json!({"token_type": "Bearer", "access_token": grant.access, "expires_in": TOKEN_LIFE,
            "scope": grant.scopes.join(" ")});
        if let Some(refresh) = &grant.refresh {
            answer["refresh_token"] = json!(refresh);
        }
        if let Some(guild) = grant.guild.and_then(|id| self.guilds.get(&id)) {
            answer["guild"] = guild.json();
        }
        answer
    }

    fn secret(&mut self, now: Moment) -> String {
        let id = self.id(now);
        format!("{:016x}{:016x}", scramble(id), scramble(!id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_is_accepted() {
        let challenge = Challenge::S256("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned());
        assert!(challenge.accepts("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert!(!challenge.accepts("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK"));
        assert!(Challenge::Plain("a".to_owned()).accepts("a"));
    }
}
