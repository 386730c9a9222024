//! Keys of a keyboard, and what a page is told of them.

/// A key that is pressed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Escape.
    Escape,
    /// The space bar.
    Space,
    /// Deletes what is before the cursor.
    Backspace,
    /// Deletes what is behind the cursor.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// To the start.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// The key of the context menu.
    Menu,
    /// A function key, from 1 to 12.
    Function(u8),
    /// A letter, digit or sign of ASCII.
    Character(char),
}

/// What is held down with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// Alt.
    Alt,
    /// Control.
    Control,
    /// The one with the window or the command sign.
    Meta,
    /// Shift.
    Shift,
}

/// A key with what is held down with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chord {
    pub(crate) modifiers: Vec<Modifier>,
    pub(crate) key: Key,
}

impl From<Key> for Chord {
    fn from(key: Key) -> Self {
        Self {
            modifiers: Vec::new(),
            key,
        }
    }
}

impl Key {
    /// With Shift.
    #[must_use]
    pub fn shift(self) -> Chord {
        self.with(&[Modifier::Shift])
    }

    /// With Control.
    #[must_use]
    pub fn control(self) -> Chord {
        self.with(&[Modifier::Control])
    }

    /// With Alt.
    #[must_use]
    pub fn alt(self) -> Chord {
        self.with(&[Modifier::Alt])
    }

    /// With these.
    #[must_use]
    pub fn with(self, modifiers: &[Modifier]) -> Chord {
        Chord {
            modifiers: modifiers.to_vec(),
            key: self,
        }
    }

    /// What a page is told: `key`, `code`, the old key code, and the text that it makes.
    pub(crate) fn description(self) -> (String, String, u32, Option<String>) {
        let (name, code, number, text) = match self {
            Self::Enter => ("Enter", "Enter", 13, Some("\r")),
            Self::Tab => ("Tab", "Tab", 9, None),
            Self::Escape => ("Escape", "Escape", 27, None),
            Self::Space => (" ", "Space", 32, Some(" ")),
            Self::Backspace => ("Backspace", "Backspace", 8, None),
            Self::Delete => ("Delete", "Delete", 46, None),
            Self::Up => ("ArrowUp", "ArrowUp", 38, None),
            Self::Down => ("ArrowDown", "ArrowDown", 40, None),
            Self::Left => ("ArrowLeft", "ArrowLeft", 37, None),
            Self::Right => ("ArrowRight", "ArrowRight", 39, None),
            Self::Home => ("Home", "Home", 36, None),
            Self::End => ("End", "End", 35, None),
            Self::PageUp => ("PageUp", "PageUp", 33, None),
            Self::PageDown => ("PageDown", "PageDown", 34, None),
            Self::Menu => ("ContextMenu", "ContextMenu", 93, None),
            Self::Function(number) => {
                let name = format!("F{number}");
                return (name.clone(), name, 111 + u32::from(number), None);
            }
            Self::Character(character) => return character_description(character),
        };
        (
            name.to_owned(),
            code.to_owned(),
            number,
            text.map(ToOwned::to_owned),
        )
    }
}

fn character_description(character: char) -> (String, String, u32, Option<String>) {
    let text = character.to_string();
    let upper = character.to_ascii_uppercase();
    let (code, number) = match upper {
        'A'..='Z' => (format!("Key{upper}"), u32::from(upper)),
        '0'..='9' => (format!("Digit{upper}"), u32::from(upper)),
        ' ' => ("Space".to_owned(), 32),
        // A layout decides where signs are; pages go by what they make.
        _ => (String::new(), 0),
    };
    (text.clone(), code, number, Some(text))
}

impl Modifier {
    /// The protocol's bit.
    pub(crate) const fn bit(self) -> u32 {
        match self {
            Self::Alt => 1,
            Self::Control => 2,
            Self::Meta => 4,
            Self::Shift => 8,
        }
    }

    /// `key`, `code` and the old key code.
    pub(crate) const fn description(self) -> (&'static str, &'static str, u32) {
        match self {
            Self::Alt => ("Alt", "AltLeft", 18),
            Self::Control => ("Control", "ControlLeft", 17),
            Self::Meta => ("Meta", "MetaLeft", 91),
            Self::Shift => ("Shift", "ShiftLeft", 16),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_have_their_places() {
        assert_eq!(
            Key::Character('g').description(),
            ("g".into(), "KeyG".into(), 71, Some("g".into()))
        );
        assert_eq!(
            Key::Character('7').description(),
            ("7".into(), "Digit7".into(), 55, Some("7".into()))
        );
        assert_eq!(Key::Function(5).description().2, 116);
    }
}
