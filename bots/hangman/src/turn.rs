//! What every handler does with its context: sit down at the table, and show the game.

use embeds::Message;
use runtime::{Ctx, Failure, Reply};
use thiserror::Error;
use twilight_model::id::Id;
use twilight_model::id::marker::ChannelMarker;

use crate::app::App;
use crate::domain::game::Game;
use crate::domain::round::{Round, Wish};
use crate::refusals;
use crate::table::{Played, Table};
use crate::views;
use crate::views::gallows::Scene;

/// What should not happen.
#[derive(Debug, Error)]
enum TurnError {
    /// Discord left the channel out.
    #[error("the interaction names no channel")]
    NoChannel,
    /// The word list has nothing for a wish that can be made.
    #[error("there is no word for {0:?}")]
    NoWord(Wish),
}

/// The table of the channel, now.
pub(crate) fn table(ctx: &Ctx<App>) -> Result<Table<'_>, Failure> {
    Ok(Table {
        db: ctx.db(),
        bot: ctx.bot_id(),
        place: ctx.place(),
        channel: channel(ctx)?,
        now: ctx.now(),
    })
}

/// Begins a game of the person who asks, with a word that was not used here lately.
pub(crate) async fn begin(ctx: &Ctx<App>, wish: Wish) -> Result<Reply, Failure> {
    let table = table(ctx)?;
    let app = ctx.app();
    let recent = table
        .store()
        .recent_words(table.db.read(), table.channel)
        .await?;
    let entry = wish
        .choose(&app.words, &recent, &mut ctx.rng())
        .ok_or(TurnError::NoWord(wish))?;
    let game = Game::start(entry, wish.mode, ctx.user().id, table.moment());
    let round = Round::new(ctx.interaction_id(), wish, game);
    let round = table.deal(&round, app.config.patience).await?;
    Ok(Reply::public(show(ctx, &round).await))
}

/// The message of a game as it is now.
pub(crate) async fn show(ctx: &Ctx<App>, round: &Round) -> Message {
    let app = ctx.app();
    let scene = Scene::of(&round.game);
    let texts = ctx.public_texts();
    let picture = match app.gallery.png(&scene).await {
        Ok(png) => Some(views::picture(&scene, png, &texts)),
        Err(error) => {
            // The game can be played without: everything in the picture also stands beside it.
            tracing::error!(game.id = round.id.get(), %error, "no picture of the game");
            None
        }
    };
    let meaning = round
        .game
        .answer()
        .and_then(|word| app.words.find(word))
        .map(|entry| entry.definition);
    views::round(round, picture, meaning, &texts)
}

/// The answer to a move: the message shows the game, and who came too late is told so.
pub(crate) async fn answer(ctx: &Ctx<App>, played: &Played) -> Reply {
    let reply = update(ctx, &played.round).await;
    if !played.late {
        return reply;
    }
    let over = refusals::over(played.round.game.status());
    let said = ctx.texts().render(&over);
    reply.then_private(Message::classic().content(said))
}

/// The clicked message shows the game, and follows its row while many click at once.
async fn update(ctx: &Ctx<App>, round: &Round) -> Reply {
    let message = show(ctx, round).await;
    let (ctx, id) = (ctx.clone(), round.id);
    Reply::update(message).settled_by(format!("hangman game {id}"), round.version, move || {
        let ctx = ctx.clone();
        Box::pin(async move {
            let table = table(&ctx)?;
            let found = table
                .store()
                .find(table.db.read(), table.channel, id)
                .await?;
            Ok(match found {
                Some(round) => Some((round.version, show(&ctx, &round).await)),
                None => None,
            })
        })
    })
}

fn channel(ctx: &Ctx<App>) -> Result<Id<ChannelMarker>, TurnError> {
    ctx.channel_id().ok_or(TurnError::NoChannel)
}
