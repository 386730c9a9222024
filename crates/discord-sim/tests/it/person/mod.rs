//! People who act through the page's API: with ids and structure, by real HTTP, and without waiting for anybody.

mod commands;
mod components;
mod described;
mod forms;
mod hostile;
mod messages;
mod modals;
mod moderation;
mod overdue;
mod places;
mod profile;
mod threads;

use discord_sim::Person;
use serde_json::{Value, json};

use crate::{
    bot::{Stage, text},
    http::Answer,
};

impl Stage {
    /// Where a person's own acts are.
    fn own(&self, person: &Person, path: &str) -> String {
        format!("{}/sim/v1/as/{}{path}", self.sim.url(), person.id())
    }

    /// A person acts.
    async fn acts(&self, person: &Person, method: &str, path: &str, body: Value) -> Answer {
        let whole = self.own(person, path);
        let answer = self.bot.open.call(method, &whole, body).await;
        described::check(method, path, &answer);
        answer
    }

    /// The same with files: their names and what is in them.
    async fn acts_with(
        &self,
        person: &Person,
        method: &str,
        path: &str,
        body: &Value,
        files: &[(&str, &[u8])],
    ) -> Answer {
        let whole = self.own(person, path);
        let answer = self.bot.open.form(method, &whole, body, files).await;
        described::check(method, path, &answer);
        answer
    }

    /// A person does what has to work.
    async fn did(&self, person: &Person, method: &str, path: &str, body: Value) -> Value {
        let answer = self.acts(person, method, path, body).await;
        assert_eq!(answer.status, 200, "{method} {path}: {}", answer.json());
        answer.json()
    }

    /// Ann's interaction as a client sends it.
    fn wanted(&self, kind: u8, data: impl Into<Value>) -> Value {
        json!({"type": kind, "nonce": "7", "application_id": self.app.id().to_string(),
            "channel_id": self.general.id().to_string(), "guild_id": self.guild.id().to_string(), "data": data.into()})
    }

    /// Ann uses something, and the bot gets this.
    async fn uses(&self, wanted: &Value, files: &[(&str, &[u8])]) -> Value {
        let path = "/interactions";
        let answer = match files {
            [] => self.acts(&self.ann, "POST", path, wanted.clone()).await,
            files => self.acts_with(&self.ann, "POST", path, wanted, files).await,
        };
        let told = answer.json();
        assert_eq!(answer.status, 202, "{told}");
        assert_eq!(told["nonce"], wanted["nonce"]);
        let interaction = self.bot.interaction().await;
        assert_eq!(interaction["id"], told["id"]);
        interaction
    }

    /// Ann is refused, and nothing reaches the bot.
    async fn refuses(&self, wanted: Value) -> (u16, String) {
        let before = self.sim.journal().entries().len();
        let answer = self.acts(&self.ann, "POST", "/interactions", wanted).await;
        let told = answer.json();
        assert_eq!(told["outcome"], "error", "{told}");
        assert_eq!(self.sim.journal().entries().len(), before);
        (answer.status, text(&told["error"]).to_owned())
    }

    /// The id of a command of the bot.
    async fn command(&self, name: &str) -> String {
        let path = format!("/applications/{}/commands", self.bot.id);
        let all = self.bot.http.get(&path).await.json();
        let all = all.as_array().unwrap();
        let found = all.iter().find(|command| command["name"] == name);
        text(&found.unwrap()["id"]).to_owned()
    }
}

/// Two payloads without what no two of them share: own ids, tokens, files' ids, signatures of addresses, the last message.
fn alike(interaction: &Value) -> Value {
    let mut bare = interaction.clone();
    let chosen = bare["data"]["resolved"].get_mut("channels");
    let chosen = chosen.and_then(Value::as_object_mut).into_iter().flatten();
    for (_, channel) in chosen {
        channel["last_message_id"] = Value::Null;
    }
    bare["channel"]["last_message_id"] = Value::Null;
    let mut told = bare.to_string();
    let files = interaction["data"]["resolved"]["attachments"].as_object();
    let files = files.into_iter().flat_map(|files| files.keys());
    for (place, id) in files.enumerate() {
        told = told.replace(id.as_str(), &format!("file-{place}"));
    }
    for own in ["token", "id"] {
        told = told.replace(text(&interaction[own]), own);
    }
    let mut plain = String::new();
    for (place, part) in told.split("?ex=").enumerate() {
        let end = part.find('"').filter(|_| place > 0).unwrap_or_default();
        plain.push_str(&part[end..]);
    }
    serde_json::from_str(&plain).expect("still JSON")
}

/// Status and sentence of a refusal.
fn refusal(answer: &Answer) -> (u16, String) {
    let told = answer.json();
    assert_eq!(told["outcome"], "error", "{told}");
    (answer.status, text(&told["error"]).to_owned())
}
