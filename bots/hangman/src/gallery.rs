//! Draws pictures on blocking threads and keeps the latest.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use embeds::picture::{PictureError, Renderer};
use thiserror::Error;
use tokio::task::JoinError;

use crate::views::gallows::{Scene, svg};

/// Pictures kept. Running games of all difficulties need 24; the rest are endings, each shown a few times. At some
/// 40 KiB each that is less than 3 MiB.
const KEPT: usize = 64;

/// The drawing is wider than Discord shows it, and an ending is drawn while somebody waits: four times the pixels
/// would take four times as long.
const SCALE: u8 = 1;

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum GalleryError {
    /// It cannot be drawn.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The thread that drew it ended early.
    #[error("the drawing thread ended early")]
    Thread(#[from] JoinError),
}

/// Pictures by what they show. Cheap to clone; clones share the pictures.
#[derive(Clone, Debug)]
pub struct Gallery {
    renderer: Renderer,
    kept: Arc<Mutex<Shelf>>,
}

impl Default for Gallery {
    fn default() -> Self {
        Self::new()
    }
}

impl Gallery {
    /// An empty gallery.
    #[must_use]
    pub fn new() -> Self {
        Self {
            renderer: Renderer::new().at_scale(SCALE),
            kept: Arc::default(),
        }
    }

    /// The PNG of a scene, drawn if it was not shown lately.
    ///
    /// # Errors
    /// [`GalleryError`] when it cannot be drawn.
    pub async fn png(&self, scene: &Scene) -> Result<Arc<[u8]>, GalleryError> {
        let name = scene.file_name();
        if let Some(png) = self.shelf().take(&name) {
            metrics::counter!("hangman_pictures_total", "from" => "kept").increment(1);
            return Ok(png);
        }
        let (renderer, svg) = (self.renderer.clone(), svg(scene));
        let drawn = tokio::task::spawn_blocking(move || renderer.render_markup(&svg)).await??;
        metrics::counter!("hangman_pictures_total", "from" => "drawn").increment(1);
        let png = Arc::clone(drawn.bytes());
        self.shelf().put(name, Arc::clone(&png));
        Ok(png)
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Shelf> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// At most [`KEPT`] pictures, the one shown last in front.
#[derive(Debug, Default)]
struct Shelf(VecDeque<(String, Arc<[u8]>)>);

impl Shelf {
    fn take(&mut self, name: &str) -> Option<Arc<[u8]>> {
        let at = self.0.iter().position(|(kept, _)| kept == name)?;
        let found = self.0.remove(at)?;
        let png = Arc::clone(&found.1);
        self.0.push_front(found);
        Some(png)
    }

    fn put(&mut self, name: String, png: Arc<[u8]>) {
        // Two may have drawn it at once.
        self.0.retain(|(kept, _)| *kept != name);
        self.0.push_front((name, png));
        self.0.truncate(KEPT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shelf_keeps_what_was_shown_last() {
        let mut shelf = Shelf::default();
        let png: Arc<[u8]> = Arc::from(*b"png");
        shelf.put("first".to_owned(), Arc::clone(&png));
        for number in 0..KEPT {
            assert!(shelf.take("first").is_some());
            shelf.put(format!("{number}"), Arc::clone(&png));
        }
        assert_eq!(shelf.0.len(), KEPT);
        assert!(shelf.take("first").is_some());
        assert!(shelf.take("0").is_none());
    }
}
