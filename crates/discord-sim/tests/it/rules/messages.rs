//! Messages as a whole: content, flags, mentions, attachments, emptiness.

use discord_sim::validate::MessagePlace;
use serde_json::json;

use super::{CREATE, Rule, Target, rule, x};

const FOLLOWUP: Target = Target::Message(MessagePlace::Followup, 0);
const EDIT: Target = Target::Message(MessagePlace::Edit { v2: false }, 0);
const EDIT_V2: Target = Target::Message(MessagePlace::Edit { v2: true }, 0);
const WEBHOOK_EDIT: Target = Target::Message(MessagePlace::WebhookEdit { v2: false }, 0);

const V2: u64 = 1 << 15;

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = contents();
    rules.extend(flags());
    rules
}

fn contents() -> Vec<Rule> {
    vec![
        rule(
            "a bot's message has at most 2000 characters, although the description says 4000",
            CREATE,
            (json!({"content": x(2000)}), json!({"content": x(2001)})),
            "BASE_TYPE_MAX_LENGTH",
            "content",
        ),
        rule(
            "so has a follow-up",
            FOLLOWUP,
            (json!({"content": x(2000)}), json!({"content": x(2001)})),
            "BASE_TYPE_MAX_LENGTH",
            "content",
        )
        .described(),
        rule(
            "so has an edit through the webhook",
            WEBHOOK_EDIT,
            (json!({"content": x(2000)}), json!({"content": x(2001)})),
            "BASE_TYPE_MAX_LENGTH",
            "content",
        )
        .described(),
        rule(
            "lengths count code points",
            FOLLOWUP,
            (
                json!({"content": "🦀".repeat(2000)}),
                json!({"content": "🦀".repeat(2001)}),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "content",
        )
        .described(),
        rule(
            "content is text",
            CREATE,
            (json!({"content": "1"}), json!({"content": 1})),
            "STRING_TYPE_CONVERT",
            "content",
        )
        .described(),
        rule(
            "a message shows something",
            CREATE,
            (json!({"content": "a"}), json!({"content": " \n"})),
            "50006",
            "",
        ),
        rule(
            "a follow-up shows something",
            FOLLOWUP,
            (json!({"content": "a"}), json!({})),
            "50006",
            "",
        ),
        rule(
            "an edit may leave everything as it is, not empty everything",
            EDIT,
            (
                json!({}),
                json!({"content": null, "embeds": [], "components": [], "attachments": []}),
            ),
            "50006",
            "",
        ),
        rule(
            "a nonce has at most 25 characters",
            CREATE,
            (
                json!({"content": "a", "nonce": x(25)}),
                json!({"content": "a", "nonce": x(26)}),
            ),
            "NONCE_TYPE_TOO_LONG",
            "nonce",
        )
        .described(),
        rule(
            "a nonce is text or a whole number",
            CREATE,
            (
                json!({"content": "a", "nonce": 7}),
                json!({"content": "a", "nonce": true}),
            ),
            "NONCE_TYPE_INVALID_TYPE",
            "nonce",
        )
        .described(),
        rule(
            "three stickers at most",
            CREATE,
            (
                json!({"sticker_ids": ["1", "2", "3"]}),
                json!({"sticker_ids": ["1", "2", "3", "4"]}),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "sticker_ids",
        )
        .described(),
        rule(
            "a reply names its message",
            CREATE,
            (
                json!({"content": "a", "message_reference": {"message_id": "5"}}),
                json!({"content": "a", "message_reference": {"channel_id": "5"}}),
            ),
            "BASE_TYPE_REQUIRED",
            "message_reference.message_id",
        )
        .described(),
    ]
}

fn flags() -> Vec<Rule> {
    let text = json!([{"type": 10, "content": "a"}]);
    vec![
        rule(
            "a message in a channel cannot be ephemeral",
            CREATE,
            (
                json!({"content": "a", "flags": 4 | 4096}),
                json!({"content": "a", "flags": 64}),
            ),
            "MESSAGE_FLAGS_NOT_ALLOWED",
            "flags",
        ),
        rule(
            "a follow-up can, but not be crossposted",
            FOLLOWUP,
            (
                json!({"content": "a", "flags": 64}),
                json!({"content": "a", "flags": 1}),
            ),
            "MESSAGE_FLAGS_NOT_ALLOWED",
            "flags",
        ),
        rule(
            "an edit sets two flags only",
            EDIT,
            (json!({"content": "a", "flags": 4}), json!({"flags": 4096})),
            "MESSAGE_FLAGS_NOT_ALLOWED",
            "flags",
        ),
        rule(
            "an edit through the webhook too",
            WEBHOOK_EDIT,
            (json!({"flags": 4}), json!({"flags": 64})),
            "MESSAGE_FLAGS_NOT_ALLOWED",
            "flags",
        ),
        rule(
            "flags are a number",
            CREATE,
            (
                json!({"content": "a", "flags": 0}),
                json!({"content": "a", "flags": "many"}),
            ),
            "NUMBER_TYPE_COERCE",
            "flags",
        )
        .described(),
        rule(
            "a message of components has no content",
            CREATE,
            (
                json!({"flags": V2, "components": text, "content": ""}),
                json!({"flags": V2, "components": text, "content": "a"}),
            ),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "content",
        ),
        rule(
            "nor embeds",
            CREATE,
            (
                json!({"flags": V2, "components": text, "embeds": []}),
                json!({"flags": V2, "components": text, "embeds": [{"title": "a"}]}),
            ),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "embeds",
        ),
        rule(
            "nor stickers",
            CREATE,
            (
                json!({"flags": V2, "components": text, "sticker_ids": []}),
                json!({"flags": V2, "components": text, "sticker_ids": ["1"]}),
            ),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "sticker_ids",
        ),
        rule(
            "nor a poll",
            CREATE,
            (
                json!({"flags": V2, "components": text, "poll": null}),
                json!({"flags": V2, "components": text, "poll": {
                    "question": {"text": "a"}, "answers": [{"poll_media": {"text": "a"}}]}}),
            ),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "poll",
        ),
        rule(
            "it stays one of components without saying so",
            EDIT_V2,
            (json!({"components": text}), json!({"content": "a"})),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "content",
        ),
        rule(
            "and cannot be turned back",
            EDIT_V2,
            (json!({"flags": V2}), json!({"flags": 0})),
            "MESSAGE_COMPONENTS_V2_FLAG_REMOVED",
            "flags",
        ),
    ]
}
