//! What people find beside slash commands: menus, selects, windows with all fields, apps they installed for themselves,
//! what they bought; and what they make up.

mod bot;
mod entitlements;
mod files;
mod forged;
mod forms;
mod installs;
mod manifest;
mod menus;
mod selects;
mod windows;

use core_config::NoSection;

use crate::probe::App;

type Stage = testkit::Stage<App, NoSection>;

/// The bot on its stage. Only global commands say where and for whom they are.
async fn stage() -> Stage {
    let stage = Stage::new(bot::bot).set("GUILDHALL__COMMANDS__SCOPE", "global");
    stage.start().await
}

/// What a message says, without escapes and the marks that keep names apart.
fn plain(text: &str) -> String {
    text.replace(['\\', '\u{200b}', '\u{2068}', '\u{2069}'], "")
}
