//! One request, described: method, path, body and what may be done with it.

use twilight_http::{
    request::{Form, Method, Request},
    routing::Route,
};

use super::error::{ALREADY_ACKNOWLEDGED, Discord, RestError};

/// A request ready to be sent, perhaps more than once.
pub(crate) struct Operation {
    name: &'static str,
    pub(super) method: Method,
    /// Path and query without the leading slash.
    pub(super) path: String,
    pub(super) body: Body,
    interaction: bool,
    callback: bool,
}

pub(super) enum Body {
    None,
    Json(bytes::Bytes),
    Multipart {
        content_type: Vec<u8>,
        bytes: bytes::Bytes,
    },
}

impl Operation {
    /// The request `route` without a body. `name` is the operation as logs and metrics show it.
    pub(crate) fn new(name: &'static str, route: &Route<'_>) -> Result<Self, RestError> {
        let request = Request::builder(route)
            .build()
            .map_err(|_| RestError::Build {
                operation: name,
                reason: "its address",
            })?;
        let path = request.path().to_owned();
        let interaction = path.starts_with("interactions/") || path.starts_with("webhooks/");
        Ok(Self {
            name,
            method: request.method(),
            callback: path.starts_with("interactions/"),
            path,
            body: Body::None,
            interaction,
        })
    }

    /// The same with a JSON body.
    pub(crate) fn json(mut self, body: &impl serde::Serialize) -> Result<Self, RestError> {
        let bytes = serde_json::to_vec(body).map_err(|_| RestError::Build {
            operation: self.name,
            reason: "its JSON body",
        })?;
        self.body = Body::Json(bytes.into());
        Ok(self)
    }

    /// The same with a multipart body.
    pub(crate) fn multipart(mut self, form: Form) -> Self {
        self.body = Body::Multipart {
            content_type: form.content_type(),
            bytes: form.build().into(),
        };
        self
    }

    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// Interaction routes are authorised by the token in their path and are exempt from the
    /// global limit.
    pub(super) const fn is_interaction(&self) -> bool {
        self.interaction
    }

    pub(super) const fn authorized(&self) -> bool {
        !self.interaction
    }

    /// Whether sending it twice does no more than sending it once. A second callback is refused
    /// by Discord with 40060, which then means that the first arrived.
    pub(super) const fn is_repeatable(&self) -> bool {
        self.callback || !matches!(self.method, Method::Post)
    }

    pub(super) const fn is_done_by(&self, refusal: &Discord) -> bool {
        self.callback && refusal.code == ALREADY_ACKNOWLEDGED
    }
}
