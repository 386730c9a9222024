//! A web server for one page.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
};

use browser::{Browser, Look, Window};

/// What the playground allows itself.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// Serves a page and its script until the test program ends; returns the page's address.
pub(crate) fn serve(body: &str, script: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let page = format!(
        "<!doctype html><html lang=en><title>A page</title><main>{body}</main><script src=/script.js></script></html>"
    );
    let script = script.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A browser that has gone is told nothing.
            drop(answer(&stream, &page, &script));
        }
    });
    address
}

fn answer(mut stream: &TcpStream, page: &str, script: &str) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    let (status, kind, body) = match first.split(' ').nth(1).unwrap_or_default() {
        "/" => ("200 OK", "text/html", page),
        "/script.js" => ("200 OK", "text/javascript", script),
        "/favicon.ico" => ("204 No Content", "image/png", ""),
        _ => ("404 Not Found", "text/plain", "nothing"),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: {kind}; charset=utf-8\r\ncontent-length: {length}\r\n\
        content-security-policy: {POLICY}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// A desktop's window on such a page.
pub(crate) async fn window(body: &str, script: &str) -> Window {
    let browser = Browser::shared().await.unwrap();
    let address = serve(body, script);
    browser.window(&address, Look::desktop()).await.unwrap()
}
