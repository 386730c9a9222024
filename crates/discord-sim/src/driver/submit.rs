//! Filling in and submitting a modal.

use serde_json::{Value, json};

use super::{
    DriverError, ModalView, Seat, Shown, act::choose, modal::FieldView, options::Resolver,
};
use crate::world::{InteractionDraft, World, components::kind, interaction};

impl Seat {
    /// Fills in a modal's fields, by custom id or label, and submits it. Fields that are not named keep what is in them.
    ///
    /// # Errors
    ///
    /// When a field is not there or does not take its value, as the client would say before sending.
    pub async fn submit(
        &self,
        modal: &ModalView,
        values: &[(&str, &str)],
    ) -> Result<Shown, DriverError> {
        for (name, _) in values {
            if !modal.fields.iter().any(|field| names(field, name)) {
                return Err(bad((*name).to_owned(), "it is not there"));
            }
        }
        for field in &modal.fields {
            check(field, given(field, values))?;
        }
        self.send_modal(modal, values).await
    }

    /// Submits a modal without the client's checks.
    ///
    /// # Errors
    ///
    /// When the interaction that opened it is unknown, or a choice refers to nothing.
    pub async fn submit_raw(
        &self,
        modal: &ModalView,
        values: &[(&str, &str)],
    ) -> Result<Shown, DriverError> {
        self.send_modal(modal, values).await
    }

    async fn send_modal(
        &self,
        modal: &ModalView,
        values: &[(&str, &str)],
    ) -> Result<Shown, DriverError> {
        let draft = self.hub().turn(|world, now| {
            let opener = world
                .interactions
                .get(&modal.interaction_id)
                .ok_or(DriverError::NoInteraction)?;
            let (application, channel, source) =
                (opener.application, opener.channel, opener.source);
            let mut resolver = Resolver::new(self, application, String::new(), now);
            let filled: Result<Vec<Value>, DriverError> = modal
                .components
                .iter()
                .enumerate()
                .map(|(at, top)| fill(world, &mut resolver, top, at, values))
                .collect();
            let mut data = json!({"custom_id": modal.custom_id, "components": filled?});
            if resolver
                .resolved
                .as_object()
                .is_some_and(|kinds| !kinds.is_empty())
            {
                data["resolved"] = resolver.resolved;
            }
            Ok(InteractionDraft {
                application,
                kind: interaction::kind::MODAL,
                user: self.person.id(),
                channel,
                source,
                opened_by: Some(modal.interaction_id),
                data,
                overrides: Value::Null,
            })
        })?;
        self.send(draft).await
    }
}

fn names(field: &FieldView, name: &str) -> bool {
    field.custom_id == name || field.label == name
}

fn given<'v>(field: &'v FieldView, values: &[(&str, &'v str)]) -> &'v str {
    values
        .iter()
        .find(|(name, _)| names(field, name))
        .map_or(field.value.as_str(), |(_, value)| value)
}

fn bad(field: String, why: &str) -> DriverError {
    DriverError::BadField {
        field,
        why: why.to_owned(),
    }
}

fn check(field: &FieldView, value: &str) -> Result<(), DriverError> {
    let refuse = |why: &str| Err(bad(field.label.clone(), why));
    if field.required && value.is_empty() {
        return refuse("it must be filled in");
    }
    if field.kind == kind::TEXT_INPUT && !value.is_empty() {
        let (least, most) = field.takes;
        if !(least..=most).contains(&(value.chars().count() as u64)) {
            return refuse(&format!("{least} to {most} characters are wanted"));
        }
    }
    Ok(())
}

/// A top-level component with its values: a label, or an old row.
fn fill(
    world: &World,
    resolver: &mut Resolver<'_>,
    top: &Value,
    at: usize,
    values: &[(&str, &str)],
) -> Result<Value, DriverError> {
    let id = top["id"].as_u64().unwrap_or(1 + at as u64);
    if top["type"] == kind::LABEL {
        let label = top["label"].as_str().unwrap_or_default();
        let component = field(world, resolver, &top["component"], label, values)?;
        return Ok(json!({"type": kind::LABEL, "id": id, "component": component}));
    }
    let Some(inner) = top["components"].as_array() else {
        return Ok(json!({"type": top["type"], "id": id}));
    };
    let filled: Result<Vec<Value>, DriverError> = inner
        .iter()
        .map(|component| {
            field(
                world,
                resolver,
                component,
                component["label"].as_str().unwrap_or_default(),
                values,
            )
        })
        .collect();
    Ok(json!({"type": top["type"], "id": id, "components": filled?}))
}

fn field(
    world: &World,
    resolver: &mut Resolver<'_>,
    component: &Value,
    label: &str,
    values: &[(&str, &str)],
) -> Result<Value, DriverError> {
    let custom_id = component["custom_id"].as_str().unwrap_or_default();
    let typed = values
        .iter()
        .find(|(name, _)| *name == custom_id || *name == label)
        .map(|(_, value)| *value);
    let id = component["id"].as_u64().unwrap_or(100);
    let mut filled = json!({"type": component["type"], "id": id, "custom_id": custom_id});
    if component["type"] == kind::TEXT_INPUT {
        filled["value"] = json!(
            typed
                .or_else(|| component["value"].as_str())
                .unwrap_or_default()
        );
        return Ok(filled);
    }
    let choices: Vec<&str> = typed
        .into_iter()
        .flat_map(|text| text.split(','))
        .map(str::trim)
        .collect();
    let (chosen, resolved) = choose(world, resolver, component, &choices)?;
    if let (Value::Object(all), Value::Object(new)) = (&mut resolver.resolved, resolved) {
        all.extend(new);
    }
    filled["values"] = json!(chosen);
    Ok(filled)
}
