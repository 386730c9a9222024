//! smoke
use db::{BotId, Db, Options, Place, Release, Timestamp, guilds, jobs, manifests, sessions, users};
use migrations::Scope;
use twilight_model::id::Id;

#[tokio::test]
async fn sqlite_smoke() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}/var/x.db", dir.path().display());
    let db = Db::connect(&Options::new(url)).await.unwrap();
    assert!(matches!(
        migrations::check(&db, &migrations::all(), Release::new(0, 1, 0)).await,
        Err(migrations::SchemaError::Pending { .. })
    ));
    let report = migrations::up(&db, &migrations::all()).await.unwrap();
    assert_eq!(report.applied.len(), 5);
    assert!(
        migrations::up(&db, &migrations::all())
            .await
            .unwrap()
            .applied
            .is_empty()
    );
    migrations::check(&db, &[Scope::SHARED, Scope::HANGMAN], Release::new(0, 1, 0))
        .await
        .unwrap();
    let now = Timestamp::from_unix_seconds(1_800_000_000);
    users::seen(db.single(), Id::new(7), "Ann", Some("de"), now)
        .await
        .unwrap();
    let found = users::find(db.read(), Id::new(7)).await.unwrap().unwrap();
    assert_eq!(found.last_seen, now);
    guilds::seen(db.single(), Id::new(8), None, Some("de"), now)
        .await
        .unwrap();
    assert!(guilds::find(db.read(), Id::new(8)).await.unwrap().is_some());
    let bot = BotId::parse("hangman").unwrap();
    jobs::ensure(&db, &bot, "expire", now).await.unwrap();
    let claimed = jobs::claim_due(&db, &bot, "a", now).await.unwrap().unwrap();
    assert!(
        jobs::claim_due(&db, &bot, "b", now)
            .await
            .unwrap()
            .is_none()
    );
    assert!(jobs::renew(&db, &bot, &claimed, "a").await.unwrap());
    assert!(jobs::finish(&db, &bot, &claimed, now).await.unwrap());
    manifests::under_lock::<db::DbError, _, _>(&db, &bot, "global", |current| async move {
        assert_eq!(current, None);
        Ok(Some(manifests::Row {
            scope: "global".into(),
            hash: "h".into(),
            release: Release::new(0, 1, 0),
        }))
    })
    .await
    .unwrap();
    assert_eq!(
        manifests::load(&db, &bot, "global")
            .await
            .unwrap()
            .unwrap()
            .hash,
        "h"
    );
    let s = sessions::SavedSession {
        shard_id: 0,
        shard_total: 1,
        session_id: "s".to_owned().into(),
        resume_url: "u".into(),
        sequence: 3,
    };
    assert!(sessions::save(&db, &bot, "a", &s, now).await.unwrap());
    assert!(
        sessions::claim(&db, &bot, 0, 1, "b", now)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        sessions::claim(&db, &bot, 0, 1, "c", now)
            .await
            .unwrap()
            .is_none()
    );
    assert!(!sessions::save(&db, &bot, "a", &s, now).await.unwrap());
    let _ = Place::Private;
    db.ping().await.unwrap();
    db.close().await;
}
