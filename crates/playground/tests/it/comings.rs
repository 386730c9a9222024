//! Servers and channels that come and go while somebody looks at them.

use browser::{Find as _, Look, like};
use discord_sim::permission;

use crate::{
    scene::Scene,
    table::{self, board},
};

#[tokio::test]
async fn who_is_kicked_loses_the_server_and_regains_it_with_its_game() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    let bob = scene.window("bob", Look::desktop().dark()).await;
    table::start(&ann, "difficulty:easy mode:everyone").await;
    board(&bob).button("E").wait().await.unwrap();
    let person = scene.person("bob").person().clone();
    scene.stage.guild.remove(&person);
    let told = bob.dialog("You are no longer in Test");
    told.wait().await.unwrap();
    assert!(
        !bob.text().await.unwrap().contains("Guess the word"),
        "nothing of the server is left"
    );
    bob.screenshot("comings/kicked").await.unwrap();
    told.button("All right").click().await.unwrap();
    bob.link("Test").gone().await.unwrap();
    scene.stage.guild.member(&person, &[]);
    bob.link("Test").click().await.unwrap();
    board(&bob).button("A").click().await.unwrap();
    let taken = "[...document.querySelectorAll('[role=log] button[data-custom-id]')]\
        .some((button) => button.ariaDisabled === 'true' && button.textContent.includes('A'))";
    ann.until("bob's letter to be seen", async || {
        ann.evaluate::<bool>(taken).await.ok()?.then_some(())
    })
    .await
    .unwrap();
    drop((ann, bob));
    scene.finish();
}

#[tokio::test]
async fn a_channel_vanishes_and_comes_back_with_the_right_to_see_it() {
    let scene = Scene::open().await;
    let hidden = scene.stage.guild.text_channel("hidden");
    let ann = scene.window("ann", Look::desktop().dark()).await;
    ann.link(like("hidden")).wait().await.unwrap();
    let person = scene.person("ann").person().clone();
    hidden.for_person(&person, permission::NONE, permission::VIEW_CHANNEL);
    ann.link(like("hidden")).gone().await.unwrap();
    hidden.for_person(&person, permission::VIEW_CHANNEL, permission::NONE);
    ann.link(like("hidden")).wait().await.unwrap();
    drop(ann);
    scene.finish();
}

#[tokio::test]
async fn the_page_comes_back_after_it_lost_its_connection() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    table::composer(&ann).wait().await.unwrap();
    let offline = |offline: bool| serde_json::json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    ann.call("Network.enable", serde_json::json!({}))
        .await
        .unwrap();
    ann.call("Network.emulateNetworkConditions", offline(true))
        .await
        .unwrap();
    ann.evaluate::<bool>("(window.dispatchEvent(new Event('offline')), true)")
        .await
        .unwrap();
    scene.person("bob").say("said while ann was away").unwrap();
    ann.call("Network.emulateNetworkConditions", offline(false))
        .await
        .unwrap();
    ann.shows("said while ann was away").await.unwrap();
    ann.forgive_requests().await.unwrap();
    drop(ann);
    scene.finish();
}
