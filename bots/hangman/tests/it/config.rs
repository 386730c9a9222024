//! The section of the configuration: its defaults and its bounds.

use std::time::Duration;

use core_config::{Source, load};
use hangman::config::Config;

const HOUR: Duration = Duration::from_secs(60 * 60);

fn source() -> Source {
    Source::new("no/such/folder").with("DISCORD_TOKEN", "abc.def.ghi")
}

#[test]
fn nothing_needs_to_be_said() {
    let config = load::<Config>("hangman", &source()).unwrap().bot;
    let expected = Config {
        patience: 24 * HOUR,
        keep: 30 * 24 * HOUR,
    };
    assert_eq!(config, expected);
}

#[test]
fn what_is_out_of_bounds_is_named() {
    for (variable, value) in [("PATIENCE", "9m"), ("PATIENCE", "31d"), ("KEEP", "1h")] {
        let name = format!("GUILDHALL__HANGMAN__{variable}");
        let errors = load::<Config>("hangman", &source().with(&name, value)).unwrap_err();
        let said = errors.to_string();
        assert!(
            said.contains(&name) && said.contains("a duration from"),
            "{said}"
        );
    }
}
