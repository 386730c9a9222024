//! Which handler an interaction is for, with which arguments. Pure: it reads the registry and
//! the interaction, nothing else.

use std::future::ready;

use embeds::CustomId;
use futures_util::future::BoxFuture;
use twilight_model::application::{
    command::CommandType,
    interaction::application_command::{CommandData, CommandDataOption, CommandOptionValue},
};

use crate::{
    Autocomplete, Choice, Ctx, Failure, Reply, Rules,
    interaction::Content,
    registry::{MenuKind, Registry},
};

/// A handler with its arguments, ready to run.
pub(crate) enum Routed<'r, A> {
    Run {
        rules: &'r Rules,
        /// Counts for the abuse guard.
        command: bool,
        start: Start<'r, A>,
    },
    Suggest {
        rules: &'r Rules,
        start: SuggestStart<'r, A>,
    },
}

type Start<'r, A> =
    Box<dyn FnOnce(Ctx<A>) -> BoxFuture<'static, Result<Reply, Failure>> + Send + 'r>;
type SuggestStart<'r, A> =
    Box<dyn FnOnce(Ctx<A>) -> BoxFuture<'static, Result<Vec<Choice>, Failure>> + Send + 'r>;

/// Why there is no handler.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Unrouted {
    /// A command this release does not have.
    UnknownCommand,
    /// A command with options this release does not have.
    Options,
    /// A button, select or window this release does not have, or one that somebody made up.
    Stale,
    /// A choice that was not offered, or of another kind.
    Selection,
    /// An option without suggestions.
    NoSuggestions,
}

/// Finds the handler. Reading a component's or window's arguments is left to its start, which
/// needs the context anyway.
pub(crate) fn route<A: Send + Sync + 'static>(
    registry: &Registry<A>,
    content: Content,
) -> Result<Routed<'_, A>, Unrouted> {
    match content {
        Content::Command(data) if data.kind != CommandType::ChatInput => menu(registry, *data),
        Content::Command(data) => {
            let resolved = data.resolved.clone();
            let (path, options) = leaf(*data);
            let command = registry
                .commands
                .get(path.as_str())
                .ok_or(Unrouted::UnknownCommand)?;
            Ok(Routed::Run {
                rules: &command.rules,
                command: true,
                start: Box::new(move |ctx| match (command.run)(ctx, options, resolved) {
                    Ok(run) => run,
                    Err(error) => {
                        // The reason may repeat what was typed: nothing for the log of every day.
                        tracing::debug!(%error, "command with options of another release");
                        refused(Unrouted::Options)
                    }
                }),
            })
        }
        Content::Autocomplete(data) => {
            let (path, options) = leaf(*data);
            let command = registry
                .commands
                .get(path.as_str())
                .ok_or(Unrouted::UnknownCommand)?;
            let typed = Autocomplete::take(options).ok_or(Unrouted::Options)?;
            let suggest = command
                .suggest
                .get(typed.option.as_str())
                .ok_or(Unrouted::NoSuggestions)?;
            Ok(Routed::Suggest {
                rules: &command.rules,
                start: Box::new(move |ctx| suggest(ctx, typed)),
            })
        }
        Content::Component(data) => {
            let id = CustomId::parse(&data.custom_id).map_err(|_| Unrouted::Stale)?;
            let component = registry
                .components
                .get(id.family())
                .ok_or(Unrouted::Stale)?;
            if !data.fits() {
                return Err(Unrouted::Selection);
            }
            Ok(Routed::Run {
                rules: &component.rules,
                command: false,
                start: Box::new(move |ctx| {
                    (component.run)(ctx, &id, &data).unwrap_or_else(refused)
                }),
            })
        }
        Content::Modal(data) => {
            let id = CustomId::parse(&data.custom_id).map_err(|_| Unrouted::Stale)?;
            let modal = registry.modals.get(id.family()).ok_or(Unrouted::Stale)?;
            Ok(Routed::Run {
                rules: &modal.rules,
                command: false,
                start: Box::new(
                    move |ctx| match (modal.run)(ctx.clone(), &id, &data.fields) {
                        Ok(run) => run,
                        Err(unfit) => {
                            tracing::debug!(error = %unfit, "window that does not fit");
                            let has = |key: &str| ctx.hall.catalog.has(key);
                            let refusal = unfit.refusal(id.family(), has, &ctx.texts());
                            Box::pin(ready(Err(refusal.into())))
                        }
                    },
                ),
            })
        }
    }
}

/// An entry of a context menu.
fn menu<A: Send + Sync + 'static>(
    registry: &Registry<A>,
    data: CommandData,
) -> Result<Routed<'_, A>, Unrouted> {
    let kind = match data.kind {
        CommandType::User => MenuKind::User,
        CommandType::Message => MenuKind::Message,
        _ => return Err(Unrouted::UnknownCommand),
    };
    let menu = registry
        .menus
        .values()
        .find(|menu| menu.kind == kind && menu.rules.name == data.name)
        .ok_or(Unrouted::UnknownCommand)?;
    Ok(Routed::Run {
        rules: &menu.rules,
        command: true,
        start: Box::new(move |ctx| {
            (menu.run)(ctx, data).unwrap_or_else(|| refused(Unrouted::Options))
        }),
    })
}

fn refused(why: Unrouted) -> BoxFuture<'static, Result<Reply, Failure>> {
    Box::pin(ready(Err(why.refusal().into())))
}

/// Path of the leaf that was called, and its options.
fn leaf(data: CommandData) -> (String, Vec<CommandDataOption>) {
    let mut path = data.name;
    let mut options = data.options;
    while let [
        CommandDataOption {
            name,
            value: CommandOptionValue::SubCommand(_) | CommandOptionValue::SubCommandGroup(_),
        },
    ] = options.as_slice()
    {
        path.push(' ');
        path.push_str(name);
        options = match options.pop().map(|option| option.value) {
            Some(
                CommandOptionValue::SubCommand(inner) | CommandOptionValue::SubCommandGroup(inner),
            ) => inner,
            _ => Vec::new(),
        };
    }
    (path, options)
}
