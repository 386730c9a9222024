//! OAuth2 over HTTP: the page where a person agrees, and the endpoints where an application trades what it got.
//!
//! `GET /oauth2/authorize` shows the page, its form comes back as `POST`; `POST /api/oauth2/token` and
//! `/api/oauth2/token/revoke` take `application/x-www-form-urlencoded` only. Who is logged in, the page asks: it lists
//! the simulator's people, and remembers the last one in a cookie for `prompt=none`.

mod page;
mod request;
mod token;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::hub::Hub;

pub(crate) use request::{Asked, Decision, decide};

/// The routes.
pub(crate) fn router(hub: Arc<Hub>) -> Router {
    let mut router = Router::new().route("/oauth2/authorize", get(page::show).post(page::answer));
    for prefix in ["/api", "/api/v10"] {
        router = router
            .route(&format!("{prefix}/oauth2/token"), post(token::exchange))
            .route(
                &format!("{prefix}/oauth2/token/revoke"),
                post(token::revoke),
            );
    }
    router.with_state(hub)
}
