//! An interaction as Discord sends it: twilight's type, and beside it what twilight-model 0.18 cannot read.
//!
//! That is what a person entered into a window: twilight has no type for a radio group, and one value of another
//! form than it expects would make the whole interaction unreadable. So the data of a submitted window is read by
//! us, from JSON, and twilight reads the rest. `docs/upstream/twilight-model.md` says what goes away when twilight
//! can read it.

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Value, json};
use twilight_model::application::interaction::Interaction;

use crate::Fields;

/// Number of a submitted window (`interactions/receiving-and-responding.mdx`, Interaction Type).
const MODAL_SUBMIT: u8 = 5;

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

impl<'de> Deserialize<'de> for Received {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut whole = Value::deserialize(deserializer)?;
        let mut submission = None;
        if whole["type"] == MODAL_SUBMIT {
            let data = whole["data"].take();
            let read =
                Submission::read(data).ok_or_else(|| D::Error::custom("no window's data"))?;
            submission = Some(read);
            whole["data"] = json!({"custom_id": "", "components": []});
        }
        let interaction = Interaction::deserialize(whole).map_err(D::Error::custom)?;
        Ok(Self {
            interaction,
            submission,
        })
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
