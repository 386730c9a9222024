//! Who acts, and where: what the ids of a path mean.

use std::{collections::HashMap, sync::Arc};

use serde_json::Value;

use crate::{
    control::{find, reply::Reply},
    driver::{DriverError, MessageView, Person, Seat},
    hub::Hub,
    setup::{Channel, Guild},
    sight::Sight,
    world::Upload,
};

/// The parameters of a path.
pub(super) type Params = HashMap<String, String>;

/// A path's parameters, and what they name.
pub(super) struct At {
    pub(super) hub: Arc<Hub>,
    params: Params,
}

impl At {
    pub(super) fn new(hub: Arc<Hub>, params: Params) -> Self {
        Self { hub, params }
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.params
            .get(name)
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// An id of the path.
    fn id(&self, name: &str) -> Option<u64> {
        let text = self.text(name);
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits)
    }

    /// Who acts.
    pub(super) fn person(&self) -> Result<Person, Reply> {
        let id = find::person(&self.hub, self.text("user"))?;
        Ok(Person::of(&self.hub, id))
    }

    /// The path's guild, by id or name.
    pub(super) fn guild(&self) -> Result<Guild, Reply> {
        let id = find::guild(&self.hub, self.text("guild"))?;
        Ok(Guild::of(&self.hub, id))
    }

    /// The path's other account, a person or a bot.
    pub(super) fn member(&self) -> Result<Person, Reply> {
        let id = find::account(&self.hub, self.text("member"))?;
        Ok(Person::of(&self.hub, id))
    }

    /// The path's channel, by id or name.
    fn channel(&self) -> Result<u64, Reply> {
        let there = |id: &u64| self.hub.look(|world, _| world.channels.contains_key(id));
        match self.id("channel").filter(there) {
            Some(id) => Ok(id),
            None => find::channel(&self.hub, self.text("channel"), None),
        }
    }

    /// The person in the path's channel.
    pub(super) fn seat(&self) -> Result<Seat, Reply> {
        self.seat_in(self.channel()?)
    }

    /// The person in a channel, which the person sees.
    pub(super) fn seat_in(&self, channel: u64) -> Result<Seat, Reply> {
        let there = self
            .hub
            .look(|world, _| world.channels.contains_key(&channel));
        if !there {
            return Err(Reply::nothing(&format!("there is no channel {channel}")));
        }
        let seat = self.person()?.in_channel(&Channel::of(&self.hub, channel));
        if seat.sees_channel() {
            Ok(seat)
        } else {
            Err(DriverError::NoAccess.into())
        }
    }

    /// The channel of a seat, as the one who sits there sees it.
    pub(super) fn channel_view(&self, seat: &Seat) -> Value {
        let (channel, person) = (seat.channel().id(), seat.person().id());
        self.hub
            .look(|world, now| Sight::of(world, person, now).channel(channel))
    }

    /// The path's message, which is in the path's channel.
    pub(super) fn message(&self) -> Result<MessageView, Reply> {
        let channel = self.channel()?;
        let found = self.id("message");
        let found = found.and_then(|id| MessageView::at(&self.hub, channel, id));
        found.ok_or_else(|| DriverError::NoMessage.into())
    }
}

/// The person in a channel, with files at hand.
pub(super) fn holding(mut seat: Seat, files: Vec<Upload>) -> Seat {
    seat.files = files;
    seat
}
