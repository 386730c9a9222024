//! What Discord is told of the commands, and the rules of everything that can be used.

use std::fmt::Write as _;

#[test]
fn the_manifest_is_as_reviewed() {
    let manifest = hangman::bot().manifest().unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&manifest).unwrap());
}

#[test]
fn the_rules_are_as_reviewed() {
    let mut drawn = String::new();
    for rules in hangman::bot().rules() {
        let name = rules.name;
        let cooldown = rules.cooldown.map(|wait| wait.as_secs());
        writeln!(
            drawn,
            "{name}: answers {:?}, for {:?}, {:?}, person needs {:?}, bot needs {:?}, cooldown {cooldown:?}",
            rules.answers, rules.level, rules.contexts, rules.person_needs, rules.bot_needs,
        )
        .unwrap();
    }
    insta::assert_snapshot!(drawn);
}
