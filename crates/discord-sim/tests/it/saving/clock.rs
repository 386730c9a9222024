//! The clock and the ids of a world go on.

use std::{collections::BTreeSet, time::Duration};

use discord_sim::{Moment, Sim};
use serde_json::Value;

use super::{Folder, again, living, stage_in};
use crate::bot::stage_of;

/// How far clocks may be apart because of the time that a test takes.
const ABOUT: Duration = Duration::from_secs(60);

#[tokio::test]
async fn an_advanced_clock_stays_advanced_and_runs() {
    let folder = Folder::new("advanced");
    let stage = stage_in(&folder);
    let ahead = Duration::from_secs(3 * 24 * 3600);
    stage.sim.clock().advance(ahead);
    let shown = stage.sim.clock().now();
    let stage = again(stage, &folder);
    let clock = stage.sim.clock();
    assert!(!clock.is_frozen());
    assert!(clock.now() >= shown, "a clock never goes back");
    assert!(clock.now().since(Moment::real()).abs_diff(ahead) < ABOUT);
}

#[tokio::test]
async fn a_frozen_clock_stands_still_where_it_stood() {
    let folder = Folder::new("frozen");
    let stage = stage_in(&folder);
    stage.sim.clock().freeze();
    stage.sim.clock().advance(Duration::from_secs(3600));
    let shown = stage.sim.clock().now();
    let stage = again(stage, &folder);
    assert!(stage.sim.clock().is_frozen());
    assert_eq!(stage.sim.clock().now(), shown);
}

#[tokio::test]
async fn what_became_due_meanwhile_happens_at_the_start() {
    let folder = Folder::new("due");
    let stage = stage_in(&folder);
    stage.app.allow_intents(u64::MAX);
    let asked = stage.seat().ask("Tea?", &["Yes", "No"], false).unwrap();
    stage
        .sim
        .clock()
        .advance(Duration::from_secs(40 * 24 * 3600));
    let stage = again(stage, &folder);
    let path = format!("{}/{}", stage.messages(), asked.id);
    let poll = stage.bot.http.call("GET", &path, Value::Null).await.json();
    assert_eq!(poll["poll"]["results"]["is_finalized"], true);
}

#[tokio::test]
async fn no_id_is_given_twice_even_where_the_end_was_not_saved() {
    let folder = Folder::new("ids");
    let copy = folder.0.join("before.sim");
    let stage = stage_in(&folder);
    stage.sim.clock().freeze();
    let mut given = BTreeSet::new();
    let mut stage = stage;
    for _ in 0..5 {
        for _ in 0..20 {
            let said = stage.seat().say("once").unwrap();
            assert!(given.insert(said.id), "{} was given before", said.id);
        }
        stage = again(stage, &folder);
    }
    stage.sim.save(&copy).unwrap();
    for _ in 0..200 {
        given.insert(stage.seat().say("not saved").unwrap().id);
    }
    drop(stage);
    // As after kill -9: what was saved is older than the ids that were given.
    let stage = stage_of(Sim::start_saved(&copy, living(&folder.0.join("other.sim"))).unwrap());
    for _ in 0..200 {
        let said = stage.seat().say("once").unwrap();
        assert!(given.insert(said.id), "{} was given before", said.id);
    }
}
