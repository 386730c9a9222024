//! `${VAR}` and `${VAR:-default}` inside file values.

use figment::value::{Dict, Empty, Tag, Value};

use crate::error::ConfigError;
use crate::source::Source;

/// Replaces variables in every text of a file. A text that cannot be replaced becomes a hole (see
/// [`is_hole`]) and its problem is added to `problems`: it only counts if no higher layer covers the hole.
pub(crate) fn dict(dict: &mut Dict, place: &str, source: &Source, problems: &mut Vec<ConfigError>) {
    for (key, value) in dict.iter_mut() {
        self::value(value, key, place, source, problems);
    }
}

fn value(
    value: &mut Value,
    path: &str,
    place: &str,
    source: &Source,
    problems: &mut Vec<ConfigError>,
) {
    match value {
        Value::String(_, text) if text.contains("${") => match replace(text, source) {
            Ok(replaced) => *text = replaced,
            Err(problem) => {
                let (found, remedy) = problem.explain();
                problems.push(ConfigError {
                    key: path.to_owned(),
                    place: place.to_owned(),
                    expected: "a text whose variables are set".to_owned(),
                    found,
                    remedy,
                });
                *value = Value::Empty(Tag::Default, Empty::None);
            }
        },
        Value::Dict(_, dict) => {
            for (key, inner) in dict.iter_mut() {
                self::value(inner, &format!("{path}.{key}"), place, source, problems);
            }
        }
        Value::Array(_, list) => {
            for (index, inner) in list.iter_mut().enumerate() {
                self::value(inner, &format!("{path}[{index}]"), place, source, problems);
            }
        }
        _ => {}
    }
}

/// Whether a value is what an unresolved text left behind. (An empty YAML value is `Empty::Unit`.)
pub(crate) fn is_hole(value: &Value) -> bool {
    matches!(value, Value::Empty(_, Empty::None))
}

#[derive(Debug, PartialEq, Eq)]
enum Problem {
    Unset(String),
    Unclosed,
    BadName,
}

impl Problem {
    fn explain(self) -> (String, String) {
        match self {
            Self::Unset(name) => (
                format!("${{{name}}}, which is unset or empty"),
                format!("set {name}, or write ${{{name}:-default}}"),
            ),
            Self::Unclosed => (
                "${ without its }".to_owned(),
                "close the brace, or write $${ for the characters themselves".to_owned(),
            ),
            Self::BadName => (
                "${…} around what is no variable's name".to_owned(),
                "use letters, digits and underscores, or write $${ for the characters themselves"
                    .to_owned(),
            ),
        }
    }
}

fn replace(text: &str, source: &Source) -> Result<String, Problem> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, after) = (&rest[..start], &rest[start + 2..]);
        if let Some(before) = before.strip_suffix('$') {
            out.push_str(before);
            out.push_str("${");
            rest = after;
            continue;
        }
        out.push_str(before);
        let (inside, after) = after.split_once('}').ok_or(Problem::Unclosed)?;
        let (name, default) = match inside.split_once(":-") {
            Some((name, default)) => (name, Some(default)),
            None => (inside, None),
        };
        let is_name = !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !is_name {
            return Err(Problem::BadName);
        }
        out.push_str(
            source
                .variable(name)
                .or(default)
                .ok_or_else(|| Problem::Unset(name.to_owned()))?,
        );
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{Problem, replace};
    use crate::source::Source;

    #[test]
    fn variables_are_replaced() {
        let source = Source::new("").with("HOST", "db").with("EMPTY", "");
        let replaced = |text| replace(text, &source);
        assert_eq!(
            replaced("postgres://${HOST}:${PORT:-5432}/x"),
            Ok("postgres://db:5432/x".to_owned())
        );
        assert_eq!(replaced("${EMPTY:-used}${NONE:-}"), Ok("used".to_owned()));
        assert_eq!(
            replaced("$${HOST} costs $5"),
            Ok("${HOST} costs $5".to_owned())
        );
        assert_eq!(replaced("${NONE}"), Err(Problem::Unset("NONE".to_owned())));
        assert_eq!(
            replaced("${EMPTY}"),
            Err(Problem::Unset("EMPTY".to_owned()))
        );
        assert_eq!(replaced("${HOST"), Err(Problem::Unclosed));
        for bad in ["${}", "${1A}", "${A-B}", "${ HOST }"] {
            assert_eq!(replaced(bad), Err(Problem::BadName), "{bad}");
        }
    }
}
