//! Canaries: secrets of every kind, in right places and wrong ones, never come out.

use core_config::{NoSection, load};

use crate::house::House;

const CANARY: &str = "canary-7f3a9c";

fn never_shows(house: &House, what: &str) {
    let shown = match house.load() {
        Ok(loaded) => format!("{loaded:?}\n{loaded:#?}\n{}", loaded.report.render()),
        Err(errors) => format!("{errors}\n{errors:?}\n{errors:#?}"),
    };
    assert!(!shown.contains(CANARY), "{what}:\n{shown}");
    let source = format!(
        "{:?} {:?}",
        house.source(),
        load::<NoSection>("parrot", house.source()).map(|_| ())
    );
    assert!(!source.contains(CANARY), "{what}:\n{source}");
}

#[test]
fn secrets_in_their_places_are_masked() {
    let house = House::without_token().file("file", &format!("{CANARY}.three"));
    let file = house.path("file");
    let identities = format!(
        "identities:\n  - {{ id: one, token: {CANARY}.one }}\n  - {{ id: two, token: '${{SOME_VARIABLE}}' }}\n  \
         - {{ id: three, token_file: '{file}', database_url: 'postgres://u:{CANARY}@db/x' }}\n"
    );
    let house = house
        .file("bots/parrot.yaml", &identities)
        .with("SOME_VARIABLE", &format!("{CANARY}.two"))
        .with(
            "DATABASE_URL",
            &format!("postgres://bot:{CANARY}@db/guildhall"),
        )
        .with("REDIS_URL", &format!("redis://:{CANARY}@cache"))
        .with("DISCORD_TOKEN", &format!("{CANARY}.four"));
    assert_eq!(house.load().unwrap().settings.identities.len(), 3);
    never_shows(&house, "all in place");
}

#[test]
fn wrong_secrets_are_masked_in_errors() {
    for bad in ["Bot {}", "{}\n", "\"{}\"", "{} {}", "{}ü"] {
        let token = bad.replace("{}", CANARY);
        never_shows(&House::without_token().with("DISCORD_TOKEN", &token), bad);
        never_shows(
            &House::without_token().with("GUILDHALL__DISCORD__TOKEN", &token),
            bad,
        );
        let house = House::without_token().file("file", &format!("a{token}"));
        let file = house.path("file");
        never_shows(&house.with("DISCORD_TOKEN_FILE", &file), bad);
    }
    for url in [
        "mysql://u:{}@db",
        "postgres:{}",
        "{}",
        "postgres://u:{}@",
        "postgres://u:{}@h:x/",
        "postgres://u:{} @h",
    ] {
        never_shows(
            &House::new().with("DATABASE_URL", &url.replace("{}", CANARY)),
            url,
        );
        let identity = format!(
            "identities: [{{ id: a, database_url: '{}' }}]",
            url.replace("{}", CANARY)
        );
        never_shows(&House::new().file("bots/parrot.yaml", &identity), url);
    }
}

#[test]
fn secrets_in_wrong_places_are_masked() {
    let token = || House::without_token().with("DISCORD_TOKEN", CANARY);
    // A secret that was put into a public key, as it is and by way of a variable.
    for text in [
        "log: { filter: '${DISCORD_TOKEN} x' }",
        "log: { filter: '${DISCORD_TOKEN}' }",
        "discord: { api_url: 'http://${DISCORD_TOKEN}/x' }",
        "owners: ['${DISCORD_TOKEN}']",
        "discord: { tokn: '${DISCORD_TOKEN}' }",
        "'${DISCORD_TOKEN}'",
        "parrot: { greeting: '${DISCORD_TOKEN}' }",
        "identities: '${DISCORD_TOKEN}'",
        "identities: ['${DISCORD_TOKEN}']",
        "identities: [{ id: '${DISCORD_TOKEN}' }]",
        "discord: '${DISCORD_TOKEN}'",
    ] {
        never_shows(&token().settings(text), text);
    }
    // Mistyped keys and mistyped variables: their values are nobody's business either.
    never_shows(
        &House::new().settings(&format!("discord: {{ tokem: {CANARY} }}")),
        "a mistyped key",
    );
    never_shows(
        &House::new().with("GUILDHALL__DISCORD__TOKEM", CANARY),
        "a mistyped variable",
    );
    never_shows(
        &House::new()
            .with("OPENAI_API_KEY", CANARY)
            .settings("log: { filter: '${OPENAI_API_KEY} x' }"),
        "a key",
    );
    never_shows(
        &House::new().settings(&format!("discord: {{ token: {{ value: {CANARY} }} }}")),
        "a section",
    );
    never_shows(
        &House::new().settings(&format!("discord: {{ token: [ {CANARY} ] }}")),
        "a list",
    );
    never_shows(&House::new().settings(CANARY), "a file that is a secret");
    never_shows(
        &House::new().settings(&format!("database: {{ url: [{CANARY}")),
        "broken YAML",
    );
}
