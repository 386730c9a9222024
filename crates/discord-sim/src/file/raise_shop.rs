//! Makes what applications sell, and what was bought before the start.

use super::{
    raise::Raise,
    world::{ApplicationFile, SkuFile, SkuKind},
};
use crate::world::money::sku_flag;

impl Raise<'_> {
    /// What an application sells.
    pub(super) fn skus(&mut self, id: u64, files: &[SkuFile]) {
        for sku in files {
            let mut all = self.world.money.skus.values();
            if all.any(|known| known.application == id && known.name == sku.name) {
                continue;
            }
            let (kind, flags) = sku.kind.numbers();
            self.world.ids.want(sku.id.map(|id| id.0));
            let flags = flags | sku_flag::AVAILABLE;
            self.world.add_sku(id, kind, &sku.name, flags, self.now);
        }
    }

    /// What was bought before the start. Buying for a guild is its owner's business.
    pub(crate) fn purchases(&mut self, file: &ApplicationFile) {
        let Some(application) = self.applications.get(&file.name).copied() else {
            return;
        };
        for sku in &file.skus {
            // The group of a subscription has its name too.
            let (kind, _) = sku.kind.numbers();
            let mut all = self
                .world
                .money
                .skus
                .values()
                .filter(|found| found.kind == kind);
            let known =
                all.find(|found| found.application == application && found.name == sku.name);
            let Some(id) = known.map(|found| found.id) else {
                continue;
            };
            for owner in &sku.owned_by {
                let (buyer, guild) = if sku.kind == SkuKind::GuildSubscription {
                    let mut guilds = self.world.guilds.values();
                    let Some(guild) = guilds.find(|guild| guild.name == *owner) else {
                        continue;
                    };
                    (guild.owner, Some(guild.id))
                } else {
                    (self.person_named(owner), None)
                };
                // What is owned already is not bought again.
                let _bought_or_owned = self.world.buy(buyer, id, guild, self.now);
            }
        }
    }
}
