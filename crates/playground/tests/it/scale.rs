//! Long channels and many updates: what is drawn stays bounded. How smooth it is, `examples/smooth.rs` measures.

use browser::{Find as _, Look, like};

use crate::gallery::Gallery;

/// Most messages in the document at once.
const MOST: u64 = 320;

const COUNT: &str = "document.querySelectorAll('[role=log] [role=article]').length";

#[tokio::test]
async fn five_thousand_messages_can_be_read_back_with_few_in_the_document() {
    let gallery = Gallery::open(5_000).await;
    let window = gallery
        .window("ann", &gallery.hall.long, Look::desktop().dark())
        .await;
    window.article(like("Message 4999")).wait().await.unwrap();
    let mut oldest = 5_000;
    let script = "Math.min(...[...document.querySelectorAll('[role=log] [role=article]')]\
        .map((row) => Number(/Message (\\d+)/.exec(row.textContent)?.[1] ?? 9999)))";
    for _ in 0..200 {
        let number: i64 = window.evaluate(script).await.unwrap();
        let count: u64 = window.evaluate(COUNT).await.unwrap();
        assert!(count <= MOST, "{count} messages are drawn");
        if number == 0 {
            oldest = 0;
            break;
        }
        oldest = number;
        window
            .article(like("Message"))
            .first()
            .wheel(-5_000.0)
            .await
            .unwrap();
        window
            .until("older messages to come", async || {
                let now: i64 = window.evaluate(script).await.ok()?;
                (now < number).then_some(())
            })
            .await
            .unwrap();
    }
    assert_eq!(oldest, 0, "the first message is reached");
    gallery.close(window);
}

#[tokio::test]
async fn an_edit_draws_only_its_own_message_again() {
    let gallery = Gallery::open(200).await;
    let hall = &gallery.hall;
    let sent = hall
        .bot
        .post(&hall.long, &serde_json::json!({"content": "edit 0"}))
        .await
        .unwrap();
    let id = sent["id"].as_str().unwrap().to_owned();
    let window = gallery
        .window("ann", &hall.long, Look::desktop().dark())
        .await;
    window.article(like("edit 0")).wait().await.unwrap();
    let watch = "(window.touched = new Set(), new MutationObserver((changes) => {\
        for (const { target } of changes) {\
            const row = (target.nodeType === 1 ? target : target.parentElement)?.closest('[role=article]');\
            if (row) window.touched.add(row.dataset.key);\
        }\
    }).observe(document.querySelector('[role=log]'), { subtree: true, childList: true, characterData: true, attributes: true }), true)";
    window.evaluate::<bool>(watch).await.unwrap();
    for number in 1..=100 {
        let body = serde_json::json!({"content": format!("edit {number}")});
        hall.bot.edit(&hall.long, &id, &body).await.unwrap();
    }
    window.article(like("edit 100")).wait().await.unwrap();
    let touched: Vec<String> = window.evaluate("[...window.touched]").await.unwrap();
    assert_eq!(touched, [id]);
    gallery.close(window);
}
