//! What a person or guild has bought from the bot, as their interaction says it.

use db::Timestamp;
use twilight_model::{
    application::monetization::{Entitlement as Sent, EntitlementType},
    id::{
        Id,
        marker::{EntitlementMarker, GuildMarker, SkuMarker, UserMarker},
    },
};

/// The right to something that was bought, given or subscribed to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entitlement {
    /// Its id.
    pub id: Id<EntitlementMarker>,
    /// What it is for.
    pub sku: Id<SkuMarker>,
    /// How it came about.
    pub kind: EntitlementType,
    /// Who has it.
    pub owner: EntitlementOwner,
    /// From when on; always, if this is not said.
    pub starts: Option<Timestamp>,
    /// Until when; for ever, or as long as the subscription runs, if this is not said.
    pub ends: Option<Timestamp>,
    /// Whether it was used up.
    pub consumed: bool,
}

/// Who has an entitlement.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EntitlementOwner {
    /// The person who acts.
    User(Id<UserMarker>),
    /// The guild they act in.
    Guild(Id<GuildMarker>),
}

impl Entitlement {
    /// Whether it counts at `now`: begun, not over, not used up.
    #[must_use]
    pub fn is_active(&self, now: Timestamp) -> bool {
        !self.consumed
            && self.starts.is_none_or(|starts| starts <= now)
            && self.ends.is_none_or(|ends| now < ends)
    }

    /// Those of the person or the guild; deleted ones and those of others are left out.
    pub(crate) fn all(
        sent: Vec<Sent>,
        person: Id<UserMarker>,
        guild: Option<Id<GuildMarker>>,
    ) -> Vec<Self> {
        let owned = sent.into_iter().filter(|sent| !sent.deleted);
        owned
            .filter_map(|sent| {
                let owner = match (sent.guild_id, sent.user_id) {
                    (Some(of), _) if Some(of) == guild => EntitlementOwner::Guild(of),
                    (None, Some(of)) if of == person => EntitlementOwner::User(of),
                    _ => return None,
                };
                Some(Self {
                    id: sent.id,
                    sku: sent.sku_id,
                    kind: sent.kind,
                    owner,
                    starts: sent.starts_at.map(timestamp),
                    ends: sent.ends_at.map(timestamp),
                    consumed: sent.consumed.unwrap_or(false),
                })
            })
            .collect()
    }
}

fn timestamp(at: twilight_model::util::Timestamp) -> Timestamp {
    Timestamp::from_unix_micros(at.as_micros())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// The entitlements of person 1 in guild 2.
    fn read(change: &Value) -> Vec<Entitlement> {
        let mut sent = json!({"id": "9", "sku_id": "8", "application_id": "7", "user_id": "1", "type": 8,
            "deleted": false, "starts_at": "1970-01-01T00:00:10.000000+00:00",
            "ends_at": "1970-01-01T00:00:20.000000+00:00"});
        for (key, value) in change.as_object().unwrap() {
            sent[key] = value.clone();
        }
        let sent = vec![serde_json::from_value(sent).unwrap()];
        Entitlement::all(sent, Id::new(1), Some(Id::new(2)))
    }

    #[test]
    fn it_counts_from_its_start_until_before_its_end() {
        let found = read(&json!({}));
        let active = |second| found[0].is_active(Timestamp::from_unix_seconds(second));
        assert_eq!([9, 10, 19, 20].map(active), [false, true, true, false]);
        let forever = read(&json!({"starts_at": null, "ends_at": null}));
        assert!(forever[0].is_active(Timestamp::from_unix_seconds(0)));
        assert_eq!(forever[0].kind, EntitlementType::ApplicationSubscription);
    }

    #[test]
    fn what_is_used_up_counts_no_more() {
        let found = read(&json!({"consumed": true}));
        assert!(!found[0].is_active(Timestamp::from_unix_seconds(15)));
    }

    #[test]
    fn only_those_of_the_person_and_the_guild_are_told() {
        assert_eq!(
            read(&json!({}))[0].owner,
            EntitlementOwner::User(Id::new(1))
        );
        let of_guild = read(&json!({"guild_id": "2"}));
        assert_eq!(of_guild[0].owner, EntitlementOwner::Guild(Id::new(2)));
        for other in [
            json!({"deleted": true}),
            json!({"user_id": "3"}),
            json!({"guild_id": "4"}),
            json!({"user_id": null}),
        ] {
            assert_eq!(read(&other), [], "{other}");
        }
    }
}
