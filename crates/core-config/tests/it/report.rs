//! What people see: `config show`, warnings, and the generated reference.

use core_config::{Report, Section as _, house_keys, keys};

use crate::house::{House, Parrot};

#[test]
fn the_report_shows_every_value_with_its_source() {
    let house = House::new()
        .settings("discord: { timeout: 7s }\nguilds: { allow: [123456789012345678] }\n")
        .file("bots/parrot.yaml", "parrot: { prices: { hello: 1 } }")
        .with("DATABASE_URL", "postgres://bot:hunter22@db/guildhall")
        .with("DISCORD_API_URL", "http://127.0.0.1:8080");
    let report = house.load().unwrap().report;
    insta::assert_snapshot!(house.stable(&report.render()));
}

#[test]
fn what_works_but_should_not_is_a_warning() {
    let house = House::new()
        .with("GUILDHALL_ENV", "production")
        .with("GUILDHALL_ENVIRONMENT", "production")
        .with("GUILDHALL_DISCORD__TIMEOUT", "5s")
        .with("GUILDHALL_CONFIG_DIR", "no/such/folder")
        .with("GUILDHALL_TEST_POSTGRES", "postgres://tool")
        .with("GUILDHALL_BIN_DIR", "target/debug");
    let report = house.load().unwrap().report;
    assert_eq!(
        report.warnings.len(),
        3,
        "the folder exists, tools' variables are left alone"
    );
    insta::assert_snapshot!(report.warnings.join("\n"));
    assert!(
        report
            .render()
            .contains("\nwarning: database.url is SQLite in production")
    );
}

#[test]
fn the_reference_lists_every_key() {
    let reference = Report::reference(&keys::<Parrot>());
    for key in house_keys().iter().chain(&Parrot::keys()) {
        assert!(
            reference.contains(&format!("`{}`", key.path)),
            "{}",
            key.path
        );
    }
    insta::assert_snapshot!(reference);
}
