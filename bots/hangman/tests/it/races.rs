//! Many people at the same instant, on both databases.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use hangman::domain::game::{Mode, Status};
use hangman::domain::letter::Letters;
use tokio::task::JoinSet;
use twilight_model::id::Id;

use crate::both::{CHANNEL, both, round, try_letter};

/// Clicks at once.
const CLICKS: u64 = 1_000;
const PATIENCE: Duration = Duration::from_secs(60 * 60);

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_clicks_count_each_letter_once() {
    for houses in both().await {
        let houses = Arc::new(houses);
        houses
            .ours
            .table()
            .deal(&round(1, "lighthouse", Mode::Together), PATIENCE)
            .await
            .unwrap();
        let mut clicks = JoinSet::new();
        for click in 0..CLICKS {
            let houses = Arc::clone(&houses);
            // Nine letters of the word and four others: the game is not lost, whatever comes first.
            let letter = "LIGHTOUSEXQZJ".as_bytes()[usize::try_from(click % 13).unwrap()];
            clicks.spawn(async move {
                let table = houses.ours.table();
                try_letter(table, 1, Id::new(100 + click % 50), char::from(letter)).await
            });
        }
        let (mut answered, mut over, mut versions) = (0, 0, BTreeSet::new());
        while let Some(click) = clicks.join_next().await {
            match click.unwrap() {
                Ok(played) => {
                    answered += 1;
                    versions.insert(played.round.version);
                }
                Err(failure) => {
                    assert_eq!(failure.reason(), "game_over", "{failure:?}");
                    over += 1;
                }
            }
        }
        assert_eq!(answered + over, CLICKS, "every click is answered");
        let stored = houses
            .ours
            .table()
            .store()
            .find(houses.ours.db.read(), CHANNEL, Id::new(1))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored.game.status(), Status::Won);
        let tried = stored.game.team().tried();
        let counted: u32 = stored
            .game
            .team()
            .contributions()
            .iter()
            .map(|mine| mine.hits.len() + mine.misses.len())
            .sum();
        assert_eq!(counted, tried.len(), "each letter has one finder");
        assert_eq!(stored.version, 1 + i64::from(tried.len()));
        assert!(tried.len() >= 9 && tried != Letters::NONE);
        assert!(versions.contains(&stored.version));
        assert_eq!(
            stored.earned.len(),
            stored.game.team().contributions().len()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_starts_at_once_one_begins() {
    for houses in both().await {
        let houses = Arc::new(houses);
        let mut starts = JoinSet::new();
        for id in 1..=40_u64 {
            let houses = Arc::clone(&houses);
            // Each start is delivered twice.
            let round = round(1 + id / 2, "zebra", Mode::Solo);
            starts.spawn(async move { houses.ours.table().deal(&round, PATIENCE).await });
        }
        let mut begun = BTreeSet::new();
        while let Some(start) = starts.join_next().await {
            match start.unwrap() {
                Ok(round) => {
                    begun.insert(round.id);
                }
                Err(failure) => assert_eq!(failure.reason(), "already_running", "{failure:?}"),
            }
        }
        assert_eq!(begun.len(), 1);
    }
}
