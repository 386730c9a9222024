//! What applications sell, who has it and who pays for it (`resources/{sku,entitlement,subscription}.mdx`).

use std::{collections::BTreeMap, time::Duration};

use super::World;
use crate::clock::Moment;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How long a subscription runs before it renews. Discord bills by the month; the simulator's have 30 days.
pub(crate) const PERIOD: Duration = Duration::from_secs(30 * 86_400);

/// SKU types by number.
pub(crate) mod sku_type {
    pub(crate) const DURABLE: u64 = 2;
    pub(crate) const CONSUMABLE: u64 = 3;
    pub(crate) const SUBSCRIPTION: u64 = 5;
    pub(crate) const GROUP: u64 = 6;
}

/// SKU flags.
pub(crate) mod sku_flag {
    pub(crate) const AVAILABLE: u64 = 1 << 2;
    pub(crate) const GUILD: u64 = 1 << 7;
    pub(crate) const USER: u64 = 1 << 8;
}

/// Entitlement types by number.
pub(crate) mod entitlement_type {
    pub(crate) const PURCHASE: u64 = 1;
    pub(crate) const TEST: u64 = 4;
    pub(crate) const SUBSCRIPTION: u64 = 8;
}

/// Everything about money.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Money {
    pub(crate) skus: BTreeMap<u64, Sku>,
    pub(crate) entitlements: BTreeMap<u64, Entitlement>,
    pub(crate) subscriptions: BTreeMap<u64, Subscription>,
    /// When the next period ends.
    pub(crate) due: Option<Moment>,
}

/// Something that is sold.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sku {
    pub(crate) id: u64,
    pub(crate) application: u64,
    pub(crate) kind: u64,
    pub(crate) name: String,
    pub(crate) flags: u64,
}

/// Access to something that is sold.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entitlement {
    pub(crate) id: u64,
    pub(crate) sku: u64,
    pub(crate) application: u64,
    /// Whose it is, or who pays for a guild's.
    pub(crate) user: Option<u64>,
    pub(crate) guild: Option<u64>,
    pub(crate) kind: u64,
    pub(crate) deleted: bool,
    pub(crate) consumed: bool,
    pub(crate) starts: Option<Moment>,
    pub(crate) ends: Option<Moment>,
    pub(crate) subscription: Option<u64>,
}

/// Recurring payments.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Subscription {
    pub(crate) id: u64,
    pub(crate) application: u64,
    pub(crate) user: u64,
    pub(crate) sku: u64,
    pub(crate) entitlement: u64,
    pub(crate) start: Moment,
    pub(crate) end: Moment,
    pub(crate) status: Status,
    pub(crate) canceled: Option<Moment>,
}

/// How a subscription stands; 1 and 2 were swapped in the docs until June 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// It will renew.
    Active = 0,
    /// Nothing is paid any more.
    Inactive = 1,
    /// It runs to the end of its period.
    Ending = 2,
}

impl Sku {
    /// Whether the shop shows it; a subscription's group has its name, but is not bought.
    pub(crate) fn for_sale(&self) -> bool {
        self.flags & sku_flag::AVAILABLE != 0 && self.kind != sku_type::GROUP
    }

    pub(crate) fn json(&self) -> Value {
        let words = self.name.to_lowercase();
        let slug: Vec<&str> = words.split_whitespace().collect();
        json!({"id": self.id.to_string(), "type": self.kind, "application_id": self.application.to_string(),
            "name": self.name, "slug": slug.join("-"), "flags": self.flags, "dependent_sku_id": null,
            "manifest_labels": null, "access_type": 1, "features": [], "release_date": null, "premium": false,
            "show_age_gate": false})
    }
}

impl Entitlement {
    pub(crate) fn json(&self) -> Value {
        let mut json = json!({"id": self.id.to_string(), "sku_id": self.sku.to_string(),
            "application_id": self.application.to_string(), "type": self.kind, "deleted": self.deleted,
            "consumed": self.consumed, "promotion_id": null, "gift_code_flags": 0,
            "starts_at": self.starts.map(Moment::iso), "ends_at": self.ends.map(Moment::iso)});
        let ids = [
            ("user_id", self.user),
            ("guild_id", self.guild),
            ("subscription_id", self.subscription),
        ];
        for (key, id) in ids {
            if let Some(id) = id {
                json[key] = json!(id.to_string());
            }
        }
        json
    }

    /// Whether it has ended.
    pub(crate) fn ended(&self, now: Moment) -> bool {
        self.ends.is_some_and(|end| end <= now)
    }

    /// Whether it gives anything now.
    pub(crate) fn active(&self, now: Moment) -> bool {
        !self.deleted && !self.consumed && !self.ended(now)
    }
}

impl Subscription {
    pub(crate) fn json(&self) -> Value {
        json!({"id": self.id.to_string(), "user_id": self.user.to_string(), "sku_ids": [self.sku.to_string()],
            "entitlement_ids": [self.entitlement.to_string()], "renewal_sku_ids": null,
            "current_period_start": self.start.iso(), "current_period_end": self.end.iso(),
            "status": self.status as u8, "canceled_at": self.canceled.map(Moment::iso)})
    }
}

impl World {
    /// Puts something up for sale. With a subscription comes the group that Discord makes for it.
    pub(crate) fn add_sku(
        &mut self,
        application: u64,
        kind: u64,
        name: &str,
        flags: u64,
        now: Moment,
    ) -> u64 {
        let wish = self.ids.take_wish();
        if kind == sku_type::SUBSCRIPTION {
            self.add_sku(application, sku_type::GROUP, name, flags, now);
        }
        self.ids.want(wish);
        let id = self.id(now);
        let sku = Sku {
            id,
            application,
            kind,
            name: name.to_owned(),
            flags,
        };
        self.money.skus.insert(id, sku);
        id
    }

    /// What a person has of an application in a place, and what the place has: they ride in every interaction.
    pub(crate) fn entitlements_for(
        &self,
        application: u64,
        user: u64,
        guild: Option<u64>,
        now: Moment,
    ) -> Value {
        let own = |entitlement: &&Entitlement| {
            let owner = match entitlement.guild {
                Some(of) => Some(of) == guild,
                None => entitlement.user == Some(user),
            };
            entitlement.application == application && owner && entitlement.active(now)
        };
        let own = self.money.entitlements.values().filter(own);
        own.map(Entitlement::json).collect()
    }
}
