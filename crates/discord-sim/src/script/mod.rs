//! What people did, as the source of a test that does the same on `testkit`'s stage.
//!
//! `read` takes it out of the journal and the world, `cast` makes people and places, `write` the acts with what was
//! shown after each. The source is formatted as `rustfmt` would.

mod cast;
mod read;
mod rust;
mod write;

use crate::{
    hub::Hub,
    journal::{Entry, What},
};

/// Which part of a session, and what the test is called.
#[derive(Debug, Clone, Default)]
pub(crate) struct Order {
    /// Only what was done after this entry of the journal.
    pub(crate) since: u64,
    /// Only the last acts.
    pub(crate) last: Option<usize>,
    /// The test's name; one of its own if nothing is said.
    pub(crate) name: Option<String>,
    /// The bot that is tested; the one that most was done with if nothing is said.
    pub(crate) bot: Option<u64>,
}

/// The source of a test.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) file: String,
    pub(crate) rust: String,
    /// How many acts are in it.
    pub(crate) acts: usize,
}

const NAME: &str = "a session from the playground";

/// The test of a session; nothing when nobody did anything that it could do.
pub(crate) fn script(hub: &Hub, order: &Order) -> Option<Script> {
    let wanted = |entry: &Entry| matches!(entry.what, What::Interaction { .. } | What::Said(_));
    let entries = hub.book.between(order.since, None, usize::MAX, wanted);
    let mut acts: Vec<read::Act> = hub.look(|world, _| {
        let acts = entries.iter();
        acts.filter_map(|entry| read::act(world, &entry.what))
            .collect()
    });
    if let Some(last) = order.last {
        acts.drain(..acts.len().saturating_sub(last));
    }
    for act in &mut acts {
        if let Some(id) = act.interaction {
            act.see(&hub.book.thread(id));
        }
    }
    let bot = order.bot.or_else(|| read::bot(&acts))?;
    let name = rust::name(order.name.as_deref().unwrap_or(NAME));
    let (cast, crate_name) = hub.look(|world, _| {
        let found = world.applications.get(&bot)?;
        Some((cast::Cast::of(world, &acts), rust::name(&found.name)))
    })?;
    let rust = write::test(&name, &crate_name, &cast, &acts, bot);
    Some(Script {
        file: format!("{name}.rs"),
        rust,
        acts: acts.len(),
    })
}
