//! Serves the pictures of emojis and stickers and the sounds, as Discord's CDN does.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, Response, StatusCode, header},
};

use crate::{hub::Hub, world::expression::Asset};

/// `/emojis/{id}.{extension}`.
pub(super) async fn emoji(State(hub): State<Arc<Hub>>, Path(file): Path<String>) -> Response<Body> {
    serve(
        id(&file)
            .and_then(|id| hub.look(|world, _| world.emoji(id).map(|found| found.image.clone()))),
    )
}

/// `/stickers/{id}.{extension}`.
pub(super) async fn sticker(
    State(hub): State<Arc<Hub>>,
    Path(file): Path<String>,
) -> Response<Body> {
    serve(
        id(&file)
            .and_then(|id| hub.look(|world, _| world.sticker(id).map(|found| found.image.clone()))),
    )
}

/// `/soundboard-sounds/{id}`.
pub(super) async fn sound(State(hub): State<Arc<Hub>>, Path(file): Path<String>) -> Response<Body> {
    serve(id(&file).and_then(|id| {
        hub.look(|world, _| {
            let mut guilds = world.guilds.values();
            guilds.find_map(|guild| guild.sounds.get(&id).map(|found| found.audio.clone()))
        })
    }))
}

fn id(file: &str) -> Option<u64> {
    file.split('.').next()?.parse().ok()
}

fn serve(asset: Option<Asset>) -> Response<Body> {
    let Some(asset) = asset else {
        return super::plain(StatusCode::NOT_FOUND, "404 page not found");
    };
    let mut response = Response::new(Body::from(asset.bytes));
    if let Ok(kind) = HeaderValue::from_str(&asset.content_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}
