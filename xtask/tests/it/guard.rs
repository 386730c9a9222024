//! A guarded program ends when its guard's standard input closes, and its exit code comes through.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

fn guard(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("guard")
        .args(arguments)
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Reads one line, which proves that the guarded program runs.
fn first_line(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    line
}

#[test]
fn the_exit_code_comes_through() {
    let mut child = guard(&["--", "sh", "-c", "exit 3"]);
    let lifeline = child.stdin.take();
    assert_eq!(child.wait().unwrap().code(), Some(3));
    drop(lifeline);
}

#[test]
fn closing_the_pipe_terminates_the_program() {
    let mut child = guard(&[
        "--",
        "sh",
        "-c",
        "trap 'kill $!; exit 7' TERM; echo up; sleep 30 & wait",
    ]);
    assert_eq!(first_line(&mut child), "up\n");
    drop(child.stdin.take());
    assert_eq!(child.wait().unwrap().code(), Some(7));
}

#[test]
fn a_held_input_is_closed_first() {
    let mut child = guard(&[
        "--hold-input",
        "--",
        "sh",
        "-c",
        "echo up; read -r _; exit 9",
    ]);
    assert_eq!(first_line(&mut child), "up\n");
    drop(child.stdin.take());
    assert_eq!(child.wait().unwrap().code(), Some(9));
}

#[test]
fn a_missing_program_is_an_error() {
    let mut child = guard(&["--", "no-such-program-here"]);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}
