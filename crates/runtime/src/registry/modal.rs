//! A family of windows with fields: whatever carries its name in the `custom_id`.

use std::{fmt, sync::Arc};

use embeds::CustomId;
use futures_util::future::BoxFuture;

use super::rules::{Rules, rule_setters};
use crate::{Answers, Ctx, Failure, Fields, Reply, Unfit};

/// Arguments of a submitted window: from its `custom_id` and its fields.
pub trait FromModal: Sized {
    /// Reads them.
    ///
    /// # Errors
    /// [`Unfit`] if they are not of this family's form: old, or made up. The person is told which
    /// field it is.
    fn from_modal(id: &CustomId, fields: &Fields) -> Result<Self, Unfit>;
}

type Run<A> = Arc<
    dyn Fn(Ctx<A>, &CustomId, &Fields) -> Result<BoxFuture<'static, Result<Reply, Failure>>, Unfit>
        + Send
        + Sync,
>;

/// A family of windows with fields.
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
                Ok(Box::pin(handle(ctx, arguments)))
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
