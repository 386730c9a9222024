//! Where a database is, as far as it may be told: never a user, a password or an option.

use std::fmt;

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// A file.
    Sqlite {
        /// Its path.
        file: String,
    },
    /// A server.
    Postgres {
        /// Host and port, where the address says them plainly.
        server: Option<String>,
        /// The database's name, likewise.
        database: Option<String>,
    },
}

impl Whereabouts {
    /// Reads an address that the configuration let through.
    #[must_use]
    pub fn of(url: &str) -> Self {
        let (scheme, rest) = url.split_once(':').unwrap_or_default();
        if scheme == "sqlite" {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            let file = path.split('?').next().unwrap_or_default().to_owned();
            return Self::Sqlite { file };
        }
        let rest = rest.strip_prefix("//").unwrap_or_default();
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, behind) = rest.split_at(end);
        // An `@` behind the authority: a password that is not percent-encoded reaches into what looks like the path.
        // `host` and `port` among the options override what stands in front.
        if behind.contains('@') || behind.contains("host") || behind.contains("port=") {
            return Self::Postgres {
                server: None,
                database: None,
            };
        }
        let server = authority.rsplit('@').next().unwrap_or_default();
        let name = behind.trim_start_matches('/');
        let name = name.split(['?', '#']).next().unwrap_or_default();
        Self::Postgres {
            server: plain(server),
            database: plain(name),
        }
    }
}

/// Only what can be a name; anything else may be something that was put in the wrong place.
fn plain(text: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.:[]".contains(c);
    (!text.is_empty() && text.chars().all(fits)).then(|| text.to_owned())
}

impl fmt::Display for Whereabouts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { file } => write!(f, "sqlite, file {file}"),
            Self::Postgres { server, database } => {
                f.write_str("postgres")?;
                if let Some(server) = server {
                    write!(f, " at {server}")?;
                }
                match database {
                    Some(database) => write!(f, ", database {database}"),
                    None => Ok(()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Whereabouts;

    #[test]
    fn addresses_are_told_without_user_password_and_options() {
        for (url, told) in [
            ("sqlite:var/guildhall.db", "sqlite, file var/guildhall.db"),
            ("sqlite://var/x.db?mode=rwc", "sqlite, file var/x.db"),
            ("sqlite:///srv/x.db", "sqlite, file /srv/x.db"),
            ("postgres://db", "postgres at db"),
            (
                "postgres://u:hunter2@db:5433/hall",
                "postgres at db:5433, database hall",
            ),
            (
                "postgresql://u@[::1]:5433/hall?sslmode=require",
                "postgres at [::1]:5433, database hall",
            ),
            (
                "postgres://u:hun@ter2@db/hall",
                "postgres at db, database hall",
            ),
            ("postgres://u:hun/ter2@db/hall", "postgres"),
            ("postgres://u:hun?ter2@db/hall", "postgres"),
            ("postgres://u:hun#ter2@db/hall", "postgres"),
            (
                "postgres://db/hall?password=hunter2",
                "postgres at db, database hall",
            ),
            ("postgres:///hall?host=/run/postgresql", "postgres"),
            ("postgres://db/hunter2 hunter2", "postgres at db"),
        ] {
            assert_eq!(Whereabouts::of(url).to_string(), told, "{url}");
        }
    }
}
