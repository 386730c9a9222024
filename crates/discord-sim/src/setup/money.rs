//! What an application sells.

use std::sync::Arc;

use super::Application;
use crate::{
    hub::Hub,
    world::money::{sku_flag, sku_type},
};

/// Something that an application sells.
#[derive(Clone)]
pub struct Sku {
    pub(crate) hub: Arc<Hub>,
    id: u64,
}

impl std::fmt::Debug for Sku {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Sku").field(&self.id).finish()
    }
}

impl Sku {
    pub(crate) fn of(hub: &Arc<Hub>, id: u64) -> Self {
        let hub = hub.clone();
        Self { hub, id }
    }

    /// Its id.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Takes it off the shelf; those who have it keep it.
    pub fn withdraw(&self) {
        self.hub.turn(|world, _| {
            if let Some(sku) = world.money.skus.get_mut(&self.id) {
                sku.flags &= !sku_flag::AVAILABLE;
            }
        });
    }
}

impl Application {
    /// Sells a subscription for people.
    pub fn user_subscription(&self, name: &str) -> Sku {
        self.sku(sku_type::SUBSCRIPTION, name, sku_flag::USER)
    }

    /// Sells a subscription for guilds.
    pub fn guild_subscription(&self, name: &str) -> Sku {
        self.sku(sku_type::SUBSCRIPTION, name, sku_flag::GUILD)
    }

    /// Sells something that is bought once and kept.
    pub fn durable(&self, name: &str) -> Sku {
        self.sku(sku_type::DURABLE, name, 0)
    }

    /// Sells something that is used up and bought again.
    pub fn consumable(&self, name: &str) -> Sku {
        self.sku(sku_type::CONSUMABLE, name, 0)
    }

    fn sku(&self, kind: u64, name: &str, flags: u64) -> Sku {
        let flags = flags | sku_flag::AVAILABLE;
        let id = self
            .hub
            .turn(|world, now| world.add_sku(self.id, kind, name, flags, now));
        Sku {
            hub: self.hub.clone(),
            id,
        }
    }
}
