//! Where an interaction comes from: which kind of channel, and whose installation of the app lets it act.

use twilight_model::{
    application::interaction::InteractionContextType,
    guild::Permissions,
    id::{
        AnonymizableId, Id,
        marker::{GuildMarker, UserMarker},
    },
    oauth::ApplicationIntegrationMap,
};

/// The kind of place an interaction comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Context {
    /// A guild.
    Guild,
    /// The direct messages between a person and the bot.
    BotDm,
    /// Direct messages of people among themselves, where somebody brought the app along.
    PrivateChannel,
}

/// Whose installation of the app lets an interaction act (`authorizing_integration_owners`).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Owners {
    /// The guild that has the app, if the command is for such installs.
    pub guild: Option<Id<GuildMarker>>,
    /// The person who has the app, if the command is for such installs. For a component it is who
    /// used the command that sent the message.
    pub user: Option<Id<UserMarker>>,
    /// The app is installed for a guild: the bot is a member of it, or shares one with the other side of its direct
    /// messages.
    pub(crate) bot: bool,
}

impl Owners {
    pub(super) fn read(
        map: &ApplicationIntegrationMap<AnonymizableId<GuildMarker>, Id<UserMarker>>,
    ) -> Self {
        Self {
            guild: match map.guild {
                Some(AnonymizableId::Id(guild)) => Some(guild),
                _ => None,
            },
            user: map.user,
            bot: map.guild.is_some(),
        }
    }

    /// Whether the app acts for a person alone.
    pub(crate) const fn is_user_only(&self) -> bool {
        self.user.is_some() && !self.bot
    }
}

/// Where an interaction comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    pub(crate) context: Context,
    pub(crate) owners: Owners,
}

impl Origin {
    /// `said` is what Discord calls the place; it has not always said it.
    pub(super) const fn new(
        said: Option<InteractionContextType>,
        in_guild: bool,
        owners: Owners,
    ) -> Self {
        let context = match said {
            Some(InteractionContextType::Guild) => Context::Guild,
            Some(InteractionContextType::BotDm) => Context::BotDm,
            Some(InteractionContextType::PrivateChannel) => Context::PrivateChannel,
            _ if in_guild => Context::Guild,
            _ => Context::BotDm,
        };
        Self { context, owners }
    }

    /// Whether Discord shows every answer to the person alone, whatever the answer says: the app
    /// is here for a person only, in a guild that does not let them speak through it
    /// (`interactions/receiving-and-responding.mdx`).
    pub(crate) fn stays_private(&self, person: Permissions) -> bool {
        self.owners.is_user_only()
            && self.context == Context::Guild
            && !person.intersects(Permissions::USE_EXTERNAL_APPS | Permissions::ADMINISTRATOR)
    }
}
