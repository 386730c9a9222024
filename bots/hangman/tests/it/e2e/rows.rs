//! A look into hangman's tables beside the bot.

use db::{BotId, Db, Place, Timestamp, user_bot_stats};
use discord_sim::Seat;
use hangman::app::App;
use hangman::config::Config;
use hangman::domain::game::{Game, Mode};
use hangman::domain::moment::Moment;
use hangman::domain::round::{Round, RoundId, Wish};
use hangman::domain::word::Word;
use hangman::domain::words::WordList;
use hangman::store::Store;
use sea_orm::{ConnectionTrait, Statement};
use testkit::Stage;
use twilight_model::id::Id;
use twilight_model::id::marker::ChannelMarker;

/// The games of the stage's channel, read as somebody who may see all.
#[derive(Clone)]
pub(super) struct Rows {
    pub(super) db: Db,
    pub(super) bot: BotId,
    pub(super) place: Place,
    pub(super) channel: Id<ChannelMarker>,
}

impl Rows {
    pub(super) async fn look(stage: &Stage<App, Config>) -> Self {
        Self {
            db: stage.database.look().await.unwrap(),
            bot: BotId::parse("hangman").unwrap(),
            place: Place::Guild(Id::new(stage.guild.id())),
            channel: Id::new(stage.channel.id()),
        }
    }

    pub(super) async fn close(&self) {
        self.db.close().await;
    }

    fn store(&self) -> Store<'_> {
        Store::in_place(&self.bot, self.place)
    }

    /// A game, if its row is there.
    pub(super) async fn find(&self, id: RoundId) -> Option<Round> {
        self.store()
            .find(self.db.read(), self.channel, id)
            .await
            .unwrap()
    }

    /// A game that must be there.
    pub(super) async fn round(&self, id: RoundId) -> Round {
        self.find(id).await.unwrap()
    }

    /// The running games of the channel.
    pub(super) async fn running(&self) -> Vec<Round> {
        self.store()
            .running(self.db.read(), self.channel)
            .await
            .unwrap()
    }

    /// Number of games of the identity, running or not.
    pub(super) async fn games(&self) -> i64 {
        let sql = "SELECT COUNT(*) FROM hangman_games";
        let statement = Statement::from_string(self.db.backend().dialect(), sql);
        let row = self.db.read().query_one_raw(statement).await.unwrap();
        row.unwrap().try_get_by_index(0).unwrap()
    }

    /// What somebody has earned here.
    pub(super) async fn stats(&self, seat: &Seat) -> Option<user_bot_stats::Model> {
        let user = Id::new(seat.person().id());
        user_bot_stats::find(self.db.read(), &self.bot, self.place, user)
            .await
            .unwrap()
    }

    /// Puts a running game about a certain word there, as if its owner had started it now.
    pub(super) async fn plant(&self, word: &str, mode: Mode, owner: &Seat, now: Timestamp) {
        let words = WordList::bundled().unwrap();
        let entry = words.find(&Word::parse(word).unwrap()).unwrap();
        let now = Moment::from_unix_micros(now.unix_micros());
        let game = Game::start(entry, mode, Id::new(owner.person().id()), now);
        let wish = Wish {
            mode,
            category: None,
            difficulty: None,
        };
        let id = u64::try_from(now.unix_micros()).unwrap();
        let round = &Round::new(Id::new(id), wish, game);
        let planted = self
            .db
            .write::<bool, db::DbError, _>(|tx| {
                Box::pin(async move { self.store().insert(tx, self.channel, round).await })
            })
            .await;
        assert!(planted.unwrap(), "another game was in the way");
    }
}

/// The stage's time, as the database has it.
pub(super) fn now(stage: &Stage<App, Config>) -> Timestamp {
    Timestamp::from_unix_micros(stage.sim.clock().now().unix_micros())
}
