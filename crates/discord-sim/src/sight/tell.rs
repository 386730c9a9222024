//! Turns touched keys into what one person must be told of them: each thing as this person sees it now, or that it is
//! gone.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Sight,
    known::{Known, KnownGuild, Place, digest},
    spread::spread,
};
use crate::world::{Changes, Channel, Guild, Interaction, Touch};

/// What must be told of some changes, in the order in which a reader understands it.
pub(super) fn tell(sight: Sight<'_>, known: &mut Known, changes: Changes) -> Vec<Value> {
    let mut teller = Teller {
        sight,
        known,
        frames: Vec::new(),
        commands: false,
    };
    teller.tell(changes);
    teller.frames
}

struct Teller<'a, 'w> {
    sight: Sight<'w>,
    known: &'a mut Known,
    frames: Vec<Value>,
    /// Other commands may be offered now.
    commands: bool,
}

impl Teller<'_, '_> {
    fn tell(&mut self, mut changes: Changes) {
        spread(self.sight, self.known, &mut changes);
        for user in &changes.users {
            self.user(*user);
        }
        for application in &changes.applications {
            self.application(*application);
        }
        let mut fresh = BTreeSet::new();
        for guild in &changes.guilds {
            if self.guild(*guild) {
                fresh.insert(*guild);
            }
        }
        for channel in &changes.channels {
            self.channel(*channel);
        }
        for (guild, user) in &changes.members {
            self.member(*guild, *user, fresh.contains(guild));
        }
        for ((channel, id), touch) in &changes.messages {
            self.message(*channel, *id, *touch);
        }
        for id in changes.interactions.keys() {
            self.interaction(*id);
        }
        if self.commands {
            self.frames.push(json!({"kind": "commands"}));
        }
        for (channel, user) in &changes.typing {
            self.typing(*channel, *user);
        }
    }

    fn user(&mut self, id: u64) {
        let Some(user) = self.sight.world.users.get(&id) else {
            return;
        };
        let mut frame = json!({"kind": "user", "user": user.json()});
        if id == self.sight.person {
            frame["locale"] = json!(user.locale);
            self.commands = true;
        }
        self.frames.push(frame);
    }

    fn application(&mut self, id: u64) {
        if let Some(application) = self.sight.world.applications.get(&id) {
            let application = self.sight.application(application);
            self.frames
                .push(json!({"kind": "application", "application": application}));
            self.commands = true;
        }
    }

    /// Tells of a guild, and of its channels where the person's rights in it are others; whether it has just appeared.
    fn guild(&mut self, id: u64) -> bool {
        let found = self.sight.in_guild(id);
        let unsure = |known: &KnownGuild| found.is_none() || known.unsure;
        if self.known.guilds.get(&id).is_some_and(unsure) {
            self.known.guilds.remove(&id);
            self.frames
                .push(json!({"kind": "guild_gone", "id": id.to_string()}));
            self.commands = true;
        }
        let Some(guild) = found else {
            return false;
        };
        let fresh = !self.known.guilds.contains_key(&id);
        let shown = self.sight.guild(guild);
        let (told, standing) = (Some(digest(&shown)), Some(self.sight.standing(guild)));
        let known = self.known.guilds.entry(id).or_default();
        if known.told != told {
            self.frames.push(json!({"kind": "guild", "guild": shown}));
        }
        let other_rights = known.standing != standing;
        (known.told, known.standing) = (told, standing);
        if fresh {
            self.appear(guild);
        }
        if fresh || other_rights {
            self.commands = true;
            self.review(guild, |_| true);
        }
        fresh
    }

    /// A guild that was not there before comes with its first members. Old threads are looked for by who wants them.
    fn appear(&mut self, guild: &Guild) {
        for member in self.sight.first_members(guild) {
            let guild_id = guild.id.to_string();
            self.frames
                .push(json!({"kind": "member", "guild_id": guild_id, "member": member}));
        }
        let old = self.sight.places(guild.id).filter(|(id, _)| {
            let thread = self.sight.world.thread(*id);
            thread.is_some_and(|thread| thread.archived)
        });
        let old: Vec<(u64, Option<u64>)> = old.collect();
        if let Some(KnownGuild { channels, .. }) = self.known.guilds.get_mut(&guild.id) {
            for (id, parent) in old {
                let told = Some((0, self.sight.bits(id)));
                channels.insert(id, Place { parent, told });
            }
        }
    }

    /// Looks again at those channels of a guild in which the person's rights may have changed.
    fn review(&mut self, guild: &Guild, wanted: impl Fn(&Channel) -> bool) {
        let all = self.sight.world.channels_in(guild.id);
        let others = all.filter(|channel| wanted(channel)).filter(|channel| {
            let known = self.known.guilds.get(&guild.id);
            let known = known.and_then(|guild| guild.channels.get(&channel.id));
            let seen = self.sight.sees(channel.id);
            match known {
                None => seen,
                Some(place) => {
                    !seen || place.told.map(|(_, bits)| bits) != Some(self.sight.bits(channel.id))
                }
            }
        });
        let others: Vec<u64> = others.map(|channel| channel.id).collect();
        for channel in others {
            self.channel(channel);
        }
    }

    fn channel(&mut self, id: u64) {
        let found = self.sight.world.channels.get(&id);
        let guild = match found {
            Some(channel) => channel.guild,
            None => self.known.guild_of(id),
        };
        // A guild that is not known yet comes with its channels.
        let Some(places) = self.known.places(guild) else {
            return;
        };
        let Some(channel) = found.filter(|channel| self.sight.sees(channel.id)) else {
            if places.remove(&id).is_some() {
                let guild = guild.map(|guild| guild.to_string());
                self.frames
                    .push(json!({"kind": "channel_gone", "id": id.to_string(), "guild_id": guild}));
                self.beneath(guild_of(found), id);
            }
            return;
        };
        let shown = self.sight.channel(id);
        let bits = self.sight.bits(id);
        let told = Some((digest(&shown), bits));
        let parent = channel.parent;
        let before = places.insert(id, Place { parent, told });
        let before = before.and_then(|place| place.told);
        if before != told {
            self.frames
                .push(json!({"kind": "channel", "channel": shown}));
        }
        if before.is_none_or(|(_, known)| known != bits) {
            self.commands = true;
            self.beneath(channel.guild, id);
        }
    }

    /// The threads of a channel in which the person's rights are others.
    fn beneath(&mut self, guild: Option<u64>, parent: u64) {
        let guild = guild.and_then(|guild| self.sight.in_guild(guild));
        if let Some(guild) = guild {
            self.review(guild, |channel| {
                channel.thread.is_some() && channel.parent == Some(parent)
            });
        }
    }

    fn member(&mut self, guild: u64, user: u64, fresh: bool) {
        self.commands |= self.sight.world.applications.contains_key(&user);
        if fresh || !self.known.guilds.contains_key(&guild) {
            return;
        }
        let member = self.sight.member(guild, user);
        let guild = guild.to_string();
        self.frames.push(if member.is_null() {
            json!({"kind": "member_gone", "guild_id": guild, "user_id": user.to_string()})
        } else {
            json!({"kind": "member", "guild_id": guild, "member": member})
        });
    }

    fn message(&mut self, channel: u64, id: u64, touch: Touch) {
        let foreign = touch.only_for.is_some_and(|user| user != self.sight.person);
        if foreign || !self.sight.sees(channel) {
            return;
        }
        self.frames.push(match self.sight.world.message(channel, id) {
            Some(message) => {
                json!({"kind": "message", "message": self.sight.message(message), "created": touch.made})
            }
            None => {
                json!({"kind": "message_gone", "channel_id": channel.to_string(), "id": id.to_string()})
            }
        });
    }

    fn interaction(&mut self, id: u64) {
        let own = |found: &&Interaction| found.user == self.sight.person;
        if let Some(found) = self.sight.world.interactions.get(&id).filter(own) {
            let interaction = self.sight.interaction(found);
            self.frames
                .push(json!({"kind": "interaction", "interaction": interaction}));
        }
    }

    fn typing(&mut self, channel: u64, user: u64) {
        if user != self.sight.person && self.sight.sees(channel) {
            self.frames
                .push(json!({"kind": "typing", "channel_id": channel.to_string(),
                "user_id": user.to_string()}));
        }
    }
}

fn guild_of(channel: Option<&Channel>) -> Option<u64> {
    channel.and_then(Channel::guild)
}
