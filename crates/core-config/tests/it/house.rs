//! A throw-away configuration folder and a bot with a section of its own.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use core_config::{ConfigErrors, Key, Kind, Loaded, Section, Source, load};
use serde::Deserialize;
use tempfile::TempDir;

/// A token as people have it, not a real one.
pub(crate) const TOKEN: &str = "MTIzNDU2Nzg5.Gabcde.fghijklmnop";

/// The section of a bot that uses every kind.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Parrot {
    pub(crate) turn_time: Duration,
    pub(crate) greeting: Option<String>,
    pub(crate) mood: Mood,
    pub(crate) loud: bool,
    pub(crate) words: PathBuf,
    pub(crate) rooms: Vec<u64>,
    pub(crate) prices: BTreeMap<String, i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mood {
    Happy,
    Grumpy,
}

impl Section for Parrot {
    fn keys() -> Vec<Key> {
        let turn = Kind::Duration {
            min: Duration::from_secs(10),
            max: Duration::from_secs(3600),
        };
        let price = &Kind::Integer { min: 0, max: 100 };
        vec![
            Key::new("parrot.turn_time", turn, "How long a turn takes.").default("5m"),
            Key::new(
                "parrot.greeting",
                Kind::Text { max: 20 },
                "What it says first.",
            ),
            Key::new(
                "parrot.mood",
                Kind::OneOf(&["happy", "grumpy"]),
                "How it says it.",
            )
            .default("happy"),
            Key::new("parrot.loud", Kind::Bool, "Whether neighbours hear it.").default("false"),
            Key::new("parrot.words", Kind::Path, "Where its words are.").default("data/words.tsv"),
            Key::new(
                "parrot.rooms",
                Kind::List(&Kind::Snowflake),
                "Where it sits.",
            )
            .default("[]"),
            Key::new("parrot.prices", Kind::Map(price), "What a word costs.")
                .default("{}")
                .unit("crackers"),
        ]
    }
}

/// Files and variables of one test.
pub(crate) struct House {
    dir: TempDir,
    source: Source,
}

impl House {
    /// No files, and a token.
    pub(crate) fn new() -> Self {
        Self::without_token().with("DISCORD_TOKEN", TOKEN)
    }

    pub(crate) fn without_token() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let source = Source::new(dir.path());
        Self { dir, source }
    }

    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn settings(self, text: &str) -> Self {
        self.file("settings.yaml", text)
    }

    pub(crate) fn with(mut self, variable: &str, value: &str) -> Self {
        self.source = self.source.with(variable, value);
        self
    }

    /// The path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    pub(crate) fn load(&self) -> Result<Loaded<Parrot>, ConfigErrors> {
        load("parrot", &self.source)
    }

    /// A text without the folder's random name.
    pub(crate) fn stable(&self, text: &str) -> String {
        text.replace(&self.dir.path().display().to_string(), "config")
    }

    /// The message for people; panics if the configuration is fine.
    pub(crate) fn errors(&self) -> String {
        self.stable(&self.load().unwrap_err().to_string())
    }

    /// Where a key's value came from.
    pub(crate) fn origin(&self, key: &str) -> String {
        let report = self.load().unwrap().report;
        self.stable(
            &report
                .rows
                .iter()
                .find(|row| row.key == key)
                .unwrap()
                .source,
        )
    }
}
