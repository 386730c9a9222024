//! `guildhall db provision`: roles that really are walled in.

use std::future::Future;

use db::{BotId, Db, DbError, Options, Timestamp, guild_settings};
use sea_orm::{ConnectionTrait as _, Statement};
use test_postgres::{TestDatabase, TestPostgres};
use twilight_model::id::Id;

use crate::program::Folder;

const PASSWORD: &str = "c4n4ry'; DROP TABLE users; --";

/// A migrated database and a folder that reaches it as its owner, with a password file.
fn migrated() -> (TestDatabase, Folder) {
    let database = TestPostgres::shared().unwrap().empty_database().unwrap();
    let folder = Folder::on(&database.url()).file("password", &format!("{PASSWORD}\n"));
    folder.succeed("migrate up");
    (database, folder)
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}

async fn set(db: &Db, owner: &str) -> Result<i64, DbError> {
    let owner = &BotId::parse(owner).unwrap();
    let guild = Id::new(8);
    db.write(|tx| {
        Box::pin(async move {
            let setting = guild_settings::NewSetting {
                key: "colour",
                version: 1,
                value: "red".into(),
                by: None,
            };
            guild_settings::set(
                tx,
                owner,
                guild,
                setting,
                Timestamp::from_unix_seconds(1_800_000_000),
            )
            .await
        })
    })
    .await
}

async fn ask(db: &Db, sql: &str) -> i64 {
    let statement = Statement::from_string(db.backend().dialect(), sql);
    let row = db.read().query_one_raw(statement).await.unwrap().unwrap();
    row.try_get("", "answer").unwrap()
}

#[test]
fn each_identity_sees_its_own_rows_only() {
    let (database, folder) = migrated();
    let told = folder.run_with_input(
        "db provision --bot hangman --identity cli-red --password-file password --identity cli-blue --password-file -",
        "another password",
    );
    assert_eq!(told.code, 0, "{told}");
    assert!(!told.to_string().contains("c4n4ry"), "{told}");
    let lines: Vec<_> = told.stdout.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "role gh_cli-red logs in with its password and may do what hangman needs",
            "role gh_cli-blue logs in with its password and may do what hangman needs",
        ]
    );

    wait(async {
        let red = Db::connect(&Options::new(database.url_as("gh_cli-red")))
            .await
            .unwrap();
        let blue = Db::connect(&Options::new(database.url_as("gh_cli-blue")))
            .await
            .unwrap();
        let report = red.role_report().await.unwrap();
        assert!(report.is_walled(), "{report:?}");
        set(&red, "cli-red").await.unwrap();
        set(&blue, "cli-blue").await.unwrap();
        // Somebody else's rows: not written, not seen, not changed.
        let refused = set(&red, "cli-blue").await.unwrap_err();
        assert!(matches!(refused, DbError::Denied(_)), "{refused}");
        let rows = "SELECT count(*) AS answer FROM guild_settings";
        assert_eq!(ask(&red, rows).await, 1);
        let changed = red
            .single()
            .execute_unprepared("DELETE FROM guild_settings WHERE bot_id = 'cli-blue'")
            .await;
        assert!(changed.is_err() || changed.unwrap().rows_affected() == 0);
        assert_eq!(ask(&blue, rows).await, 1);

        let owner = Db::connect(&Options::new(database.url())).await.unwrap();
        let kept = "SELECT count(*) AS answer FROM pg_authid \
                    WHERE rolname IN ('gh_cli-red', 'gh_cli-blue') AND rolpassword LIKE 'SCRAM-SHA-256$%'";
        assert_eq!(ask(&owner, kept).await, 2);
        for db in [red, blue, owner] {
            db.close().await;
        }
    });
    // A second time changes nothing but the password.
    folder.succeed("db provision --bot hangman --identity cli-red --password-file password");
}

#[test]
fn the_identity_is_the_configured_one() {
    let (_database, folder) = migrated();
    let told = folder.succeed("db provision --bot hangman --password-file password");
    assert!(told.contains("\nrole gh_hangman "), "{told}");

    let folder = folder.file(
        "config/bots/hangman.yaml",
        "identities: [{ id: cli-green }]",
    );
    let told = folder.succeed("db provision --bot hangman --password-file password");
    assert!(told.contains("\nrole gh_cli-green "), "{told}");
}

#[test]
fn what_cannot_be_decided_is_asked_back() {
    let two = "identities: [{ id: red, token: a.b.c }, { id: blue, token: d.e.f }]";
    let folder = Folder::new()
        .file("config/bots/hangman.yaml", two)
        .file("password", PASSWORD);
    let mut all = String::new();
    for (rest, code) in [
        ("--password-file password", 1),
        (
            "--identity red --password-file password --password-file password",
            1,
        ),
        (
            "--identity red --identity red --password-file password --password-file password",
            1,
        ),
    ] {
        let run = folder.run(&format!("db provision --bot hangman {rest}"));
        assert_eq!(run.code, code, "{rest}: {run}");
        all.push_str(&run.stderr);
    }
    insta::assert_snapshot!(all);

    let folder = folder.file("config/bots/hangman.yaml", "identities: []");
    let run = folder.run("db provision --bot hangman --password-file password");
    assert_eq!(run.code, 78, "{run}");
    assert!(run.stderr.contains("name one with --identity"), "{run}");
}

#[test]
fn sqlite_has_no_roles() {
    let folder = Folder::new().file("password", PASSWORD);
    let run = folder.run("db provision --bot hangman --password-file password");
    insta::assert_snapshot!(run);
    assert!(!folder.path("var").exists(), "nothing is made on the way");
}

#[test]
fn a_password_that_cannot_be_read_changes_nothing() {
    let folder = Folder::on("postgres://127.0.0.1:1/never-opened")
        .file("empty", "\n")
        .file("two-lines", "c4n4ry\nc4n4ry\n")
        .file("long", &"c4n4ry".repeat(1000));
    let mut all = String::new();
    for file in ["missing", "empty", "two-lines", "long", "."] {
        let run = folder.run(&format!(
            "db provision --bot hangman --password-file {file}"
        ));
        assert_eq!(run.code, 1, "{file}: {run}");
        all.push_str(&run.stderr);
    }
    let twice =
        "db provision --bot hangman --identity a --identity b --password-file - --password-file -";
    all.push_str(&folder.run_with_input(twice, "c4n4ry").stderr);
    assert!(!all.contains("c4n4ry"), "{all}");
    insta::assert_snapshot!(all);
}

#[test]
fn tables_come_first() {
    let database = TestPostgres::shared().unwrap().empty_database().unwrap();
    let folder = Folder::on(&database.url()).file("password", PASSWORD);
    let run =
        folder.run("db provision --bot hangman --identity cli-early --password-file password");
    assert_eq!(run.code, 1, "{run}");
    assert!(
        run.stderr
            .starts_with("error: failed to provision gh_cli-early: the tables "),
        "{run}"
    );
    assert!(
        run.stderr
            .ends_with("do not exist yet: run `guildhall migrate up` first\n"),
        "{run}"
    );
}

#[test]
fn a_bot_is_no_administrator() {
    let (database, folder) = migrated();
    folder.succeed("db provision --bot hangman --identity cli-humble --password-file password");
    let humble = Folder::on(&database.url_as("gh_cli-humble")).file("password", PASSWORD);
    let run =
        humble.run("db provision --bot hangman --identity cli-friend --password-file password");
    assert_eq!(run.code, 1, "{run}");
    assert!(
        run.stderr
            .contains("this login may not make or change the role gh_cli-friend: use one with"),
        "{run}"
    );

    // It may look where the schema stands, but not build one.
    humble.succeed("migrate status --check");
    let empty = TestPostgres::shared().unwrap().empty_database().unwrap();
    let run = Folder::on(&empty.url_as("gh_cli-humble")).run("migrate up");
    assert_eq!(run.code, 1, "{run}");
    assert!(
        run.stderr
            .contains("migrate with a login that may create tables"),
        "{run}"
    );
}
