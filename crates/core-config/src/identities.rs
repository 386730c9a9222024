//! The list of Discord applications that one process runs.

use std::collections::BTreeMap;

use figment::value::{Dict, Value};
use secrecy::SecretString;

use crate::check;
use crate::error::ConfigError;
use crate::key::{Key, Kind};
use crate::merged::find;
use crate::settings::Identity;
use crate::suggest;
use crate::walk::{Said, Walk};

/// Longest id: it becomes a role name, a label and part of keys.
const MAX_ID: usize = 32;
/// Names that the house itself has among rows and roles; the database refuses them, too.
const RESERVED: [&str; 2] = ["house", "maintenance"];
/// Applications that one process may run.
const MAX_IDENTITIES: usize = 64;

const ID: Key = Key::new(
    "identities[].id",
    Kind::Custom {
        expected: "1 to 32 of the characters a-z, 0-9 and -, but not house or maintenance",
        check: is_id,
    },
    "Who this application is in the database, in logs and metrics. Default with one identity: the bot's name.",
);
const TOKEN: Key = Key::new(
    "identities[].token",
    Kind::Token,
    "Its token. Default with one identity: discord.token; with an api_url on this machine: a made-up one.",
)
.secret();
const DATABASE_URL: Key = Key::new(
    "identities[].database_url",
    Kind::Url {
        schemes: &["sqlite", "postgres", "postgresql"],
    },
    "Its own login to the database, where roles keep identities apart. Default: database.url.",
)
.secret();

/// What an identity consists of, for references.
pub(crate) fn keys() -> [Key; 3] {
    [ID, TOKEN, DATABASE_URL]
}

fn is_id(text: &str) -> bool {
    (1..=MAX_ID).contains(&text.len())
        && !RESERVED.contains(&text)
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Reads the list; without one there is a single identity, named after the bot. Problems go into the
/// walk's errors. `tokens`: whether an identity may not be without a token.
pub(crate) fn read(walk: &mut Walk<'_>, bot: &str, tokens: bool) -> Vec<Identity> {
    let merged = walk.merged;
    let empty = [Value::from(BTreeMap::<String, String>::new())];
    let entries = match merged.tree.get("identities") {
        None => &empty,
        Some(Value::Array(_, entries)) if (1..=MAX_IDENTITIES).contains(&entries.len()) => {
            entries.as_slice()
        }
        Some(other) => {
            walk.errors.push(ConfigError {
                key: "identities".to_owned(),
                place: merged.origin(other),
                expected: format!("a list of 1 to {MAX_IDENTITIES} identities"),
                found: match other {
                    Value::Array(_, entries) => format!("{} entries", entries.len()),
                    other => check::quote(other),
                },
                remedy: "write them as `- id: …`, or remove the key for one identity named after the bot".to_owned(),
            });
            return Vec::new();
        }
    };
    let mut reader = Reader {
        walk,
        bot,
        tokens,
        alone: entries.len() == 1,
        ids: BTreeMap::new(),
    };
    entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| reader.identity(index, entry))
        .collect()
}

struct Reader<'a, 'w> {
    walk: &'w mut Walk<'a>,
    bot: &'w str,
    tokens: bool,
    alone: bool,
    ids: BTreeMap<String, usize>,
}

impl Reader<'_, '_> {
    fn identity(&mut self, index: usize, entry: &Value) -> Option<Identity> {
        let name = format!("identities[{index}]");
        let place = self.walk.merged.origin(entry);
        let Value::Dict(_, section) = entry else {
            self.fail(
                &name,
                place,
                "a section with id and token",
                check::quote(entry),
                "write `- id: …`".to_owned(),
            );
            return None;
        };
        self.unknown(&name, section);
        let prefix = format!("{name}.");
        let id = self.id(section, &prefix, &place, index);
        let token = self.token(section, &prefix, &place, id.as_deref());
        let database_url = self
            .walk
            .key(section, "database_url", &prefix, &DATABASE_URL);
        if !matches!(database_url, Said::Nothing) {
            self.walk
                .row(&format!("{prefix}database_url"), true, &database_url);
        }
        let database_url = match database_url {
            Said::Value(value, _) => value.into_string().map(SecretString::from),
            Said::Nothing | Said::Wrong => None,
        };
        Some(Identity {
            id: id?,
            token: token?,
            database_url,
        })
    }

    fn id(&mut self, section: &Dict, prefix: &str, place: &str, index: usize) -> Option<String> {
        let name = format!("{prefix}id");
        let (id, source) = match self.walk.key(section, "id", prefix, &ID) {
            Said::Value(value, source) => (value.into_string()?, source),
            Said::Wrong => return None,
            Said::Nothing if self.alone => (self.bot.to_owned(), "default".to_owned()),
            Said::Nothing => {
                let remedy = "name each identity".to_owned();
                self.fail(
                    &name,
                    place.to_owned(),
                    &ID.expected(),
                    "nothing".to_owned(),
                    remedy,
                );
                return None;
            }
        };
        if let Some(first) = self.ids.insert(id.clone(), index) {
            let found = format!("{id:?}, which is also the id of identities[{first}]");
            self.fail(
                &name,
                source,
                "an id of its own",
                found,
                "name each identity differently".to_owned(),
            );
            return None;
        }
        self.walk
            .row(&name, false, &Said::Value(Value::from(id.clone()), source));
        Some(id)
    }

    fn token(
        &mut self,
        section: &Dict,
        prefix: &str,
        place: &str,
        id: Option<&str>,
    ) -> Option<SecretString> {
        let name = format!("{prefix}token");
        let mut said = self.walk.key(section, "token", prefix, &TOKEN);
        if let (Said::Nothing, true) = (&said, self.alone) {
            said = self.shared_token();
        }
        if !matches!(said, Said::Nothing) {
            self.walk.row(&name, true, &said);
        }
        match said {
            Said::Value(value, _) => value.into_string().map(SecretString::from),
            Said::Wrong => None,
            Said::Nothing if !self.tokens => Some(SecretString::default()),
            Said::Nothing if self.alone && self.on_this_machine() => Some(SecretString::from(
                format!("offline-{}", id.unwrap_or(self.bot)),
            )),
            Said::Nothing if self.alone => {
                let remedy =
                    "set DISCORD_TOKEN, or discord.token_file to a file with the token".to_owned();
                let place = "any file or variable".to_owned();
                self.fail(
                    "discord.token",
                    place,
                    &TOKEN.expected(),
                    "nothing".to_owned(),
                    remedy,
                );
                None
            }
            Said::Nothing => {
                let remedy = "write token: ${…} or token_file: … for each identity".to_owned();
                self.fail(
                    &name,
                    place.to_owned(),
                    &TOKEN.expected(),
                    "nothing".to_owned(),
                    remedy,
                );
                None
            }
        }
    }

    /// Whether Discord is played by a server of this machine. Such a server takes any token, so
    /// a made-up one does, and it could not leave the machine.
    fn on_this_machine(&self) -> bool {
        let Some(origin) = find(&self.walk.checked, "discord.api_url").and_then(Value::as_str)
        else {
            return false;
        };
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        let host = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or(rest),
            None => host.split(':').next().unwrap_or(host),
        };
        host == "localhost"
            || host
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }

    /// `discord.token`, as the table walk found it.
    fn shared_token(&self) -> Said {
        let reported = |error: &ConfigError| {
            matches!(error.key.as_str(), "discord.token" | "discord.token_file")
        };
        let row = self.walk.rows.iter().find(|row| row.key == "discord.token");
        match (find(&self.walk.checked, "discord.token"), row) {
            (Some(value), Some(row)) => Said::Value(value.clone(), row.source.clone()),
            _ if self.walk.errors.iter().any(reported) => Said::Wrong,
            _ => Said::Nothing,
        }
    }

    fn unknown(&mut self, name: &str, section: &Dict) {
        const KNOWN: [&str; 5] = [
            "id",
            "token",
            "token_file",
            "database_url",
            "database_url_file",
        ];
        for (key, value) in section
            .iter()
            .filter(|(key, _)| !KNOWN.contains(&key.as_str()))
        {
            let remedy = suggest::nearest(key, KNOWN).map_or_else(
                || "remove it".to_owned(),
                |nearest| format!("did you mean {nearest}?"),
            );
            let place = self.walk.merged.origin(value);
            let expected = format!("one of {}", KNOWN.join(", "));
            self.fail(
                &format!("{name}.{key}"),
                place,
                &expected,
                "a key that nobody reads".to_owned(),
                remedy,
            );
        }
    }

    fn fail(&mut self, key: &str, place: String, expected: &str, found: String, remedy: String) {
        let (key, expected) = (key.to_owned(), expected.to_owned());
        self.walk.errors.push(ConfigError {
            key,
            place,
            expected,
            found,
            remedy,
        });
    }
}
