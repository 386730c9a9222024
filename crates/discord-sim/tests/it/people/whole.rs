//! Everything that is shown and told, held against the description of the control API.

use discord_sim::permission;
use serde_json::{Value, json};

use super::reader::{Asker, Reader};
use crate::{
    bot::{says, stage},
    program::control::breaches,
};

fn fits(name: &str, value: &Value) {
    let schema = json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(breaches(&schema, value), [""; 0], "{name}: {value}");
}

#[tokio::test]
async fn all_that_is_shown_and_told_is_as_described() {
    let stage = stage();
    let mut bob = Reader::open(&stage.sim, &stage.bob).await;
    let (guild, general) = (&stage.guild, &stage.general);
    let forum = guild.forum_channel("ideas", &["new"]);
    let seat = stage.bob.in_channel(general);
    stage.bot.register_echo().await;
    let act = async { seat.slash("/echo").await.unwrap() };
    let (shown, ..) = stage.answer_to(act, says("hello")).await;
    let message = shown.message().unwrap();
    seat.react(&message, "🎈").unwrap();
    seat.reply(&message, "indeed").unwrap();
    seat.thread_from(&message, "about it")
        .unwrap()
        .say("hm")
        .unwrap();
    let poll = seat.ask("Tea?", &["yes", "no"], true).unwrap();
    seat.vote(&poll, "yes").unwrap();
    stage
        .ann
        .in_channel(&forum)
        .post("an idea", "first", &[])
        .unwrap();
    stage.seat().typing().unwrap();
    stage.bob.dm(&stage.app).say("beep").unwrap();
    guild.owner().in_channel(general).pin(&message).unwrap();
    let secret = guild.text_channel("secret");
    secret.for_everyone(0, permission::VIEW_CHANNEL);
    guild.remove(&stage.ann);
    stage.bob.set_display_name("Bobby");
    stage.sim.clock().freeze();

    let asker = Asker::of(&stage.sim, &stage.bob);
    let (guild_id, id) = (guild.id(), general.id());
    for (path, name) in [
        (String::new(), "Ready"),
        (format!("/guilds/{guild_id}/members"), "MemberPage"),
        (
            format!("/guilds/{guild_id}/search?content=e"),
            "MessagesFound",
        ),
        (format!("/channels/{id}/messages"), "MessagePage"),
        (format!("/channels/{id}/pins"), "Pins"),
        (format!("/channels/{}/threads", forum.id()), "ThreadPage"),
        (format!("/channels/{id}/commands"), "CommandsOffered"),
    ] {
        let shown = asker.get(&path).await;
        fits(name, &shown);
        let empty = shown
            .as_object()
            .unwrap()
            .values()
            .any(|value| *value == json!([]));
        assert!(!empty, "{path} shows something: {shown}");
    }

    let mut kinds = std::collections::BTreeSet::new();
    for frame in bob.settled().await {
        fits("FeedFrame", &frame);
        kinds.insert(frame["kind"].as_str().unwrap().to_owned());
    }
    guild.remove(&stage.bob);
    stage.sim.reset();
    while let Some(frame) = bob.frame().await {
        fits("FeedFrame", &frame);
        kinds.insert(frame["kind"].as_str().unwrap().to_owned());
    }
    for kind in [
        "again",
        "channel",
        "clock",
        "commands",
        "guild",
        "interaction",
        "journal",
        "member",
        "member_gone",
        "message",
        "typing",
        "user",
    ] {
        assert!(kinds.contains(kind), "{kind} is not in {kinds:?}");
    }
}
