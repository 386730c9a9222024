//! A family of buttons or selects: whatever carries its name in the `custom_id`.

use std::{fmt, sync::Arc};

use embeds::CustomId;
use futures_util::future::BoxFuture;

use super::rules::{Rules, rule_setters};
use super::selection::{Selectable, selected};
use crate::{Answers, Ctx, Failure, Reply, interaction::Used, router::Unrouted};

/// Arguments that a component carries in its `custom_id`, and what was selected.
pub trait FromCustomId: Sized {
    /// Reads them; `None` if they are not of this family's form (old, or made up).
    fn from_custom_id(id: &CustomId, values: &[String]) -> Option<Self>;
}

/// A family without arguments.
impl FromCustomId for () {
    fn from_custom_id(id: &CustomId, _: &[String]) -> Option<Self> {
        id.reader().end().ok()
    }
}

type Run<A> = Arc<
    dyn Fn(Ctx<A>, &CustomId, &Used) -> Result<BoxFuture<'static, Result<Reply, Failure>>, Unrouted>
        + Send
        + Sync,
>;

/// A family of buttons or selects.
pub struct Component<A> {
    pub(crate) rules: Rules,
    pub(crate) run: Run<A>,
}

impl<A: Send + Sync + 'static> Component<A> {
    /// Handles all components whose `custom_id` is of `family`.
    pub fn new<T, F, Fut>(family: &'static str, answers: Answers, handle: F) -> Self
    where
        T: FromCustomId + Send + 'static,
        F: Fn(Ctx<A>, T) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply, Failure>> + Send + 'static,
    {
        Self {
            rules: Rules::new(family, answers),
            run: Arc::new(move |ctx, id, used| {
                let arguments = T::from_custom_id(id, &used.values).ok_or(Unrouted::Stale)?;
                Ok(Box::pin(handle(ctx, arguments)))
            }),
        }
    }

    /// Handles all selects whose `custom_id` is of `family`. What was chosen arrives as `V`: users
    /// with their membership, roles, channels, both kinds of mentionables, or texts.
    ///
    /// A choice that the select does not offer is refused before the handler runs, and so is one
    /// of another kind than `V`.
    pub fn select<T, V, F, Fut>(family: &'static str, answers: Answers, handle: F) -> Self
    where
        T: FromCustomId + Send + 'static,
        V: Selectable,
        F: Fn(Ctx<A>, T, Vec<V>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply, Failure>> + Send + 'static,
    {
        Self {
            rules: Rules::new(family, answers),
            run: Arc::new(move |ctx, id, used| {
                let arguments = T::from_custom_id(id, &used.values).ok_or(Unrouted::Stale)?;
                let chosen = (used.kind == V::KIND)
                    .then(|| selected(&used.values, used.resolved.as_ref()))
                    .flatten()
                    .ok_or(Unrouted::Selection)?;
                Ok(Box::pin(handle(ctx, arguments, chosen)))
            }),
        }
    }

    rule_setters!();
}

impl<A> fmt::Debug for Component<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Component")
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}
