//! Commands as the client offers them to a person in a place.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Sight;
use crate::{driver::offers, world::localization::localized};

impl Sight<'_> {
    /// The commands that are offered in a channel, of every kind, with their applications.
    pub(crate) fn commands(&self, channel: u64) -> Value {
        let locale = self
            .world
            .users
            .get(&self.person)
            .map(|user| user.locale.as_str());
        let locale = locale.unwrap_or_default();
        let mut offers: Vec<Value> = offers(self.world, self.person, channel, self.now);
        offers
            .iter_mut()
            .for_each(|command| localize(command, locale));
        let whose: BTreeSet<&str> = offers
            .iter()
            .filter_map(|command| command["application_id"].as_str())
            .collect();
        let whose = whose.into_iter().filter_map(|id| id.parse::<u64>().ok());
        let applications = whose.filter_map(|id| self.world.applications.get(&id));
        let applications: Vec<Value> = applications.map(|found| self.application(found)).collect();
        json!({"applications": applications, "commands": offers})
    }
}

/// Adds what a client in this language shows, of a command, an option or a choice and of all within, and leaves the
/// other languages out.
fn localize(object: &mut Value, locale: &str) {
    for (text, shown, all) in [
        ("name", "name_localized", "name_localizations"),
        (
            "description",
            "description_localized",
            "description_localizations",
        ),
    ] {
        if object[text].is_string() {
            let found = localized(&object[all], locale).map(ToOwned::to_owned);
            object[shown] = found.map_or_else(|| object[text].clone(), Value::String);
        }
        if let Value::Object(fields) = object {
            fields.remove(all);
        }
    }
    for list in ["options", "choices"] {
        let within = object.get_mut(list).and_then(Value::as_array_mut);
        within
            .into_iter()
            .flatten()
            .for_each(|inner| localize(inner, locale));
    }
}
