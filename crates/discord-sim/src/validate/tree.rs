//! What is counted and compared across a whole tree of components: number, text, custom ids, component ids.

use std::collections::HashSet;

use super::{
    attachment::Attachments,
    form::{Form, Need, Need::Optional, Object},
    rule, value,
};

/// Code points of a `custom_id` (docs).
const CUSTOM_ID: usize = 100;

/// A walk over one message's or modal's components.
#[derive(Default)]
pub(super) struct Tree {
    /// Files that media items may name.
    pub(super) attachments: Attachments,
    /// Components so far, nested ones included.
    pub(super) components: usize,
    /// Code points of text displays so far.
    pub(super) text: usize,
    custom_ids: HashSet<String>,
    ids: HashSet<i64>,
}

impl Tree {
    /// A walk over a message with these files.
    pub(super) fn with(attachments: Attachments) -> Self {
        Self {
            attachments,
            ..Self::default()
        }
    }

    /// Enters a component of one of the types: counts it, checks its `id`, returns its type.
    pub(super) fn enter(
        &mut self,
        form: &mut Form,
        component: &Object,
        allowed: &[i64],
    ) -> Option<i64> {
        let found = form.value(component, "type", Need::Required)?;
        let kind = value::integer(found).filter(|kind| allowed.contains(kind));
        if kind.is_none() {
            form.refuse(rule::union(allowed));
        }
        self.components += 1;
        // Zero asks the server for a number, like leaving it out (docs).
        if let Some(id) = form.integer(component, "id", Optional, 0..=i64::from(i32::MAX))
            && id != 0
            && !self.ids.insert(id)
        {
            form.refuse_at("id", rule::repeated_component_id());
        }
        kind
    }

    /// Checks `custom_id`, which no two components share, disabled ones included.
    pub(super) fn custom_id(&mut self, form: &mut Form, component: &Object) {
        if let Some(id) = form.text(component, "custom_id", Need::Required, 1..=CUSTOM_ID)
            && !self.custom_ids.insert(id.to_owned())
        {
            form.refuse_at("custom_id", rule::repeated_custom_id());
        }
    }
}
