//! Discord's rules as data: for each one body that is accepted and, beside it, one that is refused and how.

mod callbacks;
mod channels;
mod command_options;
mod commands;
mod components;
mod embeds;
mod error_bodies;
mod families;
mod layouts;
mod message_parts;
mod messages;
mod modal_inputs;
mod modals;
mod mutations;
mod others;
mod selects;
mod threads;
mod undescribed;
mod webhooks;

use discord_sim::{
    oracle::Oracle,
    validate::{
        CommandScope, InteractionFacts, MessagePlace, Rejection, WebhookPlace, autocomplete,
        callback, channel, channel_edit, channel_positions, command, command_permissions, commands,
        direct_message, invite, message, modal, overwrite, post, sound, stage, stage_edit,
        test_entitlement, thread, voice_state, voice_status, webhook,
    },
};
use serde_json::{Value, json};

/// What a body is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    Message(MessagePlace, usize),
    Callback(InteractionFacts, usize),
    Modal,
    Command,
    Commands,
    Autocomplete(u8),
    Webhook(WebhookPlace),
    /// Made.
    NewChannel,
    /// A change of a channel of a type.
    Channel(u64),
    Positions,
    Overwrite,
    Thread,
    Post,
    Invite,
    Stage,
    StageEdit,
    VoiceState,
    VoiceStatus,
    Sound,
    Direct,
    CommandRights,
    TestEntitlement,
}

/// One rule.
pub(crate) struct Rule {
    name: &'static str,
    target: Target,
    accepted: Value,
    refused: Value,
    /// Name of the rule in the refusal, or its number where it has one.
    code: &'static str,
    /// Where, with dots.
    at: &'static str,
    /// Discord's OpenAPI description refuses it too (PROTOCOL 1.1).
    described: bool,
}

impl Rule {
    /// Marks a rule that the description enforces as well.
    fn described(mut self) -> Self {
        self.described = true;
        self
    }
}

/// A rule of the simulator alone, until it is `described`.
fn rule(
    name: &'static str,
    target: Target,
    (accepted, refused): (Value, Value),
    code: &'static str,
    at: &'static str,
) -> Rule {
    Rule {
        name,
        target,
        accepted,
        refused,
        code,
        at,
        described: false,
    }
}

/// A message that is sent, without files.
const CREATE: Target = Target::Message(MessagePlace::Create, 0);

fn x(count: usize) -> String {
    "x".repeat(count)
}

/// The whole table.
fn table() -> Vec<Rule> {
    families::all()
        .into_iter()
        .flat_map(|(_, rules)| rules)
        .collect()
}

fn judge(target: Target, body: &Value) -> Result<(), Rejection> {
    match target {
        Target::Message(place, files) => message(body, place, files),
        Target::Callback(interaction, files) => callback(body, interaction, files),
        Target::Modal => modal(body),
        Target::Command => command(body, CommandScope::Global),
        Target::Commands => commands(
            body.as_array().expect("a list of commands"),
            CommandScope::Global,
        ),
        Target::Autocomplete(focused) => autocomplete(body, focused),
        Target::Webhook(place) => webhook(body, place),
        Target::Channel(kind) => channel_edit(body, kind),
        Target::Direct => direct_message(body),
        Target::CommandRights => command_permissions(body),
        Target::TestEntitlement => test_entitlement(body),
        Target::NewChannel => channel(body),
        Target::Positions => channel_positions(body),
        Target::Overwrite => overwrite(body),
        Target::Thread => thread(body),
        Target::Post => post(body, 0),
        Target::Invite => invite(body),
        Target::Stage => stage(body),
        Target::StageEdit => stage_edit(body),
        Target::VoiceState => voice_state(body),
        Target::VoiceStatus => voice_status(body),
        Target::Sound => sound(body),
    }
}

/// The request in which such a body travels.
fn request(target: Target, body: &Value) -> (&'static str, &'static str, Value) {
    const CALLBACK: &str = "/interactions/1/token/callback";
    const RIGHTS: &str = "/applications/1/guilds/2/commands/3/permissions";
    match target {
        Target::Message(MessagePlace::Create, _) => ("POST", "/channels/1/messages", body.clone()),
        Target::Message(MessagePlace::Edit { .. }, _) => {
            ("PATCH", "/channels/1/messages/2", body.clone())
        }
        Target::Message(MessagePlace::Followup | MessagePlace::Webhook, _) => {
            ("POST", "/webhooks/1/token", body.clone())
        }
        Target::Message(MessagePlace::WebhookEdit { .. }, _) => (
            "PATCH",
            "/webhooks/1/token/messages/@original",
            body.clone(),
        ),
        Target::Message(MessagePlace::Callback, _) => {
            ("POST", CALLBACK, json!({"type": 4, "data": body}))
        }
        Target::Message(MessagePlace::CallbackUpdate { .. }, _) => {
            ("POST", CALLBACK, json!({"type": 7, "data": body}))
        }
        Target::Callback(..) => ("POST", CALLBACK, body.clone()),
        Target::Modal => ("POST", CALLBACK, json!({"type": 9, "data": body})),
        Target::Autocomplete(_) => ("POST", CALLBACK, json!({"type": 8, "data": body})),
        Target::Webhook(WebhookPlace::Create) => ("POST", "/channels/1/webhooks", body.clone()),
        Target::Webhook(WebhookPlace::Edit) => ("PATCH", "/webhooks/1", body.clone()),
        Target::Channel(_) => ("PATCH", "/channels/1", body.clone()),
        Target::Direct => ("POST", "/users/@me/channels", body.clone()),
        Target::CommandRights => ("PUT", RIGHTS, body.clone()),
        Target::TestEntitlement => ("POST", "/applications/1/entitlements", body.clone()),
        Target::Command => ("POST", "/applications/1/commands", body.clone()),
        Target::Commands => ("PUT", "/applications/1/commands", body.clone()),
        Target::NewChannel => ("POST", "/guilds/1/channels", body.clone()),
        Target::Positions => ("PATCH", "/guilds/1/channels", body.clone()),
        Target::Overwrite => ("PUT", "/channels/1/permissions/2", body.clone()),
        Target::Thread | Target::Post => ("POST", "/channels/1/threads", body.clone()),
        Target::Invite => ("POST", "/channels/1/invites", body.clone()),
        Target::Stage => ("POST", "/stage-instances", body.clone()),
        Target::StageEdit => ("PATCH", "/stage-instances/1", body.clone()),
        Target::VoiceState => ("PATCH", "/guilds/1/voice-states/@me", body.clone()),
        Target::VoiceStatus => ("PUT", "/channels/1/voice-status", body.clone()),
        Target::Sound => ("POST", "/channels/1/send-soundboard-sound", body.clone()),
    }
}

#[test]
fn every_rule_accepts_one_body_and_refuses_its_neighbour() {
    let mut failures = Vec::new();
    for rule in table() {
        if let Err(rejection) = judge(rule.target, &rule.accepted) {
            failures.push(format!("{}: good body refused: {rejection}", rule.name));
        }
        match judge(rule.target, &rule.refused) {
            Ok(()) => failures.push(format!("{}: bad body accepted", rule.name)),
            Err(rejection) if names(&rejection, rule.code, rule.at) => {}
            Err(rejection) => failures.push(format!(
                "{}: expected {} at {:?}, got {rejection}",
                rule.name, rule.code, rule.at
            )),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Whether a rejection is this one and nothing else.
fn names(rejection: &Rejection, code: &str, at: &str) -> bool {
    match rejection {
        Rejection::Code { code: number, .. } => number.to_string() == code,
        Rejection::Form(violations) => violations
            .iter()
            .all(|violation| violation.code == code && violation.path.join(".") == at),
    }
}

#[test]
fn accepted_bodies_agree_with_discords_description() {
    let Some(oracle) = crate::oracle::oracle_or_say_so() else {
        return;
    };
    let mut failures = Vec::new();
    for rule in table() {
        let (method, path, body) = request(rule.target, &rule.accepted);
        for problem in oracle.request(method, path, Some(&body)) {
            failures.push(format!("{}: good body: {problem}", rule.name));
        }
        for field in oracle.unknown_fields(method, path, Some(&body)) {
            failures.push(format!("{}: good body: unknown field {field}", rule.name));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn what_the_description_enforces_is_refused_by_both() {
    let Some(oracle) = crate::oracle::oracle_or_say_so() else {
        return;
    };
    let mut failures = Vec::new();
    for rule in table() {
        let problems = problems_of(&oracle, &rule);
        if rule.described && problems.is_empty() {
            failures.push(format!("{}: the description accepts it", rule.name));
        } else if !rule.described && !problems.is_empty() {
            failures.push(format!(
                "{}: the description refuses it: {problems:?}",
                rule.name
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn problems_of(oracle: &Oracle, rule: &Rule) -> Vec<String> {
    let (method, path, body) = request(rule.target, &rule.refused);
    oracle.request(method, path, Some(&body))
}
