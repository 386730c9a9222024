//! Pagination whose whole state is in the buttons: any process, now or after a restart, can turn the page.
//!
//! A list that shrank meanwhile shows its last page, never an empty one.

use std::ops::Range;

use crate::button::{Button, Style};
use crate::custom_id::{CustomId, Malformed};
use crate::row::Row;

/// One page of a list. Pages count from 1; a list of nothing has one empty page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    number: u32,
    total: u32,
    size: u32,
    items: u64,
}

impl Page {
    /// Page `wanted` of a list of `items`, `size` of them on each (at least 1); the nearest page if there is none such.
    #[must_use]
    pub fn of(items: u64, size: u32, wanted: Turn) -> Self {
        let size = size.max(1);
        let total = u32::try_from(items.div_ceil(u64::from(size)))
            .unwrap_or(u32::MAX)
            .max(1);
        let number = match wanted {
            Turn::First => 1,
            Turn::To(number) => number.clamp(1, total),
            Turn::Last => total,
        };
        Self {
            number,
            total,
            size,
            items,
        }
    }

    /// Which page it is, 1 to [`Self::total`].
    #[must_use]
    pub fn number(self) -> u32 {
        self.number
    }

    /// How many pages there are, at least 1.
    #[must_use]
    pub fn total(self) -> u32 {
        self.total
    }

    /// How many items come before it: the offset of a query.
    #[must_use]
    pub fn offset(self) -> u64 {
        u64::from(self.number - 1) * u64::from(self.size)
    }

    /// How many items a page holds: the limit of a query.
    #[must_use]
    pub fn size(self) -> u32 {
        self.size
    }

    /// The indexes of its items.
    #[must_use]
    pub fn range(self) -> Range<u64> {
        let start = self.offset().min(self.items);
        start..start.saturating_add(u64::from(self.size)).min(self.items)
    }

    /// `items` that are on it.
    #[must_use]
    pub fn slice<T>(self, items: &[T]) -> &[T] {
        let index = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(items.len());
        let range = self.range();
        &items[index(range.start)..index(range.end)]
    }
}

/// Where a person wants to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// To the first page.
    First,
    /// To this page, counted from 1.
    To(u32),
    /// To the last page there is when the click arrives.
    Last,
}

/// The buttons « ‹ 3/9 › », those that lead nowhere disabled; `None` where there is one page only.
///
/// `list` says which list it is: family, version and arguments of the handler. Its arguments must leave room
/// for 12 more characters.
#[must_use]
pub fn bar(list: &CustomId, page: Page) -> Option<Row> {
    if page.total == 1 {
        return None;
    }
    let Page { number, total, .. } = page;
    let turn = |label: &str, code: String, leads: bool| {
        Button::new(Style::Secondary, label)
            .id(list.clone().arg(code))
            .disabled(!leads)
    };
    Some(Row::buttons([
        turn("«", "f".to_owned(), number > 1),
        turn("‹", format!("p{}", (number - 1).max(1)), number > 1),
        turn(&format!("{number}/{total}"), "c".to_owned(), false),
        turn(
            "›",
            format!("n{}", number.saturating_add(1).min(total)),
            number < total,
        ),
        turn("»", "l".to_owned(), number < total),
    ]))
}

/// Reads a button of [`bar`]: the list's own id and where to go.
///
/// # Errors
/// If the id is not one of its.
pub fn parse(id: CustomId) -> Result<(CustomId, Turn), Malformed> {
    let (list, code) = id.split_last()?;
    let turn = match code.as_str() {
        "f" => Turn::First,
        "l" => Turn::Last,
        code => {
            let number = code.strip_prefix(['p', 'n']).ok_or(Malformed)?;
            Turn::To(number.parse().map_err(|_| Malformed)?)
        }
    };
    Ok((list, turn))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::button::AnyButton;
    use crate::row::Content;

    fn buttons(row: Row) -> Vec<Button> {
        let Content::Buttons(buttons) = row.0 else {
            panic!("a bar is made of buttons")
        };
        buttons
            .into_iter()
            .map(|button| match button {
                AnyButton::Button(button) => button,
                AnyButton::Link(_) => panic!("a bar has no links"),
            })
            .collect()
    }

    #[test]
    fn ends_lead_nowhere() {
        let list = CustomId::new("board", 1);
        let open = |turn| -> Vec<bool> {
            buttons(bar(&list, Page::of(30, 10, turn)).expect("three pages"))
                .iter()
                .map(|button| !button.disabled)
                .collect()
        };
        assert_eq!(open(Turn::First), [false, false, false, true, true]);
        assert_eq!(open(Turn::To(2)), [true, true, false, true, true]);
        assert_eq!(open(Turn::Last), [true, true, false, false, false]);
        assert_eq!(bar(&list, Page::of(10, 10, Turn::First)), None);
    }

    #[test]
    fn a_list_that_shrank_shows_its_last_page() {
        let page = Page::of(11, 10, Turn::To(9));
        assert_eq!((page.number(), page.total(), page.range()), (2, 2, 10..11));
        let empty = Page::of(0, 10, Turn::Last);
        assert_eq!((empty.number(), empty.total(), empty.range()), (1, 1, 0..0));
        assert_eq!(page.slice(&[0; 11]).len(), 1);
        assert_eq!(page.slice(&[0; 3]).len(), 0);
    }

    #[test]
    fn other_ids_are_refused() {
        for id in [
            "board:1",
            "board:1:x",
            "board:1:p",
            "board:1:p-1",
            "board:1:c",
            "board:1:n99999999999",
        ] {
            assert_eq!(
                parse(CustomId::parse(id).expect("well formed")),
                Err(Malformed),
                "{id}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_button_leads_to_a_page(items: u64, size: u32, wanted: u32, arg in "[a-z: ]{0,20}") {
            let list = CustomId::new("board", 1).arg(&arg);
            let page = Page::of(items, size, Turn::To(wanted));
            prop_assert!((1..=page.total()).contains(&page.number()));
            let Some(row) = bar(&list, page) else { return Ok(()) };
            let mut seen = std::collections::HashSet::new();
            for button in buttons(row) {
                let text = button.id.encode().expect("fits");
                prop_assert!(seen.insert(text.clone()));
                if !button.disabled {
                    let (same, turn) = parse(CustomId::parse(&text).expect("own id")).expect("own button");
                    prop_assert_eq!(&same, &list);
                    prop_assert_ne!(Page::of(items, size, turn).number(), page.number());
                }
            }
        }
    }
}
