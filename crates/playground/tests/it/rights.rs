//! Who may what: strangers, other players, moderators.

use browser::{Find as _, Look, like};
use discord_sim::permission;

use crate::{
    scene::Scene,
    table::{self, board},
};

#[tokio::test]
async fn who_did_not_start_a_game_for_one_is_refused() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    let bob = scene.window("bob", Look::desktop().dark()).await;
    table::start(&ann, "difficulty:easy").await;
    board(&bob).button("E").click().await.unwrap();
    bob.shows("game. Start your own with").await.unwrap();
    bob.shows("Only you can see this").await.unwrap();
    assert!(
        !ann.text().await.unwrap().contains("Start your own with"),
        "nobody else is told"
    );
    drop((ann, bob));
    scene.finish();
}

#[tokio::test]
async fn a_stranger_sees_no_server_and_cannot_open_its_channel() {
    let scene = Scene::open().await;
    scene.person("ann").say("a secret of the house").unwrap();
    let place = scene.place("zoe");
    scene.stage.stranger("zoe");
    let zoe = scene.window_at(&place, Look::desktop().dark()).await;
    zoe.button(like("zoe")).first().wait().await.unwrap();
    let text = zoe.text().await.unwrap();
    assert!(
        !text.contains("a secret of the house") && !text.contains("general"),
        "{text}"
    );
    drop(zoe);
    scene.finish();
}

#[tokio::test]
async fn a_moderator_deletes_a_message_and_times_its_author_out() {
    let scene = Scene::open().await;
    let max = scene.person("max");
    let rights = permission::MANAGE_MESSAGES | permission::MODERATE_MEMBERS;
    let role = scene.stage.guild.role("moderator", rights);
    scene.stage.guild.member(max.person(), &[role]);
    scene.person("bob").say("something rude").unwrap();
    let max = scene.window("max", Look::desktop().dark()).await;
    let bob = scene.window("bob", Look::desktop().dark()).await;
    let rude = max.article(like("something rude"));
    rude.right_click().await.unwrap();
    max.menu_item(like("Delete")).click().await.unwrap();
    max.dialog(like("Delete"))
        .button("Delete")
        .click()
        .await
        .unwrap();
    rude.gone().await.unwrap();
    bob.article(like("something rude")).gone().await.unwrap();
    max.button(like("bob")).last().right_click().await.unwrap();
    max.menu_item(like("Time")).click().await.unwrap();
    max.dialog(like("bob"))
        .button(like("Time"))
        .click()
        .await
        .unwrap();
    bob.shows("timed out").await.unwrap();
    let bob_seat = scene.person("bob");
    assert!(
        scene
            .stage
            .guild
            .timed_out_until(bob_seat.person())
            .is_some()
    );
    drop((max, bob));
    scene.finish();
}
