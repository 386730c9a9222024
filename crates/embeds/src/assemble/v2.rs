//! Components V2: blocks to components, empty ones left out, texts within their common limit.

use twilight_model::channel::message::MessageFlags;
use twilight_model::channel::message::component::{
    Component, Container as DiscordContainer, MediaGallery, MediaGalleryItem,
    Section as DiscordSection, Separator as DiscordSeparator, SeparatorSpacingSize, TextDisplay,
    Thumbnail,
};

use super::Assembly;
use crate::block::{Accessory, Block, Container, Piece, Section, Separator};
use crate::error::{BuildError, at_most};
use crate::media::Picture;
use crate::palette::Tone;
use crate::rendered::Rendered;
use crate::{cut, limits};

/// The message of `blocks`.
pub(crate) fn rendered(blocks: Vec<Block>) -> Result<Rendered, BuildError> {
    if blocks.is_empty() {
        return Err(BuildError::Empty);
    }
    let mut assembly = Assembly::default();
    let mut components = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Container(container) => components.extend(assembly.container(container)?),
            Block::Piece(piece) => components.extend(assembly.piece(piece)?),
        }
    }
    if components.is_empty() {
        components.push(display(cut::ELLIPSIS.to_owned()));
    }
    at_most("components", count(&components), limits::COMPONENTS)?;
    cut_texts(&mut components);
    assembly.rendered(components, MessageFlags::IS_COMPONENTS_V2)
}

impl Assembly {
    fn container(&mut self, container: Container) -> Result<Option<Component>, BuildError> {
        let mut components = Vec::with_capacity(container.pieces.len());
        for piece in container.pieces {
            components.extend(self.piece(piece)?);
        }
        if components.is_empty() {
            return Ok(None);
        }
        mark(container.tone, &mut components);
        Ok(Some(
            DiscordContainer {
                accent_color: Some(Some(container.tone.accent().0)),
                components,
                id: None,
                spoiler: None,
            }
            .into(),
        ))
    }

    fn piece(&mut self, piece: Piece) -> Result<Option<Component>, BuildError> {
        Ok(match piece {
            Piece::Text(text) => Some(cut::lines(&text.0))
                .filter(|text| !text.is_empty())
                .map(display),
            Piece::Section(section) => Some(self.section(section)?),
            Piece::Row(row) => Some(self.row(row)?),
            Piece::Separator(separator) => Some(gap(separator)),
            Piece::Gallery(pictures) => self.gallery(&pictures)?,
        })
    }

    fn section(&mut self, section: Section) -> Result<Component, BuildError> {
        let mut components: Vec<Component> = section
            .texts
            .iter()
            .map(|text| cut::lines(text))
            .filter(|text| !text.is_empty())
            .map(display)
            .collect();
        if components.is_empty() {
            components.push(display(cut::ELLIPSIS.to_owned()));
        }
        let accessory = match section.accessory {
            Accessory::Button(button) => self.any_button(button)?,
            Accessory::Thumbnail(picture) => Thumbnail {
                description: Some(Some(picture.alt().to_owned())),
                id: None,
                media: self.upload(&picture),
                spoiler: picture.is_spoiler().then_some(true),
            }
            .into(),
        };
        Ok(DiscordSection {
            accessory: Box::new(accessory),
            components,
            id: None,
        }
        .into())
    }

    fn gallery(&mut self, pictures: &[Picture]) -> Result<Option<Component>, BuildError> {
        at_most("pictures in a gallery", pictures.len(), limits::GALLERY)?;
        let items: Vec<_> = pictures
            .iter()
            .map(|picture| MediaGalleryItem {
                description: Some(picture.alt().to_owned()),
                media: self.upload(picture),
                spoiler: picture.is_spoiler().then_some(true),
            })
            .collect();
        Ok((!items.is_empty()).then(|| MediaGallery { id: None, items }.into()))
    }
}

fn display(content: String) -> Component {
    TextDisplay { content, id: None }.into()
}

fn gap(separator: Separator) -> Component {
    let spacing = if separator.large {
        SeparatorSpacingSize::Large
    } else {
        SeparatorSpacingSize::Small
    };
    DiscordSeparator {
        divider: Some(separator.line),
        id: None,
        spacing: Some(spacing),
    }
    .into()
}

/// Says in a symbol what the stripe says in colour, if no text does yet.
fn mark(tone: Tone, components: &mut Vec<Component>) {
    let mut texts = Vec::new();
    for_each_text(components, &mut |text| texts.push(text));
    if !tone.is_news() || texts.iter().any(|text| text.contains(tone.symbol())) {
        return;
    }
    match texts.into_iter().next() {
        Some(first) => *first = tone.marked(first),
        None => components.insert(0, display(tone.symbol().to_owned())),
    }
}

/// Components as Discord counts them: every one, nested ones and accessories too; items of a gallery are none.
fn count(components: &[Component]) -> usize {
    components
        .iter()
        .map(|component| match component {
            Component::Container(container) => 1 + count(&container.components),
            Component::Section(section) => 2 + section.components.len(),
            Component::ActionRow(row) => 1 + row.components.len(),
            _ => 1,
        })
        .sum()
}

/// Cuts the longest texts until all together fit.
fn cut_texts(components: &mut [Component]) {
    let mut lengths = Vec::new();
    for_each_text(components, &mut |text| lengths.push(cut::length(text)));
    let cap = cut::fair_cap(&lengths, limits::TEXT_TOTAL);
    if cap < usize::MAX {
        for_each_text(components, &mut |text| {
            *text = cut::markdown(text, cap).into_owned();
        });
    }
}

fn for_each_text<'a>(components: &'a mut [Component], visit: &mut impl FnMut(&'a mut String)) {
    for component in components {
        match component {
            Component::TextDisplay(text) => visit(&mut text.content),
            Component::Container(container) => for_each_text(&mut container.components, visit),
            Component::Section(section) => for_each_text(&mut section.components, visit),
            _ => {}
        }
    }
}
