//! A scene with the bot that shows everything, for what hangman has no use for.

use browser::{Browser, Look, Window};
use discord_sim::Sim;
use showcase::Hall;
use tokio::task::JoinHandle;

/// A simulator with the showcase's bot, and a browser in front. The server is called "Showcase".
pub(crate) struct Showroom {
    pub(crate) sim: Sim,
    pub(crate) hall: Hall,
    browser: Browser,
    serving: JoinHandle<()>,
}

impl Showroom {
    /// Nobody has said anything yet.
    pub(crate) async fn open() -> Self {
        let sim = Sim::start(showcase::settings()).unwrap();
        let hall = showcase::found(&sim);
        hall.bot.register().await;
        let bot = hall.bot.clone();
        Self {
            serving: tokio::spawn(async move { bot.serve().await }),
            browser: Browser::shared()
                .await
                .unwrap_or_else(|error| panic!("{error:#}")),
            sim,
            hall,
        }
    }

    /// The window of ann or bob in #long.
    pub(crate) async fn window(&self, name: &str, look: Look) -> Window {
        let (guild, channel) = (self.hall.guild.id(), self.hall.long.id());
        let address = format!("{}/play/#/{name}/{guild}/{channel}", self.sim.url());
        self.browser
            .window(&address, look)
            .await
            .unwrap_or_else(|error| panic!("{error:#}"))
    }
}

impl Drop for Showroom {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
