//! A leaf of the command tree: its path, options and handler.

use std::{collections::BTreeMap, fmt, sync::Arc};

use futures_util::future::BoxFuture;
use twilight_interactions::command::{CommandInputData, CommandModel, CreateCommand};
use twilight_model::application::{
    command::CommandOption,
    interaction::{
        InteractionDataResolved,
        application_command::{CommandDataOption, CommandOptionValue},
    },
};

use super::rules::{Rules, install_setters, rule_setters};
use crate::{Answers, Choice, Ctx, Failure, Reply};

type Run<A> = Arc<
    dyn Fn(
            Ctx<A>,
            Vec<CommandDataOption>,
            Option<InteractionDataResolved>,
        ) -> Result<BoxFuture<'static, Result<Reply, Failure>>, ArgumentError>
        + Send
        + Sync,
>;
type Suggest<A> = Arc<
    dyn Fn(Ctx<A>, Autocomplete) -> BoxFuture<'static, Result<Vec<Choice>, Failure>> + Send + Sync,
>;

/// Options that do not fit the command as this release knows it.
#[derive(Debug, thiserror::Error)]
#[error("options of /{path} do not fit: {reason}")]
pub(crate) struct ArgumentError {
    path: &'static str,
    reason: String,
}

/// A command that can be run: a leaf of the tree that Discord shows.
pub struct Command<A> {
    pub(crate) rules: Rules,
    pub(crate) options: fn() -> Vec<CommandOption>,
    pub(crate) run: Run<A>,
    pub(crate) suggest: BTreeMap<&'static str, Suggest<A>>,
}

impl<A: Send + Sync + 'static> Command<A> {
    /// The command at `path` (`group leaf`, up to three words), with the options of `T`.
    pub fn new<T, F, Fut>(path: &'static str, answers: Answers, handle: F) -> Self
    where
        T: CommandModel + CreateCommand + Send + 'static,
        F: Fn(Ctx<A>, T) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply, Failure>> + Send + 'static,
    {
        Self {
            rules: Rules::command(path, answers),
            options: || T::create_command().options,
            run: Arc::new(move |ctx, options, resolved| {
                let input = CommandInputData {
                    options,
                    resolved: resolved.map(std::borrow::Cow::Owned),
                };
                let arguments = T::from_interaction(input).map_err(|error| ArgumentError {
                    path,
                    reason: error.to_string(),
                })?;
                Ok(Box::pin(handle(ctx, arguments)))
            }),
            suggest: BTreeMap::new(),
        }
    }

    /// Suggests values for `option` while a person types.
    #[must_use]
    pub fn suggest<F, Fut>(mut self, option: &'static str, suggest: F) -> Self
    where
        F: Fn(Ctx<A>, Autocomplete) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Vec<Choice>, Failure>> + Send + 'static,
    {
        self.suggest.insert(
            option,
            Arc::new(move |ctx, typed| Box::pin(suggest(ctx, typed))),
        );
        self
    }

    rule_setters!();
    install_setters!();
}

impl<A> fmt::Debug for Command<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Command")
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}

/// What a person has typed so far.
#[derive(Clone, Debug)]
pub struct Autocomplete {
    /// The option being typed.
    pub option: String,
    /// Its text so far: anything.
    pub typed: String,
    /// The other options given so far, as Discord sent them: unchecked.
    pub others: Vec<CommandDataOption>,
}

impl Autocomplete {
    pub(crate) fn take(options: Vec<CommandDataOption>) -> Option<Self> {
        let mut others = Vec::new();
        let mut focused = None;
        for option in options {
            match option.value {
                CommandOptionValue::Focused(typed, _) => focused = Some((option.name, typed)),
                _ => others.push(option),
            }
        }
        focused.map(|(option, typed)| Self {
            option,
            typed,
            others,
        })
    }
}
