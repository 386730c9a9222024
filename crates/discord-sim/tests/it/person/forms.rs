//! Bodies: JSON and forms that are too large, too deep or none at all.

use bytes::Bytes;
use serde_json::{Value, json};

use super::refusal;
use crate::bot::stage;

const MIB: usize = 1024 * 1024;

#[tokio::test]
async fn files_up_to_ten_mebibytes_and_ten_of_them_are_taken() {
    let stage = stage();
    let path = format!("/channels/{}/messages", stage.general.id());
    let send = async |files: &[(&str, &[u8])]| {
        stage
            .acts_with(&stage.ann, "POST", &path, &json!({}), files)
            .await
    };
    let largest = vec![0; 10 * MIB];
    assert_eq!(send(&[("a.bin", &largest)]).await.status, 200);
    let more = vec![0; 10 * MIB + 1];
    assert_eq!(
        refusal(&send(&[("a.bin", &more)]).await),
        (413, "a.bin is larger than 10 MiB".to_owned())
    );
    assert_eq!(send(&[("a.bin", b"x".as_slice()); 10]).await.status, 200);
    assert_eq!(
        refusal(&send(&[("a.bin", b"x".as_slice()); 11]).await),
        (400, "there are more than 10 files".to_owned())
    );
    let three: [(&str, &[u8]); 3] = [("a", &largest), ("b", &largest), ("c", &largest)];
    let (status, why) = refusal(&send(&three).await);
    assert_eq!(
        (status, why.as_str()),
        (413, "the request is larger than 25 MiB")
    );
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused() {
    let stage = stage();
    let own = |path: String| stage.own(&stage.ann, &path);
    let messages = own(format!("/channels/{}/messages", stage.general.id()));
    let deep = format!(
        "{{\"content\": {}1{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let nested = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let head = "--b\r\nContent-Disposition: form-data; name=";
    let twice = format!(
        "{head}\"payload_json\"\r\n\r\n{{}}\r\n{head}\"files[0]\"; filename=\"a\"\r\n\r\nx\r\n{head}\"files[0]\"; filename=\"b\"\r\n\r\nx\r\n--b--\r\n"
    );
    let missing = format!("{head}\"files[0]\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n");
    let form = "multipart/form-data; boundary=b";
    for (kind, body) in [
        ("application/json", String::new()),
        ("application/json", "{".to_owned()),
        ("application/json", "[]".to_owned()),
        ("application/json", "null".to_owned()),
        ("application/json", deep),
        ("application/json", json!({"content": nested}).to_string()),
        (
            "application/json",
            json!({"content": "x".repeat(2 * MIB)}).to_string(),
        ),
        ("", "hello".to_owned()),
        (form, "hello".to_owned()),
        ("multipart/form-data", "hello".to_owned()),
        (form, twice),
        (form, missing),
    ] {
        let shown: String = body.chars().take(60).collect();
        let answer = stage
            .bot
            .open
            .send("POST", &messages, kind, Bytes::from(body))
            .await
            .unwrap();
        assert!(
            (400..500).contains(&answer.status),
            "{kind} {shown}: {}",
            answer.status
        );
        assert_eq!(answer.json()["outcome"], "error", "{kind} {shown}");
    }
    let files: [(&str, &[u8]); 1] = [("a", b"x")];
    let said = stage.seat().say("x").unwrap();
    let path = format!("/channels/{}/messages/{}", said.channel_id, said.id);
    let refused = stage
        .acts_with(&stage.ann, "PATCH", &path, &json!({"content": "y"}), &files)
        .await;
    assert_eq!(
        refusal(&refused),
        (400, "no files belong to this".to_owned())
    );
    let method = stage
        .acts(&stage.ann, "PUT", "/interactions", Value::Null)
        .await;
    assert_eq!(method.status, 405);
}
