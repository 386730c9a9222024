//! The page opens, by itself and at a place.

use browser::{Find as _, Look, any, like};

use crate::scene::Scene;

#[tokio::test]
async fn the_page_opens_under_its_policy() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    ann.heading(like("general")).first().wait().await.unwrap();
    assert_eq!(ann.title().await.unwrap(), "#general · Test · ann");
    let policy =
        "fetch(location.pathname).then((page) => page.headers.get('content-security-policy'))";
    assert_eq!(
        ann.evaluate::<String>(policy).await.unwrap(),
        playground::POLICY
    );
    ann.screenshot("start").await.unwrap();
    drop(ann);
    scene.finish();
}

#[tokio::test]
async fn the_page_opens_for_somebody_who_is_in_no_server() {
    let scene = Scene::open().await;
    let zoe = scene.stranger("zoe", Look::phone()).await;
    zoe.heading(any()).first().wait().await.unwrap();
    drop(zoe);
    scene.finish();
}
