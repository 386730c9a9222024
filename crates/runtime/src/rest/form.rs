//! A body with or without files: plain JSON, or multipart with `payload_json` and `files[n]`.

use std::sync::Arc;

use serde::Serialize;
use twilight_http::request::Form;

use super::{error::RestError, operation::Operation};

/// A file to upload.
#[derive(Clone, Debug)]
pub(crate) struct OutgoingFile {
    pub(crate) name: String,
    pub(crate) bytes: Arc<[u8]>,
}

/// A JSON body and its files; file `n` is what the body's attachment with id `n` describes.
pub(crate) struct Outgoing<'a, T> {
    pub(crate) body: &'a T,
    pub(crate) files: &'a [OutgoingFile],
}

impl<T: Serialize> Outgoing<'_, T> {
    /// Puts body and files into `operation`.
    ///
    /// # Errors
    ///
    /// [`RestError::Build`] if the body cannot be written as JSON.
    pub(crate) fn into_operation(self, operation: Operation) -> Result<Operation, RestError> {
        if self.files.is_empty() {
            return operation.json(self.body);
        }
        let json = serde_json::to_vec(self.body).map_err(|_| RestError::Build {
            operation: operation.name(),
            reason: "its JSON body",
        })?;
        let mut form = Form::new().json_part(b"payload_json", &json);
        for (index, file) in self.files.iter().enumerate() {
            form = form.file_part(
                format!("files[{index}]").as_bytes(),
                file.name.as_bytes(),
                &file.bytes,
            );
        }
        Ok(operation.multipart(form))
    }
}
