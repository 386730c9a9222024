//! Announcement channels: following and publishing.

use discord_sim::permission;
use serde_json::{Value, json};

use super::{free_stage, verdict};
use crate::bot::{Stage, text};

fn news(stage: &Stage) -> discord_sim::Channel {
    stage.guild.channel_of_type("news", 5).expect("a channel")
}

#[tokio::test]
async fn a_published_message_reaches_those_who_follow() {
    let stage = free_stage();
    let rights = permission::MANAGE_WEBHOOKS | permission::MANAGE_MESSAGES;
    stage.guild.bot_permissions(&stage.app, rights);
    let news = news(&stage);
    let follow = format!("/channels/{}/followers", news.id());
    let target = json!({"webhook_channel_id": stage.general.id().to_string()});
    let followed = stage.call("POST", &follow, target).await.json();
    assert_eq!(followed["channel_id"], news.id().to_string());
    assert_eq!(
        stage.bot.event("WEBHOOKS_UPDATE").await["channel_id"],
        stage.general.id().to_string()
    );
    assert_eq!(stage.general.last().expect("a notice").kind, 12);
    let said = stage
        .ann
        .in_channel(&news)
        .say("hear, hear")
        .expect("ann may write");
    let path = format!("/channels/{}/messages/{}/crosspost", news.id(), said.id);
    let published = stage.call("POST", &path, Value::Null).await.json();
    assert_eq!(published["flags"], 1);
    let copy = stage.general.last().expect("a copy");
    assert_eq!(
        (copy.content.as_str(), copy.author.as_str(), copy.flags),
        ("hear, hear", "Test #news", 2)
    );
    let shown = stage.bot.http.get(&stage.path_of(&copy)).await.json();
    assert_eq!(
        shown["message_reference"]["message_id"],
        said.id.to_string()
    );
    assert_eq!(shown["webhook_id"], followed["webhook_id"]);
    assert_eq!(
        verdict(&stage.call("POST", &path, Value::Null).await),
        (400, 40033)
    );
    let webhook = stage
        .bot
        .http
        .get(&format!("/webhooks/{}", text(&followed["webhook_id"])))
        .await
        .json();
    assert_eq!(
        (&webhook["type"], &webhook["source_channel"]["name"]),
        (&json!(2), &json!("news"))
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn only_announcement_channels_are_followed_and_publish() {
    let stage = free_stage();
    let target = json!({"webhook_channel_id": stage.general.id().to_string()});
    let follow = format!("/channels/{}/followers", stage.general.id());
    assert_eq!(
        verdict(&stage.call("POST", &follow, target.clone()).await),
        (400, 50024)
    );
    let own = stage.sent(json!({"content": "x"})).await;
    let path = format!("{}/{}/crosspost", stage.messages(), text(&own["id"]));
    assert_eq!(
        verdict(&stage.call("POST", &path, Value::Null).await),
        (400, 50024)
    );
    let news = news(&stage);
    let follow = format!("/channels/{}/followers", news.id());
    assert_eq!(
        verdict(&stage.call("POST", &follow, target).await),
        (403, 50013)
    );
    let said = stage
        .ann
        .in_channel(&news)
        .say("hear, hear")
        .expect("ann may write");
    let path = format!("/channels/{}/messages/{}/crosspost", news.id(), said.id);
    assert_eq!(
        verdict(&stage.call("POST", &path, Value::Null).await),
        (403, 50013)
    );
}
