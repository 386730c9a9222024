//! The control API against its own description, and what each part of it does.

use serde_json::{Value, json};

use super::process::Program;
use crate::http::Http;

pub(crate) fn description() -> Value {
    serde_json::from_str(include_str!("../../../openapi.json")).unwrap()
}

/// What is wrong with a value, by a schema of the description.
pub(crate) fn breaches(schema: &Value, value: &Value) -> Vec<String> {
    let mut document = schema.clone();
    document["components"] = description()["components"].clone();
    let validator = jsonschema::draft202012::new(&document).expect("a schema");
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Every operation that answers in JSON: method, path, and what the description says of it.
fn operations() -> Vec<(String, String, Value)> {
    let paths = description()["paths"].as_object().unwrap().clone();
    let each = paths.into_iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().clone();
        methods
            .into_iter()
            .map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
    });
    let streams = ["events", "feed"];
    // What people do on a page has tests of its own, in `person`.
    let acts = |operation: &Value| {
        operation["operationId"]
            .as_str()
            .unwrap()
            .starts_with("as_")
    };
    // Those of one interaction, one fault or a session need one that is there: `inspect` has them.
    let of_one = |path: &str| {
        path.contains("{interaction}") || path.contains("{fault}") || path.contains("/session/")
    };
    each.filter(|(_, path, operation)| {
        let streams = streams.iter().any(|name| operation["operationId"] == *name);
        !streams && !acts(operation) && !of_one(path)
    })
    .collect()
}

/// A path of the description with names in it.
fn filled(path: &str) -> String {
    let parts = [
        ("{guild}", "Guildhall"),
        ("{user}", "bob"),
        ("{channel}", "general"),
    ];
    let fill = |path: String, (part, name): &(&str, &str)| path.replace(part, name);
    parts.iter().fold(path.to_owned(), fill)
}

async fn world(name: &str) -> Program {
    let state = super::process::file(name, "");
    std::fs::remove_file(&state).unwrap();
    let sim = Program::start(&["--state", &state.display().to_string()]).await;
    sim.post("/applications", json!({"name": "painter"})).await;
    sim
}

#[tokio::test]
async fn every_operation_takes_its_example_and_answers_as_described() {
    let sim = world("control-1.sim").await;
    for (method, path, operation) in operations() {
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let path = filled(&path);
        let query = match operation["operationId"].as_str().unwrap() {
            "export_world" => "?as=json",
            "messages" => "?channel=general&user=bob",
            _ => "",
        };
        let body = operation["requestBody"]["content"]["application/json"]["example"].clone();
        let http = Http::new(&sim.url, None);
        let answer = http
            .call(&method, &format!("{}{path}{query}", sim.url), body)
            .await;
        let told = answer.json();
        assert_eq!(answer.status, 200, "{method} {path}: {told}");
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(breaches(schema, &told), [""; 0], "{method} {path}: {told}");
    }
}

#[tokio::test]
async fn every_body_is_held_against_the_description() {
    let sim = world("control-2.sim").await;
    let schemas = &description()["components"]["schemas"];
    for (method, path, operation) in operations() {
        let content = &operation["requestBody"]["content"]["application/json"];
        if content.is_null() {
            continue;
        }
        let path = filled(&path);
        let http = Http::new(&sim.url, None);
        let mut strange = content["example"].clone();
        strange["colour_of_the_sky"] = json!("blue");
        for body in [strange, json!([]), json!("x")] {
            let answer = http
                .call(&method, &format!("{}{path}", sim.url), body.clone())
                .await;
            let told = answer.json();
            assert_eq!(answer.status, 400, "{method} {path}: {body} -> {told}");
            assert_eq!(breaches(&schemas["Error"], &told), [""; 0], "{told}");
            // The schemas that refer to it are in the same document.
            let remedy = told["problems"][0]["remedy"].as_str().unwrap_or_default();
            assert!(!remedy.is_empty(), "{told}");
        }
    }
}

#[tokio::test]
async fn a_mistake_is_told_with_its_place_and_a_remedy() {
    let sim = world("control-3.sim").await;
    for (path, body, error) in [
        (
            "/act",
            json!({"user": "bob", "chanel": "general", "do": "say", "text": "x"}),
            "chanel: there is no such key; did you mean channel?",
        ),
        (
            "/act",
            json!({"user": "bob", "channel": "general", "do": "click", "target": "A"}),
            "message is missing; add message: …",
        ),
        (
            "/act",
            json!({"user": "bob", "channel": "general", "do": "jump"}),
            "do: \"jump\" is not known here; write one of slash, autocomplete, click, select, submit, user_menu, message_menu, launch, say, buy, authorize, refuse, interested, reply, edit, delete, react, unreact, pin, unpin, vote, unvote, typing, join_voice, leave_voice, join, leave, thread, post, ask, set_nick, refund, cancel",
        ),
        (
            "/act",
            json!({"user": "bobb", "channel": "general", "do": "say", "text": "x"}),
            "there is no user \"bobb\"; did you mean bob?",
        ),
        (
            "/act",
            json!({"user": "bob", "channel": "genral", "do": "say", "text": "x"}),
            "there is no channel \"genral\"; did you mean general?",
        ),
        (
            "/act",
            json!({"user": "bob", "do": "say", "text": "x"}),
            "where? say one of channel and dm",
        ),
        (
            "/act",
            json!({"user": "bob", "channel": "general", "do": "slash", "command": "/none"}),
            "there is no command /none here",
        ),
        (
            "/guilds/Guildhall/members",
            json!({"name": "x", "roles": ["moderatr"]}),
            "roles[0]: there is no \"moderatr\"; did you mean moderator?",
        ),
        (
            "/guilds/Nowhere/roles",
            json!({"name": "x"}),
            "there is no guild \"Nowhere\"",
        ),
        (
            "/guilds/Guildhall/bots",
            json!({"name": "pianter"}),
            "name: there is no \"pianter\"; did you mean painter?",
        ),
        (
            "/world",
            json!({"settings": {"strict": true}}),
            "the body:1: settings: a simulator that runs keeps its settings; take them away, or start with this world",
        ),
        (
            "/faults",
            json!({"gateway": {"close": 1}}),
            "gateway.close: 1 is too small; write 1000 or more",
        ),
        (
            "/faults",
            json!({}),
            "it must say what; write one of rest and gateway",
        ),
        (
            "/faults",
            json!({"gateway": "reconnect", "application": "nobody"}),
            "there is no application \"nobody\"",
        ),
        (
            "/clock",
            json!({"advance": "soon"}),
            "advance: \"soon\" cannot be read; write it like 3s",
        ),
        (
            "/clock",
            json!({"set": "2026-02-30"}),
            "set: there is no moment \"2026-02-30\"",
        ),
        (
            "/scenario",
            json!({"steps": [{"at": 1}]}),
            "steps[0]: it must say what; write one of rest, gateway, clear and advance",
        ),
    ] {
        let answer = sim.call("POST", path, body.clone()).await;
        assert!(
            answer.status == 400 || answer.status == 404,
            "{path} {body}"
        );
        assert_eq!(answer.json()["error"], error, "{path} {body}");
    }
    let unknown = sim.call("GET", "/nothing", Value::Null).await;
    assert_eq!(unknown.status, 404);
    let method = sim.call("DELETE", "/state", Value::Null).await;
    assert_eq!(method.status, 405);
    assert!(
        method.json()["error"]
            .as_str()
            .unwrap()
            .contains("openapi.json")
    );
}

#[tokio::test]
async fn a_world_grows_while_it_runs() {
    let sim = world("control-4.sim").await;
    let guild = json!({"name": "Second", "owner": "cleo", "roles": [{"name": "admin", "permissions": ["administrator"]}],
        "channels": [{"name": "hall"}], "members": [{"name": "bob", "nick": "B", "roles": ["admin"]}], "bots": ["painter"]});
    let made = sim.post("/guilds", guild).await;
    let hall = made["channels"][0]["id"].clone();
    sim.post(
        "/guilds/Second/channels",
        json!({"name": "attic", "topic": "dust"}),
    )
    .await;
    sim.post("/users", json!({"name": "dora", "locale": "de"}))
        .await;
    let said =
        json!({"user": "bob", "guild": "Second", "channel": hall, "do": "say", "text": "hi"});
    sim.post("/act", said).await;
    let refused = json!({"user": "dora", "channel": hall, "do": "say", "text": "hi"});
    assert_eq!(
        sim.call("POST", "/act", refused.clone()).await.status,
        400,
        "she is no member"
    );
    sim.post("/guilds/Second/members", json!({"name": "dora"}))
        .await;
    assert_eq!(sim.call("POST", "/act", refused).await.status, 200);

    let world = sim.get("/world?as=json").await;
    let second = &world["guilds"][1];
    assert_eq!(
        (&second["owner"], &second["bots"][0]["name"]),
        (&json!("cleo"), &json!("painter"))
    );
    assert_eq!(
        second["members"][0],
        json!({"name": "bob", "nick": "B", "roles": ["admin"]})
    );
    assert_eq!(second["channels"][1]["topic"], "dust");
    assert_eq!(
        second["channels"][0]["messages"][1],
        json!({"from": "dora", "text": "hi"})
    );
    let dora = world["people"]
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["name"] == "dora");
    assert_eq!(dora.unwrap()["locale"], "de");
}

#[tokio::test]
async fn a_reset_is_the_world_at_the_start() {
    let sim = Program::start(&[]).await;
    let before = sim.get("/world?as=json").await;
    sim.post("/guilds", json!({"name": "Second"})).await;
    sim.act(json!({"do": "say", "text": "hello"})).await;
    sim.post("/faults", json!({"rest": {"fault": "drop"}}))
        .await;
    sim.post("/reset", json!(null)).await;
    let after = sim.get("/world?as=json").await;
    let shape = |world: &Value| {
        let guilds = world["guilds"].as_array().unwrap();
        guilds
            .iter()
            .map(|guild| {
                (
                    guild["name"].clone(),
                    guild["channels"].as_array().unwrap().len(),
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(shape(&after), shape(&before));
    assert_eq!(
        after["people"].as_array().unwrap().len(),
        before["people"].as_array().unwrap().len()
    );
    let messages = sim.get("/messages?channel=general").await;
    assert_eq!(messages, json!({"messages": []}));
    assert_eq!(sim.get("/journal").await["entries"], json!([]));
    let api = Http::new(&sim.url, None).get("/gateway").await;
    assert_eq!(api.status, 200, "the fault is gone too");
}

#[tokio::test]
async fn the_clock_stands_moves_and_runs() {
    let sim = Program::start(&[]).await;
    let moved = sim
        .post(
            "/clock",
            json!({"set": "2026-12-24", "freeze": true, "advance": "1h"}),
        )
        .await;
    let then = json!("2026-12-24T01:00:00.000000+00:00");
    assert_eq!((&moved["now"], &moved["frozen"]), (&then, &json!(true)));
    assert_eq!(sim.get("/clock").await["now"], then);
    assert_eq!(
        sim.post("/clock", json!({"freeze": false})).await["frozen"],
        false
    );
}

#[tokio::test]
async fn pages_of_other_origins_and_names_are_kept_out() {
    let sim = Program::start(&["--control-host", "sim.test"]).await;
    for (name, value, status) in [
        ("host", "evil.example", 403),
        ("host", "localhost:1", 200),
        ("host", "sim.test", 200),
        ("origin", "http://evil.example", 403),
        ("origin", "null", 403),
        ("origin", sim.url.as_str(), 200),
    ] {
        let http = Http::new(&sim.url, None).with(name, value);
        let answer = http.page("/sim/v1/state").await;
        assert_eq!(answer.status, status, "{name}: {value}");
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn people_buy_and_take_part() {
    let sim = Program::start(&[]).await;
    let skus = json!([{"name": "Gold", "kind": "user_subscription"}, {"name": "Hall", "kind": "guild_subscription"}]);
    let seller = json!({"name": "seller", "token": "offline-seller", "skus": skus});
    sim.post("/applications", seller).await;
    let bought = sim
        .post("/act", json!({"user": "bob", "do": "buy", "sku": "Gold"}))
        .await;
    assert_eq!(
        (&bought["outcome"], &bought["entitlement"]["type"]),
        (&json!("bought"), &json!(8))
    );
    let cancel = json!({"user": "bob", "do": "cancel", "sku": "Gold"});
    assert_eq!(sim.post("/act", cancel).await["outcome"], "done");
    let refund = json!({"user": "bob", "do": "refund", "sku": "Gold"});
    let back = sim.post("/act", refund.clone()).await;
    assert_eq!(back["entitlement"]["deleted"], true);
    let nothing = sim.call("POST", "/act", refund).await.json()["error"].clone();
    assert_eq!(nothing, "it cannot be bought: the person has not bought it");
    sim.post("/act", json!({"user": "bob", "do": "buy", "sku": "Gold"}))
        .await;
    let hall = json!({"user": "bob", "do": "buy", "sku": "Hall", "for": "Guildhall"});
    let hall = sim.post("/act", hall).await;
    assert!(hall["entitlement"]["guild_id"].is_string(), "{hall}");
    let again = json!({"user": "bob", "do": "buy", "sku": "Gold"});
    assert_eq!(
        sim.call("POST", "/act", again).await.status,
        400,
        "he has it"
    );
    let none = sim
        .call(
            "POST",
            "/act",
            json!({"user": "bob", "do": "buy", "sku": "Gild"}),
        )
        .await;
    assert_eq!(
        none.json()["error"],
        "there is no sku \"Gild\"; did you mean Gold?"
    );
    let event = json!({"user": "bob", "do": "interested", "event": 1});
    assert_eq!(
        sim.call("POST", "/act", event).await.status,
        400,
        "there is none"
    );
    let page = json!({"user": "bob", "do": "authorize", "address": "http://x/oauth2/authorize?client_id=1"});
    assert_eq!(
        sim.call("POST", "/act", page).await.status,
        400,
        "no such client"
    );
}

#[tokio::test]
async fn people_talk_mark_come_and_go() {
    let sim = Program::start(&[]).await;
    let said = sim.act(json!({"do": "say", "text": "hello"})).await;
    let message = said["message"]["id"].clone();
    for what in [
        json!({"do": "react", "message": message, "emoji": "👍"}),
        json!({"do": "unreact", "message": message, "emoji": "👍"}),
        json!({"do": "typing"}),
    ] {
        assert_eq!(
            sim.act(what.clone()).await,
            json!({"outcome": "done"}),
            "{what}"
        );
    }
    let ask = json!({"do": "ask", "question": "Tea?", "answers": ["yes", "no"]});
    assert_eq!(sim.act(ask).await["outcome"], "message");
    let nick = json!({"user": "bob", "do": "set_nick", "for": "Guildhall", "nick": "B"});
    assert_eq!(sim.post("/act", nick).await["outcome"], "done");
    let edited = sim
        .act(json!({"do": "edit", "message": message, "text": "bye"}))
        .await;
    assert_eq!(edited["message"]["text"], "bye");
    let reply = json!({"user": "ann", "channel": "general", "do": "reply", "message": message, "text": "oh"});
    assert_eq!(sim.post("/act", reply).await["message"]["text"], "oh");
    let thread = sim
        .act(json!({"do": "thread", "message": message, "name": "aside"}))
        .await;
    assert_eq!(thread["outcome"], "opened");
    let inside = json!({"user": "bob", "channel": thread["channel"], "do": "say", "text": "here"});
    assert_eq!(sim.post("/act", inside).await["message"]["text"], "here");
    let post = json!({"user": "bob", "channel": "ideas", "do": "post", "name": "A roof", "text": "of glass"});
    assert_eq!(sim.post("/act", post).await["outcome"], "opened");
    for what in ["join_voice", "leave_voice"] {
        let act = json!({"user": "bob", "channel": "lounge", "do": what});
        assert_eq!(sim.post("/act", act).await["outcome"], "done");
    }
    let foreign = json!({"user": "bob", "channel": "general", "do": "pin", "message": message});
    assert_eq!(
        sim.call("POST", "/act", foreign).await.status,
        400,
        "he may not pin"
    );
    assert_eq!(
        sim.act(json!({"do": "delete", "message": message})).await["outcome"],
        "done"
    );
    let leave = json!({"user": "bob", "do": "leave", "for": "Guildhall"});
    assert_eq!(sim.post("/act", leave.clone()).await["outcome"], "done");
    assert_eq!(
        sim.call("POST", "/act", leave).await.status,
        400,
        "he is gone"
    );
    let join = json!({"user": "bob", "do": "join", "for": "Guildhall"});
    assert_eq!(sim.post("/act", join).await["outcome"], "done");
}
