//! The control interface of the program.

use serde_json::{Value, json};

use crate::bot::{says, stage};

#[tokio::test]
async fn the_demo_can_look_act_and_read() {
    let stage = stage();
    stage.bot.register_echo().await;
    let base = format!("{}/sim/v1", stage.sim.url());
    let state = stage.bot.open.get(&format!("{base}/state")).await.json();
    assert_eq!(state["guilds"][0]["channels"][0]["name"], "general");
    assert_eq!(state["applications"][0]["commands"], json!(["echo"]));
    assert_eq!(state["applications"][0]["connected"], false);
    let act = |body: Value| {
        let (http, path) = (stage.bot.open.clone(), format!("{base}/act"));
        async move { http.call("POST", &path, body).await }
    };
    let slash = json!({"user": "ann", "channel": "general", "do": "slash", "command": "/echo"});
    let bot = async {
        let interaction = stage.bot.interaction().await;
        let mut answer = says("hello");
        answer["data"]["components"] = json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": "A", "custom_id": "a"}]}]);
        stage.bot.callback(&interaction, answer).await;
    };
    let (shown, ()) = tokio::join!(act(slash), bot);
    let shown = shown.json();
    assert_eq!(
        (&shown["outcome"], &shown["message"]["rendered"]),
        (&json!("message"), &json!("echo\nhello\n[ A ]\n"))
    );
    let click = json!({"user": stage.bob.id().to_string(), "channel": stage.general.id().to_string(), "do": "click",
        "message": shown["message"]["id"], "target": "A"});
    let bot = async {
        let interaction = stage.bot.interaction().await;
        let modal = json!({"type": 9, "data": {"custom_id": "m", "title": "T", "components": [
            {"type": 18, "label": "Word", "component": {"type": 4, "custom_id": "word", "style": 1}}]}});
        stage.bot.callback(&interaction, modal).await;
    };
    let (opened, ()) = tokio::join!(act(click), bot);
    let opened = opened.json();
    assert_eq!(
        (&opened["outcome"], &opened["modal"]["fields"][0]["label"]),
        (&json!("modal"), &json!("Word"))
    );
    let submit = json!({"user": "bob", "channel": "general", "do": "submit",
        "interaction": opened["modal"]["interaction"], "values": {"word": "zebra"}});
    let bot = async {
        let interaction = stage.bot.interaction().await;
        stage
            .bot
            .callback(&interaction, json!({"type": 7, "data": {"content": "won"}}))
            .await;
    };
    let (done, ()) = tokio::join!(act(submit), bot);
    assert_eq!(done.json()["outcome"], "updated");
    let bad =
        act(json!({"user": "ann", "channel": "general", "do": "slash", "command": "/none"})).await;
    assert_eq!(
        (bad.status, &bad.json()["error"]),
        (400, &json!("there is no command /none here"))
    );
    let nobody = act(json!({"user": "zoe", "channel": "general", "do": "say", "text": "x"})).await;
    assert_eq!(nobody.status, 404);
    let listed = stage
        .bot
        .open
        .get(&format!("{base}/messages?channel={}", stage.general.id()))
        .await
        .json();
    assert_eq!(listed["messages"][0]["text"], "won");
    let journal = stage.bot.open.get(&format!("{base}/journal")).await.json();
    assert_eq!(journal["problems"], json!([]));
    assert!(
        journal["entries"]
            .as_array()
            .is_some_and(|entries| !entries.is_empty())
    );
}
