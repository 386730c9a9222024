//! Times keep their order and their microseconds in both databases.

use std::time::Duration;

use db::Timestamp;
use proptest::{
    prelude::any,
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use sea_orm::{ConnectionTrait, QueryOrder, Statement, entity::prelude::*};

use crate::both::both;

mod moment {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "moments")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: i64,
        pub(crate) at: Timestamp,
        pub(crate) maybe: Option<Timestamp>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[tokio::test]
async fn order_by_is_the_order_of_values() {
    let mut runner = TestRunner::deterministic();
    let close = (0..4_000_000_i64).prop_map(|micros| 1_800_000_000_000_000 + micros);
    let strategy = proptest::collection::vec(proptest::prop_oneof![any::<i64>(), close], 400);
    let raw = strategy.new_tree(&mut runner).unwrap().current();
    for fresh in both().await {
        fresh.run("CREATE TABLE moments (id BIGINT PRIMARY KEY, at {timestamp} NOT NULL, maybe {timestamp})").await;
        let rows: Vec<moment::Model> = raw
            .iter()
            .zip(0_i64..)
            .map(|(&micros, id)| {
                let at = Timestamp::from_unix_micros(micros);
                moment::Model {
                    id,
                    at,
                    maybe: (id % 2 == 0).then_some(at),
                }
            })
            .collect();
        for row in rows.clone() {
            moment::Entity::insert(moment::ActiveModel::from(row))
                .exec(fresh.db.single())
                .await
                .unwrap();
        }
        let query = moment::Entity::find()
            .order_by_asc(moment::Column::At)
            .order_by_asc(moment::Column::Id);
        let found = query.all(fresh.db.read()).await.unwrap();
        let mut sorted = rows;
        sorted.sort_by_key(|row| (row.at, row.id));
        assert_eq!(found, sorted, "{:?}", fresh.db.backend());

        let middle = sorted[200].at;
        let before = moment::Entity::find()
            .filter(moment::Column::At.lt(middle))
            .count(fresh.db.read())
            .await
            .unwrap();
        assert_eq!(
            before,
            sorted.iter().filter(|row| row.at < middle).count() as u64
        );
    }
}

#[tokio::test]
async fn the_clock_of_the_database_is_read_as_a_time() {
    for fresh in both().await {
        let backend = fresh.db.backend();
        let sql = format!(
            "SELECT {} AS a, {} AS b",
            db::clock(backend, 0),
            db::clock(backend, 60)
        );
        let row = fresh
            .db
            .read()
            .query_one_raw(Statement::from_string(backend.dialect(), sql))
            .await
            .unwrap()
            .unwrap();
        let (now, later): (Timestamp, Timestamp) =
            (row.try_get("", "a").unwrap(), row.try_get("", "b").unwrap());
        assert!(
            later.duration_since(now) >= Duration::from_secs(60),
            "{now} {later}"
        );
        assert!(
            later.duration_since(now) < Duration::from_secs(61),
            "{now} {later}"
        );
        assert!(now > Timestamp::from_unix_seconds(1_700_000_000));
    }
}
