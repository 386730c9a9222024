//! Keeps web pages out of the control API: whoever asks must mean this program, by its address, from no other page.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::reply::Reply;
use crate::hub::Hub;

pub(super) async fn guard(State(hub): State<Arc<Hub>>, request: Request, next: Next) -> Response {
    match refusal(request.headers(), &hub.settings.control_hosts) {
        None => next.run(request).await,
        Some(reason) => Reply::refused(StatusCode::FORBIDDEN, reason, &[]).into_response(),
    }
}

fn refusal(headers: &HeaderMap, names: &[String]) -> Option<&'static str> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = text(header::HOST).unwrap_or_default();
    // A page that makes its own name point here (DNS rebinding) comes with that name.
    if !is_own(host, names) {
        return Some("ask by address or as localhost, or start with --control-host and this name");
    }
    // A page of another origin need not read the answer to do harm.
    match text(header::ORIGIN) {
        Some(origin)
            if origin
                .split_once("://")
                .is_none_or(|(_, from)| from != host) =>
        {
            Some("pages of other origins may not use the control API")
        }
        _ => None,
    }
}

/// Whether a host is an address, `localhost` or one of `names`.
fn is_own(host: &str, names: &[String]) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok()
        || name.eq_ignore_ascii_case("localhost")
        || names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        refusal(&headers, &["sim".to_owned()]).is_none()
    }

    #[test]
    fn only_addresses_and_known_names_are_answered() {
        for host in [
            "127.0.0.1:7000",
            "localhost:7000",
            "LOCALHOST",
            "[::1]:7000",
            "10.0.0.7",
            "sim:7000",
        ] {
            assert!(answer(host, None), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:7000",
            "127.0.0.1.evil.example",
            "",
            "localhost.evil.example",
        ] {
            assert!(!answer(host, None), "{host}");
        }
    }

    #[test]
    fn pages_of_other_origins_are_refused() {
        assert!(answer("localhost:7000", Some("http://localhost:7000")));
        for origin in [
            "http://evil.example",
            "null",
            "http://localhost:8000",
            "http://127.0.0.1:7000",
        ] {
            assert!(!answer("localhost:7000", Some(origin)), "{origin}");
        }
    }
}
