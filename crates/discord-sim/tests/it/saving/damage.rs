//! Files that are no saved world any more: told, never half read, never written over.

use std::{fs, path::Path};

use discord_sim::{Sim, WorldFile};

use super::{Folder, living, stage_in};

/// A small world in a file.
fn saved(folder: &Folder) -> Vec<u8> {
    let stage = stage_in(folder);
    stage.seat().say("hello").unwrap();
    stage
        .seat()
        .say_with("look", &[("a.png", &[7; 300])])
        .unwrap();
    drop(stage);
    fs::read(folder.file()).unwrap()
}

/// What is told about these bytes, after a start with them left them as they are.
fn told(file: &Path, bytes: &[u8]) -> String {
    fs::write(file, bytes).unwrap();
    let refused = Sim::start(living(file))
        .map(drop)
        .expect_err("it is damaged");
    assert_eq!(fs::read(file).unwrap(), bytes, "it is left as it is");
    let told = refused.to_string();
    assert!(told.starts_with(&format!("{}: ", file.display())), "{told}");
    assert!(told.contains("; "), "there is a remedy: {told}");
    told
}

#[tokio::test]
async fn a_file_that_ends_early_is_refused_wherever_it_ends() {
    let folder = Folder::new("cut");
    let bytes = saved(&folder);
    for part in 0..100 {
        let end = bytes.len() * part / 100;
        let told = told(&folder.file(), &bytes[..end]);
        assert!(told.contains("its end is missing"), "{end}: {told}");
    }
}

#[tokio::test]
async fn a_file_with_any_bit_flipped_is_refused() {
    let folder = Folder::new("flipped");
    let bytes = saved(&folder);
    let mut chance: u64 = 20_261_120;
    for _ in 0..200 {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let bit = usize::try_from(chance >> 33).unwrap() % (bytes.len() * 8);
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        told(&folder.file(), &flipped);
    }
}

#[tokio::test]
async fn each_kind_of_mistake_is_told_as_what_it_is() {
    let folder = Folder::new("kinds");
    let bytes = saved(&folder);
    let mut newer = bytes.clone();
    newer[8] = 2;
    for (bytes, what) in [
        (
            &b"guilds: []"[..],
            "it is no saved world; name another file",
        ),
        (&b""[..], "its end is missing; put a copy in its place"),
        (
            &[&bytes[..], b"!"].concat()[..],
            "it is damaged: its checksum is wrong",
        ),
        (
            &newer[..],
            "in form 2, and this program reads form 1; start the program that wrote it",
        ),
    ] {
        let told = told(&folder.file(), bytes);
        assert!(told.contains(what), "{told}");
    }
    let missing = folder.0.join("missing.sim");
    let refused = Sim::start_saved(&missing, living(&folder.0.join("new.sim"))).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("missing.sim: there is no such file")
    );
    assert_eq!(WorldFile::founding(&missing).unwrap(), None);
    let refused = Sim::start(living(&folder.0.join("no/such/folder.sim"))).unwrap_err();
    assert!(
        refused.to_string().contains("it cannot be locked"),
        "{refused}"
    );
    for nothing in [&folder.0, Path::new("/dev/zero")] {
        let refused = WorldFile::founding(nothing).unwrap_err().to_string();
        assert!(refused.contains("it is no regular file"), "{refused}");
    }
    let huge = folder.0.join("huge.sim");
    let sparse = fs::File::create(&huge).unwrap();
    sparse.set_len(5 << 30).unwrap();
    let refused = Sim::start(living(&huge)).unwrap_err().to_string();
    assert!(
        refused.contains("more than the 4294967296 of the largest world"),
        "{refused}"
    );
}
