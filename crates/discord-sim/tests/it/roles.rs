//! Roles: making, changing, ordering, deleting, and what becomes of members and channels.

use discord_sim::{Settings, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, stage_with};

/// A stage whose bot manages roles and may view the log.
fn managed() -> Stage {
    let mut settings = Settings::default();
    settings.limits.global_per_second = 1_000_000;
    settings.limits.routes.insert(
        "create_guild_role".to_owned(),
        (1_000_000, std::time::Duration::from_secs(1)),
    );
    let stage = stage_with(settings);
    let rights = permission::MANAGE_ROLES | permission::VIEW_AUDIT_LOG;
    stage.guild.bot_permissions(&stage.app, rights);
    stage
}

async fn call(stage: &Stage, method: &str, rest: &str, body: Value) -> crate::http::Answer {
    let path = format!("/guilds/{}/roles{rest}", stage.guild.id());
    stage.bot.http.call(method, &path, body).await
}

#[tokio::test]
async fn a_new_role_stands_at_the_bottom_and_has_the_bits_of_everyone() {
    let stage = managed();
    let first = call(&stage, "POST", "", json!({})).await.json();
    assert_eq!(
        (&first["name"], &first["position"]),
        (&json!("new role"), &json!(1))
    );
    assert_eq!(first["permissions"], permission::DEFAULT.to_string());
    let told = stage.bot.event("GUILD_ROLE_CREATE").await;
    assert_eq!(told["role"]["id"], first["id"]);
    let body = json!({"name": "helper", "permissions": "0", "color": 255, "hoist": true, "mentionable": true});
    let second = call(&stage, "POST", "", body).await.json();
    assert_eq!(second["colors"]["primary_color"], 255);
    assert_eq!(second["position"], 1);
    let list = call(&stage, "GET", "", Value::Null).await.json();
    let place = |id: &Value| {
        let roles = list.as_array().into_iter().flatten();
        roles
            .clone()
            .find(|role| role["id"] == *id)
            .map(|role| role["position"].clone())
    };
    assert_eq!(place(&first["id"]), Some(json!(2)), "the older made room");
    assert_eq!(
        stage
            .guild
            .place_of(stage.guild.bot_role(&stage.app).expect("a role")),
        Some(3)
    );
    let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&logged["action_type"], &logged["target_id"]),
        (&json!(30), &first["id"])
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_guild_has_at_most_250_roles() {
    let stage = managed();
    for number in 2..250 {
        stage.guild.role(&format!("role-{number}"), 0);
    }
    let full = call(&stage, "POST", "", json!({})).await;
    assert_eq!((full.status, full.code()), (400, 30005));
}

#[tokio::test]
async fn only_bits_that_the_bot_has_are_granted() {
    let stage = managed();
    let kick = permission::KICK_MEMBERS.to_string();
    let refused = call(&stage, "POST", "", json!({"permissions": kick})).await;
    assert_eq!((refused.status, refused.code()), (403, 50013));
    stage.guild.bot_permissions(
        &stage.app,
        permission::MANAGE_ROLES | permission::KICK_MEMBERS,
    );
    let made = call(&stage, "POST", "", json!({"permissions": kick})).await;
    assert_eq!(made.status, 200);
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_ROLES);
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    let kept = call(
        &stage,
        "PATCH",
        &format!("/{id}"),
        json!({"permissions": kick}),
    )
    .await;
    assert_eq!(
        kept.status, 200,
        "what the role has already is not granted again"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_change_is_told_and_logged_once() {
    let stage = managed();
    let id = call(&stage, "POST", "", json!({"name": "old"}))
        .await
        .json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    let one = format!("/{id}");
    for name in ["new", "new", "newer"] {
        assert_eq!(
            call(&stage, "PATCH", &one, json!({"name": name}))
                .await
                .json()["name"],
            name
        );
    }
    for (old, new) in [("old", "new"), ("new", "newer")] {
        let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
        assert_eq!(
            logged["changes"],
            json!([{"key": "name", "old_value": old, "new_value": new}])
        );
    }
    assert_eq!(
        call(&stage, "PATCH", "/1", json!({"name": "x"}))
            .await
            .code(),
        10011
    );
    assert_eq!(
        call(&stage, "PATCH", &one, json!({"name": "x".repeat(101)}))
            .await
            .code(),
        50035
    );
    assert_eq!(
        call(&stage, "PATCH", &one, json!({"color": 0x0100_0000}))
            .await
            .code(),
        50035
    );
    stage.forgive_refused();
}

#[tokio::test]
async fn icons_and_gradients_need_what_boosts_give() {
    let stage = managed();
    let icon = json!({"unicode_emoji": "🐈"});
    let gradient = json!({"colors": {"primary_color": 1, "secondary_color": 2}});
    let holographic = json!({"colors": {"primary_color": 11_127_295, "secondary_color": 16_759_788, "tertiary_color": 16_761_760}});
    for body in [&icon, &gradient, &holographic] {
        let refused = call(&stage, "POST", "", body.clone()).await;
        assert_eq!((refused.status, refused.code()), (403, 50101));
    }
    stage
        .guild
        .set_features(&["ROLE_ICONS", "ENHANCED_ROLE_COLORS"]);
    assert_eq!(
        call(&stage, "POST", "", icon).await.json()["unicode_emoji"],
        "🐈"
    );
    assert_eq!(
        call(&stage, "POST", "", gradient).await.json()["colors"]["secondary_color"],
        2
    );
    assert_eq!(
        call(&stage, "POST", "", holographic).await.json()["colors"]["tertiary_color"],
        16_761_760
    );
    let made_up =
        json!({"colors": {"primary_color": 1, "secondary_color": 2, "tertiary_color": 3}});
    assert_eq!(call(&stage, "POST", "", made_up).await.code(), 50035);
    stage.forgive_refused();
}

#[tokio::test]
async fn roles_are_ordered_below_the_bots_own_only() {
    let stage = managed();
    let [a, b, c] = ["a", "b", "c"].map(|name| stage.guild.role(name, 0));
    let bot = stage.guild.bot_role(&stage.app).expect("a role");
    stage.guild.raise(bot);
    let top = stage.guild.role("top", 0);
    let ladder = |stage: &Stage| {
        [a, b, c, bot, top].map(|role| stage.guild.place_of(role).expect("a place"))
    };
    assert_eq!(ladder(&stage), [1, 2, 3, 4, 5]);
    let moved = call(
        &stage,
        "PATCH",
        "",
        json!([{"id": a.id().to_string(), "position": 3}]),
    )
    .await;
    assert_eq!(moved.status, 200);
    assert_eq!(ladder(&stage), [3, 1, 2, 4, 5]);
    let both = json!([{"id": c.id().to_string(), "position": 1}, {"id": a.id().to_string(), "position": 2}]);
    assert_eq!(call(&stage, "PATCH", "", both).await.status, 200);
    assert_eq!(ladder(&stage), [2, 3, 1, 4, 5]);
    for (role, position) in [(a, 4), (a, 9), (top, 1), (bot, 1)] {
        let body = json!([{"id": role.id().to_string(), "position": position}]);
        let refused = call(&stage, "PATCH", "", body).await;
        assert_eq!(
            (refused.status, refused.code()),
            (403, 50013),
            "to {position}"
        );
    }
    assert_eq!(ladder(&stage), [2, 3, 1, 4, 5], "nothing was moved");
    let everyone = json!([{"id": stage.guild.id().to_string(), "position": 1}]);
    assert_eq!(call(&stage, "PATCH", "", everyone).await.code(), 50028);
    assert_eq!(
        call(&stage, "PATCH", "", json!([{"id": "1", "position": 1}]))
            .await
            .code(),
        10011
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_deleted_role_leaves_members_and_channels() {
    let stage = managed();
    let role = stage.guild.role("gone", permission::MANAGE_MESSAGES);
    let bot = stage.guild.bot_role(&stage.app).expect("a role");
    stage.guild.raise(bot);
    stage.guild.member(&stage.ann, &[role]);
    stage
        .general
        .for_role(role, permission::NONE, permission::SEND_MESSAGES);
    assert!(stage.seat().say("hush").is_err());
    let counts = call(&stage, "GET", "/member-counts", Value::Null)
        .await
        .json();
    assert_eq!(
        counts,
        json!({role.id().to_string(): 1, bot.id().to_string(): 1})
    );
    let deleted = call(&stage, "DELETE", &format!("/{}", role.id()), Value::Null).await;
    assert_eq!(deleted.status, 204);
    let told = stage.bot.event("GUILD_ROLE_DELETE").await;
    assert_eq!(
        told,
        json!({"guild_id": stage.guild.id().to_string(), "role_id": role.id().to_string()})
    );
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_UPDATE").await["roles"],
        json!([])
    );
    assert_eq!(
        stage.bot.event("CHANNEL_UPDATE").await["permission_overwrites"],
        json!([])
    );
    assert!(stage.seat().say("free").is_ok());
    for (role, code) in [
        (bot.id(), 50028),
        (stage.guild.id(), 50028),
        (role.id(), 10011),
    ] {
        assert_eq!(
            call(&stage, "DELETE", &format!("/{role}"), Value::Null)
                .await
                .code(),
            code
        );
    }
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_a_test_changes_bots_hear_of() {
    let stage = managed();
    let role = stage.guild.role("role", 0);
    assert_eq!(
        stage.bot.event("GUILD_ROLE_CREATE").await["role"]["id"],
        role.id().to_string()
    );
    stage
        .guild
        .everyone(permission::DEFAULT | permission::KICK_MEMBERS);
    let told = stage.bot.event("GUILD_ROLE_UPDATE").await;
    assert_eq!(told["role"]["id"], stage.guild.id().to_string());
    stage
        .guild
        .bot_permissions(&stage.app, permission::BAN_MEMBERS);
    let told = stage.bot.event("GUILD_ROLE_UPDATE").await;
    assert_eq!(
        told["role"]["permissions"],
        permission::BAN_MEMBERS.to_string()
    );
    stage.guild.set_locale("de");
    assert_eq!(
        stage.bot.event("GUILD_UPDATE").await["preferred_locale"],
        "de"
    );
    stage.guild.set_owner(&stage.ann);
    assert_eq!(
        stage.bot.event("GUILD_UPDATE").await["owner_id"],
        stage.ann.id().to_string()
    );
    stage.guild.member(&stage.bob, &[role]);
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_UPDATE").await["roles"],
        json!([role.id().to_string()])
    );
    stage.guild.clear_roles(&stage.bob);
    assert_eq!(
        stage.bot.event("GUILD_MEMBER_UPDATE").await["roles"],
        json!([])
    );
    stage
        .guild
        .time_out(&stage.bob, std::time::Duration::from_secs(60));
    assert!(
        stage.bot.event("GUILD_MEMBER_UPDATE").await["communication_disabled_until"].is_string()
    );
}
