//! A family of buttons or selects: whatever carries its name in the `custom_id`.

use std::{fmt, sync::Arc};

use embeds::CustomId;
use futures_util::future::BoxFuture;

use super::rules::{Rules, rule_setters};
use crate::{Answers, Ctx, Failure, Reply};

/// Arguments that a component carries in its `custom_id`, and what was selected.
pub trait FromCustomId: Sized {
    /// Reads them; `None` if they are not of this family's form (old, or made up).
    fn from_custom_id(id: &CustomId, values: &[String]) -> Option<Self>;
}

type Run<A> = Arc<
    dyn Fn(Ctx<A>, &CustomId, &[String]) -> Option<BoxFuture<'static, Result<Reply, Failure>>>
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
            run: Arc::new(move |ctx, id, values| {
                let arguments = T::from_custom_id(id, values)?;
                Some(Box::pin(handle(ctx, arguments)))
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
