//! What each pool may do, and what happens when the database goes away.

use std::time::Duration;

use db::{Db, DbError, Options};
use sea_orm::ConnectionTrait;

use crate::both::{both, postgres, sqlite};

#[tokio::test]
async fn every_pool_reads_what_was_written() {
    for fresh in both().await {
        fresh.run("CREATE TABLE t (n BIGINT)").await;
        fresh.run("INSERT INTO t VALUES (7)").await;
        assert_eq!(fresh.number("SELECT n FROM t").await, 7);
        fresh.db.ping().await.unwrap();
        let pools = fresh.db.pools();
        assert!(pools.iter().all(|pool| pool.open >= pool.idle), "{pools:?}");
        assert!(pools.iter().any(|pool| pool.open > 0), "{pools:?}");
        fresh.db.close().await;
        assert!(matches!(
            fresh.db.ping().await,
            Err(DbError::Unreachable(_))
        ));
    }
}

#[tokio::test]
async fn the_reader_pool_of_sqlite_refuses_writes() {
    let fresh = sqlite().await;
    fresh.run("CREATE TABLE t (n BIGINT)").await;
    assert!(
        fresh
            .db
            .read()
            .execute_unprepared("INSERT INTO t VALUES (1)")
            .await
            .is_err()
    );
    assert_eq!(fresh.number("SELECT count(*) FROM t").await, 0);
}

#[tokio::test]
async fn sqlite_keeps_a_log_and_its_references() {
    let fresh = sqlite().await;
    let mode = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA journal_mode");
    let row = fresh
        .db
        .single()
        .query_one_raw(mode)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "wal");
    fresh.run("CREATE TABLE a (id BIGINT PRIMARY KEY)").await;
    fresh
        .run("CREATE TABLE b (a BIGINT REFERENCES a (id))")
        .await;
    let orphan = fresh
        .db
        .single()
        .execute_unprepared("INSERT INTO b VALUES (1)")
        .await
        .unwrap_err();
    assert!(matches!(DbError::from(orphan), DbError::Constraint(_)));
}

#[tokio::test]
async fn a_bot_on_postgres_tells_who_it_is() {
    let fresh = postgres().await;
    let report = fresh.db.role_report().await.unwrap();
    assert!(report.superuser && !report.is_walled(), "{report:?}");
    assert_eq!(report.role, "postgres");
    assert!(!sqlite().await.db.role_report().await.unwrap().is_walled());
}

#[tokio::test]
async fn reads_outlive_a_restart_of_the_server() {
    let fresh = postgres().await;
    fresh.run("CREATE TABLE t (n BIGINT)").await;
    fresh.postgres.as_ref().unwrap().disconnect_all().unwrap();
    assert_eq!(fresh.number("SELECT count(*) FROM t").await, 0);
}

#[tokio::test]
async fn a_database_that_is_down_is_an_error_and_works_when_it_is_back() {
    let fresh = postgres().await;
    fresh.run("CREATE TABLE t (n BIGINT)").await;
    let server = fresh.postgres.as_ref().unwrap();
    let options = Options {
        acquire_timeout: Duration::from_millis(300),
        ..Options::new(&fresh.url)
    };
    let db = Db::connect(&options).await.unwrap();
    server.allow_connections(false).unwrap();
    let down = db.ping().await.unwrap_err();
    assert!(
        matches!(
            down,
            DbError::Unreachable(_) | DbError::Lost(_) | DbError::Statement(_)
        ),
        "{down:?}"
    );
    server.allow_connections(true).unwrap();
    db.ping().await.unwrap();
}

#[tokio::test]
async fn an_address_where_nothing_listens_is_unreachable() {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let url = format!("postgres://role:hunter2@127.0.0.1:{port}/db");
    let options = Options {
        acquire_timeout: Duration::from_millis(200),
        ..Options::new(url)
    };
    let error = Db::connect(&options).await.unwrap_err();
    assert!(matches!(error, DbError::Unreachable(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}
