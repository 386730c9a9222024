//! Files: signed addresses, parts, sizes of pictures, what multipart may hold, default avatars.

use std::time::Duration;

use discord_sim::Settings;
use serde_json::json;

use super::free_stage;
use crate::{
    bot::{stage_with, text},
    http::Http,
};

#[tokio::test]
async fn an_address_is_good_for_a_day_and_fetching_again_gives_a_new_one() {
    let stage = free_stage();
    let message = stage
        .seat()
        .say_with("look", &[("notes.txt", b"0123456789")])
        .expect("ann may attach");
    let url = text(&message.attachments[0]["url"]).to_owned();
    assert!(
        url.contains("?ex=") && url.contains("&is=") && url.contains("&hm="),
        "{url}"
    );
    let open = &stage.bot.open;
    let served = open.get(&url).await;
    assert_eq!(
        (served.status, &served.bytes[..]),
        (200, b"0123456789".as_slice())
    );
    assert_eq!(served.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(served.header("content-length"), "10");
    let below = url.replacen("/attachments/", "/cdn/attachments/", 1);
    assert_eq!(open.get(&below).await.status, 200);
    let forged = url.replacen("ex=", "ex=f", 1);
    assert_eq!(open.get(&forged).await.status, 403);
    let bare = url.split('?').next().unwrap_or_default();
    assert_eq!(open.get(bare).await.status, 404);
    stage.sim.clock().advance(Duration::from_secs(24 * 60 * 60));
    let late = open.get(&url).await;
    assert_eq!(
        (late.status, &late.bytes[..]),
        (404, b"This content is no longer available.".as_slice())
    );
    stage.app.allow_intents(1 << 15);
    let fresh = stage.bot.http.get(&stage.path_of(&message)).await.json();
    let fresh = text(&fresh["attachments"][0]["url"]).to_owned();
    assert_eq!(open.get(&fresh).await.status, 200);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_part_of_a_file_can_be_asked_for() {
    let stage = stage_with(Settings::default());
    let message = stage
        .seat()
        .say_with("", &[("a.bin", b"0123456789")])
        .expect("ann may attach");
    let url = text(&message.attachments[0]["url"]).to_owned();
    let part = async |range: &str| stage.bot.open.get_range(&url, range).await;
    let cut = part("bytes=2-4").await;
    assert_eq!(
        (cut.status, &cut.bytes[..], cut.header("content-range")),
        (206, b"234".as_slice(), "bytes 2-4/10")
    );
    let end = part("bytes=-3").await;
    assert_eq!((end.status, &end.bytes[..]), (206, b"789".as_slice()));
    assert_eq!(part("bytes=10-").await.status, 416);
}

#[tokio::test]
async fn pictures_in_embeds_and_components_are_signed_too() {
    let stage = free_stage();
    let body = json!({"embeds": [{"image": {"url": "attachment://a.gif"}}], "attachments": [{"id": 0, "is_spoiler": true}]});
    let gif: (&str, &[u8]) = ("a.gif", b"GIF89a\x03\x00\x02\x00");
    let sent = stage
        .bot
        .http
        .form("POST", &stage.messages(), &body, &[gif])
        .await
        .json();
    let file = &sent["attachments"][0];
    assert_eq!(
        (&file["width"], &file["height"], &file["flags"]),
        (&json!(3), &json!(2), &json!(8))
    );
    let url = text(&sent["embeds"][0]["image"]["url"]);
    assert_eq!(stage.bot.open.get(url).await.status, 200);
    // An address that was signed once is renewed wherever a bot uses it again.
    let again = stage
        .sent(json!({"embeds": [{"image": {"url": url}}]}))
        .await;
    stage.sim.clock().advance(Duration::from_secs(25 * 60 * 60));
    let path = format!("{}/{}", stage.messages(), text(&again["id"]));
    let later = stage.bot.http.get(&path).await.json();
    assert_eq!(
        stage
            .bot
            .open
            .get(text(&later["embeds"][0]["image"]["url"]))
            .await
            .status,
        200
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn everybody_has_a_default_picture() {
    let stage = free_stage();
    let open: &Http = &stage.bot.open;
    for below in ["", "/cdn"] {
        let url = format!("{}{below}/embed/avatars/5.png?size=64", stage.sim.url());
        let served = open.get(&url).await;
        assert_eq!(
            (served.status, served.header("content-type")),
            (200, "image/png")
        );
        assert!(served.bytes.starts_with(b"\x89PNG"));
    }
    assert_eq!(
        open.get(&format!("{}/embed/avatars/6.png", stage.sim.url()))
            .await
            .status,
        404
    );
}
