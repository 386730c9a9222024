//! What a handler knows and may reach.

use std::sync::Arc;

use bytes::Bytes;
use db::{BotId, Db, Place, Timestamp};
use i18n::Texts;
use rand::{SeedableRng as _, rngs::StdRng};
use twilight_model::{
    channel::Attachment,
    guild::Permissions,
    id::{
        Id,
        marker::{ChannelMarker, GuildMarker, InteractionMarker, SkuMarker, UserMarker},
    },
};

use crate::{
    Clock, Context, DownloadError, Entitlement, Failure, Owners, Person, hall::Hall,
    interaction::Incoming, refusals,
};

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

    /// Guild or private. A guild where a person only brought the app along is private too: it has
    /// not asked for the bot, so nothing is kept in its name.
    #[must_use]
    pub fn place(&self) -> Place {
        self.incoming.place()
    }

    /// Whose private rows are meant where the place is private: who brought the app along, so that
    /// all who play with them there mean the same, else who acts.
    #[must_use]
    pub fn keeper(&self) -> Id<UserMarker> {
        self.incoming.keeper()
    }

    /// The kind of place.
    #[must_use]
    pub fn context(&self) -> Context {
        self.incoming.origin.context
    }

    /// Whose installation of the app lets this act.
    #[must_use]
    pub fn owners(&self) -> Owners {
        self.incoming.origin.owners
    }

    /// Whether the bot itself is here: a member of the guild, or the other side of the direct
    /// messages. Where it is not, somebody brought the app along: it can answer (with at most five
    /// messages after the first), and nothing else. Five are also the most in direct messages with
    /// the bot if only the person has the app.
    #[must_use]
    pub fn is_bot_here(&self) -> bool {
        let origin = &self.incoming.origin;
        origin.context == Context::BotDm || !origin.owners.is_user_only()
    }

    /// Whether Discord shows every answer to the person alone, whatever it says: a guild without
    /// the bot, where the person may not let apps speak (`USE_EXTERNAL_APPS`).
    #[must_use]
    pub fn answers_stay_private(&self) -> bool {
        self.incoming.stays_private()
    }

    /// What the person and the guild have bought from this bot, as this interaction says it; also
    /// what is over or used up.
    #[must_use]
    pub fn entitlements(&self) -> &[Entitlement] {
        &self.incoming.entitlements
    }

    /// Whether the person or the guild has `sku` now.
    #[must_use]
    pub fn has_sku(&self, sku: Id<SkuMarker>) -> bool {
        let now = self.now();
        let mut all = self.incoming.entitlements.iter();
        all.any(|entitlement| entitlement.sku == sku && entitlement.is_active(now))
    }

    /// The bytes of a file that a person sent with a command or a window, `limit` at most.
    ///
    /// Only Discord's own file servers are asked, or the configured Discord, and no redirect is
    /// followed: an address that somebody made up leads nowhere.
    ///
    /// # Errors
    /// A refusal if the file is larger, else an internal [`DownloadError`].
    pub async fn download(&self, file: &Attachment, limit: u64) -> Result<Bytes, Failure> {
        let too_large = || refusals::file_too_large(&file.filename, limit).into();
        if file.size > limit {
            return Err(too_large());
        }
        match self.hall.rest.download(&file.url, limit).await {
            Err(DownloadError::TooLarge { .. }) => Err(too_large()),
            downloaded => Ok(downloaded?),
        }
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
