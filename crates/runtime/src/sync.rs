//! Tells Discord of the bot's commands, when they differ from what it knows.
//!
//! Normalised manifests are compared under a database lock, so that many processes sync once.
//! A row remembers hash and release: an older release that still runs does not overwrite what a
//! newer one has registered.

use std::collections::BTreeSet;

use db::{BotId, Db};
use serde_json::Value;
use twilight_http::routing::Route;
use twilight_model::id::{Id, marker::ApplicationMarker};

use crate::{Failure, Rest, RestError, rest::Operation};

/// Where commands are registered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Scope {
    Global,
    Guild(u64),
}

impl Scope {
    fn key(&self) -> String {
        match self {
            Self::Global => "global".to_owned(),
            Self::Guild(id) => id.to_string(),
        }
    }
}

/// What a sync did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Synced {
    /// Discord knew them already.
    Unchanged,
    /// Discord was told.
    Replaced,
    /// A newer release registered its own; ours stay unsaid.
    Newer,
}

/// Registers `manifest` in `scope` if Discord knows another.
pub(crate) async fn sync(
    db: &Db,
    bot: &BotId,
    rest: &Rest,
    application: Id<ApplicationMarker>,
    scope: &Scope,
    manifest: &[Value],
) -> Result<Synced, Failure> {
    let ours = normalise_all(manifest, scope);
    let hash = fingerprint(&ours);
    let release = crate::release();
    let mut outcome = Synced::Newer;
    let said = &mut outcome;
    db::manifests::under_lock(db, bot, &scope.key(), |current| async move {
        // An older release with the same commands does not make the row older.
        let newest = current
            .as_ref()
            .map_or(release, |row| row.release.max(release));
        if let Some(row) = current
            && row.hash != hash
            && row.release > release
        {
            return Ok::<_, Failure>(None);
        }
        let known = fetch(rest, application, scope).await?;
        if normalise_all(&known, scope) == ours {
            *said = Synced::Unchanged;
        } else {
            replace(rest, application, scope, manifest).await?;
            *said = Synced::Replaced;
        }
        Ok(Some(db::manifests::Row {
            scope: scope.key(),
            hash,
            release: newest,
        }))
    })
    .await?;
    Ok(outcome)
}

async fn replace(
    rest: &Rest,
    application: Id<ApplicationMarker>,
    scope: &Scope,
    manifest: &[Value],
) -> Result<(), RestError> {
    let route = match scope {
        Scope::Global => Route::SetGlobalCommands {
            application_id: application.get(),
        },
        Scope::Guild(guild) => Route::SetGuildCommands {
            application_id: application.get(),
            guild_id: *guild,
        },
    };
    let operation = Operation::new("set commands", &route)?.json(&manifest)?;
    rest.send(&operation).await.map(drop)
}

async fn fetch(
    rest: &Rest,
    application: Id<ApplicationMarker>,
    scope: &Scope,
) -> Result<Vec<Value>, RestError> {
    let route = match scope {
        Scope::Global => Route::GetGlobalCommands {
            application_id: application.get(),
            with_localizations: Some(true),
        },
        Scope::Guild(guild) => Route::GetGuildCommands {
            application_id: application.get(),
            guild_id: *guild,
            with_localizations: Some(true),
        },
    };
    let operation = Operation::new("get commands", &route)?;
    rest.send(&operation).await?.json(&operation)
}

/// Fields that Discord adds and that say nothing about what we asked for.
const ADDED: [&str; 5] = [
    "id",
    "application_id",
    "version",
    "guild_id",
    "dm_permission",
];

/// Fields that only global commands have; of a guild's, Discord does not keep them
/// (`interactions/application-commands.mdx`, Application Command Object).
const GLOBAL_ONLY: [&str; 2] = ["contexts", "integration_types"];

fn normalise_all(commands: &[Value], scope: &Scope) -> BTreeSet<String> {
    let left_out: &[&str] = match scope {
        Scope::Global => &[],
        Scope::Guild(_) => &GLOBAL_ONLY,
    };
    commands
        .iter()
        .map(|command| {
            let mut command = normalise(command, true);
            if let Value::Object(fields) = &mut command {
                fields.retain(|key, _| !left_out.contains(&key.as_str()));
            }
            command.to_string()
        })
        .collect()
}

/// Empty and default values are left out, for Discord fills them in or drops them; object keys
/// are ordered by `serde_json`.
fn normalise(value: &Value, top: bool) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.iter()
                .filter(|(key, _)| !(top && ADDED.contains(&key.as_str())))
                .filter(|(key, value)| !is_default(key, value))
                .map(|(key, value)| (key.clone(), normalise(value, false)))
                .filter(|(_, value)| !is_empty(value))
                .collect(),
        ),
        Value::Array(list) => {
            Value::Array(list.iter().map(|value| normalise(value, false)).collect())
        }
        other => other.clone(),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn is_default(key: &str, value: &Value) -> bool {
    match key {
        "required" | "autocomplete" | "nsfw" => value == &Value::Bool(false),
        "integration_types" => value == &serde_json::json!([0]),
        // A menu has none.
        "description" => value == "",
        _ => false,
    }
}

/// FNV-1a, 64 bit: tells manifests apart, nothing more.
fn fingerprint(commands: &BTreeSet<String>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in commands
        .iter()
        .flat_map(|command| command.bytes().chain([0]))
    {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn global(command: &Value) -> BTreeSet<String> {
        normalise_all(std::slice::from_ref(command), &Scope::Global)
    }

    #[test]
    fn what_discord_adds_makes_no_difference() {
        let ours = json!({"name": "a", "type": 1, "description": "d", "options": [],
            "name_localizations": {}, "contexts": [0, 1], "integration_types": [0],
            "default_member_permissions": null});
        let known = json!({"id": "1", "application_id": "2", "version": "3", "name": "a", "type": 1,
            "description": "d", "contexts": [0, 1], "integration_types": [0], "nsfw": false,
            "name_localizations": null, "default_member_permissions": null, "dm_permission": true});
        assert_eq!(global(&ours), global(&known));
    }

    #[test]
    fn a_menu_has_an_empty_description() {
        let ours = json!({"name": "Quote", "type": 3, "name_localizations": {"de": "Zitieren"},
            "contexts": [0], "integration_types": [0, 1]});
        let known = json!({"id": "1", "name": "Quote", "type": 3, "description": "",
            "name_localizations": {"de": "Zitieren"}, "description_localizations": {},
            "contexts": [0], "integration_types": [0, 1]});
        assert_eq!(global(&ours), global(&known));
    }

    #[test]
    fn a_guilds_commands_have_no_contexts() {
        let ours = json!({"name": "a", "type": 1, "description": "d", "contexts": [0, 1]});
        let known = json!({"name": "a", "type": 1, "description": "d"});
        let of = |command: &Value| normalise_all(std::slice::from_ref(command), &Scope::Guild(1));
        assert_eq!(of(&ours), of(&known));
        assert_ne!(global(&ours), global(&known));
    }

    #[test]
    fn a_real_difference_is_seen() {
        let one = json!({"name": "a", "type": 1, "description": "d"});
        let other = json!({"name": "a", "type": 1, "description": "e"});
        assert_ne!(global(&one), global(&other));
        assert_ne!(fingerprint(&global(&one)), fingerprint(&global(&other)));
    }
}
