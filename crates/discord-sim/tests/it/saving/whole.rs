//! All of a world survives: whatever can be in one is there again, and no field of it is forgotten.

use std::{collections::BTreeSet, fs, path::Path};

use discord_sim::{Settings, Sim};

use super::{Folder, everything::everything, tree};
use crate::coverage;

/// Fields that are not saved, with the reason.
#[rustfmt::skip]
const NOT_SAVED: &[(&str, &str)] = &[
    ("World.base_url", "where the simulator listens now"),
    ("World.now", "the moment of a turn"),
    ("World.answer_within", "a setting"),
    ("World.newcomers", "a setting"),
    ("World.messages", "saved beside the world, one by one"),
    ("World.interactions", "saved beside the world, one by one"),
    ("World.interaction_tokens", "made again from the interactions"),
    ("World.files", "saved beside the world, as their bytes are shared"),
    ("World.images", "saved beside the world, as their bytes are shared"),
    ("World.voice", "nobody is connected after a restart"),
    ("World.presences", "nobody is online after a restart"),
    ("World.listening", "sessions, which end"),
    ("World.watched", "who watches is gone"),
    ("World.typing", "empty between turns"),
    ("World.outbox", "empty between turns"),
    ("World.parcels", "empty between turns"),
    ("World.missed", "empty between turns"),
    ("World.deeds", "empty between turns"),
    ("Tracked.touched", "who watches is gone"),
    ("Tracked.unsaved", "nothing is, right after a save"),
    ("Rule.patterns", "made again from the rule's metadata"),
    ("Interaction.changed", "who waits for an interaction is gone"),
];

/// What is JSON in the world: shapes of Discord's, which are not fields of ours.
#[rustfmt::skip]
const JSON: &[&str] = &[
    "world.applications.commands.", "world.applications.role_metadata.", "world.applications.shown.",
    "world.audit_log.what.changes.", "world.audit_log.what.options.", "world.channels.forum.reaction.",
    "world.guilds.community.onboarding.prompts.", "world.guilds.community.template.shape.",
    "world.guilds.community.welcome.channels.", "world.guilds.rules.actions.", "world.guilds.rules.metadata.",
    "world.guilds.settings.", "world.interactions.payload.", "world.interactions.progress.",
    "world.messages.components.", "world.messages.embeds.", "world.messages.metadata.",
    "world.messages.poll.answers.media.", "world.messages.poll.question.", "world.messages.reference.",
    "world.messages.snapshots.", "world.messages.stickers.", "world.scheduled_events.recurrence.",
];

/// Fields that are empty in every world here: there is nothing that fills them, or only a world file does.
const ALWAYS_EMPTY: &[&str] = &[
    "world.applications.emojis.roles",
    "world.ids.back",
    "world.ids.earlier",
    "world.ids.wanted",
    "world.images.name",
    "world.scheduled_events.exceptions.interested",
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
    let line = line.trim();
    let line = line
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
    let listed = NOT_SAVED.iter().map(|(name, _)| (*name).to_owned());
    assert_eq!(skipped(), listed.collect());
}

#[test]
fn every_field_of_the_world_is_saved_or_listed_as_not_saved() {
    let folder = Folder::new("fields");
    let sim = Sim::start(settings()).unwrap();
    sim.save(&folder.file()).unwrap();
    let mut known = tree::read(&folder.file()).keys();
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

/// Worlds that were saved, loaded and saved again.
struct Rounds {
    folder: Folder,
    /// Places of the tree where something was, and where something could be.
    filled: BTreeSet<String>,
    all: BTreeSet<String>,
}

impl Rounds {
    fn new() -> Self {
        let (filled, all) = (BTreeSet::new(), BTreeSet::new());
        Self {
            folder: Folder::new("rounds"),
            filled,
            all,
        }
    }

    /// The world is the same after it was saved and loaded.
    fn go(&mut self, sim: &Sim) {
        let (one, two) = (self.folder.file(), self.folder.0.join("two.sim"));
        sim.save(&one).unwrap();
        let settings = Settings {
            oracle: false,
            ..settings()
        };
        let again = Sim::start_saved(&one, settings).expect("it is read again");
        again.save(&two).unwrap();
        let (before, after) = (tree::read(&one), tree::read(&two));
        before.places("world", &mut self.filled, &mut self.all);
        assert!(
            before.without("ids") == after.without("ids"),
            "the world is another"
        );
    }
}

#[tokio::test]
async fn whatever_can_be_in_a_world_is_there_again() {
    let mut rounds = Rounds::new();
    coverage::walks(settings(), |sim| rounds.go(sim)).await;
    let (stage, _fake) = everything(settings()).await;
    rounds.go(&stage.sim);
    let json = |place: &&String| JSON.iter().any(|json| place.starts_with(json));
    let empty = rounds
        .all
        .difference(&rounds.filled)
        .filter(|place| !json(place));
    let empty: Vec<&str> = empty.map(String::as_str).collect();
    assert_eq!(empty, ALWAYS_EMPTY, "nothing tells whether this is saved");
}
