//! The page where a person reads what an application wants, and agrees or not.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use bytes::Bytes;

use super::{Asked, Decision, decide};
use crate::{clock::Moment, hub::Hub, permission, world::World};

/// Remembers who used the page last.
const COOKIE: &str = "sim_user";

pub(super) async fn show(
    State(hub): State<Arc<Hub>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let raw = query.unwrap_or_default();
    let query = pairs(raw.as_bytes());
    let who = cookie(&headers);
    let outcome = hub.turn(|world, now| {
        let asked = Asked::read(world, &query)?;
        let known = who.filter(|user| world.consented(asked.application, *user, &asked.scopes));
        if let Some(user) = known.filter(|_| asked.silent) {
            let decision = Decision::Authorize {
                user,
                guild: asked.guild,
            };
            return decide(world, &asked, decision, now).map(Outcome::Leave);
        }
        Ok(Outcome::Page(page(world, &asked, &raw, now)))
    });
    answer_with(outcome, None)
}

pub(super) async fn answer(
    State(hub): State<Arc<Hub>>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response<Body> {
    let query = pairs(query.unwrap_or_default().as_bytes());
    let form = pairs(&body);
    let id = |name: &str| form.get(name).and_then(|value| value.parse::<u64>().ok());
    let user = id("user");
    let outcome = hub.turn(|world, now| {
        let asked = Asked::read(world, &query)?;
        let decision = match (form.get("decision").map(String::as_str), user) {
            (Some("authorize"), Some(user)) => Decision::Authorize {
                user,
                guild: id("guild"),
            },
            (Some("cancel"), _) => Decision::Cancel,
            _ => return Err("Choose who you are, and whether you agree".to_owned()),
        };
        decide(world, &asked, decision, now).map(Outcome::Leave)
    });
    answer_with(outcome, user)
}

enum Outcome {
    Page(String),
    /// To the application's address, or nowhere.
    Leave(Option<String>),
}

fn answer_with(outcome: Result<Outcome, String>, user: Option<u64>) -> Response<Body> {
    let (status, location, html) = match outcome {
        Ok(Outcome::Page(html)) => (StatusCode::OK, None, html),
        Ok(Outcome::Leave(Some(location))) => (StatusCode::FOUND, Some(location), String::new()),
        Ok(Outcome::Leave(None)) => (
            StatusCode::OK,
            None,
            frame(
                "Authorized",
                "<h1>Authorized</h1><p>You may close this window.</p>",
            ),
        ),
        Err(why) => (
            StatusCode::BAD_REQUEST,
            None,
            frame(
                "Error",
                &format!(
                    "<h1>That did not work</h1><p role=\"alert\">{}</p>",
                    escape(&why)
                ),
            ),
        ),
    };
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    // No form-action here: browsers hold the redirect after the form against it.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    if let Some(location) = location.and_then(|location| HeaderValue::from_str(&location).ok()) {
        headers.insert(header::LOCATION, location);
    }
    let cookie = user.and_then(|user| {
        HeaderValue::from_str(&format!(
            "{COOKIE}={user}; Path=/oauth2; HttpOnly; SameSite=Lax"
        ))
        .ok()
    });
    if let Some(cookie) = cookie {
        headers.insert(header::SET_COOKIE, cookie);
    }
    response
}

fn page(world: &World, asked: &Asked, query: &str, now: Moment) -> String {
    let name = world
        .applications
        .get(&asked.application)
        .map(|found| escape(&found.name))
        .unwrap_or_default();
    let mut body = format!(
        "<h1>{name}</h1><p>wants to access a Discord account</p><form method=\"post\" action=\"/oauth2/authorize?{}\">",
        escape(query)
    );
    body.push_str("<label>Who are you? <select name=\"user\" required>");
    for user in world.users.values().filter(|user| !user.bot) {
        let _ = write!(
            body,
            "<option value=\"{}\">{}</option>",
            user.id,
            escape(&user.name)
        );
    }
    body.push_str("</select></label>");
    if asked.wants_guild() {
        body.push_str("<label>Add to server <select name=\"guild\">");
        let locked = asked.guild.filter(|_| asked.disable_guild_select);
        for guild in world
            .guilds
            .values()
            .filter(|guild| locked.is_none_or(|id| id == guild.id))
        {
            let managers = guild
                .members
                .keys()
                .filter(|user| guild.permissions(**user, now) & permission::MANAGE_GUILD != 0);
            let names: Vec<String> = managers
                .filter_map(|id| world.users.get(id))
                .filter(|user| !user.bot)
                .map(|user| escape(&user.name))
                .collect();
            let chosen = if asked.guild == Some(guild.id) {
                " selected"
            } else {
                ""
            };
            let _ = write!(
                body,
                "<option value=\"{}\"{chosen}>{} (managed by {})</option>",
                guild.id,
                escape(&guild.name),
                names.join(", ")
            );
        }
        body.push_str("</select></label>");
    }
    body.push_str("<p>This will allow the developer to:</p><ul>");
    for scope in &asked.scopes {
        let _ = write!(body, "<li><code>{}</code></li>", escape(scope));
    }
    for (right, bit) in permission::NAMES {
        if asked.permissions & bit != 0 {
            let _ = write!(body, "<li>{}</li>", right.to_lowercase().replace('_', " "));
        }
    }
    body.push_str("</ul><div class=\"buttons\"><button name=\"decision\" value=\"cancel\" formnovalidate>Cancel</button><button name=\"decision\" value=\"authorize\" class=\"yes\">Authorize</button></div></form>");
    frame(&name, &body)
}

fn frame(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>\
        body{{margin:0;min-height:100vh;display:grid;place-items:center;background:#1e1f22;color:#f2f3f5;font:16px system-ui,sans-serif}}\
        main{{background:#313338;border-radius:8px;padding:24px;width:min(420px,90vw)}}h1{{font-size:20px;margin:0 0 4px}}\
        label{{display:block;margin:12px 0}}select{{width:100%;padding:8px;margin-top:4px;background:#1e1f22;color:inherit;border:1px solid #4e5058;border-radius:4px;font:inherit}}\
        .buttons{{display:flex;justify-content:space-between;margin-top:16px}}button{{padding:10px 20px;border:0;border-radius:4px;background:#4e5058;color:#fff;font:inherit;cursor:pointer}}\
        .yes{{background:#4752c4}}:focus-visible{{outline:2px solid #00a8fc;outline-offset:2px}}</style><main>{body}</main></html>"
    )
}

fn pairs(text: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(text)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

fn cookie(headers: &HeaderMap) -> Option<u64> {
    let all = headers.get(header::COOKIE)?.to_str().ok()?;
    all.split(';')
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))?
        .parse()
        .ok()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
