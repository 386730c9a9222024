//! A family of windows with inputs, and what people entered.

use std::{collections::BTreeMap, fmt, sync::Arc};

use embeds::CustomId;
use futures_util::future::BoxFuture;
use twilight_model::application::interaction::modal::ModalInteractionComponent;

use super::rules::{Rules, rule_setters};
use crate::{Answers, Ctx, Failure, Reply};

/// What a person entered, by the inputs' `custom_id`.
#[derive(Clone, Debug, Default)]
pub struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    /// The text of an input, or the first value of a select.
    #[must_use]
    pub fn text(&self, input: &str) -> Option<&str> {
        self.0.get(input)?.first().map(String::as_str)
    }

    /// All values of a select.
    #[must_use]
    pub fn values(&self, input: &str) -> &[String] {
        self.0.get(input).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn collect(components: Vec<ModalInteractionComponent>) -> Self {
        let mut fields = Self::default();
        for component in components {
            fields.add(component);
        }
        fields
    }

    fn add(&mut self, component: ModalInteractionComponent) {
        match component {
            ModalInteractionComponent::ActionRow(row) => {
                for component in row.components {
                    self.add(component);
                }
            }
            ModalInteractionComponent::Label(label) => self.add(*label.component),
            ModalInteractionComponent::TextInput(input) => {
                self.0.insert(input.custom_id, vec![input.value]);
            }
            ModalInteractionComponent::StringSelect(select) => {
                self.0.insert(select.custom_id, select.values);
            }
            _ => {}
        }
    }
}

/// Arguments of a submitted window: from its `custom_id` and its inputs.
pub trait FromModal: Sized {
    /// Reads them; `None` if they are not of this family's form (old, or made up).
    fn from_modal(id: &CustomId, fields: &Fields) -> Option<Self>;
}

type Run<A> = Arc<
    dyn Fn(Ctx<A>, &CustomId, &Fields) -> Option<BoxFuture<'static, Result<Reply, Failure>>>
        + Send
        + Sync,
>;

/// A family of windows with inputs.
pub struct Modal<A> {
    pub(crate) rules: Rules,
    pub(crate) run: Run<A>,
}

impl<A: Send + Sync + 'static> Modal<A> {
    /// Handles all windows whose `custom_id` is of `family`.
    pub fn new<T, F, Fut>(family: &'static str, answers: Answers, handle: F) -> Self
    where
        T: FromModal + Send + 'static,
        F: Fn(Ctx<A>, T) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply, Failure>> + Send + 'static,
    {
        Self {
            rules: Rules::new(family, answers),
            run: Arc::new(move |ctx, id, fields| {
                let arguments = T::from_modal(id, fields)?;
                Some(Box::pin(handle(ctx, arguments)))
            }),
        }
    }

    rule_setters!();
}

impl<A> fmt::Debug for Modal<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Modal")
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}
