//! Applying, checking and back-filling.

use db::{
    Db, DbError, Options, Release,
    ownership::{Owner, Rights, Table},
    schema_compat,
};
use migrations::{
    MAINTENANCE_ROLE, SchemaError, Scope, as_maintenance, row_level_security, schema,
};
use sea_orm::{ConnectionTrait, DbErr, Statement, prelude::async_trait::async_trait};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use crate::both::{Fresh, both, empty};

const RELEASE: Release = Release::new(0, 1, 0);

#[tokio::test]
async fn a_bot_refuses_to_start_until_the_schema_is_there() {
    for fresh in empty().await {
        let scopes = migrations::all();
        let pending = migrations::check(&fresh.admin, &scopes, RELEASE)
            .await
            .unwrap_err();
        assert!(
            pending.to_string().ends_with("run `guildhall migrate up`"),
            "{pending}"
        );
        assert!(
            pending
                .to_string()
                .contains("shared/m20261120_000001_people_and_guilds"),
            "{pending}"
        );
        let report = migrations::up(&fresh.admin, &scopes).await.unwrap();
        assert!(report.applied.len() >= 4, "{report:?}");
        assert!(
            migrations::up(&fresh.admin, &scopes)
                .await
                .unwrap()
                .applied
                .is_empty()
        );
        migrations::check(&fresh.admin, &scopes, RELEASE)
            .await
            .unwrap();
        let status = migrations::status(&fresh.admin, &scopes).await.unwrap();
        assert!(
            status
                .iter()
                .all(|scope| scope.pending.is_empty() && scope.unknown.is_empty()),
            "{status:?}"
        );
    }
}

#[tokio::test]
async fn a_newer_schema_is_fine_until_it_says_otherwise() {
    for fresh in both().await {
        fresh
            .run("INSERT INTO migrations_shared (version, applied_at) VALUES ('m2999_later', 0)")
            .await;
        let bot = &fresh.bots[0];
        migrations::check(bot, &[Scope::SHARED], RELEASE)
            .await
            .unwrap();
        let status = migrations::status(bot, &[Scope::SHARED]).await.unwrap();
        assert_eq!(status[0].unknown, ["m2999_later"]);
        schema_compat::require(fresh.admin.single(), "shared", Release::new(0, 10, 0))
            .await
            .unwrap();
        migrations::check(bot, &[Scope::SHARED], Release::new(0, 10, 0))
            .await
            .unwrap();
        let old = migrations::check(bot, &[Scope::SHARED], Release::new(0, 9, 9))
            .await
            .unwrap_err();
        assert!(matches!(old, SchemaError::TooOld { .. }), "{old}");
        migrations::check(bot, &[Scope::HANGMAN], RELEASE)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn many_migrators_at_once_apply_everything_once() {
    for fresh in empty().await {
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let db = fresh.admin.clone();
                tokio::spawn(async move {
                    migrations::up(&db, &[Scope::SHARED])
                        .await
                        .unwrap()
                        .applied
                        .len()
                })
            })
            .collect();
        let mut applied = 0;
        for task in tasks {
            applied += task.await.unwrap();
        }
        assert_eq!(applied, 4);
    }
}

struct Creates;
struct BackFills;
struct Breaks;

impl MigrationName for Creates {
    fn name(&self) -> &'static str {
        "m1_creates"
    }
}

#[async_trait]
impl MigrationTrait for Creates {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = "CREATE TABLE notes (bot_id TEXT NOT NULL, guild_id BIGINT NOT NULL, text TEXT NOT NULL, \
             length BIGINT, PRIMARY KEY (bot_id, guild_id))";
        schema::run(manager, table).await?;
        row_level_security(manager, "notes", Rights::OWN).await
    }
}

impl MigrationName for BackFills {
    fn name(&self) -> &'static str {
        "m2_back_fills"
    }
}

#[async_trait]
impl MigrationTrait for BackFills {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let conn = manager.get_connection();
        let fill = Statement::from_string(
            manager.get_database_backend(),
            "UPDATE notes SET length = length(text)",
        );
        as_maintenance(conn, &[fill]).await?;
        Ok(())
    }
}

impl MigrationName for Breaks {
    fn name(&self) -> &'static str {
        "m3_breaks"
    }
}

#[async_trait]
impl MigrationTrait for Breaks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        schema::run(manager, "CREATE TABLE half (n BIGINT)").await?;
        schema::run(manager, "CREATE NONSENSE").await
    }
}

const NOTES: &[Table] = &[Table {
    name: "notes",
    owner: Owner::Bot("notes"),
    rights: Rights::OWN,
    key: &["bot_id", "guild_id"],
    personal: &[],
}];

const fn scope(migrations: fn() -> Vec<Box<dyn MigrationTrait>>) -> Scope {
    Scope::new("notes", Some("notes"), NOTES, migrations)
}

const FIRST: Scope = scope(|| vec![Box::new(Creates)]);
const SECOND: Scope = scope(|| vec![Box::new(Creates), Box::new(BackFills)]);
const BROKEN: Scope = scope(|| vec![Box::new(Creates), Box::new(Breaks)]);

/// A login that owns the database and is no superuser, as an operator would have it.
async fn owner_of(fresh: &Fresh, attributes: &str) -> Db {
    let Some(database) = &fresh.postgres else {
        return fresh.admin.clone();
    };
    let role = format!("owner_of_{}", database.name());
    fresh
        .run(&format!("CREATE ROLE {role} LOGIN {attributes}"))
        .await;
    fresh
        .run(&format!(
            "ALTER DATABASE {} OWNER TO {role}",
            database.name()
        ))
        .await;
    Db::connect(&Options::new(database.url_as(&role)))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_back_fill_changes_rows_that_the_owner_cannot_see() {
    for fresh in empty().await {
        let owner = owner_of(&fresh, "CREATEROLE").await;
        migrations::up(&owner, &[FIRST]).await.unwrap();
        fresh.run("INSERT INTO notes (bot_id, guild_id, text) VALUES ('a', 1, 'four'), ('b', 1, 'seventh')").await;
        if let Some(database) = &fresh.postgres {
            assert!(
                !owner.role_report().await.unwrap().superuser,
                "{}",
                database.name()
            );
            let plain = owner
                .single()
                .execute_unprepared("UPDATE notes SET length = 1")
                .await
                .unwrap();
            assert_eq!(plain.rows_affected(), 0, "the owner sees nothing");
        }
        assert_eq!(
            migrations::up(&owner, &[SECOND]).await.unwrap().applied,
            ["notes/m2_back_fills"]
        );
        assert_eq!(
            fresh
                .number("SELECT CAST(sum(length) AS BIGINT) FROM notes")
                .await,
            11
        );
        let fill = &[Statement::from_string(
            owner.backend().dialect(),
            "UPDATE notes SET length = 0",
        )];
        let changed: Result<u64, DbError> = owner
            .write(|tx| Box::pin(async move { Ok(as_maintenance(tx, fill).await?) }))
            .await;
        assert_eq!(changed.unwrap(), 2);
    }
}

#[tokio::test]
async fn a_back_fill_outside_a_transaction_is_refused() {
    let [_, fresh] = both().await;
    let refused = as_maintenance(fresh.admin.single(), &[]).await.unwrap_err();
    assert!(
        refused.to_string().contains("needs a transaction"),
        "{refused}"
    );
}

#[tokio::test]
async fn a_login_that_may_not_make_roles_is_told_what_to_do() {
    let [_, fresh] = empty().await;
    let owner = owner_of(&fresh, "NOCREATEROLE").await;
    let refused = migrations::up(&owner, &[FIRST]).await.unwrap_err();
    assert!(
        refused
            .to_string()
            .contains(&format!("CREATE ROLE {MAINTENANCE_ROLE} NOLOGIN")),
        "{refused}"
    );
}

#[tokio::test]
async fn a_broken_migration_leaves_nothing_half_done() {
    for fresh in empty().await {
        let failed = migrations::up(&fresh.admin, &[BROKEN]).await.unwrap_err();
        assert!(
            matches!(&failed, SchemaError::Failed { name, .. } if name == "notes/m3_breaks"),
            "{failed}"
        );
        assert!(
            fresh
                .admin
                .read()
                .execute_unprepared("SELECT * FROM half")
                .await
                .is_err()
        );
        assert_eq!(
            fresh.number("SELECT count(*) FROM migrations_notes").await,
            1
        );
    }
}
