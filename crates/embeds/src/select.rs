//! Selects: texts, or the users, roles and channels of the place. In a message they carry a [`CustomId`], in a
//! modal the name of their field.

use std::marker::PhantomData;
use std::ops::RangeInclusive;

use twilight_model::channel::ChannelType;
use twilight_model::channel::message::component::{SelectDefaultValue, SelectMenuType};
use twilight_model::id::Id;
use twilight_model::id::marker::{ChannelMarker, RoleMarker, UserMarker};

use crate::button::Emoji;
use crate::custom_id::CustomId;

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) description: Option<String>,
    pub(crate) emoji: Option<Emoji>,
    pub(crate) selected: bool,
}

impl SelectOption {
    /// `label` is shown (cut at 100 characters), `value` comes back (1 to 100 characters, unique in its select).
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            description: None,
            emoji: None,
            selected: false,
        }
    }

    /// A second line, cut at 100 characters.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The emoji before the label.
    #[must_use]
    pub fn emoji(mut self, emoji: impl Into<Emoji>) -> Self {
        self.emoji = Some(emoji.into());
        self
    }

    /// Whether it is chosen from the start.
    #[must_use]
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }
}

/// What a select offers.
pub trait Offers: sealed::Offers {}

mod sealed {
    use twilight_model::channel::message::component::SelectMenuType;

    pub trait Offers {
        const KIND: SelectMenuType;
    }
}

/// Makes the marker types of [`Select`].
macro_rules! offers {
    ($($(#[$doc:meta])* $name:ident => $kind:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name;

        impl sealed::Offers for $name {
            const KIND: SelectMenuType = SelectMenuType::$kind;
        }

        impl Offers for $name {}
    )*};
}

offers! {
    /// Texts of a list.
    Texts => Text;
    /// Users who are here.
    Users => User;
    /// Roles of the guild.
    Roles => Role;
    /// Users and roles.
    Mentionables => Mentionable;
    /// Channels of the guild.
    Channels => Channel;
}

/// The place of a select in a modal: the name of its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldName(pub(crate) String);

/// A menu to choose from: exactly one unless [`choose`](Select::choose) says otherwise.
///
/// In a message it has a `CustomId` (`new`), in a modal a field name (`field`); the one does not fit the other's place.
///
/// ```
/// # use embeds::{CustomId, Field, Modal, Row, UserSelect};
/// Row::select(UserSelect::new(CustomId::new("duel.rival", 1)));
/// Modal::new(CustomId::new("duel.new", 1), "Duel").field(Field::new("Rival", UserSelect::field("rival")));
/// ```
///
/// ```compile_fail
/// # use embeds::{Row, UserSelect};
/// Row::select(UserSelect::field("rival"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select<K, I = CustomId> {
    pub(crate) parts: Parts<I>,
    offers: PhantomData<K>,
}

/// A menu of one to 25 texts.
pub type StringSelect<I = CustomId> = Select<Texts, I>;
/// A menu of the users who are here.
pub type UserSelect<I = CustomId> = Select<Users, I>;
/// A menu of the guild's roles.
pub type RoleSelect<I = CustomId> = Select<Roles, I>;
/// A menu of users and roles.
pub type MentionableSelect<I = CustomId> = Select<Mentionables, I>;
/// A menu of the guild's channels.
pub type ChannelSelect<I = CustomId> = Select<Channels, I>;

/// A select of any kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts<I> {
    pub(crate) kind: SelectMenuType,
    pub(crate) id: I,
    pub(crate) options: Vec<SelectOption>,
    pub(crate) preselected: Vec<SelectDefaultValue>,
    pub(crate) channel_types: Vec<ChannelType>,
    pub(crate) placeholder: Option<String>,
    pub(crate) choose: RangeInclusive<u8>,
    pub(crate) disabled: bool,
    pub(crate) required: Option<bool>,
}

/// A select of a message, whatever it offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnySelect(pub(crate) Parts<CustomId>);

impl<K: Offers> From<Select<K>> for AnySelect {
    fn from(select: Select<K>) -> Self {
        Self(select.parts)
    }
}

impl<K: Offers, I> Select<K, I> {
    fn with(id: I) -> Self {
        Self {
            parts: Parts {
                kind: K::KIND,
                id,
                options: Vec::new(),
                preselected: Vec::new(),
                channel_types: Vec::new(),
                placeholder: None,
                choose: 1..=1,
                disabled: false,
                required: None,
            },
            offers: PhantomData,
        }
    }

    /// What stands there before something is chosen, cut at 150 characters.
    #[must_use]
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.parts.placeholder = Some(text.into());
        self
    }

    /// How many may be chosen, at most 25; the upper end is lowered to the number of options.
    #[must_use]
    pub fn choose(mut self, how_many: RangeInclusive<u8>) -> Self {
        self.parts.choose = how_many;
        self
    }

    fn preselect_all(mut self, values: impl Iterator<Item = SelectDefaultValue>) -> Self {
        for value in values {
            if !self.parts.preselected.contains(&value) {
                self.parts.preselected.push(value);
            }
        }
        self
    }
}

impl<K: Offers> Select<K, CustomId> {
    /// A menu of a message.
    #[must_use]
    pub fn new(id: CustomId) -> Self {
        Self::with(id)
    }

    /// Whether nothing can be chosen.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.parts.disabled = disabled;
        self
    }
}

impl<K: Offers> Select<K, FieldName> {
    /// A menu of a modal. `name` is 1 to 100 characters, unique in its modal.
    #[must_use]
    pub fn field(name: &str) -> Self {
        Self::with(FieldName(name.to_owned()))
    }

    /// Whether something must be chosen; it must unless [`choose`](Self::choose) begins at 0 or this says otherwise.
    #[must_use]
    pub fn required(mut self, required: bool) -> Self {
        self.parts.required = Some(required);
        self
    }
}

impl<I> Select<Texts, I> {
    /// Adds an option; one to 25 are needed.
    #[must_use]
    pub fn option(mut self, option: SelectOption) -> Self {
        self.parts.options.push(option);
        self
    }

    /// Adds several options.
    #[must_use]
    pub fn options(mut self, options: impl IntoIterator<Item = SelectOption>) -> Self {
        self.parts.options.extend(options);
        self
    }
}

impl<I> Select<Users, I> {
    /// Who is chosen from the start, at most as many as may be chosen.
    #[must_use]
    pub fn preselect(self, users: impl IntoIterator<Item = Id<UserMarker>>) -> Self {
        self.preselect_all(users.into_iter().map(SelectDefaultValue::User))
    }
}

impl<I> Select<Roles, I> {
    /// Which roles are chosen from the start, at most as many as may be chosen.
    #[must_use]
    pub fn preselect(self, roles: impl IntoIterator<Item = Id<RoleMarker>>) -> Self {
        self.preselect_all(roles.into_iter().map(SelectDefaultValue::Role))
    }
}

impl<I> Select<Mentionables, I> {
    /// Who is chosen from the start; with the roles at most as many as may be chosen.
    #[must_use]
    pub fn preselect_users(self, users: impl IntoIterator<Item = Id<UserMarker>>) -> Self {
        self.preselect_all(users.into_iter().map(SelectDefaultValue::User))
    }

    /// Which roles are chosen from the start; with the users at most as many as may be chosen.
    #[must_use]
    pub fn preselect_roles(self, roles: impl IntoIterator<Item = Id<RoleMarker>>) -> Self {
        self.preselect_all(roles.into_iter().map(SelectDefaultValue::Role))
    }
}

impl<I> Select<Channels, I> {
    /// Which channels are chosen from the start, at most as many as may be chosen.
    #[must_use]
    pub fn preselect(self, channels: impl IntoIterator<Item = Id<ChannelMarker>>) -> Self {
        self.preselect_all(channels.into_iter().map(SelectDefaultValue::Channel))
    }

    /// Only channels of these types; all unless this is said.
    #[must_use]
    pub fn channel_types(mut self, types: impl IntoIterator<Item = ChannelType>) -> Self {
        for kind in types {
            if !self.parts.channel_types.contains(&kind) {
                self.parts.channel_types.push(kind);
            }
        }
        self
    }
}
