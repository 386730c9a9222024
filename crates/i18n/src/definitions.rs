//! What a Fluent file defines: its keys, where they stand, and the values they take.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};

/// One message or term of one locale. Terms are kept under their name with a leading `-`.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) file: String,
    /// 1-based.
    pub(crate) line: usize,
    /// Values it takes, its references' values included once [`resolve`] ran.
    pub(crate) params: BTreeSet<String>,
    /// Messages and terms it refers to.
    pub(crate) references: BTreeSet<String>,
    /// Messages have none: Discord's texts are plain messages (`cmd-x-name`).
    pub(crate) attributes: Vec<String>,
    pub(crate) has_value: bool,
}

/// The entries of one parsed file, in its order.
pub(crate) fn of_file(file: &str, resource: &FluentResource) -> Vec<(String, Definition)> {
    let source = resource.source();
    let mut found = Vec::new();
    for entry in resource.entries() {
        let (key, at, value, attributes) = match entry {
            Entry::Message(message) => (
                message.id.name.to_owned(),
                message.id.name,
                message.value.as_ref(),
                message
                    .attributes
                    .iter()
                    .map(|attribute| attribute.id.name.to_owned())
                    .collect(),
            ),
            Entry::Term(term) => (
                format!("-{}", term.id.name),
                term.id.name,
                Some(&term.value),
                Vec::new(),
            ),
            _ => continue,
        };
        let mut definition = Definition {
            file: file.to_owned(),
            line: line_of_slice(source, at),
            params: BTreeSet::new(),
            references: BTreeSet::new(),
            attributes,
            has_value: value.is_some(),
        };
        if let Some(pattern) = value {
            definition.read_pattern(pattern);
        }
        if let Entry::Term(term) = entry {
            for attribute in &term.attributes {
                definition.read_pattern(&attribute.value);
            }
            // A term sees only what its caller hands over, never the message's values.
            definition.params.clear();
        }
        found.push((key, definition));
    }
    found
}

impl Definition {
    fn read_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.read_expression(expression);
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                for variant in variants {
                    self.read_pattern(&variant.value);
                }
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.params.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id, arguments, .. } => {
                self.references.insert(format!("-{}", id.name));
                if let Some(arguments) = arguments {
                    self.read_arguments(arguments);
                }
            }
            InlineExpression::FunctionReference { arguments, .. } => self.read_arguments(arguments),
            InlineExpression::Placeable { expression } => self.read_expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn read_arguments(&mut self, arguments: &CallArguments<&str>) {
        for argument in &arguments.positional {
            self.read_inline(argument);
        }
        for argument in &arguments.named {
            self.read_inline(&argument.value);
        }
    }
}

/// A reference that cannot be followed.
pub(crate) struct BrokenReference {
    pub(crate) key: String,
    pub(crate) reference: String,
    /// It exists, but leads back to where it began.
    pub(crate) circular: bool,
}

/// Gives each definition the values of everything it refers to, and reports references into nothing and
/// in circles.
pub(crate) fn resolve(definitions: &mut BTreeMap<String, Definition>) -> Vec<BrokenReference> {
    let mut broken = Vec::new();
    let mut complete = BTreeMap::new();
    for key in definitions.keys() {
        let mut params = BTreeSet::new();
        let mut seen = BTreeSet::from([key.as_str()]);
        let mut open = vec![key.as_str()];
        while let Some(current) = open.pop() {
            let Some(definition) = definitions.get(current) else {
                continue;
            };
            params.extend(definition.params.iter().cloned());
            for reference in &definition.references {
                if reference == key {
                    let (key, reference) = (key.clone(), current.to_owned());
                    broken.push(BrokenReference {
                        key,
                        reference,
                        circular: true,
                    });
                } else if current == key && !definitions.contains_key(reference) {
                    let (key, reference) = (key.clone(), reference.clone());
                    broken.push(BrokenReference {
                        key,
                        reference,
                        circular: false,
                    });
                } else if seen.insert(reference) {
                    open.push(reference);
                }
            }
        }
        complete.insert(key.clone(), params);
    }
    for (key, params) in complete {
        if let Some(definition) = definitions.get_mut(&key) {
            definition.params = params;
        }
    }
    broken
}

/// The 1-based line in which a byte stands.
pub(crate) fn line_of(source: &str, byte: usize) -> usize {
    source.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

/// The line of a slice that was cut from `source`.
fn line_of_slice(source: &str, slice: &str) -> usize {
    line_of(
        source,
        slice.as_ptr().addr().saturating_sub(source.as_ptr().addr()),
    )
}
