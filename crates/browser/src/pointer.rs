//! A person's mouse or finger, in CSS pixels of the window.

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use serde_json::{Value, json};

use crate::window::Page;

/// Steps of a movement, so that pages see it as one.
const STEPS: u32 = 8;
/// How long a finger that stays down is.
const LONG_PRESS: Duration = Duration::from_millis(700);

/// The mouse or finger of a window.
#[derive(Clone)]
pub struct Pointer {
    page: Arc<Page>,
}

/// A button of the mouse.
#[derive(Clone, Copy)]
pub(crate) enum Button {
    Left,
    Right,
}

impl Pointer {
    pub(crate) const fn new(page: Arc<Page>) -> Self {
        Self { page }
    }

    /// Moves the mouse to a point.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn move_to(&self, x: f64, y: f64) -> Result<()> {
        self.mouse(json!({"type": "mouseMoved", "x": x, "y": y}))
            .await
    }

    /// Turns the wheel at a point by this many pixels; positive goes down.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn wheel(&self, x: f64, y: f64, pixels: f64) -> Result<()> {
        let turned = json!({"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": pixels});
        self.mouse(turned).await
    }

    /// Drags with the left button from one point to another.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn drag(&self, from: (f64, f64), to: (f64, f64)) -> Result<()> {
        self.move_to(from.0, from.1).await?;
        self.button("mousePressed", from, Button::Left, 1).await?;
        for (x, y) in way(from, to) {
            let moved =
                json!({"type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1});
            self.mouse(moved).await?;
        }
        self.button("mouseReleased", to, Button::Left, 1).await
    }

    /// Draws a finger from one point to another.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn swipe(&self, from: (f64, f64), to: (f64, f64)) -> Result<()> {
        self.touch("touchStart", Some(from)).await?;
        for point in way(from, to) {
            self.touch("touchMove", Some(point)).await?;
        }
        self.touch("touchEnd", None).await
    }

    pub(crate) async fn click(&self, x: f64, y: f64, button: Button) -> Result<()> {
        self.move_to(x, y).await?;
        self.button("mousePressed", (x, y), button, 1).await?;
        self.button("mouseReleased", (x, y), button, 1).await
    }

    pub(crate) async fn double_click(&self, x: f64, y: f64) -> Result<()> {
        self.click(x, y, Button::Left).await?;
        self.button("mousePressed", (x, y), Button::Left, 2).await?;
        self.button("mouseReleased", (x, y), Button::Left, 2).await
    }

    pub(crate) async fn tap(&self, x: f64, y: f64) -> Result<()> {
        self.touch("touchStart", Some((x, y))).await?;
        self.touch("touchEnd", None).await
    }

    /// As on a phone: after a while the menu is asked for, and the touch comes to nothing.
    pub(crate) async fn hold(&self, x: f64, y: f64) -> Result<()> {
        self.touch("touchStart", Some((x, y))).await?;
        tokio::time::sleep(LONG_PRESS).await;
        // No desktop's Chromium asks for it by itself.
        self.button("mousePressed", (x, y), Button::Right, 1)
            .await?;
        self.button("mouseReleased", (x, y), Button::Right, 1)
            .await?;
        self.touch("touchCancel", None).await
    }

    async fn button(
        &self,
        kind: &str,
        (x, y): (f64, f64),
        button: Button,
        clicks: u32,
    ) -> Result<()> {
        let (name, bit) = match button {
            Button::Left => ("left", 1),
            Button::Right => ("right", 2),
        };
        let held = if kind == "mousePressed" { bit } else { 0 };
        let event = json!({"type": kind, "x": x, "y": y, "button": name, "buttons": held, "clickCount": clicks});
        self.mouse(event).await
    }

    async fn mouse(&self, event: Value) -> Result<()> {
        self.page
            .call("Input.dispatchMouseEvent", event)
            .await
            .map(drop)
    }

    async fn touch(&self, kind: &str, at: Option<(f64, f64)>) -> Result<()> {
        let points: Vec<Value> = at.iter().map(|(x, y)| json!({"x": x, "y": y})).collect();
        let event = json!({"type": kind, "touchPoints": points});
        self.page
            .call("Input.dispatchTouchEvent", event)
            .await
            .map(drop)
    }
}

/// Points between two, without the first.
fn way(from: (f64, f64), to: (f64, f64)) -> impl Iterator<Item = (f64, f64)> {
    (1..=STEPS).map(move |step| {
        let part = f64::from(step) / f64::from(STEPS);
        (
            from.0 + (to.0 - from.0) * part,
            from.1 + (to.1 - from.1) * part,
        )
    })
}
