//! Threads in numbers: how many there may be, and the lists of them.

use std::time::Duration;

use discord_sim::{Seat, permission};
use serde_json::{Value, json};

use crate::{
    bot::{Stage, stage, text},
    channels::stage_where,
    whole::Socket,
};

fn path(seat: &Seat) -> String {
    format!("/channels/{}", seat.channel().id())
}

fn threads(stage: &Stage) -> String {
    format!("/channels/{}/threads", stage.general.id())
}

#[tokio::test]
async fn a_guild_has_a_thousand_active_threads_of_a_sort() {
    let stage = stage();
    let news = stage.guild.announcement_channel("news");
    for number in 0..1000 {
        stage.general.thread(&stage.ann, &number.to_string());
        news.thread(&stage.ann, &number.to_string());
    }
    let public = json!({"name": "x", "type": 11});
    assert_eq!(
        stage.code("POST", &threads(&stage), public.clone()).await,
        160_006
    );
    let path = format!("/channels/{}/threads", news.id());
    assert_eq!(
        stage
            .code("POST", &path, json!({"name": "x", "type": 10}))
            .await,
        160_007
    );
    stage
        .ann
        .in_channel(&stage.general.threads()[0])
        .archive()
        .expect("ann began it");
    assert_eq!(stage.ask("POST", &threads(&stage), public).await.0, 201);
    let first = format!("/channels/{}", stage.general.threads()[0].id());
    assert_eq!(
        stage
            .code("PATCH", &first, json!({"archived": false}))
            .await,
        160_006
    );
}

#[tokio::test]
async fn archived_threads_are_listed_by_page_and_sort() {
    let stage = stage_where(permission::MANAGE_THREADS);
    for name in ["a", "b", "c"] {
        let thread = stage.seat().thread(name).expect("ann may start one");
        thread.archive().expect("ann began it");
        stage.sim.clock().advance(Duration::from_secs(1));
    }
    let secret = stage
        .seat()
        .private_thread("secret")
        .expect("ann may start one");
    secret.archive().expect("ann began it");
    let names = |page: &Value| -> Vec<String> {
        let threads = page["threads"].as_array().cloned().unwrap_or_default();
        threads
            .iter()
            .map(|thread| text(&thread["name"]).to_owned())
            .collect()
    };
    let list = format!("{}/archived/public", threads(&stage));
    let (_, page) = stage
        .ask("GET", &format!("{list}?limit=2"), Value::Null)
        .await;
    assert_eq!(
        (names(&page), &page["has_more"]),
        (vec!["c".to_owned(), "b".to_owned()], &json!(true))
    );
    let before =
        text(&page["threads"][1]["thread_metadata"]["archive_timestamp"]).replace('+', "%2B");
    let (_, rest) = stage
        .ask("GET", &format!("{list}?before={before}"), Value::Null)
        .await;
    assert_eq!(
        (names(&rest), &rest["has_more"]),
        (vec!["a".to_owned()], &json!(false))
    );
    let private = format!("{}/archived/private", threads(&stage));
    assert_eq!(
        names(&stage.ask("GET", &private, Value::Null).await.1),
        ["secret"]
    );
    let own = format!(
        "/channels/{}/users/@me/threads/archived/private",
        stage.general.id()
    );
    assert_eq!(
        names(&stage.ask("GET", &own, Value::Null).await.1),
        Vec::<String>::new()
    );
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(stage.code("GET", &private, Value::Null).await, 50013);
    for bad in ["limit=1", "before=yesterday"] {
        assert_eq!(
            stage
                .code("GET", &format!("{list}?{bad}"), Value::Null)
                .await,
            50035
        );
    }
    stage
        .general
        .for_bot(&stage.app, 0, permission::READ_MESSAGE_HISTORY);
    assert_eq!(stage.code("GET", &list, Value::Null).await, 50013);
}

#[tokio::test]
async fn active_threads_come_with_the_guild() {
    let stage = stage();
    let talk = stage.seat().thread("talk").expect("ann may start one");
    stage
        .seat()
        .thread("quiet")
        .expect("ann may start one")
        .archive()
        .expect("ann began it");
    let join = format!("{}/thread-members/@me", path(&talk));
    assert_eq!(stage.ask("PUT", &join, Value::Null).await.0, 204);
    let mut socket = Socket::open(&stage).await;
    socket.identify(&stage.app.token(), 1).await;
    let guild = socket.event("GUILD_CREATE").await;
    let threads = guild["threads"].as_array().expect("threads");
    assert_eq!((threads.len(), &threads[0]["name"]), (1, &json!("talk")));
    assert!(threads[0]["member"].get("join_timestamp").is_some());
    assert!(
        threads[0]["member"].get("user_id").is_none(),
        "left out in this event"
    );
    assert_eq!(
        guild["channels"].as_array().map(Vec::len),
        Some(1),
        "threads are no channels there"
    );
}
