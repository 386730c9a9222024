//! What bodies about guilds, members and roles may say, as a table: one that is accepted beside one that is refused.

mod guilds;
mod members;
mod moderation;

use discord_sim::validate::Rejection;
use serde_json::Value;

type Check = fn(&Value) -> Result<(), Rejection>;

/// Name, judge, accepted, refused, where, and the name of the broken rule.
type Row = (
    &'static str,
    Check,
    Value,
    Value,
    &'static str,
    &'static str,
);

fn x(count: usize) -> String {
    "x".repeat(count)
}

const PICTURE: &str = "data:image/png;base64,iVBORw0KGgo=";

#[test]
fn each_rule_accepts_one_body_and_refuses_its_neighbour() {
    for (name, check, accepted, refused, place, code) in [
        guilds::about_guilds(),
        members::about_members(),
        moderation::about_moderation(),
    ]
    .into_iter()
    .flatten()
    {
        assert_eq!(check(&accepted), Ok(()), "{name}: {accepted}");
        let rejection = check(&refused).expect_err(name);
        let broken: Vec<(String, &str)> = rejection
            .violations()
            .iter()
            .map(|violation| (violation.path.join("."), violation.code))
            .collect();
        assert_eq!(broken, [(place.to_owned(), code)], "{name}: {refused}");
    }
}
