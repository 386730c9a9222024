//! What handlers may reach: the words, the pictures, the configuration.

use std::sync::Arc;

use runtime::{Failure, Startup};

use crate::config::Config;
use crate::domain::words::WordList;
use crate::gallery::Gallery;

/// Built once per identity; cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    /// All words.
    pub words: Arc<WordList>,
    /// The pictures.
    pub gallery: Gallery,
    /// What the operator chose.
    pub config: Config,
}

impl App {
    /// Reads the words.
    ///
    /// # Errors
    /// When the word list in the binary is damaged.
    pub async fn build(startup: Startup<Config>) -> Result<Self, Failure> {
        Ok(Self {
            words: Arc::new(WordList::bundled()?),
            gallery: Gallery::new(),
            config: startup.config,
        })
    }
}
