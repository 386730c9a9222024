//! Whatever a page sends as whomever: an answer below 500 that is JSON, and a simulator that goes on.

use std::time::Duration;

use bytes::Bytes;
use discord_sim::permission;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};

use crate::{
    bot::{Stage, stage},
    hostile::values::{IDS, changed},
    program::control::description,
};

/// Requests of a run.
const REQUESTS: usize = 700;
/// Longest answer time.
const LONGEST: Duration = Duration::from_secs(10);
/// Kinds of fields in the modal.
const FIELDS: [u8; 5] = [4, 5, 8, 19, 23];
const SEED: u64 = 20_261_121;

/// What the ids of a path can be.
struct Ids(Vec<String>);

impl Ids {
    fn pick(&self, chance: &mut StdRng) -> String {
        match chance.random_range(0..8) {
            0 => IDS[chance.random_range(0..IDS.len())].to_owned(),
            _ => self.0[chance.random_range(0..self.0.len())].clone(),
        }
    }

    fn path(&self, template: &str, chance: &mut StdRng) -> String {
        let parts = template.split('/').map(|part| match part {
            "{user}" => ["ann", "bob", "owner", "nobody"][chance.random_range(0..4)].to_owned(),
            "{emoji}" => {
                ["%F0%9F%90%88", "x:1", "%00", "word"][chance.random_range(0..4)].to_owned()
            }
            part if part.starts_with('{') => self.pick(chance),
            part => part.to_owned(),
        });
        parts.collect::<Vec<String>>().join("/")
    }
}

/// A world with something of everything, and interactions that are right in it.
async fn furnished(stage: &Stage) -> (Ids, Vec<Value>) {
    stage
        .guild
        .everyone(permission::ALL & !permission::ADMINISTRATOR);
    let options: Vec<Value> = (3..=11)
        .map(|kind| json!({"type": kind, "name": format!("o{kind}"), "description": "d"}))
        .collect();
    let commands = json!([{"name": "echo", "description": "d", "options": options},
        {"name": "Praise", "type": 2}, {"name": "Keep", "type": 3}]);
    stage.bot.register(commands).await;
    let seat = stage.seat();
    let selects = [2, 3, 5, 6, 7, 8].map(|kind| {
        let mut component = json!({"type": kind, "custom_id": format!("c{kind}")});
        match kind {
            2 => (component["style"], component["label"]) = (json!(1), json!("x")),
            3 => component["options"] = json!([{"label": "a", "value": "a"}]),
            _ => {}
        }
        json!({"type": 1, "components": [component]})
    });
    let rows = json!({"type": 4, "data": {"content": "x", "components": selects[1..]}});
    let act = async { seat.slash("/echo").await.unwrap() };
    let (shown, ..) = stage.answer_to(act, rows).await;
    let message = shown.message().unwrap();
    let fields: Vec<Value> = FIELDS
        .iter()
        .map(|kind| {
            let mut field =
                json!({"type": kind, "custom_id": format!("f{kind}"), "required": false});
            match kind {
                4 => field["style"] = json!(1),
                23 => field = json!({"type": 23, "custom_id": "f23"}),
                _ => {}
            }
            json!({"type": 18, "label": "l", "component": field})
        })
        .collect();
    let modal =
        json!({"type": 9, "data": {"custom_id": "form", "title": "t", "components": fields}});
    let act = async { seat.slash("/echo").await.unwrap() };
    let (shown, _, answer) = stage.answer_to(act, modal).await;
    assert_eq!(answer.status, 204, "{}", answer.json());
    let opener = shown.interaction_id().to_string();
    let forum = stage.guild.forum_channel("ideas", &["a"]);
    let thread = stage.general.thread(&stage.bob, "aside");
    let voice = stage.guild.voice_channel("lounge");
    let sku = stage.app.user_subscription("gold");
    let ids = [
        stage.guild.id(),
        stage.general.id(),
        message.id,
        stage.ann.id(),
        stage.bob.id(),
        stage.app.id(),
        forum.id(),
        thread.id(),
        voice.id(),
        sku.id(),
    ];
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let echo = stage.command("echo").await;
    let given: Vec<Value> = (3..=11)
        .map(|kind| json!({"type": kind, "name": format!("o{kind}"), "value": ids[3]}))
        .collect();
    let tree: Vec<Value> = FIELDS
        .iter()
        .map(|kind| json!({"type": 18, "component": {"type": kind, "custom_id": format!("f{kind}"), "values": [ids[3]], "value": "x"}}))
        .collect();
    let mut wanted = vec![
        stage.wanted(2, json!({"id": echo, "name": "echo", "type": 1, "options": given})),
        stage.wanted(4, json!({"id": echo, "name": "echo", "type": 1, "options": given})),
        stage.wanted(2, json!({"id": stage.command("Praise").await, "name": "Praise", "type": 2, "target_id": ids[4]})),
        stage.wanted(2, json!({"id": stage.command("Keep").await, "name": "Keep", "type": 3, "target_id": ids[2]})),
        stage.wanted(5, json!({"id": opener, "custom_id": "form", "components": tree})),
    ];
    for kind in [2, 3, 5, 6, 7, 8] {
        let mut press = stage.wanted(
            3,
            json!({"component_type": kind, "custom_id": format!("c{kind}"), "values": [ids[3]]}),
        );
        press["message_id"] = json!(ids[2]);
        wanted.push(press);
    }
    (Ids(ids), wanted)
}

/// A form with one file that need not be wanted.
fn form(body: &Value) -> Bytes {
    let part = "--b\r\nContent-Disposition: form-data; name=";
    Bytes::from(format!(
        "{part}\"payload_json\"\r\n\r\n{body}\r\n{part}\"files[0]\"; filename=\"a.png\"\r\n\r\nx\r\n--b--\r\n"
    ))
}

#[tokio::test]
async fn whatever_a_page_sends_there_is_an_answer() {
    let stage = stage();
    let mut chance = StdRng::seed_from_u64(SEED);
    let (ids, interactions) = furnished(&stage).await;
    let all = description();
    let mut operations = Vec::new();
    for (path, methods) in all["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if path.starts_with("/sim/v1/as/") && operation["operationId"] != "feed" {
                let example = &operation["requestBody"]["content"]["application/json"]["example"];
                operations.push((path.clone(), method.to_uppercase(), example.clone()));
            }
        }
    }
    let mut good = 0;
    for number in 0..REQUESTS {
        let (path, method, example) = operations[number % operations.len()].clone();
        let mut body = example;
        if path.ends_with("/interactions") {
            body = interactions[chance.random_range(0..interactions.len())].clone();
        }
        if !body.is_null() {
            body = changed(body, &mut chance, &ids.0);
        }
        let path = format!("{}{}", stage.sim.url(), ids.path(&path, &mut chance));
        let (kind, bytes) = match chance.random_range(0..6) {
            _ if body.is_null() => ("", Bytes::new()),
            0 => ("multipart/form-data; boundary=b", form(&body)),
            _ => ("application/json", Bytes::from(body.to_string())),
        };
        let sent = stage.bot.open.send(&method, &path, kind, bytes);
        let answer = tokio::time::timeout(LONGEST, sent).await;
        let answer = answer.expect("an answer in time").expect("an answer");
        let shown: String = body.to_string().chars().take(1_000).collect();
        assert!(
            answer.status < 500,
            "{number}: {method} {path} {shown}: {}",
            answer.status
        );
        assert!(
            answer.json().is_object(),
            "{number}: {method} {path} {shown}"
        );
        good += usize::from(answer.status < 300);
        if number % 100 == 0 {
            stage.guild.member(&stage.ann, &[]);
            stage.guild.member(&stage.bob, &[]);
        }
    }
    assert!(good > REQUESTS / 20, "only {good} were right");
    stage.sim.clock().advance(Duration::from_secs(60));
    let state = format!("{}/sim/v1/state", stage.sim.url());
    assert_eq!(stage.bot.open.get(&state).await.status, 200);
}
