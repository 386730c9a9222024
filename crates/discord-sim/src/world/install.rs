//! Where an application is installed, and what that means for an interaction: context, owners, permissions (PROTOCOL 4).

use serde_json::{Map, Value, json};

use super::{Channel, ChannelKind, World, interaction::Draft};
use crate::{clock::Moment, permission};

/// Installed to a guild, as `integration_types` say it.
pub(crate) const GUILD: u64 = 0;
/// Installed to a user.
pub(crate) const USER: u64 = 1;

/// Where an interaction happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Context {
    Guild = 0,
    /// The private channel with the application's own bot.
    BotDirect = 1,
    /// A private channel of people, or one with somebody else's bot.
    Private = 2,
}

/// What an interaction owes to the installations of its application.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) context: Context,
    /// `authorizing_integration_owners`.
    pub(crate) owners: Value,
    /// Bits of the application at the place.
    pub(crate) permissions: u64,
    /// Only a user's installation stands behind it: five follow-ups, no more.
    pub(crate) external: bool,
    /// The person may not use external applications in public: every answer is ephemeral.
    pub(crate) hushed: bool,
}

/// The `integration_types` of a command; those of a guild have none and belong to the guild.
pub(crate) fn types_of(command: &Value) -> Vec<u64> {
    let list = command["integration_types"].as_array();
    list.map_or_else(
        || vec![GUILD],
        |list| list.iter().filter_map(Value::as_u64).collect(),
    )
}

impl World {
    /// Installs an application for a person, or takes it away again.
    pub(crate) fn install_for(&mut self, application: u64, person: u64, installed: bool) {
        if let Some(application) = self.applications.get_mut(&application) {
            if installed {
                application.user_installs.insert(person);
            } else {
                application.user_installs.remove(&person);
            }
        }
    }

    pub(crate) fn is_member(&self, guild: u64, user: u64) -> bool {
        let guild = self.guilds.get(&guild);
        guild.is_some_and(|guild| guild.members.contains_key(&user))
    }

    /// What kind of place a channel is for an application.
    pub(crate) fn context(&self, application: u64, channel: u64) -> Context {
        match self.channels.get(&channel) {
            Some(channel) if channel.guild().is_some() => Context::Guild,
            Some(Channel {
                kind: ChannelKind::Direct { bot, .. },
                ..
            }) if *bot == application => Context::BotDirect,
            _ => Context::Private,
        }
    }

    /// The installations that bring an application to a person in a channel.
    pub(crate) fn installed(&self, application: u64, person: u64, channel: u64) -> Vec<u64> {
        let here = match self.context(application, channel) {
            Context::Guild => self
                .channels
                .get(&channel)
                .and_then(Channel::guild)
                .is_some_and(|guild| self.is_member(guild, application)),
            Context::BotDirect => self.mutual(person, application),
            Context::Private => false,
        };
        let own = self
            .applications
            .get(&application)
            .is_some_and(|found| found.user_installs.contains(&person));
        let all = [(here, GUILD), (own, USER)];
        all.iter()
            .filter_map(|(there, kind)| there.then_some(*kind))
            .collect()
    }

    /// What stands behind an interaction that is about to happen.
    pub(crate) fn standing(&self, draft: &Draft, now: Moment) -> Standing {
        let context = self.context(draft.application, draft.channel);
        let owners = self.owners(draft, context);
        let external = owners.get("0").is_none() && owners.get("1").is_some();
        let bits = self.permissions_in(draft.user, draft.channel, now);
        let guild = context == Context::Guild;
        Standing {
            context,
            permissions: self.bits_at(draft, context, now),
            external,
            hushed: external && guild && bits & permission::USE_EXTERNAL_APPS == 0,
            owners,
        }
    }

    fn owners(&self, draft: &Draft, context: Context) -> Value {
        // A component or a modal belongs to whoever brought the message or the modal here.
        let opener = draft.opened_by.and_then(|id| self.interactions.get(&id));
        if let Some(opener) = opener {
            return opener.payload["authorizing_integration_owners"].clone();
        }
        let source = draft.source.and_then(|id| self.message(draft.channel, id));
        if let Some(metadata) = source.and_then(|message| message.metadata.as_ref()) {
            return metadata["authorizing_integration_owners"].clone();
        }
        let command = self
            .applications
            .get(&draft.application)
            .and_then(|application| application.command_by_id(&draft.data["id"]));
        let types = command.map_or_else(|| vec![GUILD, USER], types_of);
        let mut owners = Map::new();
        for kind in self.installed(draft.application, draft.user, draft.channel) {
            if !types.contains(&kind) {
                continue;
            }
            let owner = match (kind, context) {
                (USER, _) => draft.user,
                (_, Context::Guild) => {
                    let channel = self.channels.get(&draft.channel);
                    channel.and_then(Channel::guild).unwrap_or_default()
                }
                _ => 0,
            };
            owners.insert(kind.to_string(), json!(owner.to_string()));
        }
        Value::Object(owners)
    }

    /// `app_permissions`: a guild's member has its own, a stranger those of @everyone, and private channels have fixed
    /// ones (`receiving-and-responding.mdx`).
    fn bits_at(&self, draft: &Draft, context: Context, now: Moment) -> u64 {
        let private =
            permission::ATTACH_FILES | permission::EMBED_LINKS | permission::MENTION_EVERYONE;
        match context {
            Context::Private => private,
            Context::BotDirect => private | permission::USE_EXTERNAL_EMOJIS,
            Context::Guild => {
                let channel = self.channels.get(&draft.channel);
                let found = channel.and_then(|channel| {
                    let guild = self.guilds.get(&channel.guild()?)?;
                    let member = guild.members.contains_key(&draft.application);
                    (!member).then(|| {
                        guild.permissions_of_strangers(
                            &self.ruling(channel).overwrites,
                            channel.kind.place(),
                        )
                    })
                });
                found.unwrap_or_else(|| self.permissions_in(draft.application, draft.channel, now))
            }
        }
    }
}
