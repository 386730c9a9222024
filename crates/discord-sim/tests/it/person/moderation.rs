//! What moderators do to members, and what they may not.

use std::time::Duration;

use discord_sim::{Person, permission};
use serde_json::{Value, json};

use super::refusal;
use crate::{
    bot::{Stage, stage},
    http::Answer,
};

async fn moderate(stage: &Stage, who: &Person, whom: u64, body: Value) -> Answer {
    let path = format!("/guilds/{}/members/{whom}/moderation", stage.guild.id());
    stage.acts(who, "POST", &path, body).await
}

/// Ann has a role with these rights.
fn staff(stage: &Stage, rights: u64) {
    let role = stage.guild.role("staff", rights);
    stage.guild.member(&stage.ann, &[role]);
}

#[tokio::test]
async fn each_act_takes_its_own_right() {
    let stage = stage();
    let bob = stage.bob.id();
    for (body, right, sentence) in [
        (
            json!({"do": "timeout", "minutes": 10}),
            permission::MODERATE_MEMBERS,
            "the person may not put members into time-out",
        ),
        (
            json!({"do": "nick", "nick": "Bobby"}),
            permission::MANAGE_NICKNAMES,
            "the person may not change the nicknames of others",
        ),
        (
            json!({"do": "roles", "roles": []}),
            permission::MANAGE_ROLES,
            "the person may not manage roles",
        ),
        (
            json!({"do": "kick"}),
            permission::KICK_MEMBERS,
            "the person may not kick members",
        ),
        (
            json!({"do": "ban"}),
            permission::BAN_MEMBERS,
            "the person may not ban members",
        ),
    ] {
        if body["do"] == "roles" {
            let low = stage.guild.role("low", permission::NONE);
            stage.guild.member(&stage.bob, &[low]);
            stage.guild.clear_roles(&stage.ann);
        }
        let refused = moderate(&stage, &stage.ann, bob, body.clone()).await;
        assert_eq!(refusal(&refused), (403, sentence.to_owned()), "{body}");
        staff(&stage, right);
        let done = moderate(&stage, &stage.ann, bob, body.clone()).await;
        assert_eq!(done.status, 200, "{body}: {}", done.json());
        stage.guild.clear_roles(&stage.ann);
    }
    assert!(stage.guild.has_banned(&stage.bob));
}

#[tokio::test]
async fn nobody_moderates_who_stands_as_high() {
    let stage = stage();
    let all = permission::KICK_MEMBERS
        | permission::BAN_MEMBERS
        | permission::MODERATE_MEMBERS
        | permission::MANAGE_NICKNAMES
        | permission::MANAGE_ROLES;
    staff(&stage, all);
    let high = stage.guild.role("high", permission::NONE);
    stage.guild.member(&stage.bob, &[high]);
    let owner = stage.guild.owner().id();
    for whom in [stage.bob.id(), owner, stage.ann.id()] {
        for body in [
            json!({"do": "timeout", "minutes": 1}),
            json!({"do": "kick"}),
            json!({"do": "ban"}),
        ] {
            let refused = moderate(&stage, &stage.ann, whom, body).await;
            let sentence = "the person does not stand higher than the other one";
            assert_eq!(refusal(&refused), (403, sentence.to_owned()));
        }
    }
    let roles = json!({"do": "roles", "roles": [high.id().to_string()]});
    let refused = moderate(&stage, &stage.ann, stage.ann.id(), roles.clone()).await;
    assert_eq!(refusal(&refused).0, 403);
    let whom = stage.guild.person("cleo").id();
    assert_eq!(
        refusal(&moderate(&stage, &stage.ann, whom, roles).await).0,
        403
    );
    for (body, status) in [
        (json!({"do": "roles", "roles": ["17"]}), 400),
        (
            json!({"do": "roles", "roles": [stage.guild.id().to_string()]}),
            400,
        ),
        (
            json!({"do": "roles", "roles": [stage.guild.bot_role(&stage.app).unwrap().id().to_string()]}),
            400,
        ),
        (json!({"do": "timeout", "minutes": 40_321}), 400),
        (json!({"do": "timeout"}), 400),
        (json!({"do": "dance"}), 400),
        (json!({"do": "kick", "reason": "x".repeat(513)}), 400),
        (json!({"do": "nick", "nick": "x".repeat(33)}), 400),
    ] {
        let answer = moderate(&stage, &stage.ann, whom, body.clone()).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.json());
    }
    let stranger = stage.sim.person("zoe");
    let kick = json!({"do": "kick"});
    let refused = moderate(&stage, &stage.ann, stranger.id(), kick.clone()).await;
    assert_eq!(
        refusal(&refused),
        (400, "the other one is no member".to_owned())
    );
    assert_eq!(
        moderate(&stage, &stranger, whom, kick.clone()).await.status,
        403
    );
    assert_eq!(moderate(&stage, &stage.ann, 17, kick).await.status, 404);
}

#[tokio::test]
async fn roles_nicknames_and_time_outs_are_what_was_asked_for() {
    let stage = stage();
    let low = stage.guild.role("low", permission::NONE);
    let other = stage.guild.role("other", permission::NONE);
    staff(
        &stage,
        permission::MANAGE_ROLES | permission::MODERATE_MEMBERS | permission::MANAGE_NICKNAMES,
    );
    stage.guild.member(&stage.bob, &[low]);
    let bob = stage.bob.id();
    let member = || stage.guild.member_json(&stage.bob);
    let roles = json!({"do": "roles", "roles": [other.id().to_string()], "reason": "moved"});
    assert_eq!(
        moderate(&stage, &stage.ann, bob, roles.clone())
            .await
            .status,
        200
    );
    assert_eq!(member()["roles"], json!([other.id().to_string()]));
    let same = moderate(&stage, &stage.ann, bob, roles).await;
    assert_eq!(refusal(&same), (400, "nothing would change".to_owned()));

    let nick = |nick: Value| json!({"do": "nick", "nick": nick});
    assert_eq!(
        moderate(&stage, &stage.ann, bob, nick(json!(" Bobby ")))
            .await
            .status,
        200
    );
    assert_eq!(member()["nick"], "Bobby");
    assert_eq!(
        moderate(&stage, &stage.bob, bob, nick(json!(null)))
            .await
            .status,
        200,
        "his own"
    );
    assert_eq!(member()["nick"], Value::Null);

    let time_out = |minutes: u64| json!({"do": "timeout", "minutes": minutes});
    assert_eq!(
        moderate(&stage, &stage.ann, bob, time_out(10)).await.status,
        200
    );
    assert!(stage.guild.timed_out_until(&stage.bob).is_some());
    let refused = moderate(&stage, &stage.bob, bob, nick(json!("x"))).await;
    assert_eq!(
        refusal(&refused),
        (403, "the person is in time-out".to_owned())
    );
    assert_eq!(
        moderate(&stage, &stage.ann, bob, time_out(0)).await.status,
        200
    );
    assert_eq!(stage.guild.timed_out_until(&stage.bob), None);
    let administrator = stage.guild.person("cleo");
    let power = stage.guild.role("power", permission::ADMINISTRATOR);
    stage.guild.member(&administrator, &[power]);
    let owner = stage.guild.owner();
    let refused = moderate(&stage, &owner, administrator.id(), time_out(1)).await;
    assert_eq!(refusal(&refused).0, 400);
}

#[tokio::test]
async fn bans_are_seen_and_lifted_by_who_may() {
    let stage = stage();
    let bans = format!("/guilds/{}/bans", stage.guild.id());
    let own = format!("{bans}/{}", stage.bob.id());
    let refused = stage.acts(&stage.ann, "GET", &bans, Value::Null).await;
    assert_eq!(
        refusal(&refused),
        (403, "the person may not ban members".to_owned())
    );
    staff(&stage, permission::BAN_MEMBERS);
    let said = stage.bob.in_channel(&stage.general).say("spam").unwrap();
    let ban = json!({"do": "ban", "reason": "spam", "delete_message_seconds": 3_600});
    assert_eq!(
        moderate(&stage, &stage.ann, stage.bob.id(), ban.clone())
            .await
            .status,
        200
    );
    assert!(
        stage
            .general
            .messages()
            .iter()
            .all(|message| message.id != said.id)
    );
    let listed = stage.did(&stage.ann, "GET", &bans, Value::Null).await;
    assert_eq!(listed["bans"][0]["reason"], "spam");
    assert_eq!(listed["bans"][0]["user"]["username"], "bob");
    let again = moderate(&stage, &stage.ann, stage.bob.id(), ban).await;
    assert_eq!(
        refusal(&again),
        (400, "the other one is banned already".to_owned())
    );
    let membership = format!("/guilds/{}/membership", stage.guild.id());
    let refused = stage
        .acts(&stage.bob, "PUT", &membership, Value::Null)
        .await;
    assert_eq!(
        refusal(&refused),
        (403, "the server has banned the person".to_owned())
    );
    stage.did(&stage.ann, "DELETE", &own, Value::Null).await;
    let refused = stage.acts(&stage.ann, "DELETE", &own, Value::Null).await;
    assert_eq!(
        refusal(&refused),
        (400, "the other one is not banned".to_owned())
    );
    stage.did(&stage.bob, "PUT", &membership, Value::Null).await;
    stage.sim.clock().advance(Duration::from_secs(1));
    assert!(stage.guild.has(&stage.bob));
}
