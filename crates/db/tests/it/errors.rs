//! Errors are told apart, and none carries what was sent.

use std::time::Duration;

use db::{Db, DbError, Options};
use sea_orm::{ConnectionTrait, Statement};

use crate::both::{both, postgres};

const CANARY: &str = "canary-7f3a";

#[tokio::test]
async fn no_error_repeats_a_value() {
    for fresh in both().await {
        fresh.run("CREATE TABLE t (k TEXT PRIMARY KEY, s TEXT NOT NULL CHECK (length(s) > 20), n BIGINT)").await;
        fresh
            .run(&format!(
                "INSERT INTO t VALUES ('{CANARY}', 'long enough to be accepted', 1)"
            ))
            .await;
        for (sql, duplicate) in [
            (
                "INSERT INTO t VALUES ($1, 'long enough to be accepted', 1)",
                true,
            ),
            ("INSERT INTO t VALUES ('other', $1, 1)", false),
        ] {
            let statement =
                Statement::from_sql_and_values(fresh.db.backend().dialect(), sql, [CANARY.into()]);
            let error = DbError::from(fresh.db.single().execute_raw(statement).await.unwrap_err());
            assert!(matches!(error, DbError::Constraint(_)), "{error:?}");
            assert_eq!(error.is_duplicate(), duplicate, "{error:?}");
            assert!(!format!("{error} {error:?}").contains(CANARY), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_slow_statement_is_a_timeout() {
    let fresh = postgres().await;
    let options = Options {
        statement_timeout: Duration::from_millis(50),
        ..Options::new(&fresh.url)
    };
    let db = Db::connect(&options).await.unwrap();
    let slow = db
        .read()
        .execute_unprepared("SELECT pg_sleep(30)")
        .await
        .unwrap_err();
    assert!(matches!(DbError::from(slow), DbError::Timeout(_)));
}

#[tokio::test]
async fn a_lock_that_others_hold_is_contention() {
    let fresh = postgres().await;
    fresh.run("CREATE TABLE t (n BIGINT)").await;
    let options = Options {
        lock_timeout: Duration::from_millis(50),
        ..Options::new(&fresh.url)
    };
    let impatient = &Db::connect(&options).await.unwrap();
    let outcome = fresh
        .db
        .write(|tx| {
            Box::pin(async move {
                tx.execute_unprepared("LOCK TABLE t")
                    .await
                    .map_err(DbError::from)?;
                Ok::<_, DbError>(
                    impatient
                        .single()
                        .execute_unprepared("INSERT INTO t VALUES (1)")
                        .await,
                )
            })
        })
        .await
        .unwrap();
    let error = DbError::from(outcome.unwrap_err());
    assert!(
        matches!(error, DbError::Contention(_)) && !error.is_transient(),
        "{error:?}"
    );
}
