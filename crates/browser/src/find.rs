//! What to look for: roles and names as assistive technology hears them, visible text, CSS selectors.

use std::fmt;

use crate::{Locator, window::squeezed};

/// One step on the way to an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An element with one of these roles and this accessible name, as Chromium computes them.
    Role(&'static [&'static str], Name),
    /// Elements of a CSS selector.
    Css(String),
    /// The smallest elements with this text in them.
    Text(String),
    /// Of those found, the one with this number; from the end if it is negative.
    Nth(i32),
    /// Of those found, the ones with this text in them.
    With(String),
    /// The element that has the focus.
    Focused,
}

/// What an accessible name must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// Exactly this.
    Is(String),
    /// This is a part of it, in whatever case.
    Has(String),
    /// Anything, also nothing.
    Any,
}

/// A name with this in it, in whatever case.
pub fn like(part: impl Into<String>) -> Name {
    Name::Has(part.into())
}

/// Any name.
#[must_use]
pub const fn any() -> Name {
    Name::Any
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self::Is(name.to_owned())
    }
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self::Is(name)
    }
}

impl From<&String> for Name {
    fn from(name: &String) -> Self {
        Self::Is(name.clone())
    }
}

impl Name {
    pub(crate) fn fits(&self, name: &str) -> bool {
        match self {
            Self::Is(wanted) => squeezed(name) == squeezed(wanted),
            Self::Has(part) => squeezed(name)
                .to_lowercase()
                .contains(&squeezed(part).to_lowercase()),
            Self::Any => true,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(roles, name) => {
                write!(f, "{}", roles.first().unwrap_or(&"anything"))?;
                match name {
                    Name::Is(name) => write!(f, " {name:?}"),
                    Name::Has(part) => write!(f, " with {part:?} in its name"),
                    Name::Any => Ok(()),
                }
            }
            Self::Css(selector) => write!(f, "`{selector}`"),
            Self::Text(text) => write!(f, "the text {text:?}"),
            Self::Nth(0) => write!(f, "the first"),
            Self::Nth(-1) => write!(f, "the last"),
            Self::Nth(number) => write!(f, "number {number}"),
            Self::With(text) => write!(f, "with the text {text:?}"),
            Self::Focused => write!(f, "what has the focus"),
        }
    }
}

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident: $($role:literal)|+;)+) => {$(
        $(#[$doc])*
        fn $name(&self, name: impl Into<Name>) -> Locator {
            self.find(Step::Role(&[$($role),+], name.into()))
        }
    )+};
}

/// Ways to look for an element: in a window, or in an element that was looked for before.
///
/// A name is exact, with spaces squeezed: `button("Send")`; [`like`] asks for a part of it, [`any`] for none.
pub trait Find {
    /// What this step leads to from here.
    fn find(&self, step: Step) -> Locator;

    /// Elements of a CSS selector.
    fn css(&self, selector: &str) -> Locator {
        self.find(Step::Css(selector.to_owned()))
    }

    /// The smallest elements that have this text in them.
    fn containing(&self, text: &str) -> Locator {
        self.find(Step::Text(text.to_owned()))
    }

    /// Elements of any other role.
    fn role(&self, role: &'static [&'static str], name: impl Into<Name>) -> Locator
    where
        Self: Sized,
    {
        self.find(Step::Role(role, name.into()))
    }

    roles! {
        /// Buttons.
        button: "button";
        /// Links.
        link: "link";
        /// What can be typed into.
        field: "textbox" | "searchbox" | "combobox" | "spinbutton";
        /// Combo boxes and selects.
        combo_box: "combobox";
        /// Lists of options.
        list_box: "listbox";
        /// Options of such lists.
        option: "option";
        /// Lists.
        list: "list";
        /// Items of lists.
        item: "listitem";
        /// Trees, and items of them.
        tree_item: "treeitem";
        /// Menus.
        menu: "menu";
        /// Items of menus.
        menu_item: "menuitem" | "menuitemcheckbox" | "menuitemradio";
        /// Tabs.
        tab: "tab";
        /// Dialogs.
        dialog: "dialog" | "alertdialog";
        /// Headings of any level.
        heading: "heading";
        /// Check boxes.
        checkbox: "checkbox";
        /// Radio buttons.
        radio: "radio";
        /// Switches.
        switch: "switch";
        /// Pictures.
        image: "image" | "img";
        /// Articles: messages, for example.
        article: "article";
        /// Regions that have a name.
        region: "region";
        /// Navigations.
        navigation: "navigation";
        /// Groups.
        group: "group";
        /// What is announced at once.
        alert: "alert";
        /// What is announced in time.
        status: "status";
        /// What tells on hovering or focusing.
        tooltip: "tooltip";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_they_are_heard() {
        assert!(Name::from("Guess the word").fits("Guess  the\nword"));
        assert!(!Name::from("Guess").fits("Guess the word"));
        assert!(like("guess THE").fits("Guess the word"));
        assert!(any().fits(""));
    }

    #[test]
    fn steps_read_well() {
        let step = Step::Role(&["button"], "Send".into());
        assert_eq!(step.to_string(), "button \"Send\"");
        assert_eq!(
            Step::Role(&["dialog"], like("x")).to_string(),
            "dialog with \"x\" in its name"
        );
    }
}
