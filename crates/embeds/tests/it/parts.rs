//! What the parts of a message become: mentions, files, texts, buttons.

use embeds::{
    Alt, AnyButton, Button, CustomId, LinkButton, Mentions, Message, Picture, Row, Style, text,
};
use twilight_model::id::Id;

use crate::checker;

#[test]
fn mentions_are_closed_unless_named() {
    let body = |message: Message| message.finish().expect("a message").to_json();
    let shout = || Message::v2(vec![text("@everyone <@1>").into()]);
    assert_eq!(
        body(shout())["allowed_mentions"],
        serde_json::json!({ "parse": [] })
    );
    let named = body(shout().mentions(Mentions::users([Id::new(1), Id::new(1)])));
    assert_eq!(
        named["allowed_mentions"],
        serde_json::json!({ "parse": [], "users": ["1"] })
    );
    let roles = body(shout().mentions(Mentions::roles((1..=200).map(Id::new))));
    assert_eq!(
        roles["allowed_mentions"]["roles"].as_array().map(Vec::len),
        Some(100)
    );
}

#[test]
fn pictures_of_one_name_keep_apart() {
    let picture = |byte: u8| Picture::new("board.png", [byte], Alt::new("board"));
    let message = Message::v2(vec![
        picture(1).into(),
        picture(1).into(),
        picture(2).into(),
    ]);
    let rendered = message.finish().expect("three pictures");
    let names: Vec<_> = rendered
        .files
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, ["board.png", "2-board.png"]);
    assert_eq!(checker::message(&rendered.to_json()), Vec::<String>::new());
}

#[test]
fn long_texts_share_what_there_is() {
    let message = Message::v2(vec![
        text("short").into(),
        text("x".repeat(9_000)).into(),
        text("y".repeat(9_000)).into(),
    ]);
    let body = message.finish().expect("texts").to_json();
    let length = |at: usize| {
        body["components"][at]["content"]
            .as_str()
            .map(|text| text.chars().count())
    };
    assert_eq!(length(0), Some(5));
    assert!(
        length(1).is_some_and(|length| (1_980..=1_997).contains(&length)),
        "{:?}",
        length(1)
    );
    assert_eq!(length(1), length(2));
}

#[test]
fn links_stand_beside_buttons() {
    let guess = Button::new(Style::Primary, "Guess").id(CustomId::new("t.b", 1));
    let row = Row::buttons([
        AnyButton::from(guess),
        LinkButton::new("Help", "https://example.org").into(),
    ]);
    let body = Message::from(Message::classic().row(row))
        .finish()
        .expect("a row")
        .to_json();
    assert_eq!(checker::message(&body), Vec::<String>::new());
}
