//! Giving up.

use runtime::{Answers, Component, Ctx, Failure, Reply};

use crate::app::App;
use crate::ids::{self, RoundClick};
use crate::turn;

/// The button.
#[must_use]
pub fn component() -> Component<App> {
    Component::new(ids::STOP, Answers::Update, handle)
}

async fn handle(ctx: Ctx<App>, RoundClick(round): RoundClick) -> Result<Reply, Failure> {
    let table = turn::table(&ctx)?;
    let (by, now) = (ctx.user().id, table.moment());
    let played = table
        .play(round, |game| Ok((game.give_up(by, now)?, None)))
        .await?;
    Ok(turn::answer(&ctx, &played).await)
}
