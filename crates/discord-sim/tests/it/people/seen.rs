//! Which places and which parts of messages a person sees.

use std::time::Duration;

use discord_sim::permission::{self, VIEW_CHANNEL};
use serde_json::{Value, json};

use super::reader::{Asker, all};
use crate::{
    bot::{says, stage},
    http::Http,
};

#[tokio::test]
async fn everything_begins_with_what_the_person_sees() {
    let stage = stage();
    let (guild, ann, bob) = (&stage.guild, &stage.ann, &stage.bob);
    let secret = guild.text_channel("secret");
    secret.for_everyone(0, VIEW_CHANNEL);
    secret.for_person(ann, VIEW_CHANNEL, 0);
    let open = stage.general.thread(ann, "open");
    let hidden = stage.seat().private_thread("hidden").unwrap();
    let old = stage.general.thread(ann, "old");
    ann.in_channel(&old).archive().unwrap();
    ann.dm(&stage.app);
    ann.dm_with(bob);
    stage.sim.guild("Elsewhere");

    let ready = Asker::of(&stage.sim, ann).get("").await;
    let home = &ready["guilds"][0];
    assert_eq!(all(&ready["guilds"], "name"), ["Test"]);
    assert_eq!(all(&home["channels"], "name"), ["general", "secret"]);
    assert_eq!(all(&home["threads"], "name"), ["open", "hidden"]);
    assert_eq!(
        home["threads"][1]["member"]["user_id"],
        ann.id().to_string()
    );
    assert_eq!(ready["user"]["username"], "ann");
    assert_eq!(home["me"]["user"]["id"], ann.id().to_string());
    assert_eq!(home["member_count"], 4);
    let with: Vec<&Value> = ready["directs"].as_array().unwrap().iter().collect();
    assert_eq!(all(&with[0]["recipients"], "username"), ["echo"]);
    assert_eq!(all(&with[1]["recipients"], "username"), ["bob"]);
    assert_eq!(all(&ready["applications"], "name"), ["echo"]);
    assert_eq!(ready["clock"]["frozen"], false);

    let asker = Asker::of(&stage.sim, bob);
    let ready = asker.get("").await;
    assert_eq!(all(&ready["guilds"][0]["channels"], "name"), ["general"]);
    assert_eq!(all(&ready["guilds"][0]["threads"], "name"), ["open"]);
    assert_eq!(ready["directs"].as_array().unwrap().len(), 1);
    for channel in [secret.id(), hidden.channel().id()] {
        for part in ["messages", "pins", "threads", "commands"] {
            let answer = asker.ask(&format!("/channels/{channel}/{part}")).await;
            assert_eq!(answer.status, 403, "{part}: {}", answer.json());
        }
    }
    let elsewhere = stage.sim.guilds().pop().unwrap().id();
    for part in ["members", "search?content=x"] {
        let answer = asker.ask(&format!("/guilds/{elsewhere}/{part}")).await;
        assert_eq!(answer.status, 403, "{part}");
    }
    let path = format!("/channels/{}/threads?archived=true", stage.general.id());
    let threads = asker.get(&path).await;
    assert_eq!(all(&threads["threads"], "name"), ["old"]);
    assert!(open.exists());
}

#[tokio::test]
async fn own_marks_are_own() {
    let stage = stage();
    let (ann, bob) = (stage.seat(), stage.bob.in_channel(&stage.general));
    let poll = ann.ask("Tea?", &["yes", "no"], false).unwrap();
    ann.vote(&poll, "yes").unwrap();
    bob.vote(&poll, "no").unwrap();
    bob.react(&poll, "🎈").unwrap();
    let path = stage.messages();
    let body = json!({"content": "mine", "nonce": "n1"});
    assert_eq!(stage.bot.http.call("POST", &path, body).await.status, 200);
    let path = format!("/channels/{}/messages", stage.general.id());
    let page = Asker::of(&stage.sim, &stage.ann).get(&path).await;
    let shown = &page["messages"][0];
    let votes =
        json!([{"id": 1, "count": 1, "me_voted": true}, {"id": 2, "count": 1, "me_voted": false}]);
    assert_eq!(shown["poll"]["results"]["answer_counts"], votes);
    assert_eq!(shown["reactions"][0]["me"], false);
    assert_eq!(
        shown["reactions"][0]["users"],
        json!([stage.bob.id().to_string()])
    );
    assert_eq!(shown["member"]["roles"], json!([]));
    assert_eq!(shown["member"]["user"], Value::Null);
    assert_eq!(page["messages"][1]["content"], "mine");
    assert_eq!(page["messages"][1]["nonce"], Value::Null, "of another one");
    let page = Asker::of(&stage.sim, &stage.bob).get(&path).await;
    let shown = &page["messages"][0];
    assert_eq!(
        shown["poll"]["results"]["answer_counts"][1]["me_voted"],
        true
    );
    assert_eq!(shown["reactions"][0]["me"], true);
}

#[tokio::test]
async fn an_ephemeral_answer_is_shown_to_one_person_alone() {
    let stage = stage();
    let ephemeral = json!({"type": 4, "data": {"content": "psst", "flags": 64}});
    stage.echo(ephemeral).await;
    stage.seat().say("aloud").unwrap();
    let path = format!("/channels/{}/messages", stage.general.id());
    let ann = Asker::of(&stage.sim, &stage.ann);
    assert_eq!(
        all(&ann.get(&path).await["messages"], "content"),
        ["psst", "aloud"]
    );
    let bob = Asker::of(&stage.sim, &stage.bob);
    assert_eq!(all(&bob.get(&path).await["messages"], "content"), ["aloud"]);
    // Who may not read what was said before still has own answers.
    let all_but = permission::READ_MESSAGE_HISTORY;
    stage.general.for_everyone(0, all_but);
    assert_eq!(all(&ann.get(&path).await["messages"], "content"), ["psst"]);
    assert_eq!(bob.get(&path).await["messages"], json!([]));
    let found = format!("/guilds/{}/search?content=s", stage.guild.id());
    assert_eq!(ann.get(&found).await["total"], 0);
}

#[tokio::test]
async fn files_have_addresses_that_serve_them() {
    let stage = stage();
    stage
        .seat()
        .say_with("look", &[("cat.txt", b"meow")])
        .unwrap();
    let path = format!("/channels/{}/messages", stage.general.id());
    let page = Asker::of(&stage.sim, &stage.bob).get(&path).await;
    let address = page["messages"][0]["attachments"][0]["url"]
        .as_str()
        .unwrap()
        .to_owned();
    let served = Http::new(&stage.sim.url(), None).get(&address).await;
    assert_eq!((served.status, served.bytes.as_ref()), (200, &b"meow"[..]));
}

#[tokio::test]
async fn people_are_told_apart_by_name_language_and_place() {
    let stage = stage();
    stage.ann.set_locale("de");
    let role = stage.guild.role("moderator", permission::MANAGE_MESSAGES);
    stage.guild.member(&stage.ann, &[role]);
    let people = Http::new(&stage.sim.url(), None)
        .page("/sim/v1/people")
        .await
        .json();
    let people = people["people"].as_array().unwrap();
    let names: Vec<&Value> = people
        .iter()
        .map(|person| &person["user"]["username"])
        .collect();
    assert!(!names.contains(&&json!("echo")), "{names:?}");
    let named = |name: &str| {
        people
            .iter()
            .find(|person| person["user"]["username"] == name)
            .unwrap()
    };
    let ann = named("ann");
    assert_eq!(ann["locale"], "de");
    assert_eq!(ann["guilds"][0]["owner"], false);
    assert_eq!(all(&ann["guilds"][0]["roles"], "name"), ["moderator"]);
    let owner = stage.guild.owner().name();
    assert_eq!(named(&owner)["guilds"][0]["owner"], true);
}

#[tokio::test]
async fn a_bot_without_the_content_intent_empties_nothing_for_people() {
    let stage = stage();
    stage.seat().say("all of it").unwrap();
    stage.sim.clock().advance(Duration::from_secs(1));
    stage.echo(says("ok")).await;
    let path = format!("/channels/{}/messages", stage.general.id());
    let page = Asker::of(&stage.sim, &stage.bob).get(&path).await;
    assert_eq!(all(&page["messages"], "content"), ["all of it", "ok"]);
    let metadata = &page["messages"][1]["interaction_metadata"];
    assert_eq!(
        (&metadata["name"], &metadata["user"]["username"]),
        (&json!("echo"), &json!("ann"))
    );
}
