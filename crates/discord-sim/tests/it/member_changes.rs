//! Changing members: each field with its right, the events, and what the log says.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use crate::bot::{Stage, stage};

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
    stage.forgive_refused();
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
    stage.forgive_refused();
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
    stage.forgive_refused();
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
    stage.forgive_refused();
}
