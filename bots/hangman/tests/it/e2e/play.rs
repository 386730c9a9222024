//! Games from the first letter to the end, as people see them.

use std::fmt::Write as _;

use discord_sim::{MessageView, Seat};
use hangman::domain::game::{Mode, Status};
use testkit::Kind;

use super::rows::now;
use super::{House, begin, game_of, hearts, letters_beside, letters_of, press, told, until, used};

/// A whole game with real commands: started, a mistake, won, stats, played again.
async fn won(kind: Kind) {
    let house = House::open(kind).await;
    let ann = house.stage.person("ann");
    let board = begin(&ann, "category:animals difficulty:easy").await;
    let id = game_of(&board);
    let round = house.rows.round(id).await;
    assert!(used(&board).is_empty());
    assert_eq!(hearts(&board), 8);

    let miss = letters_beside(&round)[0];
    let after = press(&ann, &board, &[miss]).await;
    assert_eq!((hearts(&after), used(&after)), (7, [miss].into()));
    let end = press(&ann, &after, &letters_of(&round)).await;
    assert!(
        end.text()
            .contains(&round.game.parts().word.as_str().to_uppercase())
    );
    assert_eq!(house.rows.round(id).await.game.status(), Status::Won);
    assert_eq!(end.buttons().len(), 1, "only one more is offered");

    let stats = house.rows.stats(&ann).await.unwrap();
    assert_eq!((stats.played, stats.won), (1, 1));
    let said = told(&ann.slash("/hangman stats").await.unwrap());
    assert!(said.contains(&format!("{} XP", stats.xp)), "{said}");

    let again = ann.click(&end, 0).await.unwrap().message().unwrap();
    let next = house.rows.round(game_of(&again)).await;
    assert_ne!(next.id, id);
    assert_eq!(next.wish, round.wish);
    assert_ne!(next.game.parts().word, round.game.parts().word);
    house.finish().await;
}

#[tokio::test]
async fn a_game_is_won_on_sqlite() {
    won(Kind::Sqlite).await;
}

#[tokio::test]
async fn a_game_is_won_on_postgres() {
    won(Kind::Postgres).await;
}

/// Draws everything that is shown, one after the other.
#[derive(Default)]
struct Film(String);

impl Film {
    fn take(&mut self, title: &str, message: &MessageView, people: &[&Seat]) {
        let mut drawing = message.render();
        for person in people.iter().map(|seat| seat.person()) {
            drawing = drawing.replace(
                &format!("<@{}>", person.id()),
                &format!("@{}", person.name()),
            );
        }
        writeln!(self.0, "== {title}\n{drawing}").unwrap();
    }
}

async fn planted(house: &House, word: &str, mode: Mode, owner: &Seat) -> MessageView {
    house.rows.plant(word, mode, owner, now(&house.stage)).await;
    owner
        .slash("/hangman resume")
        .await
        .unwrap()
        .message()
        .unwrap()
}

async fn say_word(seat: &Seat, board: &MessageView, word: &str) -> discord_sim::Shown {
    let modal = seat
        .click(board, "Guess the word")
        .await
        .unwrap()
        .modal()
        .unwrap();
    seat.submit(&modal, &[("word", word)]).await.unwrap()
}

#[tokio::test]
async fn what_people_see_of_a_game_that_is_won() {
    let house = House::open(Kind::Sqlite).await;
    let (ann, bob) = (house.stage.person("ann"), house.stage.person("bob"));
    let people = [&ann, &bob];
    let mut film = Film::default();
    let board = planted(&house, "zebra", Mode::Together, &ann).await;
    film.take("the board", &board, &people);
    let board = press(&ann, &board, &['E']).await;
    film.take("ann finds E", &board, &people);
    let board = press(&bob, &board, &['X']).await;
    film.take("bob misses X", &board, &people);
    let modal = bob
        .click(&board, "Guess the word")
        .await
        .unwrap()
        .modal()
        .unwrap();
    writeln!(
        film.0,
        "== the window\n{}\n{:#?}\n",
        modal.title, modal.fields
    )
    .unwrap();
    let wrong = bob.submit(&modal, &[("word", "Hörse")]).await.unwrap();
    let wrong = wrong.with_followups(1).await.unwrap();
    film.take("bob says horse", &wrong.message().unwrap(), &people);
    film.take("bob is told", &wrong.followups()[0], &people);
    let again = say_word(&bob, &board, "horse")
        .await
        .with_followups(1)
        .await
        .unwrap();
    film.take("bob says it again", &again.followups()[0], &people);
    let end = say_word(&ann, &board, " ZEBRA! ").await.message().unwrap();
    film.take("ann says zebra", &end, &people);
    let stats = ann
        .slash("/hangman stats")
        .await
        .unwrap()
        .message()
        .unwrap();
    film.take("ann's stats", &stats, &people);
    insta::assert_snapshot!(film.0);
    house.finish().await;
}

#[tokio::test]
async fn what_people_see_of_games_that_are_not_won() {
    let house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let mut film = Film::default();
    let stats = ann
        .slash("/hangman stats")
        .await
        .unwrap()
        .message()
        .unwrap();
    film.take("no game yet", &stats, &[&ann]);
    let board = planted(&house, "zebra", Mode::Solo, &ann).await;
    let last = press(&ann, &board, &['C', 'D', 'F', 'G', 'H', 'I']).await;
    film.take("one life left", &last, &[&ann]);
    let lost = press(&ann, &last, &['J']).await;
    film.take("lost", &lost, &[&ann]);
    let id = game_of(&board);
    assert_eq!(house.rows.round(id).await.game.status(), Status::Lost);

    house.stage.sim.clock().advance(super::refusals::COOLDOWN);
    let board = planted(&house, "penguin", Mode::Solo, &ann).await;
    let board = press(&ann, &board, &['P']).await;
    let shown = ann.click(&board, "Give up").await.unwrap();
    film.take("given up", &shown.message().unwrap(), &[&ann]);
    let stats = ann
        .slash("/hangman stats")
        .await
        .unwrap()
        .message()
        .unwrap();
    film.take("stats", &stats, &[&ann]);
    insta::assert_snapshot!(film.0);
    house.finish().await;
}

#[tokio::test]
async fn a_word_of_another_length_costs_nothing() {
    let house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let board = planted(&house, "zebra", Mode::Solo, &ann).await;
    let said = told(&say_word(&ann, &board, "tiger cub").await);
    assert!(said.contains('5') && said.contains('8'), "{said}");
    let round = house.rows.round(game_of(&board)).await;
    assert_eq!((round.game.mistakes(), round.version), (0, 1));
    house.finish().await;
}

#[tokio::test]
async fn a_lost_message_is_shown_again_and_both_go_on() {
    let house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let first = begin(&ann, "").await;
    let id = game_of(&first);
    let round = house.rows.round(id).await;
    let (hit, miss) = (letters_of(&round)[0], letters_beside(&round)[0]);
    press(&ann, &first, &[hit]).await;
    let second = ann
        .slash("/hangman resume")
        .await
        .unwrap()
        .message()
        .unwrap();
    assert_eq!((game_of(&second), used(&second)), (id, [hit].into()));
    press(&ann, &second, &[miss]).await;
    // The older message knows nothing of it yet; a click there shows all that happened.
    let other = letters_beside(&round)[1];
    let older = press(&ann, &first, &[other]).await;
    assert_eq!(used(&older), [hit, miss, other].into());
    house.finish().await;
}

#[tokio::test]
async fn a_picture_is_sent_only_when_it_changes() {
    let mut house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let board = planted(&house, "zebra", Mode::Solo, &ann).await;
    let mut shown = board.clone();
    let done = || {
        let lines = house.stage.log.lines();
        lines
            .iter()
            .filter(|line| line.contains("interaction done"))
            .count()
    };
    for (number, letter) in (2..).zip(["E", "X", "Z", "Y", "B", "R", "A"]) {
        shown = ann.click(&shown, letter).await.unwrap().message().unwrap();
        // Until then the message may still be compared with the row.
        until("the turn is over", async || done() == number).await;
        let pictures = shown.pictures();
        assert_eq!(pictures.len(), 1, "{}", shown.render());
        assert!(!pictures[0].alt.is_empty());
        let kept: Vec<&str> = shown
            .attachments
            .iter()
            .filter_map(|file| file["url"].as_str())
            .collect();
        assert_eq!(kept, [pictures[0].url.as_str()], "after {letter}");
    }
    house.stage.stop().await;
    let requests = house.stage.sim.journal().requests();
    let answers = requests
        .iter()
        .filter(|request| request.path.contains("/callback"));
    let sent: Vec<usize> = answers.map(|request| request.files.len()).collect();
    // The first message, the mistakes and the end; a hit in a running game needs none.
    assert_eq!(sent, [1, 0, 1, 0, 1, 0, 0, 1]);
    house.finish().await;
}
