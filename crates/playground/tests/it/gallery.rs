//! The showcase in a window: every kind of content.

use browser::{Browser, Look, Window};
use discord_sim::{Channel, Sim};
use showcase::Hall;
use tokio::task::JoinHandle;

use crate::scene::from_folder;

/// A simulator with the showcase's bot, and a browser in front.
pub(crate) struct Gallery {
    pub(crate) hall: Hall,
    pub(crate) sim: Sim,
    browser: Browser,
    bot: JoinHandle<()>,
}

impl Gallery {
    /// Starts the bot, with this many messages in #long.
    pub(crate) async fn open(messages: usize) -> Self {
        let mut settings = showcase::settings();
        from_folder(&mut settings);
        let sim = Sim::start(settings).unwrap();
        let hall = showcase::found(&sim);
        hall.fill(messages).unwrap();
        hall.bot.register().await;
        let bot = hall.bot.clone();
        let browser = Browser::shared().await;
        Self {
            sim,
            browser: browser.unwrap_or_else(|error| panic!("{error:#}")),
            bot: tokio::spawn(async move { bot.serve().await }),
            hall,
        }
    }

    /// A person's window at a channel.
    pub(crate) async fn window(&self, person: &str, channel: &Channel, look: Look) -> Window {
        let (url, guild) = (self.sim.url(), self.hall.guild.id());
        let address = format!("{url}/play/#/{person}/{guild}/{}", channel.id());
        let window = self.browser.window(&address, look).await;
        window.unwrap_or_else(|error| panic!("{error:#}"))
    }

    /// Closes a window and ends the bot.
    pub(crate) fn close(self, window: Window) {
        drop(window);
        self.bot.abort();
    }
}
