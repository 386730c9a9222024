//! The playground's page is served with its policy, and uploads cannot act in its name.

use discord_sim::Settings;
use serde_json::json;

use crate::{bot::stage, http::Http};

#[tokio::test]
async fn the_page_is_served_with_its_policy_and_the_bare_address_leads_there() {
    let sim = discord_sim::Sim::start(Settings::default()).unwrap();
    let browser = Http::new(&sim.url(), None);
    let page = browser.page("/play/").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-security-policy"), playground::POLICY);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let front = browser.page("/").await;
    assert_eq!((front.status, front.header("location")), (307, "/play/"));
    assert_eq!(browser.page("/play/js/main.js").await.status, 200);
    for nothing in ["/play/../Cargo.toml", "/play/nothing.js", "/play/js"] {
        assert_eq!(browser.page(nothing).await.status, 404, "{nothing}");
    }
}

#[tokio::test]
async fn the_page_can_be_served_from_a_folder() {
    let folder = std::env::temp_dir().join(format!("page-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("index.html"), "mine").unwrap();
    let settings = Settings {
        page: Some(folder.clone()),
        ..Settings::default()
    };
    let sim = discord_sim::Sim::start(settings).unwrap();
    let page = Http::new(&sim.url(), None).page("/play/").await;
    std::fs::remove_dir_all(folder).unwrap();
    assert_eq!((page.status, &page.bytes[..]), (200, &b"mine"[..]));
}

#[tokio::test]
async fn an_uploaded_page_is_served_in_a_sandbox() {
    let stage = stage();
    let script = b"<script>fetch('/sim/v1/reset', {method: 'POST'})</script>";
    let body = json!({"content": "look", "attachments": [{"id": 0, "filename": "a.html"}]});
    let sent = stage
        .bot
        .http
        .form("POST", &stage.messages(), &body, &[("a.html", script)])
        .await;
    let url = sent.json()["attachments"][0]["url"]
        .as_str()
        .unwrap()
        .to_owned();
    let served = stage.bot.open.get(&url).await;
    assert_eq!(served.status, 200);
    assert!(
        served
            .header("content-security-policy")
            .starts_with("sandbox;")
    );
    assert_eq!(served.header("x-content-type-options"), "nosniff");
}
