//! A demo that is started again goes on where it was, unless it is told to begin anew.

use serde_json::{Value, json};

use super::running::{Demo, Folder};

fn act(demo: &Demo, what: &Value) -> Value {
    let mut body = json!({"user": "bob", "channel": "games"});
    for (key, value) in what.as_object().unwrap() {
        body[key] = value.clone();
    }
    demo.act(&body)
}

fn texts(demo: &Demo) -> String {
    demo.get("/sim/v1/messages?channel=games").to_string()
}

/// A button of the keyboard that can still be pressed.
fn letter(message: &Value) -> String {
    let buttons = message["buttons"].as_array().unwrap();
    let free = buttons.iter().find(|button| {
        let label = button["label"].as_str().unwrap_or_default();
        label.len() == 1 && button["disabled"] != true
    });
    free.unwrap()["custom_id"].as_str().unwrap().to_owned()
}

#[test]
fn a_demo_goes_on_after_ctrl_c_until_it_is_told_to_begin_anew() {
    let folder = Folder::new("goes-on");
    let first = Demo::start(&folder, &[]);
    assert!(first.said.contains("bots: hangman"), "{}", first.said);
    assert!(first.said.contains("a new world"), "{}", first.said);
    act(&first, &json!({"do": "say", "text": "this stays"}));
    let game = act(&first, &json!({"do": "slash", "command": "/hangman start"}));
    assert_eq!(game["outcome"], "message", "{game}");
    let game = &game["message"];
    let press = json!({"do": "click", "message": game["id"], "target": letter(game)});
    let after = act(&first, &press);
    assert_eq!(after["outcome"], "updated", "{after}");
    let said = first.interrupt();
    assert!(said.contains("stopping hangman"), "{said}");
    assert!(said.contains("the world is saved in "), "{said}");
    assert!(
        !said.contains("error") && !said.contains("warning"),
        "{said}"
    );
    folder.is_quiet();

    let second = Demo::start(&folder, &[]);
    assert!(second.said.contains("the world goes on"), "{}", second.said);
    assert!(texts(&second).contains("this stays"));
    let press = json!({"do": "click", "message": game["id"], "target": letter(&after["message"])});
    let later = act(&second, &press);
    assert_eq!(later["outcome"], "updated", "the game goes on: {later}");
    assert_ne!(later["message"]["buttons"], after["message"]["buttons"]);
    second.interrupt();

    let third = Demo::start(&folder, &["--fresh"]);
    assert!(third.said.contains("a new world"), "{}", third.said);
    let texts = texts(&third);
    assert!(
        texts.contains("Who starts?") && !texts.contains("this stays"),
        "{texts}"
    );
    assert!(!texts.contains("custom_id\":\"hm"), "{texts}");
    third.interrupt();
}
