//! What can be chosen in a select, in a message or a window.

use twilight_interactions::command::{ResolvedMentionable, ResolvedUser};
use twilight_model::{
    application::interaction::{InteractionChannel, InteractionDataResolved},
    channel::message::component::ComponentType,
    guild::Role,
};

/// A value of a select: [`ResolvedUser`], [`Role`], [`ResolvedMentionable`], [`InteractionChannel`] or a `String`.
pub trait Selectable: sealed::Selectable {}

mod sealed {
    use twilight_model::{
        application::interaction::InteractionDataResolved,
        channel::message::component::ComponentType,
    };

    pub trait Selectable: Sized + Send + 'static {
        /// The select that offers it.
        const KIND: ComponentType;

        /// What `value` stands for; `None` if Discord did not describe it.
        fn find(value: &str, resolved: Option<&InteractionDataResolved>) -> Option<Self>;
    }
}

/// What all of `values` stand for, or nothing.
pub(crate) fn selected<V: Selectable>(
    values: &[String],
    resolved: Option<&InteractionDataResolved>,
) -> Option<Vec<V>> {
    values
        .iter()
        .map(|value| V::find(value, resolved))
        .collect()
}

impl Selectable for String {}

impl sealed::Selectable for String {
    const KIND: ComponentType = ComponentType::TextSelectMenu;

    fn find(value: &str, _: Option<&InteractionDataResolved>) -> Option<Self> {
        Some(value.to_owned())
    }
}

impl Selectable for ResolvedUser {}

impl sealed::Selectable for ResolvedUser {
    const KIND: ComponentType = ComponentType::UserSelectMenu;

    fn find(value: &str, resolved: Option<&InteractionDataResolved>) -> Option<Self> {
        let (id, resolved) = (value.parse().ok()?, resolved?);
        Some(Self {
            resolved: resolved.users.get(&id)?.clone(),
            member: resolved.members.get(&id).cloned(),
        })
    }
}

impl Selectable for Role {}

impl sealed::Selectable for Role {
    const KIND: ComponentType = ComponentType::RoleSelectMenu;

    fn find(value: &str, resolved: Option<&InteractionDataResolved>) -> Option<Self> {
        resolved?.roles.get(&value.parse().ok()?).cloned()
    }
}

impl Selectable for ResolvedMentionable {}

impl sealed::Selectable for ResolvedMentionable {
    const KIND: ComponentType = ComponentType::MentionableSelectMenu;

    fn find(value: &str, resolved: Option<&InteractionDataResolved>) -> Option<Self> {
        let user = <ResolvedUser as sealed::Selectable>::find(value, resolved).map(Self::User);
        user.or_else(|| <Role as sealed::Selectable>::find(value, resolved).map(Self::Role))
    }
}

impl Selectable for InteractionChannel {}

impl sealed::Selectable for InteractionChannel {
    const KIND: ComponentType = ComponentType::ChannelSelectMenu;

    fn find(value: &str, resolved: Option<&InteractionDataResolved>) -> Option<Self> {
        resolved?.channels.get(&value.parse().ok()?).cloned()
    }
}
