//! What a person does to an element: they point at its middle, where it must be on top and must stand still.

use anyhow::Result;
use serde::Deserialize;

use crate::{
    Key, Keyboard, Locator, failure,
    locator::call_on,
    pointer::{Button, Pointer},
    window::value,
};

/// The middle of what can be seen of an element once it stands still and nothing is above it, or what is in the way.
const POINT: &str = "async function () {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const name = (element) => {
        const tag = element.tagName.toLowerCase();
        const id = element.id ? `#${element.id}` : '';
        const classes = [...element.classList].map((one) => `.${one}`).join('');
        return `<${tag}${id}${classes}>`;
    };
    if (!this.isConnected) return {no: 'is gone'};
    if (!this.checkVisibility({visibilityProperty: true})) return {no: 'cannot be seen'};
    if (this.matches(':disabled') || this.getAttribute('aria-disabled') === 'true') return {no: 'is disabled'};
    this.scrollIntoViewIfNeeded();
    let box = this.getBoundingClientRect();
    for (let still = 0; still < 2; ) {
        await frame();
        const now = this.getBoundingClientRect();
        const same = ['x', 'y', 'width', 'height'].every((side) => now[side] === box[side]);
        still = same ? still + 1 : 0;
        box = now;
    }
    const part = this.getClientRects()[0] ?? box;
    if (part.width === 0 || part.height === 0) return {no: 'has no size'};
    // Of what is longer than the window, the middle of what can be seen.
    const cut = (one, frame) => ({
        left: Math.max(one.left, frame.left),
        top: Math.max(one.top, frame.top),
        right: Math.min(one.right, frame.right),
        bottom: Math.min(one.bottom, frame.bottom),
    });
    const empty = (one) => one.left >= one.right || one.top >= one.bottom;
    let seen = cut(part, {left: 0, top: 0, right: innerWidth, bottom: innerHeight});
    if (empty(seen)) return {no: 'is outside the window'};
    for (let around = this.parentElement; around && around !== document.body; around = around.parentElement) {
        if (getComputedStyle(around).overflow === 'visible') continue;
        const less = cut(seen, around.getBoundingClientRect());
        // What is fixed is not cut by what is around it.
        if (!empty(less)) seen = less;
    }
    const {left, top, right, bottom} = seen;
    const x = (left + right) / 2;
    const y = (top + bottom) / 2;
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot?.elementFromPoint(x, y)) hit = hit.shadowRoot.elementFromPoint(x, y);
    if (!hit) return {no: 'is outside the window'};
    const mine = this === hit || this.contains(hit) || hit.closest('label')?.control === this;
    return mine ? {x, y} : {no: `is covered by ${name(hit)}`};
}";
const FOCUS: &str = "function () {
    this.focus();
    const active = this.ownerDocument.activeElement;
    return active === this ? {x: 0, y: 0} : {no: 'does not take the focus'};
}";
const SELECT_ALL: &str = "function () {
    if (this.select) this.select();
    else getSelection().selectAllChildren(this);
    return {x: 0, y: 0};
}";

/// Where to point, or why that does not work yet.
#[derive(Deserialize)]
#[serde(untagged)]
enum Point {
    At { x: f64, y: f64 },
    No { no: String },
}

impl Locator {
    /// Clicks it, or taps it where there is no mouse.
    ///
    /// # Errors
    ///
    /// If it is not there, or cannot be clicked, in time.
    pub async fn click(&self) -> Result<()> {
        let (pointer, (x, y)) = self.reach().await?;
        if self.page.touch() {
            pointer.tap(x, y).await
        } else {
            pointer.click(x, y, Button::Left).await
        }
    }

    /// Clicks it twice.
    ///
    /// # Errors
    ///
    /// As [`Locator::click`].
    pub async fn double_click(&self) -> Result<()> {
        let (pointer, (x, y)) = self.reach().await?;
        pointer.double_click(x, y).await
    }

    /// Clicks it with the other button, which opens menus; where there is no mouse, the finger stays down.
    ///
    /// # Errors
    ///
    /// As [`Locator::click`].
    pub async fn right_click(&self) -> Result<()> {
        let (pointer, (x, y)) = self.reach().await?;
        if self.page.touch() {
            pointer.hold(x, y).await
        } else {
            pointer.click(x, y, Button::Right).await
        }
    }

    /// Moves the mouse onto it.
    ///
    /// # Errors
    ///
    /// As [`Locator::click`].
    pub async fn hover(&self) -> Result<()> {
        let (pointer, (x, y)) = self.reach().await?;
        pointer.move_to(x, y).await
    }

    /// Turns the wheel on it by this many pixels; positive goes down.
    ///
    /// # Errors
    ///
    /// As [`Locator::click`].
    pub async fn wheel(&self, pixels: f64) -> Result<()> {
        let (pointer, (x, y)) = self.reach().await?;
        pointer.wheel(x, y, pixels).await
    }

    /// Gives it the focus without a click.
    ///
    /// # Errors
    ///
    /// If it is not there, or does not take it, in time.
    pub async fn focus(&self) -> Result<()> {
        self.point(FOCUS).await.map(drop)
    }

    /// Clicks it, takes away what is typed in it, and types this.
    ///
    /// # Errors
    ///
    /// As [`Locator::click`].
    pub async fn fill(&self, text: &str) -> Result<()> {
        self.click().await?;
        let keyboard = Keyboard::new(std::sync::Arc::clone(&self.page));
        if !self.value().await?.is_empty() {
            self.point(SELECT_ALL).await?;
            keyboard.clone().press(Key::Backspace).await?;
        }
        keyboard.type_text(text).await
    }

    /// Gives it the focus and presses a key.
    ///
    /// # Errors
    ///
    /// As [`Locator::focus`].
    pub async fn press(&self, key: impl Into<crate::Chord>) -> Result<()> {
        self.focus().await?;
        let keyboard = Keyboard::new(std::sync::Arc::clone(&self.page));
        keyboard.press(key).await
    }

    async fn reach(&self) -> Result<(Pointer, (f64, f64))> {
        let at = self.point(POINT).await?;
        Ok((Pointer::new(std::sync::Arc::clone(&self.page)), at))
    }

    /// Asks until a function says where to point.
    async fn point(&self, function: &str) -> Result<(f64, f64)> {
        failure::retry(&self.page, &self.to_string(), async || {
            let group = self.page.group();
            let asked = async {
                let object = self.one(&group).await?;
                let answer = call_on(&self.page, &object, function, &[], None).await;
                answer
                    .and_then(value::<Point>)
                    .map_err(|error| format!("{error:#}"))
            };
            let point = asked.await;
            self.page.release(&group);
            match point? {
                Point::At { x, y } => Ok((x, y)),
                Point::No { no } => Err(format!("it {no}")),
            }
        })
        .await
    }
}
