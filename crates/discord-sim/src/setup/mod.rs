//! Handles for the furniture of the world: guilds, channels, roles, applications.

mod application;
mod channel;
mod webhook;

pub use self::webhook::Webhook;
mod command_permission;
mod endpoint;
mod guild;
mod membership;
mod money;
mod place;

use std::sync::Arc;

use crate::{hub::Hub, world::ChannelKind};

pub use money::Sku;

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name {
            hub: Arc<Hub>,
            id: u64,
        }

        impl $name {
            pub(crate) fn of(hub: &Arc<Hub>, id: u64) -> Self {
                Self { hub: hub.clone(), id }
            }

            /// Its id.
            pub fn id(&self) -> u64 {
                self.id
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.id).finish()
            }
        }
    };
}

handle! {
    /// A guild.
    Guild
}
handle! {
    /// A channel.
    Channel
}
handle! {
    /// An application with its bot.
    Application
}

/// A role of a guild.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role(u64);

impl Role {
    /// Its id.
    pub fn id(self) -> u64 {
        self.0
    }
}

impl Guild {
    pub(crate) fn make(hub: &Arc<Hub>, name: &str) -> Self {
        let id = hub.turn(|world, now| {
            let owner = world.person(&format!("{}-owner", name.to_lowercase()), now);
            world.add_guild(name, owner, now)
        });
        Self::of(hub, id)
    }

    fn channel(&self, name: &str, kind: ChannelKind) -> Channel {
        Channel::of(
            &self.hub,
            self.hub
                .turn(|world, now| world.add_channel(self.id, name, kind, now)),
        )
    }

    /// Makes a text channel.
    pub fn text_channel(&self, name: &str) -> Channel {
        self.channel(name, ChannelKind::Text)
    }

    /// Makes a voice channel.
    pub fn voice_channel(&self, name: &str) -> Channel {
        self.channel(name, ChannelKind::Voice)
    }

    /// Makes a channel of Discord's type number `code`, threads excepted; `None` for a number without a kind.
    pub fn channel_of_type(&self, name: &str, code: u64) -> Option<Channel> {
        let kind = ChannelKind::of_code(code).filter(|kind| !kind.is_thread())?;
        Some(self.channel(name, kind))
    }

    /// Its channels without threads, oldest first.
    pub fn channels(&self) -> Vec<Channel> {
        let ids: Vec<u64> = self.hub.look(|world, _| {
            let own = world.channels_in(self.id);
            own.filter(|channel| channel.thread.is_none())
                .map(|channel| channel.id)
                .collect()
        });
        ids.into_iter()
            .map(|id| Channel::of(&self.hub, id))
            .collect()
    }
}
