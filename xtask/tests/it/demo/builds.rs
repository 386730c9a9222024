//! What is seen of a build, with a cargo that only pretends.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use super::running::{Folder, unbuilt};

/// A demo whose cargo runs `script` to build.
fn demo(folder: &Folder, script: &str) -> Command {
    let real = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let text = format!("#!/bin/sh\n[ \"$1\" = build ] || exec {real} \"$@\"\n{script}\n");
    std::fs::create_dir_all(&folder.0).unwrap();
    let cargo = folder.0.join("cargo");
    std::fs::write(&cargo, text).unwrap();
    std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = unbuilt(&folder.0, &["--port", "0"]);
    command.env("CARGO", cargo);
    command
}

#[test]
fn a_build_that_fails_is_told_in_the_compilers_words() {
    let folder = Folder::new("fails");
    let script = "printf '    Building [=> ] 12/340: serde\\r' >&2
        printf '   Compiling serde v1\\nerror[E0425]: cannot find it\\n  --> a.rs:1\\n' >&2
        exit 101";
    let output = demo(&folder, script).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, "error[E0425]: cannot find it\n  --> a.rs:1\n");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(
        complaint.starts_with("error: the programs do not build (exit code 101)"),
        "{complaint}"
    );
}

#[test]
fn a_long_build_says_how_far_it_is_and_ctrl_c_ends_it() {
    let folder = Folder::new("long");
    let script = "printf '    Building [=> ] 12/340: serde, tokio\\r' >&2; sleep 600";
    let mut child = demo(&folder, script)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    assert!(
        line.starts_with("building: 12 of 340 crates after "),
        "{line}"
    );
    assert!(line.ends_with(" s: serde, tokio"), "{line}");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(lines.next().unwrap().unwrap(), "stopped before it was up");
    folder.is_quiet();
}
