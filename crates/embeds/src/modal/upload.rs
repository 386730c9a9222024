//! File uploads: files that a person sends with a modal.

use std::ops::RangeInclusive;

use twilight_model::channel::message::component::{Component, FileUpload as DiscordFileUpload};

use super::field::required;
use crate::assemble::Assembly;
use crate::error::BuildError;
use crate::limits;

/// One file unless [`files`](Self::files) says otherwise. How large they may be is Discord's to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileUpload {
    name: String,
    files: RangeInclusive<u8>,
    required: Option<bool>,
}

impl FileUpload {
    /// An upload; `name` is 1 to 100 characters, unique in its modal.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            files: 1..=1,
            required: None,
        }
    }

    /// How many files, at most ten.
    #[must_use]
    pub fn files(mut self, how_many: RangeInclusive<u8>) -> Self {
        self.files = how_many;
        self
    }

    /// Whether there must be a file; there must unless [`files`](Self::files) begins at 0 or this says otherwise.
    #[must_use]
    pub fn required(mut self, required: bool) -> Self {
        self.required = Some(required);
        self
    }

    pub(super) fn component(self, assembly: &mut Assembly) -> Result<Component, BuildError> {
        let custom_id = assembly.field_name(&self.name)?;
        let (min, max) = (*self.files.start(), *self.files.end());
        if max == 0 || min > max || max > limits::UPLOAD_FILES {
            return Err(BuildError::Choose {
                family: self.name,
                min,
                max,
            });
        }
        Ok(DiscordFileUpload {
            custom_id,
            file_types: None,
            id: None,
            max_values: Some(max),
            min_values: Some(min),
            required: Some(required(&self.name, self.required, min)?),
        }
        .into())
    }
}
