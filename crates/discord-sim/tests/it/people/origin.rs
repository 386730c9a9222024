//! Who may open a feed at all.

use discord_sim::{Settings, Sim};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    client_async,
    tungstenite::{Error, client::IntoClientRequest as _, http::StatusCode},
};

/// How the simulator answers a WebSocket with these headers.
async fn opened(sim: &Sim, path: &str, headers: &[(&'static str, String)]) -> StatusCode {
    let stream = TcpStream::connect(sim.address()).await.unwrap();
    let address = format!("ws://{}/sim/v1/as/{path}", sim.address());
    let mut request = address.into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    match client_async(request, stream).await {
        Ok((_, answer)) => answer.status(),
        Err(Error::Http(answer)) => answer.status(),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn pages_of_other_origins_cannot_read_a_feed() {
    let sim = Sim::start(Settings::default()).unwrap();
    sim.person("ann");
    let open = |headers: Vec<(&'static str, String)>| {
        let sim = &sim;
        async move { opened(sim, "ann/feed", &headers).await }
    };
    let own = format!("http://{}", sim.address());
    let status = StatusCode::SWITCHING_PROTOCOLS;
    assert_eq!(open(vec![]).await, status, "programs say no origin");
    assert_eq!(open(vec![("origin", own)]).await, status, "its own page");
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1"] {
        let refused = open(vec![("origin", origin.to_owned())]).await;
        assert_eq!(refused, StatusCode::FORBIDDEN, "{origin}");
    }
    let refused = open(vec![("host", "evil.example".to_owned())]).await;
    assert_eq!(refused, StatusCode::FORBIDDEN, "a name that points here");
}

#[tokio::test]
async fn only_people_who_exist_have_a_feed() {
    let sim = Sim::start(Settings::default()).unwrap();
    sim.application("echo");
    assert_eq!(opened(&sim, "zoe/feed", &[]).await, StatusCode::NOT_FOUND);
    assert_eq!(opened(&sim, "echo/feed", &[]).await, StatusCode::NOT_FOUND);
}
