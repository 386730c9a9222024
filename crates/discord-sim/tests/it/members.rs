//! Members: finding, adding, throwing out, with the events and what the log says.

use discord_sim::permission;
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

/// Bodies that Discord refuses are problems; here they are what is tested.
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
    stage.forgive_refused();
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
    stage.forgive_refused();
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
