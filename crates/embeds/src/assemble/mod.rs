//! Turns builders into Discord's types and counts as it goes: ids, files, emojis, addresses.

pub(crate) mod classic;
pub(crate) mod select;
pub(crate) mod v2;

use std::collections::HashSet;

use twilight_model::channel::message::component::{
    ActionRow, Button as DiscordButton, ButtonStyle, Component, UnfurledMediaItem,
};
use twilight_model::channel::message::{AllowedMentions, EmojiReactionType, MessageFlags};

use crate::button::{AnyButton, Button, Emoji, LinkButton};
use crate::custom_id::CustomId;
use crate::error::{BuildError, at_most};
use crate::media::Picture;
use crate::rendered::{File, Rendered};
use crate::row::{Content, Row};
use crate::select::AnySelect;
use crate::{cut, limits};

/// What is unique within one message or modal, collected while its parts are turned.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    ids: HashSet<String>,
    files: Vec<File>,
}

impl Assembly {
    /// The id for Discord, seen for the first time.
    pub(crate) fn id(&mut self, id: &CustomId) -> Result<String, BuildError> {
        let text = id.encode()?;
        if self.ids.insert(text.clone()) {
            Ok(text)
        } else {
            Err(BuildError::DuplicateId { id: text })
        }
    }

    /// Takes a field name of a modal into the same set.
    pub(crate) fn field_name(&mut self, name: &str) -> Result<String, BuildError> {
        let fits = !name.is_empty() && cut::length(name) <= limits::CUSTOM_ID;
        if fits && self.ids.insert(name.to_owned()) {
            Ok(name.to_owned())
        } else {
            Err(BuildError::FieldName {
                name: name.to_owned(),
            })
        }
    }

    /// The address of a picture in this message. The same picture is uploaded once, another one of the same
    /// name gets a number.
    fn upload(&mut self, picture: &Picture) -> UnfurledMediaItem {
        let mut name = picture.name().to_owned();
        let mut number = 1;
        while let Some(file) = self.files.iter().find(|file| file.name == name) {
            if file.bytes == *picture.bytes() && file.alt == picture.alt() {
                return media(&name);
            }
            number += 1;
            name = format!("{number}-{}", picture.name());
        }
        let item = media(&name);
        self.files.push(File {
            name,
            bytes: picture.bytes().clone(),
            alt: picture.alt().to_owned(),
        });
        item
    }

    fn rendered(
        self,
        components: Vec<Component>,
        flags: MessageFlags,
    ) -> Result<Rendered, BuildError> {
        at_most("files", self.files.len(), limits::FILES)?;
        Ok(Rendered {
            components,
            embeds: Vec::new(),
            content: None,
            flags,
            allowed_mentions: AllowedMentions::default(),
            files: self.files,
        })
    }

    pub(crate) fn row(&mut self, row: Row) -> Result<Component, BuildError> {
        let components = match row.0 {
            Content::Buttons(buttons) => buttons
                .into_iter()
                .map(|button| self.any_button(button))
                .collect::<Result<_, _>>()?,
            Content::Select(select) => vec![self.select(select)?],
        };
        Ok(ActionRow {
            components,
            id: None,
        }
        .into())
    }

    fn any_button(&mut self, button: AnyButton) -> Result<Component, BuildError> {
        match button {
            AnyButton::Button(button) => self.button(button),
            AnyButton::Link(button) => link(button),
        }
    }

    fn button(&mut self, button: Button) -> Result<Component, BuildError> {
        let emoji = emoji(button.emoji)?;
        Ok(DiscordButton {
            custom_id: Some(self.id(&button.id)?),
            disabled: button.disabled,
            label: label(&button.label, emoji.is_some()),
            emoji,
            id: None,
            sku_id: None,
            style: button.style.discord(),
            url: None,
        }
        .into())
    }

    fn select(&mut self, select: AnySelect) -> Result<Component, BuildError> {
        let custom_id = self.id(&select.0.id)?;
        let family = select.0.id.family().to_owned();
        Ok(select::menu(select.0, custom_id, &family)?.into())
    }
}

fn link(button: LinkButton) -> Result<Component, BuildError> {
    let emoji = emoji(button.emoji)?;
    Ok(DiscordButton {
        custom_id: None,
        disabled: false,
        label: label(&button.label, emoji.is_some()),
        emoji,
        id: None,
        sku_id: None,
        style: ButtonStyle::Link,
        url: Some(address(
            button.url,
            &["https://", "http://", "discord://"],
            limits::BUTTON_URL,
        )?),
    }
    .into())
}

/// The label, which only a button with an emoji may go without.
fn label(text: &str, has_emoji: bool) -> Option<String> {
    let label = cut::line(text, limits::BUTTON_LABEL);
    if label.is_empty() && has_emoji {
        None
    } else {
        Some(cut::or_ellipsis(label))
    }
}

fn emoji(emoji: Option<Emoji>) -> Result<Option<EmojiReactionType>, BuildError> {
    emoji
        .map(|emoji| emoji.discord().ok_or(BuildError::Emoji))
        .transpose()
}

/// `url`, if it starts with one of `schemes`, goes on and has nothing in it that ends an address.
pub(crate) fn address(url: String, schemes: &[&str], max: usize) -> Result<String, BuildError> {
    let rest = schemes.iter().find_map(|scheme| url.strip_prefix(scheme));
    let fits = rest
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#', ':', '.']))
        && cut::length(&url) <= max
        && !url.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\')
        });
    if fits {
        Ok(url)
    } else {
        Err(BuildError::Url { url })
    }
}

fn media(name: &str) -> UnfurledMediaItem {
    UnfurledMediaItem {
        content_type: None,
        height: None,
        proxy_url: None,
        url: format!("attachment://{name}"),
        width: None,
    }
}
