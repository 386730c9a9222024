//! Bans and prunes: who is taken out, what goes with them, and what bots hear.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use crate::bot::managed;

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn a_ban_takes_the_member_and_the_messages_of_the_last_days() {
    let stage = managed(permission::BAN_MEMBERS);
    let old = stage.seat().say("old").expect("sent");
    stage.sim.clock().advance(DAY);
    let new = [
        stage.seat().say("new").expect("sent"),
        stage.seat().say("newer").expect("sent"),
    ];
    let kept = stage
        .bob
        .in_channel(&stage.general)
        .say("bob's")
        .expect("sent");
    let path = format!("/guilds/{}/bans/{}", stage.guild.id(), stage.ann.id());
    let http = stage.bot.http.clone().with("x-audit-log-reason", "spam");
    let done = http
        .call("PUT", &path, json!({"delete_message_seconds": 3600}))
        .await;
    assert_eq!(done.status, 204);
    assert_eq!(
        stage.bot.event("GUILD_BAN_ADD").await["user"]["username"],
        "ann"
    );
    let deleted = stage.bot.event("MESSAGE_DELETE_BULK").await;
    assert_eq!(
        deleted["ids"],
        json!(new.map(|message| message.id.to_string()))
    );
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_REMOVE").await["user"]["username"],
        "ann"
    );
    let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&logged["action_type"], &logged["reason"]),
        (&json!(22), &json!("spam"))
    );
    let left: Vec<u64> = stage
        .general
        .messages()
        .iter()
        .map(|message| message.id)
        .collect();
    assert_eq!(left, [old.id, kept.id]);
    let ban = stage.bot.http.get(&path).await.json();
    assert_eq!(
        (&ban["reason"], &ban["user"]["username"]),
        (&json!("spam"), &json!("ann"))
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn the_banned_stay_out_until_the_ban_is_lifted() {
    let stage = managed(permission::BAN_MEMBERS);
    let one = format!("/bans/{}", stage.ann.id());
    assert_eq!(stage.in_guild("GET", &one, Value::Null).await.code(), 10026);
    assert_eq!(
        stage.in_guild("PUT", &one, Value::Null).await.status,
        204,
        "clients send no body"
    );
    assert_eq!(
        stage.in_guild("PUT", &one, json!({})).await.status,
        204,
        "once more is no error"
    );
    assert!(stage.ann.join(&stage.guild).is_err());
    stage.guild.member(&stage.ann, &[]);
    assert!(!stage.guild.has(&stage.ann), "not by the back door either");
    assert_eq!(
        stage.in_guild("DELETE", &one, Value::Null).await.status,
        204
    );
    assert_eq!(
        stage.bot.event("GUILD_BAN_REMOVE").await["user"]["username"],
        "ann"
    );
    assert_eq!(
        stage.in_guild("DELETE", &one, Value::Null).await.code(),
        10026
    );
    assert!(stage.ann.join(&stage.guild).is_ok());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn strangers_can_be_banned_and_unknown_users_not() {
    let stage = managed(permission::BAN_MEMBERS);
    let zoe = stage.sim.person("zoe");
    assert_eq!(
        stage
            .in_guild("PUT", &format!("/bans/{}", zoe.id()), json!({}))
            .await
            .status,
        204
    );
    assert!(zoe.join(&stage.guild).is_err());
    assert_eq!(
        stage.in_guild("PUT", "/bans/1", json!({})).await.code(),
        10013
    );
    let too_far = stage
        .in_guild(
            "PUT",
            &format!("/bans/{}", stage.bob.id()),
            json!({"delete_message_seconds": 604_801}),
        )
        .await;
    assert_eq!(too_far.code(), 50035);
    assert!(stage.guild.has(&stage.bob));
    stage.forgive_refused();
}

#[tokio::test]
async fn a_banned_bot_is_told_that_its_guild_is_gone() {
    let stage = managed(permission::BAN_MEMBERS);
    let other = stage.sim.application("other");
    stage.guild.install(&other, permission::NONE);
    let bot = stage.guild.bot_role(&stage.app).expect("a role");
    stage.guild.raise(bot);
    let mut tap = stage.sim.tap(&other);
    assert_eq!(
        stage
            .in_guild("PUT", &format!("/bans/{}", other.id()), json!({}))
            .await
            .status,
        204
    );
    let gone = tap.next_of("GUILD_DELETE").await.expect("an event");
    assert_eq!(gone, json!({"id": stage.guild.id().to_string()}));
    assert_eq!(
        stage.bot.event("GUILD_ROLE_DELETE").await["guild_id"],
        stage.guild.id().to_string()
    );
    stage.guild.install(&other, permission::NONE);
    assert!(
        stage.guild.bot_role(&other).is_none(),
        "it cannot be added again"
    );
}

#[tokio::test]
async fn bans_are_listed_in_pages() {
    let stage = managed(permission::BAN_MEMBERS);
    let mut ids = Vec::new();
    for number in 0..5 {
        let person = stage.sim.person(&format!("banned-{number}"));
        stage.guild.ban(&person);
        ids.push(person.id().to_string());
    }
    let listed = |query: String| {
        let path = format!("/guilds/{}/bans?{query}", stage.guild.id());
        let http = stage.bot.http.clone();
        async move {
            let list = http.get(&path).await.json();
            let list = list.as_array().expect("a list").clone();
            list.iter()
                .map(|ban| ban["user"]["id"].as_str().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(listed(String::new()).await, ids);
    assert_eq!(listed("limit=2".to_owned()).await, ids[..2]);
    assert_eq!(listed(format!("limit=2&after={}", ids[1])).await, ids[2..4]);
    assert_eq!(
        listed(format!("limit=2&before={}", ids[4])).await,
        ids[2..4]
    );
    assert_eq!(
        listed(format!("limit=2&before={}&after={}", ids[1], ids[1])).await,
        ids[..1],
        "before wins"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_bulk_ban_says_whom_it_got() {
    let stage = managed(permission::BAN_MEMBERS | permission::MANAGE_GUILD);
    let high = stage.guild.role("high", 0);
    stage.guild.member(&stage.bob, &[high]);
    let ids = |users: &[u64]| json!({"user_ids": users.iter().map(ToString::to_string).collect::<Vec<_>>()});
    let (ann, bob, bot) = (stage.ann.id(), stage.bob.id(), stage.app.id());
    let answer = stage
        .in_guild("POST", "/bulk-ban", ids(&[ann, bob, bot, 1]))
        .await
        .json();
    assert_eq!(answer["banned_users"], json!([ann.to_string()]));
    assert_eq!(
        answer["failed_users"],
        json!([bob.to_string(), bot.to_string(), "1"])
    );
    let none = stage.in_guild("POST", "/bulk-ban", ids(&[ann, bob])).await;
    assert_eq!(
        (none.status, none.code()),
        (400, 500_000),
        "already banned, and too high"
    );
    let many: Vec<u64> = (1..=201).collect();
    assert_eq!(
        stage.in_guild("POST", "/bulk-ban", ids(&many)).await.code(),
        50035
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::BAN_MEMBERS);
    assert_eq!(
        stage
            .in_guild("POST", "/bulk-ban", ids(&[bob]))
            .await
            .code(),
        50013,
        "MANAGE_GUILD is gone"
    );
    stage.forgive_refused();
}

#[tokio::test]
async fn a_prune_takes_who_was_idle_and_has_no_role() {
    let stage = managed(permission::KICK_MEMBERS | permission::MANAGE_GUILD);
    let role = stage.guild.role("role", 0);
    let bot = stage.guild.bot_role(&stage.app).expect("a role");
    stage.guild.raise(bot);
    let [busy, roled] = ["busy", "roled"].map(|name| stage.guild.person(name));
    stage.guild.member(&roled, &[role]);
    stage.sim.clock().advance(DAY * 8);
    busy.in_channel(&stage.general).say("here").expect("sent");
    stage.guild.person("fresh");
    let count = |query: &'static str| {
        let path = format!("/guilds/{}/prune?{query}", stage.guild.id());
        let http = stage.bot.http.clone();
        async move { http.get(&path).await.json()["pruned"].as_u64() }
    };
    assert_eq!(count("").await, Some(2), "ann and bob");
    assert_eq!(count("days=9").await, Some(0));
    let with_role = format!(
        "/guilds/{}/prune?include_roles={}",
        stage.guild.id(),
        role.id()
    );
    assert_eq!(stage.bot.http.get(&with_role).await.json()["pruned"], 3);
    for days in ["0", "31"] {
        let path = format!("/guilds/{}/prune?days={days}", stage.guild.id());
        assert_eq!(stage.bot.http.get(&path).await.code(), 50035);
    }
    let done = stage
        .in_guild(
            "POST",
            "/prune",
            json!({"days": 7, "compute_prune_count": false}),
        )
        .await;
    assert_eq!(done.json(), json!({"pruned": null}));
    for gone in ["ann", "bob"] {
        assert_eq!(
            stage.bot.event("GUILD_MEMBER_REMOVE").await["user"]["username"],
            gone
        );
    }
    let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&logged["action_type"], &logged["target_id"]),
        (&json!(21), &Value::Null)
    );
    assert_eq!(
        logged["options"],
        json!({"delete_member_days": "7", "members_removed": "2"})
    );
    assert!(stage.guild.has(&busy) && stage.guild.has(&roled));
    stage.forgive_refused();
}
