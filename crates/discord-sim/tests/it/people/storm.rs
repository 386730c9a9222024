//! Readers who are slow, and changes that are many.

use discord_sim::{Settings, Sim};
use serde_json::{Value, json};

use super::reader::Reader;
use crate::{bot::stage, http::Http};

/// Edits of one message.
const EDITS: usize = 10_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_reader_gets_the_newest_state_and_not_every_step() {
    let stage = stage();
    let mut bob = Reader::open(&stage.sim, &stage.bob).await;
    let seat = stage.seat();
    let message = seat.say("0").unwrap();
    tokio::task::spawn_blocking(move || {
        for edit in 1..=EDITS {
            seat.edit(&message, &edit.to_string()).unwrap();
        }
    })
    .await
    .unwrap();
    let told = bob.told("message").await;
    assert_eq!(
        told.last().unwrap()["message"]["content"],
        EDITS.to_string()
    );
    assert!(
        told.len() < EDITS / 4,
        "{} of {EDITS} were told",
        told.len()
    );
}

#[tokio::test]
async fn who_missed_too_much_asks_again_and_goes_on() {
    let sim = Sim::start(Settings::default()).unwrap();
    let ann = sim.guild("Old").person("ann");
    let mut reader = Reader::open(&sim, &ann).await;
    let crowd = json!({"guilds": [{"name": "New", "owner": "ann",
        "members": [{"name": "crowd", "repeat": 21_000}]}]});
    let http = Http::new(&sim.url(), None);
    let made = http
        .call("POST", &format!("{}/sim/v1/world", sim.url()), crowd)
        .await;
    assert_eq!(made.status, 200, "{}", made.json());
    assert_eq!(reader.next("again").await, json!({"kind": "again"}));
    let frames = reader.settled().await;
    let steps: Vec<&Value> = frames
        .iter()
        .filter(|frame| frame["kind"] == "member")
        .collect();
    assert_eq!(steps, [&Value::Null; 0], "what was missed is not told");
    ann.set_display_name("Ann");
    assert_eq!(reader.next("user").await["user"]["global_name"], "Ann");
}

#[tokio::test]
async fn thousands_of_things_come_in_parts_and_all_of_them() {
    let sim = Sim::start(Settings::default()).unwrap();
    let ann = sim.guild("Old").person("ann");
    let mut reader = Reader::open(&sim, &ann).await;
    let crowd = json!({"guilds": [{"name": "New", "owner": "ann",
        "channels": [{"name": "room", "repeat": 300}], "members": [{"name": "crowd", "repeat": 1_000}]}]});
    let http = Http::new(&sim.url(), None);
    let made = http
        .call("POST", &format!("{}/sim/v1/world", sim.url()), crowd)
        .await;
    assert_eq!(made.status, 200, "{}", made.json());
    let frames = reader.settled().await;
    let count = |kind: &str| frames.iter().filter(|frame| frame["kind"] == kind).count();
    assert_eq!(count("channel"), 300);
    assert_eq!(count("user"), 1_000);
    assert!(count("member") >= 1_001, "{}", count("member"));
}
