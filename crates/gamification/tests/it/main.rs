//! Awards on both databases, as the bots' own logins.
#![cfg(test)]

mod both;

use db::{Place, Timestamp, user_bot_stats};
use gamification::{Award, Standing, award};
use sea_orm::ConnectionTrait;
use twilight_model::id::Id;

use both::{IDENTITIES, bot, both};

fn time(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(1_800_000_000 + seconds)
}

#[tokio::test]
async fn awards_add_up_and_reach_levels() {
    let bot = bot(IDENTITIES[0]);
    let place = Place::Guild(Id::new(5));
    for fresh in both().await {
        let db = &fresh.bots[0];
        let mut standings = Vec::new();
        for (xp, won, seconds) in [(90, true, 0), (10, false, 20), (199, true, 10)] {
            let earned = Award {
                bot: &bot,
                place,
                user: Id::new(7),
                xp,
                won,
                now: time(seconds),
            };
            standings.push(award(db.single(), &earned).await.unwrap());
        }
        assert_eq!(
            standings,
            [
                Standing {
                    xp: 90,
                    level: 0,
                    level_up: false,
                    played: 1,
                    won: 1
                },
                Standing {
                    xp: 100,
                    level: 1,
                    level_up: true,
                    played: 2,
                    won: 1
                },
                Standing {
                    xp: 299,
                    level: 1,
                    level_up: false,
                    played: 3,
                    won: 2
                },
            ]
        );
        let row = user_bot_stats::find(db.read(), &bot, place, Id::new(7))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (row.xp, row.played, row.won, row.updated_at),
            (299, 3, 2, time(20))
        );
    }
}

#[tokio::test]
async fn awards_are_kept_per_bot_place_and_person() {
    for fresh in both().await {
        for (db, name) in fresh.bots.iter().zip(IDENTITIES) {
            for place in [
                Place::Private,
                Place::Guild(Id::new(5)),
                Place::Guild(Id::new(6)),
            ] {
                for user in [7, 8] {
                    let bot = bot(name);
                    let earned = Award {
                        bot: &bot,
                        place,
                        user: Id::new(user),
                        xp: 5,
                        won: false,
                        now: time(0),
                    };
                    assert_eq!(award(db.single(), &earned).await.unwrap().played, 1);
                }
            }
        }
    }
}

#[tokio::test]
async fn a_bot_cannot_award_in_the_name_of_another() {
    let [_, postgres] = both().await;
    let foreign = bot(IDENTITIES[1]);
    let earned = Award {
        bot: &foreign,
        place: Place::Private,
        user: Id::new(7),
        xp: 5,
        won: false,
        now: time(0),
    };
    let refused = award(postgres.bots[0].single(), &earned).await.unwrap_err();
    assert!(refused.to_string().contains("refused"), "{refused}");
}

#[tokio::test]
async fn concurrent_awards_all_count() {
    for fresh in both().await {
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let db = fresh.bots[0].clone();
                tokio::spawn(async move {
                    let bot = bot(IDENTITIES[0]);
                    let (place, user) = (Place::Private, Id::new(7));
                    let earned = Award {
                        bot: &bot,
                        place,
                        user,
                        xp: 10,
                        won: true,
                        now: time(0),
                    };
                    let earned = &earned;
                    db.write(|tx| Box::pin(award(tx, earned))).await.unwrap()
                })
            })
            .collect();
        let mut level_ups = 0;
        for task in tasks {
            level_ups += u32::from(task.await.unwrap().level_up);
        }
        assert_eq!(level_ups, 2, "500 points are level 2, each reached once");
    }
}

#[tokio::test]
async fn points_stop_at_the_end_of_the_column() {
    let bot = bot(IDENTITIES[0]);
    for fresh in both().await {
        let db = &fresh.bots[0];
        let earned = Award {
            bot: &bot,
            place: Place::Private,
            user: Id::new(7),
            xp: 5,
            won: true,
            now: time(0),
        };
        award(db.single(), &earned).await.unwrap();
        let nearly = format!("UPDATE user_bot_stats SET xp = {}", i64::MAX - 3);
        db.single().execute_unprepared(&nearly).await.unwrap();
        let standing = award(
            db.single(),
            &Award {
                xp: u32::MAX,
                ..earned.clone()
            },
        )
        .await
        .unwrap();
        assert_eq!(standing.xp, i64::MAX.cast_unsigned());
        assert_eq!(standing.level, gamification::MAX_LEVEL);
    }
}
