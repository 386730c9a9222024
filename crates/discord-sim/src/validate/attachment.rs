//! Uploaded files: how many, what the body's `attachments` list says of them, and which names `attachment://` may use.

use std::collections::HashSet;

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    rule::{self, Rule},
    violation::Rejection,
};

/// Files of one message, old and new together (docs: 10 per message).
const FILES: usize = 10;
/// Code points of `attachments[].filename` (spec).
const FILE_NAME: usize = 1024;
/// Code points of `attachments[].description`, the alternative text (docs).
const DESCRIPTION: usize = 1024;
/// Code points of `attachments[].title` (spec).
const TITLE: usize = 1024;
/// Code points of a voice message's `waveform` (spec).
const WAVEFORM: usize = 400;

/// Code 30015.
const TOO_MANY: Rejection = Rejection::Code {
    status: 400,
    code: 30_015,
    message: "Maximum number of attachments in a message reached (10)",
};

/// The files of a multipart request.
#[derive(Clone, Copy, Debug)]
pub enum Files<'a> {
    /// So many; a file whose name the body does not give may be called anything.
    Count(usize),
    /// File names of `files[0]`, `files[1]`, … in order.
    Named(&'a [String]),
}

impl From<usize> for Files<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl<'a> From<&'a [String]> for Files<'a> {
    fn from(names: &'a [String]) -> Self {
        Self::Named(names)
    }
}

impl Files<'_> {
    /// How many files the request carries.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Count(count) => *count,
            Self::Named(names) => names.len(),
        }
    }

    /// Refuses more files than a message may hold.
    pub(super) fn admit(self) -> Result<(), Rejection> {
        if self.count() > FILES {
            Err(TOO_MANY)
        } else {
            Ok(())
        }
    }
}

/// What `attachment://` may name in one message.
#[derive(Default)]
pub(super) struct Attachments {
    names: HashSet<String>,
    /// Files whose names are not known here: uploads without a name, attachments that an edit keeps.
    others: bool,
}

impl Attachments {
    /// Whether `attachment://name` may stand for a file of this message.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.others || self.names.contains(name)
    }
}

/// Checks `attachments`; `edit` allows entries that keep an attachment of the message.
pub(super) fn attachments(
    form: &mut Form,
    body: &Object,
    files: Files<'_>,
    edit: bool,
) -> Attachments {
    let count = files.count();
    let mut names: Vec<Option<String>> = match files {
        Files::Count(count) => vec![None; count],
        Files::Named(names) => names.iter().cloned().map(Some).collect(),
    };
    let mut kept = edit && !body.contains_key("attachments");
    if let Some(list) = form.list(body, "attachments", Optional, 0..=FILES) {
        let mut ids = HashSet::new();
        form.each("attachments", list, |form, item, _| {
            fields(form, item);
            let Some(id) = form.snowflake(item, "id", Required) else {
                return;
            };
            if !ids.insert(id) {
                form.refuse_at("id", rule::repeated_value());
            }
            match usize::try_from(id).ok().and_then(|id| names.get_mut(id)) {
                Some(name) => {
                    if let Some(given) = item.get("filename").and_then(|name| name.as_str()) {
                        *name = Some(given.to_owned());
                    }
                }
                // An edit names kept attachments by their ids, which are far above any file's number.
                None if edit && id >= FILES as u64 => kept = true,
                None => form.refuse(Rule::new(
                    "ATTACHMENT_NOT_FOUND",
                    "Attachment data not found",
                )),
            }
        });
    }
    let known: HashSet<String> = names.into_iter().flatten().collect();
    Attachments {
        others: kept || known.len() < count,
        names: known,
    }
}

fn fields(form: &mut Form, item: &Object) {
    form.text(item, "filename", Optional, 1..=FILE_NAME);
    form.text(item, "description", Optional, 0..=DESCRIPTION);
    form.text(item, "title", Optional, 0..=TITLE);
    form.text(item, "waveform", Optional, 0..=WAVEFORM);
    let seconds = form.number(item, "duration_secs", Optional);
    if seconds.is_some_and(|seconds| seconds < 0.0) {
        form.refuse_at("duration_secs", rule::too_small("float", 0));
    }
    form.boolean(item, "is_spoiler");
}
