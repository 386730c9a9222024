//! The developers' panel: what happened and why, and means to make things happen.

use std::time::Duration;

use browser::{Find as _, Key, Locator, Look, Window, any, like};
use discord_sim::{Fault, RestFault};

use crate::{gallery::Gallery, scene::Scene};

/// Rows of the journal in the document at once, at most.
const DRAWN: usize = 80;

async fn open(window: &Window) {
    window.css("#composer-input").wait().await.unwrap();
    let keys = window.keyboard();
    let chord = Key::Character('d').with(&[browser::Modifier::Control, browser::Modifier::Shift]);
    keys.press(chord).await.unwrap();
    window.css(".panel").wait().await.unwrap();
}

async fn tab(window: &Window, name: &str) {
    window.role(&["tab"], name).click().await.unwrap();
}

/// The row of an interaction in the list.
fn row(window: &Window, name: &str) -> Locator {
    window.css(".panel-row").with_text(name)
}

fn step(window: &Window, title: &str) -> Locator {
    window.css(".step-row").with_text(title)
}

#[tokio::test]
async fn an_interaction_is_traced_unfolded_and_done_again() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    open(&ann).await;
    ann.shows("Nobody has used a bot yet").await.unwrap();
    let bob = scene.person("bob");
    let start = "/hangman start category:animals difficulty:easy";
    bob.slash(start).await.unwrap();
    let first = row(&ann, "/hangman start");
    first.shows("bob → hangman").await.unwrap();
    first.shows("answered in").await.unwrap();
    ann.accessible().await.unwrap();
    first.click().await.unwrap();
    ann.css(".trace-title")
        .shows("/hangman start")
        .await
        .unwrap();
    for part in ["To the bot", "The bot", "Until answered"] {
        ann.css(".parts").shows(part).await.unwrap();
    }
    step(&ann, "bob sees a message").wait().await.unwrap();
    step(&ann, "answers with a message").click().await.unwrap();
    let sent = ann.role(&["tree"], "what was sent");
    sent.wait().await.unwrap();
    ann.accessible().await.unwrap();
    ann.screenshot("panel/trace").await.unwrap();

    // Keys move in the JSON, fold it and unfold it.
    let root = sent.css("[role=treeitem]").first();
    let lines = sent.css("[role=treeitem]").count().await.unwrap();
    root.press(Key::Left).await.unwrap();
    ann.until("the JSON to be folded", async || {
        (sent.css("[role=treeitem]").count().await.ok()? == 1).then_some(())
    })
    .await
    .unwrap();
    root.press(Key::Right).await.unwrap();
    root.press(Key::Down).await.unwrap();
    assert_eq!(sent.css("[role=treeitem]").count().await.unwrap(), lines);
    let inside = "document.activeElement.getAttribute('aria-level')";
    assert_eq!(ann.evaluate::<String>(inside).await.unwrap(), "2");

    ann.button("Do it again").click().await.unwrap();
    ann.shows("Done again.").await.unwrap();
    ann.css(".trace-title").press(Key::Escape).await.unwrap();
    ann.until("both to be in the list", async || {
        (row(&ann, "/hangman start").count().await.ok()? == 2).then_some(())
    })
    .await
    .unwrap();
    drop(ann);
    scene.finish();
}

#[tokio::test]
async fn a_message_leads_to_its_interaction_on_a_phone_too() {
    let scene = Scene::open().await;
    for look in [Look::desktop().light(), Look::phone().dark()] {
        let ann = scene.window("ann", look).await;
        let seat = scene.person("ann");
        seat.slash("/hangman stats").await.unwrap();
        let message = ann.css("[role=article]").with_text("Your hangman").last();
        message.right_click().await.unwrap();
        let item = ann.menu_item(like("Inspect interaction"));
        item.click().await.unwrap();
        ann.css(".trace-title")
            .shows("/hangman stats")
            .await
            .unwrap();
        ann.accessible().await.unwrap();
        let wide = "document.querySelector('.panel').scrollWidth > innerWidth";
        assert!(!ann.evaluate::<bool>(wide).await.unwrap(), "it is too wide");
    }
    scene.finish();
}

#[tokio::test]
async fn a_broken_rule_is_explained_and_shown_in_its_place() {
    let gallery = Gallery::open(0).await;
    let ann = gallery
        .window("ann", &gallery.hall.long, Look::desktop().light())
        .await;
    open(&ann).await;
    let bob = gallery.hall.bob.in_channel(&gallery.hall.long);
    let late = async {
        row(&ann, "/broken").wait().await.unwrap();
        gallery.sim.clock().advance(Duration::from_secs(3));
    };
    let (broken, ()) = tokio::join!(bob.slash("/broken"), late);
    assert!(broken.unwrap().failed());
    row(&ann, "/broken").shows("refused").await.unwrap();
    row(&ann, "/broken").click().await.unwrap();
    let card = ann.css(".problem").with_text("BASE_TYPE_MAX_LENGTH");
    card.shows("2000 or fewer in length").await.unwrap();
    card.shows("What helps:").await.unwrap();
    ann.css(".problem")
        .with_text("Not answered in time")
        .wait()
        .await
        .unwrap();
    ann.accessible().await.unwrap();
    ann.screenshot("panel/refused").await.unwrap();
    card.button("data.content").click().await.unwrap();
    let place = ann.css(".json-line.aimed");
    place.shows("\"content\"").await.unwrap();
    place.shows("2001 characters").await.unwrap();
    let focused = ann.until("the place to have the focus", async || {
        place.is_focused().await.ok()?.then_some(())
    });
    focused.await.unwrap();
    gallery.close(ann);
}

#[tokio::test]
async fn faults_the_clock_and_connections_are_in_hand() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    open(&ann).await;
    tab(&ann, "Discord").await;
    ann.css(".bot").shows("connected").await.unwrap();
    ann.css(".bot").shows("Shard 0 of 1").await.unwrap();
    let before = scene.stage.sim.clock().now();
    ann.button("+ 1 h").click().await.unwrap();
    ann.css(".clock-now").shows("ahead").await.unwrap();
    let after = scene.stage.sim.clock().now();
    assert!(after.since(before) >= Duration::from_secs(3_600));
    ann.button("Back to the real time").click().await.unwrap();
    ann.button("Back to the real time").gone().await.unwrap();

    ann.button("Order it").click().await.unwrap();
    let fault = ann
        .css(".fault")
        .with_text("route 429 2 for POST /callback");
    fault.wait().await.unwrap();
    ann.accessible().await.unwrap();
    fault.button(like("Take back")).click().await.unwrap();
    ann.shows("None is in force.").await.unwrap();
    ann.button("Trouble").click().await.unwrap();
    ann.menu_item("Miss heartbeat ACKs").click().await.unwrap();
    ann.css(".fault")
        .with_text("drop acks for hangman")
        .wait()
        .await
        .unwrap();
    ann.button("Take all back").click().await.unwrap();
    ann.shows("None is in force.").await.unwrap();

    // A fault that was ordered is named where it struck.
    let retry_after = Duration::from_millis(50);
    let limit = Fault::new(RestFault::Route429 { retry_after });
    scene.stage.sim.fault(limit.path("/callback").times(1));
    let bob = scene.person("bob");
    bob.slash("/hangman stats").await.unwrap();
    tab(&ann, "Interactions").await;
    row(&ann, "/hangman stats")
        .shows("1 problem")
        .await
        .unwrap();
    row(&ann, "/hangman stats").click().await.unwrap();
    ann.css(".problem")
        .shows("A fault that was ordered")
        .await
        .unwrap();
    ann.screenshot("panel/limited").await.unwrap();
    drop(ann);
    scene.finish();
}

#[tokio::test]
async fn something_is_sold_given_and_taken_away() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::phone().light()).await;
    open(&ann).await;
    tab(&ann, "Shop").await;
    ann.shows("Nothing is sold yet").await.unwrap();
    ann.field("Name").fill("Gold").await.unwrap();
    ann.button("Put it up").click().await.unwrap();
    ann.css(".fault").with_text("Gold").wait().await.unwrap();
    ann.button("Give it").click().await.unwrap();
    let owned = ann.css(".owned").with_text("Gold");
    owned.shows("active").await.unwrap();
    ann.accessible().await.unwrap();
    owned.button("End it now").click().await.unwrap();
    owned.shows("ended").await.unwrap();
    owned.button("Take it away").click().await.unwrap();
    owned.shows("taken away").await.unwrap();
    drop(ann);
    scene.finish();
}

#[tokio::test]
async fn a_session_is_shown_as_a_test_and_the_world_begins_anew() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    open(&ann).await;
    tab(&ann, "Session").await;
    ann.shows("nobody did anything with a bot there")
        .await
        .unwrap();
    let bob = scene.person("bob");
    bob.slash("/hangman stats").await.unwrap();
    let source = ann.css(".source-code");
    source.shows("Stage::new(hangman::bot)").await.unwrap();
    source.shows("bob.slash(\"/hangman stats\")").await.unwrap();
    ann.field("Name of the test").fill("My game").await.unwrap();
    source.shows("async fn my_game()").await.unwrap();
    ann.accessible().await.unwrap();
    ann.screenshot("panel/session").await.unwrap();
    ann.button("Reset the world").click().await.unwrap();
    ann.dialog("Begin anew?")
        .button("Cancel")
        .click()
        .await
        .unwrap();
    source.wait().await.unwrap();
    // While nobody has done anything there is no such test, which is a 404.
    ann.forgive_requests().await.unwrap();
    drop(ann);
    scene.finish();
}

#[tokio::test]
async fn ten_thousand_entries_are_scrolled_with_few_in_the_document() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().light()).await;
    let quiet = scene.stage.guild.text_channel("quiet");
    quiet.for_everyone(0, discord_sim::permission::VIEW_CHANNEL);
    let owner = scene.stage.guild.owner().in_channel(&quiet);
    for number in 0..10_000 {
        owner.say(&format!("entry {number}")).unwrap();
    }
    open(&ann).await;
    tab(&ann, "Journal").await;
    ann.css(".log-row")
        .with_text("entry 9999")
        .wait()
        .await
        .unwrap();
    let drawn = ann.css(".log-row").count().await.unwrap();
    assert!(drawn < DRAWN, "{drawn} rows are drawn");
    ann.accessible().await.unwrap();
    let top = "document.querySelector('.log').scrollTop = 0";
    ann.evaluate::<f64>(top).await.unwrap();
    ann.button("Pause").click().await.unwrap();
    owner.say("one more").unwrap();
    let filter = ann.field("Search").last();
    filter.fill("entry 2345").await.unwrap();
    let found = ann.css(".log-row").with_text("entry 2345");
    found.click().await.unwrap();
    ann.css(".log-detail")
        .shows("what was written")
        .await
        .unwrap_or(());
    ann.css(".log-detail").shows("entry 2345").await.unwrap();
    ann.button("Clear the view").click().await.unwrap();
    ann.button("Go on").click().await.unwrap();
    filter.fill("").await.unwrap();
    ann.css(".log-row")
        .with_text("one more")
        .wait()
        .await
        .unwrap();
    drop(ann);
    scene.finish();
}

#[tokio::test]
async fn the_panel_is_made_wider_by_keys_and_stays_so() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    open(&ann).await;
    let width = async || {
        let (_, _, width, _) = ann.css(".panel-column").bounds().await.unwrap();
        width
    };
    let before = width().await;
    let edge = ann.role(&["separator"], "Width of the panel");
    edge.press(Key::Left).await.unwrap();
    edge.press(Key::Left).await.unwrap();
    let wide = width().await;
    assert!(wide > before, "{wide} after {before}");
    ann.role(&["tab"], "Interactions")
        .press(Key::Right)
        .await
        .unwrap();
    ann.role(&["tabpanel"], "Journal").wait().await.unwrap();
    ann.reload().await.unwrap();
    ann.heading(any()).first().wait().await.unwrap();
    open(&ann).await;
    ann.role(&["tabpanel"], "Journal").wait().await.unwrap();
    assert!((width().await - wide).abs() < 1.0);
    drop(ann);
    scene.finish();
}
