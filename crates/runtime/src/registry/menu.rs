//! An entry in the context menu of users or of messages.

use std::{fmt, sync::Arc};

use db::Timestamp;
use futures_util::future::BoxFuture;
use twilight_interactions::command::ResolvedUser;
use twilight_model::{
    application::interaction::{InteractionDataResolved, application_command::CommandData},
    channel::{Attachment, Message},
    id::{
        Id,
        marker::{ChannelMarker, GuildMarker, MessageMarker},
    },
    user::User,
};

use super::{
    rules::{Rules, install_setters, rule_setters},
    selection::selected,
};
use crate::{Answers, Ctx, Failure, Reply};

/// Whose menu it is in.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum MenuKind {
    User,
    Message,
}

/// The message whose menu was used. Its content is there whatever the bot may read otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetMessage {
    /// Its id.
    pub id: Id<MessageMarker>,
    /// Its channel.
    pub channel_id: Id<ChannelMarker>,
    /// Who wrote it; a webhook is a user too.
    pub author: User,
    /// Its text, as typed. Escape before showing.
    pub content: String,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// When it was written.
    pub written: Timestamp,
}

impl TargetMessage {
    /// Its address; `guild` is the one it stands in, if any.
    #[must_use]
    pub fn link(&self, guild: Option<Id<GuildMarker>>) -> String {
        let place = guild.map_or_else(|| "@me".to_owned(), |guild| guild.to_string());
        let (channel, message) = (self.channel_id, self.id);
        format!("https://discord.com/channels/{place}/{channel}/{message}")
    }
}

impl From<Message> for TargetMessage {
    fn from(message: Message) -> Self {
        Self {
            id: message.id,
            channel_id: message.channel_id,
            author: message.author,
            content: message.content,
            attachments: message.attachments,
            written: Timestamp::from_unix_micros(message.timestamp.as_micros()),
        }
    }
}

type Run<A> = Arc<
    dyn Fn(Ctx<A>, CommandData) -> Option<BoxFuture<'static, Result<Reply, Failure>>> + Send + Sync,
>;

/// An entry in the context menu of users or of messages.
///
/// `name` is what English people see, and what Discord sends back: 1 to 32 characters, mixed case and spaces allowed.
/// In other languages it is the text `menu-<name>-name`, in lower case and with a dash for each space.
pub struct Menu<A> {
    pub(crate) rules: Rules,
    pub(crate) kind: MenuKind,
    pub(crate) run: Run<A>,
}

impl<A: Send + Sync + 'static> Menu<A> {
    /// In the menu of users. The handler gets the user, with their membership where they are in the guild.
    pub fn user<F, Fut>(name: &'static str, answers: Answers, handle: F) -> Self
    where
        F: Fn(Ctx<A>, ResolvedUser) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply, Failure>> + Send + 'static,
    {
        Self {
            rules: Rules::command(name, answers),
            kind: MenuKind::User,
            run: Arc::new(move |ctx, data| {
                let target = data.target_id?.to_string();
                let user = selected(&[target], data.resolved.as_ref())?.pop()?;
                Some(Box::pin(handle(ctx, user)))
            }),
        }
    }

    /// In the menu of messages.
    pub fn message<F, Fut>(name: &'static str, answers: Answers, handle: F) -> Self
    where
        F: Fn(Ctx<A>, TargetMessage) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply, Failure>> + Send + 'static,
    {
        Self {
            rules: Rules::command(name, answers),
            kind: MenuKind::Message,
            run: Arc::new(move |ctx, data| {
                let InteractionDataResolved { mut messages, .. } = data.resolved?;
                let message = messages.remove(&data.target_id?.cast())?;
                Some(Box::pin(handle(ctx, message.into())))
            }),
        }
    }

    rule_setters!();
    install_setters!();
}

impl<A> fmt::Debug for Menu<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Menu")
            .field("kind", &self.kind)
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}
