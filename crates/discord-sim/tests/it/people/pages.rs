//! Pages of messages, members, threads and what a search finds.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use super::reader::{Asker, all};
use crate::bot::{Stage, stage};

/// A stage whose channel has messages `m0` to `m9`.
async fn talk() -> (Stage, Asker, Vec<u64>) {
    let stage = stage();
    let seat = stage.seat();
    let ids = (0..10)
        .map(|number| seat.say(&format!("m{number}")).unwrap().id)
        .collect();
    let asker = Asker::of(&stage.sim, &stage.bob);
    (stage, asker, ids)
}

#[tokio::test]
async fn messages_are_paged_in_both_directions() {
    let (stage, asker, ids) = talk().await;
    for (query, found, before, after) in [
        ("limit=3".to_owned(), &["m7", "m8", "m9"][..], true, false),
        (
            format!("before={}&limit=3", ids[7]),
            &["m4", "m5", "m6"],
            true,
            true,
        ),
        (
            format!("before={}&limit=3", ids[2]),
            &["m0", "m1"],
            false,
            true,
        ),
        (
            format!("after={}&limit=3", ids[2]),
            &["m3", "m4", "m5"],
            true,
            true,
        ),
        (format!("after={}", ids[7]), &["m8", "m9"], true, false),
        (
            format!("around={}&limit=3", ids[5]),
            &["m4", "m5", "m6"],
            true,
            true,
        ),
        (
            format!("around={}&limit=4", ids[0]),
            &["m0", "m1", "m2", "m3"],
            false,
            true,
        ),
        (format!("before={}", ids[0]), &[], false, true),
        (format!("after={}", ids[9]), &[], true, false),
    ] {
        let path = format!("/channels/{}/messages?{query}", stage.general.id());
        let page = asker.get(&path).await;
        assert_eq!(all(&page["messages"], "content"), found, "{query}");
        assert_eq!(
            (&page["before"], &page["after"]),
            (&json!(before), &json!(after)),
            "{query}"
        );
    }
    for query in ["before=1&after=2", "before=x", "limit=-1"] {
        let path = format!("/channels/{}/messages?{query}", stage.general.id());
        assert_eq!(asker.ask(&path).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn an_empty_channel_has_an_empty_page() {
    let stage = stage();
    let path = format!("/channels/{}/messages", stage.general.id());
    let page = Asker::of(&stage.sim, &stage.bob).get(&path).await;
    assert_eq!(
        page,
        json!({"messages": [], "before": false, "after": false})
    );
}

#[tokio::test]
async fn pins_come_latest_first() {
    let (stage, asker, _) = talk().await;
    let owner = stage.guild.owner().in_channel(&stage.general);
    for (place, message) in [(4, "m4"), (2, "m2")] {
        let messages = stage.general.messages();
        stage.sim.clock().advance(Duration::from_secs(1));
        assert_eq!(messages[place].content, message);
        owner.pin(&messages[place]).unwrap();
    }
    let pins = asker
        .get(&format!("/channels/{}/pins", stage.general.id()))
        .await;
    assert_eq!(all(&pins["messages"], "content"), ["m2", "m4"]);
}

#[tokio::test]
async fn members_come_by_rank_in_pages_and_by_name() {
    let stage = stage();
    let (guild, bob) = (&stage.guild, &stage.bob);
    guild.raise(guild.role("chief", permission::NONE));
    guild.member(bob, &[guild.find_role("chief").unwrap()]);
    bob.set_nick(guild, Some("Big Bob")).unwrap();
    let zoe = guild.person("zoe");
    zoe.set_display_name("Zoë ANN");
    let asker = Asker::of(&stage.sim, &stage.ann);
    let names = |page: &Value| -> Vec<String> {
        let members = page["members"].as_array().unwrap();
        let name = |member: &Value| member["user"]["username"].as_str().unwrap().to_owned();
        members.iter().map(name).collect()
    };
    let path = format!("/guilds/{}/members", guild.id());
    let whole = asker.get(&path).await;
    let owner = guild.owner().name();
    assert_eq!(names(&whole), [&owner, "bob", "echo", "ann", "zoe"]);
    assert_eq!(whole["total"], 5);
    let page = asker
        .get(&format!("{path}?limit=2&after={}", bob.id()))
        .await;
    assert_eq!(
        (names(&page), &page["total"]),
        (vec!["echo".to_owned(), "ann".to_owned()], &json!(5))
    );
    for (query, found) in [
        ("ann", &["ann", "zoe"][..]),
        ("BIG", &["bob"]),
        ("nobody", &[]),
    ] {
        let page = asker.get(&format!("{path}?query={query}")).await;
        assert_eq!(names(&page), found, "{query}");
        assert_eq!(page["total"], found.len());
    }
}

#[tokio::test]
async fn posts_of_a_forum_come_with_their_first_messages() {
    let stage = stage();
    let forum = stage.guild.forum_channel("ideas", &["new"]);
    let seat = stage.ann.in_channel(&forum);
    for name in ["one", "two", "three"] {
        stage.sim.clock().advance(Duration::from_secs(1));
        seat.post(name, &format!("first of {name}"), &[]).unwrap();
    }
    let one = forum
        .threads()
        .into_iter()
        .find(|thread| thread.name() == "one")
        .unwrap();
    stage.sim.clock().advance(Duration::from_secs(1));
    stage.bob.in_channel(&one).say("bump").unwrap();
    let asker = Asker::of(&stage.sim, &stage.bob);
    let path = format!("/channels/{}/threads", forum.id());
    let page = asker.get(&path).await;
    assert_eq!(all(&page["threads"], "name"), ["one", "three", "two"]);
    let first = ["first of one", "first of three", "first of two"];
    assert_eq!(all(&page["messages"], "content"), first);
    let page = asker.get(&format!("{path}?offset=1&limit=1")).await;
    assert_eq!(
        (all(&page["threads"], "name"), &page["total"]),
        (vec!["three"], &json!(3))
    );
    assert_eq!(
        asker.get(&format!("{path}?archived=true")).await["total"],
        0
    );
}

#[tokio::test]
async fn a_search_finds_what_the_person_could_read() {
    let (stage, asker, _) = talk().await;
    let secret = stage.guild.text_channel("secret");
    secret.for_everyone(0, permission::VIEW_CHANNEL);
    stage
        .guild
        .owner()
        .in_channel(&secret)
        .say("m3 hidden")
        .unwrap();
    let other = stage.guild.text_channel("other");
    stage.bob.in_channel(&other).say("also M3").unwrap();
    let path = format!("/guilds/{}/search?content=m3", stage.guild.id());
    let found = asker.get(&path).await;
    assert_eq!(all(&found["messages"], "content"), ["also M3", "m3"]);
    assert_eq!(found["total"], 2);
    for (query, content) in [
        (format!("channel={}", other.id()), "also M3"),
        (format!("author={}", stage.ann.id()), "m3"),
        ("limit=1&offset=1".to_owned(), "m3"),
    ] {
        let found = asker.get(&format!("{path}&{query}")).await;
        assert_eq!(all(&found["messages"], "content"), [content], "{query}");
    }
}
