//! A free port for the page: the one asked for, or the first of a few that people remember.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context as _, bail};

use crate::console::Console;

/// Where the page is when nothing else is there.
const USUAL: u16 = 7000;
/// How many ports from there on are tried.
const TRIED: u16 = 50;

/// A port that is free now.
///
/// # Errors
/// When the one asked for is taken; says what to do.
pub(super) fn choose(asked: Option<u16>, console: &Console) -> anyhow::Result<u16> {
    if let Some(port) = asked {
        return take(port).with_context(|| {
            format!("port {port} cannot be used; leave out --port for one that is free")
        });
    }
    let mut ports = (USUAL..USUAL + TRIED).chain([0]);
    let Some(free) = ports.find_map(|port| take(port).ok()) else {
        bail!("no port is free");
    };
    if free != USUAL {
        console.note(format!("port {USUAL} is taken, so the page is at {free}"));
    }
    Ok(free)
}

/// The port itself, or for 0 any that is free.
fn take(port: u16) -> std::io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_with_a_remedy_and_a_free_one_taken() {
        let console = Console::from_terminal();
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = format!("{:#}", choose(Some(port), &console).unwrap_err());
        assert!(error.contains("leave out --port"), "{error}");
        drop(taken);
        assert_ne!(choose(Some(0), &console).unwrap(), 0);
        assert_ne!(choose(None, &console).unwrap(), 0);
    }
}
