//! Overwrites of channels: who may set which bits.

use discord_sim::permission::{
    ADD_REACTIONS, MANAGE_CHANNELS, MANAGE_ROLES, NONE, SEND_MESSAGES, VIEW_AUDIT_LOG,
};
use serde_json::{Value, json};

use crate::{bot::Stage, channels::stage_where};

fn path(stage: &Stage, id: u64) -> String {
    format!("/channels/{}/permissions/{id}", stage.general.id())
}

#[tokio::test]
async fn an_overwrite_is_set_changed_and_taken_away() {
    let stage = stage_where(MANAGE_ROLES | VIEW_AUDIT_LOG);
    let path = path(&stage, stage.ann.id());
    let deny = |bits: u64| json!({"type": 1, "deny": bits.to_string()});
    assert_eq!(stage.ask("PUT", &path, deny(SEND_MESSAGES)).await.0, 204);
    assert!(stage.seat().say("x").is_err());
    let created = stage.logged(13).await;
    assert_eq!(
        created["options"],
        json!({"id": stage.ann.id().to_string(), "type": "1"})
    );
    assert_eq!(stage.ask("PUT", &path, deny(ADD_REACTIONS)).await.0, 204);
    assert!(stage.seat().say("x").is_ok());
    assert_eq!(stage.logged(14).await["changes"][0]["key"], "deny");
    assert_eq!(stage.ask("DELETE", &path, Value::Null).await.0, 204);
    assert_eq!(
        stage.logged(15).await["target_id"],
        stage.general.id().to_string()
    );
    assert_eq!(stage.code("DELETE", &path, Value::Null).await, 10009);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn only_bits_that_the_bot_has_are_given_or_taken() {
    let stage = stage_where(MANAGE_ROLES);
    let path = path(&stage, stage.ann.id());
    let allow = |bits: u64| json!({"type": 1, "allow": bits.to_string()});
    assert_eq!(
        stage.code("PUT", &path, allow(MANAGE_CHANNELS)).await,
        50013
    );
    assert_eq!(stage.ask("PUT", &path, allow(SEND_MESSAGES)).await.0, 204);
    stage.general.for_bot(&stage.app, MANAGE_ROLES, NONE);
    let managed = allow(MANAGE_CHANNELS);
    assert_eq!(
        stage.ask("PUT", &path, managed).await.0,
        204,
        "an overwrite makes it free"
    );
}

#[tokio::test]
async fn overwrites_need_the_right_and_somebody_to_be_for() {
    let stage = stage_where(NONE);
    let set = json!({"type": 1, "deny": "0"});
    let ann = path(&stage, stage.ann.id());
    assert_eq!(stage.code("PUT", &ann, set.clone()).await, 50013);
    stage.guild.bot_permissions(&stage.app, MANAGE_ROLES);
    assert_eq!(
        stage.code("PUT", &path(&stage, 1), set.clone()).await,
        10009
    );
    let role = json!({"type": 0, "deny": "0"});
    assert_eq!(
        stage.code("PUT", &ann, role).await,
        10009,
        "a person is no role"
    );
    let private = stage.ann.dm(&stage.app).channel().id();
    let private = format!("/channels/{private}/permissions/{}", stage.ann.id());
    assert_eq!(stage.code("PUT", &private, set.clone()).await, 50003);
    let thread = stage.seat().thread("t").expect("ann may start one");
    let thread = format!(
        "/channels/{}/permissions/{}",
        thread.channel().id(),
        stage.ann.id()
    );
    assert_eq!(
        stage.code("PUT", &thread, set).await,
        50024,
        "threads have their parent's"
    );
}

#[tokio::test]
async fn a_channels_whole_list_needs_the_right_and_logs_each_difference() {
    let stage = stage_where(MANAGE_CHANNELS | VIEW_AUDIT_LOG);
    let path = format!("/channels/{}", stage.general.id());
    let list = json!({"permission_overwrites": [{"id": stage.ann.id().to_string(), "type": 1,
        "deny": SEND_MESSAGES.to_string()}]});
    assert_eq!(stage.code("PATCH", &path, list.clone()).await, 50013);
    let rights = MANAGE_CHANNELS | MANAGE_ROLES | VIEW_AUDIT_LOG;
    stage.guild.bot_permissions(&stage.app, rights);
    let (status, changed) = stage.ask("PATCH", &path, list).await;
    assert_eq!(
        (
            status,
            changed["permission_overwrites"].as_array().map(Vec::len)
        ),
        (200, Some(1))
    );
    assert_eq!(
        stage.logged(13).await["options"]["id"],
        stage.ann.id().to_string()
    );
    assert_eq!(
        stage
            .ask("PATCH", &path, json!({"permission_overwrites": []}))
            .await
            .0,
        200
    );
    assert_eq!(
        stage.logged(15).await["options"]["id"],
        stage.ann.id().to_string()
    );
}

#[tokio::test]
async fn only_an_administrator_makes_a_channel_whose_roles_others_manage() {
    let stage = stage_where(MANAGE_CHANNELS | MANAGE_ROLES);
    let path = format!("/guilds/{}/channels", stage.guild.id());
    let body = json!({"name": "x", "permission_overwrites": [{"id": stage.ann.id().to_string(), "type": 1,
        "allow": MANAGE_ROLES.to_string()}]});
    assert_eq!(stage.code("POST", &path, body.clone()).await, 50013);
    stage
        .guild
        .bot_permissions(&stage.app, discord_sim::permission::ADMINISTRATOR);
    assert_eq!(stage.ask("POST", &path, body).await.0, 201);
}

#[tokio::test]
async fn who_does_not_see_a_channel_does_not_see_who_types_there() {
    let stage = crate::bot::stage();
    let other = stage.sim.application("other");
    stage.guild.install(&other, NONE);
    let mut tap = stage.sim.tap(&other);
    let path = format!("/channels/{}/typing", stage.general.id());
    let typing = || stage.bot.http.call("POST", &path, Value::Null);
    assert_eq!(typing().await.status, 204);
    assert_eq!(tap.try_next().map(|(name, _)| name), Some("TYPING_START"));
    stage
        .general
        .for_bot(&other, 0, discord_sim::permission::VIEW_CHANNEL);
    while tap.try_next().is_some() {}
    assert_eq!(typing().await.status, 204);
    assert_eq!(tap.try_next(), None);
}
