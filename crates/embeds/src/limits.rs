//! Discord's limits on what a message or a modal may hold, as named constants.
//!
//! Numbers are from Discord's OpenAPI description (v10, July 2026) and, where it says nothing, from the
//! component, message and embed references; PROTOCOL 1.1 and 1.2 list which is which.
//! Text limits are counted here in UTF-16 code units: never fewer than the characters Discord counts, so
//! a text that fits here fits there whichever of the two it counts.

use std::ops::RangeInclusive;

/// Text of a classic message (`content`). Create message is documented at 2,000 although the description says 4,000.
pub const CONTENT: usize = 2_000;
/// Embeds in one message.
pub const EMBEDS: usize = 10;
/// All texts of all embeds of one message together (message reference, "embed limits").
pub const EMBED_TOTAL: usize = 6_000;
/// Title of an embed.
pub const EMBED_TITLE: usize = 256;
/// Description of an embed.
pub const EMBED_DESCRIPTION: usize = 4_096;
/// Fields of one embed.
pub const EMBED_FIELDS: usize = 25;
/// Name of an embed field.
pub const EMBED_FIELD_NAME: usize = 256;
/// Value of an embed field.
pub const EMBED_FIELD_VALUE: usize = 1_024;
/// Footer text of an embed.
pub const EMBED_FOOTER: usize = 2_048;
/// Author name of an embed.
pub const EMBED_AUTHOR: usize = 256;
/// Address behind an embed's title or author.
pub const EMBED_URL: usize = 2_048;

/// Files uploaded with one message.
pub const FILES: usize = 10;
/// Length of an uploaded file's name, ours: short enough for every place that repeats it.
pub const FILE_NAME: usize = 64;
/// Alt text of a picture (`description` of an attachment, gallery item or thumbnail).
pub const ALT: usize = 1_024;

/// Action rows of a classic message.
pub const ROWS: usize = 5;
/// Components of a V2 message, nested ones counted (component reference, "legacy message component behavior").
pub const COMPONENTS: usize = 40;
/// All text displays of a V2 message together.
pub const TEXT_TOTAL: usize = 4_000;
/// Pictures of one gallery.
pub const GALLERY: usize = 10;
/// Text displays of one section.
pub const SECTION_TEXTS: usize = 3;

/// Buttons of one action row.
pub const ROW_BUTTONS: usize = 5;
/// A `custom_id`, of a component or a modal.
pub const CUSTOM_ID: usize = 100;
/// Label of a button.
pub const BUTTON_LABEL: usize = 80;
/// Address of a link button.
pub const BUTTON_URL: usize = 512;
/// Options of a string select.
pub const SELECT_OPTIONS: usize = 25;
/// Label, value or description of a select option.
pub const SELECT_TEXT: usize = 100;
/// Values chosen at once in a select of users, roles or channels.
pub const SELECT_VALUES: u8 = 25;
/// Placeholder of a select.
pub const SELECT_PLACEHOLDER: usize = 150;

/// Title of a modal.
pub const MODAL_TITLE: usize = 45;
/// Fields and texts of a modal (the description says 40; Discord takes 5).
pub const MODAL_PARTS: usize = 5;
/// Options of a radio group.
pub const RADIO_OPTIONS: RangeInclusive<usize> = 2..=10;
/// Options of a checkbox group.
pub const CHECKBOX_OPTIONS: RangeInclusive<usize> = 1..=10;
/// Files of one file upload.
pub const UPLOAD_FILES: u8 = 10;
/// Label above an input of a modal.
pub const INPUT_LABEL: usize = 45;
/// Description under the label of an input.
pub const INPUT_DESCRIPTION: usize = 100;
/// Placeholder of a text input.
pub const INPUT_PLACEHOLDER: usize = 100;
/// Longest text that a text input takes.
pub const INPUT_VALUE: u16 = 4_000;

/// People or roles that one message may ping by id.
pub const MENTIONS: usize = 100;
