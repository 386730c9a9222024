//! Where a world is saved: one simulator at a time, and never half a file.

use std::fs;

use discord_sim::{Sim, WorldFile};

use super::{Folder, living, stage_in};
use crate::bot::stage_of;

#[tokio::test]
async fn a_second_simulator_is_kept_from_the_file_and_told_who_has_it() {
    let folder = Folder::new("taken");
    let file = folder.file();
    let stage = stage_in(&folder);
    let refused = Sim::start(living(&file)).unwrap_err().to_string();
    let owner = format!("another simulator has it, process {}", std::process::id());
    assert!(refused.contains(&owner), "{refused}");
    assert!(
        refused.starts_with(&file.display().to_string()),
        "{refused}"
    );
    // Under another name it is the same file.
    let link = folder.0.join("link.sim");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let refused = Sim::start(living(&link)).unwrap_err().to_string();
    assert!(refused.contains("another simulator"), "{refused}");
    let third = Sim::start(living(&folder.0.join("third.sim"))).unwrap();
    let refused = third.save(&file).unwrap_err().to_string();
    assert!(refused.contains("another simulator"), "{refused}");
    let guild = stage.guild.clone();
    drop(stage);
    // A handle that is still around does not hold the file.
    let sim = Sim::start(living(&file)).expect("the first has let go");
    drop((sim, guild));
}

#[tokio::test]
async fn a_lock_that_a_dead_process_left_is_no_obstacle() {
    let folder = Folder::new("stale");
    fs::write(folder.0.join("world.sim.lock"), "1\n").unwrap();
    drop(Sim::start(living(&folder.file())).expect("nobody has it"));
}

#[tokio::test]
async fn what_cannot_be_written_is_told_and_loses_nothing() {
    let folder = Folder::new("full");
    let stage = stage_in(&folder);
    let mut saving = stage.sim.saving().unwrap();
    let before = fs::read(folder.file()).unwrap();
    // Whatever is the reason, even for root: the new file cannot be made.
    let fresh = folder.0.join("world.sim.new");
    fs::create_dir(&fresh).unwrap();
    stage.seat().say("do not lose me").unwrap();
    let failure = stage.sim.save(&folder.file()).unwrap_err().to_string();
    assert!(failure.contains("could not be saved"), "{failure}");
    assert_eq!(saving.next().await.unwrap().failure, Some(failure));
    assert_eq!(fs::read(folder.file()).unwrap(), before);
    fs::remove_dir(&fresh).unwrap();
    // Nothing happens any more, and still it is tried again.
    let saved = loop {
        let saved = saving.next().await.unwrap();
        if saved.failure.is_none() {
            break saved;
        }
    };
    assert_eq!(saved.bytes, fs::metadata(folder.file()).unwrap().len());
    let copy = folder.0.join("copy.sim");
    fs::copy(folder.file(), &copy).unwrap();
    let stage = stage_of(Sim::start_saved(&copy, living(&folder.0.join("other.sim"))).unwrap());
    assert_eq!(stage.seat().messages()[0].text(), "do not lose me");
}

#[tokio::test]
async fn a_world_is_saved_soon_after_it_changed() {
    let folder = Folder::new("soon");
    let stage = stage_in(&folder);
    let mut saving = stage.sim.saving().unwrap();
    let first = saving.now();
    assert!(
        first.at.is_some() && first.bytes > 0,
        "a world is in its file from the start"
    );
    stage.seat().say("hello").unwrap();
    let saved = saving.next().await.unwrap();
    assert!(saved.at > first.at && saved.failure.is_none());
    stage.sim.clock().freeze();
    assert!(saving.next().await.is_some(), "the clock is saved too");
}

#[tokio::test]
async fn a_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new("own");
    drop(stage_in(&folder));
    let mode = fs::metadata(folder.file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "tokens are in it");
}

#[tokio::test]
async fn a_reset_goes_back_to_the_founding_world_and_saves_that() {
    let folder = Folder::new("reset");
    let text = "applications: [{name: painter, token: MTIzNDU2Nzg5MDEyMzQ1Njc4.a.b}]\n\
        guilds: [{name: Test, channels: [{name: general}], members: [ann], bots: [painter]}]\n";
    let world = WorldFile::parse(text, "world.yaml").unwrap();
    let sim = Sim::start_world(&world, living(&folder.file())).unwrap();
    stage_of(sim).seat().say("before").unwrap();
    // The second run has no world file, and the reset still knows it.
    let stage = stage_of(Sim::start(living(&folder.file())).unwrap());
    assert_eq!(stage.seat().messages().len(), 1);
    stage.guild.text_channel("more");
    stage.sim.reset();
    let copy = folder.0.join("copy.sim");
    fs::copy(folder.file(), &copy).unwrap();
    assert_eq!(WorldFile::founding(&copy).unwrap(), Some(world));
    let stage = stage_of(Sim::start_saved(&copy, living(&folder.0.join("other.sim"))).unwrap());
    assert_eq!(
        (stage.guild.channels().len(), stage.seat().messages().len()),
        (1, 0)
    );
}
