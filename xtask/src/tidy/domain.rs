//! Pure domains: a bot's rules know no Discord, no database, no executor and no clock.

use crate::tidy::source::names;
use crate::tidy::tree::Tree;
use crate::tidy::twilight::names_more_than_ids;
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "domain",
    about: "files under domain/ name nothing of Discord but ids, no database, no tokio, no clock",
    check,
};

/// Names that make a rule impure, with what to do instead.
const IMPURE: &[(&[&str], &str)] = &[
    (
        &["sea_orm", "sqlx", "db::", "use db"],
        "the store turns rows into domain values and back",
    ),
    (
        &["tokio"],
        "rules do not wait; what waits belongs to the handler",
    ),
    (
        &[
            "SystemTime",
            "Instant::now",
            "OffsetDateTime::now_utc",
            "OffsetDateTime::now_local",
        ],
        "take `now` as a value",
    ),
    (
        &["rand::rng", "rand::random", "thread_rng"],
        "take the random numbers' source as a value",
    ),
];

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, source) in tree.sources().filter(|(path, _)| is_domain(path)) {
        for (number, line) in source.lines() {
            if names_more_than_ids(&line.code) {
                let what = "a rule names something of Discord other than `twilight_model::id`";
                problems.push(Problem::new(
                    path,
                    number,
                    what,
                    "views turn domain values into messages",
                ));
            }
            for (banned, remedy) in IMPURE {
                if let Some(name) = banned.iter().find(|name| names(&line.code, name)) {
                    let what = format!("a rule names `{}`", name.trim_start_matches("use "));
                    problems.push(Problem::new(path, number, what, *remedy));
                }
            }
        }
    }
    problems
}

fn is_domain(path: &str) -> bool {
    path.starts_with("bots/") && (path.contains("/src/domain/") || path.ends_with("/src/domain.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, code: &str) -> Vec<String> {
        check(&Tree::of(&[(path, code)]))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn each_impurity_is_found() {
        for code in [
            "use twilight_model::user::User;",
            "use sea_orm::Value;",
            "fn f(now: db::Timestamp) {}",
            "use db;",
            "use tokio::sync::Mutex;",
            "let now = std::time::SystemTime::now();",
            "let now = Instant::now();",
            "let now = time::OffsetDateTime::now_utc();",
            "let rng = rand::rng();",
        ] {
            assert_eq!(
                problems("bots/a/src/domain/game.rs", code).len(),
                1,
                "{code}"
            );
        }
    }

    #[test]
    fn values_ids_and_other_folders_are_fine() {
        let pure = "//! No tokio here.\nuse twilight_model::id::Id;\nfn f(now: Instant, mydb: u8) -> Duration {}";
        assert_eq!(problems("bots/a/src/domain/game.rs", pure), [""; 0]);
        assert_eq!(
            problems("bots/a/src/store/game.rs", "use sea_orm::Value;"),
            [""; 0]
        );
    }

    #[test]
    fn a_problem_names_its_line() {
        assert_eq!(
            problems("bots/a/src/domain.rs", "//! Rules.\nuse tokio::time;"),
            ["bots/a/src/domain.rs:2: a rule names `tokio`"]
        );
    }
}
