//! Whole games, by mouse and by keyboard, alone and with another.

use browser::{Find as _, Key, Look, Window, like};

use crate::{
    scene::Scene,
    table::{self, board, letters, taken},
};

#[tokio::test]
async fn a_whole_game_is_played_by_mouse() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    table::composer(&ann).click().await.unwrap();
    ann.keyboard().type_text("/hang").await.unwrap();
    ann.option(like("/hangman start")).click().await.unwrap();
    ann.option(like("category")).click().await.unwrap();
    ann.option(like("Animals")).click().await.unwrap();
    ann.keyboard().press(Key::Enter).await.unwrap();
    board(&ann).button("E").wait().await.unwrap();
    while let Some(letter) = letters(&ann).await.first().copied() {
        board(&ann)
            .button(letter.to_string())
            .click()
            .await
            .unwrap();
        taken(&ann, letter).await;
    }
    ann.shows("The word was").await.unwrap();
    assert!(
        letters(&ann).await.is_empty(),
        "no letter can be pressed after the end"
    );
    ann.screenshot("game/over").await.unwrap();
    ann.button(like("Play again")).click().await.unwrap();
    board(&ann).button("E").wait().await.unwrap();
    board(&ann).button(like("Give up")).click().await.unwrap();
    ann.shows("Given up").await.unwrap();
    drop(ann);
    scene.finish();
}

/// Goes to the newest message and into its controls until a button of this name has the focus, then presses it.
async fn press_by_keyboard(window: &Window, name: &str) {
    window
        .css("#messages-list [role=article][tabindex='0'], [role=log] [role=article][tabindex='0']")
        .focus()
        .await
        .unwrap();
    window
        .keyboard()
        .press(Key::End)
        .press(Key::Enter)
        .await
        .unwrap();
    for _ in 0..60 {
        let focused: String = window
            .evaluate("document.activeElement.textContent.trim()")
            .await
            .unwrap();
        if focused == name {
            window.keyboard().press(Key::Enter).await.unwrap();
            return;
        }
        window.keyboard().press(Key::Tab).await.unwrap();
    }
    panic!("the button {name} is not reached by Tab");
}

#[tokio::test]
async fn a_game_is_played_by_two_people_by_keyboard_alone() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    let bob = scene.window("bob", Look::desktop().light()).await;
    table::start(&ann, "category:animals difficulty:easy mode:everyone").await;
    board(&bob).button("E").wait().await.unwrap();
    let mut turn = 0;
    while let Some(letter) = letters(&ann).await.first().copied() {
        let (player, other) = if turn % 2 == 0 {
            (&ann, &bob)
        } else {
            (&bob, &ann)
        };
        press_by_keyboard(player, &letter.to_string()).await;
        taken(player, letter).await;
        taken(other, letter).await;
        turn += 1;
    }
    assert!(turn > 1, "both had a turn");
    for window in [&ann, &bob] {
        window.button(like("Play again")).wait().await.unwrap();
        window.shows("The word was").await.unwrap();
    }
    drop((ann, bob));
    scene.finish();
}

#[tokio::test]
async fn a_word_is_guessed_in_a_modal_and_a_wrong_one_is_told() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    table::start(&ann, "category:animals difficulty:easy").await;
    board(&ann).button("Guess the word").click().await.unwrap();
    let modal = ann.dialog("Guess the word");
    modal.wait().await.unwrap();
    // Nothing is not a word: the client itself says so.
    modal.button("Submit").click().await.unwrap();
    modal.shows("required").await.unwrap();
    modal.field(like("The word")).fill("Ω").await.unwrap();
    ann.screenshot("game/modal").await.unwrap();
    modal.button("Submit").click().await.unwrap();
    modal.gone().await.unwrap();
    ann.shows("I only know the letters A to Z").await.unwrap();
    ann.shows("Only you can see this").await.unwrap();
    drop(ann);
    scene.finish();
}

#[tokio::test]
async fn the_game_goes_on_after_a_reload() {
    let scene = Scene::open().await;
    let ann = scene.window("ann", Look::desktop().dark()).await;
    table::start(&ann, "difficulty:easy").await;
    board(&ann).button("E").click().await.unwrap();
    taken(&ann, 'E').await;
    ann.reload().await.unwrap();
    board(&ann).button("A").wait().await.unwrap();
    assert!(
        !letters(&ann).await.contains(&'E'),
        "what was pressed stays pressed"
    );
    board(&ann).button("A").click().await.unwrap();
    taken(&ann, 'A').await;
    drop(ann);
    scene.finish();
}
