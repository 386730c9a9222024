//! A component that was used, and what its message offered at that moment.

use std::collections::HashSet;

use twilight_model::{
    application::interaction::{
        InteractionDataResolved, message_component::MessageComponentInteractionData,
    },
    channel::{
        ChannelType,
        message::component::{Component, ComponentType, SelectMenu},
    },
};

/// A button that was pressed, or a select with what was chosen.
#[derive(Debug)]
pub(crate) struct Used {
    pub(crate) custom_id: String,
    pub(crate) kind: ComponentType,
    pub(crate) values: Vec<String>,
    pub(crate) resolved: Option<InteractionDataResolved>,
    offered: Option<Offered>,
}

/// The component as it stood in the message.
#[derive(Debug, Eq, PartialEq)]
struct Offered {
    kind: ComponentType,
    disabled: bool,
    least: usize,
    most: usize,
    /// Of a select of texts.
    values: Option<Vec<String>>,
    /// Of a select of channels that is for some types only.
    channel_types: Option<Vec<ChannelType>>,
}

impl Used {
    /// `message` is what the component stands in.
    pub(super) fn new(data: MessageComponentInteractionData, message: &[Component]) -> Self {
        Self {
            offered: find(message, &data.custom_id),
            custom_id: data.custom_id,
            kind: data.component_type,
            values: data.values,
            resolved: data.resolved,
        }
    }

    /// Whether what was chosen is what the message offered. A client sends what it likes, and
    /// Discord is not trusted to compare it.
    pub(crate) fn fits(&self) -> bool {
        let distinct: HashSet<&str> = self.values.iter().map(String::as_str).collect();
        if distinct.len() < self.values.len() {
            return false;
        }
        let Some(offered) = &self.offered else {
            // A message that changed meanwhile has the button no more; then the handler says so. What a select
            // offered is not known any more, and a made up id must not get around the question.
            return self.kind == ComponentType::Button && self.values.is_empty();
        };
        offered.kind == self.kind
            && !offered.disabled
            && (offered.least..=offered.most).contains(&self.values.len())
            && offered
                .values
                .as_ref()
                .is_none_or(|known| self.values.iter().all(|value| known.contains(value)))
            && offered.channel_types.as_ref().is_none_or(|known| {
                let mut kinds = self.values.iter().map(|value| self.channel_type(value));
                kinds.all(|kind| kind.is_some_and(|kind| known.contains(&kind)))
            })
    }

    fn channel_type(&self, value: &str) -> Option<ChannelType> {
        let channels = &self.resolved.as_ref()?.channels;
        Some(channels.get(&value.parse().ok()?)?.kind)
    }
}

/// The component with this id, wherever it stands.
fn find(components: &[Component], id: &str) -> Option<Offered> {
    components.iter().find_map(|component| match component {
        Component::ActionRow(row) => find(&row.components, id),
        Component::Container(container) => find(&container.components, id),
        Component::Section(section) => find(std::slice::from_ref(&*section.accessory), id),
        Component::Button(button) if button.custom_id.as_deref() == Some(id) => Some(Offered {
            kind: ComponentType::Button,
            // Somebody else's click may have disabled it a moment ago: the handler knows what is true.
            disabled: false,
            least: 0,
            most: 0,
            values: None,
            channel_types: None,
        }),
        Component::SelectMenu(select) if select.custom_id == id => Some(of_select(select)),
        _ => None,
    })
}

fn of_select(select: &SelectMenu) -> Offered {
    Offered {
        kind: Component::SelectMenu(select.clone()).kind(),
        disabled: select.disabled,
        least: select.min_values.unwrap_or(1).into(),
        most: select.max_values.unwrap_or(1).into(),
        values: select.options.as_ref().map(|options| {
            let values = options.iter().map(|option| option.value.clone());
            values.collect()
        }),
        channel_types: select
            .channel_types
            .clone()
            .filter(|types| !types.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn used(data: Value) -> Used {
        let message = json!([
            {"type": 17, "components": [
                {"type": 1, "components": [{"type": 3, "custom_id": "texts", "min_values": 1, "max_values": 2,
                    "options": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}, {"label": "C", "value": "c"}]}]},
                {"type": 9, "components": [{"type": 10, "content": "x"}],
                    "accessory": {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}},
            ]},
            {"type": 1, "components": [{"type": 5, "custom_id": "users", "min_values": 0, "max_values": 1}]},
            {"type": 1, "components": [{"type": 6, "custom_id": "off", "disabled": true}]},
            {"type": 1, "components": [{"type": 8, "custom_id": "where", "channel_types": [0, 5]}]},
            {"type": 1, "components": [{"type": 8, "custom_id": "anywhere", "channel_types": []}]},
            {"type": 1, "components": [{"type": 2, "style": 1, "label": "A", "custom_id": "late", "disabled": true}]},
        ]);
        let message: Vec<Component> = serde_json::from_value(message).unwrap();
        Used::new(serde_json::from_value(data).unwrap(), &message)
    }

    /// Channel 1, chosen in a select.
    fn channel(select: &str, kind: u8) -> Value {
        let channel = json!({"id": "1", "name": "c", "type": kind, "permissions": "0"});
        json!({"custom_id": select, "component_type": 8, "values": ["1"], "resolved": {"channels": {"1": channel}}})
    }

    #[test]
    fn what_the_message_offered_fits() {
        for data in [
            json!({"custom_id": "texts", "component_type": 3, "values": ["c", "a"]}),
            json!({"custom_id": "go", "component_type": 2}),
            json!({"custom_id": "late", "component_type": 2}),
            json!({"custom_id": "users", "component_type": 5, "values": []}),
            json!({"custom_id": "users", "component_type": 5, "values": ["77"]}),
            json!({"custom_id": "gone", "component_type": 2}),
            channel("where", 5),
            channel("anywhere", 2),
        ] {
            assert!(used(data.clone()).fits(), "{data}");
        }
    }

    #[test]
    fn what_it_did_not_offer_does_not_fit() {
        for data in [
            json!({"custom_id": "texts", "component_type": 3, "values": ["z"]}),
            json!({"custom_id": "texts", "component_type": 3, "values": []}),
            json!({"custom_id": "texts", "component_type": 3, "values": ["a", "b", "c"]}),
            json!({"custom_id": "texts", "component_type": 3, "values": ["a", "a"]}),
            json!({"custom_id": "texts", "component_type": 5, "values": ["a"]}),
            json!({"custom_id": "texts", "component_type": 2}),
            json!({"custom_id": "go", "component_type": 3, "values": ["a"]}),
            json!({"custom_id": "go", "component_type": 2, "values": ["a"]}),
            json!({"custom_id": "users", "component_type": 5, "values": ["1", "2"]}),
            json!({"custom_id": "users", "component_type": 99, "values": ["1"]}),
            json!({"custom_id": "off", "component_type": 6, "values": ["1"]}),
            json!({"custom_id": "gone", "component_type": 3, "values": ["z"]}),
            json!({"custom_id": "gone", "component_type": 5, "values": []}),
            json!({"custom_id": "gone", "component_type": 2, "values": ["z"]}),
            json!({"custom_id": "gone", "component_type": 99, "values": []}),
            channel("where", 2),
            json!({"custom_id": "where", "component_type": 8, "values": ["1"]}),
        ] {
            assert!(!used(data.clone()).fits(), "{data}");
        }
    }
}
