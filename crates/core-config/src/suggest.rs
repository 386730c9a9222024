//! "Did you mean": the nearest known name.

/// How alike two names must be to be worth mentioning, from 0 to 1.
const ALIKE_ENOUGH: f64 = 0.6;

/// The known name that is most like `typed`, if any is alike enough.
pub(crate) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = typed.to_lowercase();
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

/// The known path for a mistyped one: alike as a whole, or the same name in another section.
pub(crate) fn nearest_path<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let leaf = |path: &str| path.rsplit('.').next().map(str::to_lowercase);
    nearest(typed, known.iter().copied())
        .or_else(|| known.iter().copied().find(|path| leaf(path) == leaf(typed)))
}
