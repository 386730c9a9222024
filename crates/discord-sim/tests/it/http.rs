//! A plain HTTP client, so that nothing of a Discord library stands between the tests and the simulator.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{HeaderMap, Method, Request, header};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value;

/// What Discord wants of a user agent.
pub(crate) const AGENT: &str = "DiscordBot (https://example.org, 1.0)";

/// A client of one simulator, with or without a token.
#[derive(Clone)]
pub(crate) struct Http {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
    authorization: Option<String>,
    /// A header on top of the usual ones.
    extra: Option<(&'static str, String)>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    pub(crate) fn code(&self) -> u64 {
        self.json()["code"].as_u64().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

impl Http {
    pub(crate) fn new(base: &str, token: Option<&str>) -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            base: base.to_owned(),
            authorization: token.map(|token| format!("Bot {token}")),
            extra: None,
        }
    }

    /// A client with a person's OAuth2 token.
    pub(crate) fn bearer(base: &str, access: &str) -> Self {
        Self {
            authorization: Some(format!("Bearer {access}")),
            ..Self::new(base, None)
        }
    }

    /// The same with one more header.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.extra = Some((name, value.to_owned()));
        self
    }

    /// A page outside of the API.
    pub(crate) async fn page(&self, path: &str) -> Answer {
        let uri = format!("{}{path}", self.base);
        let sent = self.send("GET", &uri, "", Bytes::new()).await;
        sent.expect("an answer")
    }

    /// A page outside of the API, with a cookie.
    pub(crate) async fn page_with_cookie(&self, path: &str, cookie: &str) -> Answer {
        self.clone().with("cookie", cookie).page(path).await
    }

    /// A filled-in form of a page.
    pub(crate) async fn submit_page(&self, path: &str, form: String) -> Answer {
        let uri = format!("{}{path}", self.base);
        let kind = "application/x-www-form-urlencoded";
        let sent = self.send("POST", &uri, kind, Bytes::from(form)).await;
        sent.expect("an answer")
    }

    /// A JSON request; a null body is none.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        let bytes = if body.is_null() {
            Bytes::new()
        } else {
            Bytes::from(body.to_string())
        };
        let content_type = if body.is_null() {
            ""
        } else {
            "application/json"
        };
        self.send(method, path, content_type, bytes)
            .await
            .expect("an answer")
    }

    /// [`Http::call`] for closures that keep nothing borrowed.
    pub(crate) async fn call_owned(self, method: &str, path: String, body: Value) -> Answer {
        self.call(method, &path, body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, Value::Null).await
    }

    /// A part of a file, as a `Range` header names it.
    pub(crate) async fn get_range(&self, url: &str, range: &str) -> Answer {
        let request = Request::builder().uri(url).header(header::RANGE, range);
        let request = request.body(Full::new(Bytes::new())).expect("a request");
        let (parts, body) = self
            .client
            .request(request)
            .await
            .expect("an answer")
            .into_parts();
        let bytes = body
            .collect()
            .await
            .map(http_body_util::Collected::to_bytes);
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            bytes: bytes.unwrap_or_default(),
        }
    }

    /// A form with `payload_json` and files.
    pub(crate) async fn form(
        &self,
        method: &str,
        path: &str,
        payload: &Value,
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\nContent-Type: application/json\r\n\r\n{payload}\r\n"
        )
        .into_bytes();
        for (index, (name, bytes)) in files.iter().enumerate() {
            body.extend_from_slice(
                format!("--b\r\nContent-Disposition: form-data; name=\"files[{index}]\"; filename=\"{name}\"\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--b--\r\n");
        let answer = self.send(
            method,
            path,
            "multipart/form-data; boundary=b",
            Bytes::from(body),
        );
        answer.await.expect("an answer")
    }

    /// A form with plain fields and one file: its field, its name, what is in it.
    pub(crate) async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, bytes): (&str, &str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        for (key, value) in fields {
            body.extend_from_slice(
                format!("--b\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n")
                    .as_bytes(),
            );
        }
        body.extend_from_slice(
            format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let kind = "multipart/form-data; boundary=b";
        let sent = self.send("POST", path, kind, Bytes::from(body)).await;
        sent.expect("an answer")
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        content_type: &str,
        body: Bytes,
    ) -> Result<Answer, hyper_util::client::legacy::Error> {
        self.send_as(AGENT, method, path, content_type, body).await
    }

    pub(crate) async fn send_as(
        &self,
        agent: &str,
        method: &str,
        path: &str,
        content_type: &str,
        body: Bytes,
    ) -> Result<Answer, hyper_util::client::legacy::Error> {
        let uri = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}/api/v10{path}", self.base)
        };
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::USER_AGENT, agent);
        if let Some(value) = &self.authorization {
            request = request.header(header::AUTHORIZATION, value);
        }
        if let Some((name, value)) = &self.extra {
            request = request.header(*name, value);
        }
        if !content_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        let request = request.body(Full::new(body)).expect("a request");
        let (parts, body) = self.client.request(request).await?.into_parts();
        let bytes = body
            .collect()
            .await
            .map(http_body_util::Collected::to_bytes);
        Ok(Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            bytes: bytes.unwrap_or_default(),
        })
    }

    /// An answer that goes on and on.
    pub(crate) async fn stream(&self, url: &str) -> hyper::Response<hyper::body::Incoming> {
        let request = Request::builder().uri(url).body(Full::default());
        let answer = self.client.request(request.expect("a request")).await;
        answer.expect("an answer")
    }
}
