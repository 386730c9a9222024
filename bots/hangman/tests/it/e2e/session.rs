//! A session of people copied as a test: what is written is the file beside this one, which is compiled and run.

use std::path::Path;

use testkit::Stage;

/// Set to write the file anew.
const UPDATE: &str = "UPDATE_SESSION";
const WRITTEN: &str = include_str!("from_the_playground.rs");

#[tokio::test]
async fn a_session_is_copied_as_the_test_beside_this_one() {
    let mut stage = Stage::new(hangman::bot).start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    let moderator = stage
        .guild
        .role("moderator", discord_sim::permission::MANAGE_MESSAGES);
    stage.guild.member(bob.person(), &[moderator]);
    let said = ann.say("shall we play \"hangman\"?").unwrap();
    bob.reply(&said, "yes").unwrap();
    let start = "/hangman start category:animals difficulty:easy";
    let board = ann.slash(start).await.unwrap().message().unwrap();
    bob.click(&board, "A").await.unwrap();
    let modal = ann.click(&board, "Guess the word").await.unwrap();
    let modal = modal.modal().unwrap();
    let guess = ann.submit(&modal, &[("word", "ox")]).await.unwrap();
    guess.settled().await.unwrap();
    ann.click(&board, "Give up").await.unwrap();
    let games = stage.guild.text_channel("games");
    let elsewhere = bob.person().in_channel(&games);
    elsewhere.slash("/hangman stats").await.unwrap();
    // When the bot has ended, all that people see is written down.
    stage.stop().await;
    let source = stage.sim.as_test("people play in the playground").unwrap();
    if std::env::var_os(UPDATE).is_some() {
        let path = Path::new(file!()).with_file_name("from_the_playground.rs");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
        std::fs::write(root.unwrap().join(path), &source).unwrap();
    }
    assert_eq!(
        without_quotes(&source),
        without_quotes(WRITTEN),
        "{UPDATE}=1 writes it anew"
    );
    stage.finish();
}

/// A source without the lines that tell what was shown: words are drawn by chance.
fn without_quotes(source: &str) -> Vec<&str> {
    let told = |line: &&str| line.trim_start().starts_with("// | ");
    source.lines().filter(|line| !told(line)).collect()
}
