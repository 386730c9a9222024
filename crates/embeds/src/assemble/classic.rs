//! Classic messages: content, embeds within their common limit, rows.

use twilight_model::channel::message::embed::{
    EmbedAuthor, EmbedField, EmbedFooter, EmbedImage, EmbedThumbnail,
};
use twilight_model::channel::message::{Embed as DiscordEmbed, MessageFlags};
use twilight_model::util::Timestamp;

use super::{Assembly, address};
use crate::embed::{Embed, Field};
use crate::error::{BuildError, at_most};
use crate::message::Classic;
use crate::rendered::Rendered;
use crate::{cut, limits};

/// The message as Discord takes it.
pub(crate) fn rendered(message: Classic) -> Result<Rendered, BuildError> {
    if message == Classic::default() {
        return Err(BuildError::Empty);
    }
    at_most("embeds", message.embeds.len(), limits::EMBEDS)?;
    at_most("rows", message.rows.len(), limits::ROWS)?;
    let mut assembly = Assembly::default();
    let mut embeds = Vec::with_capacity(message.embeds.len());
    for embed in message.embeds {
        embeds.extend(assembly.embed(embed)?);
    }
    cut_texts(&mut embeds);
    let rows = message
        .rows
        .into_iter()
        .map(|row| assembly.row(row))
        .collect::<Result<Vec<_>, _>>()?;
    for picture in &message.files {
        assembly.upload(picture);
    }
    let content = cut::markdown(&cut::lines(&message.content), limits::CONTENT).into_owned();
    let mut rendered = assembly.rendered(rows, MessageFlags::empty())?;
    let nothing = embeds.is_empty() && rendered.components.is_empty() && rendered.files.is_empty();
    rendered.content = if nothing {
        Some(cut::or_ellipsis(content))
    } else {
        Some(content).filter(|text| !text.is_empty())
    };
    rendered.embeds = embeds;
    Ok(rendered)
}

impl Assembly {
    fn embed(&mut self, embed: Embed) -> Result<Option<DiscordEmbed>, BuildError> {
        at_most("embed fields", embed.fields.len(), limits::EMBED_FIELDS)?;
        let tone = embed.tone;
        let mut title = cut::line(&embed.title, limits::EMBED_TITLE);
        let mut description = cut::lines(&embed.description);
        let fields: Vec<_> = embed.fields.iter().map(field).collect();
        let author = cut::line(&embed.author, limits::EMBED_AUTHOR);
        let footer = cut::graphemes(&cut::lines(&embed.footer), limits::EMBED_FOOTER).into_owned();
        let pictures = embed.image.is_some() || embed.thumbnail.is_some();
        let words = [&title, &description, &author, &footer];
        if words.iter().all(|text| text.is_empty()) && fields.is_empty() && !pictures {
            return Ok(None);
        }
        if !description.contains(tone.symbol()) && (!title.is_empty() || description.is_empty()) {
            title = tone.marked(&title).trim_end().to_owned();
        } else if !title.contains(tone.symbol()) {
            description = tone.marked(&description);
        }
        let timestamp = embed
            .timestamp
            .map(|unix_seconds| {
                Timestamp::from_secs(unix_seconds)
                    .map_err(|_| BuildError::Timestamp { unix_seconds })
            })
            .transpose()?;
        let url = embed
            .url
            .map(|url| address(url, &["https://", "http://"], limits::EMBED_URL))
            .transpose()?;
        let image = embed.image.map(|picture| self.upload(&picture).url);
        let thumbnail = embed.thumbnail.map(|picture| self.upload(&picture).url);
        Ok(Some(DiscordEmbed {
            author: present(author).map(|name| EmbedAuthor {
                icon_url: None,
                name,
                proxy_icon_url: None,
                url: None,
            }),
            color: Some(tone.accent().0),
            description: present(
                cut::markdown(&description, limits::EMBED_DESCRIPTION).into_owned(),
            ),
            fields,
            flags: None,
            footer: present(footer).map(|text| EmbedFooter {
                icon_url: None,
                proxy_icon_url: None,
                text,
            }),
            image: image.map(|url| EmbedImage {
                height: None,
                proxy_url: None,
                url,
                width: None,
                content_type: None,
                placeholder: None,
                placeholder_version: None,
                flags: None,
            }),
            kind: "rich".to_owned(),
            provider: None,
            thumbnail: thumbnail.map(|url| EmbedThumbnail {
                height: None,
                proxy_url: None,
                url,
                width: None,
            }),
            timestamp,
            title: present(cut::graphemes(&title, limits::EMBED_TITLE).into_owned()),
            url,
            video: None,
        }))
    }
}

fn field(field: &Field) -> EmbedField {
    let value = cut::lines(&field.value);
    EmbedField {
        inline: field.inline,
        name: cut::or_ellipsis(cut::line(&field.name, limits::EMBED_FIELD_NAME)),
        value: cut::or_ellipsis(cut::markdown(&value, limits::EMBED_FIELD_VALUE).into_owned()),
    }
}

fn present(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// Cuts the longest texts of all embeds until all together fit.
fn cut_texts(embeds: &mut [DiscordEmbed]) {
    let mut lengths = Vec::new();
    for_each_text(embeds, &mut |text| lengths.push(cut::length(text)));
    let cap = cut::fair_cap(&lengths, limits::EMBED_TOTAL);
    if cap < usize::MAX {
        for_each_text(embeds, &mut |text| {
            *text = cut::markdown(text, cap).into_owned();
        });
    }
}

fn for_each_text(embeds: &mut [DiscordEmbed], visit: &mut impl FnMut(&mut String)) {
    for embed in embeds {
        let texts = [embed.title.as_mut(), embed.description.as_mut()]
            .into_iter()
            .flatten();
        let small = [
            embed.author.as_mut().map(|author| &mut author.name),
            embed.footer.as_mut().map(|footer| &mut footer.text),
        ];
        let fields = embed
            .fields
            .iter_mut()
            .flat_map(|field| [&mut field.name, &mut field.value]);
        texts
            .chain(small.into_iter().flatten())
            .chain(fields)
            .for_each(&mut *visit);
    }
}
