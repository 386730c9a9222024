//! Jobs are done by one process at a time, and a late holder changes nothing.

use std::time::Duration;

use db::{DbError, Timestamp, jobs};
use sea_orm::{ConnectionTrait, Statement};

use crate::both::{Fresh, IDENTITIES, NOW, bot, both};

/// Lets every lease have ended long ago.
async fn leases_end(fresh: &Fresh) {
    let dialect = fresh.admin.backend().dialect();
    let end = "UPDATE jobs SET lease_until = $1";
    let end = Statement::from_sql_and_values(dialect, end, [Timestamp::UNIX_EPOCH.into()]);
    fresh.admin.single().execute_raw(end).await.unwrap();
}

#[tokio::test]
async fn a_job_goes_round() {
    let bots = IDENTITIES.map(bot);
    let later = NOW + Duration::from_secs(300);
    for fresh in both().await {
        let [one, two] = &fresh.bots;
        jobs::ensure(one, &bots[0], "expire", NOW).await.unwrap();
        jobs::ensure(one, &bots[0], "expire", later).await.unwrap();
        jobs::ensure(one, &bots[0], "tidy", later).await.unwrap();
        let claim =
            async |owner: &str, now| jobs::claim_due(one, &bots[0], owner, now).await.unwrap();
        assert_eq!(
            claim("a", NOW - Duration::from_micros(1)).await,
            None,
            "not due"
        );
        assert_eq!(
            jobs::claim_due(two, &bots[1], "a", NOW).await.unwrap(),
            None,
            "another bot's"
        );
        let first = claim("a", NOW).await.unwrap();
        assert_eq!(
            (first.name.as_str(), first.due_at, first.fence),
            ("expire", NOW, 1)
        );
        assert_eq!(claim("b", NOW).await, None, "held");
        // Another identity holds nothing of it, even with the claim in hand.
        assert!(!jobs::renew(two, &bots[1], &first, "a").await.unwrap());
        assert!(!jobs::finish(two, &bots[1], &first, later).await.unwrap());
        assert!(jobs::renew(one, &bots[0], &first, "a").await.unwrap());
        assert!(!jobs::renew(one, &bots[0], &first, "b").await.unwrap());
        assert!(jobs::finish(one, &bots[0], &first, later).await.unwrap());
        assert!(
            !jobs::finish(one, &bots[0], &first, later).await.unwrap(),
            "once"
        );
        assert_eq!(claim("a", NOW).await, None);
        let names = [
            claim("a", later).await.unwrap().name,
            claim("a", later).await.unwrap().name,
        ];
        assert_eq!(names, ["expire", "tidy"]);
    }
}

#[tokio::test]
async fn a_holder_that_slept_too_long_has_lost_its_claim() {
    let bot = &bot(IDENTITIES[0]);
    for fresh in both().await {
        let db = &fresh.bots[0];
        jobs::ensure(db, bot, "expire", NOW).await.unwrap();
        let slow = &jobs::claim_due(db, bot, "slow", NOW)
            .await
            .unwrap()
            .unwrap();
        leases_end(&fresh).await;
        let quick = jobs::claim_due(db, bot, "quick", NOW)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(quick.fence, slow.fence + 1);
        assert!(!jobs::renew(db, bot, slow, "slow").await.unwrap());
        let last_write: Result<bool, DbError> = db
            .write(|tx| Box::pin(jobs::finish_in(tx, bot, slow, NOW)))
            .await;
        assert!(!last_write.unwrap());
        assert!(jobs::finish(db, bot, &quick, NOW).await.unwrap());
    }
}

#[tokio::test]
async fn many_processes_share_the_work_without_doubles() {
    for fresh in both().await {
        let db = &fresh.bots[0];
        for n in 0..20 {
            jobs::ensure(db, &bot(IDENTITIES[0]), &format!("job-{n}"), NOW)
                .await
                .unwrap();
        }
        let tasks: Vec<_> = (0..8)
            .map(|n| {
                let db = db.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    let owner = format!("worker-{n}");
                    while let Some(job) = jobs::claim_due(&db, &bot(IDENTITIES[0]), &owner, NOW)
                        .await
                        .unwrap()
                    {
                        mine.push(job.name);
                    }
                    mine
                })
            })
            .collect();
        let mut all = Vec::new();
        for task in tasks {
            all.extend(task.await.unwrap());
        }
        all.sort();
        let doubles = all.len();
        all.dedup();
        assert_eq!((doubles, all.len()), (20, 20));
    }
}
