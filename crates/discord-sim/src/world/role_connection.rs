//! Linked roles: what an application says about a person (`resources/application-role-connection-metadata.mdx`).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What an application says about one person.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct RoleConnection {
    pub(crate) platform_name: Option<String>,
    pub(crate) platform_username: Option<String>,
    /// Values by metadata key, as text.
    pub(crate) metadata: Map<String, Value>,
}

impl RoleConnection {
    pub(crate) fn json(&self) -> Value {
        let mut json = json!({"metadata": self.metadata});
        if let Some(name) = &self.platform_name {
            json["platform_name"] = json!(name);
        }
        json["platform_username"] = json!(self.platform_username);
        json
    }
}
