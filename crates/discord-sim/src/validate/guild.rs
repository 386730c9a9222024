//! A guild's settings, as they are changed.

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    localization::LOCALES,
    picture::picture,
    rule,
    violation::Rejection,
};

/// Code points of a guild's name (docs).
const NAME: std::ops::RangeInclusive<usize> = 2..=100;
/// Code points of a description (spec).
const DESCRIPTION: usize = 300;
/// Seconds until who is idle in voice is moved (docs).
const AFK_TIMEOUTS: [i64; 5] = [60, 300, 900, 1800, 3600];
/// Bits of `system_channel_flags` (docs).
const SYSTEM_FLAGS: i64 = 0b11_1111;
/// Code points of a template's name and description (docs).
const TEMPLATE_NAME: std::ops::RangeInclusive<usize> = 1..=100;
const TEMPLATE_DESCRIPTION: usize = 120;
/// Features of the spec, and one of the docs alone (`ENHANCED_ROLE_COLORS`); which of them can be set is decided elsewhere.
const FEATURES: [&str; 30] = [
    "ANIMATED_BANNER",
    "ANIMATED_ICON",
    "APPLICATION_COMMAND_PERMISSIONS_V2",
    "AUTO_MODERATION",
    "BANNER",
    "COMMUNITY",
    "CREATOR_MONETIZABLE_PROVISIONAL",
    "CREATOR_STORE_PAGE",
    "DEVELOPER_SUPPORT_SERVER",
    "DISCOVERABLE",
    "ENHANCED_ROLE_COLORS",
    "FEATURABLE",
    "INVITES_DISABLED",
    "INVITE_SPLASH",
    "MEMBER_VERIFICATION_GATE_ENABLED",
    "MORE_STICKERS",
    "NEWS",
    "PARTNERED",
    "PREVIEW_ENABLED",
    "PRUNE_REQUIRES_ADMIN",
    "RAID_ALERTS_DISABLED",
    "ROLE_ICONS",
    "ROLE_SUBSCRIPTIONS_AVAILABLE_FOR_PURCHASE",
    "ROLE_SUBSCRIPTIONS_ENABLED",
    "TICKETED_EVENTS_ENABLED",
    "VANITY_URL",
    "VERIFIED",
    "VIP_REGIONS",
    "WELCOME_SCREEN_ENABLED",
    "OFFICIAL_GAME_GUILD",
];

/// Checks a change of a guild's settings.
///
/// # Errors
///
/// For names of a wrong length, numbers and locales that do not exist, and pictures that are none.
pub fn guild_edit(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        if body.contains_key("name") {
            form.text(body, "name", Required, NAME);
        }
        form.text(body, "description", Optional, 0..=DESCRIPTION);
        form.one_of(body, "verification_level", Optional, &[0, 1, 2, 3, 4]);
        form.one_of(body, "default_message_notifications", Optional, &[0, 1]);
        form.one_of(body, "explicit_content_filter", Optional, &[0, 1, 2]);
        form.one_of(body, "afk_timeout", Optional, &AFK_TIMEOUTS);
        form.integer(body, "system_channel_flags", Optional, 0..=SYSTEM_FLAGS);
        for picture_key in [
            "icon",
            "splash",
            "discovery_splash",
            "banner",
            "home_header",
        ] {
            picture(&mut form, body, picture_key);
        }
        for channel in [
            "afk_channel_id",
            "system_channel_id",
            "rules_channel_id",
            "public_updates_channel_id",
            "safety_alerts_channel_id",
        ] {
            form.snowflake(body, channel, Optional);
        }
        form.boolean(body, "premium_progress_bar_enabled");
        locale(&mut form, body);
        form.set(body, "features", 0..=usize::MAX, |feature| {
            let known = feature
                .as_str()
                .is_some_and(|feature| FEATURES.contains(&feature));
            (!known).then(|| rule::choices(FEATURES.map(|feature| format!("'{feature}'"))))
        });
    }
    form.finish()
}

fn locale(form: &mut Form, body: &Object) {
    if let Some(locale) = form.text(body, "preferred_locale", Optional, 0..=usize::MAX)
        && !LOCALES.contains(&locale)
    {
        let known = LOCALES.map(|locale| format!("'{locale}'"));
        form.refuse_at("preferred_locale", rule::choices(known));
    }
}

/// Checks a template; `new` is for one that is made.
///
/// # Errors
///
/// For texts of a wrong length.
pub fn template(body: &Value, new: bool) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        let need = if new { Required } else { Optional };
        form.text(body, "name", need, TEMPLATE_NAME);
        form.text(body, "description", Optional, 0..=TEMPLATE_DESCRIPTION);
    }
    form.finish()
}

/// Checks a widget's settings.
///
/// # Errors
///
/// For values of a wrong type.
pub fn widget(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.boolean(body, "enabled");
        form.snowflake(body, "channel_id", Optional);
    }
    form.finish()
}
