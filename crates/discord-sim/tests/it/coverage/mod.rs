//! Every operation is called: a walk per family, as data, with every answer held against Discord's description.
//!
//! A walk's step names its operation, path, body and status. `{name}` in a path or a body stands for what the stage
//! knows (`guild`, `general`, `bot`, `ann`, `bob`) or what an earlier step kept from its answer.

mod account;
mod channels;
mod command_rights;
mod events;
mod expression;
mod guilds;
mod moderation;
mod money;
mod needed;
mod talk;
mod threads;
mod voice;

use std::collections::{BTreeMap, BTreeSet};

use discord_sim::{Application, Settings, Sim, permission};
use serde_json::Value;

use crate::bot::{Stage, stage_with};

/// One call of a walk.
pub(crate) struct Step {
    /// The operation's name in Discord's description.
    pub(crate) operation: &'static str,
    pub(crate) path: &'static str,
    pub(crate) body: Value,
    pub(crate) status: u16,
    /// Names for values of the answer, by JSON pointer.
    pub(crate) keep: &'static [(&'static str, &'static str)],
}

/// A step without anything to keep.
pub(crate) fn step(operation: &'static str, path: &'static str, body: Value, status: u16) -> Step {
    Step {
        operation,
        path,
        body,
        status,
        keep: &[],
    }
}

impl Step {
    /// Keeps values of the answer for later steps.
    pub(crate) fn keep(mut self, keep: &'static [(&'static str, &'static str)]) -> Self {
        self.keep = keep;
        self
    }
}

/// A family's walk, and what it adds to the names before it starts.
pub(crate) struct Walk {
    pub(crate) name: &'static str,
    pub(crate) prepare: fn(&Stage, &mut BTreeMap<String, String>),
    pub(crate) steps: fn() -> Vec<Step>,
}

/// The walks, one per family.
const WALKS: &[Walk] = &[
    account::WALK,
    channels::WALK,
    command_rights::WALK,
    money::WALK,
    guilds::WALK,
    moderation::WALK,
    expression::EXPRESSIONS,
    expression::EVENTS,
    talk::MESSAGES,
    talk::WEBHOOKS,
    threads::WALK,
    voice::WALK,
];

/// Operations that no walk of this table calls, with the test that does.
const ELSEWHERE: &[(&str, &str)] = &[
    ("create_interaction_response", "interactions.rs"),
    (
        "set_guild_application_command_permissions",
        "command_rights.rs",
    ),
    ("get_current_user_application_entitlements", "money.rs"),
    ("execute_webhook", "webhooks.rs"),
    ("get_original_webhook_message", "webhooks.rs"),
    ("update_original_webhook_message", "webhooks.rs"),
    ("delete_original_webhook_message", "webhooks.rs"),
    ("get_webhook_message", "webhooks.rs"),
    ("update_webhook_message", "webhooks.rs"),
    ("delete_webhook_message", "webhooks.rs"),
    ("create_guild_sticker", "expressions.rs"),
    ("get_guild_sticker", "expressions.rs"),
    ("update_guild_sticker", "expressions.rs"),
    ("delete_guild_sticker", "expressions.rs"),
    ("get_sticker", "expressions.rs"),
    ("update_invite_target_users", "invites.rs"),
    ("get_my_oauth2_authorization", "oauth.rs"),
    ("get_openid_connect_userinfo", "oauth.rs"),
    ("get_application_user_role_connection", "oauth.rs"),
    ("update_application_user_role_connection", "oauth.rs"),
    ("delete_application_user_role_connection", "oauth.rs"),
    ("get_my_guild_member", "oauth.rs"),
    ("list_my_connections", "oauth.rs"),
];

/// Bodies that are accepted, by operation, with names in braces.
pub(crate) fn bodies() -> Vec<(&'static str, Value)> {
    let steps = WALKS.iter().flat_map(|walk| (walk.steps)());
    steps
        .filter(|step| !step.body.is_null() && step.status < 300)
        .map(|step| (step.operation, step.body))
        .collect()
}

pub(crate) fn fill(template: &str, names: &BTreeMap<String, String>) -> String {
    let mut text = template.to_owned();
    for (name, value) in names {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

fn named(stage: &Stage) -> BTreeMap<String, String> {
    let ids = [
        ("guild", stage.guild.id()),
        ("general", stage.general.id()),
        ("bot", stage.app.id()),
        ("ann", stage.ann.id()),
        ("bob", stage.bob.id()),
    ];
    ids.into_iter()
        .map(|(name, id)| (name.to_owned(), id.to_string()))
        .collect()
}

fn everything(app: &Application) {
    app.allow_intents(u64::MAX);
}

/// Goes a walk; the events that it caused.
async fn walk(walk: &Walk) -> BTreeSet<&'static str> {
    walk_watched(walk, Settings::default(), |_| ()).await
}

/// The same with a look at the simulator after each step.
async fn walk_watched(
    walk: &Walk,
    settings: Settings,
    mut look: impl FnMut(&Sim),
) -> BTreeSet<&'static str> {
    let stage = stage_with(settings);
    assert!(stage.sim.has_oracle(), "Discord's description is not there");
    let mut tap = stage.sim.tap(&stage.app);
    everything(&stage.app);
    stage.guild.bot_permissions(&stage.app, permission::ALL);
    let mut names = named(&stage);
    (walk.prepare)(&stage, &mut names);
    let methods: BTreeMap<&str, &str> = Sim::operations()
        .map(|(method, _, name)| (name, method))
        .collect();
    for step in (walk.steps)() {
        let path = fill(step.path, &names);
        let body: Value =
            serde_json::from_str(&fill(&step.body.to_string(), &names)).expect("a body");
        let method = methods
            .get(step.operation)
            .unwrap_or_else(|| panic!("{} is not simulated", step.operation));
        let mark = stage.sim.journal().mark();
        let answer = stage.bot.http.call(method, &path, body).await;
        assert_eq!(
            answer.status,
            step.status,
            "{}: {} {method} {path}: {}",
            walk.name,
            step.operation,
            answer.json()
        );
        let called = stage.sim.journal().requests_since(mark);
        assert_eq!(
            called.last().map(|request| request.operation),
            Some(step.operation),
            "{method} {path} is another operation"
        );
        look(&stage.sim);
        for (name, pointer) in step.keep {
            let json = answer.json();
            let value = json
                .pointer(pointer)
                .unwrap_or_else(|| panic!("no {pointer} in {json}"));
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), ToOwned::to_owned);
            names.insert((*name).to_owned(), text);
        }
    }
    assert_eq!(stage.sim.problems(), [], "{}", walk.name);
    std::iter::from_fn(|| tap.try_next())
        .map(|(name, _)| name)
        .collect()
}

/// Goes all walks, with a look at the simulator after each step.
pub(crate) async fn walks(settings: Settings, mut look: impl FnMut(&Sim)) {
    for family in WALKS {
        walk_watched(family, settings.clone(), &mut look).await;
    }
}

#[tokio::test]
async fn every_family_answers_as_discord_describes_it() {
    for family in WALKS {
        walk(family).await;
    }
}

#[test]
fn every_operation_is_called_by_a_test() {
    let mut called: BTreeSet<&str> = ELSEWHERE.iter().map(|(name, _)| *name).collect();
    called.extend(
        WALKS
            .iter()
            .flat_map(|walk| (walk.steps)())
            .map(|step| step.operation),
    );
    let missing: Vec<&str> = Sim::operations()
        .map(|(_, _, name)| name)
        .filter(|name| !called.contains(name))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}
