//! The token endpoint and the revocation endpoint.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::{
    hub::Hub,
    world::{World, oauth::Denied},
};

/// An error of RFC 6749, section 5.2.
struct Wrong {
    status: StatusCode,
    error: &'static str,
    description: Option<&'static str>,
}

impl Wrong {
    fn request(description: &'static str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error: "invalid_request",
            description: Some(description),
        }
    }

    fn client() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            error: "invalid_client",
            description: None,
        }
    }
}

impl From<Denied> for Wrong {
    fn from(denied: Denied) -> Self {
        let (error, description) = match denied {
            Denied::Grant(description) => ("invalid_grant", Some(description)),
            Denied::Scope => (
                "invalid_scope",
                Some("The requested scope is invalid, unknown, or malformed."),
            ),
        };
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            description,
        }
    }
}

pub(super) async fn exchange(
    State(hub): State<Arc<Hub>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let result = form(&headers, &body).and_then(|form| {
        hub.turn(|world, now| {
            let text = |name: &str| form.get(name).map(String::as_str);
            let kind =
                text("grant_type").ok_or(Wrong::request("Missing \"grant_type\" in request."))?;
            let verifier = text("code_verifier");
            let application = client(
                world,
                &headers,
                &form,
                kind == "authorization_code" && verifier.is_some(),
            )?;
            let answer = match kind {
                "authorization_code" => {
                    let code =
                        text("code").ok_or(Wrong::request("Missing \"code\" in request."))?;
                    world.exchange(
                        application,
                        code,
                        text("redirect_uri").unwrap_or_default(),
                        verifier,
                        now,
                    )?
                }
                "refresh_token" => {
                    let refresh = text("refresh_token")
                        .ok_or(Wrong::request("Missing \"refresh_token\" in request."))?;
                    world.refresh(application, refresh, now)?
                }
                "client_credentials" => {
                    let scopes = text("scope")
                        .unwrap_or_default()
                        .split(' ')
                        .filter(|scope| !scope.is_empty());
                    world.client_credentials(
                        application,
                        scopes.map(ToOwned::to_owned).collect(),
                        now,
                    )?
                }
                _ => {
                    return Err(Wrong {
                        status: StatusCode::BAD_REQUEST,
                        error: "unsupported_grant_type",
                        description: Some("Grant type None is not supported"),
                    });
                }
            };
            Ok(answer)
        })
    });
    respond(result)
}

pub(super) async fn revoke(
    State(hub): State<Arc<Hub>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let result = form(&headers, &body).and_then(|form| {
        hub.turn(|world, now| {
            let application = client(world, &headers, &form, false)?;
            let token = form
                .get("token")
                .ok_or(Wrong::request("Missing \"token\" in request."))?;
            world.revoke(application, token, now);
            Ok(json!({}))
        })
    });
    respond(result)
}

fn form(headers: &HeaderMap, body: &Bytes) -> Result<BTreeMap<String, String>, Wrong> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if kind.split(';').next().unwrap_or_default().trim() != "application/x-www-form-urlencoded" {
        return Err(Wrong::request(
            "The content type must be application/x-www-form-urlencoded.",
        ));
    }
    let pairs = form_urlencoded::parse(body);
    Ok(pairs
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect())
}

/// The application that proves itself, by HTTP Basic or in the body; a public one needs no secret beside a verifier.
fn client(
    world: &World,
    headers: &HeaderMap,
    form: &BTreeMap<String, String>,
    with_verifier: bool,
) -> Result<u64, Wrong> {
    let basic = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Basic "))
        .and_then(|encoded| String::from_utf8(STANDARD.decode(encoded).ok()?).ok());
    let (id, secret) = match &basic {
        Some(pair) => pair.split_once(':').map(|(id, secret)| (id, Some(secret))),
        None => form
            .get("client_id")
            .map(|id| (id.as_str(), form.get("client_secret").map(String::as_str))),
    }
    .ok_or_else(Wrong::client)?;
    let application = id
        .parse::<u64>()
        .ok()
        .and_then(|id| world.applications.get(&id));
    let application = application.ok_or_else(Wrong::client)?;
    match secret {
        Some(secret) if secret == application.client_secret() => Ok(application.id),
        None if application.public_client && with_verifier => Ok(application.id),
        _ => Err(Wrong::client()),
    }
}

fn respond(result: Result<Value, Wrong>) -> Response<Body> {
    let (status, body) = match result {
        Ok(body) => (StatusCode::OK, body),
        Err(wrong) => {
            let mut body = json!({"error": wrong.error});
            if let Some(description) = wrong.description {
                body["error_description"] = json!(description);
            }
            (wrong.status, body)
        }
    };
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}
