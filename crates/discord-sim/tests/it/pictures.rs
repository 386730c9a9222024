//! Uploaded files: kept, served, described, replaced.

use serde_json::{Value, json};

use crate::bot::stage;

/// The first bytes of a PNG of 3 by 2 pixels.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x03\x00\x00\x00\x02\x08\x06\x00\x00\x00";

fn gallery(name: &str) -> Value {
    json!({"flags": 32_768, "attachments": [{"id": 0, "filename": name, "description": "a cat"}],
        "components": [{"type": 17, "components": [{"type": 10, "content": "look"},
            {"type": 12, "items": [{"media": {"url": format!("attachment://{name}")}, "description": "a cat"}]}]}]})
}

#[tokio::test]
async fn a_picture_is_kept_and_served_as_it_was_sent() {
    let stage = stage();
    let sent = stage
        .bot
        .http
        .form(
            "POST",
            &stage.messages(),
            &gallery("cat.png"),
            &[("cat.png", PNG)],
        )
        .await;
    assert_eq!(sent.status, 200, "{}", sent.json());
    let message = stage.general.last().expect("a message");
    let picture = message.pictures().remove(0);
    assert_eq!(picture.alt, "a cat");
    assert_eq!(message.attachments[0]["width"], 3);
    assert_eq!(message.attachments[0]["description"], "a cat");
    let served = stage.bot.open.get(&picture.url).await;
    assert_eq!(
        (
            served.status,
            served.header("content-type"),
            &served.bytes[..]
        ),
        (200, "image/png", PNG)
    );
    assert_eq!(message.render(), "echo\n┌\n│ look\n│ [picture: a cat]\n└\n");
    assert_eq!(
        stage
            .bot
            .open
            .get(&format!("{}x", picture.url.trim_end_matches('&')))
            .await
            .status,
        403
    );
    let file = &stage.sim.journal().requests()[0].files[0];
    assert_eq!((file.name.as_str(), &file.bytes[..]), ("cat.png", PNG));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_edit_keeps_the_files_it_names_and_drops_the_others() {
    let stage = stage();
    let sent = stage
        .bot
        .http
        .form(
            "POST",
            &stage.messages(),
            &gallery("cat.png"),
            &[("cat.png", PNG)],
        )
        .await
        .json();
    let one = format!(
        "{}/{}",
        stage.messages(),
        sent["id"].as_str().expect("an id")
    );
    let kept = stage
        .bot
        .http
        .call(
            "PATCH",
            &one,
            json!({"components": gallery("cat.png")["components"]}),
        )
        .await
        .json();
    assert_eq!(
        kept["attachments"][0]["id"], sent["attachments"][0]["id"],
        "nothing said, all kept"
    );
    let new = stage
        .bot
        .http
        .form("PATCH", &one, &gallery("dog.png"), &[("dog.png", PNG)])
        .await
        .json();
    assert_eq!(new["attachments"].as_array().map(Vec::len), Some(1));
    assert_eq!(new["attachments"][0]["filename"], "dog.png");
    let url = &new["components"][0]["components"][1]["items"][0]["media"]["url"];
    assert_eq!(url, &new["attachments"][0]["url"]);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn embeds_may_show_an_uploaded_picture() {
    let stage = stage();
    let body = json!({"embeds": [{"title": "A cat", "image": {"url": "attachment://cat.png"}}],
        "attachments": [{"id": 0, "description": "a cat"}]});
    let sent = stage
        .bot
        .http
        .form("POST", &stage.messages(), &body, &[("cat.png", PNG)])
        .await;
    assert_eq!(sent.status, 200, "{}", sent.json());
    let message = stage.general.last().expect("a message");
    assert_eq!(message.pictures()[0].alt, "a cat");
    assert!(message.pictures()[0].url.starts_with("http://127.0.0.1"));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn too_much_is_refused() {
    let stage = stage();
    let files: Vec<(String, Vec<u8>)> = (0..11).map(|n| (format!("{n}.txt"), vec![b'x'])).collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let refused = stage
        .bot
        .http
        .form("POST", &stage.messages(), &json!({}), &files)
        .await;
    assert_eq!((refused.status, refused.code()), (400, 30015));
    let large = vec![0; 10 * 1024 * 1024 + 1];
    let refused = stage
        .bot
        .http
        .form("POST", &stage.messages(), &json!({}), &[("a.bin", &large)])
        .await;
    assert_eq!((refused.status, refused.code()), (413, 40005));
    let larger = vec![0; 26 * 1024 * 1024];
    let refused = stage
        .bot
        .http
        .form("POST", &stage.messages(), &json!({}), &[("a.bin", &larger)])
        .await;
    assert_eq!((refused.status, refused.code()), (413, 40005));
}
