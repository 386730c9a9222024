//! What a person's OAuth2 token stands for.

use serde_json::{Value, json};

use super::{
    Call, Refusal, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{clock::Moment, world::World};

/// What is about an authorization.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/oauth2/@me", "get_my_oauth2_authorization", Access::User, USUAL, authorization),
    route("GET", "/oauth2/userinfo", "get_openid_connect_userinfo", Access::User, USUAL, user_info),
    route("GET", "/oauth2/keys", "get_public_keys", Access::Open, USUAL, keys),
];

fn authorization(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let bearer = call.bearer.as_ref().ok_or_else(refusal::unauthorized)?;
    let application = world.application_json(bearer.application);
    let mut body = json!({"scopes": bearer.scopes, "expires": bearer.expires.iso()});
    let mut public = json!({});
    for key in [
        "id",
        "name",
        "icon",
        "description",
        "type",
        "bot_public",
        "bot_require_code_grant",
        "verify_key",
        "flags",
        "flags_new",
        "summary",
    ] {
        if let Some(value) = application.get(key) {
            public[key] = value.clone();
        }
    }
    body["application"] = public;
    if call.scope("identify").is_ok() {
        body["user"] = world.user_json(bearer.user);
    }
    Answer::ok(body)
}

fn user_info(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    call.scope("openid")?;
    let user = world
        .users
        .get(&call.account())
        .ok_or_else(refusal::unauthorized)?;
    let mut body = json!({"sub": user.id.to_string()});
    if call.scope("identify").is_ok() {
        body["preferred_username"] = json!(user.name);
        body["nickname"] = json!(user.display_name);
        body["locale"] = json!(user.locale);
    }
    if call.scope("email").is_ok() {
        body["email"] = json!(user.email());
        body["email_verified"] = json!(true);
    }
    Answer::ok(body)
}

/// The simulator signs no identity tokens, so it has no keys to publish.
fn keys(_: &mut World, _: &Call, _: Moment) -> Result<Answer, Refusal> {
    Answer::ok(json!({"keys": Value::Array(Vec::new())}))
}
