//! Another game of the same kind.

use runtime::{Answers, Component, Ctx, Failure, Reply};
use twilight_model::guild::Permissions;

use crate::app::App;
use crate::commands::start::COOLDOWN;
use crate::ids::{self, AgainClick};
use crate::turn;

/// The button.
#[must_use]
pub fn component() -> Component<App> {
    Component::new(ids::AGAIN, Answers::Public, handle)
        .bot_needs(Permissions::ATTACH_FILES)
        .cooldown(COOLDOWN)
}

async fn handle(ctx: Ctx<App>, AgainClick(wish): AgainClick) -> Result<Reply, Failure> {
    turn::begin(&ctx, wish).await
}
