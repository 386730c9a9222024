//! What is in the fields of a modal, checked as the client does before it sends.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{DriverError, act::pick, modal::FieldView, resolve::Resolver, view};
use crate::world::{Upload, World, components::kind};

/// What is in a field.
#[derive(Debug, Clone)]
pub(super) enum Filling {
    Text(String),
    Ticked(bool),
    /// Choices: values or labels of options, names or ids of things.
    Chosen(Vec<String>),
    Files(Vec<Upload>),
}

/// What somebody has filled in.
pub(super) struct Filled {
    /// By custom id; a field that is not among them is empty.
    pub(super) fields: BTreeMap<String, Filling>,
    /// Whether the client checks it before it sends.
    pub(super) checked: bool,
}

pub(super) fn bad(view: &FieldView, why: impl Into<String>) -> DriverError {
    let label = match view.label.as_str() {
        "" => &view.custom_id,
        label => label,
    };
    DriverError::BadField {
        field: label.to_owned(),
        custom_id: view.custom_id.clone(),
        why: why.into(),
    }
}

/// The fields of a modal's tree, in the order of reading.
pub(super) fn fields(tree: &[Value]) -> Vec<FieldView> {
    tree.iter().flat_map(super::modal::fields).collect()
}

impl Filled {
    /// The components of a submission, for the modal's.
    pub(super) fn tree(
        &self,
        world: &mut World,
        resolver: &mut Resolver<'_>,
        modal: &[Value],
    ) -> Result<Vec<Value>, DriverError> {
        let tops = modal.iter();
        tops.map(|top| self.top(world, resolver, top)).collect()
    }

    /// A top-level component as a submission carries it: a label, an old row, or a text without its content.
    fn top(
        &self,
        world: &mut World,
        resolver: &mut Resolver<'_>,
        top: &Value,
    ) -> Result<Value, DriverError> {
        let mut sent = json!({"type": top["type"], "id": top["id"]});
        if top["type"] == kind::LABEL {
            let label = view::text(&top["label"]);
            sent["component"] = self.field(world, resolver, &top["component"], label)?;
        } else if let Some(inner) = top["components"].as_array() {
            let mut inside = Vec::new();
            for component in inner {
                let label = view::text(&component["label"]);
                inside.push(self.field(world, resolver, component, label)?);
            }
            sent["components"] = Value::Array(inside);
        }
        Ok(sent)
    }

    fn field(
        &self,
        world: &mut World,
        resolver: &mut Resolver<'_>,
        component: &Value,
        label: String,
    ) -> Result<Value, DriverError> {
        let view = FieldView::read(component, label);
        let mut sent =
            json!({"type": component["type"], "id": component["id"], "custom_id": view.custom_id});
        match view.kind {
            kind::TEXT_INPUT => sent["value"] = json!(self.text(&view)?),
            kind::CHECKBOX => sent["value"] = json!(self.ticked(&view)?),
            kind::FILE_UPLOAD => sent["values"] = self.uploads(world, resolver, &view)?,
            kind::RADIO_GROUP => {
                let chosen = self.choices(world, resolver, component, &view)?;
                sent["value"] = chosen.into_iter().next().unwrap_or_default();
            }
            _ => sent["values"] = Value::Array(self.choices(world, resolver, component, &view)?),
        }
        Ok(sent)
    }

    fn text(&self, view: &FieldView) -> Result<String, DriverError> {
        let text = match self.fields.get(&view.custom_id) {
            None => String::new(),
            Some(Filling::Text(text)) => text.clone(),
            Some(_) => return Err(bad(view, "a text is wanted")),
        };
        let (least, most) = view.takes;
        if self.checked && view.required && text.is_empty() {
            return Err(bad(view, "it must be filled in"));
        }
        let length = text.chars().count() as u64;
        if self.checked && !text.is_empty() && !(least..=most).contains(&length) {
            return Err(bad(
                view,
                format!("{least} to {most} characters are wanted"),
            ));
        }
        Ok(text)
    }

    fn ticked(&self, view: &FieldView) -> Result<bool, DriverError> {
        match self.fields.get(&view.custom_id) {
            None => Ok(false),
            Some(Filling::Ticked(ticked)) => Ok(*ticked),
            Some(_) => Err(bad(view, "true or false is wanted")),
        }
    }

    /// Refuses a number of choices or files that the client would not send.
    fn count(&self, view: &FieldView, count: usize) -> Result<(), DriverError> {
        let count = count as u64;
        if !self.checked || (count == 0 && !view.required) {
            return Ok(());
        }
        let (least, most) = view.takes;
        if count == 0 {
            return Err(bad(view, "it must be filled in"));
        }
        if (least..=most).contains(&count) {
            return Ok(());
        }
        let why = format!("{count} given, but {least} to {most} are wanted");
        Err(bad(view, why))
    }

    fn choices(
        &self,
        world: &World,
        resolver: &mut Resolver<'_>,
        component: &Value,
        view: &FieldView,
    ) -> Result<Vec<Value>, DriverError> {
        let wanted = match self.fields.get(&view.custom_id) {
            None => &[],
            Some(Filling::Chosen(chosen)) => chosen.as_slice(),
            Some(_) => return Err(bad(view, "choices are wanted")),
        };
        self.count(view, wanted.len())?;
        let mut values = Vec::new();
        for choice in wanted {
            let picked = pick(world, resolver, component, choice);
            let value = match picked {
                Err(_) if !self.checked => json!(choice),
                picked => picked.map_err(|why| bad(view, format!("{choice}: {why}")))?,
            };
            if self.checked && values.contains(&value) {
                return Err(bad(view, format!("{choice} is chosen twice")));
            }
            values.push(value);
        }
        Ok(values)
    }

    fn uploads(
        &self,
        world: &mut World,
        resolver: &mut Resolver<'_>,
        view: &FieldView,
    ) -> Result<Value, DriverError> {
        let files = match self.fields.get(&view.custom_id) {
            None => &[],
            Some(Filling::Files(files)) => files.as_slice(),
            Some(_) => return Err(bad(view, "files are wanted")),
        };
        self.count(view, files.len())?;
        let mut ids = Vec::new();
        for file in files {
            let stored = resolver.upload(world, file);
            ids.push(stored.map_err(|why| bad(view, format!("{}: {why}", file.name)))?);
        }
        Ok(Value::Array(ids))
    }
}
