//! Templates of guilds.

use serde_json::Value;

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::MANAGE_GUILD,
    validate,
    world::{World, template::Template},
};

/// What is about templates.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/templates/{code}", "get_guild_template", Access::Open, USUAL, get),
    route("GET", "/guilds/{guild}/templates", "list_guild_templates", Access::Bot, USUAL, list),
    route("POST", "/guilds/{guild}/templates", "create_guild_template", Access::Bot, USUAL, create),
    route("PUT", "/guilds/{guild}/templates/{code}", "sync_guild_template", Access::Bot, USUAL, synchronise),
    route("PATCH", "/guilds/{guild}/templates/{code}", "update_guild_template", Access::Bot, USUAL, change),
    route("DELETE", "/guilds/{guild}/templates/{code}", "delete_guild_template", Access::Bot, USUAL, delete),
];

fn get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let found = world.template(call.text("code"));
    let (guild, template) = found.ok_or_else(refusal::unknown_template)?;
    Answer::ok(world.template_json(guild, template))
}

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    let template = &authority::guild(world, guild)?.community.template;
    let list = template
        .iter()
        .map(|template| world.template_json(guild, template));
    Answer::ok(list.collect())
}

fn description(body: &Value) -> Option<String> {
    body["description"].as_str().map(ToOwned::to_owned)
}

/// A guild has at most one template.
fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    validate::template(&call.body, true)?;
    if authority::guild(world, guild)?.community.template.is_some() {
        return Err(refusal::has_template());
    }
    let template = Template {
        code: world.template_code(now),
        name: call.body["name"].as_str().unwrap_or_default().to_owned(),
        description: description(&call.body),
        creator: call.application,
        made: now,
        synchronised: now,
        shape: world.shape(guild),
    };
    let body = world.template_json(guild, &template);
    keep(world, guild, Some(template));
    Answer::ok(body)
}

fn keep(world: &mut World, guild: u64, template: Option<Template>) {
    if let Some(guild) = world.guilds.get_mut(&guild) {
        guild.community.template = template;
    }
}

/// The guild of the path with its template, when the path's code is that one's.
fn own(world: &mut World, call: &Call, now: Moment) -> Result<(u64, Template), Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    let template = authority::guild(world, guild)?.community.template.clone();
    let template = template.filter(|template| template.code == call.text("code"));
    Ok((guild, template.ok_or_else(refusal::unknown_template)?))
}

fn synchronise(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, mut template) = own(world, call, now)?;
    template.shape = world.shape(guild);
    template.synchronised = now;
    let body = world.template_json(guild, &template);
    keep(world, guild, Some(template));
    Answer::ok(body)
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, mut template) = own(world, call, now)?;
    validate::template(&call.body, false)?;
    if let Some(name) = call.body["name"].as_str() {
        name.clone_into(&mut template.name);
    }
    if call.body.get("description").is_some() {
        template.description = description(&call.body);
    }
    let body = world.template_json(guild, &template);
    keep(world, guild, Some(template));
    Answer::ok(body)
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, template) = own(world, call, now)?;
    keep(world, guild, None);
    Answer::ok(world.template_json(guild, &template))
}
