//! Mistakes of structure are found before Discord finds them; edges of the limits are allowed.

use embeds::{
    Alt, Block, BuildError, Button, CustomId, Embed, LinkButton, Message, Modal, Picture, Piece,
    Row, Section, SelectOption, StringSelect, Style, TextInput, Tone, container, text,
};

use crate::checker;

fn button(key: u64) -> Button {
    Button::new(Style::Secondary, key.to_string()).id(CustomId::new("t.b", 1).arg(key))
}

fn failure(message: impl Into<Message>) -> BuildError {
    message.into().finish().expect_err("a mistake of structure")
}

fn select(options: usize) -> StringSelect {
    let options = (0..options).map(|n| SelectOption::new("x", n.to_string()));
    StringSelect::new(CustomId::new("t.s", 1)).options(options)
}

fn classic_select(select: StringSelect) -> Message {
    Message::classic().row(Row::select(select)).into()
}

#[test]
fn forty_components_fit_and_forty_one_do_not() {
    // Container, text, 6 rows with 26 buttons, picture: the fullest board; then texts up to the limit.
    let board = |texts: usize| {
        let picture = Picture::new("board.png", *b"png", Alt::new("board"));
        let full = container(Tone::Brand)
            .picture(picture)
            .rows(Row::wrapped((0..26).map(button)));
        let full = (0..texts).fold(full, |full, n| full.text(format!("text {n}")));
        Message::from(full)
    };
    let rendered = board(6).finish().expect("40 components");
    assert_eq!(checker::message(&rendered.to_json()), Vec::<String>::new());
    assert_eq!(
        failure(board(7)),
        BuildError::TooMany {
            what: "components",
            count: 41,
            max: 40
        }
    );
}

#[test]
fn an_accessory_counts() {
    let sections = |n: u64| {
        Message::v2(
            (0..n)
                .map(|n| Block::from(Section::new("x", button(n))))
                .collect(),
        )
    };
    assert!(sections(13).finish().is_ok());
    assert_eq!(
        failure(sections(14)),
        BuildError::TooMany {
            what: "components",
            count: 42,
            max: 40
        }
    );
}

#[test]
fn an_id_is_used_once() {
    let error = failure(Message::classic().row(Row::buttons([button(1), button(1)])));
    assert_eq!(
        error,
        BuildError::DuplicateId {
            id: "t.b:1:1".to_owned()
        }
    );
}

#[test]
fn an_id_that_grew_too_long_is_named() {
    let long =
        Button::new(Style::Primary, "x").id(CustomId::new("hm.word", 1).arg("x".repeat(100)));
    let error = failure(Message::classic().row(Row::buttons([long])));
    assert_eq!(
        error.to_string(),
        "custom id of hm.word is 110 characters long, 100 are allowed"
    );
}

#[test]
fn selects_are_checked() {
    assert_eq!(
        failure(classic_select(select(0))),
        BuildError::NoOptions {
            family: "t.s".to_owned()
        }
    );
    assert_eq!(
        failure(classic_select(select(26))),
        BuildError::TooMany {
            what: "select options",
            count: 26,
            max: 25
        }
    );
    let twice = select(1).option(SelectOption::new("y", "0"));
    assert_eq!(
        failure(classic_select(twice)),
        BuildError::OptionValue {
            value: "0".to_owned()
        }
    );
    assert!(matches!(
        failure(classic_select(select(2).choose(3..=5))),
        BuildError::Choose { min: 3, max: 5, .. }
    ));
    let chosen = StringSelect::new(CustomId::new("t.s", 1))
        .options(["a", "b"].map(|value| SelectOption::new(value, value).selected(true)));
    assert!(matches!(
        failure(classic_select(chosen)),
        BuildError::TooMany {
            count: 2,
            max: 1,
            ..
        }
    ));
    assert!(classic_select(select(25).choose(0..=25)).finish().is_ok());
}

#[test]
fn links_and_emojis_are_checked() {
    for url in [
        "",
        "example.org",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://a b",
        "https://a\n",
        &format!("https://a/{}", "x".repeat(510)),
    ] {
        let message = Message::classic().row(Row::buttons([LinkButton::new("x", url)]));
        assert_eq!(
            failure(message),
            BuildError::Url {
                url: url.to_owned()
            }
        );
    }
    for emoji in ["", "a", "1", ":smile:", "🎉🎉", "Ж"] {
        let message = Message::classic().row(Row::buttons([button(1).emoji(emoji)]));
        assert_eq!(failure(message), BuildError::Emoji, "{emoji}");
    }
    for emoji in ["🎉", "👨‍👩‍👧‍👦", "1️⃣", "▶️", "🇩🇪"] {
        let message = Message::from(
            Message::classic().row(Row::buttons([Button::new(Style::Primary, "")
                .emoji(emoji)
                .id(CustomId::new("a", 1))])),
        );
        let body = message.finish().expect("one emoji").to_json();
        assert_eq!(checker::message(&body), Vec::<String>::new());
        assert_eq!(body["components"][0]["components"][0].get("label"), None);
    }
}

#[test]
fn too_much_is_named() {
    let fields = (0..26).fold(Embed::new(Tone::Brand), |embed, _| {
        embed.field("a", "b", true)
    });
    assert_eq!(
        failure(Message::classic().embed(fields)),
        BuildError::TooMany {
            what: "embed fields",
            count: 26,
            max: 25
        }
    );
    let embeds = (0..11).fold(Message::classic(), |message, _| {
        message.embed(Embed::new(Tone::Brand).title("x"))
    });
    assert_eq!(
        failure(embeds),
        BuildError::TooMany {
            what: "embeds",
            count: 11,
            max: 10
        }
    );
    let rows = Message::classic().rows(Row::wrapped((0..26).map(button)));
    assert_eq!(
        failure(rows),
        BuildError::TooMany {
            what: "rows",
            count: 6,
            max: 5
        }
    );
    let pictures = (0_u8..11)
        .map(|n| Picture::new("a.png", [n], Alt::new("x")))
        .collect();
    assert!(matches!(
        failure(Message::v2(vec![Block::Piece(Piece::Gallery(pictures))])),
        BuildError::TooMany { max: 10, .. }
    ));
    let files = (0_u8..11)
        .map(|n| Block::from(Picture::new("a.png", [n], Alt::new("x"))))
        .collect();
    assert_eq!(
        failure(Message::v2(files)),
        BuildError::TooMany {
            what: "files",
            count: 11,
            max: 10
        }
    );
    assert!(matches!(
        failure(Message::classic().embed(Embed::new(Tone::Brand).title("x").timestamp(i64::MAX))),
        BuildError::Timestamp { .. }
    ));
}

#[test]
fn nothing_is_an_error_and_blank_text_is_not() {
    assert_eq!(failure(Message::v2(Vec::new())), BuildError::Empty);
    assert_eq!(failure(Message::classic()), BuildError::Empty);
    let blank = Message::v2(vec![
        text("\u{200b}").into(),
        container(Tone::Brand).text(" ").into(),
    ]);
    assert_eq!(
        blank.finish().expect("shows an ellipsis").render_text(),
        "…\n"
    );
}

#[test]
fn modals_are_checked() {
    let modal = |fields: &[&str]| {
        let modal = fields
            .iter()
            .fold(Modal::new(CustomId::new("m", 1), "x"), |modal, field| {
                modal.text_input(TextInput::short(field, "x"))
            });
        modal.finish().map(|_| ())
    };
    assert_eq!(modal(&[]), Err(BuildError::Empty));
    assert_eq!(modal(&["a", "b", "c", "d", "e"]), Ok(()));
    assert_eq!(
        modal(&["a", "b", "c", "d", "e", "f"]),
        Err(BuildError::TooMany {
            what: "parts of a modal",
            count: 6,
            max: 5
        })
    );
    assert_eq!(
        modal(&["a", "a"]),
        Err(BuildError::FieldName {
            name: "a".to_owned()
        })
    );
    assert_eq!(
        modal(&[""]),
        Err(BuildError::FieldName {
            name: String::new()
        })
    );
}
