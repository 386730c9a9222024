//! Selects of users, roles, mentionables, channels and texts.

use discord_sim::{MessageView, Seat, Target, permission};
use serde_json::{Value, json};

use super::{plain, stage};

const REFUSED: &str = "I did not offer this choice";

async fn board(ann: &Seat) -> MessageView {
    ann.slash("/parts choose").await.unwrap().message().unwrap()
}

#[tokio::test]
async fn what_was_chosen_arrives_resolved() {
    let stage = stage().await;
    stage.guild.role("mods", permission::NONE);
    let (ann, _bob) = (stage.person("ann"), stage.person("bob"));
    let board = board(&ann).await;
    let cases: [(&str, &[&str], &str); 7] = [
        (
            "users",
            &["@bob", "@ann"],
            r#"users [("bob", true), ("ann", true)]"#,
        ),
        ("users", &[], "users []"),
        ("roles", &["@mods"], r#"roles ["mods"]"#),
        ("all", &["@mods", "@bob"], r#"all ["&mods", "@bob"]"#),
        ("all", &["@bob"], r#"all ["@bob"]"#),
        ("where", &["#general"], r#"where ["general"]"#),
        ("texts", &["C", "a"], r#"texts ["c", "a"]"#),
    ];
    for (select, choices, expected) in cases {
        let shown = ann.select(&board, select, choices).await.unwrap();
        let said = plain(&shown.message().unwrap().content);
        assert_eq!(said, expected);
    }
    let stranger = stage.stranger("zoe").id().to_string();
    let shown = ann.select(&board, "users", &[&stranger]).await.unwrap();
    let said = plain(&shown.message().unwrap().content);
    assert_eq!(said, r#"users [("zoe", false)]"#);
    stage.finish();
}

#[tokio::test]
async fn choices_that_were_not_offered_are_refused() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let board = board(&ann).await;
    for (id, values) in [
        ("parts.texts:1", &["z"][..]),
        ("parts.texts:1", &[]),
        ("parts.texts:1", &["a", "b", "c"]),
        ("parts.texts:1", &["a", "a"]),
        ("parts.users:1", &["a"]),
        ("parts.roles:1", &["1"]),
        // Of the same family, but not in the message: nothing says what it offers.
        ("parts.texts:2", &["a"]),
    ] {
        let shown = ann.select_raw(&board, id, values).await.unwrap();
        let message = shown.message().unwrap();
        assert!(
            message.content.starts_with(REFUSED),
            "{id} {values:?}: {message:?}"
        );
        assert!(message.ephemeral);
    }
    let id = |select: &str| Target::id(select);
    let fits = ann
        .select(&board, id("parts.texts:1"), &["a"])
        .await
        .unwrap();
    assert!(fits.message().unwrap().content.starts_with("texts"));
    stage.finish();
}

#[tokio::test]
async fn a_made_up_kind_or_person_is_refused() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let mut events = stage.sim.tap(&stage.application);
    let board = board(&ann).await;
    ann.select(&board, "users", &[]).await.unwrap();
    let _command = events.next_of("INTERACTION_CREATE").await.unwrap();
    let genuine = events.next_of("INTERACTION_CREATE").await.unwrap();
    let data = |id: &str, kind: u8, values: Value| json!({"custom_id": id, "component_type": kind, "id": 2, "values": values});
    let long = "x".repeat(10_000);
    for data in [
        data("parts.users:1", 5, json!(["5"])),
        data("parts.users:1", 5, json!(["me"])),
        data("parts.users:1", 5, json!([long])),
        data("parts.users:1", 6, json!([])),
        data("parts.users:1", 99, json!([])),
        data("parts.users:1", 2, json!([])),
        data("parts.roles:1", 5, json!(["5"])),
        data("parts.all:1", 7, json!(["5"])),
        data("parts.where:1", 8, json!(["5"])),
    ] {
        let payload = json!({"type": 3, "data": data, "message": genuine["message"]});
        let shown = ann.raw_interaction(payload).await;
        let message = shown.unwrap().message().unwrap();
        assert!(message.content.starts_with(REFUSED), "{data}: {message:?}");
    }
    stage.finish();
}
