//! The journal over HTTP: pages, waiting, the live stream.

use serde_json::{Value, json};

use super::{
    control::{breaches, description},
    process::Program,
};
use crate::http::Http;

#[tokio::test]
async fn the_journal_is_read_in_pages_by_kind_and_as_it_grows() {
    let sim = Program::start(&[]).await;
    let api = Http::new(&sim.url, Some("offline-painter"));
    for _ in 0..3 {
        assert_eq!(api.get("/users/@me").await.status, 200);
    }
    let first = sim.get("/journal?limit=2").await;
    assert_eq!(first["entries"].as_array().unwrap().len(), 2);
    let last = first["last"].as_u64().unwrap();
    let rest = sim
        .get(&format!(
            "/journal?after={last}&kind=request&application=painter"
        ))
        .await;
    assert_eq!(rest["entries"].as_array().unwrap().len(), 1);
    assert_eq!(
        rest["entries"][0]["what"]["request"]["operation"],
        "get_my_user"
    );
    let last = rest["last"].as_u64().unwrap();
    let none = sim
        .get(&format!("/journal?after={last}&kind=gateway,problem"))
        .await;
    assert_eq!(
        (&none["entries"], &none["last"]),
        (&json!([]), &json!(last))
    );

    let path = format!("/journal?after={last}&wait=30");
    let waiting = sim.get(&path);
    let asking = api.get("/gateway/bot");
    let (page, _) = tokio::join!(waiting, asking);
    assert_eq!(
        page["entries"][0]["what"]["request"]["path"],
        "/gateway/bot"
    );
    assert_eq!(
        sim.call("GET", "/journal?kind=weather", Value::Null)
            .await
            .status,
        400
    );
    assert_eq!(
        sim.call("GET", "/journal?after=x", Value::Null)
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn events_are_streamed_as_they_happen() {
    use http_body_util::BodyExt as _;

    let sim = Program::start(&[]).await;
    let http = Http::new(&sim.url, Some("offline-painter"));
    let mut stream = http
        .stream(&format!("{}/sim/v1/events?kind=request", sim.url))
        .await;
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    assert_eq!(http.get("/users/@me").await.status, 200);
    let mut text = String::new();
    while !text.contains("\n\n") {
        let frame = stream.body_mut().frame().await.unwrap().unwrap();
        text.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
    }
    assert!(text.contains("event: entry"), "{text}");
    let data = text
        .lines()
        .find_map(|line| line.strip_prefix("data: "))
        .unwrap();
    let entry: Value = serde_json::from_str(data).unwrap();
    assert_eq!(entry["what"]["request"]["path"], "/users/@me");
    assert!(text.contains(&format!("id: {}", entry["number"])), "{text}");
    assert_eq!(
        breaches(&description()["components"]["schemas"]["Entry"], &entry),
        [""; 0]
    );
}
