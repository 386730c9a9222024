//! Two identities of hangman on one Postgres and in one channel, each alone.

use std::collections::BTreeMap;
use std::time::Duration;

use db::{BotId, Db, Options};
use hangman::store::Store;
use hangman::{awards, store};
use migrations::Grantee;
use secrecy::SecretString;
use testkit::{Kind, Program};

use super::{House, begin, game_of, letters_beside, letters_of, press, told, used};

/// The second identity's own login.
const OTHER: &str = "hangman-two";
const PASSWORD: &str = "canary-database-password";

async fn provision(house: &House) -> String {
    let database = house.stage.database.postgres().unwrap();
    let admin = Db::connect(&Options::new(database.url())).await.unwrap();
    let id = BotId::parse(OTHER).unwrap();
    let grantee = Grantee {
        bot_id: id.clone(),
        bot: "hangman".to_owned(),
        password: SecretString::from(PASSWORD),
    };
    migrations::provision(&admin, &[grantee]).await.unwrap();
    admin.close().await;
    let url = database.url_as(&id.role());
    let (head, tail) = url.split_once('@').unwrap();
    format!("{head}:{PASSWORD}@{tail}")
}

#[tokio::test]
async fn two_identities_play_in_one_channel_and_know_nothing_of_each_other() {
    let house = House::open(Kind::Postgres).await;
    let url = provision(&house).await;
    let sim = &house.stage.sim;
    let second = sim.application(OTHER);
    house
        .stage
        .guild
        .install(&second, discord_sim::permission::ATTACH_FILES);
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("config")).unwrap();
    let settings = format!("identities:\n  - id: {OTHER}\n");
    std::fs::write(folder.path().join("config/settings.yaml"), settings).unwrap();
    let variables = BTreeMap::from(
        [
            ("DISCORD_TOKEN", second.token()),
            ("DISCORD_API_URL", sim.url()),
            ("DATABASE_URL", url.clone()),
            ("GUILDHALL__LOG__FORMAT", "json".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    let binary = env!("CARGO_BIN_EXE_hangman");
    let program =
        Program::start(binary, folder.path(), &variables, house.stage.log.clone()).unwrap();
    assert!(
        second.has_command("hangman", Duration::from_secs(20)).await,
        "{}",
        house
            .stage
            .log
            .lines()
            .iter()
            .filter(|line| !line.contains("TRACE"))
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );

    let ann = house.stage.person("ann");
    let (one, two) = (
        ann.clone().with(&house.stage.application),
        ann.with(&second),
    );
    let first = begin(&one, "").await;
    // The first bot's game is not in the second one's way, nor can it show it.
    let said = told(&two.slash("/hangman resume").await.unwrap());
    assert!(said.contains("start"), "{said}");
    let other = begin(&two, "").await;
    let (first_id, other_id) = (game_of(&first), game_of(&other));
    let said = told(
        &two.click_raw(&other, &super::key(first_id, 'A'))
            .await
            .unwrap(),
    );
    assert!(said.contains("don't remember"), "{said}");
    let said = told(
        &one.click_raw(&first, &super::key(other_id, 'A'))
            .await
            .unwrap(),
    );
    assert!(said.contains("don't remember"), "{said}");

    let round = house.rows.round(first_id).await;
    press(&one, &first, &letters_of(&round)).await;
    let stats = told(&two.slash("/hangman stats").await.unwrap());
    assert!(!stats.contains("XP"), "{stats}");
    assert!(house.rows.stats(&one).await.is_some());
    drop(program);
    house.finish().await;
}

#[tokio::test]
async fn another_identitys_login_reaches_nothing() {
    let house = House::open(Kind::Postgres).await;
    let ann = house.stage.person("ann");
    let board = begin(&ann, "").await;
    let round = house.rows.round(game_of(&board)).await;
    let url = provision(&house).await;
    let foreign = Db::connect(&Options::new(url)).await.unwrap();
    // Even a program that claims to be the first identity sees and changes nothing.
    let (bot, place, channel) = (&house.rows.bot, house.rows.place, house.rows.channel);
    let games = Store::in_place(bot, place);
    assert_eq!(
        games.find(foreign.read(), channel, round.id).await.unwrap(),
        None
    );
    assert!(
        games
            .running(foreign.read(), channel)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        games
            .recent_words(foreign.read(), channel)
            .await
            .unwrap()
            .is_empty()
    );
    let late = super::rows::now(&house.stage);
    assert_eq!(
        store::expire_idle(&foreign, bot, late, late).await.unwrap(),
        0
    );
    assert_eq!(
        store::delete_finished(&foreign, bot, late).await.unwrap(),
        0
    );
    let copy = &round;
    let inserted = foreign
        .write::<bool, db::DbError, _>(|tx| {
            Box::pin(async move { games.insert(tx, channel, copy).await })
        })
        .await;
    assert!(!matches!(inserted, Ok(true)), "{inserted:?}");
    let saved = foreign
        .write::<(), db::DbError, _>(|tx| {
            Box::pin(async move { games.save(tx, channel, &mut copy.clone()).await })
        })
        .await;
    assert!(saved.is_err());
    assert_eq!(house.rows.round(round.id).await, round);
    let after = press(&ann, &board, &letters_beside(&round)[..1]).await;
    assert_eq!(used(&after).len(), 1);
    let won = press(&ann, &after, &letters_of(&round)).await;
    assert_eq!(won.buttons().len(), 1);
    // Points of a game that is not one's own are not booked either.
    let won = &house.rows.round(round.id).await;
    let booked = foreign
        .write::<usize, db::DbError, _>(|tx| {
            Box::pin(async move { Ok(awards::book(tx, bot, place, won, late).await.len()) })
        })
        .await;
    assert!(!matches!(booked, Ok(1..)), "{booked:?}");
    assert_eq!(
        house.rows.stats(&ann).await.map(|stats| stats.played),
        Some(1)
    );
    foreign.close().await;
    house.finish().await;
}
