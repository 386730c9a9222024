//! What Cloudflare answers in front of Discord: pages of HTML, whatever was asked.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};

/// How long the ban page asks to wait, in seconds.
const BANNED_FOR: HeaderValue = HeaderValue::from_static("600");

/// The page of a failure that the edge saw.
pub(super) fn page(status: u16) -> Response<Body> {
    let ray = format!("{:016x}", rand::random::<u64>());
    let title = title(status);
    let body = if status == 502 || status < 500 {
        // The short page of the proxy itself.
        format!(
            "<html>\r\n<head><title>{status} {title}</title></head>\r\n<body>\r\n<center><h1>{status} {title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n"
        )
    } else {
        format!(
            "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head><title>discord.com | {status}: {title}</title></head>\n<body>\n<div id=\"cf-wrapper\"><h1><span>{title}</span> <span>Error code {status}</span></h1>\n<p>Cloudflare Ray ID: <strong>{ray}</strong></p></div>\n</body>\n</html>\n"
        )
    };
    html(status, &ray, body)
}

/// The page of error 1015: the address has been banned for its refused requests. It is a 429 without any header or
/// body of Discord's rate limits.
pub(super) fn ban() -> Response<Body> {
    let ray = format!("{:016x}", rand::random::<u64>());
    let body = format!(
        "<!doctype html>\n<html lang=\"en-US\">\n<head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>\n<body>\n<div id=\"cf-wrapper\"><h1><span>Error</span> <span>1015</span></h1><h2>You are being rate limited</h2>\n<p>Cloudflare Ray ID: <strong>{ray}</strong></p></div>\n</body>\n</html>\n"
    );
    let mut response = html(429, &ray, body);
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, BANNED_FOR);
    response
}

fn html(status: u16, ray: &str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let headers = response.headers_mut();
    let html = HeaderValue::from_static("text/html; charset=UTF-8");
    headers.insert(header::CONTENT_TYPE, html);
    headers.insert(header::SERVER, HeaderValue::from_static("cloudflare"));
    if let Ok(ray) = HeaderValue::from_str(ray) {
        headers.insert("cf-ray", ray);
    }
    response
}

fn title(status: u16) -> &'static str {
    match status {
        520 => "Web server is returning an unknown error",
        521 => "Web server is down",
        522 => "Connection timed out",
        523 => "Origin is unreachable",
        524 => "A timeout occurred",
        status => StatusCode::from_u16(status)
            .ok()
            .and_then(|status| status.canonical_reason())
            .unwrap_or("Error"),
    }
}
