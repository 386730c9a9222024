//! Writing messages and using commands, by keyboard.

use std::{path::PathBuf, time::Duration};

use browser::{Find as _, Key, Look, Window, like};

use crate::gallery::Gallery;

const FIELD: &str = "Message #long";
const MESSAGES: &str = "#messages-list";
/// Later than any bot may answer.
const TOO_LATE: Duration = Duration::from_secs(4);

async fn types(window: &Window, text: &str) {
    window.field(FIELD).click().await.unwrap();
    window.keyboard().type_text(text).await.unwrap();
}

async fn presses(window: &Window, key: Key) {
    window.keyboard().press(key).await.unwrap();
}

async fn answered(window: &Window, text: &str) {
    window.css(MESSAGES).shows(text).await.unwrap();
}

#[tokio::test]
async fn a_command_is_typed_as_one_line_and_sent() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().dark())
        .await;
    types(
        &ann,
        "/options text:hello there number:4 yes:true fruit:fig",
    )
    .await;
    presses(&ann, Key::Enter).await;
    answered(&ann, r#""value": "hello there""#).await;
    answered(&ann, r#""value": 4"#).await;
    answered(&ann, r#""value": true"#).await;
    answered(&ann, r#""value": "fig""#).await;
    ann.field(FIELD).wait().await.unwrap();
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_option_until_it_is_right() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::phone().light())
        .await;
    types(&ann, "/options ").await;
    presses(&ann, Key::Enter).await;
    ann.shows("This option is required.").await.unwrap();
    let text = ann.combo_box("text");
    assert!(text.is_focused().await.unwrap());
    assert_eq!(
        text.attribute("aria-invalid").await.unwrap().as_deref(),
        Some("true")
    );
    ann.accessible().await.unwrap();
    let rest = ann.keyboard().type_text("ok number:11").press(Key::Enter);
    rest.await.unwrap();
    ann.shows("Must be between 1 and 10.").await.unwrap();
    presses(&ann, Key::Backspace).await;
    presses(&ann, Key::Enter).await;
    answered(&ann, r#""value": 1"#).await;
}

#[tokio::test]
async fn suggestions_of_the_bot_are_picked() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().dark())
        .await;
    types(&ann, "/options text:hi fruit:").await;
    ann.option(like("Apple")).wait().await.unwrap();
    ann.keyboard().type_text("b").await.unwrap();
    ann.option(like("Apple")).gone().await.unwrap();
    ann.option(like("Banana")).wait().await.unwrap();
    presses(&ann, Key::Enter).await;
    assert_eq!(ann.combo_box("fruit").value().await.unwrap(), "Banana");
    presses(&ann, Key::Enter).await;
    answered(&ann, r#""value": "banana""#).await;
}

#[tokio::test]
async fn people_and_channels_are_picked_and_pills_taken_away() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().dark())
        .await;
    types(&ann, "/options text:hi person:b").await;
    ann.option(like("bob")).wait().await.unwrap();
    presses(&ann, Key::Tab).await;
    ann.keyboard()
        .type_text("place:lon")
        .press(Key::Tab)
        .await
        .unwrap();
    ann.keyboard()
        .type_text("yes:")
        .press(Key::Backspace)
        .await
        .unwrap();
    ann.combo_box("yes").gone().await.unwrap();
    presses(&ann, Key::Enter).await;
    answered(&ann, &format!(r#""value": "{}""#, room.hall.bob.id())).await;
    answered(&ann, &format!(r#""value": "{}""#, room.hall.long.id())).await;
}

#[tokio::test]
async fn a_file_is_an_option_too() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().dark())
        .await;
    types(&ann, "/options text:hi file:").await;
    let file = ann.css("[data-option=file]");
    file.choose_files(&[PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")])
        .await
        .unwrap();
    ann.shows("Cargo.toml (").await.unwrap();
    presses(&ann, Key::Enter).await;
    answered(&ann, r#""type": 11"#).await;
}

#[tokio::test]
async fn a_bot_that_does_not_answer_is_told_of() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::phone().light())
        .await;
    types(&ann, "/silent ").await;
    presses(&ann, Key::Enter).await;
    ann.field(FIELD).wait().await.unwrap();
    ann.shows("Sending the command…").await.unwrap();
    room.sim.clock().advance(TOO_LATE);
    ann.shows("The application did not respond").await.unwrap();
    ann.button("Dismiss message").click().await.unwrap();
    ann.button("Dismiss message").gone().await.unwrap();
}

#[tokio::test]
async fn names_are_picked_and_sent_as_mentions() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().dark())
        .await;
    types(&ann, "hello @bo").await;
    ann.option(like("bob")).wait().await.unwrap();
    presses(&ann, Key::Tab).await;
    assert_eq!(ann.field(FIELD).value().await.unwrap(), "hello @bob ");
    ann.keyboard()
        .type_text(":rocke")
        .press(Key::Enter)
        .await
        .unwrap();
    presses(&ann, Key::Enter).await;
    answered(&ann, "hello @bob 🚀").await;
    let seat = room.hall.ann.in_channel(&room.hall.long);
    let said = ann.until("it to be said", async || seat.messages().pop());
    let mentions = format!("hello <@{}> 🚀", room.hall.bob.id());
    assert_eq!(said.await.unwrap().text(), mentions);
}

#[tokio::test]
async fn a_draft_waits_in_its_channel_and_survives_a_reload() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().dark())
        .await;
    types(&ann, "half a thought").await;
    ann.link(like("gallery")).click().await.unwrap();
    let other = ann.field("Message #gallery");
    assert_eq!(other.value().await.unwrap(), "");
    ann.reload().await.unwrap();
    ann.link(like("long")).click().await.unwrap();
    assert_eq!(ann.field(FIELD).value().await.unwrap(), "half a thought");
}

#[tokio::test]
async fn what_bots_offer_for_a_message_is_in_its_menu() {
    let room = Gallery::open(0).await;
    room.hall
        .bob
        .in_channel(&room.hall.long)
        .say("look at me")
        .unwrap();
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().light())
        .await;
    let row = ann.css("[role=article]").with_text("look at me");
    row.right_click().await.unwrap();
    ann.menu_item(like("Apps")).click().await.unwrap();
    ann.menu_item(like("Inspect")).click().await.unwrap();
    answered(&ann, "Inspect on").await;
}

#[tokio::test]
async fn lists_pickers_and_polls_are_accessible_on_a_phone() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::phone().dark())
        .await;
    types(&ann, "/").await;
    ann.option(like("/options")).wait().await.unwrap();
    ann.accessible().await.unwrap();
    ann.screenshot("composer/commands").await.unwrap();
    ann.keyboard().type_text("options person:").await.unwrap();
    ann.option(like("bob")).wait().await.unwrap();
    ann.accessible().await.unwrap();
    ann.screenshot("composer/pills").await.unwrap();
    ann.keyboard()
        .press(Key::Escape)
        .press(Key::Escape)
        .await
        .unwrap();
    ann.button("Choose an emoji").click().await.unwrap();
    ann.dialog("Choose an emoji").wait().await.unwrap();
    ann.accessible().await.unwrap();
    presses(&ann, Key::Escape).await;
    ann.button(like("Add files")).click().await.unwrap();
    ann.menu_item("Create a poll").click().await.unwrap();
    ann.dialog("Create a poll").wait().await.unwrap();
    ann.accessible().await.unwrap();
}
