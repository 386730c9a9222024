//! Fields of modals: selects, radio buttons, checkboxes, files, texts.

use std::ops::RangeInclusive;

use embeds::{
    BuildError, ChannelSelect, Checkbox, CheckboxGroup, CustomId, Field, FileUpload, GroupOption,
    Input, MentionableSelect, Modal, RadioGroup, RoleSelect, SelectOption, StringSelect, TextInput,
    UserSelect,
};
use serde_json::{Value, json};
use twilight_model::{channel::ChannelType, id::Id};

use crate::checker;

fn options(count: usize) -> Vec<GroupOption> {
    (0..count)
        .map(|n| GroupOption::new(format!("Option {n}"), n.to_string()))
        .collect()
}

fn modal() -> Modal {
    Modal::new(CustomId::new("t.m", 1), "Title")
}

/// The component in the only field, after the whole passed the checker.
fn sent(input: impl Into<Input>) -> Result<Value, BuildError> {
    let data = modal()
        .field(Field::new("Label", input))
        .finish()?
        .to_json();
    assert_eq!(checker::modal(&data), Vec::<String>::new());
    Ok(data["components"][0]["component"].clone())
}

#[test]
fn a_radio_group_is_sent_although_twilight_has_no_type_for_it() {
    let group = RadioGroup::new("size")
        .options(options(2))
        .required(false)
        .option(
            GroupOption::new("Large", "l")
                .description("for many")
                .selected(true),
        );
    let field = Field::new("Size", group).description("How many come?");
    let data = modal().field(field).finish().expect("a modal").to_json();
    let expected = json!({
        "type": 18,
        "label": "Size",
        "description": "How many come?",
        "component": {
            "type": 21,
            "custom_id": "size",
            "required": false,
            "options": [
                {"label": "Option 0", "value": "0"},
                {"label": "Option 1", "value": "1"},
                {"label": "Large", "value": "l", "description": "for many", "default": true},
            ],
        },
    });
    assert_eq!(data["components"], json!([expected]));
}

#[test]
fn groups_have_as_many_options_as_discord_takes() {
    for count in 0..=11 {
        let radio = sent(RadioGroup::new("f").options(options(count)));
        assert_eq!(
            radio.is_ok(),
            (2..=10).contains(&count),
            "{count} radio buttons"
        );
        let boxes = sent(CheckboxGroup::new("f").options(options(count)));
        assert_eq!(
            boxes.is_ok(),
            (1..=10).contains(&count),
            "{count} checkboxes"
        );
    }
    let error = sent(RadioGroup::new("size").options(options(1)));
    let said = error.expect_err("one is no choice").to_string();
    assert_eq!(said, "field size has 1 options, 2 to 10 are allowed");
    let two = [1, 2].map(|n| GroupOption::new("x", n.to_string()).selected(true));
    let error = sent(RadioGroup::new("size").options(two));
    assert!(matches!(
        error,
        Err(BuildError::TooMany {
            count: 2,
            max: 1,
            ..
        })
    ));
    let twice = ["a", "a"].map(|value| GroupOption::new("x", value));
    let error = sent(CheckboxGroup::new("size").options(twice.clone()));
    assert_eq!(
        error,
        Err(BuildError::OptionValue {
            value: "a".to_owned()
        })
    );
    let error = sent(RadioGroup::new("size").options(twice));
    assert_eq!(
        error,
        Err(BuildError::OptionValue {
            value: "a".to_owned()
        })
    );
}

#[test]
fn required_follows_from_how_many_unless_said() {
    let group = |min| CheckboxGroup::new("f").options(options(3)).choose(min..=9);
    let none = sent(group(0)).expect("may be empty");
    assert_eq!(
        (&none["required"], &none["max_values"]),
        (&json!(false), &json!(3))
    );
    assert_eq!(sent(group(2)).expect("two or three")["required"], true);
    assert_eq!(
        sent(group(2).required(false)).expect("none, two or three")["required"],
        false
    );
    let required = BuildError::Required {
        field: "f".to_owned(),
    };
    assert_eq!(sent(group(0).required(true)), Err(required.clone()));
    assert_eq!(
        sent(UserSelect::field("f").choose(0..=1).required(true)),
        Err(required.clone())
    );
    assert_eq!(
        sent(FileUpload::new("f").files(0..=1).required(true)),
        Err(required)
    );
    assert_eq!(
        sent(RoleSelect::field("f").choose(0..=1)).expect("may be empty")["required"],
        false
    );
    assert!(matches!(
        sent(group(4)),
        Err(BuildError::Choose { min: 4, max: 9, .. })
    ));
}

#[test]
fn files_are_one_to_ten() {
    let upload = sent(FileUpload::new("proof").files(2..=10)).expect("two to ten files");
    assert_eq!(
        (&upload["type"], &upload["required"]),
        (&json!(19), &json!(true))
    );
    for files in [0..=0, 1..=11, RangeInclusive::new(5, 4)] {
        let error = sent(FileUpload::new("proof").files(files.clone()));
        assert!(matches!(error, Err(BuildError::Choose { .. })), "{files:?}");
    }
}

#[test]
fn every_select_stands_in_a_modal() {
    let texts = StringSelect::field("f").option(SelectOption::new("A", "a"));
    let texts = sent(texts).expect("texts");
    assert_eq!(
        (&texts["type"], &texts["required"]),
        (&json!(3), &json!(true))
    );
    assert_eq!(
        sent(UserSelect::field("f").preselect([Id::new(1)])).expect("users")["type"],
        5
    );
    assert_eq!(sent(RoleSelect::field("f")).expect("roles")["type"], 6);
    assert_eq!(
        sent(MentionableSelect::field("f").placeholder("x")).expect("all")["type"],
        7
    );
    let voice = ChannelSelect::field("f").channel_types([ChannelType::GuildVoice]);
    assert_eq!(sent(voice).expect("channels")["channel_types"], json!([2]));
    let none = sent(StringSelect::field("pick"));
    assert_eq!(
        none,
        Err(BuildError::NoOptions {
            family: "pick".to_owned()
        })
    );
}

#[test]
fn texts_count_and_share_what_there_is() {
    let five = (0..4)
        .fold(modal(), |modal, _| modal.text("x".repeat(3_000)))
        .text("end");
    let data = five.clone().finish().expect("five parts").to_json();
    assert_eq!(checker::modal(&data), Vec::<String>::new());
    let lengths = data["components"].as_array().expect("parts").iter();
    let total: usize = lengths
        .filter_map(|part| Some(part["content"].as_str()?.chars().count()))
        .sum();
    assert!((3_900..=4_000).contains(&total), "{total}");
    let six = five.field(Field::new("Label", Checkbox::new("f"))).finish();
    let too_many = BuildError::TooMany {
        what: "parts of a modal",
        count: 6,
        max: 5,
    };
    assert_eq!(six.map(drop), Err(too_many));
    assert_eq!(
        modal().text("\u{200b}").finish().map(drop),
        Err(BuildError::Empty)
    );
}

#[test]
fn names_are_unique_over_all_kinds() {
    let twice = modal()
        .text_input(TextInput::short("f", "x"))
        .field(Field::new("x", RadioGroup::new("f").options(options(2))));
    assert_eq!(
        twice.finish().map(drop),
        Err(BuildError::FieldName {
            name: "f".to_owned()
        })
    );
}

#[test]
fn a_person_sees_every_field() {
    let modal = modal()
        .text("Baked by **tomorrow**.")
        .field(Field::new(
            "Size",
            RadioGroup::new("size").options(options(2)),
        ))
        .field(Field::new(
            "On top",
            CheckboxGroup::new("top").choose(0..=2).options(options(2)),
        ))
        .field(Field::new("Gift", Checkbox::new("gift").checked(true)))
        .field(Field::new("Picture", FileUpload::new("picture")).description("What goes on top"));
    let drawn = modal.finish().expect("a modal").render_text();
    insta::assert_snapshot!("fields", drawn);
}
