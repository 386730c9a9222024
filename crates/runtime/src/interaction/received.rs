//! An interaction as Discord sends it: twilight's type, and beside it what twilight-model 0.18 cannot read.
//!
//! That is what a person entered into a window: twilight has no type for a radio group, and one value of another
//! form than it expects would make the whole interaction unreadable. So the data of a submitted window is read by
//! us, from JSON, and twilight reads the rest. `docs/upstream/twilight-model.md` says what goes away when twilight
//! can read it.

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Value, json};
use twilight_model::application::interaction::{Interaction, InteractionType};

use crate::Fields;

/// An interaction, read.
#[derive(Debug)]
pub(crate) struct Received {
    pub(super) interaction: Interaction,
    /// Of a submitted window; twilight's data is empty then.
    pub(super) submission: Option<Submission>,
}

/// A submitted window.
#[derive(Debug)]
pub(crate) struct Submission {
    pub(crate) custom_id: String,
    pub(crate) fields: Fields,
}

/// A submitted window as it comes; no other interaction is read as one.
#[derive(Debug)]
pub(crate) struct Window(Received);

impl Received {
    /// The interaction that twilight has read, or `window`, which is asked for if twilight was given a window.
    ///
    /// All others are many, and reading them by way of JSON values would cost more than twice as much.
    pub(crate) fn read<E>(
        read: Result<Interaction, E>,
        window: impl FnOnce() -> Result<Window, E>,
    ) -> Result<Self, E> {
        match read {
            Ok(interaction) if interaction.kind != InteractionType::ModalSubmit => Ok(Self {
                interaction,
                submission: None,
            }),
            _ => Ok(window()?.0),
        }
    }
}

impl<'de> Deserialize<'de> for Window {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut whole = Value::deserialize(deserializer)?;
        if whole["type"] != InteractionType::ModalSubmit as u8 {
            return Err(D::Error::custom("no submitted window"));
        }
        let data = whole["data"].take();
        let submission =
            Submission::read(data).ok_or_else(|| D::Error::custom("no window's data"))?;
        whole["data"] = json!({"custom_id": "", "components": []});
        let interaction = Interaction::deserialize(whole).map_err(D::Error::custom)?;
        Ok(Self(Received {
            interaction,
            submission: Some(submission),
        }))
    }
}

impl Submission {
    fn read(mut data: Value) -> Option<Self> {
        let custom_id = data.get("custom_id")?.as_str()?.to_owned();
        let components = data.get_mut("components").map(Value::take);
        let resolved = data.get_mut("resolved").map(Value::take);
        Some(Self {
            custom_id,
            fields: Fields::read(components.unwrap_or_default(), resolved),
        })
    }
}
