//! Serves the playground's page, and keeps what others uploaded from acting in its name.
//!
//! The page has the same origin as the control API. Uploaded files come from that origin too, so they are served in a
//! sandbox: opened by themselves, they run no script.

use std::{
    borrow::Cow,
    path::{Component, Path as FilePath},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use crate::hub::Hub;

/// Where the page is.
const HOME: &str = "/play/";
/// Below these are files that people and bots uploaded.
const UPLOADS: [&str; 6] = [
    "/attachments/",
    "/avatars/",
    "/cdn/",
    "/emojis/",
    "/soundboard-sounds/",
    "/stickers/",
];
/// What an uploaded file may do when it is opened: be looked at.
const SANDBOX: &str =
    "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

/// The routes below `/play/`.
pub(crate) fn router(hub: Arc<Hub>) -> Router {
    Router::new()
        .route("/play", get(|| async { Redirect::permanent(HOME) }))
        .route(HOME, get(index))
        .route("/play/{*path}", get(file))
        .with_state(hub)
}

/// Around everything: who opens the bare address in a browser gets to the page, and uploads are sealed.
pub(crate) async fn front_door(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let visits = path == "/"
        && request.method() == Method::GET
        && !request.headers().contains_key(header::UPGRADE);
    if visits {
        return Redirect::temporary(HOME).into_response();
    }
    let upload = UPLOADS.iter().any(|start| path.starts_with(start));
    let mut response = next.run(request).await;
    if upload {
        put(&mut response, header::CONTENT_SECURITY_POLICY, SANDBOX);
        put(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    }
    response
}

async fn index(State(hub): State<Arc<Hub>>) -> Response {
    answer(&hub, playground::INDEX)
}

async fn file(State(hub): State<Arc<Hub>>, Path(path): Path<String>) -> Response {
    answer(&hub, &path)
}

fn answer(hub: &Hub, path: &str) -> Response {
    let found = match &hub.settings.page {
        Some(folder) => read(folder, path).map(Cow::Owned),
        None => playground::file(path),
    };
    let (Some(bytes), Some(kind)) = (found, playground::media_type(path)) else {
        return (StatusCode::NOT_FOUND, "the page has no such file").into_response();
    };
    let mut response = bytes.into_owned().into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, playground::POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ] {
        put(&mut response, name, value);
    }
    response
}

/// A file below a folder, and nothing beside it.
fn read(folder: &FilePath, path: &str) -> Option<Vec<u8>> {
    let path = FilePath::new(path);
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| std::fs::read(folder.join(path)).ok())?
}

fn put(response: &mut Response, name: HeaderName, value: &'static str) {
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_below_the_folder_are_read() {
        let folder = FilePath::new(env!("CARGO_MANIFEST_DIR"));
        assert!(read(folder, "Cargo.toml").is_some());
        assert!(read(folder, "src/site.rs").is_some());
        for outside in [
            "../discord-sim/Cargo.toml",
            "/etc/passwd",
            "./Cargo.toml/..",
            "src",
            "",
        ] {
            assert!(read(folder, outside).is_none(), "{outside}");
        }
    }
}
