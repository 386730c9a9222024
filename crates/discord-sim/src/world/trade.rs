//! Buying, renewing, ending and taking back, with the events that follow (PROTOCOL 5).
//!
//! **Invariant:** an entitlement changes when a subscription begins and when it ends, and not in between: cancelling and
//! renewing touch the subscription only.

use std::time::Duration;

use serde_json::Value;

use super::{
    World,
    money::{Entitlement, PERIOD, Status, Subscription, entitlement_type, sku_flag, sku_type},
};
use crate::clock::Moment;

/// Periods that are told one by one when the clock jumps: two years.
const CAUGHT_UP: u64 = 24;

impl World {
    /// Gives somebody access; the application is told.
    pub(crate) fn entitle(&mut self, mut entitlement: Entitlement, now: Moment) -> u64 {
        let id = self.id(now);
        entitlement.id = id;
        self.money.entitlements.insert(id, entitlement);
        self.tell_entitlement(id, "ENTITLEMENT_CREATE", now);
        id
    }

    /// A person pays for something, for itself or for a guild. The error is what the shop says.
    pub(crate) fn buy(
        &mut self,
        user: u64,
        sku: u64,
        guild: Option<u64>,
        now: Moment,
    ) -> Result<u64, &'static str> {
        let found = self.money.skus.get(&sku).cloned();
        let found = found.ok_or("there is no such thing")?;
        if !found.for_sale() {
            return Err("it is not for sale");
        }
        if guild.is_some_and(|guild| !self.is_member(guild, user)) {
            return Err("the person is not in that guild");
        }
        match (guild, found.flags & sku_flag::GUILD != 0) {
            (None, true) => return Err("it is for guilds"),
            (Some(_), false) => return Err("it is for people"),
            _ => {}
        }
        let mut own = self.money.entitlements.values().filter(|own| {
            let owner = own.guild == guild && (guild.is_some() || own.user == Some(user));
            own.sku == sku && owner && own.active(now)
        });
        if own.next().is_some() {
            return Err(match found.kind {
                sku_type::CONSUMABLE => "the last one is not consumed yet",
                _ => "it is bought already",
            });
        }
        let recurring = found.kind == sku_type::SUBSCRIPTION;
        let subscription = recurring.then(|| self.id(now));
        let entitlement = Entitlement {
            id: 0,
            sku,
            application: found.application,
            user: Some(user),
            guild,
            kind: if recurring {
                entitlement_type::SUBSCRIPTION
            } else {
                entitlement_type::PURCHASE
            },
            deleted: false,
            consumed: false,
            starts: recurring.then_some(now),
            ends: None,
            subscription,
        };
        let entitlement = self.entitle(entitlement, now);
        if let Some(id) = subscription {
            let subscription = Subscription {
                id,
                application: found.application,
                user,
                sku,
                entitlement,
                start: now,
                end: now + PERIOD,
                status: Status::Active,
                canceled: None,
            };
            self.money.subscriptions.insert(id, subscription);
            self.tell_subscription(id, "SUBSCRIPTION_CREATE");
            self.plan();
        }
        Ok(entitlement)
    }

    /// Marks a bought consumable as used up. No event tells of it.
    pub(crate) fn consume(&mut self, id: u64) {
        if let Some(entitlement) = self.money.entitlements.get_mut(&id) {
            entitlement.consumed = true;
        }
    }

    /// Takes access away at once: a refund, or the end of a test. A subscription behind it is over.
    pub(crate) fn take_back(&mut self, id: u64, now: Moment) {
        let Some(entitlement) = self.money.entitlements.get_mut(&id) else {
            return;
        };
        if std::mem::replace(&mut entitlement.deleted, true) {
            return;
        }
        let subscription = entitlement.subscription;
        self.tell_entitlement(id, "ENTITLEMENT_DELETE", now);
        if let Some(id) = subscription {
            self.change_subscription(id, |subscription| subscription.status = Status::Inactive);
        }
    }

    /// Ends access now, as when its time is over; a subscription behind it ends too.
    pub(crate) fn end_entitlement(&mut self, id: u64, now: Moment) {
        let Some(entitlement) = self.money.entitlements.get_mut(&id) else {
            return;
        };
        if let Some(subscription) = entitlement.subscription {
            self.lapse(subscription, now);
        } else if entitlement.active(now) {
            entitlement.ends = Some(now);
            self.tell_entitlement(id, "ENTITLEMENT_UPDATE", now);
        }
    }

    /// The person does not want it to renew: it runs to the end of its period.
    pub(crate) fn cancel(&mut self, id: u64, now: Moment) {
        self.change_subscription(id, |subscription| {
            if subscription.status == Status::Active {
                subscription.status = Status::Ending;
                subscription.canceled = Some(now);
            }
        });
    }

    /// The person wants it after all.
    pub(crate) fn resume(&mut self, id: u64) {
        self.change_subscription(id, |subscription| {
            if subscription.status == Status::Ending {
                subscription.status = Status::Active;
                subscription.canceled = None;
            }
        });
    }

    /// The next period is paid for, without waiting for it.
    pub(crate) fn renew(&mut self, id: u64) {
        self.change_subscription(id, |subscription| {
            subscription.start = subscription.end;
            subscription.end = subscription.end + PERIOD;
        });
    }

    /// Ends a subscription and what it gave, now.
    pub(crate) fn lapse(&mut self, id: u64, now: Moment) {
        let Some(subscription) = self.money.subscriptions.get(&id) else {
            return;
        };
        let entitlement = subscription.entitlement;
        let running = subscription.status != Status::Inactive;
        self.change_subscription(id, |subscription| subscription.status = Status::Inactive);
        if let Some(found) = self.money.entitlements.get_mut(&entitlement)
            && running
        {
            found.ends = Some(now);
            self.tell_entitlement(entitlement, "ENTITLEMENT_UPDATE", now);
        }
    }

    /// Forgets a subscription that is over.
    pub(crate) fn drop_subscription(&mut self, id: u64, now: Moment) {
        self.lapse(id, now);
        self.tell_subscription(id, "SUBSCRIPTION_DELETE");
        self.money.subscriptions.remove(&id);
        self.plan();
    }

    /// Whether a period has ended.
    fn money_is_due(&self, now: Moment) -> bool {
        self.money.due.is_some_and(|due| due <= now)
    }

    /// Renews what renews and ends what ends, period by period; of a subscription that is many years behind only the
    /// last periods.
    pub(crate) fn bill(&mut self, now: Moment) {
        if self.money_is_due(now) {
            self.skip_periods(now);
        }
        while self.money_is_due(now) {
            let over = self.money.subscriptions.values().filter(|subscription| {
                subscription.status != Status::Inactive && subscription.end <= now
            });
            let over: Vec<(u64, Status, Moment)> = over
                .map(|subscription| (subscription.id, subscription.status, subscription.end))
                .collect();
            for (id, status, end) in over {
                match status {
                    Status::Ending => self.lapse(id, end),
                    _ => self.renew(id),
                }
            }
            self.plan();
        }
    }

    /// Lets the periods go by unseen that lie further back than [`CAUGHT_UP`].
    fn skip_periods(&mut self, now: Moment) {
        for subscription in self.money.subscriptions.values_mut() {
            let behind = now.since(subscription.end).as_secs() / PERIOD.as_secs();
            let skipped = behind.saturating_sub(CAUGHT_UP);
            if subscription.status == Status::Active && skipped > 0 {
                let by = Duration::from_secs(skipped.saturating_mul(PERIOD.as_secs()));
                subscription.start = subscription.start + by;
                subscription.end = subscription.end + by;
            }
        }
        self.plan();
    }

    fn change_subscription(&mut self, id: u64, change: impl FnOnce(&mut Subscription)) {
        let Some(subscription) = self.money.subscriptions.get_mut(&id) else {
            return;
        };
        let before = subscription.json();
        change(subscription);
        if subscription.json() != before {
            self.tell_subscription(id, "SUBSCRIPTION_UPDATE");
            self.plan();
        }
    }

    /// Notes when the next period ends.
    fn plan(&mut self) {
        let running = self.money.subscriptions.values();
        let running = running.filter(|subscription| subscription.status != Status::Inactive);
        self.money.due = running.map(|subscription| subscription.end).min();
    }

    fn tell_subscription(&mut self, id: u64, event: &'static str) {
        if let Some(found) = self.money.subscriptions.get(&id) {
            let (application, data) = (found.application, found.json());
            self.tell(application, event, data, None, 0);
        }
    }

    fn tell_entitlement(&mut self, id: u64, event: &'static str, now: Moment) {
        if let Some(found) = self.money.entitlements.get(&id) {
            let (application, data) = (found.application, found.json());
            self.sold(application, event, data, now);
        }
    }

    /// Entitlements are told on the gateway, to the first shard, and to the event webhook.
    fn sold(&mut self, application: u64, event: &'static str, data: Value, now: Moment) {
        self.webhook_event(application, event, &data, now);
        self.tell(application, event, data, None, 0);
    }
}
