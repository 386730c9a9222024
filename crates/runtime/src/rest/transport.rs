//! Bytes over the wire: one hyper client, HTTP/1.1 with kept connections, TLS by the system's
//! roots.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper_rustls::HttpsConnector;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use twilight_http::request::Method;

use super::{
    error::{ConnectionError, RestError},
    operation::{Body, Operation},
};

/// Largest answer that is read, in bytes. Discord's largest, a full list of commands with all
/// locales, stays far below.
const ANSWER_MAX: usize = 16 * 1024 * 1024;

/// Idle connections kept for the next burst.
const IDLE_CONNECTIONS: usize = 32;

/// As Discord asks for: name, address and version.
const USER_AGENT: &str = concat!(
    "DiscordBot (https://github.com/guildhall-bots/guildhall, ",
    env!("CARGO_PKG_VERSION"),
    ")"
);

pub(super) struct Transport {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    base: String,
}

pub(super) struct Received {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

pub(super) struct Failed {
    /// The server cannot have seen the request.
    pub(super) before_sending: bool,
    pub(super) source: ConnectionError,
}

impl Transport {
    pub(super) fn new(origin: &str) -> Result<Self, RestError> {
        let builder = hyper_rustls::HttpsConnectorBuilder::new()
            .try_with_platform_verifier()
            .map_err(|_| RestError::Setup("no TLS roots found; install ca-certificates"))?;
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        let connector = builder.https_or_http().enable_http1().wrap_connector(http);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .build(connector);
        Ok(Self {
            client,
            base: format!("{}/api/v10/", origin.trim_end_matches('/')),
        })
    }

    /// Asks for a file; redirects are answers like others.
    pub(super) async fn get(&self, uri: Uri) -> Result<Response<Incoming>, ConnectionError> {
        let request = Request::get(uri)
            .header(header::USER_AGENT, HeaderValue::from_static(USER_AGENT))
            .body(Full::default())
            .map_err(|_| ConnectionError("the file's address is not valid".to_owned()))?;
        let asked = self.client.request(request).await;
        asked.map_err(|source| ConnectionError(describe(&source)))
    }

    pub(super) async fn send(
        &self,
        operation: &Operation,
        authorization: Option<HeaderValue>,
    ) -> Result<Received, Failed> {
        let mut builder = Request::builder()
            .method(method(operation.method))
            .uri(format!("{}{}", self.base, operation.path))
            .header(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        if let Some(value) = authorization {
            builder = builder.header(header::AUTHORIZATION, value);
        }
        let body = match &operation.body {
            Body::None => {
                if matches!(operation.method, Method::Post | Method::Put | Method::Patch) {
                    builder = builder.header(header::CONTENT_LENGTH, 0);
                }
                Bytes::new()
            }
            Body::Json(bytes) => {
                builder = builder.header(
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("application/json"),
                );
                bytes.clone()
            }
            Body::Multipart {
                content_type,
                bytes,
            } => {
                builder = builder.header(header::CONTENT_TYPE, content_type.as_slice());
                bytes.clone()
            }
        };
        let request = builder
            .body(Full::new(body))
            .map_err(|_| Failed::before("the request's address is not valid"))?;
        let response = self
            .client
            .request(request)
            .await
            .map_err(|source| Failed {
                before_sending: source.is_connect(),
                source: ConnectionError(describe(&source)),
            })?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, ANSWER_MAX)
            .collect()
            .await
            .map_err(|_| Failed {
                before_sending: false,
                source: ConnectionError("the connection broke within the answer".to_owned()),
            })?
            .to_bytes();
        Ok(Received {
            status: parts.status,
            headers: parts.headers,
            body,
        })
    }
}

impl Failed {
    fn before(reason: &str) -> Self {
        Self {
            before_sending: true,
            source: ConnectionError(reason.to_owned()),
        }
    }
}

/// The innermost cause, which is an I/O or TLS word and never holds the request.
fn describe(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

const fn method(method: Method) -> http::Method {
    match method {
        Method::Delete => http::Method::DELETE,
        Method::Get => http::Method::GET,
        Method::Patch => http::Method::PATCH,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        _ => http::Method::GET,
    }
}
