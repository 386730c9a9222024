//! Reads tables, policies, keys and grants of the current schema from `pg_catalog`.

use std::collections::BTreeMap;

use db::Db;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};

use crate::{MAINTENANCE_ROLE, SchemaError, wall::Policy};

/// The current schema.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    pub(super) relations: BTreeMap<String, Relation>,
    /// Roles of bots that stand above policies, with what they are.
    pub(super) mighty_roles: Vec<(String, String)>,
}

/// One table.
#[derive(Debug, Default)]
pub(super) struct Relation {
    pub(super) row_security: bool,
    pub(super) forced: bool,
    pub(super) key: Vec<String>,
    /// Name to type and whether it is NOT NULL.
    pub(super) columns: BTreeMap<String, (String, bool)>,
    pub(super) policies: Vec<Policy>,
    /// Role and privilege; `public` for everybody. Only bots, the maintenance role and everybody.
    pub(super) grants: Vec<(String, String)>,
}

const RELATIONS: &str = "SELECT c.relname::text AS name, c.relrowsecurity, c.relforcerowsecurity \
     FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')";
const COLUMNS: &str = "SELECT c.relname::text AS name, a.attname::text AS column, \
         format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull \
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')";
const KEYS: &str = "SELECT c.relname::text AS name, a.attname::text AS column \
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid \
     CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, position) \
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number \
     WHERE i.indisprimary AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, k.position";
const POLICIES: &str = "SELECT tablename::text AS name, policyname::text AS policy, cmd, \
         permissive || ' ' || array_to_string(roles, ',') AS role, qual, with_check \
     FROM pg_policies WHERE schemaname = current_schema()";
const GRANTS: &str = "SELECT c.relname::text AS name, COALESCE(r.rolname::text, 'public') AS role, acl.privilege_type \
     FROM pg_class c \
     CROSS JOIN LATERAL (SELECT grantee, privilege_type FROM aclexplode(c.relacl) \
         UNION SELECT e.grantee, e.privilege_type || ' of ' || a.attname \
         FROM pg_attribute a, aclexplode(a.attacl) e WHERE a.attrelid = c.oid) acl \
     LEFT JOIN pg_roles r ON r.oid = acl.grantee \
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') \
         AND acl.grantee <> c.relowner AND (r.rolname IS NULL OR r.rolname LIKE 'gh\\_%')";
const MIGHTY: &str = "SELECT r.rolname::text AS role, \
         CASE WHEN r.rolsuper THEN 'a superuser' WHEN r.rolbypassrls THEN 'above row-level security' \
              ELSE 'a member of another role' END AS might \
     FROM pg_roles r WHERE r.rolname LIKE 'gh\\_%' AND r.rolname <> 'gh_maintenance' \
         AND (r.rolsuper OR r.rolbypassrls OR EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid))";

pub(super) async fn catalogue(db: &Db) -> Result<Catalogue, SchemaError> {
    let mut catalogue = Catalogue::default();
    for row in rows(db, RELATIONS).await? {
        let relation = Relation {
            row_security: row.try_get("", "relrowsecurity")?,
            forced: row.try_get("", "relforcerowsecurity")?,
            ..Relation::default()
        };
        catalogue
            .relations
            .insert(row.try_get("", "name")?, relation);
    }
    for row in rows(db, COLUMNS).await? {
        let column = (row.try_get("", "type")?, row.try_get("", "attnotnull")?);
        of(&mut catalogue, &row)?
            .columns
            .insert(row.try_get("", "column")?, column);
    }
    for row in rows(db, KEYS).await? {
        of(&mut catalogue, &row)?
            .key
            .push(row.try_get("", "column")?);
    }
    for row in rows(db, POLICIES).await? {
        let policy = policy(&row)?;
        of(&mut catalogue, &row)?.policies.push(policy);
    }
    for row in rows(db, GRANTS).await? {
        let grant = (row.try_get("", "role")?, row.try_get("", "privilege_type")?);
        of(&mut catalogue, &row)?.grants.push(grant);
    }
    for row in rows(db, MIGHTY).await? {
        catalogue
            .mighty_roles
            .push((row.try_get("", "role")?, row.try_get("", "might")?));
    }
    Ok(catalogue)
}

async fn rows(db: &Db, sql: &str) -> Result<Vec<QueryResult>, DbErr> {
    db.read()
        .query_all_raw(Statement::from_string(DbBackend::Postgres, sql))
        .await
}

fn of<'a>(catalogue: &'a mut Catalogue, row: &QueryResult) -> Result<&'a mut Relation, DbErr> {
    Ok(catalogue
        .relations
        .entry(row.try_get("", "name")?)
        .or_default())
}

fn policy(row: &QueryResult) -> Result<Policy, DbErr> {
    let statement: String = row.try_get("", "cmd")?;
    let role: String = row.try_get("", "role")?;
    Ok(Policy {
        name: row.try_get("", "policy")?,
        statement: ["SELECT", "INSERT", "UPDATE", "DELETE", "ALL"]
            .into_iter()
            .find(|known| *known == statement)
            .unwrap_or("an unknown statement"),
        role: match role.strip_prefix("PERMISSIVE ") {
            Some("public") => "public",
            Some(role) if role == MAINTENANCE_ROLE => MAINTENANCE_ROLE,
            _ => "another role",
        },
        using: row.try_get("", "qual")?,
        check: row.try_get("", "with_check")?,
    })
}
