//! Reads just enough of Rust to see which texts a source asks for, and with which values.

use std::collections::BTreeSet;

use super::tokens::{Token, Tokens, matching, sign, tokenize, word};

/// What one source says about texts.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Every string literal: a key that stands anywhere as a whole literal counts as used.
    pub(super) literals: BTreeSet<String>,
    pub(super) uses: Vec<Use>,
}

/// One place that asks for one text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) key: String,
    /// 1-based.
    pub(super) line: usize,
    pub(super) given: Given,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// All values stand right there.
    Exactly(BTreeSet<String>),
    /// They come from elsewhere.
    Unknown,
}

/// Methods that add a value to a `Text` or to `Args`.
const VALUE_METHODS: [&str; 3] = ["raw", "escaped", "plain"];

pub(super) fn scan(source: &str) -> Scan {
    let tokens = without_tests(tokenize(source));
    let mut scan = Scan::default();
    for (at, (line, token)) in tokens.iter().enumerate() {
        let Token::Literal(literal) = token else {
            continue;
        };
        scan.literals.insert(literal.clone());
        if let Some(given) = asks_for_text(&tokens, at) {
            scan.uses.push(Use {
                key: literal.clone(),
                line: *line,
                given,
            });
        }
    }
    scan
}

/// Whether the literal at `at` is the key in `Text::new("…")`, `texts.get("…")` or `texts.with("…", …)`.
fn asks_for_text(tokens: &Tokens, at: usize) -> Option<Given> {
    if sign(tokens, at.checked_sub(1)) != Some('(') {
        return None;
    }
    let call_end = matching(tokens, at - 1)?;
    let method = at.checked_sub(2);
    match word(tokens, method)? {
        "new" if is_path_call(tokens, at - 2, "Text") => {
            Some(Given::Exactly(values_of_chain(tokens, call_end + 1).0))
        }
        "get" if receiver_is_texts(tokens, at) => Some(Given::Exactly(BTreeSet::new())),
        "with" if receiver_is_texts(tokens, at) => Some(values_of_args(tokens, at, call_end)),
        _ => None,
    }
}

/// `owner :: new` with the word `new` at `at`.
fn is_path_call(tokens: &Tokens, at: usize, owner: &str) -> bool {
    sign(tokens, at.checked_sub(1)) == Some(':')
        && sign(tokens, at.checked_sub(2)) == Some(':')
        && word(tokens, at.checked_sub(3)) == Some(owner)
}

/// `texts . get (`, `ctx.texts() . get (`, `public_texts . with (`: the word before is about texts.
fn receiver_is_texts(tokens: &Tokens, literal: usize) -> bool {
    if sign(tokens, literal.checked_sub(3)) != Some('.') {
        return false;
    }
    let mut before = literal.checked_sub(4);
    if sign(tokens, before) == Some(')') && sign(tokens, literal.checked_sub(5)) == Some('(') {
        before = literal.checked_sub(6);
    }
    word(tokens, before).is_some_and(|word| word == "texts" || word.ends_with("_texts"))
}

/// The values in `.raw("a", …).escaped("b", …)` beginning at `at`, and where the chain ends.
fn values_of_chain(tokens: &Tokens, mut at: usize) -> (BTreeSet<String>, usize) {
    let mut names = BTreeSet::new();
    while sign(tokens, Some(at)) == Some('.')
        && word(tokens, Some(at + 1)).is_some_and(|method| VALUE_METHODS.contains(&method))
        && sign(tokens, Some(at + 2)) == Some('(')
    {
        if let Some((_, Token::Literal(name))) = tokens.get(at + 3) {
            names.insert(name.clone());
        }
        match matching(tokens, at + 2) {
            Some(end) => at = end + 1,
            None => break,
        }
    }
    (names, at)
}

/// The values of an `Args::new()…` that is the second argument and nothing more.
fn values_of_args(tokens: &Tokens, literal: usize, call_end: usize) -> Given {
    for at in literal..call_end {
        if word(tokens, Some(at)) == Some("new") && is_path_call(tokens, at, "Args") {
            // `new`, `(`, `)`: the chain begins three tokens on.
            let (names, end) = values_of_chain(tokens, at + 3);
            let only_a_comma_left =
                (end..call_end).all(|rest| sign(tokens, Some(rest)) == Some(','));
            return if only_a_comma_left {
                Given::Exactly(names)
            } else {
                Given::Unknown
            };
        }
    }
    Given::Unknown
}

/// Drops each item that is marked `#[cfg(test)]`.
fn without_tests(tokens: Tokens) -> Tokens {
    let mut drop_ranges = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let marked = sign(&tokens, Some(at)) == Some('#')
            && sign(&tokens, Some(at + 1)) == Some('[')
            && word(&tokens, Some(at + 2)) == Some("cfg")
            && word(&tokens, Some(at + 4)) == Some("test")
            && sign(&tokens, Some(at + 5)) == Some(')');
        if !marked {
            at += 1;
            continue;
        }
        let end = (at + 7..tokens.len())
            .find(|index| matches!(sign(&tokens, Some(*index)), Some('{' | ';')))
            .map_or(tokens.len(), |stop| match sign(&tokens, Some(stop)) {
                Some('{') => matching(&tokens, stop).unwrap_or(tokens.len()),
                _ => stop,
            });
        drop_ranges.push(at..=end);
        at = end + 1;
    }
    let keep = |index: &usize| !drop_ranges.iter().any(|range| range.contains(index));
    tokens
        .into_iter()
        .enumerate()
        .filter(|(index, _)| keep(index))
        .map(|(_, token)| token)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Given, Use, scan};

    fn uses(source: &str) -> Vec<(String, usize, Option<Vec<String>>)> {
        scan(source)
            .uses
            .into_iter()
            .map(|Use { key, line, given }| match given {
                Given::Exactly(names) => (key, line, Some(names.into_iter().collect())),
                Given::Unknown => (key, line, None),
            })
            .collect()
    }

    #[test]
    fn chains_calls_and_variables_are_told_apart() {
        let source = r##"
            // texts.get("in-a-comment") /* nor this
            fn view<'a>(texts: &'a Texts, map: &Map) -> char {
                Text::new("one").raw("count", f(1, g("x"))).escaped("name", &name);
                texts.get("two"); map.get("not-a-text"); ctx.public_texts().get(
                    "three");
                self.texts.with("four", &Args::new().plain("a", b).raw("c", 1));
                texts.with("five", &args);
                texts.with("six", &Args::new().raw("a", 1).extended(other));
                let _ = r#"raw "quoted" "#; '"'
            }
            #[cfg(test)]
            mod tests { fn t() { Text::new("in-tests"); } }
            fn after() { Text::new("seven"); }
        "##;
        let found = uses(source);
        let brief: Vec<_> = found
            .iter()
            .map(|(key, line, names)| {
                (
                    key.as_str(),
                    *line,
                    names.as_ref().map(|names| names.join(",")),
                )
            })
            .collect();
        assert_eq!(
            brief,
            [
                ("one", 4, Some("count,name".to_owned())),
                ("two", 5, Some(String::new())),
                ("three", 6, Some(String::new())),
                ("four", 7, Some("a,c".to_owned())),
                ("five", 8, None),
                ("six", 9, None),
                ("seven", 14, Some(String::new())),
            ]
        );
    }

    #[test]
    fn half_a_file_is_no_panic() {
        for source in [
            "Text::new(\"a",
            "Text::new(\"a\"",
            "/* /*",
            "r#\"a",
            "'",
            "#[cfg(test)] mod",
            "b\"",
            "}})",
        ] {
            let _ = scan(source);
        }
    }
}
