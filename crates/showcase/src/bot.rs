//! The showcase's world and its bot: every kind of answer that Discord knows, on demand.

use std::{sync::Arc, time::Duration};

use discord_sim::{Channel, Guild, Person, Settings, Sim, Tap, permission};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::{
    client::Api,
    contents::{self, Post},
    form,
};

/// Interaction types.
const COMMAND: u64 = 2;
const COMPONENT: u64 = 3;
const AUTOCOMPLETE: u64 = 4;
const MODAL: u64 = 5;

/// The showcase's world.
pub struct Hall {
    /// Where everybody is.
    pub guild: Guild,
    /// A channel for [`Bot::post_everything`].
    pub gallery: Channel,
    /// A channel for [`Hall::fill`].
    pub long: Channel,
    /// The first to talk.
    pub ann: Person,
    /// The second.
    pub bob: Person,
    /// The bot; it must [`Bot::register`] and [`Bot::serve`].
    pub bot: Bot,
}

/// The bot: requests with its token, and its events.
#[derive(Clone)]
pub struct Bot {
    id: u64,
    api: Api,
    tap: Arc<Mutex<Tap>>,
}

/// A simulator's settings for the showcase: it posts more at once than Discord lets a bot.
pub fn settings() -> Settings {
    let mut settings = Settings::default();
    for operation in ["create_message", "update_message"] {
        let plenty = (10_000, Duration::from_secs(1));
        settings.limits.routes.insert(operation.to_owned(), plenty);
    }
    settings.limits.global_per_second = 10_000;
    settings
}

/// Makes a guild with two people and the bot.
pub fn found(sim: &Sim) -> Hall {
    let guild = sim.guild("Showcase");
    let gallery = guild.text_channel("gallery");
    let long = guild.text_channel("long");
    let application = sim.application("showcase");
    guild.install(
        &application,
        permission::ATTACH_FILES | permission::EMBED_LINKS,
    );
    let (ann, bob) = (guild.person("ann"), guild.person("bob"));
    let bot = Bot {
        id: application.id(),
        api: Api::new(&sim.url(), &application.token()),
        tap: Arc::new(Mutex::new(sim.tap(&application))),
    };
    Hall {
        guild,
        gallery,
        long,
        ann,
        bob,
        bot,
    }
}

impl Hall {
    /// Lets ann and bob talk in #long.
    ///
    /// # Errors
    ///
    /// When one of them may not.
    pub fn fill(&self, messages: usize) -> Result<(), discord_sim::DriverError> {
        let seats = [
            self.ann.in_channel(&self.long),
            self.bob.in_channel(&self.long),
        ];
        for number in 0..messages {
            let seat = &seats[number / 3 % 2];
            seat.say(&format!(
                "Message **{number}** of {messages}, with `code` and _more_"
            ))?;
        }
        Ok(())
    }
}

impl Bot {
    /// Registers the commands.
    pub async fn register(&self) {
        let path = format!("/applications/{}/commands", self.id);
        tell(self.api.call("PUT", &path, &contents::commands()).await);
    }

    /// Every kind of message, one after the other.
    pub async fn post_everything(&self, channel: &Channel) {
        let path = format!("/channels/{}/messages", channel.id());
        for Post { body, files, .. } in contents::posts() {
            tell(self.api.form("POST", &path, &body, &files).await);
        }
    }

    /// Sends one message; returns it.
    ///
    /// # Errors
    ///
    /// What Discord said, when it refused.
    pub async fn post(&self, channel: &Channel, body: &Value) -> Result<Value, String> {
        let path = format!("/channels/{}/messages", channel.id());
        self.api.call("POST", &path, body).await
    }

    /// Edits one message; returns it.
    ///
    /// # Errors
    ///
    /// As [`Bot::post`].
    pub async fn edit(
        &self,
        channel: &Channel,
        message: &str,
        body: &Value,
    ) -> Result<Value, String> {
        let path = format!("/channels/{}/messages/{message}", channel.id());
        self.api.call("PATCH", &path, body).await
    }

    /// Answers interactions until the simulator is gone.
    pub async fn serve(&self) {
        loop {
            let next = self.tap.lock().await.next_of("INTERACTION_CREATE").await;
            let Some(interaction) = next else { return };
            self.answer(&interaction).await;
        }
    }

    async fn answer(&self, interaction: &Value) {
        let data = &interaction["data"];
        let used = data["name"]
            .as_str()
            .or(data["custom_id"].as_str())
            .unwrap_or_default();
        match interaction["type"].as_u64() {
            Some(AUTOCOMPLETE) => {
                self.call_back(
                    interaction,
                    json!({"type": 8, "data": {"choices": contents::choices(data)}}),
                )
                .await;
            }
            Some(MODAL) => self.say(interaction, &form::read(data), true).await,
            Some(COMPONENT) => self.component(interaction, used).await,
            Some(COMMAND) => self.command(interaction, used).await,
            _ => {}
        }
    }

    async fn command(&self, interaction: &Value, name: &str) {
        let data = &interaction["data"];
        match name {
            "show" => self.show(interaction).await,
            "form" => self.call_back(interaction, form::modal()).await,
            "more" => self.call_back(interaction, form::second()).await,
            "options" => {
                self.say(
                    interaction,
                    &format!("```json\n{:#}\n```", data["options"]),
                    false,
                )
                .await;
            }
            "secret" => self.say(interaction, "Nobody else sees this.", true).await,
            "slow" => {
                self.call_back(interaction, json!({"type": 5})).await;
                tokio::task::yield_now().await;
                self.edit_original(interaction, &json!({"content": "It took a while."}))
                    .await;
            }
            "think" => self.call_back(interaction, json!({"type": 5})).await,
            "broken" => {
                self.call_back(
                    interaction,
                    json!({"type": 4, "data": {"content": "x".repeat(2_001)}}),
                )
                .await;
            }
            // Nothing: after three seconds it has failed.
            "silent" => {}
            name => {
                self.say(
                    interaction,
                    &format!("{name} on {}", data["target_id"]),
                    true,
                )
                .await;
            }
        }
    }

    async fn show(&self, interaction: &Value) {
        let wanted = interaction["data"]["options"][0]["value"]
            .as_str()
            .unwrap_or_default();
        let Some(post) = contents::posts()
            .into_iter()
            .find(|post| post.name == wanted)
        else {
            return self.say(interaction, "There is no such thing.", true).await;
        };
        let path = callback(interaction);
        let body = json!({"type": 4, "data": post.body});
        tell(self.api.form("POST", &path, &body, &post.files).await);
    }

    async fn component(&self, interaction: &Value, custom_id: &str) {
        match custom_id {
            "form" => self.call_back(interaction, form::modal()).await,
            "silent" => {}
            "update" => {
                self.call_back(
                    interaction,
                    json!({"type": 7, "data": {"content": "Updated."}}),
                )
                .await;
            }
            _ => {
                let values = &interaction["data"]["values"];
                self.say(interaction, &format!("`{custom_id}` {values}"), true)
                    .await;
            }
        }
    }

    async fn say(&self, interaction: &Value, text: &str, private: bool) {
        let flags = if private { 64 } else { 0 };
        let data = json!({"content": text, "flags": flags, "allowed_mentions": {"parse": []}});
        self.call_back(interaction, json!({"type": 4, "data": data}))
            .await;
    }

    async fn call_back(&self, interaction: &Value, body: Value) {
        tell(self.api.call("POST", &callback(interaction), &body).await);
    }

    async fn edit_original(&self, interaction: &Value, body: &Value) {
        let token = interaction["token"].as_str().unwrap_or_default();
        let path = format!("/webhooks/{}/{token}/messages/@original", self.id);
        tell(self.api.call("PATCH", &path, body).await);
    }
}

fn callback(interaction: &Value) -> String {
    let text = |name: &str| interaction[name].as_str().unwrap_or_default().to_owned();
    format!("/interactions/{}/{}/callback", text("id"), text("token"))
}

/// What Discord refuses is seen in the journal; the bot says it too.
#[expect(
    clippy::print_stderr,
    reason = "a showcase tells its developer what was refused"
)]
fn tell(answer: Result<Value, String>) {
    if let Err(error) = answer {
        eprintln!("showcase: {error}");
    }
}
