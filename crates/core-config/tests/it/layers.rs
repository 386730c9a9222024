//! Which layer wins, and what a typed value looks like.

use std::time::Duration;

use core_config::{
    Compress, Environment, Format, NoSection, Scope, Shards, Sharing, Source, load, load_offline,
};
use secrecy::ExposeSecret as _;

use crate::house::{House, Mood, TOKEN};

#[test]
fn a_token_is_all_it_takes() {
    let source = Source::new("no/such/folder").with("DISCORD_TOKEN", TOKEN);
    let loaded = load::<NoSection>("hangman", &source).unwrap();
    let settings = loaded.settings;
    assert_eq!(settings.environment, Environment::Development);
    assert_eq!(settings.identities.len(), 1);
    assert_eq!(settings.identities[0].id, "hangman");
    assert_eq!(settings.identities[0].token.expose_secret(), TOKEN);
    assert!(settings.identities[0].database_url.is_none());
    assert_eq!(settings.discord.api_url, None);
    assert_eq!(settings.discord.timeout, Duration::from_secs(10));
    assert_eq!(settings.discord.proxy_url, None);
    assert_eq!(
        settings.database.url.expose_secret(),
        "sqlite:var/guildhall.db"
    );
    assert_eq!(settings.database.pool_size, 8);
    assert_eq!(settings.database.acquire_timeout, Duration::from_secs(5));
    assert_eq!(settings.database.statement_timeout, Duration::from_secs(5));
    assert_eq!(settings.database.lock_timeout, Duration::from_secs(2));
    assert_eq!(
        (settings.gateway.shards, settings.gateway.compress),
        (Shards::Auto, Compress::ZstdStream)
    );
    assert_eq!(
        (settings.log.format, settings.log.filter.as_str()),
        (Format::Pretty, "info")
    );
    assert_eq!(settings.health.listen, None);
    assert_eq!(settings.shutdown.timeout, Duration::from_secs(25));
    assert_eq!(settings.shutdown.handlers, Duration::from_secs(10));
    assert!(settings.guilds.allow.is_empty() && settings.owners.is_empty());
    assert_eq!(
        (settings.abuse.commands, settings.abuse.window),
        (5, Duration::from_secs(10))
    );
    assert_eq!(
        (settings.commands.scope, settings.commands.sync),
        (Scope::Guilds, true)
    );
    assert_eq!(settings.sharing, Sharing::House);
    assert!(loaded.report.warnings.is_empty());
}

#[test]
fn an_empty_variable_is_unset() {
    let house = House::new()
        .with("DISCORD_API_URL", "")
        .with("GUILDHALL__LOG__FORMAT", "")
        .with("GUILDHALL_ENV", "");
    let settings = house.load().unwrap().settings;
    assert_eq!(settings.discord.api_url, None);
    assert_eq!(settings.log.format, Format::Pretty);
}

#[test]
fn each_layer_covers_the_ones_below() {
    let mut house = House::new().with("GUILDHALL_ENV", "staging");
    let pool = |house: &House| {
        (
            house.load().unwrap().settings.database.pool_size,
            house.origin("database.pool_size"),
        )
    };
    assert_eq!(pool(&house), (8, "default".to_owned()));
    house = house.settings("database: { pool_size: 11, lock_timeout: 3s }");
    assert_eq!(pool(&house), (11, "config/settings.yaml".to_owned()));
    house = house.file("environments/staging.yaml", "database: { pool_size: 12 }");
    assert_eq!(
        pool(&house),
        (12, "config/environments/staging.yaml".to_owned())
    );
    house = house.file("bots/parrot.yaml", "database: { pool_size: 13 }");
    assert_eq!(pool(&house), (13, "config/bots/parrot.yaml".to_owned()));
    house = house.with("GUILDHALL__DATABASE__POOL_SIZE", "14");
    assert_eq!(
        pool(&house),
        (14, "GUILDHALL__DATABASE__POOL_SIZE".to_owned())
    );
    // Sections are merged: the lock timeout of the lowest file still holds.
    assert_eq!(
        house.load().unwrap().settings.database.lock_timeout,
        Duration::from_secs(3)
    );
    // Other environments' and other bots' files are not read.
    let other = House::new()
        .file("environments/production.yaml", "rubbish: [")
        .file("bots/owl.yaml", "rubbish: [")
        .load();
    assert!(other.is_ok());
}

#[test]
fn plain_variables_cover_files_and_nested_ones_cover_plain_ones() {
    let house = House::new()
        .settings("discord: { api_url: 'http://file:1' }")
        .with("DISCORD_API_URL", "http://plain:2/");
    assert_eq!(
        house.load().unwrap().settings.discord.api_url.as_deref(),
        Some("http://plain:2")
    );
    assert_eq!(house.origin("discord.api_url"), "DISCORD_API_URL");
    let house = house.with("GUILDHALL__DISCORD__API_URL", "http://nested:3");
    assert_eq!(
        house.load().unwrap().settings.discord.api_url.as_deref(),
        Some("http://nested:3")
    );
    let house = house.with("GUILDHALL__DISCORD__API_URL", "off");
    assert_eq!(
        house.load().unwrap().settings.discord.api_url,
        None,
        "off covers what lies below"
    );
}

#[test]
fn environments_have_defaults_of_their_own() {
    for (name, format, scope) in [
        ("development", Format::Pretty, Scope::Guilds),
        ("staging", Format::Json, Scope::Global),
        ("production", Format::Json, Scope::Global),
    ] {
        let house = House::new().with("GUILDHALL_ENV", name);
        let settings = house.load().unwrap().settings;
        assert_eq!(
            (
                settings.environment.as_str(),
                settings.log.format,
                settings.commands.scope
            ),
            (name, format, scope)
        );
        assert_eq!(house.origin("log.format"), format!("default in {name}"));
    }
    let house = House::new()
        .with("GUILDHALL_ENV", "production")
        .settings("log: { format: pretty }");
    assert_eq!(house.load().unwrap().settings.log.format, Format::Pretty);
}

#[test]
fn a_bots_section_is_typed() {
    let house = House::new().file(
        "bots/parrot.yaml",
        "parrot:\n  turn_time: 1m30s\n  greeting: Hello 🦜\n  mood: grumpy\n  loud: true\n  words: /srv/words\n  \
         rooms: [123456789012345678, '2']\n  prices: { hello: 1, bye: '${BYE:-2}' }\n",
    );
    let parrot = house.load().unwrap().bot;
    assert_eq!(parrot.turn_time, Duration::from_secs(90));
    assert_eq!(parrot.greeting.as_deref(), Some("Hello 🦜"));
    assert_eq!((parrot.mood, parrot.loud), (Mood::Grumpy, true));
    assert_eq!(parrot.words.to_str(), Some("/srv/words"));
    assert_eq!(parrot.rooms, [123_456_789_012_345_678, 2]);
    assert_eq!(
        parrot.prices.into_iter().collect::<Vec<_>>(),
        [("bye".to_owned(), 2), ("hello".to_owned(), 1)]
    );
    let parrot = house
        .with("GUILDHALL__PARROT__ROOMS", "3,4,")
        .with("GUILDHALL__PARROT__LOUD", "false")
        .load()
        .unwrap()
        .bot;
    assert_eq!((parrot.rooms, parrot.loud), (vec![3, 4], false));
}

#[test]
fn sections_without_lines_and_empty_files_say_nothing() {
    let house = House::new()
        .settings("discord:\n#  timeout: 5s\ndatabase: { pool_size: 9 }\n")
        .file("environments/development.yaml", "# nothing\n")
        .file("bots/parrot.yaml", "database:\n  # pool_size: 3\nparrot:\n");
    assert_eq!(house.load().unwrap().settings.database.pool_size, 9);
}

#[test]
fn variables_fill_files_and_a_covered_hole_is_no_error() {
    let house = House::new()
        .settings("database: { url: 'postgres://bot:${DB_PASSWORD}@${DB_HOST:-db}/guildhall' }\nlog: { filter: '${LEVEL}' }")
        .with("DB_PASSWORD", "hunter22")
        .with("GUILDHALL__LOG__FILTER", "debug");
    let settings = house.load().unwrap().settings;
    assert_eq!(
        settings.database.url.expose_secret(),
        "postgres://bot:hunter22@db/guildhall"
    );
    assert_eq!(settings.log.filter, "debug");
}

#[test]
fn several_identities_have_their_own_tokens() {
    let house = House::without_token()
        .file("one", "x.y.one\n")
        .with("TWO_TOKEN", "x.y.two");
    let text = format!(
        "identities:\n  - id: parrot-one\n    token_file: {}\n  - id: parrot-two\n    token: ${{TWO_TOKEN}}\n    \
         database_url: postgres://gh_parrot-two:pw@db/guildhall\n",
        house.path("one")
    );
    let house = house.file("bots/parrot.yaml", &text);
    let identities = house.load().unwrap().settings.identities;
    let seen: Vec<_> = identities
        .iter()
        .map(|one| (one.id.as_str(), one.token.expose_secret()))
        .collect();
    assert_eq!(seen, [("parrot-one", "x.y.one"), ("parrot-two", "x.y.two")]);
    assert!(identities[0].database_url.is_none() && identities[1].database_url.is_some());
    let warnings = house
        .with("DISCORD_TOKEN", TOKEN)
        .load()
        .unwrap()
        .report
        .warnings;
    assert_eq!(
        warnings,
        ["discord.token is not used: each of the identities has its own token"]
    );
}

#[test]
fn one_identity_may_use_the_plain_token() {
    let house = House::new().file("bots/parrot.yaml", "identities: [{ id: polly }]");
    let identities = house.load().unwrap().settings.identities;
    assert_eq!(
        (
            identities[0].id.as_str(),
            identities[0].token.expose_secret()
        ),
        ("polly", TOKEN)
    );
    assert_eq!(house.origin("identities[0].token"), "DISCORD_TOKEN");
}

#[test]
fn a_secrets_file_covers_lower_layers_and_is_covered_by_higher_ones() {
    let house = House::without_token()
        .file("secret", "x.y.file\r\n")
        .settings("discord: { token: x.y.settings }");
    let path = house.path("secret");
    let house = house.file(
        "bots/parrot.yaml",
        &format!("discord: {{ token_file: '{path}' }}"),
    );
    let token = |house: &House| {
        house.load().unwrap().settings.identities[0]
            .token
            .expose_secret()
            .to_owned()
    };
    assert_eq!(token(&house), "x.y.file");
    assert_eq!(
        house.origin("discord.token"),
        "config/secret (named in config/bots/parrot.yaml)"
    );
    assert_eq!(token(&house.with("DISCORD_TOKEN", TOKEN)), TOKEN);
    let database = House::new().file("url", "postgres://u:p@db/x");
    let path = database.path("url");
    let database = database.with("DATABASE_URL_FILE", &path);
    assert_eq!(
        database
            .load()
            .unwrap()
            .settings
            .database
            .url
            .expose_secret(),
        "postgres://u:p@db/x"
    );
}

#[test]
fn other_bots_of_the_house_are_left_alone() {
    let house = House::new()
        .settings("owl: { wise: true }\nnight-owl: { late: true }")
        .file("bots/owl.yaml", "")
        .file("bots/night-owl.yaml", "")
        .with("GUILDHALL__OWL__WISE", "false")
        .with("GUILDHALL__NIGHT_OWL__LATE", "false");
    assert!(house.load().is_ok());
}

#[test]
fn offline_commands_need_no_token() {
    let source = Source::new("no/such/folder");
    let settings = load_offline::<NoSection>("hangman", &source)
        .unwrap()
        .settings;
    assert_eq!(settings.identities[0].id, "hangman");
    assert_eq!(settings.identities[0].token.expose_secret(), "");
    assert!(load::<NoSection>("hangman", &source).is_err());
}

#[test]
fn shards_and_listener_are_typed() {
    let house = House::new()
        .settings("gateway: { shards: 4-7/16, compress: none }\nhealth: { listen: '127.0.0.1:0' }");
    let settings = house.load().unwrap().settings;
    assert_eq!(
        settings.gateway.shards,
        Shards::Range {
            first: 4,
            last: 7,
            total: 16
        }
    );
    assert_eq!(settings.gateway.compress, Compress::None);
    assert_eq!(settings.health.listen, Some("127.0.0.1:0".parse().unwrap()));
    let off = house.with("GUILDHALL__HEALTH__LISTEN", "off");
    assert_eq!(off.load().unwrap().settings.health.listen, None);
}
