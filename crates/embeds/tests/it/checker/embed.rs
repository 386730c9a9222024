//! The rules for embeds and for files that a message names.

use std::collections::HashSet;

use serde_json::Value;

use super::{Check, items};

impl Check {
    pub(super) fn embed(&mut self, embed: &Value) {
        self.text(&embed["title"], "embed title", 0, 256);
        self.text(&embed["description"], "embed description", 0, 4_096);
        self.text(&embed["footer"]["text"], "footer", 0, 2_048);
        self.text(&embed["author"]["name"], "author", 0, 256);
        let fields = items(&embed["fields"]);
        self.that(fields.len() <= 25, "over 25 fields");
        for field in fields {
            self.text(&field["name"], "field name", 1, 256);
            self.text(&field["value"], "field value", 1, 1_024);
        }
        for part in ["image", "thumbnail"] {
            if let Some(url) = embed[part]["url"].as_str() {
                self.urls.insert(url.to_owned());
            }
        }
        self.that(
            embed_length(embed) > 0
                || embed.get("image").is_some()
                || embed.get("thumbnail").is_some(),
            "empty embed",
        );
    }

    pub(super) fn attachments(&mut self, body: &Value) {
        let files = items(&body["attachments"]);
        self.that(files.len() <= 10, "over 10 files");
        let mut names = HashSet::new();
        for (place, file) in files.iter().enumerate() {
            self.that(file["id"] == place, "attachment id");
            self.text(&file["description"], "alt text", 1, 1_024);
            let name = file["filename"].as_str().unwrap_or_default();
            self.that(
                !name.is_empty()
                    && name
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)),
                "file name",
            );
            self.that(
                names.insert(format!("attachment://{name}")),
                "file name twice",
            );
        }
        let missing: Vec<_> = self
            .urls
            .iter()
            .filter(|url| !names.contains(*url))
            .cloned()
            .collect();
        self.that(missing.is_empty(), &format!("not uploaded: {missing:?}"));
    }
}

/// Characters of an embed that count towards the 6,000.
pub(super) fn embed_length(embed: &Value) -> usize {
    let fields = items(&embed["fields"])
        .iter()
        .flat_map(|field| [&field["name"], &field["value"]]);
    [
        &embed["title"],
        &embed["description"],
        &embed["footer"]["text"],
        &embed["author"]["name"],
    ]
    .into_iter()
    .chain(fields)
    .filter_map(Value::as_str)
    .map(|text| text.encode_utf16().count())
    .sum()
}
