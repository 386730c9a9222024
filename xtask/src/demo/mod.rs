//! `cargo xtask demo`: the simulator and hangman as real processes, and a scripted person who plays a whole game.

mod control;
mod drawing;
mod http;
mod pattern;
mod player;
mod stage;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::console::Console;
use crate::demo::control::{Act, Button, Message, Shown};
use crate::demo::player::{Move, Player};
use crate::demo::stage::Stage;
use crate::workspace::Workspace;

/// How the game is played.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The words' category
    #[arg(long, default_value = "animals")]
    category: String,
    /// easy, medium or hard
    #[arg(long, default_value = "easy")]
    difficulty: String,
    /// Milliseconds between moves [default: 700 on a terminal, 0 elsewhere]
    #[arg(long, value_name = "MS")]
    pause: Option<u64>,
    /// Show what the bot logs, too
    #[arg(long)]
    verbose: bool,
}

/// Pause between moves when a person watches.
const PAUSE_MS: u64 = 700;
/// 26 letters, one word and the look at the result; a game that takes longer does not move at all.
const MOST_MOVES: usize = 28;
/// Where the last picture goes, below the stage's folder.
const PICTURE: &str = "last-gallows.png";

/// Plays one game and saves its last picture.
///
/// # Errors
/// When something does not build or start, or the bot answers with what no player expects.
pub(crate) fn run(
    workspace: &Workspace,
    console: &Console,
    args: &Args,
) -> anyhow::Result<ExitCode> {
    let stage = Stage::build(workspace, console, args.verbose)?;
    let words = player::words(workspace.root(), &args.category);
    let pause = Duration::from_millis(args.pause.unwrap_or(if console.is_terminal() {
        PAUSE_MS
    } else {
        0
    }));
    let mut game = Game {
        stage: &stage,
        console,
        pause,
        player: Player::new(words),
    };
    let last = game.play(&args.category, &args.difficulty)?;
    if let Some(path) = save_picture(&stage, &last)? {
        println!("\nthe last picture is in {path}");
    }
    stage.clear()?;
    Ok(ExitCode::SUCCESS)
}

struct Game<'a> {
    stage: &'a Stage,
    console: &'a Console,
    pause: Duration,
    player: Player,
}

impl Game<'_> {
    /// From the command to the result; returns the message as it is at the end.
    fn play(&mut self, category: &str, difficulty: &str) -> anyhow::Result<Message> {
        let command = format!("/hangman start category:{category} difficulty:{difficulty}");
        let shown = self.stage.first(&Act::slash(&command))?;
        let mut message = self.show(&command, shown)?;
        for _ in 0..MOST_MOVES {
            let letters: Vec<char> = message.buttons.iter().filter_map(letter).collect();
            let hidden = pattern::find(&message.rendered);
            let Some(next) = self.player.next(hidden.as_deref(), &letters) else {
                return Ok(message);
            };
            std::thread::sleep(self.pause);
            message = match next {
                Move::Letter(wanted) => self.guess_letter(&message, wanted)?,
                Move::Word(word) => {
                    match message.buttons.iter().find(|button| asks_for_word(button)) {
                        Some(button) => self.guess_word(&message, button, &word)?,
                        None => message,
                    }
                }
            };
        }
        bail!("the game did not end within {MOST_MOVES} moves")
    }

    fn guess_letter(&self, message: &Message, wanted: char) -> anyhow::Result<Message> {
        let button = message
            .buttons
            .iter()
            .find(|button| letter(button) == Some(wanted));
        let button = button.with_context(|| format!("there is no button {wanted}"))?;
        let shown = self.stage.act(&Act::click(message, button))?;
        self.show(&format!("clicks [{wanted}]"), shown)
    }

    /// Opens the modal, types the word and sends it.
    fn guess_word(
        &self,
        message: &Message,
        button: &Button,
        word: &str,
    ) -> anyhow::Result<Message> {
        let shown = self.stage.act(&Act::click(message, button))?;
        let Some(modal) = shown.modal else {
            bail!("[{}] opens no modal: {}", button.label, shown.outcome);
        };
        let field = modal.fields.first().context("the modal has no field")?;
        println!(
            "{}",
            drawing::action(
                self.console,
                &self.stage.person,
                &format!("clicks [{}]", button.label)
            )
        );
        println!("{}", drawing::modal(&modal, word));
        let shown = self.stage.act(&Act::submit(&modal, field, word))?;
        self.show(&format!("submits {word:?}"), shown)
    }

    /// Prints what a person did and what came of it.
    fn show(&self, action: &str, shown: Shown) -> anyhow::Result<Message> {
        println!(
            "{}",
            drawing::action(self.console, &self.stage.person, action)
        );
        let Some(message) = shown.message else {
            bail!(
                "{action} came to {}: {}",
                shown.outcome,
                shown.error.unwrap_or_default()
            );
        };
        println!("{}", drawing::message(&message));
        Ok(message)
    }
}

/// The letter that a button of the keyboard stands for, if it can still be pressed.
fn letter(button: &Button) -> Option<char> {
    let mut chars = button.label.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) if letter.is_ascii_uppercase() && !button.disabled => Some(letter),
        _ => None,
    }
}

fn asks_for_word(button: &Button) -> bool {
    !button.disabled && button.label.to_lowercase().contains("word")
}

fn save_picture(stage: &Stage, message: &Message) -> anyhow::Result<Option<String>> {
    let Some(attachment) = message.attachments.last() else {
        return Ok(None);
    };
    let picture = http::get(&attachment.url).context("failed to fetch the last picture")?;
    let path = Path::new(stage::FOLDER).join(PICTURE);
    std::fs::write(stage.folder.join(PICTURE), picture)
        .context("failed to save the last picture")?;
    Ok(Some(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(label: &str, disabled: bool) -> Button {
        Button {
            label: label.to_owned(),
            custom_id: "x".to_owned(),
            disabled,
        }
    }

    #[test]
    fn only_live_letters_can_be_pressed() {
        assert_eq!(letter(&button("E", false)), Some('E'));
        assert_eq!(letter(&button("E", true)), None);
        assert_eq!(letter(&button("Give up", false)), None);
        assert!(asks_for_word(&button("Guess the word", false)));
        assert!(!asks_for_word(&button("Give up", false)));
    }
}
