//! `guildhall config`.

use crate::program::{Folder, TOKEN};

#[test]
fn a_good_configuration_is_fine() {
    let folder = Folder::new().with("DISCORD_TOKEN", TOKEN);
    let expected = "hangman: configuration is fine (development)\n";
    assert_eq!(folder.succeed("config check"), expected);
    assert_eq!(folder.succeed("config check hangman"), expected);
}

#[test]
fn warnings_do_not_fail() {
    let folder = Folder::new()
        .with("DISCORD_TOKEN", TOKEN)
        .with("GUILDHALL_ENV", "production")
        .with("GUILDHALL_DISCORD__TIMEOUT", "5s");
    insta::assert_snapshot!(folder.run("config check"));
}

#[test]
fn a_bad_configuration_is_told_in_full() {
    let folder = Folder::new()
        .file(
            "config/settings.yaml",
            "database:\n  pool_size: 0\ndiscord:\n  timeot: 5s\n",
        )
        .with("GUILDHALL__LOG__FORMAT", "prety");
    insta::assert_snapshot!(folder.run("config check"));
}

#[test]
fn more_identities_than_a_process_runs_are_no_good_configuration() {
    let folder = Folder::new().file(
        "config/bots/hangman.yaml",
        "identities:\n  - { id: red, token: abc.def.ghi }\n  - { id: blue, token: jkl.mno.pqr }\n",
    );
    let run = folder.run("config check hangman");
    assert_eq!(run.code, 78, "{run}");
    assert!(run.stderr.contains("2 identities are configured"), "{run}");
}

#[test]
fn a_token_may_be_left_out_where_there_are_no_secrets() {
    let folder = Folder::new();
    let run = folder.run("config check");
    assert_eq!(run.code, 78);
    assert!(run.stderr.contains("set DISCORD_TOKEN"), "{run}");
    folder.succeed("config check --without-tokens");
    // Nor does looking need one.
    folder.succeed("config show");
}

#[test]
fn another_folder_can_be_named() {
    let folder = Folder::new()
        .file("elsewhere/settings.yaml", "log: { filter: debug }")
        .with("GUILDHALL_CONFIG_DIR", "elsewhere");
    let shown = folder.succeed("config show");
    let line = shown.lines().find(|line| line.starts_with("log.filter"));
    assert!(
        line.unwrap().ends_with("elsewhere/settings.yaml"),
        "{shown}"
    );
}

#[test]
fn every_key_is_shown_with_its_source_and_secrets_are_masked() {
    const CANARY: &str = "c4n4ry";
    let folder = Folder::new()
        .with("DISCORD_TOKEN", TOKEN)
        .with("DATABASE_URL", "postgres://u:c4n4ry@db.example/hall")
        .with("REDIS_URL", "redis://:c4n4ry@cache.example")
        .file("secret", "c4n4ry.c4n4ry.c4n4ry")
        .file(
            "config/bots/hangman.yaml",
            "identities:\n  - { id: red, token_file: secret, database_url: 'postgres://gh_red:c4n4ry@db.example/hall' }\n",
        )
        .file("config/environments/development.yaml", "discord: { timeout: 7s }");
    let shown = folder.succeed("config show hangman");
    assert!(!shown.contains(CANARY), "{shown}");
    let rows: Vec<Vec<&str>> = shown
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    for row in [
        ["bot:", "hangman"].as_slice(),
        &["environment:", "development"],
        &["key", "value", "source"],
        &["discord.token", "••••••", "DISCORD_TOKEN"],
        &[
            "discord.timeout",
            "7s",
            "config/environments/development.yaml",
        ],
        &["database.url", "••••••", "DATABASE_URL"],
        &["database.pool_size", "8", "default"],
        &["redis.url", "••••••", "REDIS_URL"],
        &["identities[0].id", "red", "config/bots/hangman.yaml"],
    ] {
        assert!(
            rows.iter().any(|found| found == row),
            "{row:?} is not in\n{shown}"
        );
    }
    let told = folder.run("config check");
    assert_eq!(told.code, 0, "{told}");
    assert!(!told.to_string().contains(CANARY));
}

#[test]
fn errors_mask_secrets_too() {
    let folder = Folder::new()
        .with("DISCORD_TOKEN", "Bot c4n4ry")
        .with("DATABASE_URL", "mysql://u:c4n4ry@db")
        .with("GUILDHALL__DISCORD__TOKEM", "c4n4ry");
    for command in [
        "config check",
        "config show",
        "migrate up",
        "migrate status",
    ] {
        let run = folder.run(command);
        assert_eq!(run.code, 78, "{command}: {run}");
        assert!(!run.to_string().contains("c4n4ry"), "{run}");
    }
}

#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_guildhall"))
        .args(["config", "reference"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}
