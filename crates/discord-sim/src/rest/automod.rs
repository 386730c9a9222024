//! Rules of auto-moderation: listing, making, changing, deleting.

use serde_json::{Value, json};

use super::{
    Call, Refusal,
    audit_log::entry,
    authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{MANAGE_GUILD, MODERATE_MEMBERS},
    validate::{
        self,
        moderation_rule::{action, trigger},
        snowflake,
    },
    world::{
        World,
        audit::{self, Audit},
        automod::Rule,
    },
};

/// What is about auto-moderation.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/auto-moderation/rules", "list_auto_moderation_rules", Access::Bot, USUAL, list),
    route("POST", "/guilds/{guild}/auto-moderation/rules", "create_auto_moderation_rule", Access::Bot, USUAL, create),
    route("GET", "/guilds/{guild}/auto-moderation/rules/{rule}", "get_auto_moderation_rule", Access::Bot, USUAL, get),
    route("PATCH", "/guilds/{guild}/auto-moderation/rules/{rule}", "update_auto_moderation_rule", Access::Bot, USUAL, change),
    route("DELETE", "/guilds/{guild}/auto-moderation/rules/{rule}", "delete_auto_moderation_rule", Access::Bot, USUAL, delete),
];

/// Keys of a rule that the audit log knows.
const LOGGED: &[&str] = &[
    "name",
    "event_type",
    "trigger_type",
    "trigger_metadata",
    "actions",
    "enabled",
    "exempt_roles",
    "exempt_channels",
];

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    Answer::ok(
        authority::guild(world, guild)?
            .rules
            .values()
            .map(Rule::json)
            .collect(),
    )
}

fn of_path<'a>(world: &'a World, call: &Call, guild: u64) -> Result<&'a Rule, Refusal> {
    let rule = authority::guild(world, guild)?.rules.get(&call.id("rule")?);
    rule.ok_or_else(refusal::unknown_moderation_rule)
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    Answer::ok(of_path(world, call, guild)?.json())
}

/// What the form of a rule cannot say: the right to time members out, and that the alert's channel is there.
fn actions_are_possible(
    world: &mut World,
    call: &Call,
    guild: u64,
    now: Moment,
) -> Result<(), Refusal> {
    for (index, done) in call.body["actions"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        match done["type"].as_u64() {
            Some(action::TIME_OUT) => {
                authority::in_guild(world, call, MODERATE_MEMBERS, now)?;
            }
            Some(action::ALERT) => {
                let channel = snowflake(&done["metadata"]["channel_id"]);
                let channel = channel.and_then(|id| world.channels.get(&id));
                if channel.is_none_or(|channel| channel.guild != Some(guild)) {
                    return Err(Refusal::form(
                        &["actions", &index.to_string(), "metadata", "channel_id"],
                        "AUTO_MODERATION_INVALID_CHANNEL",
                        "This channel is not in the guild.",
                    ));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    validate::moderation_rule(&call.body)?;
    actions_are_possible(world, call, guild, now)?;
    let kind = call.body["trigger_type"].as_u64().unwrap_or_default();
    let rules = &authority::guild(world, guild)?.rules;
    let most = trigger::most(kind);
    if rules.values().filter(|rule| rule.trigger == kind).count() >= most {
        return Err(Refusal::form(
            &[],
            "AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED",
            &format!("Maximum number of rules with trigger type {kind} is {most}"),
        ));
    }
    let mut rule = Rule::bare(world.id(now), guild, call.application, kind);
    rule.take(&call.body);
    let body = rule.json();
    keep(
        world,
        call,
        rule,
        ("AUTO_MODERATION_RULE_CREATE", &Value::Null),
        now,
    );
    Answer::ok(body)
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    let mut rule = of_path(world, call, guild)?.clone();
    validate::moderation_rule_edit(&call.body, rule.trigger)?;
    actions_are_possible(world, call, guild, now)?;
    let before = rule.json();
    rule.take(&call.body);
    let body = rule.json();
    if body != before {
        keep(
            world,
            call,
            rule,
            ("AUTO_MODERATION_RULE_UPDATE", &before),
            now,
        );
    }
    Answer::ok(body)
}

fn keep(
    world: &mut World,
    call: &Call,
    rule: Rule,
    (event, before): (&'static str, &Value),
    now: Moment,
) {
    let logged = if before.is_null() {
        audit::action::AUTO_MODERATION_RULE_CREATE
    } else {
        audit::action::AUTO_MODERATION_RULE_UPDATE
    };
    let changes = audit::changes(before, &rule.json(), LOGGED);
    world.tell_rule(&rule, event, now);
    let entry = entry(call, rule.guild, logged, Some(rule.id));
    if let Some(guild) = world.guilds.get_mut(&rule.guild) {
        guild.rules.insert(rule.id, rule);
    }
    world.audit(Audit { changes, ..entry }, now);
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    let rule = of_path(world, call, guild)?.clone();
    if let Some(guild) = world.guilds.get_mut(&guild) {
        guild.rules.remove(&rule.id);
    }
    world.tell_rule(&rule, "AUTO_MODERATION_RULE_DELETE", now);
    let changes = audit::changes(&rule.json(), &json!({}), LOGGED);
    let logged = entry(
        call,
        guild,
        audit::action::AUTO_MODERATION_RULE_DELETE,
        Some(rule.id),
    );
    world.audit(Audit { changes, ..logged }, now);
    Answer::nothing()
}
