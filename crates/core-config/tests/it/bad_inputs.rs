//! Bad input, each with the message that people get.

use crate::house::{House, TOKEN};

/// Name, and a house with something wrong in it.
fn cases() -> Vec<(&'static str, House)> {
    let mut cases = values();
    cases.extend(files());
    cases.extend(names());
    cases.extend(identities());
    cases
}

fn values() -> Vec<(&'static str, House)> {
    let settings = |text: &str| House::new().settings(text);
    vec![
        ("no token at all", House::without_token()),
        ("a token with its prefix", House::without_token().with("DISCORD_TOKEN", &format!("Bot {TOKEN}"))),
        ("a token with a line break", House::without_token().with("DISCORD_TOKEN", &format!("{TOKEN}\n"))),
        ("a quoted token", House::without_token().with("DISCORD_TOKEN", &format!("\"{TOKEN}\""))),
        ("an empty token in a file", House::without_token().settings("discord: { token: '' }")),
        ("an api_url with a path", House::new().with("DISCORD_API_URL", "http://127.0.0.1:8080/api/v10")),
        ("an api_url without a scheme", settings("discord: { api_url: 'localhost:8080' }")),
        ("an api_url with a bad port", settings("discord: { api_url: 'http://localhost:80800' }")),
        ("an api_url with a password", settings("discord: { api_url: 'http://me:hunter2@localhost' }")),
        ("a duration without a unit", settings("discord: { timeout: 10 }")),
        ("a duration in words", settings("discord: { timeout: fast }")),
        ("a duration that is too long", settings("discord: { timeout: 2h }")),
        ("a duration that is too short", House::new().with("GUILDHALL__DISCORD__TIMEOUT", "1ms")),
        ("a database nobody knows", House::new().with("DATABASE_URL", "mysql://root:secret-password@db/x")),
        ("a database without a host", House::new().with("DATABASE_URL", "postgres://user:secret-password@/x")),
        ("a pool of nothing", settings("database: { pool_size: 0 }")),
        ("a pool of too many", settings("database: { pool_size: 100000 }")),
        ("a pool of some", settings("database: { pool_size: some }")),
        ("a pool of a list", settings("database: { pool_size: [8] }")),
        ("shards beyond their total", settings("gateway: { shards: 0-16/16 }")),
        ("a compression nobody knows", settings("gateway: { compress: zstd-steam }")),
        ("a log filter with a slip", settings("log: { filter: inof }")),
        ("a listener without a host", settings("health: { listen: ':9090' }")),
        ("a listener by name", settings("health: { listen: 'localhost:9090' }")),
        ("signed requests without an address", settings("ingress: http")),
        ("an ingress nobody knows", settings("ingress: https")),
        ("a public key that is none", settings("http: { public_key: 0123abcd }")),
        ("handlers that outlive the process", settings("shutdown: { timeout: 5s }")),
        ("guild ids that are none", settings("guilds: { allow: [123456789012345678, general, -5] }")),
        ("owners in a variable", House::new().with("GUILDHALL__OWNERS", "123456789012345678, me")),
        ("a switch in words", settings("commands: { sync: sometimes }")),
        ("a sharing nobody knows", settings("sharing: hause")),
        (
            "a bot's section with everything wrong",
            House::new().file(
                "bots/parrot.yaml",
                "parrot:\n  turn_time: 1s\n  greeting: 'a greeting that is much too long'\n  mood: angry\n  \
                 loud: 1\n  words: ''\n  rooms: here\n  prices: { hello: 101, bye: x }\n",
            ),
        ),
        ("a map that is a list", settings("parrot: { prices: [1, 2] }")),
    ]
}

fn files() -> Vec<(&'static str, House)> {
    let missing = House::without_token().with("DISCORD_TOKEN_FILE", "/no/such/secret");
    let empty = House::without_token().file("secret", "\n");
    let empty_path = empty.path("secret");
    let both = House::without_token().file("secret", TOKEN);
    let both_text = format!(
        "discord:\n  token: {TOKEN}\n  token_file: {}\n",
        both.path("secret")
    );
    let twice = House::new().file("secret", TOKEN);
    let twice_path = twice.path("secret");
    vec![
        ("a secret's file that is missing", missing),
        (
            "a secret's file that is empty",
            empty.with("DISCORD_TOKEN_FILE", &empty_path),
        ),
        (
            "a secret and its file in one place",
            both.settings(&both_text),
        ),
        (
            "a secret and its file in variables",
            twice.with("DISCORD_TOKEN_FILE", &twice_path),
        ),
        (
            "a file that is not YAML",
            House::new().settings("discord:\n  timeout: 5s\n bad: ["),
        ),
        ("a file that is one word", House::new().settings("hello")),
        (
            "a key that stands twice",
            House::new().settings("log:\n  filter: info\nlog:\n  filter: debug\n"),
        ),
        (
            "a variable that is unset",
            House::new().file(
                "environments/development.yaml",
                "log: { filter: '${LEVEL}' }",
            ),
        ),
        (
            "a variable without its brace",
            House::new().settings("log: { filter: '${LEVEL' }"),
        ),
        (
            "a variable that is no name",
            House::new().settings("owners: ['${MY OWNER}']"),
        ),
        (
            "a variable that holds rubbish",
            House::new().settings("database: { pool_size: '${POOL:-many}' }"),
        ),
    ]
}

fn names() -> Vec<(&'static str, House)> {
    let settings = |text: &str| House::new().settings(text);
    vec![
        ("a mistyped key", settings("discord: { timout: 5s }")),
        (
            "a key in the wrong section",
            settings("discord: { pool_size: 5 }"),
        ),
        ("a mistyped section", settings("discrod: { timeout: 5s }")),
        ("a key from nowhere", settings("frobnicate: 1")),
        ("a section that is a value", settings("database: postgres")),
        (
            "a mistyped variable",
            House::new().with("GUILDHALL__DATABASE__POOLSIZE", "5"),
        ),
        (
            "a variable from nowhere",
            House::new().with("GUILDHALL__XYZZY", "5"),
        ),
        (
            "an environment nobody knows",
            House::new().with("GUILDHALL_ENV", "prod"),
        ),
        (
            "a mistyped environment",
            House::new().with("GUILDHALL_ENV", "producton"),
        ),
    ]
}

fn identities() -> Vec<(&'static str, House)> {
    let settings = |text: &str| House::without_token().file("bots/parrot.yaml", text);
    vec![
        ("no identities in the list", settings("identities: []")),
        ("identities that are a word", settings("identities: parrot")),
        (
            "an identity that is a word",
            settings("identities: [parrot]"),
        ),
        (
            "an id in capitals",
            settings(&format!("identities: [{{ id: Parrot, token: {TOKEN} }}]")),
        ),
        (
            "an id of the house itself",
            settings(&format!(
                "identities: [{{ id: maintenance, token: {TOKEN} }}]"
            )),
        ),
        (
            "ids that are the same",
            settings("identities: [{ id: a, token: x.y.z1 }, { id: a, token: x.y.z2 }]"),
        ),
        (
            "identities without id and token",
            settings("identities: [{ token: x.y.z1 }, { id: b }]"),
        ),
        (
            "an identity with a mistyped key",
            settings("identities: [{ id: a, tokn: x.y.z1 }]"),
        ),
        (
            "an identity with a bad token",
            settings("identities: [{ id: a, token: Bot x.y.z1 }]"),
        ),
        (
            "an identity with an unset variable",
            settings("identities: [{ id: a, token: '${PARROT_TOKEN}' }]"),
        ),
        (
            "an identity with a bad database",
            settings("identities: [{ id: a, token: x.y.z1, database_url: 'pg://x' }]"),
        ),
        (
            "identities in a variable",
            House::new().with("GUILDHALL__IDENTITIES__0__TOKEN", "x.y.z1"),
        ),
    ]
}

#[test]
fn every_bad_input_has_a_message_that_helps() {
    let cases = cases();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let messages: Vec<_> = cases
        .iter()
        .map(|(name, house)| format!("## {name}\n{}\n", house.errors()))
        .collect();
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn every_error_names_key_place_expectation_and_remedy() {
    for (name, house) in cases() {
        for error in house.load().unwrap_err().errors {
            let parts = [
                &error.key,
                &error.place,
                &error.expected,
                &error.found,
                &error.remedy,
            ];
            assert!(
                parts.iter().all(|part| !part.is_empty()),
                "{name}: {error:?}"
            );
            assert!(!error.to_string().contains(TOKEN), "{name}: {error}");
        }
    }
}

#[test]
fn all_errors_come_at_once() {
    let house = House::without_token()
        .settings("discord: { timout: 5s }\ndatabase: { pool_size: 0 }\nlog: { filter: '${NOPE}' }")
        .file("bots/parrot.yaml", "parrot: { mood: sad }")
        .with("GUILDHALL__ABUSE__COMMANDS", "none");
    let keys: Vec<_> = house
        .load()
        .unwrap_err()
        .errors
        .into_iter()
        .map(|error| error.key)
        .collect();
    assert_eq!(
        keys,
        [
            "abuse.commands",
            "database.pool_size",
            "discord.timout",
            "discord.token",
            "log.filter",
            "parrot.mood"
        ]
    );
}

#[test]
fn a_table_that_does_not_fit_its_type_is_a_fault_and_no_panic() {
    #[derive(Debug, serde::Deserialize)]
    struct Odd {
        #[expect(dead_code, reason = "never read: it cannot be loaded")]
        number: u8,
    }
    impl core_config::Section for Odd {
        fn keys() -> Vec<core_config::Key> {
            vec![
                core_config::Key::new("odd.number", core_config::Kind::Text { max: 9 }, "A word.")
                    .default("word"),
            ]
        }
    }
    let error = core_config::load::<Odd>("odd", House::new().source()).unwrap_err();
    insta::assert_snapshot!(error);
}
