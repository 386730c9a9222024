//! Filling in and submitting a modal.

use serde_json::{Value, json};

use super::{DriverError, ModalView, Seat, Shown, act::pick, modal::FieldView, resolve::Resolver};
use crate::world::{InteractionDraft, Upload, World, components::kind, interaction};

/// What a person has filled in.
struct Filled<'a> {
    values: &'a [(&'a str, &'a str)],
    files: &'a [(&'a str, Upload)],
    /// Whether the client checks it before it sends.
    checked: bool,
}

impl Filled<'_> {
    fn value(&self, field: &FieldView) -> Option<&str> {
        let found = self.values.iter().find(|(name, _)| field.is(name));
        found.map(|(_, value)| *value)
    }

    fn files(&self, field: &FieldView) -> Vec<&Upload> {
        let own = self.files.iter().filter(|(name, _)| field.is(name));
        own.map(|(_, file)| file).collect()
    }
}

impl Seat {
    /// Fills in a modal's fields, by custom id or label, and submits it. Fields that are not named keep what is in them.
    ///
    /// Several choices are separated by commas; a checkbox takes `true` or `false`; users, roles and channels are named
    /// as in commands; a file upload names files that the person holds (see [`Seat::holding`]).
    ///
    /// # Errors
    ///
    /// When a field is not there or does not take its value, as the client would say before sending.
    pub async fn submit(
        &self,
        modal: &ModalView,
        values: &[(&str, &str)],
    ) -> Result<Shown, DriverError> {
        self.submit_with(modal, values, &[]).await
    }

    /// Like [`Seat::submit`], with files for the fields that take some.
    ///
    /// # Errors
    ///
    /// As [`Seat::submit`].
    pub async fn submit_with(
        &self,
        modal: &ModalView,
        values: &[(&str, &str)],
        files: &[(&str, Upload)],
    ) -> Result<Shown, DriverError> {
        let named = values.iter().map(|(name, _)| *name);
        for name in named.chain(files.iter().map(|(name, _)| *name)) {
            if modal.field(name).is_none() {
                return Err(bad(name, "it is not there"));
            }
        }
        let filled = Filled {
            values,
            files,
            checked: true,
        };
        self.send_modal(modal, &filled).await
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
        let filled = Filled {
            values,
            files: &[],
            checked: false,
        };
        self.send_modal(modal, &filled).await
    }

    /// Submits whatever a test wants as the `data` of a modal's submission.
    ///
    /// # Errors
    ///
    /// When the interaction that opened it is unknown.
    pub async fn submit_forged(
        &self,
        modal: &ModalView,
        data: Value,
    ) -> Result<Shown, DriverError> {
        let opener = self.opener(modal, false)?;
        self.send(self.submission(modal, opener, data)).await
    }

    async fn send_modal(
        &self,
        modal: &ModalView,
        filled: &Filled<'_>,
    ) -> Result<Shown, DriverError> {
        let opener = self.opener(modal, filled.checked)?;
        let data = self.hub().turn(|world, now| {
            let mut resolver = Resolver::new(self, opener.application, String::new(), now);
            let tops = modal.components.iter();
            let tops: Result<Vec<Value>, DriverError> = tops
                .map(|top| fill(world, &mut resolver, top, filled))
                .collect();
            let mut data = json!({"custom_id": modal.custom_id, "components": tops?});
            resolver.finish(&mut data);
            Ok::<Value, DriverError>(data)
        })?;
        self.send(self.submission(modal, opener, data)).await
    }

    /// Where the modal came from. It opened for one person only.
    fn opener(&self, modal: &ModalView, own: bool) -> Result<Opener, DriverError> {
        self.hub().look(|world, _| {
            let found = world.interactions.get(&modal.interaction_id);
            let found = found.filter(|found| !own || found.user == self.person.id());
            let opener = found.ok_or(DriverError::NoInteraction)?;
            Ok(Opener {
                application: opener.application,
                channel: opener.channel,
                source: opener.source,
            })
        })
    }

    fn submission(&self, modal: &ModalView, opener: Opener, data: Value) -> InteractionDraft {
        InteractionDraft {
            application: opener.application,
            kind: interaction::kind::MODAL,
            user: self.person.id(),
            channel: opener.channel,
            source: opener.source,
            opened_by: Some(modal.interaction_id),
            data,
            overrides: Value::Null,
        }
    }
}

#[derive(Clone, Copy)]
struct Opener {
    application: u64,
    channel: u64,
    source: Option<u64>,
}

fn bad(field: &str, why: impl Into<String>) -> DriverError {
    DriverError::BadField {
        field: field.to_owned(),
        why: why.into(),
    }
}

/// A top-level component as a submission carries it: a label, an old row, or a text without its content.
fn fill(
    world: &mut World,
    resolver: &mut Resolver<'_>,
    top: &Value,
    filled: &Filled<'_>,
) -> Result<Value, DriverError> {
    let mut sent = json!({"type": top["type"], "id": top["id"]});
    if top["type"] == kind::LABEL {
        let label = super::view::text(&top["label"]);
        sent["component"] = field(world, resolver, &top["component"], label, filled)?;
    } else if let Some(inner) = top["components"].as_array() {
        let mut inside = Vec::new();
        for component in inner {
            let label = super::view::text(&component["label"]);
            inside.push(field(world, resolver, component, label, filled)?);
        }
        sent["components"] = Value::Array(inside);
    }
    Ok(sent)
}

fn field(
    world: &mut World,
    resolver: &mut Resolver<'_>,
    component: &Value,
    label: String,
    filled: &Filled<'_>,
) -> Result<Value, DriverError> {
    let view = FieldView::read(component, label);
    let mut sent =
        json!({"type": component["type"], "id": component["id"], "custom_id": view.custom_id});
    match view.kind {
        kind::TEXT_INPUT => sent["value"] = json!(text(&view, filled)?),
        kind::CHECKBOX => sent["value"] = json!(ticked(&view, filled)?),
        kind::FILE_UPLOAD => sent["values"] = uploads(world, resolver, &view, filled)?,
        kind::RADIO_GROUP => {
            let chosen = choices(world, resolver, component, &view, filled)?;
            sent["value"] = chosen.into_iter().next().unwrap_or_default();
        }
        _ => sent["values"] = Value::Array(choices(world, resolver, component, &view, filled)?),
    }
    Ok(sent)
}

fn text(view: &FieldView, filled: &Filled<'_>) -> Result<String, DriverError> {
    let text = filled.value(view).unwrap_or(&view.value);
    let (least, most) = view.takes;
    if filled.checked && view.required && text.is_empty() {
        return Err(bad(&view.label, "it must be filled in"));
    }
    let length = text.chars().count() as u64;
    if filled.checked && !text.is_empty() && !(least..=most).contains(&length) {
        return Err(bad(
            &view.label,
            format!("{least} to {most} characters are wanted"),
        ));
    }
    Ok(text.to_owned())
}

fn ticked(view: &FieldView, filled: &Filled<'_>) -> Result<bool, DriverError> {
    let text = filled.value(view).unwrap_or(&view.value);
    text.parse()
        .map_err(|_| bad(&view.label, "true or false is wanted"))
}

/// Refuses a number of choices or files that the client would not send.
fn count(view: &FieldView, count: usize, filled: &Filled<'_>) -> Result<(), DriverError> {
    let count = count as u64;
    if !filled.checked || (count == 0 && !view.required) {
        return Ok(());
    }
    let (least, most) = view.takes;
    if count == 0 {
        return Err(bad(&view.label, "it must be filled in"));
    }
    if (least..=most).contains(&count) {
        Ok(())
    } else {
        let why = format!("{count} given, but {least} to {most} are wanted");
        Err(bad(&view.label, why))
    }
}

fn choices(
    world: &World,
    resolver: &mut Resolver<'_>,
    component: &Value,
    view: &FieldView,
    filled: &Filled<'_>,
) -> Result<Vec<Value>, DriverError> {
    let wanted: Vec<&str> = match filled.value(view) {
        Some(typed) => split(view, typed),
        None => view.chosen.iter().map(String::as_str).collect(),
    };
    count(view, wanted.len(), filled)?;
    let mut values = Vec::new();
    for choice in wanted {
        let picked = pick(world, resolver, component, choice);
        let value = match picked {
            Err(_) if !filled.checked => json!(choice),
            picked => picked.map_err(|why| bad(&view.label, format!("{choice}: {why}")))?,
        };
        if filled.checked && values.contains(&value) {
            return Err(bad(&view.label, format!("{choice} is chosen twice")));
        }
        values.push(value);
    }
    Ok(values)
}

/// One choice, or several with commas between them.
fn split<'t>(view: &FieldView, typed: &'t str) -> Vec<&'t str> {
    let whole = |list: &[String]| list.iter().any(|known| known == typed);
    if whole(&view.options) || whole(&view.labels) {
        return vec![typed];
    }
    let parts = typed.split(',').map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

fn uploads(
    world: &mut World,
    resolver: &mut Resolver<'_>,
    view: &FieldView,
    filled: &Filled<'_>,
) -> Result<Value, DriverError> {
    let mut files: Vec<Upload> = filled.files(view).into_iter().cloned().collect();
    for name in filled
        .value(view)
        .map(|typed| split(view, typed))
        .unwrap_or_default()
    {
        let held = resolver.held(name);
        files.push(held.map_err(|why| bad(&view.label, format!("{name}: {why}")))?);
    }
    count(view, files.len(), filled)?;
    let mut ids = Vec::new();
    for file in &files {
        let stored = resolver.upload(world, file);
        ids.push(stored.map_err(|why| bad(&view.label, format!("{}: {why}", file.name)))?);
    }
    Ok(Value::Array(ids))
}
