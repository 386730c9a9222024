//! Compares what Postgres enforces with what the ownership matrix says.
//!
//! Whoever forgets a policy, a grant or a key finds it named here: in the test over a fresh database, and on a real
//! one after `guildhall db provision`.

mod read;

use std::{collections::BTreeSet, fmt};

use db::{
    Backend, BotId, Db,
    ownership::{Owner, Rights, Table},
};

use crate::{
    MAINTENANCE_ROLE, SchemaError, Scope,
    provision::privileges,
    wall::{Policy, policies},
};
use read::{Catalogue, Relation};

/// What the maintenance role holds on every table of the matrix.
const MAINTENANCE_PRIVILEGES: [&str; 4] = ["SELECT", "INSERT", "UPDATE", "DELETE"];
/// What it holds on the lists of what was applied, which a backup reads and only migrations write.
const MAINTENANCE_OF_LISTS: [&str; 1] = ["SELECT"];

/// Something that is not as the matrix says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The table or role.
    pub subject: String,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.problem)
    }
}

/// An identity whose grants are to be looked at, with the code name of its bot.
pub type Identity<'a> = (&'a BotId, &'a str);

/// Every difference between the matrix of these scopes and the current schema.
///
/// # Errors
/// [`SchemaError::NoRoles`] on SQLite, which enforces nothing of this; else of the database.
pub async fn differences(
    db: &Db,
    scopes: &[Scope],
    identities: &[Identity<'_>],
) -> Result<Vec<Difference>, SchemaError> {
    if db.backend() == Backend::Sqlite {
        return Err(SchemaError::NoRoles);
    }
    let catalogue = read::catalogue(db).await?;
    let mut found = Findings(Vec::new());
    let mut known = BTreeSet::new();
    for &scope in scopes {
        let applied = scope.applied_table();
        let lists = Table {
            name: "",
            owner: Owner::House,
            rights: Rights::READ_ALL,
            key: &["version"],
            personal: &[],
        };
        compare(&catalogue, &applied, &lists, identities, &mut found);
        known.insert(applied);
        for table in scope.tables() {
            compare(&catalogue, table.name, table, identities, &mut found);
            known.insert(table.name.to_owned());
        }
    }
    for name in catalogue
        .relations
        .keys()
        .filter(|name| !known.contains(*name))
    {
        found.add(name, "is in no ownership matrix");
    }
    let ours = |role: &str| identities.iter().any(|(bot_id, _)| bot_id.role() == role);
    for (role, might) in catalogue.mighty_roles.iter().filter(|(role, _)| ours(role)) {
        found.add(role, format!("is {might}, so that no policy holds it"));
    }
    found.0.sort();
    Ok(found.0)
}

struct Findings(Vec<Difference>);

impl Findings {
    fn add(&mut self, subject: &str, problem: impl Into<String>) {
        self.0.push(Difference {
            subject: subject.to_owned(),
            problem: problem.into(),
        });
    }
}

fn compare(
    catalogue: &Catalogue,
    name: &str,
    table: &Table,
    identities: &[Identity<'_>],
    found: &mut Findings,
) {
    let Some(relation) = catalogue.relations.get(name) else {
        found.add(name, "does not exist");
        return;
    };
    compare_key(name, relation, table, found);
    compare_personal(name, relation, table, found);
    compare_wall(name, relation, table, found);
    compare_grants(name, relation, table, identities, found);
}

fn compare_key(name: &str, relation: &Relation, table: &Table, found: &mut Findings) {
    if relation.key != table.key {
        found.add(
            name,
            format!(
                "has the key ({}), not ({})",
                relation.key.join(", "),
                table.key.join(", ")
            ),
        );
    }
    if table.rights.is_walled() && table.key.first() != Some(&"bot_id") {
        found.add(
            name,
            "tells rows apart by bot_id, but its key does not begin with it",
        );
    }
    if matches!(table.owner, Owner::Bot(_)) && table.key.get(1) != Some(&"guild_id") {
        found.add(
            name,
            "belongs to a bot, but guild_id is not second in its key",
        );
    }
    for (column, wanted) in [("bot_id", "text"), ("guild_id", "bigint")] {
        match relation.columns.get(column) {
            Some((kind, required)) if kind != wanted || !required => {
                found.add(name, format!("has {column} {kind}, not {wanted} not null"));
            }
            None if table.key.contains(&column) => found.add(name, format!("has no {column}")),
            _ => {}
        }
    }
}

fn compare_personal(name: &str, relation: &Relation, table: &Table, found: &mut Findings) {
    for column in table.personal {
        if !relation.columns.contains_key(*column) {
            found.add(
                name,
                format!("has no {column}, which is listed as personal"),
            );
        }
    }
    for (column, (kind, _)) in &relation.columns {
        let looks_personal =
            column.ends_with("user_id") || column.ends_with("_by") || column.ends_with("owner_id");
        if looks_personal && kind == "bigint" && !table.personal.contains(&column.as_str()) {
            found.add(
                name,
                format!(
                    "has {column}, which looks like a person's id but is not listed as personal"
                ),
            );
        }
    }
}

fn compare_wall(name: &str, relation: &Relation, table: &Table, found: &mut Findings) {
    if !table.rights.is_walled() {
        return;
    }
    if !relation.row_security {
        found.add(name, "has no row-level security");
    }
    if !relation.forced {
        found.add(name, "does not force row-level security on its owner");
    }
    let wanted = policies(table.rights);
    for policy in &wanted {
        if !relation.policies.iter().any(|there| same(there, policy)) {
            found.add(
                name,
                format!("lacks the policy {} for {}", policy.name, policy.statement),
            );
        }
    }
    for policy in &relation.policies {
        if !wanted
            .iter()
            .any(|policy_wanted| same(policy, policy_wanted))
        {
            found.add(
                name,
                format!(
                    "has the policy {} for {}, which is not wanted",
                    policy.name, policy.statement
                ),
            );
        }
    }
}

fn compare_grants(
    name: &str,
    relation: &Relation,
    table: &Table,
    identities: &[Identity<'_>],
    found: &mut Findings,
) {
    let mut wanted: BTreeSet<(String, &str)> = BTreeSet::new();
    let maintenance: &[&str] = match table.name {
        "" => &MAINTENANCE_OF_LISTS,
        _ => &MAINTENANCE_PRIVILEGES,
    };
    wanted.extend(
        maintenance
            .iter()
            .map(|privilege| (MAINTENANCE_ROLE.to_owned(), *privilege)),
    );
    for (bot_id, bot) in identities {
        if matches!(table.owner, Owner::Bot(owner) if owner != *bot) {
            continue;
        }
        wanted.extend(
            privileges(table.rights)
                .into_iter()
                .map(|privilege| (bot_id.role(), privilege)),
        );
    }
    let there: BTreeSet<(String, &str)> = relation
        .grants
        .iter()
        .map(|(role, privilege)| (role.clone(), privilege.as_str()))
        .collect();
    for (role, privilege) in wanted.difference(&there) {
        found.add(name, format!("does not grant {privilege} to {role}"));
    }
    for (role, privilege) in there.difference(&wanted) {
        found.add(
            name,
            format!("grants {privilege} to {role}, which is not wanted"),
        );
    }
}

/// Postgres writes rules in its own way: with more parentheses and casts than we do.
fn same(found: &Policy, wanted: &Policy) -> bool {
    let plain = |rule: &Option<String>| {
        rule.as_ref().map(|rule| {
            let rule = rule.to_lowercase().replace("::text", "");
            rule.replace(|c: char| c == '(' || c == ')' || c.is_whitespace(), "")
        })
    };
    found.name == wanted.name
        && found.statement == wanted.statement
        && found.role == wanted.role
        && plain(&found.using) == plain(&wanted.using)
        && plain(&found.check) == plain(&wanted.check)
}
