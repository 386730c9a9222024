//! The role map as a guild's setting, on both databases, as the bots' own logins.
#![cfg(test)]

mod both;

use auth::{MAX_ROLES, RoleMap, RoleMapError};
use db::{DbError, Timestamp, guild_settings};
use sea_orm::ConnectionTrait;
use twilight_model::id::Id;

use both::{Fresh, IDENTITIES, bot, both};

const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

async fn save(fresh: &Fresh, which: usize, map: &RoleMap) -> Result<(), RoleMapError> {
    let bot = &bot(IDENTITIES[which]);
    fresh.bots[which]
        .write(|tx| Box::pin(map.save(tx, bot, Id::new(5), Some(Id::new(7)), NOW)))
        .await
}

#[tokio::test]
async fn a_map_is_kept_per_bot_and_guild() {
    for fresh in both().await {
        let bots = IDENTITIES.map(bot);
        let map = RoleMap::new(vec![Id::new(3), Id::new(2), Id::new(3)], vec![Id::new(9)]).unwrap();
        save(&fresh, 0, &map).await.unwrap();
        let load = async |which: usize, guild| {
            RoleMap::load(fresh.bots[which].read(), &bots[which], Id::new(guild))
                .await
                .unwrap()
        };
        assert_eq!(load(0, 5).await, map);
        assert_eq!(load(0, 6).await, RoleMap::default());
        assert_eq!(load(1, 5).await, RoleMap::default());
        save(&fresh, 0, &RoleMap::default()).await.unwrap();
        assert_eq!(load(0, 5).await, RoleMap::default());
        let setting = guild_settings::get(fresh.bots[0].read(), &bots[0], Id::new(5), "auth.roles")
            .await
            .unwrap();
        assert_eq!(setting.unwrap().revision, 2);
    }
}

#[tokio::test]
async fn maps_are_bounded_and_strangers_are_refused() {
    let many = (1..=26).map(Id::new).collect::<Vec<_>>();
    assert_eq!(many.len(), MAX_ROLES + 1);
    assert!(matches!(
        RoleMap::new(many, vec![]),
        Err(RoleMapError::TooMany { found: 26 })
    ));
    for fresh in both().await {
        save(&fresh, 0, &RoleMap::default()).await.unwrap();
        for change in [
            "version = 2",
            r#"value = '{"moderators":[],"admins":[],"kings":[]}'"#,
        ] {
            fresh
                .admin
                .single()
                .execute_unprepared(&format!("UPDATE guild_settings SET {change}"))
                .await
                .unwrap();
            let found = RoleMap::load(fresh.bots[0].read(), &bot(IDENTITIES[0]), Id::new(5))
                .await
                .unwrap_err();
            assert!(
                matches!(
                    found,
                    RoleMapError::Db(DbError::Row {
                        table: "guild_settings",
                        ..
                    })
                ),
                "{found:?}"
            );
            save(&fresh, 0, &RoleMap::default()).await.unwrap();
        }
    }
}
