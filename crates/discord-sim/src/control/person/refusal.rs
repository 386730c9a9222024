//! What a person may not do, as an answer: status, sentence, and the field that is meant.

use axum::http::StatusCode;

use crate::{control::reply::Reply, driver::DriverError};

impl From<DriverError> for Reply {
    fn from(error: DriverError) -> Self {
        let sentence = error.to_string();
        let refused = |status| Self::refused(status, &sentence, &[]);
        match &error {
            DriverError::NoAccess | DriverError::Forbidden(_) | DriverError::NotOffered { .. } => {
                refused(StatusCode::FORBIDDEN)
            }
            DriverError::SlowMode(seconds) => {
                refused(StatusCode::FORBIDDEN).with("retry_after", *seconds)
            }
            DriverError::NoMessage
            | DriverError::NoInteraction
            | DriverError::UnknownCommand(_) => refused(StatusCode::NOT_FOUND),
            DriverError::BadBody { field, .. } => {
                Self::bad(&sentence).with("field", field.as_str())
            }
            DriverError::BadField { custom_id, .. } => {
                Self::bad(&sentence).with("field", custom_id.as_str())
            }
            DriverError::MissingOption { option, .. } => {
                Self::bad(&sentence).with("field", option.as_str())
            }
            DriverError::BadValue { option, .. } => {
                let name = option.rsplit(' ').next().unwrap_or_default();
                Self::bad(&sentence).with("field", name)
            }
            _ => Self::bad(&sentence),
        }
    }
}
