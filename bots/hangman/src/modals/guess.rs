//! The whole word.

use runtime::{Answers, Ctx, Failure, Modal, Reply};

use crate::app::App;
use crate::domain::game::Outcome;
use crate::domain::guess::WordGuess;
use crate::ids::{self, GuessForm};
use crate::{refusals, turn, views};

/// The window.
#[must_use]
pub fn modal() -> Modal<App> {
    Modal::new(ids::GUESS, Answers::Update, handle)
}

async fn handle(ctx: Ctx<App>, form: GuessForm) -> Result<Reply, Failure> {
    let guess = WordGuess::parse(&form.typed).map_err(refusals::not_a_guess)?;
    let table = turn::table(&ctx)?;
    let (by, now) = (ctx.user().id, table.moment());
    let played = table
        .play(form.round, |game| {
            let (game, outcome) = game.guess_word(by, guess.clone(), now)?;
            Ok((game, Some(outcome)))
        })
        .await?;
    let reply = turn::answer(&ctx, &played).await;
    Ok(match played.outcome {
        Some(Outcome::WrongWord | Outcome::RepeatedWord) => {
            reply.then_private(views::guess::wrong(&guess, played.outcome, &ctx.texts()))
        }
        _ => reply,
    })
}
