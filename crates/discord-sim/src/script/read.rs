//! What a person did, named as people name it: from the journal's entries and the interactions behind them.

use std::{collections::HashMap, sync::Arc};

use serde_json::Value;

use crate::{
    journal::{Entry, Glimpse, ProblemKind, What},
    world::{
        First, Interaction, Progress, World,
        components::{self, kind as component},
        interaction::kind,
    },
};

/// Digits from which on a number is somebody's id.
const ID_DIGITS: usize = 6;

/// What a person did, and saw of it.
#[derive(Debug)]
pub(super) struct Act {
    pub(super) user: u64,
    pub(super) channel: u64,
    pub(super) application: Option<u64>,
    pub(super) interaction: Option<u64>,
    pub(super) did: Did,
    pub(super) seen: Vec<Arc<Glimpse>>,
    pub(super) failed: bool,
}

#[derive(Debug)]
pub(super) enum Did {
    /// The line as it is typed, and the files that it names.
    Slash { line: String, files: Vec<String> },
    /// A message's button.
    Click { message: u64, which: Which },
    /// A message's select.
    Select {
        message: u64,
        which: Which,
        values: Vec<String>,
    },
    /// The modal of an interaction: its fields with what is in them.
    Submit {
        opener: u64,
        fields: Vec<(String, String)>,
    },
    /// A command of a person's or a bot's menu.
    UserMenu { name: String, target: u64 },
    /// A command of a message's menu.
    MessageMenu { name: String, message: u64 },
    /// An Activity's command.
    Launch { name: String },
    /// A message.
    Say {
        text: String,
        message: u64,
        reply_to: Option<u64>,
    },
}

/// Which button or select.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Which {
    Says(String),
    Nth(usize),
}

impl Act {
    /// Takes in what the journal has of its interaction.
    pub(super) fn see(&mut self, thread: &[Entry]) {
        for entry in thread {
            match &entry.what {
                What::Shown(glimpse) => self.seen.push(glimpse.clone()),
                What::Problem(problem) if problem.kind == ProblemKind::Unanswered => {
                    self.failed = true;
                }
                _ => {}
            }
        }
    }
}

/// The application that most is done with.
pub(super) fn bot(acts: &[Act]) -> Option<u64> {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for application in acts.iter().filter_map(|act| act.application) {
        *counts.entry(application).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(id, count)| (*count, *id));
    most.map(|(id, _)| id)
}

/// An entry as an act; nothing for what a test does not do, such as suggestions while typing.
pub(super) fn act(world: &World, what: &What) -> Option<Act> {
    match what {
        What::Said(said) => Some(Act {
            user: said.user,
            channel: said.channel,
            application: None,
            interaction: None,
            did: Did::Say {
                text: said.text.clone(),
                message: said.message,
                reply_to: said.reply_to,
            },
            seen: Vec::new(),
            failed: false,
        }),
        What::Interaction { id, .. } => {
            let found = world.interactions.get(id)?;
            Some(Act {
                user: found.user,
                channel: found.channel,
                application: Some(found.application),
                interaction: Some(*id),
                did: did(world, found)?,
                seen: Vec::new(),
                failed: false,
            })
        }
        _ => None,
    }
}

fn did(world: &World, found: &Interaction) -> Option<Did> {
    let data = &found.payload["data"];
    let names = Names(&data["resolved"]);
    match found.kind {
        kind::COMMAND => command(data, &names),
        kind::COMPONENT => {
            let message = found.source?;
            let tree = &found.payload["message"]["components"];
            if data["component_type"] == component::BUTTON {
                let which = which(tree, data, |number| number == component::BUTTON);
                return Some(Did::Click { message, which });
            }
            let is_select = |number| {
                number == component::STRING_SELECT
                    || (component::USER_SELECT..=component::CHANNEL_SELECT).contains(&number)
            };
            Some(Did::Select {
                message,
                which: which(tree, data, is_select),
                values: list(&data["values"])
                    .iter()
                    .map(|value| names.of(value))
                    .collect(),
            })
        }
        kind::MODAL => {
            let opener = found.opened_by?;
            Some(Did::Submit {
                opener,
                fields: fields(world, opener, data, &names),
            })
        }
        _ => None,
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Ids as people name what they stand for.
struct Names<'v>(&'v Value);

impl Names<'_> {
    /// `@ann`, `@moderators`, `#general`, a file's name; the value itself where it stands for nothing.
    fn of(&self, value: &Value) -> String {
        let Some(id) = value.as_str() else {
            return value.to_string();
        };
        let kinds = [
            ("users", "username", "@"),
            ("roles", "name", "@"),
            ("channels", "name", "#"),
            ("attachments", "filename", ""),
        ];
        let named = kinds.iter().find_map(|(kind, key, sign)| {
            let name = self.0[*kind][id][*key].as_str()?;
            Some(format!("{sign}{name}"))
        });
        named.unwrap_or_else(|| id.to_owned())
    }
}

fn command(data: &Value, names: &Names<'_>) -> Option<Did> {
    let name = text(&data["name"]);
    let target = || data["target_id"].as_str()?.parse().ok();
    match data["type"].as_u64().unwrap_or(1) {
        2 => Some(Did::UserMenu {
            name,
            target: target()?,
        }),
        3 => Some(Did::MessageMenu {
            name,
            message: target()?,
        }),
        4 => Some(Did::Launch { name }),
        _ => {
            let mut line = format!("/{name}");
            let mut options = list(&data["options"]);
            while let [branch] = options
                && matches!(branch["type"].as_u64(), Some(1 | 2))
            {
                line.push(' ');
                line.push_str(branch["name"].as_str().unwrap_or_default());
                options = list(&branch["options"]);
            }
            for option in options {
                let value = names.of(&option["value"]);
                line.push_str(&format!(" {}:{value}", text(&option["name"])));
            }
            let files = data["resolved"]["attachments"].as_object();
            let files = files.into_iter().flat_map(|files| files.values());
            Some(Did::Slash {
                line,
                files: files.map(|file| text(&file["filename"])).collect(),
            })
        }
    }
}

/// The used component by what it says, where it alone says that; by its place otherwise.
fn which(tree: &Value, data: &Value, wanted: impl Fn(u64) -> bool) -> Which {
    let mut all = Vec::new();
    components::each(list(tree), &mut |found| {
        if found["type"].as_u64().is_some_and(&wanted) {
            all.push(found);
        }
    });
    let used = |found: &&Value| found["custom_id"] == data["custom_id"];
    let place = all.iter().position(used).unwrap_or_default();
    let says = |found: &Value| {
        let keys = ["label", "placeholder"].iter();
        let said = keys.filter_map(|key| found[*key].as_str());
        said.filter(|text| !text.is_empty())
            .map(ToOwned::to_owned)
            .next()
    };
    let own = all.get(place).and_then(|found| says(found));
    match own {
        Some(own)
            if all
                .iter()
                .filter(|other| says(other).as_ref() == Some(&own))
                .count()
                == 1 =>
        {
            Which::Says(own)
        }
        _ => Which::Nth(place),
    }
}

/// Whether a custom id looks as if another one came each time: a number of many digits is in it.
fn is_made_up(custom_id: &str) -> bool {
    let runs = custom_id.split(|letter: char| !letter.is_ascii_hexdigit());
    runs.filter(|run| run.len() >= ID_DIGITS)
        .any(|run| run.contains(|letter: char| letter.is_ascii_digit()))
}

/// The fields of a submission that hold something, by custom id, or by label where that looks made up.
fn fields(world: &World, opener: u64, data: &Value, names: &Names<'_>) -> Vec<(String, String)> {
    let opener = world.interactions.get(&opener);
    let modal = match opener.map(|opener| &opener.progress) {
        Some(Progress::Answered(First::Modal(modal))) => list(&modal["components"]),
        _ => &[],
    };
    let label_of = |custom_id: &Value| {
        let top = modal
            .iter()
            .find(|top| top["component"]["custom_id"] == *custom_id)?;
        top["label"].as_str().map(ToOwned::to_owned)
    };
    let mut filled = Vec::new();
    components::each(list(&data["components"]), &mut |field| {
        let Some(custom_id) = field["custom_id"].as_str() else {
            return;
        };
        let value = match (&field["value"], &field["values"]) {
            (Value::String(text), _) => text.clone(),
            (Value::Bool(set), _) => set.to_string(),
            (_, Value::Array(values)) => {
                let values: Vec<String> = values.iter().map(|value| names.of(value)).collect();
                values.join(", ")
            }
            _ => String::new(),
        };
        if !value.is_empty() {
            let label = label_of(&field["custom_id"]).filter(|_| is_made_up(custom_id));
            filled.push((label.unwrap_or_else(|| custom_id.to_owned()), value));
        }
    });
    filled
}
