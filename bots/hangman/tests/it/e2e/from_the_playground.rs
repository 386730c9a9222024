//! What people did in the playground, done again.
//!
//! Chance is another here than there: loosen what depends on it.

use discord_sim::{ButtonView, MessageView, permission};
use testkit::Stage;

#[tokio::test]
async fn people_play_in_the_playground() {
    let stage = Stage::new(hangman::bot).start().await;
    let ann = stage.person("ann");
    let bob = stage.person("bob");
    let moderator_rights = permission::MANAGE_MESSAGES;
    let moderator_role = stage.guild.role("moderator", moderator_rights);
    stage.guild.member(bob.person(), &[moderator_role]);
    let games = stage.guild.text_channel("games");
    let bob_in_games = bob.person().in_channel(&games);

    // 1. ann writes "shall we play \"hangman\"?"
    let said_1 = ann.say("shall we play \"hangman\"?").unwrap();
    assert_eq!(said_1.content, "shall we play \"hangman\"?");

    // 2. bob writes "yes"
    let said_2 = bob.reply(&said_1, "yes").unwrap();
    assert_eq!(said_2.content, "yes");

    // 3. ann runs /hangman start category:animals difficulty:easy
    let shown_3 = ann
        .slash("/hangman start category:animals difficulty:easy")
        .await
        .unwrap();
    let message_3 = shown_3.message().unwrap();
    assert!(!message_3.ephemeral);
    // | ### Hangman · Animals · easy
    // | ## `_ _ _ _ _ _`
    // | ♥♥♥♥♥♥♥♥ 8 lives left · 6 letters
    // | @ann plays.
    assert!(message_3.text().contains("Hangman · Animals · easy"));
    assert_eq!(
        faces(&message_3),
        "A · B · C · D · E · F · G · H · I · J · K · L · M · N · O · P · Q · R · S · T · U · V · W · X · Y · Z · Guess the word · Give up"
    );

    // 4. bob presses A
    let shown_4 = bob.click(&message_3, "A").await.unwrap();
    let message_4 = shown_4.message().unwrap();
    assert!(message_4.ephemeral);
    // | This is @ann's game. Start your own with `/hangman start`.
    assert!(message_4.text().contains("This is"));

    // 5. ann presses Guess the word
    let shown_5 = ann.click(&message_3, "Guess the word").await.unwrap();
    let modal_5 = shown_5.modal().unwrap();
    assert_eq!(modal_5.title, "Guess the word");

    // 6. ann submits the modal
    let shown_6 = ann.submit(&modal_5, &[("word", "ox")]).await.unwrap();
    let message_6 = shown_6.message().unwrap();
    assert!(message_6.ephemeral);
    // | The word has 6 letters, yours has 2. That cost nothing; try again.
    assert!(message_6.text().contains("The word has"));

    // 7. ann presses Give up
    let shown_7 = ann.click(&message_3, "Give up").await.unwrap();
    let message_7 = shown_7.message().unwrap();
    assert!(!message_7.ephemeral);
    // | ### Given up
    // | The word was **INSECT** (Animals, easy): small air-breathing arthropod
    assert!(message_7.text().contains("Given up"));
    assert_eq!(faces(&message_7), "Play again");

    // 8. bob runs /hangman stats
    let shown_8 = bob_in_games.slash("/hangman stats").await.unwrap();
    let message_8 = shown_8.message().unwrap();
    assert!(message_8.ephemeral);
    // | ### Your hangman
    // | You have not finished a game here yet. Start one with `/hangman start`!
    assert!(message_8.text().contains("Your hangman"));

    stage.finish();
}

/// What the buttons of a message say; those in brackets cannot be pressed.
fn faces(message: &MessageView) -> String {
    let face = |button: ButtonView| {
        let says = match button.emoji {
            Some(emoji) if button.label.is_empty() => emoji,
            _ => button.label,
        };
        if button.disabled {
            format!("({says})")
        } else {
            says
        }
    };
    let faces: Vec<String> = message.buttons().into_iter().map(face).collect();
    faces.join(" \u{b7} ")
}
