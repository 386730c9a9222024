//! Registering commands: ids, versions, scopes, localizations, limits.

use discord_sim::Settings;
use serde_json::{Value, json};

use crate::bot::{Stage, stage};

fn hangman() -> Value {
    json!({"name": "hangman", "type": 1, "description": "Play", "description_localizations": {"de": "Spielen"},
        "options": [{"type": 1, "name": "start", "description": "Begin", "description_localizations": {"de": "Los"}}]})
}

fn global(stage: &Stage) -> String {
    format!("/applications/{}/commands", stage.app.id())
}

fn local(stage: &Stage) -> String {
    format!(
        "/applications/{}/guilds/{}/commands",
        stage.app.id(),
        stage.guild.id()
    )
}

#[tokio::test]
async fn bulk_overwrite_keeps_ids_and_changes_versions_only_where_something_changed() {
    let stage = stage();
    let path = global(&stage);
    let put = |body: Value| stage.bot.http.call("PUT", &path, body);
    let first = put(json!([hangman()])).await.json();
    let again = put(json!([hangman()])).await.json();
    assert_eq!(first, again);
    let mut changed = hangman();
    changed["description"] = json!("Play more");
    let second = put(json!([changed, {"name": "echo", "description": "x"}]))
        .await
        .json();
    assert_eq!(second[0]["id"], first[0]["id"]);
    assert_ne!(second[0]["version"], first[0]["version"]);
    assert_eq!(second.as_array().map(Vec::len), Some(2));
    assert_eq!(put(json!([])).await.json(), json!([]));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn localizations_are_listed_only_when_asked_for() {
    let stage = stage();
    stage.bot.register(json!([hangman()])).await;
    let path = global(&stage);
    let plain = stage.bot.http.get(&path).await.json();
    assert!(plain[0].get("description_localizations").is_none());
    assert!(
        plain[0]["options"][0]
            .get("description_localizations")
            .is_none()
    );
    let full = stage
        .bot
        .http
        .get(&format!("{path}?with_localizations=true"))
        .await
        .json();
    assert_eq!(
        full[0]["options"][0]["description_localizations"]["de"],
        "Los"
    );
}

#[tokio::test]
async fn one_command_is_created_replaced_changed_and_deleted() {
    let stage = stage();
    for path in [global(&stage), local(&stage)] {
        let created = stage.bot.http.call("POST", &path, hangman()).await;
        assert_eq!(created.status, 201);
        let replaced = stage.bot.http.call("POST", &path, hangman()).await;
        assert_eq!(
            (replaced.status, &replaced.json()["id"]),
            (200, &created.json()["id"])
        );
        let one = format!("{path}/{}", created.json()["id"].as_str().expect("an id"));
        let changed = stage
            .bot
            .http
            .call("PATCH", &one, json!({"description": "New"}))
            .await;
        assert_eq!(changed.json()["description"], "New");
        assert_eq!(stage.bot.http.get(&one).await.json(), changed.json());
        assert_eq!(
            stage
                .bot
                .http
                .call("DELETE", &one, Value::Null)
                .await
                .status,
            204
        );
        let gone = stage.bot.http.get(&one).await;
        assert_eq!((gone.status, gone.code()), (404, 10063));
    }
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_guild_command_stays_in_its_guild() {
    let stage = stage();
    let body = stage
        .bot
        .http
        .call("PUT", &local(&stage), json!([hangman()]))
        .await
        .json();
    assert_eq!(body[0]["guild_id"], stage.guild.id().to_string());
    assert!(stage.app.commands(None).is_empty());
    assert_eq!(stage.app.commands(Some(&stage.guild)).len(), 1);
    let elsewhere = format!("/applications/{}/guilds/5/commands", stage.app.id());
    assert_eq!(stage.bot.http.get(&elsewhere).await.code(), 10004);
    let other = stage.sim.guild("Other");
    let not_mine = format!(
        "/applications/{}/guilds/{}/commands",
        stage.app.id(),
        other.id()
    );
    let refused = stage.bot.http.get(&not_mine).await;
    assert_eq!((refused.status, refused.code()), (403, 50001));
    assert_eq!(
        stage.bot.http.get("/applications/5/commands").await.code(),
        10002
    );
}

#[tokio::test]
async fn a_bad_manifest_is_refused_whole() {
    let stage = stage();
    stage.bot.register(json!([hangman()])).await;
    let refused = stage
        .bot
        .register(json!([hangman(), {"name": "Bad Name", "description": "x"}]))
        .await;
    assert_eq!((refused.status, refused.code()), (400, 50035));
    assert!(
        refused.json()["errors"]["1"]["name"]["_errors"].is_array(),
        "{}",
        refused.json()
    );
    assert_eq!(stage.app.commands(None).len(), 1);
    assert_eq!(stage.sim.problems().len(), 1);
}

#[tokio::test]
async fn two_hundred_commands_a_day_may_be_created() {
    let mut settings = Settings::default();
    let minute = std::time::Duration::from_secs(60);
    for name in ["create_application_command", "delete_application_command"] {
        settings
            .limits
            .routes
            .insert(name.to_owned(), (1_000, minute));
    }
    settings.limits.global_per_second = 10_000;
    let stage = crate::bot::stage_with(settings);
    let path = global(&stage);
    for count in 0..200 {
        let made = stage
            .bot
            .http
            .call("POST", &path, json!({"name": "a", "description": "b"}))
            .await;
        assert_eq!(made.status, 201, "number {count}");
        let one = format!("{path}/{}", made.json()["id"].as_str().expect("an id"));
        stage.bot.http.call("DELETE", &one, Value::Null).await;
    }
    let refused = stage
        .bot
        .http
        .call("POST", &path, json!({"name": "a", "description": "b"}))
        .await;
    assert_eq!(refused.code(), 30034);
    let new = json!([{"name": "b", "description": "b"}]);
    let refused = stage.bot.http.call("PUT", &path, new).await;
    assert_eq!(
        refused.code(),
        30034,
        "new ones of a bulk overwrite count too"
    );
    let none = stage.bot.http.call("PUT", &path, json!([])).await;
    assert_eq!(none.status, 200);
    stage
        .sim
        .clock()
        .advance(std::time::Duration::from_secs(86_400));
    assert_eq!(
        stage
            .bot
            .http
            .call("POST", &path, json!({"name": "a", "description": "b"}))
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn an_entry_point_stays_unless_it_is_deleted_by_itself() {
    let stage = stage();
    let path = global(&stage);
    let entry = json!({"name": "launch", "type": 4, "handler": 1});
    let made = stage.bot.http.call("POST", &path, entry.clone()).await;
    assert_eq!((made.status, &made.json()["handler"]), (201, &json!(1)));
    let second = json!({"name": "start", "type": 4});
    let refused = stage.bot.http.call("POST", &path, second).await;
    assert_eq!(refused.code(), 30032);
    let without = stage.bot.http.call("PUT", &path, json!([hangman()])).await;
    assert_eq!((without.status, without.code()), (400, 50240));
    let with = stage
        .bot
        .http
        .call("PUT", &path, json!([hangman(), entry]))
        .await;
    assert_eq!(with.status, 200);
    let seat = stage.seat();
    let act = async { seat.launch("launch").await.expect("offered") };
    let (_, interaction, _) = stage.answer_to(act, crate::bot::says("no activity")).await;
    assert_eq!(
        (&interaction["data"]["type"], &interaction["data"]["name"]),
        (&json!(4), &json!("launch"))
    );
    let one = format!("{path}/{}", made.json()["id"].as_str().expect("an id"));
    let by_discord = stage
        .bot
        .http
        .call("PATCH", &one, json!({"handler": 2}))
        .await;
    assert_eq!(by_discord.json()["handler"], 2);
    assert!(
        seat.launch("launch").await.is_err(),
        "the application is not asked"
    );
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
        stage.bot.http.call("PUT", &path, json!([])).await.status,
        200
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn each_type_has_its_own_number_of_commands() {
    let stage = stage();
    let many = |kind: u64, count: usize| -> Vec<Value> {
        let one = |number: usize| {
            let mut command = json!({"name": format!("c{number}"), "type": kind});
            if kind == 1 {
                command["description"] = json!("x");
            }
            command
        };
        (0..count).map(one).collect()
    };
    let path = global(&stage);
    let all: Vec<Value> = [many(1, 100), many(2, 15), many(3, 15)].concat();
    assert_eq!(
        stage.bot.http.call("PUT", &path, json!(all)).await.status,
        200
    );
    for (kind, most) in [(1, 100), (2, 15), (3, 15)] {
        let one = many(kind, most + 1).pop().expect("a command");
        let refused = stage.bot.http.call("POST", &path, one).await;
        assert_eq!((refused.status, refused.code()), (400, 30032), "{kind}");
    }
    let own = stage
        .bot
        .http
        .call("POST", &local(&stage), many(2, 1)[0].clone())
        .await;
    assert_eq!(own.status, 201, "a guild has as many again");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_command_does_not_take_the_name_of_another() {
    let stage = stage();
    let path = global(&stage);
    let commands = json!([{"name": "a", "description": "x"}, {"name": "b", "description": "x"}, {"name": "c", "type": 2}]);
    let made = stage.bot.http.call("PUT", &path, commands).await.json();
    let one = format!("{path}/{}", made[0]["id"].as_str().expect("an id"));
    let taken = stage
        .bot
        .http
        .call("PATCH", &one, json!({"name": "b"}))
        .await;
    assert_eq!((taken.status, taken.code()), (400, 40041));
    let other_type = stage
        .bot
        .http
        .call("PATCH", &one, json!({"name": "c"}))
        .await;
    assert_eq!(
        (other_type.status, &other_type.json()["name"]),
        (200, &json!("c"))
    );
    let same = stage
        .bot
        .http
        .call("PATCH", &one, json!({"name": "c", "description": "y"}))
        .await;
    assert_eq!(same.status, 200);
    assert_eq!(stage.sim.problems(), []);
}
