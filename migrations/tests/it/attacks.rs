//! What an identity that means harm might send: reads, writes, and attempts to become somebody else.

use std::collections::BTreeMap;

use db::{
    HOUSE,
    ownership::{Access, Table},
};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

/// Rows of each owner in each table.
pub(crate) const ROWS: i64 = 5;

/// Name and type of the columns of each table.
pub(crate) type Columns = BTreeMap<&'static str, Vec<(String, String)>>;

pub(crate) fn walled() -> Vec<&'static Table> {
    migrations::all()
        .into_iter()
        .flat_map(migrations::Scope::tables)
        .filter(|table| table.rights.is_walled())
        .collect()
}

/// A row as SQL values; `number` makes its key.
pub(crate) fn values(columns: &[(String, String)], owner: &str, number: i64) -> String {
    let value = |(name, kind): &(String, String)| match (name.as_str(), kind.as_str()) {
        ("bot_id", _) => format!("'{owner}'"),
        (_, "bigint" | "integer" | "smallint") => number.to_string(),
        (_, "boolean") => "false".to_owned(),
        (_, "jsonb") => "'{}'".to_owned(),
        (_, kind) if kind.starts_with("timestamp") => "'2026-11-20T12:00:00Z'".to_owned(),
        _ => format!("'text-{number}'"),
    };
    columns.iter().map(value).collect::<Vec<_>>().join(", ")
}

pub(crate) struct Attacker {
    pub(crate) rng: StdRng,
    pub(crate) columns: Columns,
    pub(crate) own: String,
    pub(crate) other: String,
}

/// A statement, and for each of its columns in order the access that says whose rows it may show.
pub(crate) type Attack = (String, Vec<Access>);

impl Attacker {
    fn table(&mut self) -> &'static Table {
        walled().choose(&mut self.rng).copied().unwrap()
    }

    fn condition(&mut self, alias: &str) -> String {
        let other = &self.other;
        let conditions = [
            "true".to_owned(),
            format!("{alias}.bot_id = '{other}'"),
            format!("{alias}.bot_id <> current_user"),
            format!("{alias}.bot_id LIKE '%'"),
            format!("{alias}.bot_id IN ('{other}', '{HOUSE}')"),
            format!(
                "length({alias}.bot_id) > 0 OR 1 / (length({alias}.bot_id) - {}) > 0",
                other.len()
            ),
        ];
        conditions.choose(&mut self.rng).unwrap().clone()
    }

    pub(crate) fn attack(&mut self) -> Attack {
        let (a, b) = (self.table(), self.table());
        let (on_a, on_b) = (self.condition("a"), self.condition("b"));
        let (own, other) = (self.own.clone(), self.other.clone());
        // With the schema, so that a temporary table of the same name does not draw the attacks off.
        let (t, u) = (&format!("public.{}", a.name), &format!("public.{}", b.name));
        let number = self.rng.random_range(0..2 * ROWS);
        let row_of_other = values(&self.columns[a.name], &other, number);
        let row_of_own = values(&self.columns[a.name], &own, number);
        let rest: Vec<&str> = self.columns[a.name]
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| *name != "bot_id")
            .collect();
        let rest = rest.join(", ");
        let key = a.key.join(", ");
        let last = self.columns[a.name].last().unwrap().0.clone();
        let last_value = row_of_other.rsplit(", ").next().unwrap().to_owned();
        let (reads_a, reads_b) = (a.rights.read, b.rights.read);
        let written = vec![Access::Own];
        match self.rng.random_range(0..26) {
            0 => (
                format!("SELECT a.bot_id FROM {t} a WHERE {on_a}"),
                vec![reads_a],
            ),
            1 => (
                format!("SELECT a.bot_id, b.bot_id FROM {t} a, {u} b WHERE {on_a} AND {on_b}"),
                vec![reads_a, reads_b],
            ),
            2 => (
                format!(
                    "SELECT a.bot_id, b.bot_id FROM {t} a FULL JOIN {u} b ON a.bot_id <> b.bot_id"
                ),
                vec![reads_a, reads_b],
            ),
            3 => (
                format!(
                    "SELECT max(a.bot_id) FROM {t} a GROUP BY a.bot_id HAVING {}",
                    on_a.replace("a.bot_id", "max(a.bot_id)")
                ),
                vec![reads_a],
            ),
            4 => (
                format!("SELECT a.bot_id FROM {t} a WHERE {on_a} FOR UPDATE"),
                vec![reads_a],
            ),
            5 => (
                format!("SELECT (SELECT min(b.bot_id) FROM {u} b WHERE {on_b}) FROM {t} a"),
                vec![reads_b],
            ),
            6 => (
                format!("WITH x AS (SELECT * FROM {t} a WHERE {on_a}) SELECT bot_id FROM x"),
                vec![reads_a],
            ),
            7 => (
                format!("UPDATE {t} a SET bot_id = a.bot_id WHERE {on_a} RETURNING a.bot_id"),
                written,
            ),
            8 => (
                format!("UPDATE {t} a SET bot_id = '{other}' WHERE {on_a} RETURNING a.bot_id"),
                written,
            ),
            9 => (
                format!(
                    "UPDATE {t} a SET guild_id = 0 FROM {u} b WHERE {on_b} RETURNING a.bot_id, b.bot_id"
                ),
                vec![Access::Own, reads_b],
            ),
            10 => (
                format!(
                    "DELETE FROM {t} a WHERE {on_a} AND a.bot_id <> '{own}' RETURNING a.bot_id"
                ),
                written,
            ),
            11 => (
                format!(
                    "DELETE FROM {t} a USING {u} b WHERE {on_b} AND a.bot_id <> '{own}' RETURNING a.bot_id, b.bot_id"
                ),
                vec![Access::Own, reads_b],
            ),
            12 => (format!("INSERT INTO {t} VALUES ({row_of_other})"), written),
            13 => (
                format!(
                    "INSERT INTO {t} VALUES ({row_of_own}) ON CONFLICT ({key}) DO UPDATE SET bot_id = '{other}' RETURNING bot_id"
                ),
                written,
            ),
            14 => (
                format!(
                    "INSERT INTO {t} VALUES ({row_of_other}) ON CONFLICT ({key}) DO UPDATE SET bot_id = '{own}' RETURNING bot_id"
                ),
                written,
            ),
            15 => (
                format!(
                    "INSERT INTO {t} VALUES ({row_of_own}) ON CONFLICT DO NOTHING RETURNING bot_id"
                ),
                written,
            ),
            16 => (
                format!(
                    "INSERT INTO {t} (bot_id, {rest}) SELECT '{other}', {rest} FROM {t} a WHERE {on_a}"
                ),
                vec![],
            ),
            17 => (
                format!(
                    "MERGE INTO {t} a USING {u} b ON {on_b} WHEN MATCHED THEN UPDATE SET bot_id = '{other}'"
                ),
                vec![],
            ),
            18 => (
                format!(
                    "WITH gone AS (DELETE FROM {t} a WHERE a.bot_id = '{other}' RETURNING a.bot_id) SELECT bot_id FROM gone"
                ),
                written,
            ),
            19 => (format!("TRUNCATE {t}"), vec![]),
            20 => (
                format!(
                    "SELECT unnest(most_common_vals::text::text[]) FROM pg_stats WHERE tablename = '{}' AND attname = 'bot_id'",
                    a.name
                ),
                vec![reads_a],
            ),
            21 => (
                format!(
                    "SELECT current_setting('role') WHERE '{other}' = ANY (SELECT bot_id FROM {t})"
                ),
                vec![Access::All],
            ),
            // Without a condition no column is read, and the policy for reading does not help.
            22 => (format!("DELETE FROM {t}"), vec![]),
            23 => (format!("UPDATE {t} SET {last} = {last_value}"), vec![]),
            _ => (self.escape(a.name), vec![]),
        }
    }

    /// Attempts to become somebody else or to take the wall down.
    fn escape(&mut self, table: &str) -> String {
        let Self {
            own, other, rng, ..
        } = self;
        let attempts = [
            "SET ROLE gh_maintenance".to_owned(),
            "SET ROLE postgres".to_owned(),
            format!("SET ROLE \"gh_{other}\""),
            format!("SET SESSION AUTHORIZATION \"gh_{other}\""),
            "SELECT set_config('role', 'gh_maintenance', false)".to_owned(),
            format!("SELECT set_config('role', 'gh_{other}', false)"),
            format!("SELECT set_config('session_authorization', 'gh_{other}', false)"),
            format!("SELECT set_config('app.bot_id', '{other}', false)"),
            "SELECT set_config('row_security', 'off', false)".to_owned(),
            "SET row_security = off".to_owned(),
            "SET search_path = pg_temp, pg_catalog, public".to_owned(),
            "DO $$ BEGIN EXECUTE 'SET LOCAL ROLE gh_maintenance'; END $$".to_owned(),
            format!("ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"),
            format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"),
            format!("ALTER TABLE {table} OWNER TO \"gh_{own}\""),
            format!("CREATE POLICY mine ON {table} USING (true)"),
            format!("DROP POLICY gh_select ON {table}"),
            format!("GRANT gh_maintenance TO \"gh_{own}\""),
            format!("ALTER ROLE \"gh_{own}\" BYPASSRLS"),
            format!("ALTER ROLE \"gh_{other}\" PASSWORD 'taken'"),
            format!("CREATE TEMPORARY TABLE {table} (bot_id text)"),
            format!("CREATE VIEW mine AS SELECT * FROM {table}"),
            "CREATE FUNCTION current_user_of_mine() RETURNS text LANGUAGE sql AS 'SELECT 1::text'"
                .to_owned(),
            format!("COPY {table} TO PROGRAM 'cat'"),
        ];
        attempts.choose(rng).unwrap().clone()
    }

    pub(crate) fn may_see(&self, access: Access, owner: &str) -> bool {
        match access {
            Access::All => true,
            Access::Own => owner == self.own,
            Access::OwnOrHouse => owner == self.own || owner == HOUSE,
            Access::Nothing => false,
        }
    }
}
