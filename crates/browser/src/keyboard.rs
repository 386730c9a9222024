//! A person's keyboard: keys one by one, to what has the focus.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
    sync::Arc,
};

use anyhow::Result;
use serde_json::{Value, json};

use crate::{Chord, Key, Modifier, window::Page};

/// Keys that are pressed when this is awaited.
#[derive(Clone)]
#[must_use = "keys are pressed when it is awaited"]
pub struct Keyboard {
    page: Arc<Page>,
    strokes: Vec<Stroke>,
}

#[derive(Clone)]
enum Stroke {
    Press(Chord),
    /// What no key of a common keyboard makes: it comes as from an input method.
    Insert(char),
}

impl Keyboard {
    pub(crate) const fn new(page: Arc<Page>) -> Self {
        Self {
            page,
            strokes: Vec::new(),
        }
    }

    /// Types a text, letter by letter. A line break is Shift and Enter.
    pub fn type_text(mut self, text: &str) -> Self {
        self.strokes.extend(text.chars().map(|letter| match letter {
            '\n' => Stroke::Press(Key::Enter.shift()),
            ' ' => Stroke::Press(Key::Space.into()),
            letter if letter.is_ascii_graphic() => Stroke::Press(Key::Character(letter).into()),
            letter => Stroke::Insert(letter),
        }));
        self
    }

    /// Presses a key, alone or with others held down.
    pub fn press(mut self, key: impl Into<Chord>) -> Self {
        self.strokes.push(Stroke::Press(key.into()));
        self
    }

    /// Presses a key several times.
    pub fn press_times(mut self, times: usize, key: impl Into<Chord>) -> Self {
        let stroke = Stroke::Press(key.into());
        self.strokes.extend(std::iter::repeat_n(stroke, times));
        self
    }

    async fn play(self) -> Result<()> {
        for stroke in &self.strokes {
            match stroke {
                Stroke::Press(chord) => self.chord(chord).await?,
                Stroke::Insert(letter) => {
                    let text = json!({"text": letter.to_string()});
                    self.page.call("Input.insertText", text).await?;
                }
            }
        }
        Ok(())
    }

    async fn chord(&self, chord: &Chord) -> Result<()> {
        let mut held = 0;
        for modifier in &chord.modifiers {
            held |= modifier.bit();
            self.event(modifier_event("rawKeyDown", *modifier, held))
                .await?;
        }
        let (key, code, number, text) = chord.key.description();
        // With Control or Alt held down, a key makes no text.
        let silent =
            held & (Modifier::Control.bit() | Modifier::Alt.bit() | Modifier::Meta.bit()) != 0;
        let mut down = json!({"type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": number,
            "modifiers": held});
        if let Some(text) = text.filter(|_| !silent) {
            down["text"] = text.into();
        } else {
            down["type"] = "rawKeyDown".into();
        }
        self.event(down).await?;
        let up = json!({"type": "keyUp", "key": key, "code": code, "windowsVirtualKeyCode": number,
            "modifiers": held});
        self.event(up).await?;
        for modifier in chord.modifiers.iter().rev() {
            held &= !modifier.bit();
            self.event(modifier_event("keyUp", *modifier, held)).await?;
        }
        Ok(())
    }

    async fn event(&self, event: Value) -> Result<()> {
        self.page
            .call("Input.dispatchKeyEvent", event)
            .await
            .map(drop)
    }
}

impl IntoFuture for Keyboard {
    type Output = Result<()>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.play())
    }
}

fn modifier_event(kind: &str, modifier: Modifier, held: u32) -> Value {
    let (key, code, number) = modifier.description();
    json!({"type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": held})
}
