//! Messages as a person sees them, with ways to find things in them.

use std::sync::Arc;

use serde_json::Value;

use super::render;
use crate::{
    clock::Moment,
    hub::Hub,
    world::{
        Message, Pings, World,
        components::{self, kind},
        flag,
    },
};

/// A message as it was at one moment.
#[derive(Debug, Clone)]
pub struct MessageView {
    /// Its id.
    pub id: u64,
    /// Where it is.
    pub channel_id: u64,
    /// Who wrote it.
    pub author_id: u64,
    /// The author's name.
    pub author: String,
    /// Plain text.
    pub content: String,
    /// Seen by one person only.
    pub ephemeral: bool,
    /// "is thinking": deferred and not completed.
    pub loading: bool,
    /// Whether it was changed.
    pub edited: bool,
    /// When it was changed last.
    pub edited_at: Option<Moment>,
    /// Component tree, as JSON.
    pub components: Vec<Value>,
    /// Embeds, as JSON.
    pub embeds: Vec<Value>,
    /// Attachments, as JSON; `url` serves the file.
    pub attachments: Vec<Value>,
    /// Whom it pinged.
    pub pinged: Pings,
    /// The message that it replies to.
    pub reply_to: Option<u64>,
    /// Discord's flags.
    pub flags: u64,
    /// Discord's number of its type: 0 plain, 6 about a pin, 19 a reply, 20 under a command, 46 a poll's result.
    pub kind: u8,
    /// Whether it is pinned.
    pub pinned: bool,
    /// The emojis under it, in the order in which they came.
    pub reactions: Vec<ReactionView>,
    /// Its poll as JSON, with results; null when it has none.
    pub poll: Value,
}

/// An emoji under a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionView {
    /// A Unicode emoji, or a custom one's name.
    pub emoji: String,
    /// Who chose it, in their order.
    pub users: Vec<u64>,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ButtonView {
    /// Its text.
    pub label: String,
    /// What it sends; empty on a link.
    pub custom_id: String,
    /// Whether it cannot be pressed.
    pub disabled: bool,
    /// Discord's number: 1 primary to 4 danger, 5 link, 6 premium.
    pub style: u64,
    /// The name of its emoji.
    pub emoji: Option<String>,
    /// Where a link leads.
    pub url: Option<String>,
}

/// A select menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectView {
    /// What it sends.
    pub custom_id: String,
    /// Discord's number of the component: 3 strings, 5 users, 6 roles, 7 mentionables, 8 channels.
    pub kind: u64,
    /// What it says when nothing is chosen.
    pub placeholder: String,
    /// Labels and values of a string select.
    pub options: Vec<(String, String)>,
    /// What is chosen already: values of options, or ids.
    pub chosen: Vec<String>,
    /// Channel types that can be chosen; empty for all, and for other selects.
    pub channel_types: Vec<u64>,
    /// Whether it cannot be used.
    pub disabled: bool,
    /// Fewest and most choices.
    pub takes: (u64, u64),
}

/// A picture in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureView {
    /// Where it is served.
    pub url: String,
    /// Its alternative text.
    pub alt: String,
}

impl MessageView {
    pub(crate) fn of(hub: &Arc<Hub>, id: u64) -> Option<Self> {
        hub.look(|world, _| {
            world
                .find_message(id)
                .map(|message| Self::read(world, message))
        })
    }

    /// The message of an id in a channel.
    pub(crate) fn at(hub: &Arc<Hub>, channel: u64, id: u64) -> Option<Self> {
        hub.look(|world, _| {
            world
                .message(channel, id)
                .map(|message| Self::read(world, message))
        })
    }

    pub(crate) fn read(world: &World, message: &Message) -> Self {
        Self {
            id: message.id,
            channel_id: message.channel,
            author_id: message.author,
            author: match &message.guise {
                Some(guise) => guise.name.clone(),
                None => world
                    .users
                    .get(&message.author)
                    .map(|user| user.name.clone())
                    .unwrap_or_default(),
            },
            content: message.content.clone(),
            ephemeral: message.ephemeral(),
            loading: message.flags & flag::LOADING != 0,
            edited: message.edited.is_some(),
            edited_at: message.edited,
            components: signed(world, &message.components),
            embeds: signed(world, &message.embeds),
            attachments: message
                .attachments
                .iter()
                .map(|file| {
                    let mut json = file.json(message.ephemeral());
                    world.sign(&mut json);
                    json
                })
                .collect(),
            pinged: message.pings.clone(),
            reply_to: message.reply_to,
            flags: message.flags,
            kind: message.kind as u8,
            pinned: message.pinned.is_some(),
            reactions: message
                .reactions
                .iter()
                .map(|reaction| ReactionView {
                    emoji: reaction.emoji.name.clone(),
                    users: reaction.users.clone(),
                })
                .collect(),
            poll: message
                .poll
                .as_ref()
                .map_or(Value::Null, |poll| poll.json(world.now)),
        }
    }

    /// All text in it, one line for each piece: content, embeds, text components.
    pub fn text(&self) -> String {
        components::words(&self.content, &self.embeds, &self.components)
    }

    fn all(&self, wanted: impl Fn(u64) -> bool) -> Vec<&Value> {
        let mut found = Vec::new();
        components::each(&self.components, &mut |component| {
            if component["type"].as_u64().is_some_and(&wanted) {
                found.push(component);
            }
        });
        found
    }

    /// Its buttons, in the order of reading.
    pub fn buttons(&self) -> Vec<ButtonView> {
        self.all(|number| number == kind::BUTTON)
            .into_iter()
            .map(ButtonView::read)
            .collect()
    }

    /// The button with this label or custom id.
    pub fn button(&self, label_or_id: &str) -> Option<ButtonView> {
        let buttons = self.buttons();
        let by_label = buttons.iter().find(|button| button.label == label_or_id);
        by_label
            .or_else(|| {
                buttons
                    .iter()
                    .find(|button| button.custom_id == label_or_id)
            })
            .cloned()
    }

    /// Its select menus, in the order of reading.
    pub fn selects(&self) -> Vec<SelectView> {
        let select = |number| {
            number == kind::STRING_SELECT
                || (kind::USER_SELECT..=kind::CHANNEL_SELECT).contains(&number)
        };
        self.all(select).into_iter().map(SelectView::read).collect()
    }

    /// Its pictures: galleries, thumbnails, images of embeds.
    pub fn pictures(&self) -> Vec<PictureView> {
        let mut pictures = Vec::new();
        components::each(
            &self.components,
            &mut |component| match component["type"].as_u64() {
                Some(kind::THUMBNAIL) => pictures.push(PictureView::read(component)),
                Some(kind::GALLERY) => {
                    pictures.extend(
                        component["items"]
                            .as_array()
                            .into_iter()
                            .flatten()
                            .map(PictureView::read),
                    );
                }
                _ => {}
            },
        );
        for embed in &self.embeds {
            for place in ["image", "thumbnail"] {
                if let Some(url) = embed[place]["url"].as_str() {
                    let described = self.attachments.iter().find(|file| file["url"] == url);
                    let alt = described
                        .map(|file| text(&file["description"]))
                        .unwrap_or_default();
                    pictures.push(PictureView {
                        url: url.to_owned(),
                        alt,
                    });
                }
            }
        }
        pictures
    }

    /// A drawing in plain text for snapshots: no ids, no addresses, no times.
    pub fn render(&self) -> String {
        render::message(self)
    }
}

impl ButtonView {
    pub(super) fn read(component: &Value) -> Self {
        Self {
            label: text(&component["label"]),
            custom_id: text(&component["custom_id"]),
            disabled: component["disabled"].as_bool().unwrap_or_default(),
            style: component["style"].as_u64().unwrap_or_default(),
            emoji: component["emoji"]["name"].as_str().map(ToOwned::to_owned),
            url: component["url"].as_str().map(ToOwned::to_owned),
        }
    }
}

impl SelectView {
    pub(super) fn read(component: &Value) -> Self {
        let list = |key: &str| component[key].as_array().into_iter().flatten();
        let chosen = list("options")
            .filter(|option| option["default"] == true)
            .map(|option| text(&option["value"]));
        let ids = list("default_values").map(|item| text(&item["id"]));
        Self {
            custom_id: text(&component["custom_id"]),
            kind: component["type"].as_u64().unwrap_or_default(),
            placeholder: text(&component["placeholder"]),
            chosen: chosen.chain(ids).collect(),
            channel_types: list("channel_types").filter_map(Value::as_u64).collect(),
            options: list("options")
                .map(|option| (text(&option["label"]), text(&option["value"])))
                .collect(),
            disabled: component["disabled"].as_bool().unwrap_or_default(),
            takes: (
                component["min_values"].as_u64().unwrap_or(1),
                component["max_values"].as_u64().unwrap_or(1),
            ),
        }
    }
}

impl PictureView {
    pub(super) fn read(item: &Value) -> Self {
        Self {
            url: text(&item["media"]["url"]),
            alt: text(&item["description"]),
        }
    }
}

/// Values with fresh addresses of uploaded files.
fn signed(world: &World, values: &[Value]) -> Vec<Value> {
    let mut values = values.to_vec();
    values.iter_mut().for_each(|value| world.sign(value));
    values
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
