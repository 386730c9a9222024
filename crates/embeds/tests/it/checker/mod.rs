//! Discord's rules for a message body or a modal, written down once more, on JSON and without the builders' constants.

mod embed;
mod modal;

use std::{collections::HashSet, ops::RangeInclusive};

use serde_json::Value;

use self::embed::embed_length;

const V2: u64 = 1 << 15;

/// What is wrong with a message body; empty if Discord would take it.
pub(crate) fn message(body: &Value) -> Vec<String> {
    let mut check = Check::default();
    let v2 = body["flags"].as_u64().unwrap_or(0) & V2 != 0;
    let components = items(&body["components"]);
    let embeds = items(&body["embeds"]);
    if v2 {
        check.that(
            body.get("content").is_none() && embeds.is_empty(),
            "v2 excludes content and embeds",
        );
        check.that(!components.is_empty(), "v2 without components");
        check.that(
            components.iter().map(count).sum::<usize>() <= 40,
            "over 40 components",
        );
        check.that(
            components.iter().map(displayed).sum::<usize>() <= 4_000,
            "over 4000 characters of text",
        );
    } else {
        let files = items(&body["attachments"]);
        check.that(
            body.get("content").is_some()
                || !embeds.is_empty()
                || !components.is_empty()
                || !files.is_empty(),
            "empty message",
        );
        check.text(&body["content"], "content", 0, 2_000);
        check.that(components.len() <= 5, "over 5 rows");
        check.that(embeds.len() <= 10, "over 10 embeds");
        check.that(
            embeds.iter().map(embed_length).sum::<usize>() <= 6_000,
            "over 6000 characters of embeds",
        );
    }
    for component in components {
        check.top_level(component, v2);
    }
    for embed in embeds {
        check.embed(embed);
    }
    check.attachments(body);
    check.that(
        body["allowed_mentions"]["parse"] == serde_json::json!([]),
        "mentions are open",
    );
    check.that(
        body["allowed_mentions"]
            .get("replied_user")
            .is_none_or(|on| on == false),
        "reply pings",
    );
    check.problems
}

/// What is wrong with the data of a modal.
pub(crate) fn modal(data: &Value) -> Vec<String> {
    let mut check = Check::default();
    check.text(&data["title"], "title", 1, 45);
    check.text(&data["custom_id"], "custom_id", 1, 100);
    let parts = items(&data["components"]);
    check.that((1..=5).contains(&parts.len()), "1 to 5 parts");
    for part in parts {
        check.modal_part(part);
    }
    check.problems
}

#[derive(Default)]
struct Check {
    problems: Vec<String>,
    ids: HashSet<String>,
    urls: HashSet<String>,
}

impl Check {
    fn that(&mut self, holds: bool, problem: &str) {
        if !holds {
            self.problems.push(problem.to_owned());
        }
    }

    /// A text (if there is one) of `min` to `max` characters after trimming, in UTF-16 and in characters, clean.
    fn text(&mut self, value: &Value, what: &str, min: usize, max: usize) {
        let Some(text) = value.as_str() else {
            self.that(value.is_null() && min == 0, &format!("{what} is missing"));
            return;
        };
        let (units, chars) = (text.encode_utf16().count(), text.trim().chars().count());
        self.that(
            units <= max && chars >= min.max(1),
            &format!("{what} has {units} characters, not {min} to {max}: {text:?}"),
        );
        self.that(
            !text.chars().any(|c| c.is_control() && !"\n\t".contains(c)),
            &format!("{what} has controls: {text:?}"),
        );
        self.that(
            text.trim() == text,
            &format!("{what} has white space at an end: {text:?}"),
        );
    }

    fn id(&mut self, value: &Value) {
        self.text(value, "custom_id", 1, 100);
        let fresh = self
            .ids
            .insert(value.as_str().unwrap_or_default().to_owned());
        self.that(fresh, "custom_id twice");
    }

    fn top_level(&mut self, component: &Value, v2: bool) {
        match component["type"].as_u64() {
            Some(17) if v2 => {
                let inner = items(&component["components"]);
                self.that(!inner.is_empty(), "empty container");
                self.that(
                    component["accent_color"]
                        .as_u64()
                        .is_some_and(|colour| colour <= 0xff_ffff),
                    "accent",
                );
                for component in inner {
                    self.that(component["type"] != 17, "container in container");
                    self.piece(component, v2);
                }
            }
            _ => self.piece(component, v2),
        }
    }

    fn piece(&mut self, component: &Value, v2: bool) {
        let kind = component["type"].as_u64().unwrap_or(0);
        self.that(kind == 1 || v2, "v2 component without the flag");
        match kind {
            1 => self.row(component),
            9 => {
                let texts = items(&component["components"]);
                self.that((1..=3).contains(&texts.len()), "1 to 3 texts in a section");
                texts
                    .iter()
                    .for_each(|text| self.text(&text["content"], "text", 1, 4_000));
                match component["accessory"]["type"].as_u64() {
                    Some(2) => self.button(&component["accessory"]),
                    Some(11) => self.media(&component["accessory"]),
                    other => self.that(false, &format!("accessory {other:?}")),
                }
            }
            10 => self.text(&component["content"], "text", 1, 4_000),
            12 => {
                let pictures = items(&component["items"]);
                self.that((1..=10).contains(&pictures.len()), "1 to 10 pictures");
                pictures.iter().for_each(|picture| self.media(picture));
            }
            14 => {}
            other => self.that(false, &format!("component type {other}")),
        }
    }

    fn row(&mut self, row: &Value) {
        let parts = items(&row["components"]);
        if parts.first().is_some_and(|part| part["type"] != 2) {
            self.that(parts.len() == 1, "a select is alone");
            self.select(&parts[0]);
            return;
        }
        self.that((1..=5).contains(&parts.len()), "1 to 5 buttons");
        parts.iter().for_each(|button| self.button(button));
    }

    fn button(&mut self, button: &Value) {
        self.that(button["type"] == 2, "button");
        self.text(&button["label"], "label", 0, 80);
        self.that(
            button.get("label").is_some() || button.get("emoji").is_some(),
            "label or emoji",
        );
        if button["style"] == 5 {
            self.that(button.get("custom_id").is_none(), "link with custom_id");
            self.text(&button["url"], "url", 1, 512);
        } else {
            self.that(
                button.get("url").is_none()
                    && (1..=4).contains(&button["style"].as_u64().unwrap_or(0)),
                "button style",
            );
            self.id(&button["custom_id"]);
        }
    }

    fn select(&mut self, select: &Value) {
        self.id(&select["custom_id"]);
        self.text(&select["placeholder"], "placeholder", 0, 150);
        let mut most = 25;
        if select["type"] == 3 {
            most = self.options(&select["options"], 1..=25);
        } else {
            self.that(select.get("options").is_none(), "options of entities");
            self.defaults(select);
        }
        self.range(select, most);
    }

    /// Options with label, value and description; returns how many there are.
    fn options(&mut self, options: &Value, allowed: RangeInclusive<usize>) -> usize {
        let options = items(options);
        self.that(allowed.contains(&options.len()), "number of options");
        let mut values = HashSet::new();
        for option in options {
            self.text(&option["label"], "option label", 1, 100);
            self.text(&option["description"], "option description", 0, 100);
            self.text(&option["value"], "option value", 1, 100);
            self.that(
                values.insert(option["value"].to_string()),
                "option value twice",
            );
        }
        options.len()
    }

    /// `min_values` and `max_values`.
    fn range(&mut self, component: &Value, most: usize) {
        let (min, max) = (
            component["min_values"].as_u64().unwrap_or(1),
            component["max_values"].as_u64().unwrap_or(1),
        );
        self.that(
            min <= max && max >= 1 && usize::try_from(max).is_ok_and(|max| max <= most),
            "select range",
        );
    }

    fn defaults(&mut self, select: &Value) {
        let words: &[&str] = match select["type"].as_u64() {
            Some(5) => &["user"],
            Some(6) => &["role"],
            Some(7) => &["user", "role"],
            Some(8) => &["channel"],
            other => return self.that(false, &format!("select type {other:?}")),
        };
        let defaults = items(&select["default_values"]);
        let mut seen = HashSet::new();
        for value in defaults {
            self.that(
                value["type"]
                    .as_str()
                    .is_some_and(|word| words.contains(&word)),
                "kind of default value",
            );
            self.that(seen.insert(value.to_string()), "default value twice");
        }
        let max = usize::try_from(select["max_values"].as_u64().unwrap_or(1)).unwrap_or(0);
        self.that(defaults.len() <= max, "too many default values");
        self.that(
            select["type"] == 8 || select.get("channel_types").is_none(),
            "channel types of something else",
        );
    }

    fn media(&mut self, media: &Value) {
        self.text(&media["description"], "alt text", 1, 1_024);
        self.urls.insert(
            media["media"]["url"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        );
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn count(component: &Value) -> usize {
    let accessory = usize::from(component.get("accessory").is_some());
    1 + accessory
        + items(&component["components"])
            .iter()
            .map(count)
            .sum::<usize>()
}

fn displayed(component: &Value) -> usize {
    let own = component["content"]
        .as_str()
        .map_or(0, |text| text.encode_utf16().count());
    own + items(&component["components"])
        .iter()
        .map(displayed)
        .sum::<usize>()
}
