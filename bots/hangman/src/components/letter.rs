//! A key of the keyboard.

use runtime::{Answers, Component, Ctx, Failure, Reply};

use crate::app::App;
use crate::ids::{self, LetterClick};
use crate::turn;

/// The keys.
#[must_use]
pub fn component() -> Component<App> {
    Component::new(ids::LETTER, Answers::Update, handle)
}

async fn handle(ctx: Ctx<App>, click: LetterClick) -> Result<Reply, Failure> {
    let table = turn::table(&ctx)?;
    let (by, now) = (ctx.user().id, table.moment());
    let played = table
        .play(click.round, |game| {
            let (game, outcome) = game.guess_letter(by, click.letter, now)?;
            Ok((game, Some(outcome)))
        })
        .await?;
    Ok(turn::answer(&ctx, &played).await)
}
