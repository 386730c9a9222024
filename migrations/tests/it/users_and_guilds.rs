//! People and guilds are one truth for all bots.

use std::time::Duration;

use db::{Timestamp, guilds, users};
use twilight_model::id::Id;

use crate::both::{NOW, both};

#[tokio::test]
async fn a_person_seen_by_one_bot_is_known_to_the_other() {
    for fresh in both().await {
        let [one, two] = &fresh.bots;
        users::seen(one.single(), Id::new(7), "ann", Some("de"), NOW)
            .await
            .unwrap();
        let seen = async |name: &str, locale: Option<&str>, now: Timestamp| {
            users::seen(two.single(), Id::new(7), name, locale, now)
                .await
                .unwrap();
            let row = users::find(one.read(), Id::new(7)).await.unwrap().unwrap();
            assert_eq!(row.first_seen, NOW);
            (
                row.name,
                row.locale.unwrap(),
                row.last_seen.duration_since(NOW).as_secs(),
            )
        };
        let at = |seconds| NOW + Duration::from_secs(seconds);
        assert_eq!(
            seen("ann", Some("de"), at(60)).await,
            ("ann".into(), "de".into(), 0),
            "not worth a write"
        );
        assert_eq!(
            seen("ann", None, at(4000)).await,
            ("ann".into(), "de".into(), 4000),
            "an hour later"
        );
        assert_eq!(
            seen("anna", Some("fr"), at(4001)).await,
            ("anna".into(), "fr".into(), 4001),
            "renamed"
        );
        assert_eq!(
            seen("ann", Some("fr"), at(1)).await,
            ("ann".into(), "fr".into(), 4001),
            "never back in time"
        );
    }
}

#[tokio::test]
async fn a_guild_keeps_what_is_not_told_again() {
    for fresh in both().await {
        let [one, two] = &fresh.bots;
        guilds::seen(one.single(), Id::new(5), Some("Hall"), None, NOW)
            .await
            .unwrap();
        guilds::seen(two.single(), Id::new(5), None, Some("de"), NOW)
            .await
            .unwrap();
        let row = guilds::find(one.read(), Id::new(5)).await.unwrap().unwrap();
        assert_eq!(
            (row.name.as_deref(), row.locale.as_deref()),
            (Some("Hall"), Some("de"))
        );
        assert_eq!(guilds::find(one.read(), Id::new(6)).await.unwrap(), None);
    }
}
