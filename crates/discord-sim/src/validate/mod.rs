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
mod community;
mod direct;
mod embed;
mod emoji;
mod entitlement;
mod expression;
mod flags;
mod form;
mod guild;
mod ids;
mod invite;
mod layout;
mod localization;
mod media;
mod member;
mod mentions;
mod message;
mod modal;
pub(crate) mod moderation_rule;
mod option;
mod picture;
mod poll;
mod role;
mod rule;
mod scheduled_event;
mod select;
mod stage;
mod thread;
mod tree;
mod value;
mod violation;
mod voice_message;
mod webhook;

pub use account::{account, application, role_connection, role_connection_metadata};
pub use attachment::Files;
pub use autocomplete::autocomplete;
pub use callback::{InteractionFacts, callback};
pub use channel::{channel, channel_edit, channel_positions, overwrite};
pub use command::{CommandScope, command, command_edit, commands};
pub use command_permission::command_permissions;
pub use community::{incident_actions, join_request, onboarding, welcome_screen};
pub use direct::direct_message;
pub use entitlement::test_entitlement;
pub use expression::{emoji_body, sound_body, sticker_body};
pub use guild::{guild_edit, template, widget};
pub use ids::{ids, moment};
pub use invite::invite;
pub use member::{ban, bulk_ban, member_add, member_edit, own_member_edit, prune};
pub use message::{MessagePlace, message};
pub use modal::modal;
pub use moderation_rule::{moderation_rule, moderation_rule_edit};
pub use role::{role, role_positions};
pub use scheduled_event::{scheduled_event, scheduled_event_edit};
pub use stage::{sound, stage, stage_edit, voice_state, voice_status};
pub use thread::{post, thread, thread_edit};
pub(crate) use value::{bit_set, snowflake};
pub use violation::{INVALID_FORM_BODY, Rejection, Violation, error_body};
pub use webhook::{WebhookPlace, interactive, webhook};
