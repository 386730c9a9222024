//! Thousands of random statements of one identity over all tables that tell bots apart: it neither reads nor changes
//! a row of another.

use db::{Db, DbError, HOUSE, Options};
use rand::{SeedableRng, rngs::StdRng};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};

use crate::attacks::{Attacker, Columns, ROWS, values, walled};
use crate::both::{Fresh, IDENTITIES, bot, postgres};

const STATEMENTS: u32 = 4_000;

fn sql(text: impl Into<String>) -> Statement {
    Statement::from_string(DbBackend::Postgres, text)
}

async fn columns(fresh: &Fresh) -> Columns {
    let mut all = Columns::new();
    for table in walled() {
        let query = format!(
            "SELECT column_name::text, data_type::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{}' ORDER BY ordinal_position",
            table.name
        );
        let rows = fresh.admin.read().query_all_raw(sql(query)).await.unwrap();
        let pair = |row: QueryResult| {
            (
                row.try_get_by_index(0).unwrap(),
                row.try_get_by_index(1).unwrap(),
            )
        };
        all.insert(table.name, rows.into_iter().map(pair).collect());
    }
    all
}

/// Text of all rows that are not the attacker's.
async fn of_others(fresh: &Fresh, own: &str) -> Vec<String> {
    let mut all = Vec::new();
    for table in walled() {
        let query = format!(
            "SELECT t::text FROM {} t WHERE bot_id <> '{own}' ORDER BY 1",
            table.name
        );
        let rows = fresh.admin.read().query_all_raw(sql(query)).await.unwrap();
        all.extend(
            rows.iter()
                .map(|row| row.try_get_by_index::<String>(0).unwrap()),
        );
    }
    all
}

/// Attacks a database as one identity. Gives how often it was refused and how many values it was shown.
async fn assault(fresh: &Fresh, statements: u32) -> Result<(u32, u32), String> {
    let [own, other] = IDENTITIES.map(str::to_owned);
    let columns = columns(fresh).await;
    for (table, columns) in &columns {
        for owner in [own.as_str(), &other, HOUSE] {
            for number in 0..ROWS {
                let row = values(columns, owner, number);
                fresh
                    .run(&format!("INSERT INTO {table} VALUES ({row})"))
                    .await;
            }
        }
    }
    fresh.run("ANALYZE").await;
    let before = of_others(fresh, &own).await;
    assert_eq!(
        before.len(),
        walled().len() * 2 * usize::try_from(ROWS).unwrap()
    );

    // One connection, so that what an attempt sets stays in force for those after it.
    let login = fresh.postgres.as_ref().unwrap().url_as(&bot(&own).role());
    let db = Db::connect(&Options {
        pool_size: 1,
        ..Options::new(login)
    })
    .await
    .unwrap();
    let rng = StdRng::seed_from_u64(20_261_120);
    let mut attacker = Attacker {
        rng,
        columns,
        own: own.clone(),
        other,
    };
    let (mut refused, mut shown) = (0, 0);
    for number in 0..statements {
        let (statement, accesses) = attacker.attack();
        match db.single().query_all_raw(sql(&statement)).await {
            Err(error) => {
                let error = DbError::from(error);
                let down = matches!(error, DbError::Lost(_) | DbError::Unreachable(_));
                assert!(!down, "{statement}: {error}");
                refused += 1;
            }
            Ok(rows) => {
                for row in rows {
                    for (column, access) in accesses.iter().enumerate() {
                        let owner: Option<String> = row.try_get_by_index(column).unwrap();
                        if owner
                            .as_deref()
                            .is_some_and(|owner| !attacker.may_see(*access, owner))
                        {
                            return Err(format!("{statement} shows a row of {owner:?}"));
                        }
                        shown += 1;
                    }
                }
            }
        }
        if number % 25 == 0 {
            db.single().execute_unprepared("RESET ALL").await.unwrap();
        }
    }
    if of_others(fresh, &own).await == before {
        Ok((refused, shown))
    } else {
        Err("rows of others changed".to_owned())
    }
}

#[tokio::test]
async fn random_statements_neither_read_nor_change_rows_of_others() {
    let (refused, shown) = assault(&postgres().await, STATEMENTS).await.unwrap();
    assert!(refused > STATEMENTS / 10, "only {refused} were refused");
    assert!(shown > STATEMENTS, "only {shown} values were shown");
}

#[tokio::test]
async fn a_gap_in_the_wall_is_found() {
    for gap in [
        "ALTER TABLE jobs DISABLE ROW LEVEL SECURITY",
        "ALTER POLICY gh_select ON gateway_sessions USING (true)",
        "CREATE POLICY gap ON command_manifests FOR DELETE USING (true)",
        "ALTER POLICY gh_insert ON guild_settings WITH CHECK (true)",
        "GRANT TRUNCATE ON jobs TO gh_hangman",
    ] {
        let fresh = postgres().await;
        fresh.run(gap).await;
        let outcome = assault(&fresh, STATEMENTS).await;
        assert!(outcome.is_err(), "{gap} was not noticed: {outcome:?}");
    }
}
