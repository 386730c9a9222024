//! Commands that end badly, or need a database that may be away.

use auth::RoleMap;
use db::DbError;
use embeds::{Button, CustomId, Row, Style, Tone, container};
use runtime::{Ctx, Failure, Reply};
use twilight_model::id::Id;

use super::{App, Gate, Nothing, gate, says};

/// Words that no person may see.
pub(crate) const INNER: &str = "the probe's inner trouble";

#[derive(Debug, thiserror::Error)]
#[error("turn the probe over")]
struct Trouble(#[source] std::io::Error);

/// An error with a cause.
pub(super) fn error() -> Failure {
    Trouble(std::io::Error::other(INNER)).into()
}

pub(super) async fn fail(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    Err(error())
}

pub(super) async fn wait_fail(_: Ctx<App>, at: Gate) -> Result<Reply, Failure> {
    gate(&at.gate).notified().await;
    Err(error())
}

pub(super) async fn panics(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    panic!("the probe's panic")
}

/// Answers with a message that no message can be: two buttons of one id.
pub(super) async fn broken(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    let button = || Button::new(Style::Primary, "Twin").id(CustomId::new("probe.count", 1).arg(1));
    Ok(Reply::public(
        container(Tone::Brand)
            .text("twins")
            .row(Row::buttons([button(), button()])),
    ))
}

pub(super) async fn read(ctx: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    let guild = ctx.guild_id().unwrap_or(Id::new(1));
    let map = RoleMap::load(ctx.db().read(), ctx.bot_id(), guild).await?;
    Ok(Reply::public(says(&format!(
        "{} roles",
        map.moderators().len()
    ))))
}

/// Keeps a transaction open until its gate opens.
pub(super) async fn hold(ctx: Ctx<App>, at: Gate) -> Result<Reply, Failure> {
    let at = gate(&at.gate);
    ctx.db()
        .write(|_| {
            let at = at.clone();
            Box::pin(async move {
                at.notified().await;
                Ok::<_, DbError>(())
            })
        })
        .await?;
    Ok(Reply::public(says("through")))
}
