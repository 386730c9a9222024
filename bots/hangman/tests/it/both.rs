//! A migrated database of each kind, in which two identities of the bot work. On Postgres each has its own role, so
//! that the wall between them stands.

use std::time::Duration;

use anyhow::Result;
use db::{BotId, Db, Options, Place, Timestamp};
use hangman::domain::game::{Game, Mode, Outcome};
use hangman::domain::letter::Letter;
use hangman::domain::moment::Moment;
use hangman::domain::round::{Round, Wish};
use hangman::domain::team::Player;
use hangman::domain::word::{Category, Difficulty, Word};
use hangman::domain::words::Entry;
use hangman::table::{Played, Table};
use migrations::Grantee;
use runtime::Failure;
use tempfile::TempDir;
use test_postgres::{TestDatabase, TestPostgres};
use twilight_model::id::Id;
use twilight_model::id::marker::ChannelMarker;

const PASSWORD: &str = "test";
/// When the tests play.
pub(crate) const NOON: Timestamp = Timestamp::from_unix_seconds(1_790_000_000);
pub(crate) const ANN: Player = Id::new(11);
pub(crate) const BOB: Player = Id::new(22);
pub(crate) const CHANNEL: Id<ChannelMarker> = Id::new(500);
pub(crate) const GUILD: Place = Place::Guild(Id::new(900));

/// One identity with its own connection.
pub(crate) struct House {
    pub(crate) db: Db,
    pub(crate) bot: BotId,
}

impl House {
    /// The usual channel at noon.
    pub(crate) fn table(&self) -> Table<'_> {
        self.table_in(GUILD, CHANNEL)
    }

    pub(crate) fn table_in(&self, place: Place, channel: Id<ChannelMarker>) -> Table<'_> {
        Table {
            db: &self.db,
            bot: &self.bot,
            place,
            channel,
            now: NOON,
        }
    }
}

/// Two identities on one database, which is gone with the value.
pub(crate) struct Houses {
    pub(crate) ours: House,
    pub(crate) theirs: House,
    _postgres: Option<TestDatabase>,
    _folder: Option<TempDir>,
}

pub(crate) async fn both() -> [Houses; 2] {
    [sqlite().await.unwrap(), postgres().await.unwrap()]
}

fn identities() -> Result<[BotId; 2]> {
    Ok([BotId::parse("hangman")?, BotId::parse("hangman-two")?])
}

async fn sqlite() -> Result<Houses> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let db = Db::connect(&patient(url)).await?;
    migrations::up(&db, &migrations::all()).await?;
    let [ours, theirs] = identities()?;
    Ok(Houses {
        ours: House {
            db: db.clone(),
            bot: ours,
        },
        theirs: House { db, bot: theirs },
        _postgres: None,
        _folder: Some(folder),
    })
}

async fn postgres() -> Result<Houses> {
    let database = tokio::task::spawn_blocking(template).await??;
    let [ours, theirs] = identities()?;
    let admin = Db::connect(&patient(database.url())).await?;
    let grantees = [&ours, &theirs].map(|bot_id| Grantee {
        bot_id: bot_id.clone(),
        bot: "hangman".to_owned(),
        password: PASSWORD.to_owned().into(),
    });
    migrations::provision(&admin, &grantees).await?;
    admin.close().await;
    let house = async |bot: BotId| -> Result<House> {
        let url = database
            .url_as(&bot.role())
            .replacen('@', &format!(":{PASSWORD}@"), 1);
        let db = Db::connect(&patient(url)).await?;
        Ok(House { db, bot })
    };
    Ok(Houses {
        ours: house(ours).await?,
        theirs: house(theirs).await?,
        _postgres: Some(database),
        _folder: None,
    })
}

fn template() -> Result<TestDatabase> {
    TestPostgres::shared()?.database("hangman", |url| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let db = Db::connect(&Options::new(url)).await?;
            migrations::up(&db, &migrations::all()).await?;
            db.close().await;
            Ok(())
        })
    })
}

/// A thousand clicks wait for one row: longer than a person would.
fn patient(url: impl Into<String>) -> Options {
    let mut options = Options::new(url.into());
    options.acquire_timeout = Duration::from_secs(60);
    options.lock_timeout = Duration::from_secs(60);
    options.statement_timeout = Duration::from_secs(60);
    options
}

pub(crate) fn at(time: Timestamp) -> Moment {
    Moment::from_unix_micros(time.unix_micros())
}

/// A round of Ann's about a word.
pub(crate) fn round(id: u64, word: &str, mode: Mode) -> Round {
    let entry = Entry {
        word: Word::parse(word).unwrap(),
        category: Category::Animals,
        difficulty: Difficulty::Easy,
        definition: "",
    };
    let wish = Wish {
        mode,
        category: Some(Category::Animals),
        difficulty: None,
    };
    Round::new(Id::new(id), wish, Game::start(&entry, mode, ANN, at(NOON)))
}

/// Tries a letter.
pub(crate) async fn try_letter(
    table: Table<'_>,
    round: u64,
    by: Player,
    letter: char,
) -> Result<Played, Failure> {
    let letter = Letter::from_char(letter).unwrap();
    let now = table.moment();
    table
        .play(Id::new(round), |game| {
            let (game, outcome) = game.guess_letter(by, letter, now)?;
            Ok((game, Some(outcome)))
        })
        .await
}

/// Tries letters one after the other and gives what the last one did.
pub(crate) async fn try_letters(
    table: Table<'_>,
    round: u64,
    by: Player,
    letters: &str,
) -> (Round, Option<Outcome>) {
    let mut last = None;
    for letter in letters.chars() {
        last = Some(try_letter(table, round, by, letter).await.unwrap());
    }
    let played = last.unwrap();
    (played.round, played.outcome)
}
