//! What a guild shows to who comes: welcome screen, onboarding, and requests to join.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{World, template::Template};
use crate::clock::Moment;

/// The rarely used parts of a guild.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Community {
    pub(crate) welcome: Option<WelcomeScreen>,
    pub(crate) onboarding: Onboarding,
    pub(crate) requests: BTreeMap<u64, JoinRequest>,
    pub(crate) template: Option<Template>,
}

/// The screen that new members see first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct WelcomeScreen {
    pub(crate) enabled: bool,
    pub(crate) description: Option<String>,
    /// As they are shown.
    pub(crate) channels: Vec<Value>,
}

impl WelcomeScreen {
    pub(crate) fn json(&self) -> Value {
        json!({"description": self.description, "welcome_channels": self.channels})
    }
}

/// The questions that new members answer.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Onboarding {
    pub(crate) enabled: bool,
    /// 0: default channels count towards what is required; 1: questions count too.
    pub(crate) mode: u64,
    /// As they are shown.
    pub(crate) prompts: Vec<Value>,
    pub(crate) default_channels: Vec<u64>,
}

impl Onboarding {
    pub(crate) fn json(&self, guild: u64) -> Value {
        json!({
            "guild_id": guild.to_string(),
            "prompts": self.prompts,
            "default_channel_ids": self.default_channels.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "enabled": self.enabled,
            "mode": self.mode,
        })
    }
}

/// Somebody who asks to be let in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct JoinRequest {
    pub(crate) id: u64,
    pub(crate) user: u64,
    pub(crate) made: Moment,
    /// `SUBMITTED`, `APPROVED` or `REJECTED`.
    pub(crate) status: Cow<'static, str>,
    pub(crate) reviewed: Option<(Moment, u64)>,
    pub(crate) rejection: Option<String>,
}

impl World {
    pub(crate) fn join_request_json(&self, guild: u64, request: &JoinRequest) -> Value {
        json!({
            "id": request.id.to_string(),
            "created_at": request.made.iso(),
            "reviewed_at": request.reviewed.map(|(when, _)| when.iso()),
            "application_status": request.status,
            "rejection_reason": request.rejection,
            "guild_id": guild.to_string(),
            "user_id": request.user.to_string(),
            "user": self.user_json(request.user),
            "form_responses": [],
            "actioned_by_user": request.reviewed.map(|(_, who)| self.user_json(who)),
        })
    }

    /// A person asks to be let in; the request's id, or `None` for a member, the banned, and who has asked already.
    pub(crate) fn ask_to_join(&mut self, guild: u64, user: u64, now: Moment) -> Option<u64> {
        let found = self.guilds.get(&guild)?;
        let waits = |request: &JoinRequest| request.user == user && request.status == "SUBMITTED";
        if found.members.contains_key(&user)
            || found.bans.contains_key(&user)
            || found.community.requests.values().any(waits)
        {
            return None;
        }
        let id = self.id(now);
        let request = JoinRequest {
            id,
            user,
            made: now,
            status: "SUBMITTED".into(),
            reviewed: None,
            rejection: None,
        };
        let guild = self.guilds.get_mut(&guild)?;
        guild.community.requests.insert(id, request);
        Some(id)
    }
}
