//! Guilds, channels, roles, members and the permissions in them.

use std::time::Duration;

use discord_sim::permission;
use serde_json::json;

use crate::bot::{says, stage, text};

#[tokio::test]
async fn a_bot_reads_what_is_in_its_guild() {
    let stage = stage();
    let guild = format!("/guilds/{}", stage.guild.id());
    let read = stage
        .bot
        .http
        .get(&format!("{guild}?with_counts=true"))
        .await
        .json();
    assert_eq!(
        (
            read["name"].as_str(),
            read["approximate_member_count"].as_u64()
        ),
        (Some("Test"), Some(4))
    );
    let channels = stage
        .bot
        .http
        .get(&format!("{guild}/channels"))
        .await
        .json();
    assert_eq!(channels[0]["name"], "general");
    let roles = stage.bot.http.get(&format!("{guild}/roles")).await.json();
    assert_eq!(roles[0]["name"], "@everyone");
    assert_eq!(roles[1]["tags"]["bot_id"], stage.app.id().to_string());
    let member = stage
        .bot
        .http
        .get(&format!("{guild}/members/{}", stage.ann.id()))
        .await
        .json();
    assert_eq!(member["user"]["username"], "ann");
    let stranger = stage.sim.person("zoe");
    assert_eq!(
        stage
            .bot
            .http
            .get(&format!("{guild}/members/{}", stranger.id()))
            .await
            .code(),
        10007
    );
    assert_eq!(
        stage
            .bot
            .http
            .get(&format!("{guild}/members/1"))
            .await
            .code(),
        10013
    );
    assert_eq!(stage.bot.http.get("/guilds/1").await.code(), 10004);
    assert_eq!(stage.bot.http.get("/guilds/abc").await.code(), 50035);
    let channel = stage
        .bot
        .http
        .get(&format!("/channels/{}", stage.general.id()))
        .await
        .json();
    assert_eq!(channel["guild_id"], stage.guild.id().to_string());
    assert_eq!(stage.bot.http.get("/channels/1").await.code(), 10003);
    stage
        .sim
        .journal()
        .forgive(|problem| problem.text.contains("abc"));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_bot_that_was_thrown_out_has_no_access() {
    let stage = stage();
    stage.guild.kick(&stage.app);
    assert_eq!(
        stage.bot.event("GUILD_DELETE").await["id"],
        stage.guild.id().to_string()
    );
    assert_eq!(
        stage
            .bot
            .http
            .get(&format!("/guilds/{}", stage.guild.id()))
            .await
            .code(),
        50001
    );
    assert_eq!(
        stage
            .bot
            .http
            .get(&format!("/channels/{}", stage.general.id()))
            .await
            .code(),
        50001
    );
    stage.guild.install(&stage.app, permission::NONE);
    let back = stage.bot.event("GUILD_CREATE").await;
    assert_eq!(back["channels"][0]["name"], "general");
}

#[tokio::test]
async fn permissions_of_person_and_bot_are_computed_for_each_interaction() {
    let stage = stage();
    let quiet = stage.guild.role("quiet", permission::NONE);
    let admin = stage.guild.role("admin", permission::ADMINISTRATOR);
    stage.guild.member(&stage.ann, &[quiet]);
    stage
        .general
        .for_role(quiet, permission::MANAGE_MESSAGES, permission::ATTACH_FILES);
    stage
        .general
        .for_bot(&stage.app, permission::NONE, permission::EMBED_LINKS);
    let (_, interaction, _) = stage.echo(says("x")).await;
    let bits = |value: &serde_json::Value| text(value).parse::<u64>().expect("bits");
    let ann = bits(&interaction["member"]["permissions"]);
    assert_eq!(ann & permission::ATTACH_FILES, 0);
    assert_ne!(ann & permission::MANAGE_MESSAGES, 0);
    assert_eq!(
        interaction["member"]["roles"],
        json!([quiet.id().to_string()])
    );
    assert_eq!(
        bits(&interaction["app_permissions"]) & permission::EMBED_LINKS,
        0
    );
    stage.guild.member(&stage.ann, &[admin]);
    let (_, interaction, _) = stage.echo(says("x")).await;
    assert_eq!(bits(&interaction["member"]["permissions"]), permission::ALL);
}

#[tokio::test]
async fn who_is_in_time_out_only_reads() {
    let stage = stage();
    stage.guild.time_out(&stage.ann, Duration::from_secs(60));
    assert!(stage.seat().say("let me").is_err());
    assert!(stage.seat().slash("/echo").await.is_err());
    stage.sim.clock().advance(Duration::from_secs(61));
    assert!(stage.seat().say("again").is_ok());
}

#[tokio::test]
async fn the_owner_may_do_everything() {
    let stage = stage();
    stage.guild.everyone(permission::NONE);
    assert!(stage.seat().say("closed").is_err());
    assert!(
        stage
            .guild
            .owner()
            .in_channel(&stage.general)
            .say("mine")
            .is_ok()
    );
    stage.guild.set_owner(&stage.ann);
    assert!(stage.seat().say("now mine").is_ok());
}

#[tokio::test]
async fn a_bot_lists_its_guilds_by_pages() {
    let stage = stage();
    for number in 0..4 {
        let guild = stage.sim.guild(&format!("More {number}"));
        guild.install(&stage.app, permission::MANAGE_MESSAGES);
    }
    stage.sim.guild("Not mine");
    let all = stage.bot.http.get("/users/@me/guilds").await.json();
    let ids: Vec<String> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|guild| text(&guild["id"]).to_owned())
        .collect();
    assert_eq!(ids.len(), 5);
    assert_eq!(
        (&all[0]["name"], &all[0]["owner"]),
        (&json!("Test"), &json!(false))
    );
    let bits: u64 = text(&all[1]["permissions"]).parse().unwrap();
    assert_ne!(bits & permission::MANAGE_MESSAGES, 0);
    let page = async |query: String| {
        let page = stage
            .bot
            .http
            .get(&format!("/users/@me/guilds?{query}"))
            .await;
        let page = page.json();
        let ids = page.as_array().unwrap().iter();
        ids.map(|guild| text(&guild["id"]).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(page("limit=2".to_owned()).await, ids[..2]);
    assert_eq!(page(format!("limit=2&after={}", ids[1])).await, ids[2..4]);
    assert_eq!(page(format!("limit=2&before={}", ids[4])).await, ids[2..4]);
    assert_eq!(
        stage
            .bot
            .http
            .get("/users/@me/guilds?limit=201")
            .await
            .code(),
        50035
    );
    let known = |problem: &discord_sim::Problem| {
        problem.text.contains("limit=201") || problem.text.contains("/users/@me/guilds")
    };
    stage.sim.journal().forgive(known);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_template_leaves_out_the_channels_of_communities() {
    let stage = stage();
    stage.guild.bot_permissions(&stage.app, permission::ALL);
    stage.guild.stage_channel("live");
    stage.guild.announcement_channel("news");
    stage.guild.forum_channel("forum", &[]);
    let path = format!("/guilds/{}/templates", stage.guild.id());
    let body = serde_json::json!({"name": "shape"});
    let made = stage.bot.http.call("POST", &path, body).await.json();
    let channels = made["serialized_source_guild"]["channels"]
        .as_array()
        .cloned();
    let types: Vec<u64> = channels
        .unwrap_or_default()
        .iter()
        .filter_map(|one| one["type"].as_u64())
        .collect();
    assert_eq!(types, [0, 15]);
    assert_eq!(stage.sim.problems(), []);
}
