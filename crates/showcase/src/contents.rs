//! What the showcase shows: commands with every kind of option, messages with every kind of content.

use serde_json::{Value, json};

use crate::client::File;

/// A message by name, with its files.
pub(crate) struct Post {
    pub(crate) name: &'static str,
    pub(crate) body: Value,
    pub(crate) files: Vec<File>,
}

/// Components V2.
const V2: u64 = 1 << 15;

/// Commands with every kind of option, and both menus.
pub fn commands() -> Value {
    let kinds: Vec<Value> = posts()
        .iter()
        .map(|post| json!({"name": post.name, "value": post.name}))
        .collect();
    json!([
        {"name": "show", "description": "Shows one kind of message", "options": [
            {"type": 3, "name": "what", "description": "Which", "required": true, "choices": kinds}]},
        {"name": "options", "description": "Takes every kind of option", "options": [
            {"type": 3, "name": "text", "description": "Any text", "required": true, "min_length": 2, "max_length": 50},
            {"type": 4, "name": "number", "description": "From 1 to 10", "min_value": 1, "max_value": 10},
            {"type": 10, "name": "fraction", "description": "Any number"},
            {"type": 5, "name": "yes", "description": "Or no"},
            {"type": 6, "name": "person", "description": "Somebody"},
            {"type": 7, "name": "place", "description": "A text channel", "channel_types": [0]},
            {"type": 8, "name": "role", "description": "A role"},
            {"type": 9, "name": "whoever", "description": "A person or a role"},
            {"type": 11, "name": "file", "description": "A file"},
            {"type": 3, "name": "fruit", "description": "The bot makes suggestions", "autocomplete": true}]},
        {"name": "form", "description": "Opens a modal", "name_localizations": {"de": "formular"},
            "description_localizations": {"de": "Öffnet ein Formular"}},
        {"name": "more", "description": "Opens a modal with other inputs"},
        {"name": "secret", "description": "Answers for you only"},
        {"name": "slow", "description": "Thinks first"},
        {"name": "think", "description": "Thinks for ever"},
        {"name": "silent", "description": "Does not answer"},
        {"name": "broken", "description": "Answers with what Discord refuses"},
        {"name": "Inspect", "type": 3},
        {"name": "Greet", "type": 2}
    ])
}

/// Suggestions for what is typed.
pub(crate) fn choices(data: &Value) -> Value {
    let options = data["options"].as_array().into_iter().flatten();
    let typed = options.into_iter().find(|option| option["focused"] == true);
    let typed = typed
        .and_then(|option| option["value"].as_str())
        .unwrap_or_default()
        .to_lowercase();
    let fruits = [
        "Apple", "Apricot", "Banana", "Cherry", "Fig", "Grape", "Lemon", "Mango", "Pear", "Plum",
    ];
    let fits = fruits
        .iter()
        .filter(|fruit| fruit.to_lowercase().starts_with(&typed));
    fits.map(|fruit| json!({"name": fruit, "value": fruit.to_lowercase()}))
        .collect()
}

/// Every kind of message.
pub(crate) fn posts() -> Vec<Post> {
    let plain = |name, body| Post {
        name,
        body,
        files: Vec::new(),
    };
    vec![
        plain("markdown", json!({"content": MARKDOWN})),
        plain("lists", json!({"content": LISTS})),
        plain(
            "code",
            json!({"content": "Look:\n```rust\nfn main() {\n    println!(\"hello\"); // a greeting\n}\n```"}),
        ),
        plain("embed", embed()),
        plain(
            "embeds",
            json!({"embeds": [
            {"title": "First", "description": "Several embeds in one message", "color": 0x0057_f287},
            {"description": "Only a description, with a [link](https://example.org)", "color": 0x00ed_4245},
            {"author": {"name": "An author"}, "fields": [{"name": "One", "value": "alone"}]}]}),
        ),
        plain("buttons", buttons()),
        plain("selects", selects()),
        container(),
        gallery(),
        pictures(),
        Post {
            name: "files",
            body: json!({"content": "Two files", "attachments": [{"id": 0, "filename": "notes.txt"},
                {"id": 1, "filename": "table.csv", "description": "Numbers"}]}),
            files: vec![
                ("notes.txt", b"Some notes.\n".to_vec()),
                ("table.csv", b"a,b\n1,2\n".to_vec()),
            ],
        },
        plain(
            "poll",
            json!({"poll": {"question": {"text": "Which word is next?"}, "duration": 24, "layout_type": 1,
            "allow_multiselect": false, "answers": [{"poll_media": {"text": "Animals", "emoji": {"name": "🐢"}}},
            {"poll_media": {"text": "Plants"}}, {"poll_media": {"text": "Cities", "emoji": {"name": "🏙️"}}}]}}),
        ),
    ]
}

const MARKDOWN: &str = "# Large\n## Smaller\n### Small\n-# beneath\n**bold** *italic* __under__ ~~gone~~ ||hidden|| \
     `code` snake_case_word \\*plain\\*\n> a quotation\n> of two lines\nA [link](https://example.org/a_b) and \
     <https://example.org>, <t:1790000000:F>, <t:1790000000:R>, <#1>, @everyone\n🎉 \u{1f9d1}\u{200d}\u{1f680}";

const LISTS: &str =
    "- one\n- two\n  - inside\n  - again\n1. first\n2. second\n\n>>> all of\nthis is\nquoted";

fn embed() -> Value {
    json!({"content": "An embed with everything", "embeds": [{
        "title": "The title, which leads somewhere", "url": "https://example.org", "color": 0x005b_5bd6,
        "description": "Text with **markdown**, `code` and a\n> quotation",
        "author": {"name": "Who wrote it", "url": "https://example.org"},
        "footer": {"text": "At the foot"}, "timestamp": "2026-09-21T12:00:00Z",
        "fields": [{"name": "Left", "value": "1", "inline": true}, {"name": "Middle", "value": "2", "inline": true},
            {"name": "Right", "value": "3", "inline": true}, {"name": "Below", "value": "A whole line of its own"}],
        "image": {"url": "https://example.org/picture.png"}}]})
}

fn buttons() -> Value {
    json!({"content": "Buttons", "components": [
        {"type": 1, "components": [
            {"type": 2, "style": 1, "label": "Primary", "custom_id": "primary"},
            {"type": 2, "style": 2, "label": "Secondary", "custom_id": "secondary"},
            {"type": 2, "style": 3, "label": "Success", "custom_id": "success", "emoji": {"name": "✅"}},
            {"type": 2, "style": 4, "label": "Danger", "custom_id": "danger"},
            {"type": 2, "style": 5, "label": "Link", "url": "https://example.org"}]},
        {"type": 1, "components": [
            {"type": 2, "style": 1, "label": "Open a form", "custom_id": "form"},
            {"type": 2, "style": 2, "label": "Update this", "custom_id": "update"},
            {"type": 2, "style": 2, "label": "No answer", "custom_id": "silent"},
            {"type": 2, "style": 2, "emoji": {"name": "🔒"}, "custom_id": "locked", "disabled": true}]}]})
}

fn selects() -> Value {
    json!({"content": "Selects", "components": [
        {"type": 1, "components": [{"type": 3, "custom_id": "one", "placeholder": "One of these", "options": [
            {"label": "Tea", "value": "tea", "description": "Green", "emoji": {"name": "🍵"}},
            {"label": "Coffee", "value": "coffee"}, {"label": "Water", "value": "water", "default": true}]}]},
        {"type": 1, "components": [{"type": 3, "custom_id": "several", "placeholder": "Up to three", "min_values": 1,
            "max_values": 3, "options": (1..=8).map(|n| json!({"label": format!("Choice {n}"), "value": n.to_string()}))
            .collect::<Vec<_>>()}]},
        {"type": 1, "components": [{"type": 5, "custom_id": "user", "placeholder": "Somebody"}]},
        {"type": 1, "components": [{"type": 8, "custom_id": "channel", "placeholder": "A channel", "channel_types": [0]}]},
        {"type": 1, "components": [{"type": 7, "custom_id": "any", "placeholder": "People or roles", "max_values": 4}]}]})
}

fn container() -> Post {
    let body = json!({"flags": V2, "attachments": [{"id": 0, "filename": "square.png", "description": "A square"}],
    "components": [{"type": 17, "accent_color": 0x00f0_b232, "components": [
        {"type": 10, "content": "## A container\nText with **markdown**"},
        {"type": 9, "components": [{"type": 10, "content": "A section"}, {"type": 10, "content": "of two texts"}],
            "accessory": {"type": 11, "media": {"url": "attachment://square.png"}, "description": "A square"}},
        {"type": 14, "divider": true, "spacing": 2},
        {"type": 9, "components": [{"type": 10, "content": "A section with a button"}],
            "accessory": {"type": 2, "style": 3, "label": "Take it", "custom_id": "take"}},
        {"type": 1, "components": [{"type": 2, "style": 2, "label": "Below", "custom_id": "below"}]}]}]});
    Post {
        name: "container",
        body,
        files: vec![("square.png", picture([240, 178, 50]))],
    }
}

fn gallery() -> Post {
    let names = ["red.png", "green.png", "blue.png"];
    let colours = [[237, 66, 69], [87, 242, 135], [91, 91, 214]];
    let attachments: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(id, name)| json!({"id": id, "filename": name}))
        .collect();
    let items: Vec<Value> = names
        .iter()
        .map(|name| json!({"media": {"url": format!("attachment://{name}")}, "description": format!("All of {name}")}))
        .collect();
    let body = json!({"flags": V2, "attachments": attachments, "components": [
        {"type": 10, "content": "A gallery and a file"},
        {"type": 12, "items": items},
        {"type": 13, "file": {"url": "attachment://red.png"}}]});
    let files = names
        .into_iter()
        .zip(colours)
        .map(|(name, colour)| (name, picture(colour)))
        .collect();
    Post {
        name: "gallery",
        body,
        files,
    }
}

fn pictures() -> Post {
    let body = json!({"content": "Pictures", "attachments": [
        {"id": 0, "filename": "one.png", "description": "One colour"}, {"id": 1, "filename": "SPOILER_two.png"}]});
    let files = vec![
        ("one.png", picture([87, 150, 242])),
        ("SPOILER_two.png", picture([237, 66, 150])),
    ];
    Post {
        name: "pictures",
        body,
        files,
    }
}

/// A PNG of 240 by 160 pixels: a slope of one colour.
fn picture(colour: [u8; 3]) -> Vec<u8> {
    let (width, height) = (240_u32, 160_u32);
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let light = 255 - (x + y) * 120 / (width + height);
            pixels.extend(
                colour.map(|part| u8::try_from(u32::from(part) * light / 255).unwrap_or(u8::MAX)),
            );
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&pixels));
    if written.is_err() {
        bytes.clear();
    }
    bytes
}
