//! A channel: its exceptions and its messages.

use super::{Application, Channel, Role};
use crate::{
    driver::{MessageView, Person},
    permission::Overwrite,
};

impl Channel {
    /// Its name.
    pub fn name(&self) -> String {
        self.hub.look(|world, _| {
            world
                .channels
                .get(&self.id)
                .map(|channel| channel.name.clone())
                .unwrap_or_default()
        })
    }

    fn overwrite(&self, new: Overwrite) {
        self.hub.turn(|world, now| {
            world.change_overwrites(self.id, now, |list| {
                list.retain(|old| (old.id, old.member) != (new.id, new.member));
                list.push(new);
            });
        });
    }

    /// What a role may and may not here.
    pub fn for_role(&self, role: Role, allow: u64, deny: u64) {
        self.overwrite(Overwrite {
            id: role.0,
            member: false,
            allow,
            deny,
        });
    }

    /// What @everyone may and may not here.
    pub fn for_everyone(&self, allow: u64, deny: u64) {
        let guild = self.hub.look(|world, _| {
            world
                .channels
                .get(&self.id)
                .and_then(crate::world::Channel::guild)
        });
        if let Some(id) = guild {
            self.overwrite(Overwrite {
                id,
                member: false,
                allow,
                deny,
            });
        }
    }

    /// What one person may and may not here.
    pub fn for_person(&self, person: &Person, allow: u64, deny: u64) {
        self.overwrite(Overwrite {
            id: person.id(),
            member: true,
            allow,
            deny,
        });
    }

    /// What a bot may and may not here.
    pub fn for_bot(&self, application: &Application, allow: u64, deny: u64) {
        self.overwrite(Overwrite {
            id: application.id,
            member: true,
            allow,
            deny,
        });
    }

    /// Its messages, oldest first, without those that only one person sees.
    pub fn messages(&self) -> Vec<MessageView> {
        self.views(None)
    }

    /// Its messages as `person` sees them.
    pub(crate) fn views(&self, person: Option<u64>) -> Vec<MessageView> {
        self.hub.look(|world, _| {
            let seen = world
                .messages_of(self.id)
                .filter(|message| message.only_for.is_none_or(|user| Some(user) == person));
            seen.map(|message| MessageView::read(world, message))
                .collect()
        })
    }

    /// The newest message that everybody sees.
    pub fn last(&self) -> Option<MessageView> {
        self.messages().pop()
    }

    /// Takes a message away, as a moderator would.
    pub fn delete(&self, message: &MessageView) {
        self.hub
            .turn(|world, _| world.delete_message(self.id, message.id));
    }
}
