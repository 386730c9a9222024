//! Hostile words: examples with their exact result, and properties that hold for all words.

use i18n::escape::{name, one_line, plain, text};
use proptest::prelude::*;

#[test]
fn markup_is_shown_as_typed() {
    for (typed, escaped) in [
        ("plain words, 100 %!", "plain words, 100 %!"),
        (
            "**bold** _i_ ~~s~~ ||x||",
            r"\*\*bold\*\* \_i\_ \~\~s\~\~ \|\|x\|\|",
        ),
        (
            "`code` ```rs\nx\n```",
            "\\`code\\` \\`\\`\\`rs\nx\n\\`\\`\\`",
        ),
        (
            "[click](https://evil.example)",
            r"\[click\]\(https\:\/\/evil.example\)",
        ),
        ("discord.gg/abc", r"discord.gg\/abc"),
        (
            "# head\n## head\n-# small",
            "\\# head\n\\#\\# head\n\\-\\# small",
        ),
        (
            "- a\n  + b\n* c\n1. d\n > q\n>>> r",
            "\\- a\n  \\+ b\n\\* c\n1\\. d\n \\> q\n\\>\\>\\> r",
        ),
        ("a - b + c 1. d", "a - b + c 1. d"),
        ("@everyone @here", "@\u{200B}everyone @\u{200B}here"),
        (
            "<@1> <@!1> <@&1>",
            "\\<@\u{200B}1\\> \\<@\u{200B}!1\\> \\<@\u{200B}&1\\>",
        ),
        ("<#1> <id:customize>", r"\<\#1\> \<id\:customize\>"),
        (
            "</cmd:1> <t:1:R> <:e:1> <a:e:1> :smile:",
            r"\<\/cmd\:1\> \<t\:1\:R\> \<\:e\:1\> \<a\:e\:1\> \:smile\:",
        ),
        ("trailing \\", r"trailing \\"),
    ] {
        assert_eq!(text(typed), escaped, "{typed}");
    }
}

#[test]
fn invisible_tricks_are_gone_and_writing_stays() {
    for (typed, cleaned) in [
        ("a\0b\u{7}c\u{1B}[0m\u{9B}", "abc[0m"),
        ("a\tb\r\nc\rd\u{2028}e", "a b\nc\nd\ne"),
        ("\u{202E}live\u{202C} \u{2066}x\u{2069}\u{200F}", "live x"),
        ("z\u{301}\u{302}\u{303}\u{304}a", "z\u{301}\u{302}a"),
        (
            "z\u{301}\u{302}\u{200D}\u{303}\u{304}",
            "z\u{301}\u{302}\u{200D}",
        ),
        ("\u{301}\u{302}a", "a"),
        ("@\u{200B}every\u{2060}one\u{FEFF}\u{AD}", "@everyone"),
        ("\u{3164}\u{FFA0}\u{2800}", ""),
        ("x\u{E0041}\u{E0042}", "x"),
        (
            "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
            "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
        ),
        (
            "👩‍👩‍👧 🏳️‍🌈 1️⃣ é ы שלום مرحبا ไม้ हिन्दी",
            "👩‍👩‍👧 🏳️‍🌈 1️⃣ é ы שלום مرحبا ไม้ हिन्दी",
        ),
        ("\u{FFFE}\u{FDD0}\u{FFFC}ok", "ok"),
    ] {
        assert_eq!(plain(typed), cleaned, "{typed:?}");
    }
    assert_eq!(one_line("  a \r\n\n b\u{2029}c "), "a b c");
    assert_eq!(name("a\n> b"), "\u{2068}a \\> b\u{2069}");
}

/// Words made of the pieces that attacks are made of.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("@everyone".to_owned()),
        Just("@here".to_owned()),
        Just("<@1>".to_owned()),
        Just("<@&1>".to_owned()),
        Just("<#1>".to_owned()),
        Just("<id:customize>".to_owned()),
        Just("[a](https://b)".to_owned()),
        Just("\n1. ".to_owned()),
        Just("\n- ".to_owned()),
        Just("\n+ ".to_owned()),
        Just("\r\n> ".to_owned()),
        Just("-# ".to_owned()),
        "[\\\\*_~`|<>\\[\\]()#:/@.+ \\-\n\r\t0-9]{1,4}",
        "[\u{300}-\u{36F}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\0-\u{1F}\u{FEFF}]{1,6}",
        "[a-z]{1,3}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Reads escaped text as Discord does: `\` plus punctuation is that punctuation, nothing else may be active.
fn unescape(escaped: &str) -> Result<String, String> {
    let mut seen = String::new();
    let mut line = String::new();
    let mut chars = escaped.chars().peekable();
    while let Some(c) = chars.next() {
        let listed = line.trim_start();
        let starts_line = listed.is_empty();
        let numbered = !starts_line && listed.chars().all(|c| c.is_ascii_digit());
        match c {
            '\\' => match chars.next() {
                Some(c) if c.is_ascii_punctuation() => {
                    seen.push(c);
                    line.push('\\');
                }
                other => return Err(format!("a backslash before {other:?}")),
            },
            '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' | '(' | ')' | '#' | ':' | '/' => {
                return Err(format!("an active {c:?} after {seen:?}"));
            }
            '-' | '+' if starts_line => return Err(format!("a list after {seen:?}")),
            '.' if numbered => return Err(format!("a numbered list after {seen:?}")),
            '@' => {
                if chars.next() != Some('\u{200B}') {
                    return Err(format!("an active @ after {seen:?}"));
                }
                seen.push('@');
                line.push('@');
            }
            '\n' => {
                seen.push('\n');
                line.clear();
            }
            c => {
                seen.push(c);
                line.push(c);
            }
        }
    }
    Ok(seen)
}

fn longest_run_of_marks(text: &str) -> usize {
    text.split(|c: char| !('\u{300}'..='\u{36F}').contains(&c) && c != '\u{200D}')
        .map(|run| run.chars().filter(|c| *c != '\u{200D}').count())
        .max()
        .unwrap_or_default()
}

proptest! {
    #[test]
    fn nothing_escapes_and_people_see_what_was_typed(typed in hostile()) {
        let escaped = text(&typed);
        prop_assert_eq!(unescape(&escaped), Ok(plain(&typed)));
        for ping in ["@everyone", "@here", "<#", "://"] {
            prop_assert!(!escaped.contains(ping), "{} in {:?}", ping, escaped);
        }
    }

    #[test]
    fn nothing_invisible_stays(typed in hostile()) {
        let clean = plain(&typed);
        let bad = |c: char| (c.is_control() && c != '\n')
            || matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206F}');
        prop_assert!(!clean.contains(bad), "{:?}", clean);
        prop_assert!(longest_run_of_marks(&clean) <= 2, "{:?}", clean);
        prop_assert_eq!(plain(&clean), clean.clone(), "cleaning twice changes nothing");
    }

    #[test]
    fn a_name_stays_in_its_line_and_its_isolate(typed in hostile()) {
        let isolated = name(&typed);
        prop_assert!(!isolated.contains('\n'));
        let opened = isolated.matches(['\u{2066}', '\u{2067}', '\u{2068}']).count();
        prop_assert_eq!((opened, isolated.matches('\u{2069}').count()), (1, 1));
        let ends = (isolated.chars().next(), isolated.chars().last());
        prop_assert_eq!(ends, (Some('\u{2068}'), Some('\u{2069}')));
    }
}
