//! Why a request is turned away.

use http::StatusCode;

/// Why a request is turned away. What the sender learns is the status alone.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Refused {
    /// Not this bot's address.
    Path,
    /// Not a POST.
    Method,
    /// More than an interaction can be.
    TooLarge,
    /// The body did not come in time, or broke off.
    SlowBody,
    /// A header of the signature is missing, doubled or not of its form.
    Headers,
    /// Signed too long ago, or in the future.
    Stale,
    /// Not signed by Discord.
    Signature,
    /// Signed, but not JSON.
    ContentType,
    /// Signed, but no interaction.
    Body,
    /// An interaction of another application.
    Application,
    /// An interaction that was taken before.
    Repeated,
}

impl Refused {
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::Path => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::SlowBody => StatusCode::REQUEST_TIMEOUT,
            Self::Headers | Self::Stale | Self::Signature => StatusCode::UNAUTHORIZED,
            Self::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Body => StatusCode::BAD_REQUEST,
            Self::Application => StatusCode::FORBIDDEN,
            Self::Repeated => StatusCode::CONFLICT,
        }
    }

    /// Its name in metrics and logs.
    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Method => "method",
            Self::TooLarge => "too-large",
            Self::SlowBody => "slow-body",
            Self::Headers => "headers",
            Self::Stale => "stale",
            Self::Signature => "signature",
            Self::ContentType => "content-type",
            Self::Body => "body",
            Self::Application => "application",
            Self::Repeated => "repeated",
        }
    }
}
