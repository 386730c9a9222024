//! Buttons and selects.

use serde_json::{Value, json};

use super::{DriverError, MessageView, Seat, Shown, resolve::Resolver, right::seen};
use crate::world::{
    InteractionDraft, World,
    components::{self, kind},
    interaction,
};

/// A message, and where it is.
pub(super) type Place = (u64, u64);

/// Whether a component is a select of a message.
pub(super) fn is_select(number: u64) -> bool {
    number == kind::STRING_SELECT || (kind::USER_SELECT..=kind::CHANNEL_SELECT).contains(&number)
}

/// Which component is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// By what it says: a button's label, a select's placeholder.
    Label(String),
    /// By its custom id.
    Id(String),
    /// By its place among the buttons or selects of the message, from 0.
    Nth(usize),
}

impl Target {
    /// By custom id.
    pub fn id(custom_id: impl Into<String>) -> Self {
        Self::Id(custom_id.into())
    }

    fn name(&self) -> String {
        match self {
            Self::Label(text) | Self::Id(text) => text.clone(),
            Self::Nth(place) => format!("number {place}"),
        }
    }
}

impl From<&str> for Target {
    fn from(label: &str) -> Self {
        Self::Label(label.to_owned())
    }
}

impl From<String> for Target {
    fn from(label: String) -> Self {
        Self::Label(label)
    }
}

impl From<usize> for Target {
    fn from(place: usize) -> Self {
        Self::Nth(place)
    }
}

/// A component that was found and can be used.
pub(super) struct Usable {
    pub(super) application: u64,
    pub(super) component: Value,
}

impl Usable {
    /// What is sent of the component itself.
    fn data(&self) -> Value {
        let component = &self.component;
        json!({"custom_id": component["custom_id"], "component_type": component["type"],
            "id": component["id"]})
    }
}

impl Seat {
    /// Presses a button of the message as it is now, and waits for the bot's first answer.
    ///
    /// # Errors
    ///
    /// When this person does not see the message, or there is no such button that can be pressed.
    pub async fn click(
        &self,
        message: &MessageView,
        target: impl Into<Target>,
    ) -> Result<Shown, DriverError> {
        let place = (message.channel_id, message.id);
        let found = self.find(place, &target.into(), |number| number == kind::BUTTON)?;
        self.send(self.press_draft(place, &found)).await
    }

    /// The interaction of a button that was found.
    pub(super) fn press_draft(&self, place: Place, found: &Usable) -> InteractionDraft {
        self.component_draft(place, found.application, found.data())
    }

    /// Sends the press of a button that need not be there, as an old client or an attacker might.
    ///
    /// # Errors
    ///
    /// When there is no such message at all.
    pub async fn click_raw(
        &self,
        message: &MessageView,
        custom_id: &str,
    ) -> Result<Shown, DriverError> {
        let data = json!({"custom_id": custom_id, "component_type": kind::BUTTON, "id": 1});
        self.use_component(message, message.author_id, data).await
    }

    /// Chooses in a select: values (or labels) of options, or names of users, roles and channels.
    ///
    /// # Errors
    ///
    /// When this person does not see the message, there is no such select, or it does not take these choices.
    pub async fn select(
        &self,
        message: &MessageView,
        target: impl Into<Target>,
        choices: &[&str],
    ) -> Result<Shown, DriverError> {
        let place = (message.channel_id, message.id);
        let found = self.find(place, &target.into(), is_select)?;
        self.send(self.select_draft(place, &found, choices, false)?)
            .await
    }

    /// The interaction of a select that was found; `exact` choices are values and ids.
    pub(super) fn select_draft(
        &self,
        place: Place,
        found: &Usable,
        choices: &[&str],
        exact: bool,
    ) -> Result<InteractionDraft, DriverError> {
        let mut data = found.data();
        self.hub().look(|world, now| {
            let application = found.application;
            let mut resolver = Resolver::new(self, application, String::new(), now).exact(exact);
            let values = choose(world, &mut resolver, &found.component, choices)?;
            data["values"] = json!(values);
            resolver.finish(&mut data);
            Ok::<(), DriverError>(())
        })?;
        Ok(self.component_draft(place, found.application, data))
    }

    /// Sends choices that the select need not offer.
    ///
    /// # Errors
    ///
    /// When there is no such message at all.
    pub async fn select_raw(
        &self,
        message: &MessageView,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Shown, DriverError> {
        let data = json!({"custom_id": custom_id, "component_type": kind::STRING_SELECT, "id": 1, "values": values});
        self.use_component(message, message.author_id, data).await
    }

    async fn use_component(
        &self,
        message: &MessageView,
        application: u64,
        data: Value,
    ) -> Result<Shown, DriverError> {
        let exists = self
            .hub()
            .look(|world, _| world.message(message.channel_id, message.id).is_some());
        if !exists {
            return Err(DriverError::NoMessage);
        }
        let place = (message.channel_id, message.id);
        self.send(self.component_draft(place, application, data))
            .await
    }

    fn component_draft(
        &self,
        (channel, message): Place,
        application: u64,
        data: Value,
    ) -> InteractionDraft {
        InteractionDraft {
            channel,
            source: Some(message),
            ..self.draft(application, interaction::kind::COMPONENT, data)
        }
    }

    /// Finds a component on the message as it is now.
    pub(super) fn find(
        &self,
        (channel, message): Place,
        target: &Target,
        wanted: impl Fn(u64) -> bool,
    ) -> Result<Usable, DriverError> {
        if !self.sees_channel() {
            return Err(DriverError::NoAccess);
        }
        self.hub().look(|world, _| {
            let stored = seen(world, channel, message, self.person.id())?;
            let mut found = Vec::new();
            components::each(&stored.components, &mut |component| {
                if component["type"].as_u64().is_some_and(&wanted) {
                    found.push(component);
                }
            });
            let component = match target {
                Target::Nth(place) => found.get(*place).copied(),
                Target::Id(id) => found
                    .into_iter()
                    .find(|component| component["custom_id"] == id.as_str()),
                Target::Label(label) => {
                    let says = |key: &str| {
                        found
                            .iter()
                            .find(|component| component[key] == label.as_str())
                            .copied()
                    };
                    says("label")
                        .or_else(|| says("placeholder"))
                        .or_else(|| says("custom_id"))
                }
            };
            let component = component
                .ok_or_else(|| DriverError::NotClickable(target.name(), "it is not there"))?;
            if component["disabled"] == true {
                return Err(DriverError::NotClickable(target.name(), "it is disabled"));
            }
            if component["custom_id"].as_str().is_none() {
                let why = if component["sku_id"].is_string() {
                    "it sells something"
                } else {
                    "it is a link"
                };
                return Err(DriverError::NotClickable(target.name(), why));
            }
            let application = stored.application();
            let nobody = || DriverError::NotClickable(target.name(), "no application answers it");
            Ok(Usable {
                application: application.ok_or_else(nobody)?,
                component: component.clone(),
            })
        })
    }
}

/// The values of what is chosen in a message's select.
fn choose(
    world: &World,
    resolver: &mut Resolver<'_>,
    component: &Value,
    choices: &[&str],
) -> Result<Vec<Value>, DriverError> {
    let least = component["min_values"].as_u64().unwrap_or(1);
    let most = component["max_values"].as_u64().unwrap_or(1);
    if !(least..=most).contains(&(choices.len() as u64)) {
        return Err(DriverError::BadChoice(format!(
            "{} choices, but {least} to {most}",
            choices.len()
        )));
    }
    let mut values = Vec::new();
    for choice in choices {
        let value = pick(world, resolver, component, choice)
            .map_err(|why| DriverError::BadChoice(format!("{choice}: {why}")))?;
        if values.contains(&value) {
            return Err(DriverError::BadChoice(format!("{choice} twice")));
        }
        values.push(value);
    }
    Ok(values)
}

/// The value of one choice, in a message or in a modal; what it refers to goes into `resolved`.
pub(super) fn pick(
    world: &World,
    resolver: &mut Resolver<'_>,
    component: &Value,
    choice: &str,
) -> Result<Value, String> {
    match component["type"].as_u64().unwrap_or_default() {
        kind::STRING_SELECT | kind::RADIO_GROUP | kind::CHECKBOX_GROUP => {
            offered(component, choice, resolver.is_exact())
        }
        kind::USER_SELECT => resolver.user(world, choice),
        kind::ROLE_SELECT => resolver.role(world, choice),
        kind::MENTIONABLE_SELECT => resolver
            .user(world, choice)
            .or_else(|_| resolver.role(world, choice)),
        _ => resolver.channel(world, component, choice),
    }
}

fn offered(component: &Value, choice: &str, exact: bool) -> Result<Value, String> {
    let mut options = component["options"].as_array().into_iter().flatten();
    let found =
        options.find(|option| option["value"] == choice || !exact && option["label"] == choice);
    found
        .map(|option| option["value"].clone())
        .ok_or_else(|| "it is not offered".to_owned())
}
