//! Reads the half-guessed word out of a drawn message: `_ A _ _`.

/// The word's letters in order, none for those still hidden: the longest row of single signs with at least one gap.
pub(super) fn find(rendered: &str) -> Option<Vec<Option<char>>> {
    let mut best: Vec<Option<char>> = Vec::new();
    for line in rendered.lines() {
        let mut row = Vec::new();
        for token in line.split_whitespace().map(Some).chain([None]) {
            match token.map(sign) {
                Some(Some(sign)) => row.push(sign),
                // Anything else ends the row.
                _ => {
                    if row.len() > best.len() && row.contains(&None) {
                        best.clone_from(&row);
                    }
                    row.clear();
                }
            }
        }
    }
    (!best.is_empty()).then_some(best)
}

/// A letter, a gap, or something else; marks of formatting around it do not count.
fn sign(token: &str) -> Option<Option<char>> {
    let bare = token.trim_matches(['`', '*', '\\', '|', '│', '"', '.', ',', ';']);
    let mut chars = bare.chars();
    match (chars.next(), chars.next()) {
        (Some('_'), None) => Some(None),
        (Some(letter), None) if letter.is_ascii_alphabetic() => {
            Some(Some(letter.to_ascii_uppercase()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rendered: &str) -> Option<String> {
        Some(
            find(rendered)?
                .into_iter()
                .map(|letter| letter.unwrap_or('_'))
                .collect(),
        )
    }

    #[test]
    fn finds_the_row_with_gaps() {
        assert_eq!(
            written("Gallows: 3 of 7 mistakes; word _ A _ _.").unwrap(),
            "_A__"
        );
        assert_eq!(
            written("# Hangman\n`_ _ e _`\n[A] [B] [C]").unwrap(),
            "__E_"
        );
        assert_eq!(written("\\_ B \\_").unwrap(), "_B_");
    }

    #[test]
    fn a_keyboard_or_a_solved_word_is_no_pattern() {
        assert_eq!(written("A B C D E F G"), None);
        assert_eq!(written("C A T"), None);
        assert_eq!(written(""), None);
    }
}
