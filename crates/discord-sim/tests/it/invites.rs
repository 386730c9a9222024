//! Invites: made, found again, used, expired, taken back.

use std::time::Duration;

use bytes::Bytes;
use discord_sim::permission;
use serde_json::{Value, json};

use crate::{
    bot::{Stage, stage, text},
    channels::stage_where,
};

fn path(stage: &Stage) -> String {
    format!("/channels/{}/invites", stage.general.id())
}

#[tokio::test]
async fn an_invite_is_made_told_and_logged() {
    let stage = stage_where(permission::MANAGE_CHANNELS | permission::VIEW_AUDIT_LOG);
    let body = json!({"max_age": 3600, "max_uses": 2, "temporary": true});
    let (status, invite) = stage.ask("POST", &path(&stage), body).await;
    assert_eq!(
        (status, &invite["max_age"], &invite["uses"]),
        (200, &json!(3600), &json!(0))
    );
    assert_eq!(invite["guild"]["name"], "Test");
    let told = stage.bot.event("INVITE_CREATE").await;
    assert_eq!(
        (&told["code"], &told["temporary"]),
        (&invite["code"], &json!(true))
    );
    assert_eq!(
        stage.logged(40).await["changes"][0]["new_value"],
        invite["code"]
    );
    let (_, listed) = stage.ask("GET", &path(&stage), Value::Null).await;
    assert_eq!(listed[0]["code"], invite["code"]);
    let code = format!("/invites/{}", text(&invite["code"]));
    let (_, found) = stage
        .ask("GET", &format!("{code}?with_counts=true"), Value::Null)
        .await;
    assert_eq!(found["approximate_member_count"], 4);
    assert!(
        found.get("uses").is_none(),
        "that is for those who manage the channel"
    );
    assert_eq!(stage.ask("DELETE", &code, Value::Null).await.0, 200);
    assert_eq!(
        stage.bot.event("INVITE_DELETE").await["code"],
        invite["code"]
    );
    assert_eq!(
        stage.logged(42).await["changes"][0]["old_value"],
        invite["code"]
    );
    assert_eq!(stage.code("GET", &code, Value::Null).await, 10006);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn invites_need_rights_and_a_channel_to_arrive_in() {
    let stage = stage();
    assert_eq!(stage.code("GET", &path(&stage), Value::Null).await, 50013);
    let guild = format!("/guilds/{}/invites", stage.guild.id());
    assert_eq!(stage.code("GET", &guild, Value::Null).await, 50013);
    let by_ann = stage.seat().invite().expect("ann may invite");
    let delete = format!("/invites/{by_ann}");
    assert_eq!(stage.code("DELETE", &delete, Value::Null).await, 50013);
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_GUILD);
    assert_eq!(
        stage.ask("GET", &guild, Value::Null).await.1[0]["code"],
        by_ann
    );
    assert_eq!(stage.ask("DELETE", &delete, Value::Null).await.0, 200);
    stage
        .general
        .for_bot(&stage.app, 0, permission::CREATE_INSTANT_INVITE);
    assert_eq!(stage.code("POST", &path(&stage), json!({})).await, 50013);
    let category = format!("/channels/{}/invites", stage.guild.category("c").id());
    assert_eq!(stage.code("POST", &category, json!({})).await, 50024);
    let private = format!(
        "/channels/{}/invites",
        stage.ann.dm(&stage.app).channel().id()
    );
    assert_eq!(stage.code("POST", &private, json!({})).await, 50003);
    let stream = json!({"target_type": 1, "target_user_id": stage.ann.id().to_string()});
    let voice = format!("/channels/{}/invites", stage.guild.voice_channel("v").id());
    assert_eq!(
        stage.code("POST", &voice, stream).await,
        50035,
        "ann does not stream"
    );
}

#[tokio::test]
async fn the_same_invite_is_found_again_unless_it_must_be_unique() {
    let stage = stage();
    let make = async |body: Value| {
        text(&stage.ask("POST", &path(&stage), body).await.1["code"]).to_owned()
    };
    let first = make(json!({})).await;
    assert_eq!(
        make(json!({"max_age": 86_400})).await,
        first,
        "that is the usual age"
    );
    assert_ne!(make(json!({"max_uses": 1})).await, first);
    assert_ne!(make(json!({"unique": true})).await, first);
}

#[tokio::test]
async fn people_join_by_invite_until_it_is_used_up_or_old() {
    let stage = stage_where(permission::MANAGE_CHANNELS);
    let (_, twice) = stage
        .ask("POST", &path(&stage), json!({"max_uses": 2, "max_age": 60}))
        .await;
    let code = text(&twice["code"]);
    let zoe = stage.sim.person("zoe");
    zoe.join_by(code).expect("the invite is good");
    assert!(zoe.in_channel(&stage.general).say("hello").is_ok());
    stage.ann.join_by(code).expect("ann is in already");
    let (_, listed) = stage.ask("GET", &path(&stage), Value::Null).await;
    assert_eq!(listed[0]["uses"], 1, "who is in it uses nothing");
    stage.sim.person("yan").join_by(code).expect("once more");
    assert!(stage.sim.person("xiu").join_by(code).is_err());
    assert_eq!(stage.bot.event("INVITE_DELETE").await["code"], code);
    let (_, open) = stage.ask("POST", &path(&stage), json!({})).await;
    stage.guild.ban(&zoe);
    assert!(
        zoe.join_by(text(&open["code"])).is_err(),
        "who is banned stays out"
    );
    let (_, short) = stage
        .ask("POST", &path(&stage), json!({"max_age": 60}))
        .await;
    stage.sim.clock().advance(Duration::from_secs(60));
    let old = text(&short["code"]);
    assert!(stage.sim.person("xiu").join_by(old).is_err());
    assert_eq!(
        stage
            .code("GET", &format!("/invites/{old}"), Value::Null)
            .await,
        10006
    );
}

#[tokio::test]
async fn an_invite_gives_roles_below_the_bots_own() {
    let stage = stage_where(permission::MANAGE_ROLES);
    let above = stage.guild.role("above", permission::NONE);
    let body = json!({"role_ids": [above.id().to_string()]});
    assert_eq!(stage.code("POST", &path(&stage), body).await, 50013);
}

#[tokio::test]
async fn an_invite_can_be_for_some_people_alone() {
    let stage = stage();
    let (zoe, yan) = (stage.sim.person("zoe"), stage.sim.person("yan"));
    let (_, invite) = stage.ask("POST", &path(&stage), json!({})).await;
    let code = text(&invite["code"]);
    let users = format!("/invites/{code}/target-users");
    let upload = async |table: String| {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"target_users_file\"; filename=\"u.csv\"\r\n\r\n{table}\r\n--b--\r\n"
        );
        let kind = "multipart/form-data; boundary=b";
        stage
            .bot
            .http
            .send("PUT", &users, kind, Bytes::from(body))
            .await
            .expect("an answer")
    };
    assert_eq!(upload("user_id\nsomebody".to_owned()).await.code(), 50035);
    assert_eq!(upload(format!("user_id\n{}\n", zoe.id())).await.status, 204);
    let table = stage.bot.http.get(&users).await;
    assert_eq!(table.header("content-type"), "text/csv");
    assert_eq!(table.bytes, format!("user_id\n{}\n", zoe.id()));
    let (_, job) = stage
        .ask("GET", &format!("{users}/job-status"), Value::Null)
        .await;
    assert_eq!(
        (&job["status"], &job["total_users"]),
        (&json!(2), &json!(1))
    );
    assert!(yan.join_by(code).is_err());
    assert!(zoe.join_by(code).is_ok());
    let by_ann = stage.seat().invite().expect("ann may invite");
    let foreign = format!("/invites/{by_ann}/target-users");
    assert_eq!(stage.code("GET", &foreign, Value::Null).await, 50013);
}
