//! All of a world survives: whatever the walks through every operation make is there again, and nothing is forgotten.

use std::{collections::BTreeSet, fs, path::Path};

use discord_sim::{Settings, Sim};

use super::{Folder, tree};
use crate::coverage;

/// Fields that are not saved, with the reason.
const NOT_SAVED: &[(&str, &str)] = &[
    ("World.base_url", "where the simulator listens now"),
    ("World.now", "the moment of a turn"),
    ("World.answer_within", "a setting"),
    ("World.newcomers", "a setting"),
    (
        "World.files",
        "saved beside the world, as their bytes are shared",
    ),
    (
        "World.images",
        "saved beside the world, as their bytes are shared",
    ),
    ("World.voice", "nobody is connected after a restart"),
    ("World.presences", "nobody is online after a restart"),
    ("World.listening", "sessions, which end"),
    ("World.watched", "who watches is gone"),
    ("World.typing", "empty between turns"),
    ("World.outbox", "empty between turns"),
    ("World.parcels", "empty between turns"),
    ("World.missed", "empty between turns"),
    ("Tracked.touched", "who watches is gone"),
    ("Rule.patterns", "made again from the rule's metadata"),
    (
        "Interaction.changed",
        "who waits for an interaction is gone",
    ),
];

/// Settings of a world whose addresses stay the same wherever it listens.
fn settings() -> Settings {
    Settings {
        public: Some("sim.example:7000".to_owned()),
        ..Settings::default()
    }
}

/// The source files below a folder.
fn sources(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(sources(&path));
        } else {
            texts.push(fs::read_to_string(path).unwrap());
        }
    }
    texts
}

/// The name that a line of source declares: a field's, or that of a type.
fn declared(line: &str) -> Option<&str> {
    let line = line
        .trim()
        .trim_start_matches("pub(crate) ")
        .trim_start_matches("pub ");
    let name = line.trim_start_matches("struct ");
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    Some(&name[..end]).filter(|name| !name.is_empty())
}

/// Everything that is marked as skipped, as `Type.field`.
fn skipped() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    for text in sources(&source) {
        let mut kind = "";
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line.contains("struct ") && !line.trim_start().starts_with("//") {
                kind = declared(line).unwrap_or(kind);
            }
            if line.trim() == "#[serde(skip)]" {
                let field = lines.find(|line| !line.trim_start().starts_with(['#', '/']));
                let field = field.and_then(declared).expect("a field");
                found.insert(format!("{kind}.{field}"));
            }
        }
    }
    found
}

#[test]
fn what_is_not_saved_is_listed_with_its_reason() {
    let listed: BTreeSet<String> = NOT_SAVED
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(skipped(), listed);
}

#[test]
fn every_field_of_the_world_is_saved_or_listed_as_not_saved() {
    let folder = Folder::new("fields");
    let sim = Sim::start(settings()).unwrap();
    sim.save(&folder.file()).unwrap();
    let [_, world, _] = tree::read(&folder.file());
    let mut known = world.keys();
    let listed = NOT_SAVED
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("World."));
    known.extend(listed.map(ToOwned::to_owned));
    let source = include_str!("../../../src/world/mod.rs");
    let (_, body) = source
        .split_once("pub(crate) struct World {")
        .expect("the world");
    let (body, _) = body.split_once("\n}").expect("its end");
    let fields = body.lines().filter(|line| line.trim().starts_with("pub"));
    let fields: BTreeSet<String> = fields.filter_map(declared).map(ToOwned::to_owned).collect();
    assert!(fields.len() > 30, "{fields:?}");
    assert_eq!(known, fields);
}

#[tokio::test]
async fn whatever_the_walks_make_is_there_again() {
    let folder = Folder::new("walks");
    let (one, two) = (folder.file(), folder.0.join("two.sim"));
    let (mut filled, mut all) = (BTreeSet::new(), BTreeSet::new());
    coverage::walks(settings(), |sim| {
        sim.save(&one).unwrap();
        let loaded = Settings {
            oracle: false,
            ..settings()
        };
        let again = Sim::start_saved(&one, loaded).expect("it is read again");
        again.save(&two).unwrap();
        let ([_, before, files], [_, after, again]) = (tree::read(&one), tree::read(&two));
        before.places("world", &mut filled, &mut all);
        assert!(
            before.without("ids") == after.without("ids"),
            "the world is another"
        );
        assert!(files == again, "the files are others");
    })
    .await;
    let empty: Vec<&String> = all.difference(&filled).collect();
    panic!("{empty:#?}");
}
