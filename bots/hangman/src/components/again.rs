//! Another game of the same kind.

use runtime::{Answers, Component, Ctx, Failure, Reply};

use crate::app::App;
use crate::commands::start::COOLDOWN;
use crate::ids::{self, AgainClick};
use crate::turn;

/// The button.
#[must_use]
pub fn component() -> Component<App> {
    Component::new(ids::AGAIN, Answers::Public, handle).cooldown(COOLDOWN)
}

async fn handle(ctx: Ctx<App>, AgainClick(wish): AgainClick) -> Result<Reply, Failure> {
    turn::begin(&ctx, wish).await
}
