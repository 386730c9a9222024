//! What names and ids refer to: users, roles, channels, files, and how they look in `resolved`.

use serde_json::{Value, json};

use super::Seat;
use crate::{
    clock::Moment,
    permission,
    world::{Guild, Message, Upload, World},
};

/// Bytes of a file that a person without Nitro may upload.
pub(crate) const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// Turns text into option values and collects `resolved`.
pub(super) struct Resolver<'a> {
    pub(super) seat: &'a Seat,
    application: u64,
    pub(super) command: String,
    now: Moment,
    /// Things are meant by their ids alone, as a client sends them.
    exact: bool,
    resolved: Value,
    uploaded: Vec<u64>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(seat: &'a Seat, application: u64, command: String, now: Moment) -> Self {
        Self {
            seat,
            application,
            command,
            now,
            exact: false,
            resolved: json!({}),
            uploaded: Vec::new(),
        }
    }

    /// Things are meant by their ids alone.
    pub(super) fn exact(mut self, exact: bool) -> Self {
        self.exact = exact;
        self
    }

    pub(super) fn is_exact(&self) -> bool {
        self.exact
    }

    /// What stands for a thing: a name without its sign, or an id.
    fn bare<'t>(&self, text: &'t str, signs: &[&str]) -> Result<&'t str, String> {
        let is_id = text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u64>().is_ok();
        match self.exact {
            true if is_id => Ok(text),
            true => Err("an id is wanted".to_owned()),
            false => Ok(bare(text, signs)),
        }
    }

    fn guild<'w>(&self, world: &'w World) -> Option<&'w Guild> {
        world
            .guilds
            .get(&world.channels.get(&self.seat.channel.id())?.guild()?)
    }

    /// Takes a user by `@name`, `<@id>` or id into `resolved`.
    pub(super) fn user(&mut self, world: &World, text: &str) -> Result<Value, String> {
        let name = self.bare(text, &["<@!", "<@", "@"])?;
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
        let name = self.bare(text, &["<@&", "@"])?;
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
        let name = self.bare(text, &["<#", "#"])?;
        let guild = self.guild(world).map(|guild| guild.id);
        let id = name.parse::<u64>().ok();
        let mut own = world
            .channels
            .values()
            .filter(|channel| channel.guild() == guild);
        let person = self.seat.person().id();
        let found = own.find(|channel| {
            let bits = || world.permissions_in(person, channel.id, self.now);
            id.map_or(channel.name == name, |id| channel.id == id)
                && bits() & permission::VIEW_CHANNEL != 0
        });
        let channel = found.ok_or("no such channel")?;
        let allowed = option["channel_types"].as_array();
        if allowed.is_some_and(|types| {
            !types.is_empty() && !types.iter().any(|kind| *kind == channel.code())
        }) {
            return Err("another kind of channel is wanted".to_owned());
        }
        let id = channel.id;
        let mut json = world.partial_channel(id, self.seat.person().id(), self.now);
        let application = world.permissions_in(self.application, id, self.now);
        json["app_permissions"] = json!(application.to_string());
        self.put("channels", id, json);
        Ok(json!(id.to_string()))
    }

    /// Takes a message, whole, into `resolved`: the target of a command is readable without the privileged intent.
    pub(super) fn message(&mut self, world: &World, message: &Message) {
        self.put("messages", message.id, world.full_message_json(message));
    }

    /// Uploads a file, which goes into `resolved`.
    pub(super) fn upload(&mut self, world: &mut World, file: &Upload) -> Result<Value, String> {
        if file.bytes.len() > LARGEST_FILE {
            return Err("it is larger than 10 MiB".to_owned());
        }
        let stored = world.store_files(
            self.seat.channel.id(),
            std::slice::from_ref(file),
            &Value::Null,
            self.now,
        );
        let attachment = stored.first().ok_or("the file could not be uploaded")?;
        self.uploaded.push(attachment.id);
        self.put("attachments", attachment.id, attachment.json(true));
        Ok(json!(attachment.id.to_string()))
    }

    /// Lets go of what was uploaded, for nothing came of it.
    pub(super) fn discard(&self, world: &mut World) {
        for id in &self.uploaded {
            world.files.remove(id);
        }
    }

    /// Puts what was collected into an interaction's data.
    pub(super) fn finish(self, data: &mut Value) {
        if self
            .resolved
            .as_object()
            .is_some_and(|kinds| !kinds.is_empty())
        {
            data["resolved"] = self.resolved;
        }
    }

    fn put(&mut self, kind: &str, id: u64, value: Value) {
        self.resolved[kind][id.to_string()] = value;
    }
}

impl Seat {
    /// The file of that name which the person holds.
    pub(super) fn held(&self, name: &str) -> Result<Upload, String> {
        let file = self.files.iter().find(|file| file.name == name);
        file.cloned()
            .ok_or_else(|| "the person holds no such file".to_owned())
    }

    /// The file of that number among those that were sent along.
    pub(super) fn numbered(&self, number: &Value) -> Result<Upload, String> {
        let number = number.as_u64().or_else(|| number.as_str()?.parse().ok());
        let file = self.files.iter().find(|file| Some(file.index) == number);
        file.cloned()
            .ok_or_else(|| "no file of that number was sent along".to_owned())
    }
}

fn bare<'t>(text: &'t str, prefixes: &[&str]) -> &'t str {
    let inner = prefixes
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    inner.strip_suffix('>').unwrap_or(inner)
}
