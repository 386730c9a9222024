//! The steps before the tests. Each returns a detail for the summary.

use std::process::Command;

use anyhow::{Context as _, bail, ensure};

use crate::clients::{self, Missing, TYPESCRIPT};
use crate::console::Console;
use crate::guard::{Guarded, Input, Output, describe};
use crate::packages;
use crate::workspace::Workspace;

/// Crates that must not be in the graph, with what usually brings them.
const UNWANTED: &[(&str, &str)] = &[
    (
        "aws-lc-rs",
        "a second crypto library; switch the dependency to rustls with ring, often by default-features = false",
    ),
    (
        "openssl-sys",
        "a second TLS stack and a system library; switch the dependency to rustls",
    ),
];

/// The playground's folder, from the root folder.
const PAGE: &str = "crates/playground";

pub(super) fn packages(workspace: &Workspace) -> anyhow::Result<String> {
    packages::ensure_present(packages::FOR_TESTS)?;
    packages::ensure_components(workspace)?;
    Ok(String::new())
}

pub(super) fn format(workspace: &Workspace) -> anyhow::Result<String> {
    run(
        &workspace.cargo(["fmt", "--all", "--check"]),
        "mend it with: cargo fmt --all",
    )
}

pub(super) fn clippy(workspace: &Workspace, console: &Console) -> anyhow::Result<String> {
    let mut command = workspace.cargo(["clippy", "--workspace", "--all-targets", "--keep-going"]);
    calm(&mut command, console);
    command.args(["--", "-D", "warnings"]);
    run(
        &command,
        "the same warnings show with: cargo clippy --workspace --all-targets",
    )
}

pub(super) fn build(workspace: &Workspace, console: &Console) -> anyhow::Result<String> {
    let mut command = workspace.cargo(["build", "--workspace", "--bins"]);
    calm(&mut command, console);
    run(&command, "the programs do not build")
}

/// Installs the foreign client libraries. What cannot be installed is skipped by name, not in silence.
pub(super) fn clients(
    workspace: &Workspace,
    console: &Console,
    skipped: &mut Vec<Missing>,
) -> anyhow::Result<String> {
    let (there, missing) = clients::provide(workspace);
    for client in &missing {
        console.note(format!("{}: {}", client.name, client.reason));
    }
    skipped.extend(missing);
    Ok(there.join(", "))
}

/// Checks the types of the playground's page, and runs the tests of those of its modules that need no browser.
/// Without node or the compiler, what is not checked is named by the clients that are missing.
pub(super) fn page(
    workspace: &Workspace,
    console: &Console,
    without: &[Missing],
) -> anyhow::Result<String> {
    if without.iter().any(|missing| missing.name == TYPESCRIPT) {
        return Ok("neither node nor its packages are here".to_owned());
    }
    let mut types = workspace.program("node");
    types
        .arg(clients::typescript(workspace)?)
        .args(["--project", PAGE]);
    run(&types, "the types of the page do not fit")?;
    let folder = workspace.root().join(PAGE).join("tests/page");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .with_context(|| format!("failed to list {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.js"))
        .collect();
    files.sort();
    ensure!(!files.is_empty(), "{} has no test", folder.display());
    let mut tests = workspace.program("node");
    tests
        .args(["--test", "--test-reporter", "dot"])
        .args(&files);
    console.note("node --test");
    run(&tests, "a module of the page does not do what it should")?;
    Ok(format!("types fit, {} files of tests", files.len()))
}

pub(super) fn dependencies(workspace: &Workspace) -> anyhow::Result<String> {
    for (name, remedy) in UNWANTED {
        let output = workspace
            .cargo(["tree", "--workspace", "--edges", "all", "--invert", name])
            .output()
            .context("failed to run cargo tree")?;
        let stderr = String::from_utf8_lossy(&output.stderr);
        if let Some(tree) = found(
            name,
            output.status.success(),
            &String::from_utf8_lossy(&output.stdout),
            &stderr,
        )? {
            bail!("{name} is in the dependency graph\n{tree}\nremedy: {remedy}");
        }
    }
    Ok(UNWANTED
        .iter()
        .map(|(name, _)| format!("no {name}"))
        .collect::<Vec<_>>()
        .join(", "))
}

/// What `cargo tree --invert` says: the tree that leads to the crate, or nothing when it is not in the graph.
fn found(name: &str, success: bool, stdout: &str, stderr: &str) -> anyhow::Result<Option<String>> {
    if success {
        let tree = stdout.trim();
        return Ok((!tree.is_empty()).then(|| tree.to_owned()));
    }
    ensure!(
        stderr.contains("did not match any packages"),
        "cargo tree --invert {name} failed: {}",
        stderr.trim()
    );
    Ok(None)
}

/// Without a terminal nobody watches crates being compiled; diagnostics still show.
pub(super) fn calm(command: &mut Command, console: &Console) {
    if !console.is_terminal() {
        command.arg("--quiet");
    }
}

fn run(command: &Command, remedy: &str) -> anyhow::Result<String> {
    let status = Guarded::spawn(command, Input::Empty, Output::Inherited)?.wait()?;
    ensure!(status.success(), "{} ({remedy})", describe(status));
    Ok(String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABSENT: &str = "error: package ID specification `x` did not match any packages";

    #[test]
    fn a_crate_in_the_graph_is_found() {
        assert_eq!(
            found("x", true, "x v1.0.0\n└── y v1\n", "")
                .unwrap()
                .unwrap(),
            "x v1.0.0\n└── y v1"
        );
    }

    #[test]
    fn a_crate_outside_the_graph_or_only_of_other_systems_is_not() {
        assert_eq!(found("x", false, "", ABSENT).unwrap(), None);
        assert_eq!(
            found("x", true, "", "warning: nothing to print").unwrap(),
            None
        );
    }

    #[test]
    fn another_failure_is_not_taken_for_absence() {
        let error = found("x", false, "", "error: no such command").unwrap_err();
        assert_eq!(
            error.to_string(),
            "cargo tree --invert x failed: error: no such command"
        );
    }
}
