//! Webhooks that take what GitHub and Slack send.

use serde_json::{Value, json};

use super::{
    by_token,
    execute::{place, post},
};
use crate::{
    clock::Moment,
    rest::{Call, Refusal, route::Answer},
    validate::{self, MessagePlace},
    world::World,
};

/// The header is not looked at: what the body holds says what happened.
pub(super) fn github(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let webhook = by_token(world, call)?;
    let channel = place(world, call, webhook.channel)?;
    let body = &call.body;
    let sender = &body["sender"];
    let Some(login) = sender["login"].as_str() else {
        return Err(Refusal::form(
            &["sender"],
            "BASE_TYPE_REQUIRED",
            "This field is required",
        ));
    };
    let guise = webhook.guise(Some("GitHub"), None);
    if let Some(embed) = event(body) {
        let author =
            json!({"name": login, "url": sender["html_url"], "icon_url": sender["avatar_url"]});
        let mut message = json!({"embeds": [embed]});
        message["embeds"][0]["author"] = author;
        post(world, call, channel, &message, guise, now)?;
    }
    Answer::nothing()
}

/// What a GitHub event says, for the events that Discord shows.
fn event(body: &Value) -> Option<Value> {
    let repository = body["repository"]["full_name"].as_str().unwrap_or("?");
    let action = body["action"].as_str().unwrap_or_default();
    for (key, what) in [
        ("pull_request", "Pull request"),
        ("issue", "Issue"),
        ("release", "Release"),
        ("discussion", "Discussion"),
    ] {
        let thing = &body[key];
        if thing.is_object() {
            let named = [&thing["title"], &thing["tag_name"]]
                .into_iter()
                .find_map(Value::as_str);
            let number = thing["number"].as_u64().map(|number| format!(" #{number}"));
            return Some(json!({
                "title": format!("[{repository}] {what} {action}:{}{}", number.unwrap_or_default(),
                    named.map(|name| format!(" {name}")).unwrap_or_default()),
                "url": thing["html_url"],
            }));
        }
    }
    let commits = body["commits"]
        .as_array()
        .filter(|commits| !commits.is_empty())?;
    let branch = body["ref"]
        .as_str()
        .and_then(|name| name.rsplit('/').next());
    let lines: Vec<String> = commits
        .iter()
        .map(|commit| {
            let id = commit["id"].as_str().unwrap_or_default();
            let short = id.get(..7).unwrap_or(id);
            format!(
                "`{short}` {}",
                commit["message"].as_str().unwrap_or_default()
            )
        })
        .collect();
    Some(json!({
        "title": format!("[{repository}:{}] {} new commits", branch.unwrap_or("?"), commits.len()),
        "url": body["compare"],
        "description": lines.join("\n"),
    }))
}

pub(super) fn slack(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let webhook = by_token(world, call)?;
    let channel = place(world, call, webhook.channel)?;
    let guise = webhook.guise(call.body["username"].as_str(), None);
    let embeds: Vec<Value> = call.body["attachments"]
        .as_array()
        .into_iter()
        .flatten()
        .map(embed)
        .collect();
    let mut body = json!({"embeds": embeds});
    if let Some(text) = call.body["text"].as_str() {
        body["content"] = json!(text);
    }
    validate::message(&body, MessagePlace::Webhook, 0)?;
    post(world, call, channel, &body, guise, now)?;
    Answer::ok(json!("ok"))
}

/// A Slack attachment as an embed.
fn embed(attachment: &Value) -> Value {
    let mut embed = json!({});
    for (from, to) in [
        ("title", "title"),
        ("title_link", "url"),
        ("text", "description"),
    ] {
        if attachment[from].is_string() {
            embed[to] = attachment[from].clone();
        }
    }
    let fields = attachment["fields"].as_array().into_iter().flatten();
    let fields: Vec<Value> = fields
        .map(|field| json!({"name": field["title"], "value": field["value"], "inline": field["short"] == true}))
        .collect();
    if !fields.is_empty() {
        embed["fields"] = json!(fields);
    }
    embed
}
