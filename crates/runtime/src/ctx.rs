//! What a handler knows and may reach.

use std::sync::Arc;

use db::{BotId, Db, Place, Timestamp};
use i18n::Texts;
use rand::{SeedableRng as _, rngs::StdRng};
use twilight_model::{
    guild::Permissions,
    id::{
        Id,
        marker::{ChannelMarker, GuildMarker, InteractionMarker},
    },
};

use crate::{Clock, Person, hall::Hall, interaction::Incoming};

/// One interaction, seen from its handler. Cheap to clone.
pub struct Ctx<A> {
    pub(crate) hall: Arc<Hall<A>>,
    pub(crate) incoming: Arc<Incoming>,
}

impl<A> Clone for Ctx<A> {
    fn clone(&self) -> Self {
        Self {
            hall: Arc::clone(&self.hall),
            incoming: Arc::clone(&self.incoming),
        }
    }
}

impl<A> Ctx<A> {
    /// What the bot built at its start.
    #[must_use]
    pub fn app(&self) -> &A {
        &self.hall.app
    }

    /// Which identity this is.
    #[must_use]
    pub fn bot_id(&self) -> &BotId {
        &self.hall.bot_id
    }

    /// The identity's database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.hall.db
    }

    /// Guild or private.
    #[must_use]
    pub fn place(&self) -> Place {
        self.incoming.place()
    }

    /// The guild, if any.
    #[must_use]
    pub fn guild_id(&self) -> Option<Id<GuildMarker>> {
        self.incoming.guild
    }

    /// The channel; Discord leaves it out in rare cases.
    #[must_use]
    pub fn channel_id(&self) -> Option<Id<ChannelMarker>> {
        self.incoming.channel
    }

    /// Who acts.
    #[must_use]
    pub fn user(&self) -> &Person {
        &self.incoming.person
    }

    /// What the bot itself may do in this channel.
    #[must_use]
    pub fn bot_permissions(&self) -> Permissions {
        self.incoming
            .app_permissions
            .unwrap_or_else(Permissions::empty)
    }

    /// Id of the interaction: unique, and the same when Discord sends it again.
    #[must_use]
    pub fn interaction_id(&self) -> Id<InteractionMarker> {
        self.incoming.id
    }

    /// Texts for an answer that only the person sees.
    #[must_use]
    pub fn texts(&self) -> Texts {
        self.hall.catalog.texts(&self.incoming.person.locale)
    }

    /// Texts for an answer that everyone in the channel sees.
    #[must_use]
    pub fn public_texts(&self) -> Texts {
        self.hall.catalog.texts(&self.incoming.guild_locale)
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.hall.clock.now()
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.hall.clock
    }

    /// A fresh source of chance; the same for every run in tests that fix a seed.
    #[must_use]
    pub fn rng(&self) -> StdRng {
        self.hall.chance.rng(self.incoming.id.get())
    }
}

/// Where chance comes from: the system, or a seed that a test fixes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance {
    seed: Option<u64>,
}

impl Chance {
    /// Every interaction's chance follows from `seed` and its id.
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self { seed: Some(seed) }
    }

    pub(crate) fn rng(self, stream: u64) -> StdRng {
        match self.seed {
            Some(seed) => StdRng::seed_from_u64(seed ^ stream.rotate_left(17)),
            None => rand::make_rng(),
        }
    }
}
