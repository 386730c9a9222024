//! Doing it again, and hearing it twice.

use discord_sim::permission;
use serde_json::{Value, json};

use super::{control, newest, titles, trace};
use crate::bot::{Stage, says, stage, text};

async fn replay(stage: &Stage, id: u64, how: &str) -> (u16, Value) {
    let path = format!("/interactions/{id}/replay");
    let answer = control(stage, "POST", &path, json!({"how": how})).await;
    (answer.status, answer.json())
}

async fn pressed(stage: &Stage) -> (discord_sim::MessageView, u64) {
    let mut answer = says("press");
    answer["data"]["components"] = json!([{"type": 1, "components": [
        {"type": 2, "style": 1, "label": "Go on", "custom_id": "go-1"}]}]);
    let (first, ..) = stage.echo(answer).await;
    let message = first.message().unwrap();
    let seat = stage.seat();
    let act = async { seat.click(&message, "Go on").await.unwrap() };
    let (clicked, ..) = stage.answer_to(act, json!({"type": 6})).await;
    (message, clicked.interaction_id())
}

#[tokio::test]
async fn again_is_a_new_interaction_with_the_same_data() {
    let stage = stage();
    let (shown, first, _) = stage.echo(says("one")).await;
    let (status, told) = replay(&stage, shown.interaction_id(), "again").await;
    assert_eq!((status, &told["outcome"]), (200, &json!("replayed")));
    let second = stage.bot.interaction().await;
    assert_eq!(second["id"], told["interaction"]);
    assert_ne!(second["id"], first["id"]);
    for same in ["data", "channel_id", "type"] {
        assert_eq!(second[same], first[same], "{same}");
    }
    assert_eq!(second["member"]["user"], first["member"]["user"]);
    assert_eq!(stage.bot.callback(&second, says("two")).await.status, 204);
    assert_eq!(newest(&stage).await["id"], told["interaction"]);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_event_comes_a_second_time() {
    let (stage, mut client) = super::connected().await;
    let (shown, first, _) = stage.echo(says("one")).await;
    client.event("INTERACTION_CREATE").await;
    let (status, told) = replay(&stage, shown.interaction_id(), "event").await;
    assert_eq!((status, &told["interaction"]), (200, &first["id"]));
    assert_eq!(stage.bot.interaction().await, first);
    client.event("INTERACTION_CREATE").await;
    let trace = trace(&stage, shown.interaction_id()).await;
    assert_eq!(titles(&trace, "sent").len(), 2);
    assert_eq!(titles(&trace, "acted").len(), 1);
}

#[tokio::test]
async fn what_cannot_be_done_any_more_is_not_replayed() {
    let stage = stage();
    let (message, clicked) = pressed(&stage).await;
    let (status, _) = replay(&stage, clicked, "again").await;
    assert_eq!(status, 200);
    let again = stage.bot.interaction().await;
    let without = json!({"type": 7, "data": {"content": "over", "components": []}});
    assert_eq!(stage.bot.callback(&again, without).await.status, 204);
    let (status, told) = replay(&stage, clicked, "again").await;
    assert_eq!(
        (status, text(&told["error"])),
        (
            409,
            "it cannot be replayed: `go-1` cannot be used: it is not there"
        )
    );
    stage.general.delete(&message);
    let (_, told) = replay(&stage, clicked, "again").await;
    assert_eq!(
        text(&told["error"]),
        "it cannot be replayed: there is no such message for this person"
    );

    let (shown, ..) = stage.echo(says("one")).await;
    let command = shown.interaction_id();
    stage.bot.register(json!([])).await;
    let (_, told) = replay(&stage, command, "again").await;
    assert_eq!(
        text(&told["error"]),
        "it cannot be replayed: there is no command echo here"
    );
    stage.bot.register_echo().await;
    stage
        .general
        .for_person(&stage.ann, 0, permission::VIEW_CHANNEL);
    let (status, told) = replay(&stage, command, "again").await;
    assert_eq!(
        (status, text(&told["error"])),
        (
            409,
            "it cannot be replayed: the person does not see this channel"
        )
    );
    let (status, _) = replay(&stage, 5, "again").await;
    assert_eq!(status, 404);
    let (status, told) = replay(&stage, command, "backwards").await;
    assert_eq!(status, 400, "{told}");
}
