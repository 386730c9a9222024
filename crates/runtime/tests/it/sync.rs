//! Telling Discord of the commands: once, when they differ, and never over a newer release's.

use db::{BotId, Release, manifests};
use discord_sim::Mark;
use testkit::{Stage, until};

use crate::{
    probe,
    scene::{self, line, lines},
};

fn registrations(stage: &scene::Stage, since: Mark) -> Vec<String> {
    let requests = stage.sim.journal().requests_since(since);
    let puts = requests.iter().filter(|request| request.method == "PUT");
    puts.map(|request| request.path.clone()).collect()
}

/// Waits until the log says so of this many syncs.
async fn synced(stage: &scene::Stage, words: &str, times: usize) {
    until(words, async || {
        (lines(stage, words).len() == times).then_some(())
    })
    .await;
}

#[tokio::test]
async fn in_development_each_guild_is_told_once() {
    let mut stage = Stage::new(probe::bot).without_bot().start().await;
    let other = stage.sim.guild("Other");
    other.install(&stage.application, 0);
    let start = stage.sim.journal().mark();
    stage.start_bot().await.unwrap();
    synced(&stage, "commands registered", 2).await;
    let puts = registrations(&stage, start);
    assert_eq!(puts.len(), 2, "{puts:?}");
    assert!(
        puts.iter().all(|path| path.contains("/guilds/")),
        "{puts:?}"
    );
    assert_eq!(stage.application.commands(Some(&stage.guild)).len(), 1);
    assert!(stage.application.commands(None).is_empty());
    stage.stop().await;
    stage.sim.clock().advance(scene::seconds(600));
    stage.start_bot().await.unwrap();
    synced(&stage, "commands are known to Discord", 2).await;
    assert_eq!(registrations(&stage, start).len(), 2);
    stage.finish();
}

#[tokio::test]
async fn a_guild_that_is_joined_later_is_told_then() {
    let stage = Stage::new(probe::bot).start().await;
    let later = stage.sim.guild("Later");
    let room = later.text_channel("room");
    later.install(&stage.application, 0);
    until("its commands", async || {
        (!stage.application.commands(Some(&later)).is_empty()).then_some(())
    })
    .await;
    let ann = later.person("ann").in_channel(&room);
    let echo = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "hello");
    stage.finish();
}

#[tokio::test]
async fn a_guild_is_told_of_changes_though_the_session_goes_on() {
    let mut stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    synced(&stage, "commands registered", 1).await;
    stage.stop().await;
    stage.release(probe::grown);
    stage.start_bot().await.unwrap();
    synced(&stage, "commands registered", 2).await;
    let extra = ann.slash("/probe extra").await.unwrap();
    assert_eq!(extra.message().unwrap().content, "done");
    let counters = stage.sim.gateway().counters(stage.application.id());
    assert_eq!((counters.identifies, counters.resumes), (1, 1));
    stage.finish();
}

#[tokio::test]
async fn globally_it_is_told_once_and_again_when_it_changed() {
    let mut stage = Stage::new(probe::bot)
        .set("GUILDHALL__COMMANDS__SCOPE", "global")
        .without_bot()
        .start()
        .await;
    let start = stage.sim.journal().mark();
    stage.start_bot().await.unwrap();
    synced(&stage, "commands registered", 1).await;
    stage.stop().await;
    stage.start_bot().await.unwrap();
    synced(&stage, "commands are known to Discord", 1).await;
    let path = format!("/applications/{}/commands", stage.application.id());
    assert_eq!(registrations(&stage, start), [path.as_str()]);
    stage.stop().await;
    stage.release(probe::grown);
    stage.start_bot().await.unwrap();
    synced(&stage, "commands registered", 2).await;
    assert_eq!(registrations(&stage, start).len(), 2);
    let ann = stage.person("ann");
    let extra = ann.slash("/probe extra").await.unwrap();
    assert_eq!(extra.message().unwrap().content, "done");
    stage.finish();
}

#[tokio::test]
async fn nothing_is_told_when_it_is_turned_off() {
    let mut stage = Stage::new(probe::bot)
        .set("GUILDHALL__COMMANDS__SYNC", "false")
        .without_bot()
        .start()
        .await;
    let start = stage.sim.journal().mark();
    drop(stage.succeed().await.unwrap());
    let id = stage.application.id();
    stage.sim.gateway().wait_connected(id, true).await;
    assert_eq!(stage.stop().await, 0);
    assert!(registrations(&stage, start).is_empty());
    stage.finish();
}

#[tokio::test]
async fn what_a_newer_release_registered_stays() {
    let mut stage = Stage::new(probe::grown)
        .set("GUILDHALL__COMMANDS__SCOPE", "global")
        .start()
        .await;
    synced(&stage, "commands registered", 1).await;
    stage.stop().await;
    let db = stage.database.look().await.unwrap();
    let bot = BotId::parse("probe").unwrap();
    // As if a release of next year had registered these.
    manifests::under_lock(&db, &bot, "global", |row| async move {
        let row = row.expect("a row");
        let release = Release::new(999, 0, 0);
        Ok::<_, db::DbError>(Some(manifests::Row { release, ..row }))
    })
    .await
    .unwrap();
    let start = stage.sim.journal().mark();
    stage.release(probe::bot);
    stage.start_bot().await.unwrap();
    let warning = line(&stage, &["a newer release registered its commands"]).await;
    assert!(warning.contains("\"level\":\"WARN\""), "{warning}");
    assert!(registrations(&stage, start).is_empty());
    let ann = stage.person("ann");
    ann.slash("/probe echo text:hello").await.unwrap();
    let kept = manifests::load(&db, &bot, "global").await.unwrap();
    assert_eq!(kept.unwrap().release, Release::new(999, 0, 0));
    db.close().await;
    stage.finish();
}

#[tokio::test]
async fn of_two_processes_at_once_one_tells() {
    let mut stage = Stage::new(probe::bot)
        .set("GUILDHALL__COMMANDS__SCOPE", "global")
        .without_bot()
        .start()
        .await;
    let start = stage.sim.journal().mark();
    drop(stage.succeed().await.unwrap());
    let other = stage.succeed().await.unwrap();
    synced(&stage, "commands registered", 1).await;
    synced(&stage, "commands are known to Discord", 1).await;
    assert_eq!(registrations(&stage, start).len(), 1);
    assert_eq!(other.stop().await, 0);
    stage.finish();
}
