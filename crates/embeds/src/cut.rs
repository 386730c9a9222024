//! Shortens text to a limit without breaking what people see: whole graphemes, no torn markdown, a closing "…".
//!
//! Lengths are UTF-16 code units, see [`crate::limits`].

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// Ends every shortened text, and stands where Discord demands a text and there is none.
pub const ELLIPSIS: &str = "…";

/// Room kept for what closes open markdown: a spoiler and a fence on a line of its own.
const CLOSERS: usize = "||\n```".len();

/// Length of `text` in UTF-16 code units.
#[must_use]
pub fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// `text`, or as many of its first graphemes as fit into `max` together with "…".
///
/// A `max` of 0 gives an empty text; a first grapheme that alone is too long gives "…".
#[must_use]
pub fn graphemes(text: &str, max: usize) -> Cow<'_, str> {
    if length(text) <= max {
        return Cow::Borrowed(text);
    }
    let Some(room) = max.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    Cow::Owned(prefix(text, room).trim_end().to_owned() + ELLIPSIS)
}

/// The longest run of whole graphemes at the start of `text` within `max`, with nothing added.
#[must_use]
pub fn prefix(text: &str, max: usize) -> &str {
    let mut used = 0;
    let mut end = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        used += length(grapheme);
        if used > max {
            break;
        }
        end = start + grapheme.len();
    }
    &text[..end]
}

/// Like [`graphemes`], for text that Discord reads as markdown.
///
/// Never ends inside an escape, a mention, a time or a masked link, and closes a code fence or a spoiler
/// that the cut left open: a cut must not show what was hidden.
#[must_use]
pub fn markdown(text: &str, max: usize) -> Cow<'_, str> {
    if length(text) <= max {
        return Cow::Borrowed(text);
    }
    let Some(room) = max.checked_sub(CLOSERS + 1) else {
        return graphemes(text, max);
    };
    let head = whole_markup(prefix(text, room)).trim_end();
    Cow::Owned(format!("{head}{ELLIPSIS}{}", closers(head)))
}

/// One line without control characters, trimmed and within `max`; empty if nothing in it can be seen.
pub(crate) fn line(text: &str, max: usize) -> String {
    let flat: String = text
        .chars()
        .map(|c| if is_break(c) { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    if is_blank(&flat) {
        return String::new();
    }
    graphemes(flat.trim(), max).into_owned()
}

/// Several lines without control characters, trimmed; empty if nothing in it can be seen.
pub(crate) fn lines(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = unix
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect();
    if is_blank(&clean) {
        return String::new();
    }
    clean.trim().to_owned()
}

/// `text`, or "…" where Discord demands something to show.
pub(crate) fn or_ellipsis(text: String) -> String {
    if text.is_empty() {
        ELLIPSIS.to_owned()
    } else {
        text
    }
}

/// The largest cap under which `lengths`, each cut to the cap, sum to at most `total`.
///
/// Only the longest texts of a message lose something, the short ones stay whole.
pub(crate) fn fair_cap(lengths: &[usize], total: usize) -> usize {
    if lengths.iter().sum::<usize>() <= total {
        return usize::MAX;
    }
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable();
    let mut left = total;
    let mut texts = sorted.len();
    for length in sorted {
        if length > left / texts {
            break;
        }
        left -= length;
        texts -= 1;
    }
    left / texts.max(1)
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether nothing of `text` can be seen.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_unseen(c))
}

/// Whether `c` has no shape of its own: zero width characters, marks of direction and variation, fillers.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
    ) || matches!(c, '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// `head` without a construct that the cut tore apart at its end.
fn whole_markup(head: &str) -> &str {
    let mut head = head;
    let backslashes = head.len() - head.trim_end_matches('\\').len();
    if backslashes % 2 == 1 {
        head = &head[..head.len() - 1];
    }
    if let Some(open) = head.rfind('<')
        && !head[open..].contains(|c: char| c == '>' || c.is_whitespace())
    {
        head = &head[..open];
    }
    if let Some(target) = head.rfind("](")
        && !head[target..].contains(|c: char| c == ')' || c.is_whitespace())
        && let Some(open) = head[..target].rfind('[')
    {
        head = &head[..open];
    }
    head
}

/// What closes the fence and the spoiler that `head` leaves open.
fn closers(head: &str) -> String {
    let spoilers: usize = head
        .split("```")
        .step_by(2)
        .map(|outside| outside.matches("||").count())
        .sum();
    let fence = if head.matches("```").count() % 2 == 1 {
        "\n```"
    } else {
        ""
    };
    let spoiler = if spoilers % 2 == 1 { "||" } else { "" };
    format!("{fence}{spoiler}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cuts_whole_graphemes() {
        assert_eq!(graphemes("hangman", 7), "hangman");
        assert_eq!(graphemes("hangman", 5), "hang…");
        assert_eq!(graphemes("hang man", 6), "hang…");
        let family = "👨‍👩‍👧‍👦";
        assert_eq!(
            graphemes(&format!("{family}{family}"), 12),
            format!("{family}…")
        );
        assert_eq!(graphemes(&format!("e{}", "\u{301}".repeat(50)), 10), "…");
        assert_eq!(graphemes("abc", 1), "…");
        assert_eq!(graphemes("abc", 0), "");
    }

    #[test]
    fn keeps_markdown_whole() {
        let long = "x".repeat(100);
        assert_eq!(markdown(&format!("0123456789\\*{long}"), 18), "0123456789…");
        assert_eq!(markdown(&format!("see <t:1700000000:R>{long}"), 20), "see…");
        assert_eq!(
            markdown(&format!("see [a page](https://example.org){long}"), 30),
            "see…"
        );
        assert_eq!(
            markdown(&format!("||secret {long}||"), 22),
            "||secret xxxxxx…||"
        );
        assert_eq!(
            markdown(&format!("```\n{long}\n```"), 22),
            "```\nxxxxxxxxxxx…\n```"
        );
    }

    #[test]
    fn blank_is_what_nobody_sees() {
        assert_eq!(line(" \u{200b}\u{2068}\u{2069}\0\n", 10), "");
        assert_eq!(line(" a\r\nb\u{7} ", 10), "a  b");
        assert_eq!(lines("\0 a\r\nb\u{9b}\rc \n"), "a\nb\nc");
    }

    #[test]
    fn a_fair_cap_spares_the_short() {
        assert_eq!(fair_cap(&[10, 20], 30), usize::MAX);
        assert_eq!(fair_cap(&[10, 1_000], 110), 100);
        assert_eq!(fair_cap(&[500, 500, 10], 110), 50);
    }

    proptest! {
        #[test]
        fn never_longer_than_asked(text in "\\PC{0,80}|(\\p{M}|\\p{So}|[a|`<\\[\\](\\\\]){0,80}|.{0,80}", max in 0_usize..100) {
            for cut in [graphemes(&text, max), markdown(&text, max), Cow::Owned(line(&text, max))] {
                prop_assert!(length(&cut) <= max, "{cut:?} is over {max}");
            }
            prop_assert!(text.starts_with(prefix(&text, max)));
        }

        #[test]
        fn a_fair_cap_always_fits(lengths in prop::collection::vec(1_usize..5_000, 1..60)) {
            let cap = fair_cap(&lengths, 4_000);
            prop_assert!(lengths.iter().map(|l| (*l).min(cap)).sum::<usize>() <= 4_000);
            prop_assert!(cap >= 4_000 / lengths.len());
        }
    }
}
