//! `/hangman resume`: shows a running game once more, for channels in which its message was lost.

use runtime::{Answers, Command, Ctx, Failure, Reply};
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::guild::Permissions;

use super::choices::ModeChoice;
use crate::app::App;
use crate::domain::game::Mode;
use crate::turn;

/// Which game.
#[derive(Clone, Debug, PartialEq, Eq, CommandModel, CreateCommand)]
#[command(name = "resume", desc = "Show the running game again")]
pub struct Resume {
    /// Which of the running games
    mode: Option<ModeChoice>,
}

/// The command.
#[must_use]
pub fn command() -> Command<App> {
    Command::new("hangman resume", Answers::Public, handle)
        .bot_needs(Permissions::ATTACH_FILES)
        .cooldown(super::start::COOLDOWN)
}

async fn handle(ctx: Ctx<App>, resume: Resume) -> Result<Reply, Failure> {
    let mode = resume.mode.map(Mode::from);
    let round = turn::table(&ctx)?.running(mode, ctx.user().id).await?;
    Ok(Reply::public(turn::show(&ctx, &round).await))
}
