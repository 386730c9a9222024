//! Worlds that are saved and loaded again.

mod again;
mod clock;
mod damage;
mod everything;
mod place;
mod program;
mod tree;
mod whole;

use std::path::{Path, PathBuf};

use discord_sim::{Settings, Sim};

use crate::bot::{Stage, stage_of, stage_with};

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("saving-{}-{name}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("world.sim")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// Settings of a world that lives in a file.
fn living(file: &Path) -> Settings {
    Settings {
        state: Some(file.to_owned()),
        oracle: false,
        ..Settings::default()
    }
}

/// A stage in a file.
fn stage_in(folder: &Folder) -> Stage {
    stage_with(living(&folder.file()))
}

/// The same world in another simulator: the first one ends in order.
fn again(stage: Stage, folder: &Folder) -> Stage {
    drop(stage);
    stage_of(Sim::start(living(&folder.file())).expect("it goes on"))
}
