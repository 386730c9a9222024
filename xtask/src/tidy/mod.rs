//! `cargo xtask tidy`: the house rules that no lint knows. One rule, one file, and a test that shows it can fail.

mod attributes;
mod calls;
mod decisions;
mod domain;
mod licences;
mod manifests;
mod module_docs;
mod package;
mod paths;
mod size;
mod source;
mod tiers;
mod tree;
mod twilight;
mod versions;

use std::fmt;
use std::process::ExitCode;

use anyhow::bail;

use crate::console::{Console, Tone};
use crate::tidy::tree::Tree;
use crate::workspace::Workspace;

/// What to do.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print the rules instead of checking them
    #[arg(long)]
    list: bool,
}

/// A house rule.
struct Rule {
    name: &'static str,
    /// The rule in one sentence.
    about: &'static str,
    check: fn(&Tree) -> Vec<Problem>,
}

/// The rules, in the order of a reader's interest: structure first.
const RULES: &[Rule] = &[
    tiers::RULE,
    twilight::RULE,
    versions::RULE,
    manifests::RULE,
    domain::RULE,
    calls::RULE,
    attributes::RULE,
    module_docs::RULE,
    size::RULE,
    decisions::RULE,
    licences::RULE,
    paths::RULE,
];

/// One place where a rule is broken.
#[derive(Debug, PartialEq)]
struct Problem {
    path: String,
    /// From 1; absent when the whole file or folder is meant.
    line: Option<usize>,
    what: String,
    remedy: String,
}

impl Problem {
    fn new(
        path: &str,
        line: impl Into<Option<usize>>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            path: path.to_owned(),
            line: line.into(),
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// The command: checks the workspace, or lists the rules.
///
/// # Errors
/// When the files cannot be read.
pub(crate) fn run(
    workspace: &Workspace,
    console: &Console,
    args: &Args,
) -> anyhow::Result<ExitCode> {
    if args.list {
        for rule in RULES {
            println!(
                "{:12} {}",
                console.paint(Tone::Strong, rule.name),
                rule.about
            );
        }
        return Ok(ExitCode::SUCCESS);
    }
    match check(workspace, console) {
        Ok(_) => Ok(ExitCode::SUCCESS),
        Err(error) => {
            console.error(format!("{error:#}"));
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Checks the workspace and prints what is wrong; returns a sentence about sizes.
///
/// # Errors
/// When a rule is broken or the files cannot be read.
pub(crate) fn check(workspace: &Workspace, console: &Console) -> anyhow::Result<String> {
    let tree = Tree::read(workspace.root())?;
    let mut broken = 0;
    for rule in RULES {
        for problem in (rule.check)(&tree) {
            broken += 1;
            println!(
                "{} {problem}",
                console.paint(Tone::Bad, format!("{}:", rule.name))
            );
            println!("    remedy: {}", problem.remedy);
        }
    }
    for warning in size::warnings(&tree) {
        console.warn(warning);
    }
    let sizes = size::sentence(&tree);
    println!("{} rules; {sizes}", RULES.len());
    if broken > 0 {
        bail!(
            "{broken} {} of the house rules",
            if broken == 1 { "breach" } else { "breaches" }
        );
    }
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_its_place() {
        let problem = Problem::new("a/b.rs", 3, "is wrong", "mend it");
        assert_eq!(problem.to_string(), "a/b.rs:3: is wrong");
        let problem = Problem::new("a", None, "is wrong", "mend it");
        assert_eq!(problem.to_string(), "a: is wrong");
    }

    #[test]
    fn an_empty_tree_is_tidy() {
        let tree = Tree::of(&[]);
        for rule in RULES {
            assert_eq!((rule.check)(&tree), [], "{}", rule.name);
        }
    }
}
