//! Draws a message in plain text.

use serde_json::Value;

use super::view::{ButtonView, MessageView, PictureView, SelectView, text};
use crate::world::components::kind;

/// The message as a person would describe it: who, what, and what can be pressed.
pub(super) fn message(view: &MessageView) -> String {
    let mut lines = vec![heading(view)];
    if view.loading {
        lines.push("… is thinking".to_owned());
    }
    lines.extend(view.content.lines().map(ToOwned::to_owned));
    for embed in &view.embeds {
        lines.extend(boxed(&embed_lines(embed)));
    }
    lines.extend(tree(&view.components));
    for file in view.attachments.iter().filter(|file| !is_shown(view, file)) {
        lines.push(format!(
            "[file {}: {}]",
            text(&file["filename"]),
            text(&file["description"])
        ));
    }
    lines.extend(poll(&view.poll));
    if !view.reactions.is_empty() {
        let drawn = view.reactions.iter();
        let drawn = drawn.map(|reaction| format!("{} {}", reaction.emoji, reaction.users.len()));
        lines.push(drawn.collect::<Vec<_>>().join("  "));
    }
    let mut drawing = lines.join("\n");
    drawing.push('\n');
    drawing
}

fn heading(view: &MessageView) -> String {
    let mut heading = view.author.clone();
    for (note, applies) in [
        ("only you see this", view.ephemeral),
        ("edited", view.edited),
    ] {
        if applies {
            heading.push_str(&format!(" ({note})"));
        }
    }
    heading
}

/// A poll's question, and its answers with their votes.
fn poll(poll: &Value) -> Vec<String> {
    let Some(answers) = poll["answers"].as_array() else {
        return Vec::new();
    };
    let counts = poll["results"]["answer_counts"].as_array();
    let votes = |id: &Value| {
        let mut counts = counts.into_iter().flatten();
        let count = counts.find(|count| count["id"] == *id);
        count.map_or(0, |count| count["count"].as_u64().unwrap_or_default())
    };
    let mut lines = vec![format!("? {}", text(&poll["question"]["text"]))];
    lines.extend(answers.iter().map(|answer| {
        let votes = votes(&answer["answer_id"]);
        format!("( ) {}: {votes}", text(&answer["poll_media"]["text"]))
    }));
    lines
}

/// Whether a file is drawn where it is used.
fn is_shown(view: &MessageView, file: &Value) -> bool {
    view.pictures()
        .iter()
        .any(|picture| file["url"] == picture.url.as_str())
}

fn embed_lines(embed: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    let mut push = |value: &Value, prefix: &str| {
        lines.extend(
            value
                .as_str()
                .into_iter()
                .flat_map(str::lines)
                .map(|line| format!("{prefix}{line}")),
        );
    };
    push(&embed["author"]["name"], "");
    push(&embed["title"], "# ");
    push(&embed["description"], "");
    for field in embed["fields"].as_array().into_iter().flatten() {
        push(&field["name"], "## ");
        push(&field["value"], "");
    }
    push(&embed["footer"]["text"], "-# ");
    lines
}

fn boxed(lines: &[String]) -> Vec<String> {
    let mut drawn = vec!["┌".to_owned()];
    drawn.extend(
        lines
            .iter()
            .map(|line| format!("│ {line}").trim_end().to_owned()),
    );
    drawn.push("└".to_owned());
    drawn
}

fn tree(components: &[Value]) -> Vec<String> {
    components.iter().flat_map(one).collect()
}

fn one(component: &Value) -> Vec<String> {
    let inner = || {
        component["components"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    match component["type"].as_u64().unwrap_or_default() {
        kind::ROW => row(inner()),
        kind::CONTAINER => boxed(&tree(inner())),
        kind::SECTION => {
            let mut lines = tree(inner());
            lines.extend(one(&component["accessory"]));
            lines
        }
        kind::TEXT => text(&component["content"])
            .lines()
            .map(ToOwned::to_owned)
            .collect(),
        kind::THUMBNAIL => vec![picture(component)],
        kind::GALLERY => component["items"]
            .as_array()
            .into_iter()
            .flatten()
            .map(picture)
            .collect(),
        kind::FILE => vec![format!("[file {}]", text(&component["name"]))],
        kind::SEPARATOR if component["divider"] == true => vec!["────".to_owned()],
        kind::SEPARATOR => vec![String::new()],
        kind::BUTTON => vec![button(component)],
        _ => row(std::slice::from_ref(component)),
    }
}

fn picture(item: &Value) -> String {
    format!("[picture: {}]", PictureView::read(item).alt)
}

/// A row on one line: `[ A ]` can be pressed, `( B )` cannot.
fn row(components: &[Value]) -> Vec<String> {
    let drawn: Vec<String> = components
        .iter()
        .map(|component| {
            if component["type"] == kind::BUTTON {
                button(component)
            } else {
                select(component)
            }
        })
        .collect();
    vec![drawn.join(" ")]
}

fn button(component: &Value) -> String {
    let view = ButtonView::read(component);
    let mut face = [view.emoji.unwrap_or_default(), view.label]
        .join(" ")
        .trim()
        .to_owned();
    if view.url.is_some() {
        face.push_str(" ↗");
    }
    if view.disabled {
        format!("( {face} )")
    } else {
        format!("[ {face} ]")
    }
}

fn select(component: &Value) -> String {
    let view = SelectView::read(component);
    let options: Vec<&str> = view
        .options
        .iter()
        .map(|(label, _)| label.as_str())
        .collect();
    let drawn = format!("{} ▾ {}", view.placeholder, options.join(" | "));
    if view.disabled {
        format!("( {} )", drawn.trim())
    } else {
        format!("[ {} ]", drawn.trim())
    }
}
