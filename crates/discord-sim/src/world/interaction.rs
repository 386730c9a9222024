//! Interactions: what a person did, how the bot answered, and for how long it may.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::{World, alarm::Alarm, application::scramble, install::Standing};
use crate::{clock::Moment, journal::What};

/// How long an interaction's token works (`interactions/receiving-and-responding.mdx`).
pub(crate) const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);
/// Largest upload that the simulator's guilds allow, in bytes.
const ATTACHMENT_LIMIT: u64 = 10 * 1024 * 1024;

/// Interactions that keep their whole payload.
const WHOLE: usize = 10_000;
/// Interactions that are kept although their token is dead.
const KEPT: usize = 50_000;

/// Interaction types by number.
pub(crate) mod kind {
    pub(crate) const COMMAND: u8 = 2;
    pub(crate) const COMPONENT: u8 = 3;
    pub(crate) const AUTOCOMPLETE: u8 = 4;
    pub(crate) const MODAL: u8 = 5;
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Interaction {
    pub(crate) id: u64,
    pub(crate) token: String,
    pub(crate) application: u64,
    pub(crate) kind: u8,
    pub(crate) user: u64,
    pub(crate) channel: u64,
    pub(crate) guild: Option<u64>,
    /// The message whose component was used, here or before the modal.
    pub(crate) source: Option<u64>,
    /// The interaction that opened the modal which this one submits.
    pub(crate) opened_by: Option<u64>,
    /// The last submission of the modal that it opened.
    pub(crate) submitted: Option<u64>,
    /// What the person's client calls it.
    pub(crate) nonce: Option<String>,
    pub(crate) made: Moment,
    /// As it was sent to the bot.
    pub(crate) payload: Value,
    pub(crate) progress: Progress,
    /// What `@original` means.
    pub(crate) original: Option<u64>,
    pub(crate) followups: Vec<u64>,
    /// A deferred answer that was completed.
    pub(crate) completed: bool,
    /// Only a user's installation stands behind it.
    pub(crate) external: bool,
    /// Its answers are ephemeral, whatever the bot wants.
    pub(crate) hushed: bool,
    #[serde(skip)]
    pub(crate) changed: watch::Sender<u32>,
}

impl std::fmt::Debug for Interaction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interaction")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("nonce", &self.nonce)
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Progress {
    Waiting,
    Answered(First),
    /// No answer within three seconds.
    Failed,
}

/// The bot's first answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum First {
    Message {
        ephemeral: bool,
    },
    DeferredMessage {
        ephemeral: bool,
    },
    DeferredUpdate,
    Update,
    Choices(Vec<Value>),
    Modal(Value),
    /// An Activity was launched.
    Activity,
    /// The deprecated answer that offers the application's premium.
    Upgrade,
}

/// An interaction about to happen.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) application: u64,
    pub(crate) kind: u8,
    pub(crate) user: u64,
    pub(crate) channel: u64,
    pub(crate) source: Option<u64>,
    pub(crate) opened_by: Option<u64>,
    pub(crate) nonce: Option<String>,
    pub(crate) data: Value,
    /// Keys that replace those of the finished payload, for hostile tests.
    pub(crate) overrides: Value,
}

impl Interaction {
    pub(crate) fn waiting(&self) -> bool {
        matches!(self.progress, Progress::Waiting)
    }

    pub(crate) fn token_works(&self, now: Moment) -> bool {
        now.since(self.made) < TOKEN_LIFE
    }

    /// A deferred answer that nobody completed yet.
    pub(crate) fn unfinished(&self) -> bool {
        !self.completed
            && matches!(
                self.progress,
                Progress::Answered(First::DeferredMessage { .. })
            )
    }

    pub(crate) fn first_was_ephemeral(&self) -> bool {
        matches!(
            self.progress,
            Progress::Answered(
                First::Message { ephemeral: true } | First::DeferredMessage { ephemeral: true }
            )
        )
    }

    /// Lets go of everything in the payload but names and owners.
    fn forget_details(&mut self) {
        let (data, owners) = (
            &self.payload["data"],
            &self.payload["authorizing_integration_owners"],
        );
        self.payload = json!({
            "data": {"name": data["name"], "custom_id": data["custom_id"], "options": []},
            "authorizing_integration_owners": owners,
        });
    }

    /// The command's name or the component's `custom_id`.
    pub(crate) fn used(&self) -> String {
        let data = &self.payload["data"];
        data["name"]
            .as_str()
            .or_else(|| data["custom_id"].as_str())
            .unwrap_or("nameless")
            .to_owned()
    }

    pub(crate) fn touch(&self) {
        self.changed
            .send_modify(|changes| *changes = changes.wrapping_add(1));
    }
}

impl World {
    /// Makes an interaction and sends it to its application.
    pub(crate) fn interact(&mut self, draft: &Draft, now: Moment) -> u64 {
        let id = self.id(now);
        let token = format!(
            "sim-interaction-{id}-{:016x}{:016x}",
            scramble(id),
            scramble(!id)
        );
        let guild = self
            .channels
            .get(&draft.channel)
            .and_then(super::Channel::guild);
        let standing = self.standing(draft, now);
        let payload = self.payload(id, &token, guild, draft, &standing, now);
        let kind = draft.kind;
        self.deeds.push(What::Interaction { id, kind });
        self.hand_over(draft.application, id, payload.clone(), guild, false);
        self.forget_interactions(now);
        self.recent_interactions.push_back(id);
        self.interaction_tokens.insert(token.clone(), id);
        self.alarms
            .insert((now + self.answer_within, Alarm::Answer(id)));
        let opener = draft
            .opened_by
            .and_then(|id| self.interactions.get_mut(&id));
        if let Some(opener) = opener {
            opener.submitted = Some(id);
        }
        self.interactions.insert(
            id,
            Interaction {
                id,
                token,
                application: draft.application,
                kind: draft.kind,
                user: draft.user,
                channel: draft.channel,
                guild,
                source: draft.source,
                opened_by: draft.opened_by,
                submitted: None,
                nonce: draft.nonce.clone(),
                made: now,
                payload,
                progress: Progress::Waiting,
                original: None,
                followups: Vec::new(),
                completed: false,
                external: standing.external,
                hushed: standing.hushed,
                changed: watch::Sender::new(0),
            },
        );
        id
    }

    /// Keeps what a long run holds bounded: far back, only what answers and follow-ups need stays of a payload, and
    /// interactions whose token is dead go when there are very many.
    fn forget_interactions(&mut self, now: Moment) {
        if self.recent_interactions.len() >= WHOLE {
            let old = self.recent_interactions.pop_front();
            if let Some(old) = old.and_then(|id| self.interactions.get_quietly(&id)) {
                old.forget_details();
            }
        }
        while self.interactions.len() >= KEPT
            && let Some((first, found)) = self.interactions.first_key_value()
            && !found.token_works(now)
        {
            let first = *first;
            if let Some(gone) = self.interactions.remove(&first) {
                self.interaction_tokens.remove(&gone.token);
            }
        }
    }

    /// Sends the same event once more, as Discord does now and then.
    pub(crate) fn redeliver(&mut self, id: u64) -> bool {
        let Some(found) = self.interactions.get(&id) else {
            return false;
        };
        let (application, payload, guild) = (found.application, found.payload.clone(), found.guild);
        self.hand_over(application, id, payload, guild, true);
        true
    }

    /// Notes how an interaction ended, first answer or failure; whoever waits for that is told.
    pub(crate) fn decide(&mut self, id: u64, progress: Progress) {
        if let Some(interaction) = self.interactions.get_mut(&id) {
            let due = interaction.made + self.answer_within;
            self.alarms.remove(&(due, Alarm::Answer(id)));
            interaction.progress = progress;
            interaction.touch();
        }
    }

    /// Nobody answered in time.
    pub(super) fn miss(&mut self, id: u64) {
        let waiting = self.interactions.get(&id).filter(|found| found.waiting());
        if let Some(what) = waiting.map(Interaction::used) {
            self.missed.push((id, what));
            self.decide(id, Progress::Failed);
        }
    }

    fn payload(
        &self,
        id: u64,
        token: &str,
        guild: Option<u64>,
        draft: &Draft,
        standing: &Standing,
        now: Moment,
    ) -> Value {
        let permissions = self.permissions_in(draft.user, draft.channel, now);
        let channel = self.partial_channel(draft.channel, draft.user, now);
        let locale = self.users.get(&draft.user).map(|user| user.locale.clone());
        let mut payload = json!({
            "id": id.to_string(),
            "application_id": draft.application.to_string(),
            "type": draft.kind,
            "token": token,
            "version": 1,
            "data": draft.data,
            "channel": channel,
            "channel_id": draft.channel.to_string(),
            "app_permissions": standing.permissions.to_string(),
            "locale": locale,
            "entitlements": self.entitlements_for(draft.application, draft.user, guild, now),
            "authorizing_integration_owners": standing.owners,
            "context": standing.context as u8,
            "attachment_size_limit": ATTACHMENT_LIMIT,
        });
        match guild.and_then(|id| self.guilds.get(&id)) {
            Some(guild) => {
                let mut member = self.member_json(guild.id, draft.user, now);
                if member.is_object() {
                    member["permissions"] = json!(permissions.to_string());
                }
                payload["member"] = member;
                payload["guild_id"] = json!(guild.id.to_string());
                payload["guild_locale"] = json!(guild.locale);
                payload["guild"] = json!({"id": guild.id.to_string(), "locale": guild.locale, "features": guild.features()});
            }
            None => payload["user"] = self.user_json(draft.user),
        }
        if let Some(message) = draft
            .source
            .and_then(|source| self.message(draft.channel, source))
        {
            payload["message"] = self.message_json(message, draft.application);
        }
        self.sign(&mut payload["data"]);
        if let (Value::Object(fields), Value::Object(overrides)) = (&mut payload, &draft.overrides)
        {
            for (key, value) in overrides {
                fields.insert(key.clone(), value.clone());
            }
        }
        payload
    }

    /// The `interaction_metadata` of a message that answers this interaction.
    pub(crate) fn interaction_metadata(&self, id: u64) -> Option<Value> {
        let interaction = self.interactions.get(&id)?;
        let mut metadata = json!({
            "id": id.to_string(),
            "type": interaction.kind,
            "user": self.user_json(interaction.user),
            "authorizing_integration_owners": interaction.payload["authorizing_integration_owners"],
        });
        match interaction.kind {
            kind::COMPONENT => {
                metadata["interacted_message_id"] =
                    json!(interaction.source.unwrap_or_default().to_string());
            }
            kind::MODAL => {
                let opener = interaction
                    .opened_by
                    .and_then(|opener| self.interaction_metadata(opener));
                metadata["triggering_interaction_metadata"] = opener.unwrap_or(Value::Null);
            }
            _ => metadata["name"] = interaction.payload["data"]["name"].clone(),
        }
        Some(metadata)
    }
}
