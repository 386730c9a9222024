//! The focus is never lost: whatever changes below it, who uses keys goes on where they were.

use anyhow::Result;
use browser::{Find as _, Key, Look, Window, like};

use crate::{
    gallery::Gallery,
    scene::Scene,
    table::{self, board},
};

/// Waits until the focus is on what a script says of `document.activeElement`.
async fn is_on(window: &Window, what: &str, script: &str) -> Result<()> {
    let script = format!("((it) => {script})(document.activeElement)");
    let look = async || window.evaluate::<bool>(&script).await.ok()?.then_some(());
    window.until(&format!("the focus on {what}"), look).await
}

#[tokio::test]
async fn who_presses_a_letter_stays_on_it_and_goes_on_to_the_next() -> Result<()> {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    table::start(&ann, "difficulty:easy mode:everyone").await;
    let letter = board(&ann).button("A");
    letter.focus().await?;
    ann.keyboard().press(Key::Enter).await?;
    let taken = "it.getAttribute('aria-disabled') === 'true' && /A$/.test(it.textContent.trim()) && !it.classList.contains('busy')";
    is_on(&ann, "the letter that is taken", taken).await?;
    ann.keyboard().press(Key::Tab).await?;
    is_on(&ann, "the next letter", "it.textContent.trim() === 'B'").await?;
    drop(ann);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn a_message_whose_button_goes_takes_the_focus_itself() -> Result<()> {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().light()).await;
    table::start(&ann, "difficulty:easy mode:everyone").await;
    board(&ann).button(like("Give up")).focus().await?;
    ann.keyboard().press(Key::Enter).await?;
    ann.button(like("Play again")).wait().await?;
    let row = "it.matches('[role=article]') && it.textContent.includes('Play again')";
    is_on(&ann, "the message of the game", row).await?;
    drop(ann);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn a_failed_command_is_told_of_once_and_what_stood_beside_it_takes_the_focus() -> Result<()> {
    let room = Gallery::open(1).await;
    let ann = room
        .window("ann", &room.hall.long, Look::desktop().dark())
        .await;
    table::say(&ann, "/silent ").await;
    ann.shows("Sending the command…").await?;
    room.sim.clock().advance(std::time::Duration::from_secs(4));
    ann.shows("The application did not respond").await?;
    let told = "document.querySelector('#main').innerText.split('The application did not respond').length - 1";
    assert_eq!(ann.evaluate::<u32>(told).await?, 1);
    ann.button("Dismiss message").focus().await?;
    ann.keyboard().press(Key::Enter).await?;
    is_on(
        &ann,
        "the message before it",
        "it.matches('[role=article]')",
    )
    .await?;
    room.close(ann);
    Ok(())
}

#[tokio::test]
async fn a_drawer_gives_the_focus_back() -> Result<()> {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::phone().dark()).await;
    ann.button("Servers and channels").click().await?;
    ann.dialog("Servers and channels").wait().await?;
    ann.keyboard().press(Key::Escape).await?;
    is_on(&ann, "the button", "it.matches('.head-menu')").await?;
    drop(ann);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn a_form_in_the_place_of_its_button_begins_and_ends_with_the_focus() -> Result<()> {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    ann.css("#me-who").click().await?;
    for _ in 0..2 {
        ann.button("Add a new person").focus().await?;
        ann.keyboard().press(Key::Enter).await?;
        is_on(&ann, "the name", "it.matches('.people-form input')").await?;
        ann.css(".people-form").button("Cancel").focus().await?;
        ann.keyboard().press(Key::Enter).await?;
        is_on(&ann, "the button", "it.matches('.people-add')").await?;
    }
    drop(ann);
    scene.finish();
    Ok(())
}
