//! What strict mode can only say at the end: rights that were never needed, changes without a reason.

use std::collections::BTreeMap;

use crate::{
    hub::Hub,
    journal::{Cause, Problem, ProblemKind},
    permission,
    world::World,
};

/// Rights by name, for a sentence.
fn names(bits: u64) -> String {
    let names: Vec<&str> = permission::NAMES
        .iter()
        .filter(|(_, bit)| bits & bit != 0)
        .map(|(name, _)| *name)
        .collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

impl Hub {
    /// The problems of the end; none without strict mode.
    pub(crate) fn final_problems(&self) -> Vec<Problem> {
        if !self.settings.strict {
            return Vec::new();
        }
        self.look(|world, _| {
            let mut problems = unused_rights(world);
            problems.extend(missing_reasons(world));
            problems
        })
    }
}

fn unused_rights(world: &World) -> Vec<Problem> {
    let mut given: BTreeMap<u64, u64> = BTreeMap::new();
    for role in world.guilds.values().flat_map(|guild| guild.roles.values()) {
        if let Some(bot) = role.bot {
            *given.entry(bot).or_default() |= role.permissions;
        }
    }
    let problem = |(application, bits): (u64, u64)| {
        let used = world
            .consulted
            .get(&application)
            .copied()
            .unwrap_or_default();
        let unused = bits & !used;
        if unused == 0 {
            return None;
        }
        let name = &world.applications.get(&application)?.name;
        let text = if bits & permission::ADMINISTRATOR != 0 {
            format!(
                "{name} was invited as ADMINISTRATOR; what it did needed: {}",
                names(used)
            )
        } else {
            format!(
                "{name} was invited with rights that it never used: {}",
                names(unused)
            )
        };
        Some(Problem {
            kind: ProblemKind::UnusedRight,
            text,
            cause: Cause::default(),
        })
    };
    given.into_iter().filter_map(problem).collect()
}

fn missing_reasons(world: &World) -> Vec<Problem> {
    let mut counts: BTreeMap<(u64, u16), usize> = BTreeMap::new();
    for entry in world.audit_log.values().flatten() {
        let by_bot = world.applications.contains_key(&entry.what.actor);
        if by_bot && entry.what.reason.is_none() {
            *counts
                .entry((entry.what.actor, entry.what.action))
                .or_default() += 1;
        }
    }
    let problem = |((actor, action), count): ((u64, u16), usize)| {
        let name = &world.applications.get(&actor)?.name;
        Some(Problem {
            kind: ProblemKind::MissingReason,
            text: format!(
                "{name} made {count} changes of audit log action {action} without X-Audit-Log-Reason"
            ),
            cause: Cause::default(),
        })
    };
    counts.into_iter().filter_map(problem).collect()
}
