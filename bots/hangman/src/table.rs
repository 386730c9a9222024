//! The table at which people play: load, decide, save, award, each move in one transaction.

use std::time::Duration;

use db::{BotId, Db, Place, Timestamp};
use runtime::Failure;
use thiserror::Error;
use twilight_model::id::Id;
use twilight_model::id::marker::ChannelMarker;

use crate::domain::game::{Game, GameError, Mode, Outcome, Status};
use crate::domain::moment::Moment;
use crate::domain::round::{Round, RoundId};
use crate::domain::team::Player;
use crate::store::Store;
use crate::{awards, refusals};

/// The game that was in the way of a new one is gone again, and so is the new one.
#[derive(Debug, Error)]
#[error("game {0} was neither stored nor refused")]
struct Nowhere(RoundId);

/// What came of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played {
    /// The game after it.
    pub round: Round,
    /// What the guess did; nothing for other moves, and when the game was over before.
    pub outcome: Option<Outcome>,
    /// The game was over before the move, which did nothing.
    pub late: bool,
}

/// One channel's games at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// The identity's database.
    pub db: &'a Db,
    /// Which identity.
    pub bot: &'a BotId,
    /// Which guild, or none.
    pub place: Place,
    /// Which channel.
    pub channel: Id<ChannelMarker>,
    /// Now.
    pub now: Timestamp,
}

impl Table<'_> {
    /// The games' rows.
    #[must_use]
    pub const fn store(&self) -> Store<'_> {
        Store::in_place(self.bot, self.place)
    }

    /// Now, as the rules count time.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment::from_unix_micros(self.now.unix_micros())
    }

    /// Makes a move: `decide` gets the game and says what it becomes. The row is locked meanwhile, so that moves at the
    /// same instant follow each other. A game that has expired is no refusal: people then see its end.
    ///
    /// # Errors
    /// A refusal when the game is gone, or the rules refuse the move; failures of the database.
    pub async fn play(
        &self,
        id: RoundId,
        decide: impl Fn(Game) -> Result<(Game, Option<Outcome>), GameError> + Send + Sync,
    ) -> Result<Played, Failure> {
        let (store, decide) = (&self.store(), &decide);
        let play = async |tx: &db::Tx<'_>| {
            let mut round = store
                .lock(tx, self.channel, id)
                .await?
                .ok_or_else(refusals::game_gone)?;
            let (game, outcome) = match decide(round.game.clone()) {
                Ok(decided) => decided,
                Err(GameError::Finished(_)) => {
                    return Ok(Played {
                        round,
                        outcome: None,
                        late: true,
                    });
                }
                Err(error) => return Err(refusals::of(error, round.game.owner())),
            };
            if game != round.game {
                round.game = game;
                round.earned = awards::book(tx, self.bot, self.place, &round, self.now).await;
                store.save(tx, self.channel, &mut round).await?;
            }
            Ok(Played {
                round,
                outcome,
                late: false,
            })
        };
        let play = &play;
        self.db.write(|tx| Box::pin(play(tx))).await
    }

    /// A running game that `by` may guess in; not locked.
    ///
    /// # Errors
    /// A refusal when there is none; failures of the database.
    pub async fn open(&self, id: RoundId, by: Player) -> Result<Round, Failure> {
        let round = self
            .store()
            .find(self.db.read(), self.channel, id)
            .await?
            .ok_or_else(refusals::game_gone)?;
        let owner = round.game.owner();
        match round.game.status() {
            Status::Running if round.is_open_to(by) => Ok(round),
            Status::Running => Err(refusals::of(GameError::NotYours, owner)),
            over => Err(refusals::of(GameError::Finished(over), owner)),
        }
    }

    /// The running game that `by` may guess in; of two, the one that moved last.
    ///
    /// # Errors
    /// A refusal when there is none; failures of the database.
    pub async fn running(&self, mode: Option<Mode>, by: Player) -> Result<Round, Failure> {
        let running = self.store().running(self.db.read(), self.channel).await?;
        let found = running.into_iter().find(|round| {
            round.is_open_to(by) && mode.is_none_or(|mode| round.game.mode() == mode)
        });
        Ok(found.ok_or_else(refusals::nothing_running)?)
    }

    /// Begins a game. The same round again is the one that is there, however far it got. A game of its mode that was
    /// idle for `patience` expires, for the job may not have come by yet.
    ///
    /// # Errors
    /// A refusal when another game of its mode runs; failures of the database.
    pub async fn deal(&self, round: &Round, patience: Duration) -> Result<Round, Failure> {
        let store = &self.store();
        let (mode, asker) = (round.game.mode(), round.game.owner());
        let begin = async |tx: &db::Tx<'_>| {
            if let Some(same) = store.find(tx, self.channel, round.id).await? {
                return Ok(same);
            }
            if let Some(mut other) = store.lock_running(tx, self.channel, mode).await?
                && let Ok(expired) = other.game.clone().expire(patience, self.moment())
            {
                other.game = expired;
                store.save(tx, self.channel, &mut other).await?;
            }
            if store.insert(tx, self.channel, round).await? {
                return Ok(round.clone());
            }
            match store.lock_running(tx, self.channel, mode).await? {
                Some(same) if same.id == round.id => Ok(same),
                Some(other) => Err(refusals::already_running(&other, asker).into()),
                None => Err(Nowhere(round.id).into()),
            }
        };
        let begin = &begin;
        self.db.write(|tx| Box::pin(begin(tx))).await
    }
}
