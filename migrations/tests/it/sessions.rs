//! Gateway sessions go from one process to the next, and to one only.

use std::time::Duration;

use db::{
    Db,
    sessions::{self, MAX_AGE, SavedSession},
};
use secrecy::ExposeSecret;

use crate::both::{IDENTITIES, NOW, bot, both};

fn session(id: &str, sequence: u64) -> SavedSession {
    SavedSession {
        shard_id: 0,
        shard_total: 1,
        session_id: id.to_owned().into(),
        resume_url: "ws://127.0.0.1:1".to_owned(),
        sequence,
    }
}

async fn claim(db: &Db, owner: &str) -> Option<(String, u64)> {
    let found = sessions::claim(db, &bot(IDENTITIES[0]), 0, 1, owner, NOW)
        .await
        .unwrap();
    found.map(|session| {
        (
            session.session_id.expose_secret().to_owned(),
            session.sequence,
        )
    })
}

#[tokio::test]
async fn a_successor_takes_over_and_the_predecessor_notices() {
    let bot = bot(IDENTITIES[0]);
    for fresh in both().await {
        let db = &fresh.bots[0];
        let save = async |owner: &str, session: &SavedSession| {
            sessions::save(db, &bot, owner, session, NOW).await.unwrap()
        };
        assert_eq!(claim(db, "a").await, None);
        assert!(save("a", &session("first", 3)).await);
        assert!(save("a", &session("first", 4)).await);
        assert_eq!(
            claim(db, "a").await,
            None,
            "nobody takes over from themselves"
        );
        assert_eq!(claim(db, "b").await, Some(("first".to_owned(), 4)));
        assert!(!save("a", &session("first", 5)).await, "it is handed over");
        assert_eq!(claim(db, "c").await, None, "at most one gets it");
        assert!(save("b", &session("first", 6)).await);
        assert_eq!(claim(db, "c").await, Some(("first".to_owned(), 6)));
        assert!(
            save("d", &session("second", 1)).await,
            "a new session replaces an old row"
        );
        sessions::forget(db, &bot, 0, 1, "c").await.unwrap();
        assert_eq!(
            claim(db, "e").await,
            Some(("second".to_owned(), 1)),
            "only the owner forgets"
        );
        sessions::forget(db, &bot, 0, 1, "e").await.unwrap();
        assert_eq!(
            fresh.number("SELECT count(*) FROM gateway_sessions").await,
            0
        );
    }
}

#[tokio::test]
async fn of_many_claimers_one_wins() {
    for fresh in both().await {
        let db = &fresh.bots[0];
        sessions::save(db, &bot(IDENTITIES[0]), "old", &session("s", 9), NOW)
            .await
            .unwrap();
        let tasks: Vec<_> = (0..30)
            .map(|n| {
                let db = db.clone();
                tokio::spawn(async move { claim(&db, &format!("new-{n}")).await })
            })
            .collect();
        let mut winners = 0;
        for task in tasks {
            winners += u32::from(task.await.unwrap().is_some());
        }
        assert_eq!(winners, 1);
    }
}

#[tokio::test]
async fn what_is_too_old_or_of_others_is_not_claimed() {
    let bots = IDENTITIES.map(bot);
    for fresh in both().await {
        let [one, two] = &fresh.bots;
        sessions::save(one, &bots[0], "old", &session("s", 9), NOW)
            .await
            .unwrap();
        let late = NOW + MAX_AGE + Duration::from_micros(1);
        assert!(
            sessions::claim(one, &bots[0], 0, 1, "new", late)
                .await
                .unwrap()
                .is_none(),
            "too old"
        );
        assert!(
            sessions::claim(one, &bots[0], 1, 1, "new", NOW)
                .await
                .unwrap()
                .is_none(),
            "another shard"
        );
        assert!(
            sessions::claim(one, &bots[0], 0, 2, "new", NOW)
                .await
                .unwrap()
                .is_none(),
            "another total"
        );
        // Another identity neither drops nor overwrites it.
        sessions::forget(two, &bots[1], 0, 1, "old").await.unwrap();
        assert!(
            sessions::claim(two, &bots[1], 0, 1, "new", NOW)
                .await
                .unwrap()
                .is_none(),
            "another bot"
        );
        assert!(
            sessions::claim(one, &bots[0], 0, 1, "new", NOW)
                .await
                .unwrap()
                .is_some()
        );
    }
}

#[test]
fn a_session_is_not_shown() {
    let shown = format!("{:?}", session("hunter2", 1));
    assert!(!shown.contains("hunter2"), "{shown}");
}
