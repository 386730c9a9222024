//! Answers of the control API.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::file::{Complaint, Found, fit, read};

/// An answer in JSON.
pub(super) struct Reply(StatusCode, Value);

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("application/json");
        (self.0, [(header::CONTENT_TYPE, kind)], self.1.to_string()).into_response()
    }
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self(StatusCode::OK, body)
    }

    pub(super) fn of(body: &impl Serialize) -> Self {
        Self::ok(serde_json::to_value(body).unwrap_or_default())
    }

    /// It has begun; what becomes of it is told elsewhere.
    pub(super) fn accepted(body: Value) -> Self {
        Self(StatusCode::ACCEPTED, body)
    }

    /// The same with one more key.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.1[key] = value.into();
        self
    }

    pub(super) fn done() -> Self {
        Self::ok(json!({"outcome": "done"}))
    }

    pub(super) fn bad(error: &str) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, error, &[])
    }

    /// There is nothing of that name or id.
    pub(super) fn nothing(error: &str) -> Self {
        Self::refused(StatusCode::NOT_FOUND, error, &[])
    }

    pub(super) fn refused(status: StatusCode, error: &str, problems: &[Complaint]) -> Self {
        Self(
            status,
            json!({"outcome": "error", "error": error, "problems": problems}),
        )
    }

    fn mistakes(found: Found) -> Self {
        let problems: Vec<Complaint> = found.into_iter().map(|(_, complaint)| complaint).collect();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Self::refused(StatusCode::BAD_REQUEST, &told.join("\n"), &problems)
    }
}

/// Reads a body of a kind that the description has: its schema first, then `mistakes`.
pub(super) fn body<T: DeserializeOwned>(
    bytes: &[u8],
    kind: &str,
    mistakes: impl FnOnce(&T) -> Found,
) -> Result<T, Reply> {
    read(kind, json_of(bytes)?, mistakes).map_err(Reply::mistakes)
}

/// Reads a body whose nulls say something, by its schema alone.
pub(super) fn body_with_nulls<T: DeserializeOwned>(bytes: &[u8], kind: &str) -> Result<T, Reply> {
    fit(kind, json_of(bytes)?, |_| Found::new()).map_err(Reply::mistakes)
}

fn json_of(bytes: &[u8]) -> Result<Value, Reply> {
    serde_json::from_slice(bytes)
        .map_err(|error| Reply::bad(&format!("the body is no JSON: {error}")))
}
