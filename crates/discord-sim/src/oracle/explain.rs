//! A validator's errors as sentences. Where a union does not match, the variant that the body's `type` means speaks.

use std::collections::BTreeSet;

use jsonschema::{ValidationError, error::ValidationErrorKind};

/// Sentences `pointer: what is wrong`, without the body's values (they may be secrets).
pub(super) fn problems<'a>(errors: impl Iterator<Item = ValidationError<'a>>) -> Vec<String> {
    let mut sentences = BTreeSet::new();
    for error in errors {
        explain(&error, &mut sentences);
    }
    sentences.into_iter().collect()
}

fn explain(error: &ValidationError<'_>, sentences: &mut BTreeSet<String>) {
    let variants = match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context.as_slice()
        }
        _ => &[],
    };
    let place = error.instance_path().as_str();
    if let Some(constants) = constants(variants, place) {
        sentences.insert(format!("{}: must be one of {constants}", shown(place)));
        return;
    }
    let meant: Vec<&Vec<ValidationError<'_>>> = variants
        .iter()
        .filter(|errors| !errors.iter().any(|error| is_other_variant(error, place)))
        .collect();
    match meant.iter().min_by_key(|errors| errors.len()) {
        Some(errors) => {
            for error in *errors {
                explain(error, sentences);
            }
        }
        None if variants.is_empty() => {
            sentences.insert(format!("{}: {}", shown(place), error.masked()));
        }
        None => {
            sentences.insert(format!(
                "{}: none of the {} variants takes this (wrong `type` or not the right kind of value)",
                shown(place),
                variants.len()
            ));
        }
    }
}

/// Whether an error says that another variant was meant: wrong kind of value, or a `type` that is not its own.
fn is_other_variant(error: &ValidationError<'_>, place: &str) -> bool {
    let at = error.instance_path().as_str();
    match error.kind() {
        ValidationErrorKind::Type { .. } => at == place,
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => {
            at.strip_prefix(place) == Some("/type")
        }
        _ => false,
    }
}

/// The values of a union that is a list of constants, perhaps with null.
fn constants(variants: &[Vec<ValidationError<'_>>], place: &str) -> Option<String> {
    let mut values = Vec::new();
    for errors in variants {
        let [error] = errors.as_slice() else {
            return None;
        };
        if error.instance_path().as_str() != place {
            return None;
        }
        match error.kind() {
            ValidationErrorKind::Constant { expected_value } => {
                values.push(expected_value.to_string());
            }
            ValidationErrorKind::OneOfNotValid { context } => {
                values.push(constants(context, place)?);
            }
            ValidationErrorKind::Type { .. } => {}
            _ => return None,
        }
    }
    (!values.is_empty()).then(|| values.join(", "))
}

fn shown(place: &str) -> &str {
    if place.is_empty() { "body" } else { place }
}
