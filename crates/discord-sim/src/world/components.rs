//! What Discord does to the components of a message when it stores them: numbers, defaults, resolved media.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// Component types by number (`components/reference.mdx`).
pub(crate) mod kind {
    pub(crate) const ROW: u64 = 1;
    pub(crate) const BUTTON: u64 = 2;
    pub(crate) const STRING_SELECT: u64 = 3;
    pub(crate) const TEXT_INPUT: u64 = 4;
    pub(crate) const USER_SELECT: u64 = 5;
    pub(crate) const ROLE_SELECT: u64 = 6;
    pub(crate) const MENTIONABLE_SELECT: u64 = 7;
    pub(crate) const CHANNEL_SELECT: u64 = 8;
    pub(crate) const SECTION: u64 = 9;
    pub(crate) const TEXT: u64 = 10;
    pub(crate) const THUMBNAIL: u64 = 11;
    pub(crate) const GALLERY: u64 = 12;
    pub(crate) const FILE: u64 = 13;
    pub(crate) const SEPARATOR: u64 = 14;
    pub(crate) const CONTAINER: u64 = 17;
    pub(crate) const LABEL: u64 = 18;
    pub(crate) const FILE_UPLOAD: u64 = 19;
    pub(crate) const RADIO_GROUP: u64 = 21;
    pub(crate) const CHECKBOX_GROUP: u64 = 22;
    pub(crate) const CHECKBOX: u64 = 23;
}

/// Visits every component of a tree, parents first, in the order of reading.
pub(crate) fn each<'a>(components: &'a [Value], visit: &mut dyn FnMut(&'a Value)) {
    for component in components {
        visit(component);
        if let Some(inner) = component["components"].as_array() {
            each(inner, visit);
        }
        for single in ["component", "accessory"] {
            if component[single].is_object() {
                each(std::slice::from_ref(&component[single]), visit);
            }
        }
    }
}

fn each_mut(components: &mut [Value], visit: &mut dyn FnMut(&mut Value)) {
    for component in components {
        visit(component);
        if let Some(inner) = component
            .get_mut("components")
            .and_then(Value::as_array_mut)
        {
            each_mut(inner, visit);
        }
        for single in ["component", "accessory"] {
            if let Some(inner) = component.get_mut(single).filter(|inner| inner.is_object()) {
                each_mut(std::slice::from_mut(inner), visit);
            }
        }
    }
}

/// All displayed text of a tree, one entry for each text component.
pub(crate) fn texts(components: &[Value]) -> Vec<&str> {
    let mut found = Vec::new();
    each(components, &mut |component| {
        if component["type"] == kind::TEXT {
            found.extend(component["content"].as_str());
        }
    });
    found
}

/// All text of a message, one line for each piece: content, embeds, text components.
pub(crate) fn words(content: &str, embeds: &[Value], components: &[Value]) -> String {
    let mut lines: Vec<&str> = vec![content];
    for embed in embeds {
        lines.extend(embed["author"]["name"].as_str());
        lines.extend(embed["title"].as_str());
        lines.extend(embed["description"].as_str());
        for field in embed["fields"].as_array().into_iter().flatten() {
            let parts = [&field["name"], &field["value"]];
            lines.extend(parts.into_iter().filter_map(Value::as_str));
        }
        lines.extend(embed["footer"]["text"].as_str());
    }
    lines.extend(texts(components));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Stores components as Discord does. `resolve` finds the media of an address.
pub(crate) fn stored(components: Value, resolve: &dyn Fn(&str) -> Value) -> Vec<Value> {
    let Value::Array(mut components) = components else {
        return Vec::new();
    };
    let mut used = BTreeSet::new();
    each(&components, &mut |component| {
        used.extend(component["id"].as_u64().filter(|id| *id > 0));
    });
    let mut next = 1;
    each_mut(&mut components, &mut |component| {
        if component["id"].as_u64().unwrap_or(0) == 0 {
            while !used.insert(next) {
                next += 1;
            }
            component["id"] = json!(next);
        }
        complete(component, resolve);
    });
    components
}

fn complete(component: &mut Value, resolve: &dyn Fn(&str) -> Value) {
    let Value::Object(fields) = component else {
        return;
    };
    match fields
        .get("type")
        .and_then(Value::as_u64)
        .unwrap_or_default()
    {
        kind::CONTAINER => {
            fields.entry("accent_color").or_insert(Value::Null);
            fields.entry("spoiler").or_insert(json!(false));
        }
        kind::SEPARATOR => {
            fields.entry("divider").or_insert(json!(true));
            fields.entry("spacing").or_insert(json!(1));
        }
        kind::STRING_SELECT | kind::USER_SELECT..=kind::CHANNEL_SELECT => {
            fields.entry("min_values").or_insert(json!(1));
            fields.entry("max_values").or_insert(json!(1));
        }
        kind::THUMBNAIL => {
            fields.entry("description").or_insert(Value::Null);
            fields.entry("spoiler").or_insert(json!(false));
            media(fields.get_mut("media"), resolve);
        }
        kind::FILE => {
            fields.entry("spoiler").or_insert(json!(false));
            media(fields.get_mut("file"), resolve);
            let (name, size) = fields
                .get("file")
                .map(|file| (file["name"].clone(), file["size"].clone()))
                .unwrap_or_default();
            fields.insert("name".to_owned(), name);
            fields.insert("size".to_owned(), size);
        }
        kind::GALLERY => {
            for item in fields
                .get_mut("items")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                if let Value::Object(item) = item {
                    item.entry("description").or_insert(Value::Null);
                    item.entry("spoiler").or_insert(json!(false));
                    media(item.get_mut("media"), resolve);
                }
            }
        }
        _ => {}
    }
}

/// Replaces `{"url": …}` by the media behind it.
fn media(slot: Option<&mut Value>, resolve: &dyn Fn(&str) -> Value) {
    if let Some(slot) = slot
        && let Some(url) = slot["url"].as_str()
    {
        *slot = resolve(url);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_ids_are_numbered_in_order_and_skip_used_ones() {
        let tree = json!([
            {"type": 17, "components": [{"type": 10, "content": "a", "id": 2}, {"type": 14}]},
            {"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "x", "label": "X"}]},
        ]);
        let stored = stored(tree, &|url| json!({"url": url}));
        let mut ids = Vec::new();
        each(&stored, &mut |component| {
            ids.push(component["id"].as_u64().unwrap_or(0));
        });
        assert_eq!(ids, [1, 2, 3, 4, 5]);
        assert_eq!(stored[0]["accent_color"], Value::Null);
        assert_eq!(stored[0]["components"][1]["divider"], true);
        assert_eq!(texts(&stored), ["a"]);
    }

    #[test]
    fn media_is_resolved_wherever_it_stands() {
        let tree = json!([{"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}]);
        let stored = stored(
            tree,
            &|url| json!({"url": url.replace("attachment://", "http://here/")}),
        );
        assert_eq!(stored[0]["items"][0]["media"]["url"], "http://here/a.png");
        assert_eq!(stored[0]["items"][0]["spoiler"], false);
    }
}
