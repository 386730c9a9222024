//! What is said in channels: sending and changing, files, reactions, pins, polls, announcements and webhooks.

mod changing;
mod files;
mod news;
mod people;
mod pins;
mod polls;
mod reactions;
mod sending;
mod webhooks;

use std::time::Duration;

use discord_sim::{LimitSettings, MessageView, Settings, Sim};
use serde_json::Value;

use crate::{
    bot::{Stage, stage_with},
    http::Answer,
};

/// A stage whose limits nobody reaches.
fn free_stage() -> Stage {
    let free = (1_000_000, Duration::from_secs(1));
    let routes = Sim::operations().map(|(_, _, name)| (name.to_owned(), free));
    stage_with(Settings {
        limits: LimitSettings {
            global_per_second: 1_000_000,
            routes: routes.collect(),
            ..LimitSettings::default()
        },
        ..Settings::default()
    })
}

impl Stage {
    /// The bot's request.
    async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.bot.http.call(method, path, body).await
    }

    /// Sends a message and gives its JSON.
    async fn sent(&self, body: Value) -> Value {
        let answer = self.call("POST", &self.messages(), body).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        answer.json()
    }

    /// The path of a message.
    fn path_of(&self, message: &MessageView) -> String {
        format!("{}/{}", self.messages(), message.id)
    }

    /// Ann says something.
    fn ann_says(&self, text: &str) -> MessageView {
        self.seat().say(text).expect("ann may write")
    }

    /// Forgives what a test asked for on purpose, and expects nothing else.
    fn only_refused(&self, words: &str) {
        let forgiven = self
            .sim
            .journal()
            .forgive(|problem| problem.text.contains(words));
        assert!(!forgiven.is_empty(), "nothing was refused for {words}");
        assert_eq!(self.sim.problems(), []);
    }
}

/// An answer's status and code.
fn verdict(answer: &Answer) -> (u16, u64) {
    (answer.status, answer.code())
}
