//! A demo that cannot be started says why, and what to do.

use std::net::TcpListener;

use super::running::{Demo, Folder, command};

/// Runs a demo that does not start; returns its complaint.
fn complaint(folder: &Folder, arguments: &[&str]) -> String {
    let output = command(&folder.0, arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_second_demo_is_refused_with_the_address_of_the_first() {
    let folder = Folder::new("two");
    let first = Demo::start(&folder, &[]);
    let said = complaint(&folder, &["--port", "0"]);
    assert!(
        said.starts_with(&format!(
            "error: a demo is running at {}/play/ (process ",
            first.url
        )),
        "{said}"
    );
    first.interrupt();
}

#[test]
fn a_taken_port_is_told_with_a_remedy() {
    let folder = Folder::new("port");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = complaint(&folder, &["--port", &port]);
    let words = format!("error: port {port} cannot be used; leave out --port");
    assert!(said.starts_with(&words), "{said}");
}

#[test]
fn a_broken_world_is_told_with_a_remedy_and_left_as_it_is() {
    let folder = Folder::new("broken");
    std::fs::create_dir_all(&folder.0).unwrap();
    std::fs::write(folder.0.join("world.sim"), "not a world").unwrap();
    let said = complaint(&folder, &["--port", "0"]);
    assert!(
        said.contains("discord-sim ended with exit code 1"),
        "{said}"
    );
    assert!(said.contains("world.sim"), "{said}");
    assert!(
        said.contains("cargo xtask demo --fresh begins a new one"),
        "{said}"
    );
    let left = std::fs::read_to_string(folder.0.join("world.sim")).unwrap();
    assert_eq!(left, "not a world");
    Demo::start(&folder, &["--fresh"]).interrupt();
    folder.is_quiet();
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let folder = Folder::new("file");
    std::fs::write(&folder.0, "a file").unwrap();
    let said = complaint(&folder, &["--port", "0"]);
    assert!(
        said.contains("failed to make ") && said.contains("guildhall-demo-test-file"),
        "{said}"
    );
    std::fs::remove_file(&folder.0).unwrap();
}
