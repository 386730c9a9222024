//! Opens the page in the desktop's browser, where there is a desktop.

use std::process::{Command, Stdio};

use crate::demo::folder::Folder;

/// Says where a desktop draws.
const DESKTOPS: [&str; 2] = ["DISPLAY", "WAYLAND_DISPLAY"];
/// Opens an address with what the desktop's person prefers.
const OPENER: &str = "xdg-open";

/// Opens it, unless that is not wanted or there is nothing to open it with.
pub(super) fn show(page: &str, unwanted: bool, folder: &Folder) {
    let desktop = DESKTOPS
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    // A browser stays when the demo ends, so it must not hold its claim.
    if unwanted || !desktop || folder.share(false).is_err() {
        return;
    }
    let opener = Command::new(OPENER)
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    // The address stands in the terminal for those who have no such program.
    if let Ok(mut opener) = opener {
        std::thread::spawn(move || opener.wait());
    }
}
