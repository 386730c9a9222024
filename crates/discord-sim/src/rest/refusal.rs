//! How Discord refuses a request: status, code and words (PROTOCOL 3.5).

use serde_json::{Value, json};

use crate::{
    validate::{self, Rejection, Violation},
    world::{Unchangeable, Unsendable},
};

/// Code of [`unknown_webhook`].
pub(crate) const UNKNOWN_WEBHOOK: u64 = 10_015;
/// A message's component shows a file that the message does not have.
pub(crate) const FILE_GONE: &str = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND";

/// A refused request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: u32, message: &str) -> Self {
        Self {
            status,
            body: json!({"message": message, "code": code}),
        }
    }

    /// 50035 with one broken field.
    pub(crate) fn form(path: &[&str], code: &'static str, message: &str) -> Self {
        let path = path.iter().map(|part| (*part).to_owned()).collect();
        let violation = Violation {
            path,
            code,
            message: message.to_owned(),
        };
        Self {
            status: 400,
            body: validate::error_body(&[violation]),
        }
    }

    /// Discord's error code; 0 when the answer has none.
    #[cfg(test)]
    pub(crate) fn code(&self) -> u64 {
        self.body["code"].as_u64().unwrap_or_default()
    }
}

/// A server of Discord's fails.
pub(crate) fn server_error(status: u16) -> Refusal {
    Refusal::new(status, 0, &format!("{status}: Internal Server Error"))
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self {
            status: rejection.status(),
            body: rejection.body(),
        }
    }
}

impl From<Unchangeable> for Refusal {
    fn from(why: Unchangeable) -> Self {
        match why {
            Unchangeable::Gone => unknown_message(),
            Unchangeable::Empty => empty_message(),
            Unchangeable::TooManyFiles => too_many_files(),
            Unchangeable::LegacyFields => Self::form(
                &["flags"],
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                "The message still has fields that cannot be used with MessageFlags.IS_COMPONENTS_V2",
            ),
            Unchangeable::MissingFile => Self::form(
                &["components"],
                FILE_GONE,
                "The referenced attachment was not found.",
            ),
        }
    }
}

impl From<Unsendable> for Refusal {
    fn from(why: Unsendable) -> Self {
        match why {
            Unsendable::SlowMode { .. } => slow_mode(),
        }
    }
}

macro_rules! refusals {
    ($($name:ident: $status:literal, $code:literal, $message:literal;)*) => {
        $(pub(crate) fn $name() -> Refusal {
            Refusal::new($status, $code, $message)
        })*
    };
}

refusals! {
    not_found: 404, 0, "404: Not Found";
    unauthorized: 401, 0, "401: Unauthorized";
    method_not_allowed: 405, 0, "405: Method Not Allowed";
    unknown_moderation_rule: 404, 0, "404: Not Found";
    unknown_join_request: 404, 0, "404: Not Found";
    unknown_integration: 404, 10005, "Unknown Integration";
    unknown_role: 404, 10011, "Unknown Role";
    unknown_ban: 404, 10026, "Unknown Ban";
    unknown_template: 404, 10057, "Unknown guild template";
    unknown_welcome_screen: 404, 10069, "Unknown Guild Welcome Screen";
    too_many_roles: 400, 30005, "Maximum number of guild roles reached (250)";
    has_template: 400, 30031, "Guild already has a template";
    user_banned: 403, 40007, "The user is banned from this guild.";
    not_in_voice: 400, 40032, "Target user is not connected to voice.";
    widget_disabled: 403, 50004, "Widget Disabled";
    invalid_access_token: 403, 50025, "Invalid OAuth2 access token";
    invalid_role: 400, 50028, "Invalid Role";
    invalid_guild: 400, 50055, "Invalid Guild";
    needs_boosts: 403, 50101, "This server needs more boosts to perform this action";
    onboarding_below_requirements: 400, 350001, "Cannot update onboarding while below requirements";
    nobody_banned: 400, 500000, "Failed to ban users";
    unknown_channel: 404, 10003, "Unknown Channel";
    unknown_guild: 404, 10004, "Unknown Guild";
    unknown_invite: 404, 10006, "Unknown Invite";
    unknown_overwrite: 404, 10009, "Unknown Overwrite";
    unknown_voice_state: 404, 10065, "Unknown Voice State";
    unknown_stage: 404, 10067, "Unknown Stage Instance";
    unknown_tag: 404, 10087, "Unknown tag";
    too_many_channels: 400, 30013, "Maximum number of guild channels reached (500)";
    too_many_invites: 400, 30016, "Maximum number of invites reached (1000)";
    too_many_thread_members: 400, 30033, "Maximum number of thread participants has been reached (1000)";
    too_many_pinned_posts: 400, 30047, "Maximum number of pinned threads in a forum channel has been reached (1)";
    tag_required: 400, 40067, "A tag is required to create a forum post in this channel";
    needed_by_community: 400, 50074, "Cannot delete a channel required for Community guilds";
    thread_archived: 400, 50083, "Thread is archived";
    stage_open: 400, 150_006, "The Stage is already open";
    has_thread: 400, 160_004, "A thread has already been created for this message";
    thread_locked: 400, 160_005, "This thread is locked";
    too_many_threads: 400, 160_006, "Maximum number of active threads reached";
    too_many_announcement_threads: 400, 160_007, "Maximum number of active announcement threads reached";
    not_text: 400, 50008, "Cannot send messages in a non-text channel";
    unknown_member: 404, 10007, "Unknown Member";
    unknown_message: 404, 10008, "Unknown Message";
    unknown_user: 404, 10013, "Unknown User";
    unknown_emoji: 404, 10014, "Unknown Emoji";
    unknown_sticker: 404, 10060, "Unknown sticker";
    unknown_sound: 404, 10097, "Unknown sound";
    unknown_scheduled_event: 404, 10070, "Unknown Guild Scheduled Event";
    too_many_emojis: 400, 30008, "Maximum number of emojis reached (50)";
    too_many_stickers: 400, 30039, "Maximum number of stickers reached (5)";
    too_many_sounds: 400, 30045, "Maximum number of soundboard sounds reached (8)";
    too_many_scheduled_events: 400, 30038, "Maximum number of uncompleted guild scheduled events reached (100)";
    unknown_webhook: 404, 10015, "Unknown Webhook";
    slow_mode: 429, 20016, "This action cannot be performed due to slowmode rate limit";
    too_many_pins: 400, 30003, "Maximum number of pins reached for the channel (250)";
    too_many_webhooks: 400, 30007, "Maximum number of webhooks reached (15)";
    too_many_reactions: 400, 30010, "Maximum number of reactions reached (20)";
    already_crossposted: 400, 40033, "This message has already been crossposted.";
    bad_count_to_delete: 400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and at most 100 messages to delete.";
    system_message: 403, 50021, "Cannot execute action on a system message";
    too_old_to_delete: 400, 50034, "A message provided was too old to bulk delete";
    invalid_file: 400, 50046, "Invalid file uploaded";
    invalid_sticker: 400, 50081, "Invalid sticker sent";
    stickers_stay: 400, 50080, "Cannot edit stickers within a message";
    voice_needs_audio: 400, 50160, "Voice messages must have a single audio attachment";
    voice_stays: 403, 50162, "Voice messages cannot be edited";
    no_voice_messages: 403, 50173, "You cannot send voice messages in this channel";
    no_history_to_reply: 403, 160002, "Cannot reply without permission to read message history";
    unreadable_forward: 403, 160014, "You cannot forward a message whose content you cannot read.";
    forum_needs_thread: 400, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id";
    one_way_to_a_thread: 400, 220002, "Webhooks posted to forum channels cannot have both a thread_name and thread_id";
    threads_by_name_in_forums: 400, 220003, "Webhooks can only create threads in forum channels";
    poll_over: 400, 520001, "Poll expired";
    poll_stays: 400, 520003, "Cannot edit a poll message";
    poll_emoji: 400, 520004, "Cannot use an emoji included with the poll";
    no_poll: 400, 520006, "Cannot expire a non-poll message";
    unknown_sku: 404, 10027, "Unknown SKU";
    unknown_entitlement: 404, 10029, "Unknown Entitlement";
    invalid_sku: 400, 50057, "Invalid SKU";
    unknown_interaction: 404, 10062, "Unknown interaction";
    unknown_command_permissions: 404, 10066, "Unknown application command permissions";
    bots_cannot: 403, 20001, "Bots cannot use this endpoint";
    entry_point_left_out: 400, 50240, "You cannot remove this app's Entry Point command in a bulk update operation. Please include the Entry Point command in your update request or delete it separately.";
    name_is_taken: 400, 40041, "An application command with that name already exists";
    unknown_command: 404, 10063, "Unknown application command";
    unknown_application: 404, 10002, "Unknown Application";
    empty_message: 400, 50006, "Cannot send an empty message";
    too_many_files: 400, 30015, "Maximum number of attachments in a message reached (10)";
    too_large: 413, 40005, "Request entity too large";
    too_many_follow_ups: 400, 40094, "Maximum number of follow up messages reached for this interaction (5)";
    acknowledged: 400, 40060, "Interaction has already been acknowledged.";
    bad_user_agent: 403, 40333, "internal network error";
    missing_access: 403, 50001, "Missing Access";
    not_the_author: 403, 50005, "Cannot edit a message authored by another user";
    not_in_direct_messages: 403, 50003, "Cannot execute action on a DM channel";
    cannot_dm: 403, 50007, "Cannot send messages to this user";
    missing_scope: 403, 50026, "Missing required OAuth2 scope";
    missing_permissions: 403, 50013, "Missing Permissions";
    wrong_channel_type: 400, 50024, "Cannot execute action on this channel type";
    invalid_webhook_token: 401, 50027, "Invalid Webhook Token";
    bad_json: 400, 50109, "The request body contains invalid JSON.";
    no_mutual_guild: 403, 50278, "Cannot send messages to this user due to having no mutual guilds";
    too_many_creates: 400, 30034, "Max number of daily application command creates has been reached (200)";
}
