//! The modals of bots.

use browser::{Find as _, Key, Locator, Look, Window, like};

use crate::gallery::Gallery;

const MESSAGES: &str = "#messages-list";

async fn opens(window: &Window, command: &str, title: &str) -> Locator {
    window.field("Message #long").click().await.unwrap();
    let used = window.keyboard().type_text(command).press(Key::Enter);
    used.await.unwrap();
    let dialog = window.dialog(title);
    dialog.wait().await.unwrap();
    dialog
}

#[tokio::test]
async fn a_form_says_what_is_missing_and_sends_everything() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().dark())
        .await;
    let form = opens(&ann, "/form ", "Everything at once").await;
    form.shows("This form goes to showcase").await.unwrap();
    form.button("Submit").click().await.unwrap();
    form.shows("This field is required.").await.unwrap();
    assert!(form.field("Your name").is_focused().await.unwrap());
    ann.accessible().await.unwrap();
    ann.keyboard().type_text("A").await.unwrap();
    form.button("Submit").click().await.unwrap();
    form.shows("Must be at least 2 characters long.")
        .await
        .unwrap();
    form.field("Your name").fill("Ann").await.unwrap();
    form.button(like("Favourite colour")).click().await.unwrap();
    ann.option(like("Blue")).click().await.unwrap();
    form.button("Submit").click().await.unwrap();
    form.gone().await.unwrap();
    let messages = ann.css(MESSAGES);
    messages.shows(r#"name "Ann""#).await.unwrap();
    messages.shows(r#"colour ["blue"]"#).await.unwrap();
}

#[tokio::test]
async fn radios_boxes_and_texts_work_by_keyboard_on_a_phone() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::phone().light())
        .await;
    let form = opens(&ann, "/more ", "More").await;
    form.shows("Some text in between.").await.unwrap();
    ann.accessible().await.unwrap();
    ann.screenshot("modals/more").await.unwrap();
    form.radio(like("Small")).focus().await.unwrap();
    let keys = ann.keyboard().press(Key::Down).press(Key::Tab);
    keys.press(Key::Space).await.unwrap();
    assert!(form.checkbox(like("Milk")).is_checked().await.unwrap());
    form.checkbox(like("Terms"))
        .press(Key::Space)
        .await
        .unwrap();
    form.button("Submit").click().await.unwrap();
    form.gone().await.unwrap();
    let messages = ann.css(MESSAGES);
    messages.shows(r#"size "l""#).await.unwrap();
    messages.shows(r#"extras ["milk"]"#).await.unwrap();
    messages.shows("agreed true").await.unwrap();
}

#[tokio::test]
async fn much_that_was_written_is_not_thrown_away_by_mistake() {
    let room = Gallery::open(0).await;
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().light())
        .await;
    let form = opens(&ann, "/form ", "Everything at once").await;
    let why = form.field("Why");
    let words = "because it took me a long time to write this";
    why.fill(words).await.unwrap();
    ann.keyboard().press(Key::Escape).await.unwrap();
    let question = ann.dialog("Discard what you wrote?");
    question.button("Cancel").click().await.unwrap();
    assert_eq!(why.value().await.unwrap(), words);
    ann.keyboard().press(Key::Escape).await.unwrap();
    question.button("Discard").click().await.unwrap();
    form.gone().await.unwrap();
}
