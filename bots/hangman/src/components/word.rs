//! Opens the window for the whole word.

use runtime::{Answers, Component, Ctx, Failure, Reply};

use crate::app::App;
use crate::ids::{self, RoundClick};
use crate::{turn, views};

/// The button.
#[must_use]
pub fn component() -> Component<App> {
    Component::new(ids::WORD, Answers::Modal, handle)
}

async fn handle(ctx: Ctx<App>, RoundClick(round): RoundClick) -> Result<Reply, Failure> {
    let round = turn::table(&ctx)?.open(round, ctx.user().id).await?;
    Ok(Reply::modal(views::guess::modal(&round, &ctx.texts())))
}
