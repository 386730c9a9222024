//! Which guilds the bot is in, without a gateway that says so: asked once, at the start.

use std::sync::Arc;

use serde::Deserialize;
use twilight_http::routing::Route;
use twilight_model::id::{Id, marker::GuildMarker};

use crate::{Rest, RestError, failure::chain, hall::Hall, rest::Operation};

/// Guilds on a page (`resources/user.mdx`).
const PAGE: u16 = 200;
/// Pages read. Names of guilds beyond are unknown; they play all the same.
const PAGES_MAX: usize = 5;

#[derive(Deserialize)]
struct Guild {
    id: Id<GuildMarker>,
    name: String,
}

/// Notes the guilds and calls `on_guild` for each.
pub(crate) async fn greet<A: Send + Sync + 'static>(
    hall: Arc<Hall<A>>,
    on_guild: Arc<dyn Fn(u64) + Send + Sync>,
) {
    let mut after = None;
    for _ in 0..PAGES_MAX {
        let page = match page(&hall.rest, after).await {
            Ok(page) => page,
            Err(error) => {
                tracing::warn!(error = chain(&error), "guilds could not be looked up");
                return;
            }
        };
        let full = page.len() >= usize::from(PAGE);
        after = page.last().map(|guild| guild.id.get());
        for guild in page {
            on_guild(guild.id.get());
            hall.roster.guild(guild.id.get(), guild.name, None);
        }
        if !full {
            return;
        }
    }
    tracing::info!("the bot is in more guilds than are looked up at the start");
}

async fn page(rest: &Rest, after: Option<u64>) -> Result<Vec<Guild>, RestError> {
    let route = Route::GetGuilds {
        after,
        before: None,
        limit: Some(PAGE),
        shard: None,
    };
    let operation = Operation::new("list guilds", &route)?;
    rest.send(&operation).await?.json(&operation)
}
