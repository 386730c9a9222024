//! What the world knows of an interaction, for its trace.

use serde_json::{Value, json};

use crate::{
    clock::Moment,
    world::{First, Interaction, Progress, TOKEN_LIFE, World, components, interaction::kind},
};

/// An interaction, as far as its trace needs it.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(super) id: u64,
    pub(super) kind: u8,
    /// What was used, as the person calls it: `/play word`, a button's label, a modal's title.
    pub(super) name: String,
    pub(super) custom_id: Option<String>,
    pub(super) user: (u64, String),
    pub(super) channel: u64,
    pub(super) guild: Option<u64>,
    /// The message that was used.
    pub(super) message: Option<u64>,
    pub(super) application: (u64, String),
    /// `waiting`, `answered` (and more is to come), `done` or `failed`.
    pub(super) state: &'static str,
    /// The sort of the first answer.
    pub(super) answer: Option<&'static str>,
    pub(super) made: Moment,
    pub(super) answer_until: Moment,
    pub(super) token_until: Moment,
    /// As it was sent, without its token.
    pub(super) payload: Value,
    /// The interaction that opened the modal.
    pub(super) opened_by: Option<u64>,
    /// The interaction that the used message answered.
    pub(super) from: Option<u64>,
    /// Submissions of the modal that it opened.
    pub(super) next: Vec<u64>,
}

impl Subject {
    pub(crate) fn read(world: &World, id: u64) -> Option<Self> {
        let found = world.interactions.get(&id)?;
        let name = |id: u64| world.users.get(&id).map(|user| user.name.clone());
        let application = world.applications.get(&found.application);
        let source = found
            .source
            .and_then(|source| world.message(found.channel, source));
        let mut payload = found.payload.clone();
        payload["token"] = json!("***");
        Some(Self {
            id,
            kind: found.kind,
            name: used(world, found),
            custom_id: found.payload["data"]["custom_id"]
                .as_str()
                .map(ToOwned::to_owned),
            user: (found.user, name(found.user).unwrap_or_default()),
            channel: found.channel,
            guild: found.guild,
            message: found.source,
            application: (
                found.application,
                application
                    .map(|found| found.name.clone())
                    .unwrap_or_default(),
            ),
            state: state(found),
            answer: answer(found),
            made: found.made,
            answer_until: found.made + world.answer_within,
            token_until: found.made + TOKEN_LIFE,
            payload,
            opened_by: found.opened_by,
            from: source.and_then(|source| source.interaction),
            next: Vec::new(),
        })
    }

    /// With the submissions of the modal that it opened.
    pub(crate) fn and_next(mut self, world: &World) -> Self {
        if self.answer == Some("modal") {
            let later = world.interactions.range(self.id..);
            let own = later.filter(|(_, found)| found.opened_by == Some(self.id));
            self.next = own.map(|(id, _)| *id).collect();
        }
        self
    }

    pub(crate) const fn id(&self) -> u64 {
        self.id
    }

    pub(crate) fn application(&self) -> u64 {
        self.application.0
    }

    pub(super) fn is_done(&self) -> bool {
        self.state == "done"
    }

    /// Whether its bot may still go on with it, for all that is known.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, "waiting" | "answered")
    }
}

fn state(interaction: &Interaction) -> &'static str {
    match &interaction.progress {
        Progress::Waiting => "waiting",
        Progress::Failed => "failed",
        Progress::Answered(_) if interaction.unfinished() => "answered",
        Progress::Answered(_) => "done",
    }
}

fn answer(interaction: &Interaction) -> Option<&'static str> {
    let Progress::Answered(first) = &interaction.progress else {
        return None;
    };
    Some(match first {
        First::Message { .. } => "message",
        First::DeferredMessage { .. } => "deferred",
        First::DeferredUpdate => "deferred_update",
        First::Update => "update",
        First::Choices(_) => "choices",
        First::Modal(_) => "modal",
        First::Activity => "activity",
        First::Upgrade => "upgrade",
    })
}

/// What was used, as the person calls it.
pub(crate) fn used(world: &World, interaction: &Interaction) -> String {
    let data = &interaction.payload["data"];
    match interaction.kind {
        kind::COMPONENT => label(&interaction.payload["message"]["components"], data),
        kind::MODAL => {
            let opener = interaction.opened_by;
            let opener = opener.and_then(|id| world.interactions.get(&id));
            match opener.map(|opener| &opener.progress) {
                Some(Progress::Answered(First::Modal(modal))) => {
                    modal["title"].as_str().map(ToOwned::to_owned)
                }
                _ => None,
            }
        }
        _ => Some(line(data)),
    }
    .unwrap_or_else(|| interaction.used())
}

/// A command with its sub-commands: `/play word`; the name alone in menus.
fn line(data: &Value) -> String {
    let name = data["name"].as_str().unwrap_or_default();
    if data["type"].as_u64().unwrap_or(1) != 1 {
        return name.to_owned();
    }
    let mut line = format!("/{name}");
    let mut options = &data["options"];
    while let Some(branch) = options[0].as_object()
        && matches!(options[0]["type"].as_u64(), Some(1 | 2))
    {
        line.push(' ');
        line.push_str(branch["name"].as_str().unwrap_or_default());
        options = &branch["options"];
    }
    line
}

/// What the used component says.
fn label(components: &Value, data: &Value) -> Option<String> {
    let mut found = None;
    components::each(components.as_array()?, &mut |component| {
        if component["custom_id"] == data["custom_id"] {
            found = Some(component);
        }
    });
    let found = found?;
    let said = ["label", "placeholder"]
        .iter()
        .find_map(|key| found[*key].as_str().filter(|text| !text.is_empty()));
    said.or_else(|| found["emoji"]["name"].as_str())
        .map(ToOwned::to_owned)
}
