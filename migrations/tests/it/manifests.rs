//! Commands are synced by one process at a time.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use db::{
    DbError, Release,
    manifests::{self, Row},
};

use crate::both::{IDENTITIES, bot, both};

fn row(hash: &str) -> Row {
    Row {
        scope: "global".to_owned(),
        hash: hash.to_owned(),
        release: Release::new(0, 1, 0),
    }
}

#[tokio::test]
async fn what_was_synced_is_remembered_per_bot_and_scope() {
    let bots = IDENTITIES.map(bot);
    for fresh in both().await {
        let [one, two] = &fresh.bots;
        let sync = async |expected: Option<Row>, new: Option<Row>| {
            manifests::under_lock(one, &bots[0], "global", |current| async move {
                assert_eq!(current, expected);
                Ok::<_, DbError>(new)
            })
            .await
            .unwrap();
        };
        sync(None, None).await;
        sync(None, Some(row("a"))).await;
        sync(Some(row("a")), None).await;
        sync(Some(row("a")), Some(row("b"))).await;
        assert_eq!(
            manifests::load(one, &bots[0], "global").await.unwrap(),
            Some(row("b"))
        );
        assert_eq!(manifests::load(one, &bots[0], "5").await.unwrap(), None);
        assert_eq!(
            manifests::load(two, &bots[1], "global").await.unwrap(),
            None
        );
    }
}

#[tokio::test]
async fn one_works_while_others_wait() {
    for fresh in both().await {
        let inside = &AtomicU32::new(0);
        let work = async || {
            manifests::under_lock(
                &fresh.bots[0],
                &bot(IDENTITIES[0]),
                "global",
                |current| async move {
                    assert_eq!(inside.fetch_add(1, SeqCst), 0, "alone");
                    for _ in 0..20 {
                        tokio::task::yield_now().await;
                    }
                    inside.fetch_sub(1, SeqCst);
                    let number = current.map_or(0, |row| row.hash.parse::<u32>().unwrap());
                    Ok::<_, DbError>(Some(row(&(number + 1).to_string())))
                },
            )
            .await
            .unwrap();
        };
        tokio::join!(work(), work(), work());
        let row = manifests::load(&fresh.bots[0], &bot(IDENTITIES[0]), "global")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.hash, "3");
    }
}

#[tokio::test]
async fn a_failed_sync_frees_the_lock_and_changes_nothing() {
    let bot = bot(IDENTITIES[0]);
    for fresh in both().await {
        let db = &fresh.bots[0];
        let failed = manifests::under_lock(db, &bot, "global", |_| async {
            Err::<Option<Row>, _>(DbError::Locked {
                what: "discord".to_owned(),
            })
        })
        .await;
        assert!(matches!(failed, Err(DbError::Locked { what }) if what == "discord"));
        let found = manifests::under_lock(db, &bot, "global", |current| async move {
            Ok::<_, DbError>(current)
        });
        found.await.unwrap();
        assert_eq!(manifests::load(db, &bot, "global").await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_lock_that_was_left_behind_ends_by_itself() {
    let bot = bot(IDENTITIES[0]);
    for fresh in both().await {
        let backend = fresh.admin.backend();
        let sql = format!(
            "INSERT INTO command_manifests (bot_id, scope, lock_owner, lock_until) VALUES ('{bot}', 'global', 'dead', {})",
            db::clock(backend, 0),
        );
        fresh.run(&sql).await;
        manifests::under_lock(&fresh.bots[0], &bot, "global", |_| async {
            Ok::<_, DbError>(Some(row("a")))
        })
        .await
        .unwrap();
    }
}
