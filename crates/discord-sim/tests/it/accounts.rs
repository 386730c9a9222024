//! Tokens, user agents, who the bot is, and requests that lead nowhere.

use bytes::Bytes;
use discord_sim::{ProblemKind, Settings, Sim};
use serde_json::{Value, json};

use crate::{
    bot::{stage, stage_with},
    http::Http,
};

#[tokio::test]
async fn a_bot_learns_who_it_is_and_where_its_gateway_is() {
    let stage = stage();
    let user = stage.bot.http.get("/users/@me").await;
    assert_eq!(user.status, 200);
    assert_eq!(user.header("content-type"), "application/json");
    assert_eq!(user.json()["id"], stage.app.id().to_string());
    assert_eq!(user.json()["bot"], true);
    let gateway = stage.bot.http.get("/gateway/bot").await.json();
    assert_eq!(gateway["url"], stage.sim.url().replace("http", "ws"));
    assert!(gateway["session_start_limit"]["total"].is_u64());
    assert_eq!(stage.bot.open.get("/gateway").await.status, 200);
    for path in ["/applications/@me", "/oauth2/applications/@me"] {
        assert_eq!(stage.bot.http.get(path).await.json()["name"], "echo");
    }
    let changed = stage
        .bot
        .http
        .call("PATCH", "/applications/@me", json!({"flags": 8_388_608}))
        .await;
    assert_eq!(changed.json()["flags"], 8_388_608);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_wrong_token_is_refused_and_counted() {
    let stage = stage();
    let stranger = Http::new(&stage.sim.url(), Some("nobody"));
    let refused = stranger.get("/users/@me").await;
    assert_eq!(
        (refused.status, refused.json()),
        (401, json!({"message": "401: Unauthorized", "code": 0}))
    );
    assert_eq!(stage.bot.open.get("/users/@me").await.status, 401);
    assert_eq!(stage.sim.invalid_requests(), 2);
}

#[tokio::test]
async fn an_unknown_token_makes_its_application_where_that_is_wanted() {
    let stage = stage_with(Settings {
        auto_applications: true,
        ..Settings::default()
    });
    let token = "MTMxMTg3MDQ5ODIzNDg1OTUyMA.x.y";
    let newcomer = Http::new(&stage.sim.url(), Some(token));
    assert_eq!(
        newcomer.get("/users/@me").await.json()["id"],
        "1311870498234859520"
    );
    let guild = newcomer.get(&format!("/guilds/{}", stage.guild.id())).await;
    assert_eq!(guild.status, 200, "it is in every guild");
}

#[tokio::test]
async fn a_user_agent_must_say_who_is_asking() {
    let stage = stage();
    for agent in ["curl/8", "DiscordBot", "DiscordBot (x)"] {
        let refused = stage
            .bot
            .http
            .send_as(agent, "GET", "/users/@me", "", Bytes::new())
            .await;
        let refused = refused.expect("an answer");
        assert_eq!((refused.status, refused.code()), (403, 40333), "{agent}");
    }
    for agent in [
        "DiscordBot (https://example.org, 1.0)",
        "DiscordBot (https://github.com/Rapptz/discord.py 2.7.1) Python/3.11 aiohttp/3.14.5",
    ] {
        let taken = stage
            .bot
            .http
            .send_as(agent, "GET", "/users/@me", "", Bytes::new())
            .await;
        assert_eq!(taken.expect("an answer").status, 200, "{agent}");
    }
    let tokenless = stage.bot.open.send_as(
        "Python/3.11 aiohttp/3.14.5",
        "POST",
        "/interactions/1/x/callback",
        "application/json",
        Bytes::from_static(b"{\"type\":6}"),
    );
    let answer = tokenless.await.expect("an answer");
    assert_eq!(
        answer.code(),
        10062,
        "an unknown interaction, not an unknown program"
    );
}

#[tokio::test]
async fn what_is_not_simulated_is_said_loudly() {
    let stage = stage();
    let answer = stage.bot.http.get("/lobbies/1").await;
    assert_eq!(answer.status, 501);
    assert!(
        answer.json()["message"]
            .as_str()
            .is_some_and(|text| text.contains("GET /lobbies/1"))
    );
    assert_eq!(
        stage
            .bot
            .http
            .call("PUT", "/gateway", Value::Null)
            .await
            .status,
        405
    );
    let problems = stage.sim.problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, ProblemKind::NotImplemented);
    assert_eq!(stage.sim.journal().forgive(|_| true).len(), 1);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn bodies_must_be_json_that_can_be_read() {
    let stage = stage();
    let path = stage.messages();
    let send = |kind: &'static str, body: &'static str| {
        stage
            .bot
            .http
            .send("POST", &path, kind, Bytes::from_static(body.as_bytes()))
    };
    let plain = send("text/plain", "hello").await.expect("an answer");
    assert_eq!((plain.status, plain.code()), (400, 50035));
    let broken = send("application/json", "{\"content\":")
        .await
        .expect("an answer");
    assert_eq!((broken.status, broken.code()), (400, 50109));
    let form = send("multipart/form-data; boundary=x", "nothing")
        .await
        .expect("an answer");
    assert_eq!((form.status, form.code()), (400, 50035));
    assert!(
        stage
            .sim
            .problems()
            .iter()
            .all(|problem| problem.kind == ProblemKind::Refused)
    );
}

#[tokio::test]
async fn requests_are_in_the_journal_without_their_secrets() {
    let stage = stage();
    let mark = stage.sim.journal().mark();
    let (_, interaction, _) = stage.echo(crate::bot::says("hi")).await;
    stage
        .bot
        .open
        .get("/interactions/1/sim-interaction-1-abc/other")
        .await;
    let requests = stage.sim.journal().requests_since(mark);
    let callback = requests
        .iter()
        .find(|request| request.operation == "create_interaction_response");
    let callback = callback.expect("the callback");
    assert_eq!(callback.application_id, Some(stage.app.id()));
    assert_eq!(callback.status, 204);
    assert_eq!(callback.body["data"]["content"], "hi");
    let all = format!("{:?}", stage.sim.journal());
    assert!(
        !all.contains(crate::bot::text(&interaction["token"])),
        "an interaction token is in the journal"
    );
    assert!(
        !all.contains(&stage.app.token()),
        "a bot token is in the journal"
    );
    assert!(!all.contains("sim-interaction-1-abc"));
}

#[test]
fn a_taken_address_is_an_error() {
    let first = Sim::start(Settings::default()).expect("a simulator");
    let second = Sim::start(Settings {
        listen: first.address(),
        ..Settings::default()
    });
    assert!(
        second
            .expect_err("the address is taken")
            .to_string()
            .starts_with("listen on 127.0.0.1")
    );
}

#[tokio::test]
async fn an_application_is_changed_within_bounds() {
    let stage = stage();
    let patch = |body| stage.bot.http.call("PATCH", "/applications/@me", body);
    let kept = json!({"tags": ["games", "fun"], "custom_install_url": "https://example.org/install", "description": "x".repeat(400)});
    let changed = patch(kept.clone()).await;
    assert_eq!(changed.status, 200);
    for key in ["tags", "custom_install_url", "description"] {
        assert_eq!(changed.json()[key], kept[key], "{key}");
    }
    let refused = [
        json!({"description": "x".repeat(401)}),
        json!({"description": 5}),
        json!({"tags": ["a", "b", "c", "d", "e", "f"]}),
        json!({"tags": ["x".repeat(21)]}),
        json!({"tags": "games"}),
        json!({"custom_install_url": "nowhere"}),
        json!({"flags": "many"}),
        json!({"icon": "picture"}),
        json!([]),
    ];
    for body in refused {
        let answer = patch(body.clone()).await;
        assert_eq!((answer.status, answer.code()), (400, 50035), "{body}");
    }
    stage
        .sim
        .journal()
        .forgive(|problem| problem.kind == ProblemKind::Refused);
    let known = |problem: &discord_sim::Problem| problem.text.contains("/description");
    // The spec has an object of languages there, the docs a text.
    stage.sim.journal().forgive(known);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_bot_is_told_to_use_as_many_shards_as_its_guilds_need() {
    let mut settings = Settings::default();
    settings.gateway.guilds_per_shard = 2;
    let stage = stage_with(settings);
    let shards = async || stage.bot.http.get("/gateway/bot").await.json()["shards"].clone();
    assert_eq!(shards().await, 1);
    for name in ["b", "c", "d", "e"] {
        stage.sim.guild(name).install(&stage.app, 0);
    }
    assert_eq!(shards().await, 3, "five guilds, two on each");
}

#[tokio::test]
async fn a_bot_changes_its_picture_without_its_name() {
    let stage = stage();
    let patch = |avatar: &str| {
        let body = json!({"avatar": avatar});
        stage
            .bot
            .http
            .clone()
            .call_owned("PATCH", "/users/@me".to_owned(), body)
    };
    assert_eq!(
        patch("data:image/png;base64,iVBORw0KGgo=").await.status,
        200
    );
    assert_eq!(stage.sim.problems(), []);
    assert_eq!(patch("me.png").await.code(), 50035);
}
