//! Settings of guilds: per bot, with a history, and the house's for all.

use db::{
    DbError,
    guild_settings::{self, KEY_MAX, NewSetting, VALUE_MAX},
};
use serde_json::{Value, json};
use twilight_model::id::Id;

use crate::both::{Fresh, IDENTITIES, NOW, bot, both};

async fn set(fresh: &Fresh, which: usize, key: &str, value: Value) -> Result<i64, DbError> {
    let bot = &bot(IDENTITIES[which]);
    let setting = &NewSetting {
        key,
        version: 1,
        value,
        by: Some(Id::new(7)),
    };
    fresh.bots[which]
        .write(|tx| {
            Box::pin(guild_settings::set(
                tx,
                bot,
                Id::new(5),
                setting.clone(),
                NOW,
            ))
        })
        .await
}

#[tokio::test]
async fn settings_belong_to_one_bot_and_guild() {
    for fresh in both().await {
        assert_eq!(
            set(&fresh, 0, "colour", json!({"hue": 3})).await.unwrap(),
            1
        );
        assert_eq!(
            set(&fresh, 0, "colour", json!({"hue": 4})).await.unwrap(),
            2
        );
        assert_eq!(set(&fresh, 1, "colour", json!("mine")).await.unwrap(), 1);
        let get = async |which: usize, guild, key| {
            let found = guild_settings::get(
                fresh.bots[which].read(),
                &bot(IDENTITIES[which]),
                Id::new(guild),
                key,
            )
            .await;
            found.unwrap().map(|setting| {
                (
                    setting.value,
                    setting.version,
                    setting.revision,
                    setting.updated_at,
                )
            })
        };
        assert_eq!(
            get(0, 5, "colour").await,
            Some((json!({"hue": 4}), 1, 2, NOW))
        );
        assert_eq!(get(1, 5, "colour").await, Some((json!("mine"), 1, 1, NOW)));
        assert_eq!(get(0, 6, "colour").await, None);
        assert_eq!(get(0, 5, "shape").await, None);
        assert_eq!(
            fresh
                .number("SELECT count(*) FROM guild_settings_history WHERE changed_by = 7")
                .await,
            3
        );
    }
}

#[tokio::test]
async fn the_house_sets_for_all_bots() {
    for fresh in both().await {
        fresh
            .run("INSERT INTO guild_settings SELECT 'house', 5, 'quiet', 1, 'true', 1, first_seen FROM users")
            .await;
        db::users::seen(fresh.admin.single(), Id::new(7), "ann", None, NOW)
            .await
            .unwrap();
        fresh
            .run("INSERT INTO guild_settings SELECT 'house', 5, 'quiet', 1, 'true', 1, first_seen FROM users")
            .await;
        for db in &fresh.bots {
            let found = guild_settings::get_of_house(db.read(), Id::new(5), "quiet")
                .await
                .unwrap()
                .unwrap();
            assert_eq!(found.value, json!(true));
        }
    }
}

#[tokio::test]
async fn settings_are_bounded() {
    for fresh in both().await {
        let long = set(&fresh, 0, &"k".repeat(KEY_MAX + 1), json!(1)).await;
        assert!(
            matches!(long, Err(DbError::TooLarge { found: 65, .. })),
            "{long:?}"
        );
        let large = set(&fresh, 0, "k", json!("v".repeat(VALUE_MAX))).await;
        assert!(
            matches!(large, Err(DbError::TooLarge { max: VALUE_MAX, .. })),
            "{large:?}"
        );
        assert_eq!(fresh.number("SELECT count(*) FROM guild_settings").await, 0);
    }
}
