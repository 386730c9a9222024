//! Who may use which command in a guild.

use discord_sim::{CommandPermission as Right, DriverError, Role, permission};
use serde_json::json;

use crate::{
    bot::{Stage, says, stage},
    oauth::{as_person, tokens_of},
};

async fn registered() -> Stage {
    let stage = stage();
    let commands = json!([
        {"name": "play", "description": "x"},
        {"name": "mods", "description": "x", "default_member_permissions": "8192"},
        {"name": "admins", "description": "x", "default_member_permissions": "0"},
    ]);
    assert_eq!(stage.bot.register(commands).await.status, 200);
    stage
}

async fn allowed(stage: &Stage, line: &str) -> bool {
    let seat = stage.seat();
    match seat.slash_offer(line) {
        Ok(()) => {
            let act = async { seat.slash(line).await.expect(line) };
            stage.answer_to(act, says("ok")).await;
            true
        }
        Err(DriverError::NotOffered { .. }) => false,
        Err(other) => panic!("{line}: {other}"),
    }
}

fn set(stage: &Stage, command: Option<&str>, list: &[Right]) {
    assert!(stage.guild.command_permissions(&stage.app, command, list));
}

fn vips(stage: &Stage) -> Role {
    let role = stage.guild.role("vips", permission::NONE);
    stage.guild.member(&stage.ann, &[role]);
    role
}

#[tokio::test]
async fn defaults_count_where_nothing_is_set() {
    let stage = registered().await;
    assert!(allowed(&stage, "/play").await);
    assert!(!allowed(&stage, "/mods").await && !allowed(&stage, "/admins").await);
    let helpers = stage.guild.role("helpers", permission::MANAGE_MESSAGES);
    stage.guild.member(&stage.ann, &[helpers]);
    assert!(allowed(&stage, "/mods").await);
    assert!(!allowed(&stage, "/admins").await);
    let admins = stage.guild.role("admins", permission::ADMINISTRATOR);
    stage.guild.member(&stage.ann, &[admins]);
    assert!(allowed(&stage, "/admins").await);
}

#[tokio::test]
async fn a_commands_own_settings_take_the_place_of_its_defaults() {
    let stage = registered().await;
    let vips = vips(&stage);
    set(&stage, Some("admins"), &[Right::role(vips, true)]);
    assert!(allowed(&stage, "/admins").await);
    set(
        &stage,
        Some("admins"),
        &[Right::role(vips, true), Right::person(&stage.ann, false)],
    );
    assert!(
        !allowed(&stage, "/admins").await,
        "a person's own setting comes first"
    );
    set(
        &stage,
        Some("play"),
        &[Right::everyone(&stage.guild, false)],
    );
    assert!(!allowed(&stage, "/play").await);
    set(
        &stage,
        Some("play"),
        &[
            Right::everyone(&stage.guild, false),
            Right::role(vips, true),
        ],
    );
    assert!(
        allowed(&stage, "/play").await,
        "a role's comes before everyone's"
    );
    assert!(
        !stage
            .guild
            .command_permissions(&stage.app, Some("nothing"), &[])
    );
}

#[tokio::test]
async fn an_applications_settings_count_for_commands_without_their_own() {
    let stage = registered().await;
    set(&stage, None, &[Right::person(&stage.ann, false)]);
    assert!(!allowed(&stage, "/play").await);
    set(&stage, Some("play"), &[Right::person(&stage.ann, true)]);
    assert!(allowed(&stage, "/play").await);
    set(&stage, None, &[Right::person(&stage.ann, true)]);
    assert!(!allowed(&stage, "/mods").await, "its defaults still count");
}

#[tokio::test]
async fn channels_are_switched_off_one_by_one_or_all() {
    let stage = registered().await;
    set(&stage, None, &[Right::channel(&stage.general, false)]);
    assert!(!allowed(&stage, "/play").await);
    set(
        &stage,
        Some("play"),
        &[Right::channel(&stage.general, true)],
    );
    assert!(allowed(&stage, "/play").await);
    set(&stage, Some("play"), &[]);
    set(&stage, None, &[Right::all_channels(&stage.guild, false)]);
    assert!(!allowed(&stage, "/play").await);
    set(
        &stage,
        None,
        &[
            Right::all_channels(&stage.guild, false),
            Right::channel(&stage.general, true),
        ],
    );
    assert!(allowed(&stage, "/play").await);
}

#[tokio::test]
async fn the_application_is_told() {
    let stage = registered().await;
    set(&stage, None, &[Right::person(&stage.ann, false)]);
    let event = stage
        .bot
        .event("APPLICATION_COMMAND_PERMISSIONS_UPDATE")
        .await;
    let app = stage.app.id().to_string();
    assert_eq!(
        event,
        json!({"id": app, "application_id": app, "guild_id": stage.guild.id().to_string(),
            "permissions": [{"id": stage.ann.id().to_string(), "type": 2, "permission": false}]})
    );
}

const SCOPE: &str = "applications.commands.permissions.update";

#[tokio::test]
async fn bots_read_the_settings_and_only_peoples_tokens_change_them() {
    let stage = registered().await;
    stage
        .guild
        .bot_permissions(&stage.app, permission::VIEW_AUDIT_LOG);
    let base = format!(
        "/applications/{}/guilds/{}/commands",
        stage.app.id(),
        stage.guild.id()
    );
    let commands = stage.app.commands(None);
    let id = commands[0]["id"].as_str().expect("an id");
    let path = format!("{base}/{id}/permissions");
    let unset = stage.bot.http.get(&path).await;
    assert_eq!((unset.status, unset.code()), (404, 10066));
    let body = json!({"permissions": [{"id": stage.bob.id().to_string(), "type": 2, "permission": false}]});
    let by_bot = stage.bot.http.call("PUT", &path, body.clone()).await;
    assert_eq!((by_bot.status, by_bot.code()), (403, 20001));

    let ann = as_person(&stage, &tokens_of(&stage, &stage.ann, SCOPE).await);
    let refused = ann.call("PUT", &path, body.clone()).await;
    assert_eq!(
        (refused.status, refused.code()),
        (403, 50013),
        "she does not manage the guild"
    );
    let owner = stage.guild.owner();
    let other = as_person(&stage, &tokens_of(&stage, &owner, "identify").await);
    let refused = other.call("PUT", &path, body.clone()).await;
    assert_eq!(
        (refused.status, refused.code()),
        (403, 50026),
        "another scope"
    );
    let boss = as_person(&stage, &tokens_of(&stage, &owner, SCOPE).await);
    let refused = boss
        .call("PUT", &format!("{base}/7/permissions"), body.clone())
        .await;
    assert_eq!((refused.status, refused.code()), (404, 10063));
    let set = boss.call("PUT", &path, body.clone()).await;
    assert_eq!(
        (set.status, &set.json()["permissions"]),
        (200, &body["permissions"])
    );

    let event = stage
        .bot
        .event("APPLICATION_COMMAND_PERMISSIONS_UPDATE")
        .await;
    assert_eq!(event, set.json());
    assert_eq!(stage.bot.http.get(&path).await.json(), set.json());
    let all = stage
        .bot
        .http
        .get(&format!("{base}/permissions"))
        .await
        .json();
    assert_eq!(all, json!([set.json()]));
    let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&logged["action_type"], &logged["target_id"]),
        (&json!(121), &json!(id))
    );
    assert_eq!(logged["changes"][0]["key"], stage.bob.id().to_string());
    let offer = stage.bob.in_channel(&stage.general).slash_offer("/play");
    assert!(matches!(offer, Err(DriverError::NotOffered { .. })));
    assert_eq!(stage.sim.problems(), []);
}
