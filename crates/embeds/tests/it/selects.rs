//! Selects of users, roles and channels in messages.

use embeds::{
    BuildError, ChannelSelect, CustomId, MentionableSelect, Message, RoleSelect, Row, UserSelect,
};
use serde_json::{Value, json};
use twilight_model::{channel::ChannelType, id::Id};

use crate::checker;

fn id() -> CustomId {
    CustomId::new("t.s", 1)
}

/// The select in the message's JSON, after the whole passed the checker.
fn sent(row: Row) -> Result<Value, BuildError> {
    let body = Message::from(Message::classic().row(row))
        .finish()?
        .to_json();
    assert_eq!(checker::message(&body), Vec::<String>::new());
    Ok(body["components"][0]["components"][0].clone())
}

#[test]
fn each_kind_has_its_number_and_its_default_values() {
    let users = UserSelect::new(id())
        .choose(0..=2)
        .preselect([Id::new(7), Id::new(7)]);
    let users = sent(Row::select(users)).expect("users");
    assert_eq!(users["type"], 5);
    assert_eq!(
        users["default_values"],
        json!([{"type": "user", "id": "7"}])
    );
    assert_eq!(
        (&users["min_values"], &users["max_values"]),
        (&json!(0), &json!(2))
    );

    let roles = sent(Row::select(RoleSelect::new(id()).preselect([Id::new(8)]))).expect("roles");
    assert_eq!(roles["type"], 6);
    assert_eq!(
        roles["default_values"],
        json!([{"type": "role", "id": "8"}])
    );

    let both = MentionableSelect::new(id())
        .choose(1..=2)
        .preselect_users([Id::new(1)]);
    let both = sent(Row::select(both.preselect_roles([Id::new(1)]))).expect("mentionables");
    assert_eq!(both["type"], 7);
    assert_eq!(both["default_values"].as_array().map(Vec::len), Some(2));

    let channels = ChannelSelect::new(id())
        .channel_types([
            ChannelType::GuildText,
            ChannelType::GuildVoice,
            ChannelType::GuildText,
        ])
        .preselect([Id::new(9)])
        .placeholder("Where?")
        .disabled(true);
    let channels = sent(Row::select(channels)).expect("channels");
    assert_eq!(channels["type"], 8);
    assert_eq!(channels["channel_types"], json!([0, 2]));
    assert_eq!(
        (&channels["placeholder"], &channels["disabled"]),
        (&json!("Where?"), &json!(true))
    );
}

#[test]
fn how_many_is_checked() {
    let most = sent(Row::select(UserSelect::new(id()).choose(1..=200))).expect("lowered to 25");
    assert_eq!(most["max_values"], 25);
    for choose in [0..=0, 26..=30] {
        let error = sent(Row::select(UserSelect::new(id()).choose(choose.clone())));
        assert!(
            matches!(error, Err(BuildError::Choose { .. })),
            "{choose:?}"
        );
    }
    let error = sent(Row::select(
        RoleSelect::new(id()).preselect([Id::new(1), Id::new(2)]),
    ));
    let too_many = BuildError::TooMany {
        what: "chosen select options",
        count: 2,
        max: 1,
    };
    assert_eq!(error, Err(too_many));
}

#[test]
fn a_select_is_drawn_with_who_is_chosen() {
    let row = Row::select(
        UserSelect::new(id())
            .placeholder("Who?")
            .preselect([Id::new(7)]),
    );
    let message = Message::from(Message::classic().row(row))
        .finish()
        .expect("a message");
    assert_eq!(message.render_text(), "[Who? ▾]\n  ● <@7>\n");
}
