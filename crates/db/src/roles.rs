//! Who we are to Postgres, so that start-up can refuse a login that the wall does not hold.

use sea_orm::{ConnectionTrait, Statement};

use crate::{Backend, Db, DbError};

/// What the login may do that a bot's login should not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleReport {
    /// The role's name; on SQLite, which has none, empty.
    pub role: String,
    /// Above every policy and grant.
    pub superuser: bool,
    /// Above every policy.
    pub bypasses_row_security: bool,
    /// Owns tables of the house, so it could change their policies.
    pub owns_tables: bool,
    /// May act as the maintenance role, whose policy shows everything.
    pub maintenance: bool,
}

impl RoleReport {
    /// Whether row-level security really stands between this login and the rows of others.
    #[must_use]
    pub fn is_walled(&self) -> bool {
        !(self.superuser
            || self.bypasses_row_security
            || self.owns_tables
            || self.maintenance
            || self.role.is_empty())
    }
}

const QUERY: &str = "SELECT current_user::text AS role, r.rolsuper, r.rolbypassrls, \
     EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND c.relowner = r.oid) AS owns, \
     EXISTS (SELECT 1 FROM pg_roles m WHERE m.rolname = 'gh_maintenance' \
             AND pg_has_role(r.oid, m.oid, 'MEMBER')) AS maintenance \
     FROM pg_roles r WHERE r.rolname = current_user";

impl Db {
    /// Asks Postgres about the role behind this pool.
    ///
    /// # Errors
    /// [`DbError`] when the database cannot be asked.
    pub async fn role_report(&self) -> Result<RoleReport, DbError> {
        let none = RoleReport {
            role: String::new(),
            superuser: false,
            bypasses_row_security: false,
            owns_tables: false,
            maintenance: false,
        };
        if self.backend() == Backend::Sqlite {
            return Ok(none);
        }
        let statement = Statement::from_string(self.backend().dialect(), QUERY);
        let Some(row) = self.read().query_one_raw(statement).await? else {
            return Ok(none);
        };
        Ok(RoleReport {
            role: row.try_get("", "role")?,
            superuser: row.try_get("", "rolsuper")?,
            bypasses_row_security: row.try_get("", "rolbypassrls")?,
            owns_tables: row.try_get("", "owns")?,
            maintenance: row.try_get("", "maintenance")?,
        })
    }
}
