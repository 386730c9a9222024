//! Banned calls: time, chance and transactions come from one place each.

use crate::tidy::source::names;
use crate::tidy::tree::{Tree, is_test_file};
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "calls",
    about: "no bare transaction, clock, random source or sleep outside the places that own them",
    check,
};

/// A call that only some places may make.
struct Ban {
    calls: &'static [&'static str],
    within: fn(&str) -> bool,
    remedy: &'static str,
    /// Path prefixes that may, and why.
    except: &'static [(&'static str, &'static str)],
}

const BANS: &[Ban] = &[
    Ban {
        calls: &[".begin(", ".begin_with_config(", ".begin_with_options("],
        within: everywhere,
        remedy: "use `db.write(…)`: IMMEDIATE on SQLite, and retried when another transaction was first",
        except: &[("crates/db/", "the helper itself")],
    },
    Ban {
        calls: &[
            "SystemTime::now",
            "OffsetDateTime::now_utc",
            "OffsetDateTime::now_local",
        ],
        within: everywhere,
        remedy: "take `now` as a value, or ask `ctx.now()`",
        except: &[
            ("crates/runtime/", "owns the clock that handlers ask"),
            (
                "crates/discord-sim/",
                "starts its movable clock from the real one",
            ),
            (
                "crates/testkit/",
                "starts the tests' clock from the real one",
            ),
            ("crates/test-postgres/", "names nobody else uses"),
            ("crates/cli/", "an operator's command runs at the real time"),
            ("crates/bench/", "measures"),
        ],
    },
    Ban {
        calls: &["Instant::now"],
        within: everywhere,
        remedy: "take a duration or a deadline as a value, or ask `ctx.clock()`",
        except: &[
            ("crates/runtime/", "owns the clock that handlers ask"),
            ("crates/discord-sim/", "rate limits pass in real time"),
            ("crates/browser/", "bounds its waiting"),
            ("crates/testkit/", "bounds its waiting"),
            ("crates/test-postgres/", "bounds its waiting"),
            ("crates/db/", "bounds its retries"),
            ("migrations/", "bounds its waiting for a lock"),
            ("crates/bench/", "measures"),
            ("xtask/", "times its steps"),
        ],
    },
    Ban {
        calls: &["rand::rng", "rand::random", "thread_rng", "ThreadRng"],
        within: everywhere,
        remedy: "take the random source as a value, or ask `ctx.rng()`",
        except: &[
            (
                "crates/runtime/",
                "owns the random source that handlers ask",
            ),
            ("crates/db/", "jitter between tries"),
            ("migrations/", "jitter between tries"),
            ("crates/discord-sim/", "tokens nobody can guess"),
            ("crates/testkit/", "names nobody else uses"),
            ("crates/test-postgres/", "names nobody else uses"),
            ("crates/bench/", "load that is not in step"),
        ],
    },
    Ban {
        calls: &["time::sleep", "sleep(", "sleep_until("],
        within: in_a_bot,
        remedy: "let the runtime wait: give a job a due time, or return a follow-up",
        except: &[],
    },
];

fn everywhere(_path: &str) -> bool {
    true
}

fn in_a_bot(path: &str) -> bool {
    path.starts_with("bots/") || path.starts_with("crates/shared-commands/")
}

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, source) in tree.sources().filter(|(path, _)| !is_test_file(path)) {
        let bans: Vec<_> = BANS.iter().filter(|ban| ban.covers(path)).collect();
        for (number, line) in source.lines().filter(|(_, line)| !line.test) {
            for ban in &bans {
                if let Some(call) = ban.calls.iter().find(|call| names(&line.code, call)) {
                    let call = call.trim_matches(['.', '(']);
                    let what = format!("calls `{call}`");
                    problems.push(Problem::new(path, number, what, ban.remedy));
                }
            }
        }
    }
    problems
}

impl Ban {
    fn covers(&self, path: &str) -> bool {
        (self.within)(path)
            && !self
                .except
                .iter()
                .any(|(prefix, _)| path.starts_with(prefix))
    }
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
    fn each_ban_can_fail() {
        for (path, code, call) in [
            (
                "bots/a/src/store.rs",
                "let tx = db.begin().await?;",
                "begin",
            ),
            ("bots/a/src/app.rs", "SystemTime::now()", "SystemTime::now"),
            (
                "crates/auth/src/lib.rs",
                "let t = Instant::now();",
                "Instant::now",
            ),
            (
                "crates/gamification/src/lib.rs",
                "OffsetDateTime::now_utc()",
                "OffsetDateTime::now_utc",
            ),
            (
                "bots/a/src/commands/b.rs",
                "let mut rng = rand::rng();",
                "rand::rng",
            ),
            (
                "bots/a/src/jobs/b.rs",
                "use tokio::time::sleep;",
                "time::sleep",
            ),
            ("bots/a/src/jobs/b.rs", "sleep(a).await;", "sleep"),
        ] {
            assert_eq!(
                problems(path, code),
                [format!("{path}:1: calls `{call}`")],
                "{code}"
            );
        }
    }

    #[test]
    fn owners_tests_and_comments_may() {
        assert_eq!(
            problems("crates/db/src/tx.rs", "pool.begin().await"),
            [""; 0]
        );
        assert_eq!(
            problems("crates/runtime/src/clock.rs", "SystemTime::now()"),
            [""; 0]
        );
        assert_eq!(
            problems("bots/a/tests/it/main.rs", "Instant::now()"),
            [""; 0]
        );
        assert_eq!(
            problems(
                "bots/a/src/b.rs",
                "#[cfg(test)]\nmod tests {\n    fn f() { rand::rng() }\n}"
            ),
            [""; 0]
        );
        assert_eq!(
            problems("bots/a/src/b.rs", "// Instant::now() is banned"),
            [""; 0]
        );
    }

    #[test]
    fn every_exception_says_why() {
        assert!(
            BANS.iter()
                .flat_map(|ban| ban.except)
                .all(|(_, reason)| !reason.is_empty())
        );
    }
}
