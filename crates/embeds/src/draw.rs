//! Draws messages and modals as plain text: what a person would see, for snapshots.
//!
//! `( )` is a radio button, `[ ]` a checkbox, `*` marks what must be filled in; `[A]` is a button, `(A)` a disabled one, `[A ↗]` a link, `[pick ▾]` a select with its options below,
//! `┃` the stripe of a container or embed, `{board.png: …}` a picture with its alt text.

use std::fmt::Write as _;

use twilight_model::channel::message::component::{
    Button, Component, Label, MediaGalleryItem, SelectDefaultValue, SelectMenu, Thumbnail,
};
use twilight_model::channel::message::{Embed, EmojiReactionType};

use crate::modal::{ModalPart, RadioLabel, RenderedModal};
use crate::rendered::{File, Rendered};

/// The whole message.
pub(crate) fn message(message: &Rendered) -> String {
    let mut lines = Vec::new();
    lines.extend(
        message
            .content
            .iter()
            .flat_map(|content| content.lines().map(str::to_owned)),
    );
    let shown = serde_json::to_string(&(&message.components, &message.embeds)).unwrap_or_default();
    for embed in &message.embeds {
        lines.extend(striped(embed_lines(embed, &message.files)));
    }
    for component in &message.components {
        lines.extend(component_lines(component));
    }
    for file in &message.files {
        if !shown.contains(&format!("attachment://{}\"", file.name)) {
            lines.push(picture(&file.name, Some(&file.alt)));
        }
    }
    joined(lines)
}

/// The whole modal.
pub(crate) fn modal(modal: &RenderedModal) -> String {
    let mut lines = vec![format!("╔ {}", modal.title)];
    for part in &modal.components {
        let part = match part {
            ModalPart::Known(component) => component_lines(component),
            ModalPart::Radio(label) => radio_lines(label),
        };
        lines.extend(part.into_iter().map(|line| format!("║ {line}")));
    }
    joined(lines)
}

fn joined(lines: Vec<String>) -> String {
    lines
        .into_iter()
        .fold(String::new(), |text, line| text + line.trim_end() + "\n")
}

fn striped(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| format!("┃ {line}")).collect()
}

fn component_lines(component: &Component) -> Vec<String> {
    match component {
        Component::ActionRow(row) => match row.components.as_slice() {
            [Component::SelectMenu(select)] => select_lines(select),
            buttons => vec![
                buttons
                    .iter()
                    .flat_map(component_lines)
                    .collect::<Vec<_>>()
                    .join(" "),
            ],
        },
        Component::Button(button) => vec![button_text(button)],
        Component::Container(container) => striped(
            container
                .components
                .iter()
                .flat_map(component_lines)
                .collect(),
        ),
        Component::Label(label) => label_lines(label),
        Component::MediaGallery(gallery) => gallery.items.iter().map(item).collect(),
        Component::Section(section) => {
            let mut lines: Vec<_> = section
                .components
                .iter()
                .flat_map(component_lines)
                .collect();
            let beside = component_lines(&section.accessory).join(" ");
            match lines.first_mut() {
                Some(first) => *first = format!("{first}    {beside}"),
                None => lines.push(beside),
            }
            lines
        }
        Component::SelectMenu(select) => select_lines(select),
        Component::Separator(separator) => vec![if separator.divider == Some(false) {
            String::new()
        } else {
            "────".to_owned()
        }],
        Component::TextDisplay(text) => text.content.lines().map(str::to_owned).collect(),
        Component::Thumbnail(thumbnail) => vec![small(thumbnail)],
        _ => vec!["?".to_owned()],
    }
}

fn button_text(button: &Button) -> String {
    let emoji = button.emoji.as_ref().map(emoji_text).unwrap_or_default();
    let label = button.label.as_deref().unwrap_or_default();
    let space = if emoji.is_empty() || label.is_empty() {
        ""
    } else {
        " "
    };
    let text = format!("{emoji}{space}{label}");
    match (button.disabled, &button.url) {
        (true, _) => format!("({text})"),
        (false, Some(_)) => format!("[{text} ↗]"),
        (false, None) => format!("[{text}]"),
    }
}

fn emoji_text(emoji: &EmojiReactionType) -> String {
    match emoji {
        EmojiReactionType::Unicode { name } => name.clone(),
        EmojiReactionType::Custom { name, .. } => {
            format!(":{}:", name.as_deref().unwrap_or("emoji"))
        }
    }
}

fn select_lines(select: &SelectMenu) -> Vec<String> {
    let placeholder = select.placeholder.as_deref().unwrap_or("choose");
    let head = if select.disabled {
        format!("({placeholder} ▾)")
    } else {
        format!("[{placeholder} ▾]")
    };
    let options = select.options.iter().flatten().map(|option| {
        let mark = if option.default { "●" } else { "○" };
        option_line(mark, &option.label, option.description.as_deref())
    });
    let chosen = select.default_values.iter().flatten().map(|value| {
        let mention = match value {
            SelectDefaultValue::Channel(id) => format!("<#{id}>"),
            SelectDefaultValue::Role(id) => format!("<@&{id}>"),
            SelectDefaultValue::User(id) => format!("<@{id}>"),
        };
        format!("  ● {mention}")
    });
    std::iter::once(head).chain(options).chain(chosen).collect()
}

fn option_line(mark: &str, label: &str, description: Option<&str>) -> String {
    let mut line = format!("  {mark} {label}");
    if let Some(description) = description {
        let _ = write!(line, " ({description})");
    }
    line
}

fn radio_lines(label: &RadioLabel) -> Vec<String> {
    let star = if label.component.required { " *" } else { "" };
    let mut lines = vec![format!("{}{star}", label.label)];
    lines.extend(label.description.clone());
    lines.extend(label.component.options.iter().map(|option| {
        let mark = if option.default { "(●)" } else { "( )" };
        option_line(mark, &option.label, option.description.as_deref())
    }));
    lines
}

fn label_lines(label: &Label) -> Vec<String> {
    let mut lines = vec![label.label.clone()];
    lines.extend(label.description.clone());
    match label.component.as_ref() {
        Component::TextInput(input) => {
            star(&mut lines[0], input.required);
            let inside = input
                .value
                .as_deref()
                .or(input.placeholder.as_deref())
                .unwrap_or_default();
            let (min, max) = (
                input.min_length.unwrap_or_default(),
                input.max_length.unwrap_or_default(),
            );
            lines.push(format!("[{inside}____] {min}–{max}"));
        }
        Component::SelectMenu(select) => {
            star(&mut lines[0], select.required);
            lines.extend(select_lines(select));
        }
        Component::CheckboxGroup(group) => {
            star(&mut lines[0], group.required);
            lines.extend(group.options.iter().map(|option| {
                let mark = check(option.default);
                option_line(mark, &option.label, option.description.as_deref())
            }));
        }
        Component::Checkbox(checkbox) => {
            lines[0] = format!("{} {}", check(checkbox.default), lines[0]);
        }
        Component::FileUpload(upload) => {
            star(&mut lines[0], upload.required);
            let (min, max) = (
                upload.min_values.unwrap_or(1),
                upload.max_values.unwrap_or(1),
            );
            lines.push(format!("[files ▾] {min}–{max}"));
        }
        other => lines.extend(component_lines(other)),
    }
    lines
}

fn star(label: &mut String, required: Option<bool>) {
    if required == Some(true) {
        label.push_str(" *");
    }
}

fn check(checked: Option<bool>) -> &'static str {
    if checked == Some(true) { "[x]" } else { "[ ]" }
}

fn item(item: &MediaGalleryItem) -> String {
    picture(name_of(&item.media.url), item.description.as_deref())
}

fn small(thumbnail: &Thumbnail) -> String {
    picture(
        name_of(&thumbnail.media.url),
        thumbnail.description.as_ref().and_then(Option::as_deref),
    )
}

fn picture(name: &str, alt: Option<&str>) -> String {
    format!("{{{name}: {}}}", alt.unwrap_or_default().replace('\n', " "))
}

fn name_of(url: &str) -> &str {
    url.strip_prefix("attachment://").unwrap_or(url)
}

fn embed_lines(embed: &Embed, files: &[File]) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(embed.author.as_ref().map(|author| author.name.clone()));
    lines.extend(embed.title.as_ref().map(|title| match &embed.url {
        Some(_) => format!("**{title}** ↗"),
        None => format!("**{title}**"),
    }));
    lines.extend(
        embed
            .description
            .iter()
            .flat_map(|text| text.lines().map(str::to_owned)),
    );
    for field in &embed.fields {
        let between = if field.inline { " │ " } else { ": " };
        lines.push(format!(
            "{}{between}{}",
            field.name,
            field.value.replace('\n', " / ")
        ));
    }
    let urls = [
        embed.thumbnail.as_ref().map(|media| &media.url),
        embed.image.as_ref().map(|media| &media.url),
    ];
    for name in urls.into_iter().flatten().map(|url| name_of(url)) {
        let alt = files
            .iter()
            .find(|file| file.name == name)
            .map(|file| file.alt.as_str());
        lines.push(picture(name, alt));
    }
    let time = embed
        .timestamp
        .map(|time| format!("<t:{}>", time.as_secs()));
    let footer: Vec<_> = embed
        .footer
        .iter()
        .map(|footer| footer.text.clone())
        .chain(time)
        .collect();
    if !footer.is_empty() {
        lines.push(footer.join(" • "));
    }
    lines
}
