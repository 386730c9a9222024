//! People who buy, cancel and get their money back.

use std::sync::Arc;

use serde_json::Value;

use super::{DriverError, MessageView, Person, Seat};
use crate::{
    hub::Hub,
    setup::{Guild, Sku},
    world::{
        Status, World,
        components::{self, kind},
        money,
    },
};

/// Style of a button that sells something.
const PREMIUM: u64 = 6;

/// Something that somebody has bought or was given.
#[derive(Clone)]
pub struct Entitlement {
    hub: Arc<Hub>,
    id: u64,
}

/// A subscription that somebody pays for.
#[derive(Clone)]
pub struct Subscription {
    hub: Arc<Hub>,
    id: u64,
}

impl std::fmt::Debug for Entitlement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Entitlement").field(&self.id).finish()
    }
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Subscription").field(&self.id).finish()
    }
}

impl Person {
    /// Buys something for itself.
    ///
    /// # Errors
    ///
    /// When it is not for sale to this person, or the person has it.
    pub fn buy(&self, sku: &Sku) -> Result<Entitlement, DriverError> {
        self.pay(sku.id(), None)
    }

    /// Buys something for a guild.
    ///
    /// # Errors
    ///
    /// When it is not for sale to guilds, the guild has it, or the person is no member.
    pub fn buy_for(&self, sku: &Sku, guild: &Guild) -> Result<Entitlement, DriverError> {
        self.pay(sku.id(), Some(guild.id()))
    }

    /// What this person bought of something, for itself or for a guild, and still has.
    ///
    /// # Errors
    ///
    /// When there is nothing of that.
    pub(crate) fn bought(&self, sku: u64) -> Result<Entitlement, DriverError> {
        let id = self.hub.look(|world, now| {
            let mut all = world.money.entitlements.values();
            let own =
                all.rfind(|own| own.sku == sku && own.user == Some(self.id()) && own.active(now));
            own.map(|own| own.id)
        });
        Ok(Entitlement {
            hub: self.hub.clone(),
            id: id.ok_or(DriverError::NotForSale("the person has not bought it"))?,
        })
    }

    fn pay(&self, sku: u64, guild: Option<u64>) -> Result<Entitlement, DriverError> {
        let bought = self
            .hub
            .turn(|world, now| world.buy(self.id(), sku, guild, now));
        let id = bought.map_err(DriverError::NotForSale)?;
        Ok(Entitlement {
            hub: self.hub.clone(),
            id,
        })
    }
}

impl Seat {
    /// Buys by a premium button of a message: for this guild where the thing is for guilds. The bot gets no interaction.
    ///
    /// # Errors
    ///
    /// When there is no such button that can be pressed, and as [`Person::buy`].
    pub fn buy(&self, message: &MessageView, sku: &Sku) -> Result<Entitlement, DriverError> {
        let wanted = sku.id().to_string();
        let refuse = |why| DriverError::NotClickable(wanted.clone(), why);
        let guild = self.hub().look(|world, _| {
            let person = self.person.id();
            let stored = world.message(message.channel_id, message.id);
            let stored = stored.filter(|found| found.only_for.is_none_or(|user| user == person));
            let stored = stored.ok_or(DriverError::NoMessage)?;
            let mut buttons = Vec::new();
            components::each(&stored.components, &mut |component| {
                let premium = component["type"] == kind::BUTTON && component["style"] == PREMIUM;
                if premium && component["sku_id"] == wanted.as_str() {
                    buttons.push(component);
                }
            });
            let button = buttons.first().ok_or_else(|| refuse("it is not there"))?;
            if button["disabled"] == true {
                return Err(refuse("it is disabled"));
            }
            let place = world.channels.get(&message.channel_id);
            let for_guilds = world
                .money
                .skus
                .get(&sku.id())
                .is_some_and(|sku| sku.flags & money::sku_flag::GUILD != 0);
            Ok(place
                .and_then(crate::world::Channel::guild)
                .filter(|_| for_guilds))
        })?;
        self.person.pay(sku.id(), guild)
    }
}

impl Entitlement {
    /// Its id.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// As the application sees it.
    pub fn json(&self) -> Value {
        // A turn, so that periods that have ended are billed.
        self.hub.turn(|world, _| {
            let found = world.money.entitlements.get(&self.id);
            found.map(money::Entitlement::json).unwrap_or_default()
        })
    }

    /// The subscription that pays for it.
    pub fn subscription(&self) -> Option<Subscription> {
        let id = self
            .hub
            .look(|world, _| world.money.entitlements.get(&self.id)?.subscription)?;
        Some(Subscription {
            hub: self.hub.clone(),
            id,
        })
    }

    /// The money is given back, and the thing taken away.
    pub fn refund(&self) {
        self.hub.turn(|world, now| world.take_back(self.id, now));
    }
}

impl Subscription {
    /// Its id.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// As the application sees it; null when it was deleted.
    pub fn json(&self) -> Value {
        // A turn, so that periods that have ended are billed.
        self.hub.turn(|world, _| {
            let found = world.money.subscriptions.get(&self.id);
            found.map(money::Subscription::json).unwrap_or_default()
        })
    }

    /// How it stands; `None` when it was deleted.
    pub fn status(&self) -> Option<Status> {
        // A turn, so that periods that have ended are billed.
        self.hub.turn(|world, _| {
            let found = world.money.subscriptions.get(&self.id);
            found.map(|found| found.status)
        })
    }

    fn change(&self, change: impl FnOnce(&mut World, u64)) {
        self.hub.turn(|world, _| change(world, self.id));
    }

    /// The person does not want it to renew; the clock ends it with its period.
    pub fn cancel(&self) {
        self.hub.turn(|world, now| world.cancel(self.id, now));
    }

    /// The person wants it after all.
    pub fn resume(&self) {
        self.change(World::resume);
    }

    /// The next period is paid early. By itself it renews when the clock gets there.
    pub fn renew(&self) {
        self.change(World::renew);
    }

    /// The payment fails for good: it is over at once.
    pub fn lapse(&self) {
        self.hub.turn(|world, now| world.lapse(self.id, now));
    }

    /// It is deleted, as with the account that paid for it.
    pub fn delete(&self) {
        self.hub
            .turn(|world, now| world.drop_subscription(self.id, now));
    }
}
