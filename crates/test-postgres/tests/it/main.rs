//! The throw-away server as tests and xtask use it.
#![cfg(test)]

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use test_postgres::{TestPostgres, VARIABLE};

#[test]
fn a_template_is_prepared_once_and_copied() {
    let server = TestPostgres::shared().unwrap();
    let mut prepared = 0;
    let mut copy = || {
        let count = |_: &str| {
            prepared += 1;
            Ok(())
        };
        server.database("once", count).unwrap()
    };
    let (first, second) = (copy(), copy());
    assert!(prepared <= 1);
    assert_ne!(first.name(), second.name());
    first.allow_connections(false).unwrap();
    first.allow_connections(true).unwrap();
    first.disconnect_all().unwrap();
}

#[test]
fn a_server_ends_with_its_pipe() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_test-postgres"))
        .arg("serve")
        .env_remove(VARIABLE)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut url)
        .unwrap();
    let address = url
        .trim()
        .split('@')
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    assert!(std::net::TcpStream::connect(&address).is_ok());
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    assert!(std::net::TcpStream::connect(&address).is_err());
}
