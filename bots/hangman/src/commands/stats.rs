//! `/hangman stats`: what a person has played and earned here.

use db::user_bot_stats;
use runtime::{Answers, Command, Ctx, Failure, Reply};
use twilight_interactions::command::{CommandModel, CreateCommand};

use crate::app::App;
use crate::views;

/// No options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, CommandModel, CreateCommand)]
#[command(name = "stats", desc = "Your points and games")]
pub struct Stats;

/// The command.
#[must_use]
pub fn command() -> Command<App> {
    Command::new("hangman stats", Answers::Private, handle)
}

async fn handle(ctx: Ctx<App>, _: Stats) -> Result<Reply, Failure> {
    let stats =
        user_bot_stats::find(ctx.db().read(), ctx.bot_id(), ctx.place(), ctx.user().id).await?;
    let message = views::stats::message(stats.as_ref(), &ctx.texts());
    Ok(Reply::private(message))
}
