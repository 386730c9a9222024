//! The bare twilight bot that the house is compared with: gateway, HTTP client with its default
//! ratelimiter, and sqlx's pool with its defaults. Nothing else a bot needs.
#![expect(clippy::print_stderr, reason = "a bare bot has no logs")]

use std::sync::Arc;

use anyhow::Context as _;
use bench::UPSERT;
use sqlx::PgPool;
use twilight_gateway::{
    ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt as _,
};
use twilight_http::Client;
use twilight_interactions::command::{CommandInputData, CommandModel};
use twilight_model::{
    application::interaction::{Interaction, InteractionData, application_command::CommandData},
    gateway::payload::incoming::InteractionCreate,
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};

#[derive(CommandModel)]
struct Echo {
    text: String,
}

struct Bot {
    http: Client,
    /// With `DATABASE_URL` only.
    pool: Option<PgPool>,
    bot_id: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    drop(rustls::crypto::ring::default_provider().install_default());
    let token = format!("Bot {}", variable("DISCORD_TOKEN")?);
    let origin = variable("DISCORD_API_URL")?;
    let host = origin.trim_start_matches("http://");
    let pool = match std::env::var("DATABASE_URL") {
        Ok(url) => Some(PgPool::connect(&url).await?),
        Err(_) => None,
    };
    let mut http = Client::builder()
        .token(token.clone())
        .proxy(host.to_owned(), true);
    if std::env::var_os("WITHOUT_RATELIMITER").is_some() {
        http = http.ratelimiter(None);
    }
    let bot = Arc::new(Bot {
        http: http.build(),
        pool,
        bot_id: std::env::var("BOT_ID").unwrap_or_default(),
    });
    let config = ConfigBuilder::new(token, Intents::GUILDS)
        .proxy_url(format!("ws://{host}"))
        .build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    while let Some(event) = shard.next_event(EventTypeFlags::all()).await {
        match event {
            Ok(Event::InteractionCreate(interaction)) => {
                let bot = Arc::clone(&bot);
                tokio::spawn(async move {
                    if let Err(error) = bot.answer(*interaction).await {
                        eprintln!("{error:#}");
                    }
                });
            }
            Ok(_) => {}
            Err(error) => eprintln!("{error}"),
        }
    }
    Ok(())
}

fn variable(name: &str) -> anyhow::Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set"))
}

impl Bot {
    async fn answer(&self, created: InteractionCreate) -> anyhow::Result<()> {
        let mut interaction = created.0;
        let Some(InteractionData::ApplicationCommand(data)) = interaction.data.take() else {
            anyhow::bail!("not a command");
        };
        let content = match data.name.as_str() {
            "upsert" => self.upsert(&interaction).await?,
            _ => echo(*data)?,
        };
        let response = InteractionResponse {
            kind: InteractionResponseType::ChannelMessageWithSource,
            data: Some(InteractionResponseData {
                content: Some(content),
                ..InteractionResponseData::default()
            }),
        };
        self.http
            .interaction(interaction.application_id)
            .create_response(interaction.id, &interaction.token, &response)
            .await?;
        Ok(())
    }

    async fn upsert(&self, interaction: &Interaction) -> anyhow::Result<String> {
        let pool = self.pool.as_ref().context("no database")?;
        let guild = interaction.guild_id.context("no guild")?;
        let user = interaction.author_id().context("no user")?;
        let points: i64 = sqlx::query_scalar(UPSERT)
            .bind(&self.bot_id)
            .bind(i64::try_from(guild.get())?)
            .bind(i64::try_from(user.get())?)
            .fetch_one(pool)
            .await?;
        Ok(format!("points: {points}"))
    }
}

fn echo(data: CommandData) -> anyhow::Result<String> {
    Ok(Echo::from_interaction(CommandInputData::from(data))?.text)
}
