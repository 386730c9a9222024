//! Filling in and submitting a modal, by the names of its fields.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    DriverError, ModalView, Seat, Shown,
    fill::{Filled, Filling, bad},
    modal::FieldView,
    resolve::Resolver,
};
use crate::world::{InteractionDraft, Upload, components::kind, interaction};

/// Fields by custom id or label, and what a person types into them.
type Typed<'a> = &'a [(&'a str, &'a str)];
/// Files by the custom id or label of their field.
type Files<'a> = &'a [(&'a str, Upload)];

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
                return Err(DriverError::BadField {
                    field: name.to_owned(),
                    custom_id: name.to_owned(),
                    why: "it is not there".to_owned(),
                });
            }
        }
        self.send_modal(modal, values, files, true).await
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
        self.send_modal(modal, values, &[], false).await
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
        self.send(self.submission(modal.interaction_id, opener, data))
            .await
    }

    async fn send_modal(
        &self,
        modal: &ModalView,
        values: Typed<'_>,
        files: Files<'_>,
        checked: bool,
    ) -> Result<Shown, DriverError> {
        let opener = self.opener(modal, checked)?;
        let filled = Filled {
            fields: self.typed(modal, values, files)?,
            checked,
        };
        let data = self.modal_data(opener, &modal.custom_id, &modal.components, &filled, false)?;
        self.send(self.submission(modal.interaction_id, opener, data))
            .await
    }

    /// What a submission carries, after the client's checks; `exact` choices are values and ids.
    pub(super) fn modal_data(
        &self,
        opener: Opener,
        custom_id: &str,
        components: &[Value],
        filled: &Filled,
        exact: bool,
    ) -> Result<Value, DriverError> {
        self.hub().turn(|world, now| {
            let mut resolver =
                Resolver::new(self, opener.application, String::new(), now).exact(exact);
            match filled.tree(world, &mut resolver, components) {
                Ok(tree) => {
                    let mut data = json!({"custom_id": custom_id, "components": tree});
                    resolver.finish(&mut data);
                    Ok(data)
                }
                Err(error) => {
                    resolver.discard(world);
                    Err(error)
                }
            }
        })
    }

    /// What is in each field: what was typed, or else what is in it already.
    fn typed(
        &self,
        modal: &ModalView,
        values: Typed<'_>,
        files: Files<'_>,
    ) -> Result<BTreeMap<String, Filling>, DriverError> {
        let filling = |view: &FieldView| {
            let typed = values.iter().find(|(name, _)| view.is(name));
            let typed = typed.map(|(_, value)| *value);
            let whole = || typed.unwrap_or(&view.value);
            Ok(match view.kind {
                kind::TEXT_INPUT => Filling::Text(whole().to_owned()),
                kind::CHECKBOX => {
                    let ticked = whole().parse();
                    Filling::Ticked(ticked.map_err(|_| bad(view, "true or false is wanted"))?)
                }
                kind::FILE_UPLOAD => {
                    let own = files.iter().filter(|(name, _)| view.is(name));
                    let mut own: Vec<Upload> = own.map(|(_, file)| file.clone()).collect();
                    for name in typed.map(|typed| split(view, typed)).unwrap_or_default() {
                        let held = self.held(name);
                        own.push(held.map_err(|why| bad(view, format!("{name}: {why}")))?);
                    }
                    Filling::Files(own)
                }
                _ => Filling::Chosen(match typed {
                    Some(typed) => split(view, typed).into_iter().map(Into::into).collect(),
                    None => view.chosen.clone(),
                }),
            })
        };
        let each = modal.fields.iter();
        each.map(|view| Ok((view.custom_id.clone(), filling(view)?)))
            .collect()
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

    pub(super) fn submission(&self, by: u64, opener: Opener, data: Value) -> InteractionDraft {
        InteractionDraft {
            channel: opener.channel,
            source: opener.source,
            opened_by: Some(by),
            ..self.draft(opener.application, interaction::kind::MODAL, data)
        }
    }
}

/// Where a modal came from.
#[derive(Clone, Copy)]
pub(super) struct Opener {
    pub(super) application: u64,
    pub(super) channel: u64,
    pub(super) source: Option<u64>,
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
