//! The first answer to an interaction in the body of the delivery's answer: checked and written down exactly as one that
//! came by the callback route.

use std::sync::Arc;

use axum::http::{HeaderMap, Method, Request, header};
use bytes::Bytes;
use serde_json::Value;

use super::{Call, Outcome, call, callback, record, route};
use crate::{clock::real_now, hub::Hub};

/// Takes an inline answer.
///
/// # Errors
///
/// The body with which the callback route would have refused it.
pub(crate) fn inline(
    hub: &Arc<Hub>,
    id: u64,
    token: &str,
    headers: &HeaderMap,
    bytes: &Bytes,
) -> Result<(), Value> {
    let path = format!("/interactions/{id}/{token}/callback");
    let route::Found::Operation(route, params) = route::find("POST", &path) else {
        return Err(Value::Null);
    };
    let mut parts = Request::new(()).into_parts().0;
    parts.method = Method::POST;
    if let Some(kind) = headers.get(header::CONTENT_TYPE) {
        parts.headers.insert(header::CONTENT_TYPE, kind.clone());
    }
    let mut call = Call {
        params,
        ..Call::default()
    };
    let began = real_now();
    let result = call::content(&parts.headers, bytes).and_then(|(body, files)| {
        call.body = body;
        call.files = files;
        hub.turn(|world, now| callback::answer(world, &call, now))
    });
    let refused = result.as_ref().err().map(|refusal| refusal.body.clone());
    let outcome = Outcome::from(result);
    let arrival = record::Arrival::new(hub, &parts, &path, began);
    record::request(hub, &arrival, Some(route), &call, &outcome, Vec::new());
    refused.map_or(Ok(()), Err)
}
