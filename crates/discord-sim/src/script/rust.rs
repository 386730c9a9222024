//! Pieces of Rust source, laid out as `rustfmt` lays them out.

/// Longest line.
const WIDTH: usize = 100;
/// Longest chain of calls on one line.
const CHAIN: usize = 60;
const KEYWORDS: [&str; 12] = [
    "as", "box", "do", "fn", "for", "if", "in", "let", "loop", "match", "self", "type",
];

/// A name in Rust for any text: `a_session`, `ann`, `x_2nd`.
pub(super) fn name(text: &str) -> String {
    let mut name = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    let begins_well = name.starts_with(|first: char| first.is_ascii_lowercase());
    if name.is_empty() || !begins_well || KEYWORDS.contains(&name) {
        return format!("x_{name}").trim_end_matches('_').to_owned();
    }
    name.to_owned()
}

/// A text as a literal.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// `    let name = root.call().call();`, over several lines where it is long.
pub(super) fn binding(name: &str, root: &str, calls: &[&str]) -> String {
    let start = format!("    let {name} = ");
    let mut parts = root.split('.');
    let root = parts.next().unwrap_or_default();
    let calls: Vec<&str> = parts.chain(calls.iter().copied()).collect();
    let flat: String = calls.iter().map(|call| format!(".{call}")).collect();
    let chain = format!("{root}{flat}");
    let fits = chain.chars().count() <= CHAIN || calls.len() == 1;
    if fits && start.len() + chain.chars().count() < WIDTH {
        return format!("{start}{chain};\n");
    }
    let lines: String = calls
        .iter()
        .map(|call| format!("\n        .{call}"))
        .collect();
    format!("{start}{root}{lines};\n")
}

/// `    let name = a | b;`, over several lines where it is long.
pub(super) fn alternatives(name: &str, parts: &[String]) -> String {
    let flat = format!("    let {name} = {};\n", parts.join(" | "));
    if flat.chars().count() <= WIDTH + 1 {
        return flat;
    }
    format!("    let {name} = {};\n", parts.join("\n        | "))
}

/// A statement that is a macro or a function with arguments.
pub(super) fn call(head: &str, arguments: &[String]) -> String {
    let flat = format!("    {head}({});\n", arguments.join(", "));
    if flat.chars().count() <= WIDTH + 1 {
        return flat;
    }
    let lines: String = arguments
        .iter()
        .map(|argument| format!("        {argument},\n"))
        .collect();
    let lines = if head.ends_with('!') {
        // No comma ends the arguments of a macro.
        lines.trim_end().trim_end_matches(',').to_owned() + "\n"
    } else {
        lines
    };
    format!("    {head}(\n{lines}    );\n")
}

/// A comment of one line, cut where it is too long.
pub(super) fn comment(text: &str) -> String {
    let room = WIDTH - 7;
    // The compiler takes none that change the direction of writing.
    let directs = |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line: String = text
        .chars()
        .filter(|letter| !directs(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let mut cut: String = line.chars().take(room).collect();
    if line.chars().count() > room {
        cut.pop();
        cut.push('\u{2026}');
    }
    format!("    // {}\n", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_name() {
        for (text, expected) in [
            ("A session!", "a_session"),
            ("ann", "ann"),
            ("Bot #2", "bot_2"),
            ("2nd", "x_2nd"),
            ("match", "x_match"),
            ("\u{1f600}", "x"),
            ("Żółw", "w"),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }

    #[test]
    fn chains_are_broken_where_rustfmt_breaks_them() {
        assert_eq!(
            binding("shown", "ann", &["slash(\"/a\")", "await", "unwrap()"]),
            "    let shown = ann.slash(\"/a\").await.unwrap();\n"
        );
        let long = format!("slash({:?})", "x".repeat(40));
        assert_eq!(
            binding("shown", "ann", &[&long, "await", "unwrap()"]),
            format!("    let shown = ann\n        .{long}\n        .await\n        .unwrap();\n")
        );
    }

    #[test]
    fn text_cannot_break_out_of_its_place() {
        assert_eq!(literal("a\"b\\\n"), r#""a\"b\\\n""#);
        assert_eq!(comment("a\nlet x = 1;"), "    // a let x = 1;\n");
        assert_eq!(comment("a \u{2068}b\u{2069}"), "    // a b\n");
        assert_eq!(literal("\u{2068}"), r#""\u{2068}""#);
        assert_eq!(comment(&"x".repeat(200)).chars().count(), 101);
    }
}
