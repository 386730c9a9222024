//! `guildhall migrate`, on both databases.

use test_postgres::TestPostgres;

use crate::program::{Folder, Run};

/// The numbers of a status table's line.
fn counts(status: &str, scope: &str) -> [usize; 3] {
    let line = status
        .lines()
        .find(|line| line.split_whitespace().next() == Some(scope))
        .unwrap_or_else(|| panic!("{scope} is not in\n{status}"));
    let numbers: Vec<_> = line
        .split_whitespace()
        .skip(1)
        .map(|n| n.parse().unwrap())
        .collect();
    numbers.try_into().unwrap()
}

/// From an empty database to an up-to-date one.
fn goes_up(folder: &Folder) {
    let before = folder.succeed("migrate status");
    let [applied, pending, unknown] = counts(&before, "shared");
    assert!(applied == 0 && pending > 0 && unknown == 0, "{before}");
    assert!(
        before.contains("pending, to be applied by `guildhall migrate up`:\n  shared/m"),
        "{before}"
    );

    let checked = folder.run("migrate status --check");
    assert_eq!(checked.code, 1, "{checked}");
    assert!(
        checked
            .stderr
            .starts_with("error: bots of this release would not start: the schema lacks shared/m")
    );
    assert!(
        checked.stderr.ends_with(": run `guildhall migrate up`\n"),
        "{checked}"
    );

    let some = folder.succeed("migrate up --scope shared");
    let lines = some
        .lines()
        .filter(|line| line.starts_with("applied shared/m"))
        .count();
    assert_eq!(lines, pending, "{some}");
    assert!(
        some.ends_with(&format!("\n{pending} migrations applied\n")),
        "{some}"
    );

    folder.succeed("migrate up");
    let again = folder.succeed("migrate up");
    assert!(again.ends_with("\nnothing was pending\n"), "{again}");

    let after = folder.succeed("migrate status --check");
    assert_eq!(counts(&after, "shared"), [pending, 0, 0]);
    assert_eq!(counts(&after, "hangman")[1..], [0, 0]);
    let one = folder.succeed("migrate status --scope hangman");
    assert!(!one.contains("shared"), "{one}");
}

#[test]
fn sqlite_goes_up() {
    let folder = Folder::new();
    goes_up(&folder);
    assert!(folder.path("var/guildhall.db").is_file());
    let told = folder.succeed("migrate status");
    assert!(
        told.starts_with("database: sqlite, file var/guildhall.db (default)\n"),
        "{told}"
    );
}

#[test]
fn postgres_goes_up() {
    let database = TestPostgres::shared().unwrap().empty_database().unwrap();
    let folder = Folder::on(&database.url());
    goes_up(&folder);
    let told = folder.succeed("migrate status");
    let expected = format!(", database {} (DATABASE_URL)\n", database.name());
    assert!(
        told.starts_with("database: postgres at ") && told.contains(&expected),
        "{told}"
    );
}

#[test]
fn an_address_from_a_file_is_stronger_than_variables() {
    let folder = Folder::new()
        .with("DATABASE_URL", "postgres://nowhere.example/x")
        .with("GUILDHALL__DATABASE__URL", "postgres://nowhere.example/y")
        .file("address", "sqlite:from-file.db\n");
    let told = folder.succeed("migrate up --database-url-file address");
    assert!(
        told.starts_with("database: sqlite, file from-file.db (--database-url-file)\n"),
        "{told}"
    );
    assert!(folder.path("from-file.db").is_file());
    let run = folder.run("migrate up --database-url-file missing");
    insta::assert_snapshot!(run);
}

#[test]
fn settings_of_bots_are_no_obstacle() {
    let folder = Folder::new()
        .file(
            "config/bots/hangman.yaml",
            "identities: [{ id: red, token_file: /no/such/secret }]",
        )
        .file("config/bots/chess.yaml", "chess: { clock: 5m }");
    folder.succeed("migrate up");
}

#[test]
fn a_database_that_is_not_there_is_named_without_its_password() {
    // Nothing can listen on port 1 without being the superuser.
    let folder = Folder::on("postgres://guildhall:c4n4ry@127.0.0.1:1/hall");
    let tell = |run: &Run| {
        assert!(!run.to_string().contains("c4n4ry"), "{run}");
        assert_eq!(run.code, 69, "{run}");
    };
    let run = folder.run("migrate up");
    tell(&run);
    insta::assert_snapshot!(run);
    tell(&folder.run("migrate status"));
    let folder = folder.file("password", "c4n4ry");
    tell(&folder.run("db provision --bot hangman --password-file password"));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::on("sqlite:var/guildhall.db").file("var", "a file, not a folder");
    let run = folder.run("migrate up");
    assert_eq!(run.code, 1, "{run}");
    assert!(
        run.stderr
            .contains("sqlite, file var/guildhall.db; named by DATABASE_URL"),
        "{run}"
    );
}
