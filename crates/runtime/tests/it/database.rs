//! A database that is away, hangs, and comes back.

use testkit::{Kind, Stage, until};

use crate::{
    probe,
    scene::{apologised, line, seconds},
};

#[tokio::test]
async fn without_its_database_the_bot_apologises_and_goes_on() {
    let stage = Stage::new(probe::bot).on(Kind::Postgres).start().await;
    let ann = stage.person("ann");
    line(&stage, &["commands registered"]).await;
    let read = ann.slash("/probe read").await.unwrap();
    assert_eq!(read.message().unwrap().content, "0 roles");
    let postgres = stage.database.postgres().unwrap();
    postgres.allow_connections(false).unwrap();
    for typed in ["/probe read", "/probe rule moderate"] {
        let failed = ann.slash(typed).await.unwrap();
        let failed = failed.with_followups(0).await.unwrap();
        let message = failed.message().unwrap();
        assert!(!message.loading, "{typed} took too long");
        apologised(&stage, &message);
    }
    // What needs no database works.
    let echo = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "hello");
    postgres.allow_connections(true).unwrap();
    let read = ann.slash("/probe read").await.unwrap();
    assert_eq!(read.message().unwrap().content, "0 roles");
    stage.finish();
}

#[tokio::test]
async fn connections_that_break_under_the_bot_are_replaced() {
    let stage = Stage::new(probe::bot).on(Kind::Postgres).start().await;
    let ann = stage.person("ann");
    for _ in 0..3 {
        stage.database.postgres().unwrap().disconnect_all().unwrap();
        let read = ann.slash("/probe read").await.unwrap();
        assert_eq!(read.message().unwrap().content, "0 roles");
    }
    stage.finish();
}

#[tokio::test]
async fn a_database_that_hangs_holds_up_nobody_who_does_not_need_it() {
    let stage = Stage::new(probe::bot)
        .on(Kind::Postgres)
        .set("GUILDHALL__DATABASE__LOCK_TIMEOUT", "40s")
        .set("GUILDHALL__DATABASE__STATEMENT_TIMEOUT", "40s")
        .start()
        .await;
    let ann = stage.person("ann");
    let db = stage.database.look().await.unwrap();
    let (locked, lock) = tokio::sync::oneshot::channel();
    let (release, released) = tokio::sync::oneshot::channel::<()>();
    let keeper = {
        let db = db.clone();
        let mut hold = Some((locked, released));
        tokio::spawn(async move {
            db.write(move |tx| {
                let hold = hold.take();
                Box::pin(async move {
                    use sea_orm::ConnectionTrait as _;
                    let lock = "LOCK TABLE gateway_sessions IN ACCESS EXCLUSIVE MODE";
                    tx.execute_unprepared(lock).await?;
                    if let Some((locked, released)) = hold {
                        locked.send(()).unwrap();
                        drop(released.await);
                    }
                    Ok::<_, db::DbError>(())
                })
            })
            .await
        })
    };
    lock.await.unwrap();
    // The shard saves its session every five seconds, and that hangs now.
    until("the session to wait for the lock", async || {
        use sea_orm::{ConnectionTrait as _, Statement};
        let sql = "SELECT 1 AS one FROM pg_stat_activity WHERE wait_event_type = 'Lock' \
                   AND datname = current_database()";
        let statement = Statement::from_string(sea_orm::DatabaseBackend::Postgres, sql);
        db.read().query_one_raw(statement).await.unwrap().map(drop)
    })
    .await;
    let echo = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "hello");
    drop(release);
    keeper.await.unwrap().unwrap();
    db.close().await;
    stage.finish();
}

#[tokio::test]
async fn a_handler_that_holds_the_database_does_not_keep_the_process_from_ending() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let mut stage = Stage::new(probe::bot)
            .on(kind)
            .set("GUILDHALL__SHUTDOWN__HANDLERS", "200ms")
            .set("GUILDHALL__SHUTDOWN__TIMEOUT", "2s")
            .start()
            .await;
        let ann = stage.person("ann");
        let shown = ann.slash("/probe hold gate:for-ever").await.unwrap();
        assert!(shown.message().unwrap().loading);
        let left = tokio::time::timeout(seconds(10), stage.stop()).await;
        assert!(left.expect("it does not end") >= 1);
        stage.finish();
    }
}
