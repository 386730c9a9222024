//! One Chromium with any number of windows.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use anyhow::Result;
use serde_json::json;

use crate::{Look, Window, chromium::Chromium, protocol::lock};

/// The Chromium that all tests of a program share; it ends with the process.
static SHARED: Mutex<Option<Browser>> = Mutex::new(None);

/// A running Chromium. It ends when this value, its copies and their windows are dropped.
#[derive(Clone)]
pub struct Browser {
    chromium: Arc<Chromium>,
    /// How it introduces itself to servers.
    agent: Arc<str>,
}

impl Browser {
    /// Starts one, in about a third of a second.
    ///
    /// # Errors
    ///
    /// Why it did not start; names the package when it is not there.
    pub async fn start() -> Result<Self> {
        let chromium = Chromium::start()?;
        // The answer shows that it is up.
        let version = chromium
            .protocol
            .call(None, "Browser.getVersion", json!({}))
            .await?;
        let agent = version["userAgent"].as_str().unwrap_or_default();
        Ok(Self {
            agent: agent.into(),
            chromium: Arc::new(chromium),
        })
    }

    /// The one that all tests of this program share.
    ///
    /// # Errors
    ///
    /// As [`Browser::start`].
    pub async fn shared() -> Result<Self> {
        if let Some(running) = lock(&SHARED).clone() {
            return Ok(running);
        }
        let started = Self::start().await?;
        // Another test may have been faster; then this one ends again.
        Ok(lock(&SHARED).get_or_insert(started).clone())
    }

    /// Opens a window with a profile of its own at an address, and waits until the page has loaded.
    ///
    /// # Errors
    ///
    /// If the address cannot be opened.
    pub async fn window(&self, address: &str, look: Look) -> Result<Window> {
        Window::open(self.clone(), address, look).await
    }

    /// Where it keeps its profile; the folder goes with it.
    pub fn folder(&self) -> &Path {
        self.chromium.folder()
    }

    pub(crate) fn agent(&self) -> &str {
        &self.agent
    }

    pub(crate) fn protocol(&self) -> &crate::protocol::Protocol {
        &self.chromium.protocol
    }
}
