//! Members: finding, adding, changing, throwing out, with the events and what the log says.

use std::time::Duration;

use discord_sim::{ProblemKind, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, stage};

const GUILD_MEMBERS: u64 = 1 << 1;

/// A stage whose bot may do what `rights` says and stands above all roles made so far.
fn moderated(rights: u64) -> Stage {
    let stage = stage();
    stage.guild.bot_permissions(&stage.app, rights);
    stage
}

fn path(stage: &Stage, rest: &str) -> String {
    format!("/guilds/{}{rest}", stage.guild.id())
}

async fn patch(stage: &Stage, user: u64, body: Value) -> crate::http::Answer {
    let path = path(stage, &format!("/members/{user}"));
    stage.bot.http.call("PATCH", &path, body).await
}

/// Bodies that Discord refuses are problems; here they are what is tested.
fn forgive_refused(stage: &Stage) {
    let journal = stage.sim.journal();
    journal.forgive(|problem| matches!(problem.kind, ProblemKind::Refused | ProblemKind::Oracle));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn the_member_list_needs_the_privileged_intent_of_the_application() {
    let stage = stage();
    let list = path(&stage, "/members?limit=1000");
    let refused = stage.bot.http.get(&list).await;
    assert_eq!((refused.status, refused.code()), (403, 50001));
    stage.app.allow_intents(GUILD_MEMBERS);
    let all = stage.bot.http.get(&list).await.json();
    assert_eq!(all.as_array().map(Vec::len), Some(4));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn the_member_list_comes_in_pages_by_id() {
    let stage = stage();
    stage.app.allow_intents(GUILD_MEMBERS);
    let mut seen = Vec::new();
    let mut after = "0".to_owned();
    loop {
        let page = path(&stage, &format!("/members?after={after}"));
        let page = stage.bot.http.get(&page).await.json();
        let Some(member) = page.get(0) else { break };
        assert_eq!(page.as_array().map(Vec::len), Some(1), "one by default");
        after = member["user"]["id"].as_str().expect("an id").to_owned();
        seen.push(after.parse::<u64>().expect("a number"));
    }
    assert_eq!(seen.len(), 4);
    assert!(seen.is_sorted());
    for limit in ["0", "1001", "x"] {
        let refused = path(&stage, &format!("/members?limit={limit}"));
        assert_eq!(stage.bot.http.get(&refused).await.code(), 50035, "{limit}");
    }
    forgive_refused(&stage);
}

#[tokio::test]
async fn a_search_finds_the_beginning_of_any_name() {
    let stage = stage();
    stage
        .ann
        .set_nick(&stage.guild, Some("Zora"))
        .expect("allowed");
    stage.bob.set_display_name("Zorro");
    let names = |query: &'static str| {
        let path = path(&stage, &format!("/members/search?query={query}&limit=10"));
        let http = stage.bot.http.clone();
        async move {
            let found = http.get(&path).await.json();
            let found = found.as_array().expect("a list").clone();
            let names = found.iter().map(|member| {
                member["user"]["username"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned()
            });
            names.collect::<Vec<_>>()
        }
    };
    assert_eq!(names("zor").await, ["ann", "bob"]);
    assert_eq!(names("AN").await, ["ann"]);
    assert_eq!(names("orro").await, Vec::<String>::new());
    let empty = stage.bot.http.get(&path(&stage, "/members/search")).await;
    assert_eq!(empty.code(), 50035);
    forgive_refused(&stage);
}

#[tokio::test]
async fn a_nickname_is_changed_told_and_logged_with_its_reason() {
    let stage = moderated(permission::MANAGE_NICKNAMES | permission::VIEW_AUDIT_LOG);
    let http = stage
        .bot
        .http
        .clone()
        .with("x-audit-log-reason", "too%20long");
    let one = path(&stage, &format!("/members/{}", stage.ann.id()));
    let answer = http.call("PATCH", &one, json!({"nick": "A"})).await;
    assert_eq!(
        (answer.status, answer.json()["nick"].as_str()),
        (200, Some("A"))
    );
    let told = stage.bot.event("GUILD_MEMBER_UPDATE").await;
    assert_eq!(
        (told["nick"].as_str(), &told["guild_id"]),
        (Some("A"), &json!(stage.guild.id().to_string()))
    );
    let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(logged["action_type"], 24);
    assert_eq!(logged["reason"], "too long");
    assert_eq!(
        logged["changes"],
        json!([{"key": "nick", "new_value": "A"}])
    );
    let same = patch(&stage, stage.ann.id(), json!({"nick": "A"})).await;
    assert_eq!(same.status, 200, "what changes nothing is no error");
    let gone = patch(&stage, stage.ann.id(), json!({"nick": null})).await;
    assert_eq!(gone.json()["nick"], Value::Null);
    let next = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        next["changes"],
        json!([{"key": "nick", "old_value": "A"}]),
        "and is not logged"
    );
    assert_eq!(
        patch(&stage, stage.ann.id(), json!({"nick": "x".repeat(33)}))
            .await
            .code(),
        50035
    );
    forgive_refused(&stage);
}

#[tokio::test]
async fn roles_set_by_list_are_logged_as_added_and_removed() {
    let stage = stage();
    let (old, kept, new) = (
        stage.guild.role("old", 0),
        stage.guild.role("kept", 0),
        stage.guild.role("new", 0),
    );
    let bot = stage.guild.bot_role(&stage.app).expect("a role");
    stage.guild.raise(bot);
    stage.guild.bot_permissions(
        &stage.app,
        permission::MANAGE_ROLES | permission::VIEW_AUDIT_LOG,
    );
    stage.guild.member(&stage.ann, &[old, kept]);
    let (kept, new) = (kept.id().to_string(), new.id().to_string());
    let answer = patch(&stage, stage.ann.id(), json!({"roles": [new, kept]})).await;
    assert_eq!(answer.json()["roles"], json!([kept, new]));
    let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(logged["action_type"], 25);
    assert_eq!(
        logged["changes"],
        json!([{"key": "$add", "new_value": [{"id": new, "name": "new"}]},
            {"key": "$remove", "new_value": [{"id": old.id().to_string(), "name": "old"}]}])
    );
    let unknown = patch(&stage, stage.ann.id(), json!({"roles": ["1"]})).await;
    assert_eq!((unknown.status, unknown.code()), (404, 10011));
    let everyone = patch(
        &stage,
        stage.ann.id(),
        json!({"roles": [stage.guild.id().to_string()]}),
    )
    .await;
    assert_eq!((everyone.status, everyone.code()), (400, 50028));
    let managed = patch(
        &stage,
        stage.ann.id(),
        json!({"roles": [bot.id().to_string()]}),
    )
    .await;
    assert_eq!(
        (managed.status, managed.code()),
        (403, 50013),
        "a bot's role is not given"
    );
    let twice = patch(&stage, stage.ann.id(), json!({"roles": [kept, kept]})).await;
    assert_eq!(twice.code(), 50035);
    forgive_refused(&stage);
}

#[tokio::test]
async fn a_role_given_twice_is_told_once() {
    let stage = stage();
    let role = stage.guild.role("role", 0);
    let bot = stage.guild.bot_role(&stage.app).expect("a role");
    stage.guild.raise(bot);
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_ROLES);
    let one = path(
        &stage,
        &format!("/members/{}/roles/{}", stage.ann.id(), role.id()),
    );
    for method in ["PUT", "PUT", "DELETE", "DELETE"] {
        assert_eq!(
            stage.bot.http.call(method, &one, Value::Null).await.status,
            204
        );
    }
    let given = stage.bot.event("GUILD_MEMBER_UPDATE").await;
    assert_eq!(given["roles"], json!([role.id().to_string()]));
    let taken = stage.bot.event("GUILD_MEMBER_UPDATE").await;
    assert_eq!(taken["roles"], json!([]));
    let unknown = path(&stage, &format!("/members/{}/roles/1", stage.ann.id()));
    assert_eq!(
        stage
            .bot
            .http
            .call("PUT", &unknown, Value::Null)
            .await
            .code(),
        10011
    );
    let nobody = path(&stage, &format!("/members/1/roles/{}", role.id()));
    assert_eq!(
        stage
            .bot
            .http
            .call("PUT", &nobody, Value::Null)
            .await
            .code(),
        10013
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_time_out_lasts_at_most_28_days_and_ends_by_the_clock() {
    let stage = moderated(permission::MODERATE_MEMBERS);
    let day = Duration::from_secs(86_400);
    let until = |days: u32| json!({"communication_disabled_until": (stage.sim.clock().now() + day * days).iso()});
    let too_long = patch(&stage, stage.ann.id(), until(29)).await;
    assert_eq!(too_long.code(), 50035);
    assert!(too_long.json()["errors"]["communication_disabled_until"].is_object());
    let done = patch(&stage, stage.ann.id(), until(27)).await;
    assert_eq!(done.status, 200);
    assert!(done.json()["communication_disabled_until"].is_string());
    assert!(stage.seat().say("let me").is_err());
    stage.sim.clock().advance(day * 28);
    assert!(stage.seat().say("again").is_ok());
    let member = stage
        .bot
        .http
        .get(&path(&stage, &format!("/members/{}", stage.ann.id())))
        .await;
    assert_eq!(member.json()["communication_disabled_until"], Value::Null);
    patch(&stage, stage.ann.id(), until(1)).await;
    assert!(stage.guild.timed_out_until(&stage.ann).is_some());
    let lifted = patch(
        &stage,
        stage.ann.id(),
        json!({"communication_disabled_until": null}),
    )
    .await;
    assert_eq!(lifted.status, 200);
    assert!(stage.seat().say("free").is_ok());
    let nonsense = patch(
        &stage,
        stage.ann.id(),
        json!({"communication_disabled_until": "soon"}),
    )
    .await;
    assert_eq!(nonsense.code(), 50035);
    forgive_refused(&stage);
}

#[tokio::test]
async fn flags_take_one_of_three_rights_and_only_one_flag_can_be_set() {
    let moderator =
        permission::MODERATE_MEMBERS | permission::KICK_MEMBERS | permission::BAN_MEMBERS;
    for (rights, status) in [
        (permission::KICK_MEMBERS, 403),
        (permission::MANAGE_GUILD, 200),
        (permission::MANAGE_ROLES, 200),
        (moderator, 200),
    ] {
        let stage = moderated(rights);
        let answer = patch(&stage, stage.ann.id(), json!({"flags": 0b101})).await;
        assert_eq!(answer.status, status);
        if status == 200 {
            assert_eq!(answer.json()["flags"], 0b100, "only BYPASSES_VERIFICATION");
        }
        assert_eq!(stage.sim.problems(), []);
    }
}

#[tokio::test]
async fn a_bot_changes_itself_and_always_hears_of_it() {
    let stage = stage();
    let own = path(&stage, "/members/@me");
    let picture = "data:image/png;base64,iVBORw0KGgo=";
    let answer = stage
        .bot
        .http
        .call("PATCH", &own, json!({"nick": "Echo", "avatar": picture}))
        .await;
    assert_eq!(answer.status, 200);
    let json = answer.json();
    assert_eq!(json["nick"], "Echo");
    assert_eq!(json["avatar"].as_str().map(str::len), Some(32), "a hash");
    assert_eq!(stage.bot.event("GUILD_MEMBER_UPDATE").await["nick"], "Echo");
    stage.guild.everyone(permission::VIEW_CHANNEL);
    let refused = stage
        .bot
        .http
        .call("PATCH", &own, json!({"nick": "No"}))
        .await;
    assert_eq!(
        (refused.status, refused.code()),
        (403, 50013),
        "CHANGE_NICKNAME is gone"
    );
    let cleared = stage
        .bot
        .http
        .call("PATCH", &own, json!({"avatar": null}))
        .await;
    assert_eq!(cleared.json()["avatar"], Value::Null);
    let bad = stage
        .bot
        .http
        .call("PATCH", &own, json!({"avatar": "cat.png"}))
        .await;
    assert_eq!(bad.code(), 50035);
    forgive_refused(&stage);
}

#[tokio::test]
async fn a_person_is_added_with_the_own_access_token_only() {
    let stage = stage();
    let zoe = stage.sim.person("zoe");
    let one = path(&stage, &format!("/members/{}", zoe.id()));
    let add = |token: String| {
        let (http, one) = (stage.bot.http.clone(), one.clone());
        async move { http.call("PUT", &one, json!({"access_token": token})).await }
    };
    assert_eq!(add("nonsense".to_owned()).await.code(), 50025);
    assert_eq!(
        add(stage.ann.let_add(&stage.app)).await.code(),
        50025,
        "somebody else's"
    );
    let other = stage.sim.application("other");
    assert_eq!(
        add(zoe.let_add(&other)).await.code(),
        50025,
        "for another application"
    );
    stage.guild.ban(&zoe);
    let banned = add(zoe.let_add(&stage.app)).await;
    assert_eq!((banned.status, banned.code()), (403, 40007));
    stage.guild.unban(&zoe);
    let added = add(zoe.let_add(&stage.app)).await;
    assert_eq!(
        (added.status, &added.json()["user"]["username"]),
        (201, &json!("zoe"))
    );
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_ADD").await["user"]["username"],
        "zoe"
    );
    assert_eq!(add(zoe.let_add(&stage.app)).await.status, 204);
    stage.guild.everyone(permission::VIEW_CHANNEL);
    assert_eq!(
        add(zoe.let_add(&stage.app)).await.code(),
        50013,
        "CREATE_INSTANT_INVITE is gone"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn who_is_added_may_come_with_roles_and_a_nickname() {
    let stage = stage();
    let role = stage.guild.role("role", 0);
    let bot = stage.guild.bot_role(&stage.app).expect("a role");
    stage.guild.raise(bot);
    let zoe = stage.sim.person("zoe");
    let one = path(&stage, &format!("/members/{}", zoe.id()));
    let body = json!({"access_token": zoe.let_add(&stage.app), "nick": "Z", "roles": [role.id().to_string()]});
    assert_eq!(
        stage.bot.http.call("PUT", &one, body.clone()).await.code(),
        50013
    );
    stage.guild.bot_permissions(
        &stage.app,
        permission::MANAGE_NICKNAMES | permission::MANAGE_ROLES,
    );
    let added = stage.bot.http.call("PUT", &one, body).await.json();
    assert_eq!(
        (added["nick"].as_str(), &added["roles"][0]),
        (Some("Z"), &json!(role.id().to_string()))
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_kicked_member_is_gone_and_may_come_back() {
    let stage = moderated(permission::KICK_MEMBERS | permission::VIEW_AUDIT_LOG);
    let one = path(&stage, &format!("/members/{}", stage.ann.id()));
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &one, Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_REMOVE").await["user"]["username"],
        "ann"
    );
    let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&logged["action_type"], &logged["target_id"]),
        (&json!(20), &json!(stage.ann.id().to_string()))
    );
    assert!(!stage.guild.has(&stage.ann));
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &one, Value::Null)
            .await
            .code(),
        10007
    );
    stage.ann.join(&stage.guild).expect("she may");
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_ADD").await["flags"],
        1,
        "she was here before"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn people_who_join_are_named_in_the_system_channel() {
    let stage = stage();
    stage
        .sim
        .person("quiet")
        .join(&stage.guild)
        .expect("joined");
    assert!(stage.general.last().is_none(), "there is no system channel");
    stage.guild.set_system_channel(Some(&stage.general));
    let zoe = stage.sim.person("zoe");
    zoe.join(&stage.guild).expect("joined");
    let said = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&said["type"], &said["author"]["username"]),
        (&json!(7), &json!("zoe"))
    );
    zoe.leave(&stage.guild).expect("left");
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_REMOVE").await["user"]["username"],
        "zoe"
    );
    assert!(zoe.leave(&stage.guild).is_err(), "she is not in it");
    assert!(
        stage.guild.owner().leave(&stage.guild).is_err(),
        "an owner stays"
    );
}
