//! Rust source as the rules see it: comments blanked, the insides of strings filled, test code marked.
//!
//! A small scanner and no parser: rules look for words, and words in comments and strings must not count.

/// Stands for each character inside a string, so that lines of a long string still count as code.
const FILLER: char = '\u{b7}';

/// A scanned file.
pub(super) struct Source {
    lines: Vec<Line>,
}

/// One line without comments and without what strings say.
pub(super) struct Line {
    pub(super) code: String,
    /// Inside an item that only tests compile.
    pub(super) test: bool,
}

impl Source {
    pub(super) fn new(text: &str) -> Self {
        let code = blank(text);
        let test = test_lines(&code);
        let lines = code
            .lines()
            .zip(test)
            .map(|(line, test)| Line {
                code: line.trim_end().to_owned(),
                test,
            })
            .collect();
        Self { lines }
    }

    /// The lines with their numbers from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.lines
            .iter()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// Lines of code: no blanks, no comments, no test modules.
    pub(super) fn code_lines(&self) -> usize {
        self.lines
            .iter()
            .filter(|line| !line.test && !line.code.trim().is_empty())
            .count()
    }
}

/// Whether `code` holds `name` as a whole path, so that `begin` is not found in `beginning`.
pub(super) fn names(code: &str, name: &str) -> bool {
    positions(code, name).next().is_some()
}

/// The byte positions after each whole occurrence of `name`.
pub(super) fn positions<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name)
        .map(|(start, found)| (start, start + found.len()))
        .filter_map(move |(start, end)| {
            let before = code[..start].chars().next_back();
            let after = code[end..].chars().next();
            let starts = !name.starts_with(in_word) || !before.is_some_and(in_word);
            let ends = !name.ends_with(in_word) || !after.is_some_and(in_word);
            (starts && ends).then_some(end)
        })
}

/// Replaces comments by spaces and the insides of literals by [`FILLER`]; lines stay where they are.
fn blank(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        let end = match c {
            '/' if next == Some('/') => line_end(&chars, at),
            '/' if next == Some('*') => comment_end(&chars, at),
            '"' => string_end(&chars, at),
            '\'' => char_end(&chars, at),
            'r' | 'b' | 'c' if !follows_word(&chars, at) => raw_end(&chars, at).unwrap_or(at + 1),
            _ => at + 1,
        };
        let comment = c == '/' && end > at + 1;
        for (index, &inside) in chars[at..end].iter().enumerate() {
            let edge = at + index == at || at + index + 1 == end;
            out.push(match inside {
                '\n' => '\n',
                _ if comment => ' ',
                _ if edge || inside.is_whitespace() => inside,
                _ => FILLER,
            });
        }
        at = end;
    }
    out
}

fn follows_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

fn line_end(chars: &[char], start: usize) -> usize {
    chars[start..]
        .iter()
        .position(|&c| c == '\n')
        .map_or(chars.len(), |length| start + length)
}

/// Block comments nest.
fn comment_end(chars: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                at += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    chars.len()
}

/// From the opening quote to behind the closing one.
fn string_end(chars: &[char], start: usize) -> usize {
    let quote = chars[start];
    let mut at = start + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// A character literal, or the lone quote of a lifetime.
fn char_end(chars: &[char], start: usize) -> usize {
    match (chars.get(start + 1), chars.get(start + 2)) {
        (Some('\\'), _) => string_end(chars, start),
        (Some(_), Some('\'')) => start + 3,
        _ => start + 1,
    }
}

/// Behind a raw string such as `br#"…"#`; nothing when it is just a word or a raw identifier.
fn raw_end(chars: &[char], start: usize) -> Option<usize> {
    let mut at = start;
    if matches!(chars[at], 'b' | 'c') {
        at += 1;
    }
    if chars.get(at) != Some(&'r') {
        return None;
    }
    at += 1;
    let hashes = chars[at..].iter().take_while(|&&c| c == '#').count();
    at += hashes;
    if chars.get(at) != Some(&'"') {
        return None;
    }
    at += 1;
    while at < chars.len() {
        if chars[at] == '"'
            && chars[at + 1..]
                .iter()
                .take(hashes)
                .filter(|&&c| c == '#')
                .count()
                == hashes
        {
            return Some(at + 1 + hashes);
        }
        at += 1;
    }
    Some(chars.len())
}

/// Which lines belong to items under `#[cfg(test)]`, attribute included.
fn test_lines(code: &str) -> Vec<bool> {
    let mut marks = vec![false; code.lines().count()];
    for attribute in ["#[cfg(test)]", "#[cfg(all(test,"] {
        for (start, _) in code.match_indices(attribute) {
            let end = item_end(code, start + attribute.len());
            let first = code[..start].matches('\n').count();
            let last = code[..end].matches('\n').count();
            for mark in marks.iter_mut().take(last + 1).skip(first) {
                *mark = true;
            }
        }
    }
    marks
}

/// The end of the item that starts at `from`: its closing brace, or a semicolon before any brace.
fn item_end(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, c) in code[from..].char_indices() {
        match c {
            ';' if depth == 0 => return from + offset,
            '{' => depth += 1,
            '}' if depth <= 1 => return from + offset,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Vec<String> {
        Source::new(text)
            .lines()
            .map(|(_, line)| line.code.clone())
            .collect()
    }

    #[test]
    fn comments_vanish_and_strings_are_filled() {
        assert_eq!(
            code("let a = 1; // x\n/* y\n/* z */ */ let b = \"c // d\";")[0],
            "let a = 1;"
        );
        assert_eq!(code("/* y\n/* z */ */ b()")[1].trim(), "b()");
        let filled = &code("f(\"a // b\", r#\"x\"y\"#, 'c', '\\'', b\"z\")")[0];
        for inside in ["//", "a", "x", "y", "z", "'c"] {
            assert!(!filled.contains(inside), "{inside} in {filled}");
        }
        assert!(filled.ends_with(')'), "{filled}");
    }

    #[test]
    fn lifetimes_and_raw_identifiers_are_code() {
        assert_eq!(
            code("fn f<'a>(r#type: &'a str) {} // '")[0],
            "fn f<'a>(r#type: &'a str) {}"
        );
    }

    #[test]
    fn only_code_lines_count() {
        let text = "//! Doc.\n\nfn f() {\n    g(\"a\n b\");\n}\n#[cfg(test)]\nmod tests {\n    fn t() {}\n}\n// end\n";
        assert_eq!(Source::new(text).code_lines(), 4);
    }

    #[test]
    fn test_items_end_at_their_brace_or_semicolon() {
        let text = "#[cfg(test)]\nuse a::{b, c};\n#[cfg(test)]\nmod tests;\nfn f() {}\n#[cfg(all(test, unix))]\nfn g() {\n}\nfn h() {}";
        let marks: Vec<_> = Source::new(text)
            .lines()
            .map(|(_, line)| line.test)
            .collect();
        assert_eq!(
            marks,
            [true, true, true, true, false, true, true, true, false]
        );
    }

    #[test]
    fn whole_words_only() {
        assert!(names("x.begin().await", ".begin("));
        assert!(names("use tokio::time::sleep;", "sleep"));
        assert!(!names("asleep(sleeper)", "sleep"));
        assert_eq!(positions("a b a", "a").collect::<Vec<_>>(), [1, 5]);
    }
}
