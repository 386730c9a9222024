//! Requests that are not Discord's, by the ten thousand, through kept connections; against admission alone:
//! `src/ingress/forged.rs`.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use http_body_util::Full;
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use testkit::Stage;
use tokio::net::TcpStream;

use super::forger::{Forged, Forger};
use crate::{probe, scene};

const SEED: u64 = 20_261_121;
const FORGERIES: usize = 25_000;
const CONNECTIONS: u64 = 4;
/// After so many forgeries comes a request that is genuine.
const GENUINE_EVERY: usize = 1_000;
/// What is larger than an interaction, and than a head.
const GIANT_BODY: usize = 1024 * 1024 + 1;
const GIANT_HEADER: usize = 64 * 1024;

/// One kept connection, made anew where the server ended it.
struct Line {
    address: String,
    path: String,
    open: Option<SendRequest<Full<Bytes>>>,
    connections: usize,
}

impl Line {
    /// The status of the answer; 0 when the connection was ended instead.
    async fn send(&mut self, request: &Forged) -> u16 {
        let mut sender = match self.open.take() {
            Some(sender) if !sender.is_closed() => sender,
            _ => {
                let stream = TcpStream::connect(&self.address).await.unwrap();
                let stream = TokioIo::new(stream);
                let (sender, driver) = hyper::client::conn::http1::handshake(stream).await.unwrap();
                tokio::spawn(driver);
                self.connections += 1;
                sender
            }
        };
        if sender.ready().await.is_err() {
            return 0;
        }
        let mut built = Request::post(&self.path).header("host", "bot");
        for (name, value) in &request.headers {
            let value = HeaderValue::from_bytes(value).unwrap();
            built = built.header(HeaderName::from_static(name), value);
        }
        let body = Full::new(Bytes::from(request.body.clone()));
        let Ok(answer) = sender.send_request(built.body(body).unwrap()).await else {
            return 0;
        };
        let status = answer.status().as_u16();
        let body = http_body_util::BodyExt::collect(answer.into_body()).await;
        if body.is_ok() {
            self.open = Some(sender);
        }
        status
    }
}

/// What one connection has seen: answers by kind and status.
async fn flood(
    mut line: Line,
    mut forger: Forger,
    share: usize,
) -> BTreeMap<(&'static str, u16), usize> {
    let mut seen: BTreeMap<(&str, u16), usize> = BTreeMap::new();
    for number in 0..share {
        if number % GENUINE_EVERY == 0 {
            let genuine = forger.genuine();
            assert_eq!(line.send(&genuine).await, 202, "a genuine request");
            let mut giant = forger.forge();
            giant.kind = "a giant body";
            giant.body = vec![b' '; GIANT_BODY];
            *seen
                .entry((giant.kind, line.send(&giant).await))
                .or_default() += 1;
            let mut giant = forger.forge();
            giant.kind = "a giant header";
            giant.headers.push(("x-padding", vec![b'x'; GIANT_HEADER]));
            *seen
                .entry((giant.kind, line.send(&giant).await))
                .or_default() += 1;
        }
        let forged = forger.forge();
        let status = line.send(&forged).await;
        assert!(
            !(200..300).contains(&status),
            "taken, seed {SEED}: {forged:?}"
        );
        *seen.entry((forged.kind, status)).or_default() += 1;
    }
    assert!(
        line.connections < share / 10,
        "{} connections",
        line.connections
    );
    seen
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_five_thousand_forgeries_none_is_taken() {
    // The log at TRACE costs more than the rest.
    let setup = Stage::new(probe::bot).ingress_http();
    let stage: scene::Stage = setup.set("GUILDHALL__LOG__FILTER", "info").start().await;
    let other = stage.sim.application("other");
    // So that a slow machine does not make the pool stale.
    stage.sim.clock().freeze();
    let address = stage.balancer().unwrap().address().to_string();
    let now = u64::try_from(stage.sim.clock().now().unix_micros() / 1_000_000).unwrap();
    let floods = (0..CONNECTIONS).map(|number| {
        let (own, foreign) = (stage.application.clone(), other.clone());
        let forger = Forger::new(
            SEED + number,
            stage.application.id(),
            // Ids of one connection must not meet those of another.
            now - number,
            Box::new(move |timestamp, body| own.sign(timestamp, body)),
            Box::new(move |timestamp, body| foreign.sign(timestamp, body)),
        );
        let line = Line {
            address: address.clone(),
            path: "/interactions/probe".to_owned(),
            open: None,
            connections: 0,
        };
        flood(
            line,
            forger,
            FORGERIES / usize::try_from(CONNECTIONS).unwrap(),
        )
    });
    let seen = futures_util::future::join_all(floods).await;
    let mut sum: BTreeMap<(&str, u16), usize> = BTreeMap::new();
    for (kind, count) in seen.into_iter().flatten() {
        *sum.entry(kind).or_default() += count;
    }
    println!("seed {SEED}: {sum:#?}");
    assert!(sum.values().sum::<usize>() >= FORGERIES);
    assert!(
        !sum.keys()
            .any(|(_, status)| matches!(status, 200..300 | 500..)),
        "{sum:?}"
    );
    // It is as well as before.
    stage
        .person("ann")
        .slash("/probe echo text:hello")
        .await
        .unwrap();
    assert!(stage.application.retest_endpoint().await);
    stage.finish();
}
