//! An interaction as handlers see it, whatever way it came in.

mod origin;
mod received;
mod used;

pub use self::origin::{Context, Owners};
pub(crate) use self::{
    origin::Origin,
    received::{Received, Submission, Window},
    used::Used,
};

use db::{Place, Timestamp};
use i18n::Locale;
use secrecy::SecretString;
use tokio::time::Instant;
use twilight_model::{
    application::interaction::{
        InteractionData, InteractionType, application_command::CommandData,
    },
    guild::Permissions,
    id::{
        Id,
        marker::{
            ApplicationMarker, ChannelMarker, GuildMarker, InteractionMarker, RoleMarker,
            UserMarker,
        },
    },
};

use crate::{Entitlement, gateway::Unreadable};

/// Milliseconds between the Unix epoch and Discord's (`reference.mdx`, Snowflakes).
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

/// The person who acts.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their id.
    pub id: Id<UserMarker>,
    /// The name others see here: nickname, display name or user name. Escape before showing.
    pub name: String,
    /// What they are called everywhere: display name, else user name. A nickname is its guild's own.
    pub(crate) account: String,
    /// Their language.
    pub locale: Locale,
    /// What they may do in this channel; empty outside a guild.
    pub permissions: Permissions,
    /// Their roles in the guild.
    pub roles: Vec<Id<RoleMarker>>,
}

/// The message whose component was used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    /// Its id.
    pub(crate) message: u64,
    /// Names and ids of its files.
    pub(crate) attachments: Vec<(String, u64)>,
}

/// What everything about one interaction but its content.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) id: Id<InteractionMarker>,
    pub(crate) application: Id<ApplicationMarker>,
    pub(crate) token: SecretString,
    pub(crate) created: Timestamp,
    pub(crate) received: Instant,
    pub(crate) guild: Option<Id<GuildMarker>>,
    pub(crate) channel: Option<Id<ChannelMarker>>,
    pub(crate) person: Person,
    pub(crate) app_permissions: Option<Permissions>,
    pub(crate) guild_locale: Locale,
    pub(crate) source: Option<Source>,
    pub(crate) origin: Origin,
    pub(crate) entitlements: Vec<Entitlement>,
}

/// The content of an interaction.
#[derive(Debug)]
pub(crate) enum Content {
    Command(Box<CommandData>),
    Autocomplete(Box<CommandData>),
    Component(Box<Used>),
    Modal(Box<Submission>),
}

impl Incoming {
    /// Takes an interaction apart. `received` is when its frame arrived. One that lacks what
    /// Discord promises comes back as what an apology needs.
    pub(crate) fn take(
        Received {
            interaction,
            submission,
        }: Received,
        received: Instant,
    ) -> Result<(Self, Content), Box<Unreadable>> {
        let kind = interaction.kind as u8;
        let unreadable = |token, locale| {
            Box::new(Unreadable {
                id: interaction.id.get(),
                application_id: interaction.application_id.get(),
                token,
                locale,
                kind,
            })
        };
        let content = match (interaction.kind, interaction.data, submission) {
            (
                InteractionType::ApplicationCommand,
                Some(InteractionData::ApplicationCommand(data)),
                _,
            ) => Content::Command(data),
            (
                InteractionType::ApplicationCommandAutocomplete,
                Some(InteractionData::ApplicationCommand(data)),
                _,
            ) => Content::Autocomplete(data),
            (
                InteractionType::MessageComponent,
                Some(InteractionData::MessageComponent(data)),
                _,
            ) => {
                let message = interaction.message.as_ref();
                let components = message.map_or(&[][..], |message| &message.components);
                Content::Component(Box::new(Used::new(*data, components)))
            }
            (InteractionType::ModalSubmit, _, Some(submission)) => {
                Content::Modal(Box::new(submission))
            }
            _ => return Err(unreadable(interaction.token, interaction.locale)),
        };
        let locale = interaction.locale.as_deref().map_or(Locale::EN_US, locale);
        let person = match (interaction.member, interaction.user) {
            (Some(member), _) => {
                let Some(user) = member.user else {
                    return Err(unreadable(interaction.token, interaction.locale));
                };
                let account = user.global_name.unwrap_or(user.name);
                Person {
                    id: user.id,
                    name: member.nick.unwrap_or_else(|| account.clone()),
                    account,
                    locale,
                    permissions: member.permissions.unwrap_or_else(Permissions::empty),
                    roles: member.roles,
                }
            }
            (None, Some(user)) => {
                let account = user.global_name.unwrap_or(user.name);
                Person {
                    id: user.id,
                    name: account.clone(),
                    account,
                    locale,
                    permissions: Permissions::empty(),
                    roles: Vec::new(),
                }
            }
            (None, None) => return Err(unreadable(interaction.token, interaction.locale)),
        };
        let source = interaction.message.map(|message| Source {
            message: message.id.get(),
            attachments: message
                .attachments
                .into_iter()
                .map(|attachment| (attachment.filename, attachment.id.get()))
                .collect(),
        });
        let owners = Owners::read(&interaction.authorizing_integration_owners);
        let in_guild = interaction.guild_id.is_some();
        Ok((
            Self {
                origin: Origin::new(interaction.context, in_guild, owners),
                entitlements: Entitlement::all(
                    interaction.entitlements,
                    person.id,
                    interaction.guild_id,
                ),
                id: interaction.id,
                application: interaction.application_id,
                token: SecretString::from(interaction.token),
                created: created(interaction.id),
                received,
                guild: interaction.guild_id,
                channel: interaction.channel.map(|channel| channel.id),
                guild_locale: interaction
                    .guild_locale
                    .as_deref()
                    .map_or(person.locale, self::locale),
                person,
                app_permissions: interaction.app_permissions,
                source,
            },
            content,
        ))
    }

    /// As much as an apology needs.
    pub(crate) fn unreadable(unreadable: Unreadable) -> Option<Self> {
        let id = Id::new_checked(unreadable.id)?;
        let locale = unreadable.locale.as_deref().map_or(Locale::EN_US, locale);
        Some(Self {
            id,
            application: Id::new_checked(unreadable.application_id)?,
            token: SecretString::from(unreadable.token),
            created: created(id),
            received: Instant::now(),
            guild: None,
            channel: None,
            person: Person {
                id: Id::new_checked(1)?,
                name: String::new(),
                account: String::new(),
                locale,
                permissions: Permissions::empty(),
                roles: Vec::new(),
            },
            app_permissions: None,
            guild_locale: locale,
            source: None,
            origin: Origin::new(None, false, Owners::default()),
            entitlements: Vec::new(),
        })
    }

    /// The guild whose bot this is, else private: a guild where somebody brought the app along
    /// has not asked for it, so nothing is kept in its name.
    pub(crate) fn place(&self) -> Place {
        match self.guild {
            Some(guild) if !self.origin.owners.is_user_only() => Place::Guild(guild),
            _ => Place::Private,
        }
    }

    /// Whose private rows are meant: who brought the app along, else who acts.
    pub(crate) fn keeper(&self) -> Id<UserMarker> {
        let owners = &self.origin.owners;
        match owners.user {
            Some(user) if owners.is_user_only() => user,
            _ => self.person.id,
        }
    }

    /// Whether Discord shows every answer to the person alone.
    pub(crate) fn stays_private(&self) -> bool {
        self.origin.stays_private(self.person.permissions)
    }
}

fn locale(code: &str) -> Locale {
    Locale::parse(code).unwrap_or(Locale::EN_US)
}

/// When Discord made the interaction, from its id.
fn created(id: Id<InteractionMarker>) -> Timestamp {
    let since = i64::try_from(id.get() >> 22).unwrap_or(i64::MAX / 2_000);
    Timestamp::from_unix_micros((since + DISCORD_EPOCH_MS) * 1_000)
}
