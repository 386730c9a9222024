//! The one helper for transactions: what it makes atomic, what it tries again, what it refuses.

use std::{
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Duration,
};

use db::{Backend, Db, DbError, Options};
use sea_orm::ConnectionTrait;

use crate::both::{both, number, postgres, sqlite};

async fn increment(db: &Db) -> Result<(), DbError> {
    let lock = match db.backend() {
        Backend::Sqlite => "",
        Backend::Postgres => " FOR UPDATE",
    };
    let read = &format!("SELECT n FROM t{lock}");
    db.write(|tx| {
        Box::pin(async move {
            let n = number(tx, read).await?;
            tokio::task::yield_now().await;
            tx.execute_unprepared(&format!("UPDATE t SET n = {}", n + 1))
                .await?;
            Ok(())
        })
    })
    .await
}

#[tokio::test]
async fn concurrent_read_modify_writes_all_count() {
    for fresh in both().await {
        fresh.run("CREATE TABLE t (n BIGINT)").await;
        fresh.run("INSERT INTO t VALUES (0)").await;
        let tasks: Vec<_> = (0..40)
            .map(|_| {
                let db = fresh.db.clone();
                tokio::spawn(async move { increment(&db).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(fresh.number("SELECT n FROM t").await, 40);
    }
}

#[tokio::test]
async fn processes_that_share_a_file_wait_for_each_other() {
    let fresh = sqlite().await;
    fresh.run("CREATE TABLE t (n BIGINT)").await;
    fresh.run("INSERT INTO t VALUES (0)").await;
    let mut tasks = Vec::new();
    for _ in 0..4 {
        let options = Options {
            lock_timeout: Duration::from_millis(500),
            ..Options::new(&fresh.url)
        };
        let db = Db::connect(&options).await.unwrap();
        tasks.push(tokio::spawn(async move {
            for _ in 0..10 {
                increment(&db).await.unwrap();
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(fresh.number("SELECT n FROM t").await, 40);
}

#[tokio::test]
async fn an_error_of_the_body_undoes_everything() {
    for fresh in both().await {
        fresh.run("CREATE TABLE t (n BIGINT)").await;
        let outcome: Result<(), DbError> = fresh
            .db
            .write(|tx| {
                Box::pin(async move {
                    tx.execute_unprepared("INSERT INTO t VALUES (1)").await?;
                    Err(DbError::TooLarge {
                        what: "it",
                        found: 2,
                        max: 1,
                    })
                })
            })
            .await;
        assert!(matches!(outcome, Err(DbError::TooLarge { .. })));
        assert_eq!(fresh.number("SELECT count(*) FROM t").await, 0);
    }
}

#[tokio::test]
async fn a_body_cannot_ignore_a_failed_statement() {
    for fresh in both().await {
        fresh.run("CREATE TABLE t (n BIGINT PRIMARY KEY)").await;
        let outcome: Result<(), DbError> = fresh
            .db
            .write(|tx| {
                Box::pin(async move {
                    tx.execute_unprepared("INSERT INTO t VALUES (1)").await?;
                    assert!(
                        tx.execute_unprepared("INSERT INTO t VALUES (1)")
                            .await
                            .is_err()
                    );
                    Ok(())
                })
            })
            .await;
        assert!(matches!(outcome, Err(DbError::Aborted)), "{outcome:?}");
        assert_eq!(fresh.number("SELECT count(*) FROM t").await, 0);
    }
}

#[tokio::test]
async fn a_savepoint_fails_alone() {
    for fresh in both().await {
        fresh.run("CREATE TABLE t (n BIGINT PRIMARY KEY)").await;
        let kept = "INSERT INTO t VALUES (1)";
        let outcome: Result<bool, DbError> = fresh
            .db
            .write(|tx| {
                Box::pin(async move {
                    tx.execute_unprepared(kept).await?;
                    let inner: Result<(), DbError> = tx
                        .savepoint(|tx| {
                            Box::pin(async move {
                                tx.execute_unprepared("INSERT INTO t VALUES (2)").await?;
                                tx.execute_unprepared(kept).await?;
                                Ok(())
                            })
                        })
                        .await;
                    tx.savepoint(|tx| {
                        Box::pin(async move {
                            tx.execute_unprepared("INSERT INTO t VALUES (3)").await?;
                            Ok::<_, DbError>(())
                        })
                    })
                    .await?;
                    Ok(inner.is_err_and(|error| error.is_duplicate()))
                })
            })
            .await;
        assert!(outcome.unwrap());
        assert_eq!(fresh.number("SELECT count(*) FROM t WHERE n = 2").await, 0);
        assert_eq!(fresh.number("SELECT count(*) FROM t").await, 2);
    }
}

#[tokio::test]
async fn serialization_failures_are_tried_again_and_end() {
    let fresh = postgres().await;
    for (failures, expected) in [(2, Ok(3)), (u32::MAX, Err(8))] {
        let attempts = &AtomicU32::new(0);
        let outcome: Result<(), DbError> = fresh
            .db
            .write(|tx| {
                Box::pin(async move {
                    if attempts.fetch_add(1, Relaxed) < failures {
                        let fail =
                            "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$";
                        tx.execute_unprepared(fail).await?;
                    }
                    Ok(())
                })
            })
            .await;
        let made = attempts.load(Relaxed);
        assert_eq!(outcome.map(|()| made).map_err(|_| made), expected);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_commit_is_replaced() {
    let fresh = postgres().await;
    fresh.run("CREATE TABLE t (n BIGINT)").await;
    fresh.postgres.as_ref().unwrap().disconnect_all().unwrap();
    let attempts = &AtomicU32::new(0);
    let outcome: Result<(), DbError> = fresh
        .db
        .write(|tx| {
            Box::pin(async move {
                tx.execute_unprepared("INSERT INTO t VALUES (1)").await?;
                if attempts.fetch_add(1, Relaxed) == 0 {
                    tx.execute_unprepared("SELECT pg_terminate_backend(pg_backend_pid())")
                        .await?;
                }
                Ok(())
            })
        })
        .await;
    outcome.unwrap();
    assert_eq!(attempts.load(Relaxed), 2);
    assert_eq!(fresh.number("SELECT count(*) FROM t").await, 1);
}

#[tokio::test]
async fn a_connection_that_breaks_during_the_commit_leaves_the_outcome_open() {
    let fresh = postgres().await;
    fresh.run("CREATE TABLE t (n BIGINT)").await;
    fresh
        .run(
            "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS \
             'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END'",
        )
        .await;
    fresh
        .run("CREATE CONSTRAINT TRIGGER die AFTER INSERT ON t INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()")
        .await;
    let attempts = &AtomicU32::new(0);
    let outcome: Result<(), DbError> = fresh
        .db
        .write(|tx| {
            Box::pin(async move {
                attempts.fetch_add(1, Relaxed);
                tx.execute_unprepared("INSERT INTO t VALUES (1)").await?;
                Ok(())
            })
        })
        .await;
    assert!(
        matches!(outcome, Err(DbError::OutcomeUnknown(_))),
        "{outcome:?}"
    );
    assert_eq!(attempts.load(Relaxed), 1);
}
