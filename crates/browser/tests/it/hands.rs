//! Mouse, finger and keyboard do what they do in a browser.

use browser::{Browser, Find as _, Key, Look};

use crate::site::{serve, window};

/// A page that notes every event.
const NOTES: &str = "const notes = document.querySelector('output');
    for (const kind of ['click', 'dblclick', 'contextmenu', 'keydown', 'touchstart', 'wheel', 'mouseover']) {
        document.addEventListener(kind, (event) => {
            if (event.target.id === 'noted' || kind === 'keydown')
                notes.textContent += `${kind}:${event.key ?? event.button ?? ''}:${event.isTrusted} `;
        });
    }";

#[tokio::test]
async fn a_mouse_clicks_what_is_on_top_and_stands_still() {
    let ann = window("<button id=noted>Go</button><output></output>", NOTES).await;
    let go = ann.button("Go");
    go.hover().await.unwrap();
    go.click().await.unwrap();
    go.right_click().await.unwrap();
    go.double_click().await.unwrap();
    go.wheel(10.0).await.unwrap();
    let notes = ann.css("output");
    notes.shows("wheel").await.unwrap();
    let said = notes.text().await.unwrap();
    let kinds: Vec<&str> = said.split(' ').collect();
    assert_eq!(
        kinds,
        [
            "mouseover:0:true",
            "click:0:true",
            "contextmenu:2:true",
            "click:0:true",
            "click:0:true",
            "dblclick:0:true",
            "wheel:0:true",
        ]
    );
}

#[tokio::test]
async fn of_what_is_longer_than_the_window_the_middle_of_what_is_seen_is_used() {
    let script = "document.querySelector('section').style.cssText = 'overflow:auto;height:200px;width:200px';
        document.querySelector('ol').style.cssText = 'height:9000px;margin:0';
        document.querySelector('section').onscroll = () => { document.title = 'scrolled'; };";
    let ann = window("<section tabindex=0><ol role=log></ol></section>", script).await;
    ann.css("[role=log]").wheel(500.0).await.unwrap();
    ann.until("the page to scroll", async || {
        (ann.title().await.ok()? == "scrolled").then_some(())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_finger_taps() {
    let browser = Browser::shared().await.unwrap();
    let address = serve(
        "<meta name=viewport content='width=device-width'><button id=noted>Go</button><output></output>",
        NOTES,
    );
    let bob = browser.window(&address, Look::phone()).await.unwrap();
    bob.button("Go").click().await.unwrap();
    bob.css("output").shows("touchstart::true").await.unwrap();
    bob.css("output").shows("click:0:true").await.unwrap();
    bob.button("Go").right_click().await.unwrap();
    bob.css("output").shows("contextmenu").await.unwrap();
}

#[tokio::test]
async fn keys_go_to_what_has_the_focus() {
    let ann = window(
        "<input aria-label=A><input aria-label=B><output></output>",
        NOTES,
    )
    .await;
    ann.field("A").click().await.unwrap();
    ann.keyboard()
        .type_text("/Hangman ü🙂")
        .press(Key::Tab)
        .type_text("x")
        .press(Key::Tab.shift())
        .await
        .unwrap();
    assert_eq!(ann.field("A").value().await.unwrap(), "/Hangman ü🙂");
    assert_eq!(ann.field("B").value().await.unwrap(), "x");
    assert!(ann.field("A").is_focused().await.unwrap());
    let said = ann.css("output").text().await.unwrap();
    assert!(said.contains("keydown:H:true keydown:a:true"), "{said}");
    assert!(
        said.contains("keydown:Shift:true keydown:Tab:true"),
        "{said}"
    );

    ann.field("B").fill("new").await.unwrap();
    assert_eq!(ann.field("B").value().await.unwrap(), "new");
    ann.keyboard()
        .press(Key::Character('a').control())
        .press(Key::Delete)
        .await
        .unwrap();
    assert_eq!(ann.field("B").value().await.unwrap(), "");
}

#[tokio::test]
async fn a_line_break_is_shift_and_enter() {
    let ann = window("<textarea aria-label=T></textarea>", "").await;
    ann.field("T").click().await.unwrap();
    ann.keyboard().type_text("a\nb").await.unwrap();
    assert_eq!(ann.field("T").value().await.unwrap(), "a\nb");
}

#[tokio::test]
async fn files_are_chosen() {
    let ann = window("<input type=file multiple aria-label=Files>", "").await;
    let file = std::env::current_exe().unwrap();
    let input = ann.css("input");
    input.choose_files(&[file]).await.unwrap();
    let count: u32 = input
        .evaluate("function () { return this.files.length; }")
        .await
        .unwrap();
    assert_eq!(count, 1);
}
