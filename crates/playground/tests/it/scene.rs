//! A scene for the page: hangman on its stage, a browser, and people at windows.

use browser::{Browser, Look, Window};
use discord_sim::{Seat, Settings};
use hangman::app::App;
use hangman::config::Config;
use testkit::{Setup, Stage};

/// Hangman on its stage with a browser in front. The guild is called "Test", the channel "general".
pub(crate) struct Scene {
    pub(crate) stage: Stage<App, Config>,
    pub(crate) browser: Browser,
}

impl Scene {
    /// The usual scene.
    pub(crate) async fn open() -> Self {
        Self::of(Stage::new(hangman::bot)).await
    }

    /// A scene on a stage that is set up otherwise.
    pub(crate) async fn of(setup: Setup<App, Config>) -> Self {
        Self {
            stage: setup.sim(from_folder).start().await,
            browser: Browser::shared()
                .await
                .unwrap_or_else(|error| panic!("{error:#}")),
        }
    }

    /// A member of the guild, made at first sight, who acts without a window.
    pub(crate) fn person(&self, name: &str) -> Seat {
        self.stage.person(name)
    }

    /// The window of a member of the guild, made at first sight, in its channel.
    pub(crate) async fn window(&self, name: &str, look: Look) -> Window {
        self.person(name);
        self.window_at(&self.place(name), look).await
    }

    /// The window of somebody who is in no guild, made at first sight.
    pub(crate) async fn stranger(&self, name: &str, look: Look) -> Window {
        self.stage.stranger(name);
        self.window_at(&format!("#/{name}"), look).await
    }

    /// A window at any place of the page: `""`, or `#/ann/GUILD/CHANNEL`.
    pub(crate) async fn window_at(&self, place: &str, look: Look) -> Window {
        let address = format!("{}/play/{place}", self.stage.sim.url());
        self.browser
            .window(&address, look)
            .await
            .unwrap_or_else(|error| panic!("{error:#}"))
    }

    /// Where a person finds the channel.
    pub(crate) fn place(&self, name: &str) -> String {
        let (guild, channel) = (self.stage.guild.id(), self.stage.channel.id());
        format!("#/{name}/{guild}/{channel}")
    }

    /// Ends the bot; fails on what it left over.
    pub(crate) fn finish(self) {
        self.stage.finish();
    }
}

/// Lets the page come from its folder, whose files are those in the program (a test of the crate says so): whoever
/// works on the page need not build to test it.
pub(crate) fn from_folder(settings: &mut Settings) {
    settings.page = Some(concat!(env!("CARGO_MANIFEST_DIR"), "/page").into());
}
