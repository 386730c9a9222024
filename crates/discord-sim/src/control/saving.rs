//! How saving goes, and saving at once.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};

use super::reply::Reply;
use crate::{hub::Hub, state::Keeper};

const NOWHERE: &str =
    "the world of this simulator is not saved; start it with --state and the name of a file";

fn keeper(hub: &Hub) -> Result<&Keeper, Reply> {
    hub.keeper.as_ref().ok_or_else(|| Reply::nothing(NOWHERE))
}

/// When and where the world was saved last.
pub(super) async fn show(State(hub): State<Arc<Hub>>) -> Result<Reply, Reply> {
    Ok(Reply::ok(keeper(&hub)?.saving().now().json()))
}

/// Saves the world before it answers.
pub(super) async fn save(State(hub): State<Arc<Hub>>) -> Result<Reply, Reply> {
    let saving = keeper(&hub)?.saving();
    let saved = tokio::task::spawn_blocking(move || {
        let keeper = hub.keeper.as_ref();
        keeper.map_or(Ok(()), |keeper| keeper.save(&hub))
    });
    let failed = |error: &dyn std::fmt::Display| {
        Reply::refused(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string(), &[])
    };
    match saved.await {
        Ok(Ok(())) => Ok(Reply::ok(saving.now().json())),
        Ok(Err(error)) => Err(failed(&error)),
        Err(error) => Err(failed(&error)),
    }
}
