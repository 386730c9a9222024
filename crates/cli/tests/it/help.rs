//! What the program says about itself, and to a command line that it does not understand.

use std::fmt::Write as _;

use crate::program::Folder;

#[test]
fn every_command_explains_itself() {
    let folder = Folder::new();
    let mut all = String::new();
    for command in [
        "",
        "config",
        "config check",
        "config show",
        "config reference",
        "migrate",
        "migrate up",
        "migrate status",
        "db",
        "db provision",
    ] {
        let help = folder.succeed(&format!("{command} --help"));
        let title = format!("guildhall {command}");
        writeln!(all, "===== {}\n{help}", title.trim_end()).unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_command_line_that_is_wrong_is_told_what_is_right() {
    let folder = Folder::new();
    let mut all = String::new();
    for arguments in [
        "migrat up",
        "config check hangmen",
        "migrate up --scope chess",
        "db provision --bot hangman",
        "db provision --bot hangman --identity Red --password-file pw",
        "db provision --bot hangman --identity maintenance --password-file pw",
        "db provision --bot hangman --password hunter2",
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, 2, "{arguments}: {run}");
        writeln!(all, "$ guildhall {arguments}\n{run}").unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn without_a_command_there_is_help() {
    let run = Folder::new().run("");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("Usage: guildhall <COMMAND>"), "{run}");
}

#[test]
fn the_version_is_that_of_the_house() {
    let version = Folder::new().succeed("--version");
    assert_eq!(
        version,
        format!("guildhall {}\n", env!("CARGO_PKG_VERSION"))
    );
}
