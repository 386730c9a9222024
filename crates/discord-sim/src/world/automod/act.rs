//! What rules do: block, alert, time out, quarantine; with events and the audit log.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    Rule,
    matching::{self, Hit},
};
use crate::{
    clock::Moment,
    permission,
    validate::moderation_rule::{action, event},
    world::{
        Channel, Guild, MessageDraft, MessageKind, World,
        audit::{self, Audit},
        intent, member_flag,
    },
};

/// A message that was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blocked {
    /// What the rule tells the author.
    pub(crate) message: Option<String>,
}

/// What happened, for the actions of a rule.
struct Incident<'a> {
    guild: u64,
    user: u64,
    channel: Option<u64>,
    /// The message, where it was sent all the same.
    message: Option<u64>,
    content: &'a str,
}

impl Guild {
    /// The rules that apply to somebody in a place, with what sets them off.
    fn hits(
        &self,
        event: u64,
        user: u64,
        channel: Option<&Channel>,
        content: &str,
        now: Moment,
    ) -> Vec<(Rule, Hit)> {
        let Some(member) = self.members.get(&user) else {
            return Vec::new();
        };
        if self.permissions(user, now) & permission::MANAGE_GUILD != 0 {
            return Vec::new();
        }
        let exempt = |rule: &&Rule| {
            let place = channel.is_some_and(|channel| {
                rule.exempt_channels.contains(&channel.id)
                    || channel.parent.is_some_and(|parent| {
                        channel.kind.is_thread() && rule.exempt_channels.contains(&parent)
                    })
            });
            place
                || member
                    .roles
                    .iter()
                    .any(|role| rule.exempt_roles.contains(role))
        };
        let asked = self.rules.values();
        asked
            .filter(|rule| rule.enabled && rule.event == event && !exempt(rule))
            .filter_map(|rule| Some((rule.clone(), matching::find(rule, content)?)))
            .collect()
    }
}

impl World {
    /// Sends what a person writes, unless a rule blocks it; rules do the rest of what they do.
    pub(crate) fn say(&mut self, draft: &MessageDraft<'_>, now: Moment) -> Result<u64, Blocked> {
        let message = self.judge(draft, now)?;
        self.note_said(draft, message);
        Ok(message)
    }

    fn judge(&mut self, draft: &MessageDraft<'_>, now: Moment) -> Result<u64, Blocked> {
        let channel = self.channels.get(&draft.channel);
        let person = self.users.get(&draft.author).is_some_and(|user| !user.bot);
        let guild = channel
            .and_then(|channel| self.guilds.get(&channel.guild?))
            .filter(|_| person);
        let Some(guild) = guild else {
            return Ok(self.send(draft, now));
        };
        let content = draft.body["content"].as_str().unwrap_or_default();
        let (guild_id, hits) = (
            guild.id,
            guild.hits(event::MESSAGE, draft.author, channel, content, now),
        );
        let mut actions = hits.iter().flat_map(|(rule, _)| &rule.actions);
        let block = actions.find(|done| done["type"] == action::BLOCK);
        let blocked = block.map(|block| Blocked {
            message: block["metadata"]["custom_message"]
                .as_str()
                .map(ToOwned::to_owned),
        });
        let message = blocked.is_none().then(|| self.send(draft, now));
        let incident = Incident {
            guild: guild_id,
            user: draft.author,
            channel: Some(draft.channel),
            message,
            content,
        };
        for (rule, hit) in &hits {
            self.enforce(rule, hit, &incident, now);
        }
        match (message, blocked) {
            (Some(id), _) => Ok(id),
            (None, blocked) => Err(blocked.unwrap_or(Blocked { message: None })),
        }
    }

    /// Holds a member's names against the rules about profiles, and lets go who is clean again.
    pub(crate) fn judge_profile(&mut self, guild: u64, user: u64, now: Moment) {
        let Some(found) = self.guilds.get(&guild) else {
            return;
        };
        let account = self.users.get(&user).filter(|user| !user.bot);
        let (Some(member), Some(account)) = (found.members.get(&user), account) else {
            return;
        };
        if found.rules.is_empty() && member.flags & member_flag::QUARANTINED_USERNAME == 0 {
            return;
        }
        let names = [
            member.nick.as_deref(),
            account.display_name.as_deref(),
            Some(account.name.as_str()),
        ];
        let content = names.into_iter().flatten().collect::<Vec<_>>().join("\n");
        let hits = found.hits(event::MEMBER, user, None, &content, now);
        let bad = hits
            .iter()
            .flat_map(|(rule, _)| &rule.actions)
            .any(|done| done["type"] == action::QUARANTINE);
        self.change_member(guild, user, now, |member| {
            member.flags &= !member_flag::QUARANTINED_USERNAME;
            if bad {
                member.flags |= member_flag::QUARANTINED_USERNAME;
            }
        });
        let incident = Incident {
            guild,
            user,
            channel: None,
            message: None,
            content: &content,
        };
        for (rule, hit) in &hits {
            self.enforce(rule, hit, &incident, now);
        }
    }

    fn enforce(&mut self, rule: &Rule, hit: &Hit, incident: &Incident<'_>, now: Moment) {
        for done in &rule.actions {
            let mut alert = None;
            let logged = match done["type"].as_u64() {
                Some(action::BLOCK) => audit::action::AUTO_MODERATION_BLOCK_MESSAGE,
                Some(action::ALERT) => {
                    alert = self.alert(rule, hit, incident, &done["metadata"], now);
                    audit::action::AUTO_MODERATION_FLAG_TO_CHANNEL
                }
                Some(action::TIME_OUT) => {
                    let seconds = done["metadata"]["duration_seconds"]
                        .as_u64()
                        .unwrap_or_default();
                    let end = now + Duration::from_secs(seconds);
                    self.change_member(incident.guild, incident.user, now, |member| {
                        member.timed_out_until = Some(end);
                    });
                    audit::action::AUTO_MODERATION_USER_COMMUNICATION_DISABLED
                }
                _ => audit::action::AUTO_MODERATION_QUARANTINE_USER,
            };
            self.tell_execution(rule, hit, incident, (done, alert), now);
            let mut options = json!({"auto_moderation_rule_name": rule.name,
                "auto_moderation_rule_trigger_type": rule.trigger.to_string()});
            if let Some(channel) = incident.channel {
                options["channel_id"] = json!(channel.to_string());
            }
            self.audit(
                Audit {
                    guild: incident.guild,
                    actor: incident.user,
                    action: logged,
                    target: Some(incident.user),
                    options,
                    ..Audit::default()
                },
                now,
            );
        }
    }

    /// Says in the alert channel what happened; the message's id.
    fn alert(
        &mut self,
        rule: &Rule,
        hit: &Hit,
        incident: &Incident<'_>,
        metadata: &Value,
        now: Moment,
    ) -> Option<u64> {
        let channel = crate::validate::snowflake(&metadata["channel_id"])?;
        self.channels.get(&channel)?;
        let field =
            |name: &str, value: &str| json!({"name": name, "value": value, "inline": false});
        let mut fields = vec![field("rule_name", &rule.name)];
        if let Some(place) = incident.channel {
            fields.push(field("channel_id", &place.to_string()));
        }
        if let Some(message) = incident.message {
            fields.push(field("flagged_message_id", &message.to_string()));
        }
        for (name, value) in [
            ("keyword", &hit.keyword),
            ("keyword_matched_content", &hit.content),
        ] {
            if let Some(value) = value {
                fields.push(field(name, value));
            }
        }
        let body = json!({"embeds": [{"description": incident.content, "fields": fields}],
            "allowed_mentions": {"parse": []}});
        let draft = MessageDraft {
            channel,
            author: incident.user,
            body: &body,
            files: &[],
            kind: MessageKind::ModerationAlert,
            interaction: None,
            only_for: None,
            flags: 0,
            reply_to: None,
        };
        Some(self.send(&draft, now))
    }

    fn tell_execution(
        &mut self,
        rule: &Rule,
        hit: &Hit,
        incident: &Incident<'_>,
        (done, alert): (&Value, Option<u64>),
        now: Moment,
    ) {
        let mut data = json!({
            "guild_id": incident.guild.to_string(),
            "action": done,
            "rule_id": rule.id.to_string(),
            "rule_trigger_type": rule.trigger,
            "user_id": incident.user.to_string(),
            "content": incident.content,
            "matched_keyword": hit.keyword,
            "matched_content": hit.content,
        });
        for (key, id) in [
            ("channel_id", incident.channel),
            ("message_id", incident.message),
            ("alert_system_message_id", alert),
        ] {
            if let Some(id) = id {
                data[key] = json!(id.to_string());
            }
        }
        for bot in self.managers_of(incident.guild, now) {
            let mut data = data.clone();
            let reads = self.applications.get(&bot).is_some_and(|application| {
                application.allowed_intents & intent::MESSAGE_CONTENT != 0
            });
            if !reads {
                data["content"] = json!("");
                data["matched_content"] = json!("");
            }
            self.tell(
                bot,
                "AUTO_MODERATION_ACTION_EXECUTION",
                data,
                Some(incident.guild),
                intent::AUTO_MODERATION_EXECUTION,
            );
        }
    }
}
