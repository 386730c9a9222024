//! What was typed, turned into the values of an interaction, with the things they refer to.

use serde_json::{Value, json};

use super::{DriverError, Seat, slash::option_type};
use crate::{
    clock::Moment,
    world::{Guild, World},
};

/// JavaScript's largest safe integer; Discord takes no larger INTEGER.
const LARGEST_INTEGER: f64 = 9_007_199_254_740_991.0;
/// Longest string an option takes when it says nothing else.
const LONGEST_STRING: u64 = 6_000;

/// Turns typed text into option values and collects `resolved`.
pub(super) struct Resolver<'a> {
    seat: &'a Seat,
    application: u64,
    command: String,
    now: Moment,
    pub(super) resolved: Value,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(seat: &'a Seat, application: u64, command: String, now: Moment) -> Self {
        Self {
            seat,
            application,
            command,
            now,
            resolved: json!({}),
        }
    }

    /// The option of an interaction for typed text.
    pub(super) fn option(
        &mut self,
        world: &mut World,
        option: &Value,
        text: &str,
    ) -> Result<Value, DriverError> {
        let kind = option["type"].as_u64().unwrap_or_default();
        let value = self
            .value(world, option, kind, text)
            .map_err(|why| DriverError::BadValue {
                option: format!("/{} {}", self.command, super::view::text(&option["name"])),
                value: text.to_owned(),
                why,
            })?;
        Ok(json!({"name": option["name"], "type": kind, "value": value}))
    }

    fn value(
        &mut self,
        world: &mut World,
        option: &Value,
        kind: u64,
        text: &str,
    ) -> Result<Value, String> {
        if let Some(choices) = option["choices"]
            .as_array()
            .filter(|choices| !choices.is_empty())
        {
            return chosen(choices, text);
        }
        match kind {
            option_type::STRING => string(option, text),
            option_type::INTEGER => {
                let number: i64 = text
                    .parse()
                    .map_err(|_| "a whole number is wanted".to_owned())?;
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "only compared with bounds of 53 bits"
                )]
                bounded(option, number as f64)?;
                Ok(json!(number))
            }
            option_type::NUMBER => {
                let number: f64 = text.parse().map_err(|_| "a number is wanted".to_owned())?;
                bounded(option, number)?;
                Ok(json!(number))
            }
            option_type::BOOLEAN => match text.to_lowercase().as_str() {
                "true" => Ok(json!(true)),
                "false" => Ok(json!(false)),
                _ => Err("true or false is wanted".to_owned()),
            },
            option_type::USER => self.user(world, text),
            option_type::ROLE => self.role(world, text),
            option_type::MENTIONABLE => self.user(world, text).or_else(|_| self.role(world, text)),
            option_type::CHANNEL => self.channel(world, option, text),
            option_type::ATTACHMENT => self.attachment(world, text),
            _ => Err("the simulator does not know this type of option".to_owned()),
        }
    }

    fn guild<'w>(&self, world: &'w World) -> Option<&'w Guild> {
        world
            .guilds
            .get(&world.channels.get(&self.seat.channel.id())?.guild()?)
    }

    /// Takes a user by `@name`, `<@id>` or id into `resolved`.
    pub(super) fn user(&mut self, world: &World, text: &str) -> Result<Value, String> {
        let name = bare(text, &["<@!", "<@", "@"]);
        let found = match name.parse() {
            Ok(id) => world.users.get(&id),
            Err(_) => world.users.values().find(|user| user.name == name),
        };
        let id = found.ok_or("no such user")?.id;
        self.put("users", id, world.user_json(id));
        let channel = self.seat.channel.id();
        if let Some(guild) = self
            .guild(world)
            .filter(|guild| guild.members.contains_key(&id))
        {
            let mut member = world.member_json(guild.id, id, self.now);
            if let Value::Object(fields) = &mut member {
                for whole in ["user", "deaf", "mute"] {
                    fields.remove(whole);
                }
            }
            member["permissions"] = json!(world.permissions_in(id, channel, self.now).to_string());
            self.put("members", id, member);
        }
        Ok(json!(id.to_string()))
    }

    /// Takes a role by `@name`, `<@&id>` or id into `resolved`.
    pub(super) fn role(&mut self, world: &World, text: &str) -> Result<Value, String> {
        let name = bare(text, &["<@&", "@"]);
        let guild = self.guild(world).ok_or("there are no roles here")?;
        let id = name.parse::<u64>().ok();
        let mut roles = guild.roles.values();
        let found = roles.find(|role| id.map_or(role.name == name, |id| role.id == id));
        let role = found.ok_or("no such role")?;
        let (id, json) = (role.id, role.json());
        self.put("roles", id, json);
        Ok(json!(id.to_string()))
    }

    pub(super) fn channel(
        &mut self,
        world: &World,
        option: &Value,
        text: &str,
    ) -> Result<Value, String> {
        let name = bare(text, &["<#", "#"]);
        let guild = self.guild(world).map(|guild| guild.id);
        let id = name.parse::<u64>().ok();
        let mut own = world
            .channels
            .values()
            .filter(|channel| channel.guild() == guild);
        let found = own.find(|channel| id.map_or(channel.name == name, |id| channel.id == id));
        let channel = found.ok_or("no such channel")?;
        let allowed = option["channel_types"].as_array();
        if allowed.is_some_and(|types| {
            !types.is_empty() && !types.iter().any(|kind| *kind == channel.code())
        }) {
            return Err("another kind of channel is wanted".to_owned());
        }
        let id = channel.id;
        let json = json!({
            "id": id.to_string(), "type": channel.code(), "name": channel.name, "parent_id": null, "flags": 0,
            "guild_id": guild.map(|id| id.to_string()),
            "permissions": world.permissions_in(self.seat.person().id(), id, self.now).to_string(),
            "app_permissions": world.permissions_in(self.application, id, self.now).to_string(),
        });
        self.put("channels", id, json);
        Ok(json!(id.to_string()))
    }

    fn attachment(&mut self, world: &mut World, text: &str) -> Result<Value, String> {
        let file = self
            .seat
            .files
            .iter()
            .find(|file| file.name == text)
            .ok_or("the person holds no such file")?;
        let stored = world.store_files(
            self.seat.channel.id(),
            std::slice::from_ref(file),
            &Value::Null,
            self.now,
        );
        let attachment = stored.first().ok_or("the file could not be uploaded")?;
        self.put("attachments", attachment.id, attachment.json(true));
        Ok(json!(attachment.id.to_string()))
    }

    fn put(&mut self, kind: &str, id: u64, value: Value) {
        self.resolved[kind][id.to_string()] = value;
    }
}

fn bare<'t>(text: &'t str, prefixes: &[&str]) -> &'t str {
    let inner = prefixes
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    inner.strip_suffix('>').unwrap_or(inner)
}

fn chosen(choices: &[Value], text: &str) -> Result<Value, String> {
    let shown = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned)
    };
    let found = choices
        .iter()
        .find(|choice| choice["name"] == text || shown(&choice["value"]) == text);
    found
        .map(|choice| choice["value"].clone())
        .ok_or_else(|| "it is not one of the choices".to_owned())
}

fn string(option: &Value, text: &str) -> Result<Value, String> {
    let length = text.chars().count() as u64;
    let least = option["min_length"].as_u64().unwrap_or_default();
    let most = option["max_length"].as_u64().unwrap_or(LONGEST_STRING);
    if (least..=most).contains(&length) {
        Ok(json!(text))
    } else {
        Err(format!("{least} to {most} characters are wanted"))
    }
}

fn bounded(option: &Value, number: f64) -> Result<(), String> {
    let least = option["min_value"].as_f64().unwrap_or(-LARGEST_INTEGER);
    let most = option["max_value"].as_f64().unwrap_or(LARGEST_INTEGER);
    if (least..=most).contains(&number) {
        Ok(())
    } else {
        Err(format!("a number from {least} to {most} is wanted"))
    }
}
