//! What bodies about guilds, members and roles may say, as a table: one that is accepted beside one that is refused.

use discord_sim::validate::{
    Rejection, ban, bulk_ban, guild_edit, incident_actions, join_request, member_add, member_edit,
    moderation_rule, moderation_rule_edit, onboarding, own_member_edit, prune, role,
    role_positions, template, welcome_screen, widget,
};
use serde_json::{Value, json};

type Check = fn(&Value) -> Result<(), Rejection>;

/// Name, judge, accepted, refused, where, and the name of the broken rule.
type Row = (
    &'static str,
    Check,
    Value,
    Value,
    &'static str,
    &'static str,
);

fn x(count: usize) -> String {
    "x".repeat(count)
}

const PICTURE: &str = "data:image/png;base64,iVBORw0KGgo=";

fn about_guilds() -> Vec<Row> {
    let guild: Check = guild_edit;
    let new_template: Check = |body| template(body, true);
    let old_template: Check = |body| template(body, false);
    vec![
        (
            "name from 2",
            guild,
            json!({"name": "ab"}),
            json!({"name": "a"}),
            "name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "name to 100",
            guild,
            json!({"name": x(100)}),
            json!({"name": x(101)}),
            "name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "a name that is none",
            guild,
            json!({}),
            json!({"name": null}),
            "name",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "description",
            guild,
            json!({"description": x(300)}),
            json!({"description": x(301)}),
            "description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "verification",
            guild,
            json!({"verification_level": 4}),
            json!({"verification_level": 5}),
            "verification_level",
            "BASE_TYPE_CHOICES",
        ),
        (
            "idle time",
            guild,
            json!({"afk_timeout": 900}),
            json!({"afk_timeout": 901}),
            "afk_timeout",
            "BASE_TYPE_CHOICES",
        ),
        (
            "locale",
            guild,
            json!({"preferred_locale": "de"}),
            json!({"preferred_locale": "xx"}),
            "preferred_locale",
            "BASE_TYPE_CHOICES",
        ),
        (
            "icon",
            guild,
            json!({"icon": PICTURE}),
            json!({"icon": "data:image/bmp;base64,AAAA"}),
            "icon",
            "IMAGE_INVALID",
        ),
        (
            "icon with nothing in it",
            guild,
            json!({"icon": null}),
            json!({"icon": "data:image/png;base64,"}),
            "icon",
            "IMAGE_INVALID",
        ),
        (
            "channel",
            guild,
            json!({"system_channel_id": "5"}),
            json!({"system_channel_id": "x"}),
            "system_channel_id",
            "NUMBER_TYPE_COERCE",
        ),
        (
            "features",
            guild,
            json!({"features": ["COMMUNITY"]}),
            json!({"features": ["NONSENSE"]}),
            "features.0",
            "BASE_TYPE_CHOICES",
        ),
        (
            "a template's name",
            new_template,
            json!({"name": "a"}),
            json!({}),
            "name",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "a template's text",
            old_template,
            json!({"description": x(120)}),
            json!({"description": x(121)}),
            "description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "widget",
            widget,
            json!({"enabled": true}),
            json!({"enabled": "yes"}),
            "enabled",
            "BOOLEAN_TYPE_CONVERT",
        ),
        (
            "welcome text",
            welcome_screen,
            json!({"description": x(140)}),
            json!({"description": x(141)}),
            "description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "welcome channels",
            welcome_screen,
            json!({"welcome_channels": vec![json!({"channel_id": "1", "description": "a"}); 5]}),
            json!({"welcome_channels": vec![json!({"channel_id": "1", "description": "a"}); 6]}),
            "welcome_channels",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "an answer gives something",
            onboarding,
            json!({"prompts": [{"id": "0", "title": "a", "options": [{"title": "b", "role_ids": ["1"]}]}]}),
            json!({"prompts": [{"id": "0", "title": "a", "options": [{"title": "b"}]}]}),
            "prompts.0.options.0.channel_ids",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "a pause",
            incident_actions,
            json!({"dms_disabled_until": "2026-11-20T12:00:00Z"}),
            json!({"dms_disabled_until": "tomorrow"}),
            "dms_disabled_until",
            "DATE_TIME_TYPE_PARSE",
        ),
        (
            "an answer to a request",
            join_request,
            json!({"action": "REJECTED"}),
            json!({"action": "MAYBE"}),
            "action",
            "BASE_TYPE_CHOICES",
        ),
    ]
}

fn about_members() -> Vec<Row> {
    let many = |count: u64| (1..=count).map(|id| id.to_string()).collect::<Vec<_>>();
    vec![
        (
            "nickname",
            member_edit,
            json!({"nick": x(32)}),
            json!({"nick": x(33)}),
            "nick",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "roles once each",
            member_edit,
            json!({"roles": ["1", "2"]}),
            json!({"roles": ["1", "1"]}),
            "roles.1",
            "SET_TYPE_ALREADY_CONTAINS_VALUE",
        ),
        (
            "roles are ids",
            member_edit,
            json!({"roles": []}),
            json!({"roles": ["admin"]}),
            "roles.0",
            "NUMBER_TYPE_COERCE",
        ),
        (
            "time-out",
            member_edit,
            json!({"communication_disabled_until": null}),
            json!({"communication_disabled_until": 5}),
            "communication_disabled_until",
            "STRING_TYPE_CONVERT",
        ),
        (
            "own text",
            own_member_edit,
            json!({"bio": x(190)}),
            json!({"bio": x(191)}),
            "bio",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "own picture",
            own_member_edit,
            json!({"banner": PICTURE}),
            json!({"banner": "x"}),
            "banner",
            "IMAGE_INVALID",
        ),
        (
            "access token",
            member_add,
            json!({"access_token": "x"}),
            json!({}),
            "access_token",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "days of messages",
            ban,
            json!({"delete_message_seconds": 604_800}),
            json!({"delete_message_seconds": 604_801}),
            "delete_message_seconds",
            "NUMBER_TYPE_MAX",
        ),
        (
            "days or seconds",
            ban,
            json!({"delete_message_days": 7}),
            json!({"delete_message_days": 1, "delete_message_seconds": 1}),
            "delete_message_days",
            "BAN_DELETE_MESSAGES_TWICE",
        ),
        (
            "many bans",
            bulk_ban,
            json!({"user_ids": many(200)}),
            json!({"user_ids": many(201)}),
            "user_ids",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "no bans",
            bulk_ban,
            json!({"user_ids": ["1"]}),
            json!({"user_ids": []}),
            "user_ids",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "bans of nobody",
            bulk_ban,
            json!({"user_ids": ["1"]}),
            json!({}),
            "user_ids",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "idle days",
            prune,
            json!({"days": 30}),
            json!({"days": 31}),
            "days",
            "NUMBER_TYPE_MAX",
        ),
        (
            "roles that count",
            prune,
            json!({"include_roles": "1,2"}),
            json!({"include_roles": ["x"]}),
            "include_roles.0",
            "NUMBER_TYPE_COERCE",
        ),
        (
            "role name",
            role,
            json!({"name": x(100)}),
            json!({"name": x(101)}),
            "name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "role bits",
            role,
            json!({"permissions": "8"}),
            json!({"permissions": "all"}),
            "permissions",
            "NUMBER_TYPE_COERCE",
        ),
        (
            "role colour",
            role,
            json!({"color": 0xFF_FFFF}),
            json!({"color": 0x100_0000}),
            "color",
            "NUMBER_TYPE_MAX",
        ),
        (
            "third colour",
            role,
            json!({"colors": {"primary_color": 11_127_295, "secondary_color": 16_759_788, "tertiary_color": 16_761_760}}),
            json!({"colors": {"primary_color": 1, "secondary_color": 2, "tertiary_color": 3}}),
            "colors.tertiary_color",
            "ROLE_COLORS_INVALID",
        ),
        (
            "role order",
            role_positions,
            json!([{"id": "1", "position": 0}]),
            json!([{"position": 1}]),
            "0.id",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "role order as a list",
            role_positions,
            json!([]),
            json!({"id": "1"}),
            "",
            "LIST_TYPE_CONVERT",
        ),
    ]
}

/// A rule with this trigger, metadata and actions.
fn made(trigger: u64, metadata: Value, actions: Value) -> Value {
    let event = if trigger == 6 { 2 } else { 1 };
    json!({"name": "a", "event_type": event, "trigger_type": trigger, "trigger_metadata": metadata, "actions": actions})
}

fn about_moderation() -> Vec<Row> {
    let of = |metadata: Value| made(1, metadata, json!([{"type": 1}]));
    let doing = |actions: Value| made(1, json!({"keyword_filter": ["a"]}), actions);
    let words = |count: usize| vec!["word"; count];
    let edit: Check = |body| moderation_rule_edit(body, 5);
    let told =
        |length: usize| doing(json!([{"type": 1, "metadata": {"custom_message": x(length)}}]));
    let lasting =
        |seconds: u64| doing(json!([{"type": 3, "metadata": {"duration_seconds": seconds}}]));
    let make: Check = moderation_rule;
    let mut other_event = of(json!({"keyword_filter": ["a"]}));
    other_event["event_type"] = json!(2);
    vec![
        (
            "keywords",
            make,
            of(json!({"keyword_filter": words(1000)})),
            of(json!({"keyword_filter": words(1001)})),
            "trigger_metadata.keyword_filter",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "a keyword",
            make,
            of(json!({"keyword_filter": [x(60)]})),
            of(json!({"keyword_filter": [x(61)]})),
            "trigger_metadata.keyword_filter.0",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "something to look for",
            make,
            of(json!({"regex_patterns": ["a"]})),
            of(json!({})),
            "trigger_metadata.keyword_filter",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "patterns",
            make,
            of(json!({"regex_patterns": words(10)})),
            of(json!({"regex_patterns": words(11)})),
            "trigger_metadata.regex_patterns",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "a pattern",
            make,
            of(json!({"regex_patterns": [x(260)]})),
            of(json!({"regex_patterns": [x(261)]})),
            "trigger_metadata.regex_patterns.0",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "a pattern of Rust's",
            make,
            of(json!({"regex_patterns": ["b[a4]d"]})),
            of(json!({"regex_patterns": ["(?=a)b"]})),
            "trigger_metadata.regex_patterns.0",
            "REGEX_VALIDATION_ERROR",
        ),
        (
            "allowed words",
            make,
            of(json!({"keyword_filter": ["a"], "allow_list": words(100)})),
            of(json!({"keyword_filter": ["a"], "allow_list": words(101)})),
            "trigger_metadata.allow_list",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "allowed words of presets",
            make,
            made(
                4,
                json!({"presets": [1], "allow_list": words(1000)}),
                json!([{"type": 1}]),
            ),
            made(
                4,
                json!({"presets": [1], "allow_list": words(1001)}),
                json!([{"type": 1}]),
            ),
            "trigger_metadata.allow_list",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "presets",
            make,
            made(4, json!({"presets": [1, 2, 3]}), json!([{"type": 1}])),
            made(4, json!({"presets": [4]}), json!([{"type": 1}])),
            "trigger_metadata.presets.0",
            "BASE_TYPE_CHOICES",
        ),
        (
            "mentions",
            edit,
            json!({"trigger_metadata": {"mention_total_limit": 50}}),
            json!({"trigger_metadata": {"mention_total_limit": 51}}),
            "trigger_metadata.mention_total_limit",
            "NUMBER_TYPE_MAX",
        ),
        (
            "an edit needs nothing",
            edit,
            json!({}),
            json!({"name": ""}),
            "name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "actions",
            make,
            doing(json!([{"type": 1}])),
            doing(json!([])),
            "actions",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "what the author is told",
            make,
            told(150),
            told(151),
            "actions.0.metadata.custom_message",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "where the alert goes",
            make,
            doing(json!([{"type": 2, "metadata": {"channel_id": "1"}}])),
            doing(json!([{"type": 2}])),
            "actions.0.metadata",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "time-out to four weeks",
            make,
            lasting(2_419_200),
            lasting(2_419_201),
            "actions.0.metadata.duration_seconds",
            "NUMBER_TYPE_MAX",
        ),
        (
            "no time-out for presets",
            make,
            made(
                5,
                json!({"mention_total_limit": 1}),
                json!([{"type": 3, "metadata": {"duration_seconds": 1}}]),
            ),
            made(
                4,
                json!({"presets": [1]}),
                json!([{"type": 3, "metadata": {"duration_seconds": 1}}]),
            ),
            "actions.0.type",
            "BASE_TYPE_CHOICES",
        ),
        (
            "quarantine for profiles only",
            make,
            made(6, json!({"keyword_filter": ["a"]}), json!([{"type": 4}])),
            doing(json!([{"type": 4}])),
            "actions.0.type",
            "BASE_TYPE_CHOICES",
        ),
        (
            "the event of the trigger",
            make,
            doing(json!([{"type": 1}])),
            other_event,
            "event_type",
            "BASE_TYPE_CHOICES",
        ),
        (
            "the trigger",
            make,
            made(3, json!({}), json!([{"type": 1}])),
            made(2, json!({}), json!([{"type": 1}])),
            "trigger_type",
            "BASE_TYPE_CHOICES",
        ),
    ]
}

#[test]
fn each_rule_accepts_one_body_and_refuses_its_neighbour() {
    for (name, check, accepted, refused, place, code) in
        [about_guilds(), about_members(), about_moderation()]
            .into_iter()
            .flatten()
    {
        assert_eq!(check(&accepted), Ok(()), "{name}: {accepted}");
        let rejection = check(&refused).expect_err(name);
        let broken: Vec<(String, &str)> = rejection
            .violations()
            .iter()
            .map(|violation| (violation.path.join("."), violation.code))
            .collect();
        assert_eq!(broken, [(place.to_owned(), code)], "{name}: {refused}");
    }
}
