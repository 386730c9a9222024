//! Webhooks and what they post, and voice messages, which are messages of their own kind too.

use discord_sim::validate::{MessagePlace, WebhookPlace};
use serde_json::json;

use super::{Rule, Target, rule, x};

const MAKE: Target = Target::Webhook(WebhookPlace::Create);
const CHANGE: Target = Target::Webhook(WebhookPlace::Edit);
const POST: Target = Target::Message(MessagePlace::Webhook, 0);
const SOUND: Target = Target::Message(MessagePlace::Create, 1);

const VOICE: u64 = 1 << 13;

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = names();
    rules.extend(posts());
    rules.extend(voice());
    rules
}

fn names() -> Vec<Rule> {
    vec![
        rule(
            "a webhook has a name",
            MAKE,
            (json!({"name": "Herald"}), json!({"avatar": null})),
            "BASE_TYPE_REQUIRED",
            "name",
        )
        .described(),
        rule(
            "but a change may leave it",
            CHANGE,
            (json!({}), json!({"name": ""})),
            "BASE_TYPE_BAD_LENGTH",
            "name",
        )
        .described(),
        rule(
            "a name has at most 80 characters",
            MAKE,
            (json!({"name": x(80)}), json!({"name": x(81)})),
            "BASE_TYPE_BAD_LENGTH",
            "name",
        )
        .described(),
        rule(
            "a name is not Discord's own",
            MAKE,
            (
                json!({"name": "Disco"}),
                json!({"name": "The DISCORD team"}),
            ),
            "USERNAME_INVALID_CONTAINS",
            "name",
        ),
        rule(
            "nor its old robot's",
            CHANGE,
            (json!({"name": "Bonnie"}), json!({"name": "Clyde2"})),
            "USERNAME_INVALID_CONTAINS",
            "name",
        ),
        rule(
            "a name is not only spaces",
            MAKE,
            (json!({"name": " a "}), json!({"name": "  "})),
            "BASE_TYPE_REQUIRED",
            "name",
        ),
    ]
}

fn posts() -> Vec<Rule> {
    vec![
        rule(
            "a webhook's message is not ephemeral",
            POST,
            (
                json!({"content": "a", "flags": 4}),
                json!({"content": "a", "flags": 64}),
            ),
            "MESSAGE_FLAGS_NOT_ALLOWED",
            "flags",
        ),
        rule(
            "the name of one message follows the same rules",
            POST,
            (
                json!({"content": "a", "username": "Town"}),
                json!({"content": "a", "username": "discord"}),
            ),
            "USERNAME_INVALID_CONTAINS",
            "username",
        ),
        rule(
            "its picture has an address",
            POST,
            (
                json!({"content": "a", "avatar_url": "https://example.org/a.png"}),
                json!({"content": "a", "avatar_url": "a.png"}),
            ),
            "URL_TYPE_INVALID_URL",
            "avatar_url",
        ),
        rule(
            "a new thread's name has at most 100 characters",
            POST,
            (
                json!({"content": "a", "thread_name": x(100)}),
                json!({"content": "a", "thread_name": x(101)}),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "thread_name",
        ),
        rule(
            "a webhook says something",
            POST,
            (json!({"content": "a"}), json!({"username": "Town"})),
            "50006",
            "",
        ),
    ]
}

fn voice() -> Vec<Rule> {
    let file = json!([{"id": 0, "waveform": "AAAA", "duration_secs": 1.5}]);
    let good = json!({"flags": VOICE, "attachments": file});
    vec![
        rule(
            "a voice message has no words",
            SOUND,
            (
                good.clone(),
                json!({"flags": VOICE, "attachments": file, "content": "a"}),
            ),
            "50159",
            "",
        ),
        rule(
            "nor anything else",
            SOUND,
            (
                good.clone(),
                json!({"flags": VOICE, "attachments": file, "embeds": [{"title": "a"}]}),
            ),
            "50159",
            "",
        ),
        rule(
            "which is described",
            SOUND,
            (
                good,
                json!({"flags": VOICE, "attachments": [{"id": 0, "waveform": "AAAA"}]}),
            ),
            "50161",
            "",
        ),
    ]
}
