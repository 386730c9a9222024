//! What a client sends when its person acts: commands, components and modals by their ids, with their values.
//!
//! The rules are those of typed acts; what differs is that everything is named by id, and that nobody waits.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    DriverError, Seat,
    act::{Target, Usable, is_select},
    fill::{Filled, Filling, bad, fields},
    modal::FieldView,
    offer::{Chosen, command_type},
    options::Given,
    slash::{Typed, is_branch, list},
    submit::Opener,
    view::text,
};
use crate::{
    snowflake,
    world::{
        Channel, First, Interaction, InteractionDraft, Progress, World,
        components::kind as component, interaction::kind,
    },
};

/// An interaction as a client sends it.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    /// Discord's number of the interaction's type.
    pub(crate) kind: u8,
    pub(crate) application: u64,
    /// The message whose component is used.
    pub(crate) message: Option<u64>,
    pub(crate) nonce: Option<String>,
    pub(crate) data: Value,
}

impl Seat {
    /// Makes the interaction that a client sends, after all checks that a client makes, and waits for nothing.
    ///
    /// # Errors
    ///
    /// What the client would not let this person do.
    pub(crate) fn interact(&self, sent: &Sent) -> Result<u64, DriverError> {
        if !self.sees_channel() {
            return Err(DriverError::NoAccess);
        }
        let (draft, opener) = match sent.kind {
            kind::COMMAND => (self.sent_command(sent)?, None),
            kind::AUTOCOMPLETE => (self.sent_completion(sent)?, None),
            kind::COMPONENT => (self.sent_component(sent)?, None),
            kind::MODAL => {
                let (draft, opener) = self.sent_modal(sent)?;
                (draft, Some(opener))
            }
            _ => return Err(DriverError::Refused("there is no such type of interaction")),
        };
        let draft = InteractionDraft {
            nonce: sent.nonce.clone(),
            ..draft
        };
        // Two submissions at the same time are judged one after the other.
        self.make(&draft, |world| {
            opener.map_or(Ok(()), |id| unused(world, id))
        })
    }

    fn sent_command(&self, sent: &Sent) -> Result<InteractionDraft, DriverError> {
        let chosen = self.sent_chosen(sent)?;
        let target = || {
            let target = snowflake::read(&sent.data["target_id"]);
            target.ok_or(DriverError::Refused("target_id says on what"))
        };
        match chosen.command["type"]
            .as_u64()
            .unwrap_or(command_type::CHAT)
        {
            command_type::USER => self.user_menu_draft(&chosen, target()?),
            command_type::MESSAGE => self.message_menu_draft(&chosen, target()?),
            command_type::ENTRY_POINT => self.launch_draft(&chosen),
            _ => self.command_draft(&read(chosen, &sent.data)?.0),
        }
    }

    fn sent_completion(&self, sent: &Sent) -> Result<InteractionDraft, DriverError> {
        let (typed, focused) = read(self.sent_chosen(sent)?, &sent.data)?;
        match focused.as_slice() {
            [one] => self.completion_draft(&typed, one),
            _ => Err(DriverError::Refused("one option is the focused one")),
        }
    }

    /// The command that is sent, if the client offers it here.
    fn sent_chosen(&self, sent: &Sent) -> Result<Chosen, DriverError> {
        let data = &sent.data;
        let of = data["type"].as_u64().unwrap_or(command_type::CHAT);
        let name = text(&data["name"]);
        let shown = match of {
            command_type::CHAT => format!("/{name}"),
            _ => name,
        };
        let found = self.hub().look(|world, now| {
            let guild = world.channels.get(&self.channel.id());
            let guild = guild.and_then(Channel::guild);
            let application = world.applications.get(&sent.application)?;
            let (scope, command) = application.command(guild, of, |command| {
                command["id"] == data["id"] && command["name"] == data["name"]
            })?;
            let chosen = Chosen {
                application: sent.application,
                scope,
                command: command.clone(),
            };
            let offered = self.offered(world, now, &chosen, &shown);
            Some(offered.map(|()| chosen))
        });
        found.unwrap_or(Err(DriverError::UnknownCommand(shown)))
    }

    fn sent_component(&self, sent: &Sent) -> Result<InteractionDraft, DriverError> {
        let data = &sent.data;
        let message = sent.message.ok_or(DriverError::NoMessage)?;
        let place = (self.channel.id(), message);
        let wanted = data["component_type"].as_u64().unwrap_or_default();
        if wanted != component::BUTTON && !is_select(wanted) {
            return Err(DriverError::Refused("there is no such type of component"));
        }
        let target = Target::Id(text(&data["custom_id"]));
        let found: Usable = self.find(place, &target, |number| number == wanted)?;
        if found.application != sent.application {
            return Err(DriverError::Refused("the message is another application's"));
        }
        let values = texts(&data["values"]).ok_or_else(|| not_texts("values"))?;
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        match (wanted, values.as_slice()) {
            (component::BUTTON, []) => Ok(self.press_draft(place, &found)),
            (component::BUTTON, _) => Err(DriverError::Refused("a button takes no values")),
            _ => self.select_draft(place, &found, &values, true),
        }
    }

    fn sent_modal(&self, sent: &Sent) -> Result<(InteractionDraft, u64), DriverError> {
        let data = &sent.data;
        let id = snowflake::read(&data["id"]).ok_or(DriverError::NoInteraction)?;
        let (opener, modal) = self.hub().look(|world, _| {
            unused(world, id)?;
            let found = world.interactions.get(&id).filter(|found| {
                found.user == self.person.id()
                    && found.channel == self.channel.id()
                    && found.application == sent.application
            });
            let found = found.ok_or(DriverError::NoInteraction)?;
            let opener = Opener {
                application: found.application,
                channel: found.channel,
                source: found.source,
            };
            match &found.progress {
                Progress::Answered(First::Modal(modal)) => Ok((opener, modal.clone())),
                _ => Err(DriverError::NoInteraction),
            }
        })?;
        if modal["custom_id"] != data["custom_id"] {
            return Err(DriverError::Refused("the modal has another custom_id"));
        }
        let tree = list(&modal["components"]);
        let filled = Filled {
            fields: self.sent_fields(&fields(&tree), &data["components"])?,
            checked: true,
        };
        let data = self.modal_data(opener, &text(&modal["custom_id"]), &tree, &filled, true)?;
        Ok((self.submission(id, opener, data), id))
    }

    /// What is in the fields of a submission's tree. A field that is not sent is empty.
    fn sent_fields(
        &self,
        views: &[FieldView],
        tree: &Value,
    ) -> Result<BTreeMap<String, Filling>, DriverError> {
        let mut filled = BTreeMap::new();
        for field in leaves(tree) {
            let custom_id = text(&field["custom_id"]);
            let unknown = |why: &str| DriverError::BadField {
                field: custom_id.clone(),
                custom_id: custom_id.clone(),
                why: why.to_owned(),
            };
            let view = views.iter().find(|view| view.custom_id == custom_id);
            let view = view.ok_or_else(|| unknown("it is not there"))?;
            if field["type"] != view.kind {
                return Err(bad(view, "it is another type of component"));
            }
            let filling = self.filling(view, field)?;
            if filled.insert(custom_id.clone(), filling).is_some() {
                return Err(bad(view, "it is there twice"));
            }
        }
        Ok(filled)
    }

    fn filling(&self, view: &FieldView, field: &Value) -> Result<Filling, DriverError> {
        let (value, values) = (&field["value"], &field["values"]);
        Ok(match view.kind {
            component::TEXT_INPUT => match value {
                Value::Null => Filling::Text(String::new()),
                Value::String(text) => Filling::Text(text.clone()),
                _ => return Err(bad(view, "a text is wanted")),
            },
            component::CHECKBOX => {
                let ticked = value.as_bool();
                Filling::Ticked(ticked.ok_or_else(|| bad(view, "true or false is wanted"))?)
            }
            component::RADIO_GROUP => match value {
                Value::Null => Filling::Chosen(Vec::new()),
                Value::String(text) => Filling::Chosen(vec![text.clone()]),
                _ => return Err(bad(view, "one choice is wanted")),
            },
            component::FILE_UPLOAD => {
                let numbers = values.as_array().into_iter().flatten();
                let held = numbers.map(|number| self.numbered(number));
                let held: Result<_, String> = held.collect();
                Filling::Files(held.map_err(|why| bad(view, why))?)
            }
            _ => {
                let chosen = texts(values);
                Filling::Chosen(chosen.ok_or_else(|| bad(view, "a list of choices is wanted"))?)
            }
        })
    }
}

/// Refuses a modal that was submitted; one whose submission failed can be submitted again, as the client keeps it open.
fn unused(world: &World, opener: u64) -> Result<(), DriverError> {
    let opener = world.interactions.get(&opener);
    let last = opener.and_then(|opener| world.interactions.get(&opener.submitted?));
    let failed = |last: &Interaction| matches!(last.progress, Progress::Failed);
    match last {
        Some(last) if !failed(last) => Err(DriverError::Refused("the modal was submitted already")),
        _ => Ok(()),
    }
}

/// Holds what is sent of a command against the registered one. With it come the names of the focused options.
fn read(chosen: Chosen, data: &Value) -> Result<(Typed, Vec<String>), DriverError> {
    let mut typed = Typed {
        offered: list(&chosen.command["options"]),
        chosen,
        path: Vec::new(),
        given: Vec::new(),
        exact: true,
    };
    let mut sent = list(&data["options"]);
    while typed.offered.iter().any(is_branch) {
        let found = match sent.as_slice() {
            [one] => typed.offered.iter().find(|option| {
                is_branch(option) && option["name"] == one["name"] && option["type"] == one["type"]
            }),
            _ => None,
        };
        let branch = found.ok_or_else(|| DriverError::SubCommand(typed.name()))?;
        let kind = branch["type"].as_u64().unwrap_or_default();
        typed.path.push((text(&branch["name"]), kind));
        typed.offered = list(&branch["options"]);
        sent = list(&sent[0]["options"]);
    }
    let mut focused = Vec::new();
    for given in sent {
        let name = text(&given["name"]);
        let twice = typed.given.iter().any(|(known, _)| *known == name);
        let known = typed.option(&name);
        if twice || known.is_none_or(|option| option["type"] != given["type"]) {
            return Err(DriverError::UnknownOption {
                command: typed.name(),
                text: name,
            });
        }
        if given["focused"] == true {
            focused.push(name.clone());
        }
        typed
            .given
            .push((name, Given::Sent(given["value"].clone())));
    }
    Ok((typed, focused))
}

/// The fields in a submission's tree: those in labels, and those in rows of the old form.
fn leaves(tree: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    for top in tree.as_array().into_iter().flatten() {
        found.extend(top["components"].as_array().into_iter().flatten());
        found.extend(Some(&top["component"]).filter(|inner| inner.is_object()));
    }
    found
}

/// A list of texts; one that is not there is empty.
fn texts(list: &Value) -> Option<Vec<String>> {
    match list {
        Value::Null => Some(Vec::new()),
        Value::Array(list) => {
            let each = list.iter().map(|item| item.as_str().map(ToOwned::to_owned));
            each.collect()
        }
        _ => None,
    }
}

fn not_texts(field: &str) -> DriverError {
    DriverError::BadBody {
        field: field.to_owned(),
        why: "a list of texts is wanted".to_owned(),
    }
}
