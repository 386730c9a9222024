//! "Did you mean": the nearest known name.

/// How alike two names must be to be worth mentioning, from 0 to 1.
const ALIKE_ENOUGH: f64 = 0.6;
/// Fewer letters than this abbreviate nothing.
const SHORTEST_ABBREVIATION: usize = 3;

/// The one known name that `typed` abbreviates, or the one that is most like it, if any is alike enough.
pub(crate) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let known: Vec<&str> = known.into_iter().collect();
    if typed.len() >= SHORTEST_ABBREVIATION
        && let [only] = known
            .iter()
            .filter(|name| name.to_lowercase().starts_with(&typed))
            .collect::<Vec<_>>()[..]
    {
        return Some(*only);
    }
    known
        .into_iter()
        .map(|name| {
            (
                strsim::normalized_damerau_levenshtein(&typed, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(likeness, _)| *likeness >= ALIKE_ENOUGH)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name)
}

/// The known path for a mistyped one: the same name in another section if there is one such, else alike.
pub(crate) fn nearest_path<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let leaf = |path: &str| path.rsplit('.').next().map(str::to_lowercase);
    let same: Vec<_> = known
        .iter()
        .copied()
        .filter(|path| leaf(path) == leaf(typed))
        .collect();
    match same[..] {
        [only] => Some(only),
        _ => nearest(typed, known.iter().copied()),
    }
}
