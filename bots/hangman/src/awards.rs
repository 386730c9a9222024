//! Points: what a finished game earns is booked in the transaction that saves it.

use db::{BotId, Place, Timestamp, Tx};
use gamification::{Award, AwardError};

use crate::domain::round::{Earned, Round};
use crate::domain::score::{Share, shares};

/// Books what a finished game earned, and gives it; nothing for other games.
///
/// A failure undoes the bookings alone, all of them: the game can still be saved and people get their answer, which
/// then says that there are no points.
pub async fn book(
    tx: &Tx<'_>,
    bot: &BotId,
    place: Place,
    round: &Round,
    now: Timestamp,
) -> Vec<Earned> {
    let mut shares = shares(&round.game);
    // In the same order for everyone, so that two games of the same people cannot lock each other out.
    shares.sort_by_key(|share| share.player);
    if shares.is_empty() {
        return Vec::new();
    }
    let shares = &shares;
    let booked = tx
        .savepoint(|inner| Box::pin(book_all(inner, bot, place, shares, now)))
        .await;
    booked.unwrap_or_else(|error| {
        metrics::counter!("hangman_awards_failed_total").increment(1);
        tracing::error!(game.id = round.id.get(), %error, "points of a game were not booked");
        Vec::new()
    })
}

async fn book_all(
    tx: &Tx<'_>,
    bot: &BotId,
    place: Place,
    shares: &[Share],
    now: Timestamp,
) -> Result<Vec<Earned>, AwardError> {
    let mut earned = Vec::with_capacity(shares.len());
    for share in shares {
        let award = Award {
            bot,
            place,
            user: share.player,
            xp: share.xp,
            won: share.won,
            now,
        };
        let standing = gamification::award(tx, &award).await?;
        earned.push(Earned {
            player: share.player,
            xp: share.xp,
            new_level: standing.level_up.then_some(standing.level),
        });
    }
    Ok(earned)
}
