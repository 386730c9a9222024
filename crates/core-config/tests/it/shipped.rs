//! The files that the repository ships are right, and `.env.example` knows every plain variable and those that
//! docker compose reads.

use std::path::PathBuf;

use core_config::{NoSection, Source, house_keys, load};

use crate::house::TOKEN;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_shipped_files_load_in_every_environment() {
    for environment in ["development", "staging", "production"] {
        let source = Source::new(root().join("config"))
            .with("GUILDHALL_ENV", environment)
            .with("DISCORD_TOKEN", TOKEN)
            .with(
                "DATABASE_URL",
                "postgres://gh_hangman:password@localhost/guildhall",
            );
        let loaded = load::<NoSection>("hangman", &source).unwrap();
        assert_eq!(loaded.settings.environment.as_str(), environment);
        assert!(
            loaded.report.warnings.is_empty(),
            "{:?}",
            loaded.report.warnings
        );
    }
}

#[test]
fn the_example_environment_knows_every_plain_variable() {
    let example = std::fs::read_to_string(root().join(".env.example")).unwrap();
    let named = |name: &str| {
        example.lines().any(|line| {
            line.trim_start_matches(['#', ' '])
                .starts_with(&format!("{name}="))
        })
    };
    let plain = house_keys().into_iter().filter_map(|key| key.env);
    for name in plain.chain(["GUILDHALL_ENV", "GUILDHALL_CONFIG_DIR"]) {
        assert!(named(name), "{name} has no line in .env.example");
    }
    let compose = std::fs::read_to_string(root().join("docker-compose.yml")).unwrap();
    let wanted = |before: &str| -> Vec<String> {
        let is_name = |c: char| c.is_ascii_uppercase() || c == '_';
        let names = compose.split(before).skip(1).map(|after| {
            let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
            after[..end].to_owned()
        });
        names.filter(|name| !name.is_empty()).collect()
    };
    let wanted: Vec<String> = wanted("${")
        .into_iter()
        .chain(wanted("{ environment: "))
        .collect();
    assert!(wanted.len() >= 3, "{wanted:?}");
    for name in wanted {
        assert!(
            named(&name),
            "{name}, which docker-compose.yml reads, has no line in .env.example"
        );
    }
}
