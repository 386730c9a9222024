//! Files that people send with a window.

use discord_sim::{ModalView, Upload};
use serde_json::json;

use super::{bot::FILE_MAX, plain, stage};
use crate::scene::apologised;

fn file(name: &str, size: u64) -> Upload {
    Upload::new(name, "x".repeat(usize::try_from(size).unwrap()))
}

#[tokio::test]
async fn a_file_is_described_and_fetched() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let modal = ann.slash("/parts people").await.unwrap().modal().unwrap();
    let files = [
        ("Files", file("a.txt", 5)),
        ("Files", file("b.bin", FILE_MAX)),
    ];
    let shown = ann
        .submit_with(&modal, &[("Who", "@ann")], &files)
        .await
        .unwrap();
    let said = plain(&shown.message().unwrap().content);
    assert!(
        said.contains("a.txt text/plain; charset=utf-8 5=5"),
        "{said}"
    );
    assert!(said.contains("1000=1000"), "{said}");
    stage.finish();
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let modal = ann.slash("/parts people").await.unwrap().modal().unwrap();
    let files = [("Files", file("big.txt", FILE_MAX + 1))];
    let shown = ann
        .submit_with(&modal, &[("Who", "@ann")], &files)
        .await
        .unwrap();
    let said = plain(&shown.message().unwrap().content);
    assert_eq!(said, "**big.txt** is too large for me: 1000 B at most.");
    stage.finish();
}

/// A submission whose file is said to be small and to lie at `url`.
fn lying(stage: &super::Stage, modal: &ModalView, url: &str) -> serde_json::Value {
    let ann = stage.sim.person("ann").id().to_string();
    let field = |kind: u8, name: &str, values: &[&str]| json!({"type": 18, "id": 1, "component": {"type": kind, "id": 2, "custom_id": name, "values": values}});
    json!({"custom_id": modal.custom_id, "components": [
    field(5, "who", &[&ann]), field(6, "role", &[]), field(7, "all", &[]), field(8, "where", &[]), field(19, "files", &["9"])],
    "resolved": {
        "users": {&ann: {"id": ann, "username": "ann", "discriminator": "0", "avatar": null, "global_name": null}},
        "attachments": {"9": {"id": "9", "filename": "a.txt", "size": 3, "url": url, "proxy_url": url}},
    }})
}

#[tokio::test]
async fn an_address_that_is_not_discords_is_not_asked() {
    let stage = stage().await;
    let ann = stage.person("ann");
    // It would answer, were it asked.
    let other = discord_sim::Sim::start(discord_sim::Settings::default()).unwrap();
    for url in [
        format!("{}/gateway", other.url()),
        "https://example.org/a.txt".to_owned(),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "file:///etc/passwd".to_owned(),
        format!("{}@example.org/a.txt", stage.sim.url()),
    ] {
        let modal = ann.slash("/parts people").await.unwrap().modal().unwrap();
        let shown = ann
            .submit_forged(&modal, lying(&stage, &modal, &url))
            .await
            .unwrap();
        let line = apologised(&stage, &shown.message().unwrap());
        let error = line["error"].as_str().unwrap_or_default().to_owned();
        assert!(error.contains("none of Discord's"), "{url}: {line}");
    }
    assert!(other.journal().requests().is_empty());
    stage.finish();
}

#[tokio::test]
async fn what_lies_about_its_size_is_cut_off() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let mut events = stage.sim.tap(&stage.application);
    let modal = ann.slash("/parts people").await.unwrap().modal().unwrap();
    let files = [("Files", file("big.txt", 5 * FILE_MAX))];
    let shown = ann.submit_with(&modal, &[("Who", "@ann")], &files).await;
    assert!(
        shown
            .unwrap()
            .message()
            .unwrap()
            .content
            .contains("too large")
    );
    let _command = events.next_of("INTERACTION_CREATE").await.unwrap();
    let submission = events.next_of("INTERACTION_CREATE").await.unwrap();
    let sent = submission["data"]["resolved"]["attachments"]
        .as_object()
        .unwrap();
    let url = sent.values().next().unwrap()["url"].as_str().unwrap();
    let modal = ann.slash("/parts people").await.unwrap().modal().unwrap();
    let shown = ann
        .submit_forged(&modal, lying(&stage, &modal, url))
        .await
        .unwrap();
    let said = plain(&shown.message().unwrap().content);
    assert_eq!(said, "**a.txt** is too large for me: 1000 B at most.");
    stage.finish();
}

#[tokio::test]
async fn a_file_that_is_gone_gets_an_apology() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let modal = ann.slash("/parts people").await.unwrap().modal().unwrap();
    let url = format!("{}/attachments/1/2/gone.txt", stage.sim.url());
    let shown = ann
        .submit_forged(&modal, lying(&stage, &modal, &url))
        .await
        .unwrap();
    let line = apologised(&stage, &shown.message().unwrap());
    let error = line["error"].as_str().unwrap_or_default();
    assert!(error.contains("the file server answered 404"), "{error}");
    stage.finish();
}
