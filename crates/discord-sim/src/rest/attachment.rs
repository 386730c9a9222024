//! Serves uploaded files.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, Response, StatusCode, header},
};

use crate::hub::Hub;

pub(super) async fn get(
    State(hub): State<Arc<Hub>>,
    Path((_, attachment, name)): Path<(u64, u64, String)>,
) -> Response<Body> {
    let stored = hub.look(|world, _| {
        world
            .files
            .get(&attachment)
            .filter(|file| file.name == name)
            .cloned()
    });
    let Some(file) = stored else {
        return super::plain(
            StatusCode::NOT_FOUND,
            "This content is no longer available.",
        );
    };
    let mut response = Response::new(Body::from(file.bytes));
    let content_type = HeaderValue::from_str(&file.content_type)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    response
}
