//! The frame of the page: going from channel to channel, being somebody, drawers, keys.

use anyhow::Result;
use browser::{Find as _, Key, Look, Window, any, like};

use crate::scene::Scene;

/// The name of what is open, as its head shows it.
async fn is_open(window: &Window, name: &str) -> Result<()> {
    window.css("h1").shows(name).await
}

async fn is_called(window: &Window, start: &str) -> Result<()> {
    let what = format!("a title that begins with {start:?}");
    let look = async || {
        let title = window.title().await.unwrap_or_default();
        title.starts_with(start).then_some(())
    };
    window.until(&what, look).await
}

#[tokio::test]
async fn a_link_in_the_list_opens_a_channel_and_the_way_back_leads_back() -> Result<()> {
    let scene = Scene::open().await;
    scene.stage.guild.text_channel("games");
    let ann = scene.window("ann", Look::desktop().dark()).await;
    is_open(&ann, "general").await?;
    ann.link(like("games")).click().await?;
    is_open(&ann, "games").await?;
    is_called(&ann, "#games · Test").await?;
    ann.evaluate::<()>("history.back()").await?;
    is_open(&ann, "general").await?;
    ann.css("#composer-input").wait().await?;
    drop(ann);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn channels_are_found_and_gone_through_by_keys() -> Result<()> {
    let scene = Scene::open().await;
    scene.stage.guild.text_channel("games");
    let ann = scene.window("ann", Look::desktop().light()).await;
    is_open(&ann, "general").await?;
    let find = ann.keyboard().press(Key::Character('k').control());
    find.type_text("gam").await?;
    ann.option(like("games")).wait().await?;
    ann.accessible().await?;
    ann.keyboard().press(Key::Enter).await?;
    is_open(&ann, "games").await?;
    assert!(ann.css("#composer-input").is_focused().await?);
    ann.keyboard().press(Key::Up.alt()).await?;
    is_open(&ann, "general").await?;
    // F6 goes from part to part, and each of them takes the focus.
    for part in [".members", ".rail", ".side-channels", ".me"] {
        ann.keyboard().press(Key::Function(6)).await?;
        let inside = format!("!!document.activeElement.closest('{part}')");
        assert!(ann.evaluate::<bool>(&inside).await?, "{part} has no focus");
    }
    drop(ann);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn who_is_mentioned_elsewhere_sees_it_until_they_look() -> Result<()> {
    let scene = Scene::open().await;
    let games = scene.stage.guild.text_channel("games");
    let ann = scene.window("ann", Look::desktop().dark()).await;
    is_called(&ann, "#general").await?;
    let bob = scene.person("bob").person().in_channel(&games);
    bob.say(&format!("<@{}>, look!", scene.person("ann").person().id()))?;
    is_called(&ann, "(1) #general").await?;
    ann.link(like("games, text channel, 1 mention"))
        .wait()
        .await?;
    ann.reload().await?;
    is_called(&ann, "(1) #general").await?;
    ann.link(like("games")).click().await?;
    is_called(&ann, "#games").await?;
    drop(ann);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn a_person_becomes_another_in_the_same_channel() -> Result<()> {
    let scene = Scene::open().await;
    scene.person("bob");
    scene.stage.guild.text_channel("games");
    let window = scene.window("ann", Look::desktop().dark()).await;
    window.link(like("games")).click().await?;
    is_open(&window, "games").await?;
    window.button(like("Switch person")).click().await?;
    let people = window.dialog("Act as somebody else");
    people.wait().await?;
    window.accessible().await?;
    people.css(".person-be").with_text("bob").click().await?;
    is_called(&window, "#games · Test · bob").await?;
    window.css(".me").shows("bob").await?;
    drop(window);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn an_address_that_names_nobody_offers_those_who_are_there() -> Result<()> {
    let scene = Scene::open().await;
    scene.person("ann");
    let window = scene.window_at("#/nobody", Look::desktop().dark()).await;
    window
        .heading("There is nobody called nobody")
        .wait()
        .await?;
    window.accessible().await?;
    window.css(".person-be").with_text("ann").click().await?;
    window.css(".me").shows("ann").await?;
    window.forgive(|_| true).await?;
    drop(window);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn on_a_phone_the_way_back_closes_what_lies_over_the_channel() -> Result<()> {
    let scene = Scene::open().await;
    scene.stage.guild.text_channel("games");
    let ann = scene.window("ann", Look::phone().light()).await;
    is_open(&ann, "general").await?;
    ann.button(like("Servers and channels")).click().await?;
    let drawer = ann.dialog("Servers and channels");
    drawer.wait().await?;
    ann.accessible().await?;
    drawer.link(like("games")).click().await?;
    drawer.gone().await?;
    is_open(&ann, "games").await?;
    ann.evaluate::<()>("history.back()").await?;
    drawer.wait().await?;
    is_open(&ann, "general").await?;
    ann.evaluate::<()>("history.back()").await?;
    drawer.gone().await?;
    let wide = "document.documentElement.scrollWidth > innerWidth";
    assert!(!ann.evaluate::<bool>(wide).await?, "it scrolls sideways");
    drop(ann);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn the_theme_that_is_chosen_stays() -> Result<()> {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    ann.button("Light theme").click().await?;
    ann.button("Dark theme").wait().await?;
    ann.reload().await?;
    ann.button("Dark theme").wait().await?;
    let chat = ann.css("#main").style("background-color").await?;
    assert_eq!(chat, "rgb(255, 255, 255)");
    drop(ann);
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn who_is_there_is_seen_and_can_be_looked_at() -> Result<()> {
    let scene = Scene::open().await;
    let bob = scene.window("bob", Look::desktop().dark()).await;
    bob.heading(any()).first().wait().await?;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    ann.css(".member").with_text("bob, Online").click().await?;
    let card = ann.dialog("Profile of bob");
    card.button("Message").wait().await?;
    ann.accessible().await?;
    ann.keyboard().press(Key::Escape).await?;
    card.gone().await?;
    assert!(ann.css(".member").with_text("bob").is_focused().await?);
    drop((ann, bob));
    scene.finish();
    Ok(())
}

#[tokio::test]
async fn who_is_removed_from_what_they_look_at_is_told() -> Result<()> {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    is_open(&ann, "general").await?;
    scene.stage.guild.remove(scene.person("ann").person());
    let told = ann.dialog("You are no longer in Test");
    told.button("All right").click().await?;
    told.gone().await?;
    is_open(&ann, "People and bots").await?;
    drop(ann);
    scene.finish();
    Ok(())
}
