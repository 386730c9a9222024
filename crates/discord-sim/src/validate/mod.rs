//! Discord's rules for what bots send, as pure functions over JSON: messages, embeds, components, modals, commands,
//! answers to interactions. They know neither state nor time (ids that exist, permissions, deadlines, what an edited
//! message holds already): that is the simulator's part.
//!
//! One file per family; limits are named constants there. Sources: *docs* is Discord's documentation, *spec* its OpenAPI
//! description, *K* knowledge of the community without an official text. Unknown fields are ignored as Discord does
//! (`crate::oracle` reports them).

mod account;
mod attachment;
mod autocomplete;
mod button;
mod callback;
mod channel;
mod command;
mod command_permission;
mod direct;
mod embed;
mod emoji;
mod entitlement;
mod expression;
mod flags;
mod form;
mod ids;
mod invite;
mod layout;
mod localization;
mod media;
mod mentions;
mod message;
mod modal;
mod option;
mod poll;
mod rule;
mod scheduled_event;
mod select;
mod thread;
mod tree;
mod value;
mod violation;
mod voice;
mod voice_message;
mod webhook;

pub use account::{account, role_connection, role_connection_metadata};
pub use attachment::Files;
pub use autocomplete::autocomplete;
pub use callback::{InteractionFacts, callback};
pub use channel::{channel, channel_edit, channel_positions, overwrite};
pub use command::{CommandScope, command, command_edit, commands};
pub use command_permission::command_permissions;
pub use direct::direct_message;
pub use entitlement::test_entitlement;
pub use expression::{emoji_body, sound_body, sticker_body};
pub use ids::{ids, moment};
pub use invite::invite;
pub use message::{MessagePlace, message};
pub use modal::modal;
pub use scheduled_event::{scheduled_event, scheduled_event_edit};
pub use thread::{post, thread, thread_edit};
pub use violation::{INVALID_FORM_BODY, Rejection, Violation, error_body};
pub use voice::{sound, stage, stage_edit, voice_state, voice_status};
pub use webhook::{WebhookPlace, interactive, webhook};
