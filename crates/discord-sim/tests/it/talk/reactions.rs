//! Reactions: adding, removing, listing, their limits, rights and events.

use discord_sim::permission;
use serde_json::{Value, json};

use super::{free_stage, verdict};
use crate::bot::{Stage, stage};

const THUMB: &str = "%F0%9F%91%8D";

fn path(stage: &Stage, message: u64, rest: &str) -> String {
    format!("{}/{message}/reactions{rest}", stage.messages())
}

#[tokio::test]
async fn a_reaction_is_counted_told_and_taken_back() {
    let stage = free_stage();
    let message = stage.ann_says("hello");
    stage.seat().react(&message, "👍").expect("ann may react");
    let told = stage.bot.event("MESSAGE_REACTION_ADD").await;
    assert_eq!(told["user_id"], stage.ann.id().to_string());
    assert_eq!(told["member"]["user"]["username"], "ann");
    assert_eq!(told["emoji"], json!({"id": null, "name": "👍"}));
    assert_eq!(told["guild_id"], stage.guild.id().to_string());
    assert_eq!((&told["burst"], &told["type"]), (&json!(false), &json!(0)));
    let mine = path(&stage, message.id, &format!("/{THUMB}/@me"));
    assert_eq!(stage.call("PUT", &mine, Value::Null).await.status, 204);
    assert_eq!(
        stage.call("PUT", &mine, Value::Null).await.status,
        204,
        "twice is once"
    );
    let shown = stage.bot.http.get(&stage.path_of(&message)).await.json();
    let reaction = json!({"emoji": {"id": null, "name": "👍"}, "count": 2, "count_details": {"burst": 0, "normal": 2},
        "burst_colors": [], "me": true, "me_burst": false});
    assert_eq!(shown["reactions"], json!([reaction]));
    let seen = stage.seat().messages().remove(0);
    assert_eq!(seen.reactions[0].users, [stage.ann.id(), stage.app.id()]);
    assert_eq!(stage.call("DELETE", &mine, Value::Null).await.status, 204);
    let gone = stage.bot.event("MESSAGE_REACTION_REMOVE").await;
    assert_eq!(gone["user_id"], stage.app.id().to_string());
    stage.seat().unreact(&message, "👍").expect("ann did react");
    assert!(stage.seat().unreact(&message, "👍").is_err(), "only once");
    let shown = stage.bot.http.get(&stage.path_of(&message)).await.json();
    assert_eq!(shown["reactions"], Value::Null);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn users_are_listed_in_pages_by_id() {
    let stage = free_stage();
    let message = stage.ann_says("hello");
    let people: Vec<_> = (0..4)
        .map(|n| stage.guild.person(&format!("p{n}")))
        .collect();
    for person in people.iter().rev() {
        person
            .in_channel(&stage.general)
            .react(&message, "👍")
            .expect("may react");
    }
    let list = async |query: String| {
        let answer = stage
            .bot
            .http
            .get(&path(&stage, message.id, &format!("/{THUMB}{query}")))
            .await;
        let users = answer.json().as_array().cloned().unwrap_or_default();
        users
            .iter()
            .filter_map(|user| user["id"].as_str()?.parse::<u64>().ok())
            .collect::<Vec<_>>()
    };
    let ids: Vec<u64> = people.iter().map(discord_sim::Person::id).collect();
    assert_eq!(list(String::new()).await, ids);
    assert_eq!(list(format!("?after={}&limit=2", ids[0])).await, ids[1..3]);
    assert!(
        list("?type=1".to_owned()).await.is_empty(),
        "nobody made a super reaction"
    );
    let refused = stage
        .bot
        .http
        .get(&path(&stage, message.id, &format!("/{THUMB}?limit=101")))
        .await;
    assert_eq!(verdict(&refused), (400, 50035));
}

#[tokio::test]
async fn only_emojis_react_and_only_known_ones() {
    let stage = free_stage();
    let message = stage.ann_says("hello");
    for bad in ["thumbsup", "1234", "blob:1", "%3A", "x%3A"] {
        let refused = stage
            .call(
                "PUT",
                &path(&stage, message.id, &format!("/{bad}/@me")),
                Value::Null,
            )
            .await;
        assert_eq!(verdict(&refused), (404, 10014), "{bad}");
    }
    assert!(stage.seat().react(&message, "thumbsup").is_err());
    stage.guild.bot_permissions(&stage.app, permission::ALL);
    let image = json!({"name": "blob", "image": "data:image/png;base64,AAAA"});
    let made = stage
        .call(
            "POST",
            &format!("/guilds/{}/emojis", stage.guild.id()),
            image,
        )
        .await
        .json();
    let named = format!("/blob%3A{}/@me", made["id"].as_str().expect("an id"));
    assert_eq!(
        stage
            .call("PUT", &path(&stage, message.id, &named), Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        stage.bot.event("MESSAGE_REACTION_ADD").await["emoji"]["id"],
        made["id"]
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn the_twenty_first_kind_is_one_too_many() {
    let stage = free_stage();
    let message = stage.ann_says("hello");
    let emoji = |n: u32| {
        char::from_u32(0x1f600 + n)
            .expect("a character")
            .to_string()
    };
    for n in 0..20 {
        stage
            .seat()
            .react(&message, &emoji(n))
            .expect("there is room");
    }
    assert!(stage.seat().react(&message, &emoji(20)).is_err());
    let refused = stage
        .call(
            "PUT",
            &path(&stage, message.id, "/%F0%9F%9A%80/@me"),
            Value::Null,
        )
        .await;
    assert_eq!(verdict(&refused), (400, 30010));
    let known = stage
        .call(
            "PUT",
            &path(&stage, message.id, "/%F0%9F%98%80/@me"),
            Value::Null,
        )
        .await;
    assert_eq!(known.status, 204, "a kind that is there already");
}

#[tokio::test]
async fn a_new_emoji_needs_a_right_and_a_known_one_does_not() {
    let stage = free_stage();
    let message = stage.ann_says("hello");
    stage
        .general
        .for_bot(&stage.app, permission::NONE, permission::ADD_REACTIONS);
    let mine = path(&stage, message.id, &format!("/{THUMB}/@me"));
    assert_eq!(
        verdict(&stage.call("PUT", &mine, Value::Null).await),
        (403, 50013)
    );
    stage.seat().react(&message, "👍").expect("ann may react");
    assert_eq!(stage.call("PUT", &mine, Value::Null).await.status, 204);
    stage.general.for_bot(
        &stage.app,
        permission::NONE,
        permission::READ_MESSAGE_HISTORY,
    );
    assert_eq!(
        verdict(&stage.call("PUT", &mine, Value::Null).await),
        (403, 50013)
    );
    stage
        .general
        .for_person(&stage.ann, permission::NONE, permission::ADD_REACTIONS);
    assert!(stage.seat().react(&message, "🎉").is_err());
}

#[tokio::test]
async fn moderators_take_away_what_others_chose() {
    let stage = free_stage();
    let message = stage.ann_says("hello");
    for emoji in ["👍", "🎉"] {
        stage.seat().react(&message, emoji).expect("ann may react");
    }
    let of_ann = path(&stage, message.id, &format!("/{THUMB}/{}", stage.ann.id()));
    let of_thumb = path(&stage, message.id, &format!("/{THUMB}"));
    let all = path(&stage, message.id, "");
    for each in [&of_ann, &of_thumb, &all] {
        assert_eq!(
            verdict(&stage.call("DELETE", each, Value::Null).await),
            (403, 50013)
        );
    }
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_MESSAGES);
    assert_eq!(stage.call("DELETE", &of_ann, Value::Null).await.status, 204);
    assert_eq!(
        stage.bot.event("MESSAGE_REACTION_REMOVE").await["user_id"],
        stage.ann.id().to_string()
    );
    stage.seat().react(&message, "👍").expect("ann may react");
    assert_eq!(
        stage.call("DELETE", &of_thumb, Value::Null).await.status,
        204
    );
    let told = stage.bot.event("MESSAGE_REACTION_REMOVE_EMOJI").await;
    assert_eq!(told["emoji"]["name"], "👍");
    assert_eq!(stage.call("DELETE", &all, Value::Null).await.status, 204);
    assert_eq!(
        stage.bot.event("MESSAGE_REACTION_REMOVE_ALL").await["message_id"],
        message.id.to_string()
    );
    let nobody = path(&stage, message.id, &format!("/{THUMB}/1"));
    assert_eq!(
        verdict(&stage.call("DELETE", &nobody, Value::Null).await),
        (404, 10013)
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn reactions_are_slow_and_need_a_message() {
    let stage = stage();
    let message = stage.ann_says("hello");
    let mine = path(&stage, message.id, &format!("/{THUMB}/@me"));
    let answer = stage.call("PUT", &mine, Value::Null).await;
    assert_eq!(answer.header("x-ratelimit-limit"), "4");
    let gone = path(&stage, 1, &format!("/{THUMB}/@me"));
    assert_eq!(
        verdict(&stage.call("PUT", &gone, Value::Null).await),
        (404, 10008)
    );
}
