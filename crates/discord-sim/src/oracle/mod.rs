//! Discord's OpenAPI description as a judge.

use std::sync::Arc;

use serde_json::Value;

/// The judge.
#[derive(Debug)]
pub struct Oracle;

impl Oracle {
    /// Loads it.
    pub fn load() -> Option<Arc<Self>> {
        None
    }
    /// Request.
    pub fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Vec<String> {
        let _ = (method, path, body);
        Vec::new()
    }
    /// Response.
    pub fn response(&self, method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
        let _ = (method, path, status, body);
        Vec::new()
    }
    /// Unknown.
    pub fn unknown_fields(&self, method: &str, path: &str, body: &Value) -> Vec<String> {
        let _ = (method, path, body);
        Vec::new()
    }
}
