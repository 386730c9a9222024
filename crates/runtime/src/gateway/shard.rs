//! One shard's loop: frames in, heartbeats by twilight, sessions saved, an end that can be
//! resumed.

use std::{sync::Arc, time::Duration};

use core_config::Compress;
use futures_util::StreamExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::{
    sync::watch,
    time::{Instant, MissedTickBehavior, interval, sleep_until},
};
use twilight_gateway::{
    CloseFrame, ConfigBuilder, Intents, Message, Session, Shard, ShardId, queue::InMemoryQueue,
};
use twilight_model::gateway::{CloseCode, payload::outgoing::identify::IdentifyProperties};

use super::{
    frame::Frame,
    session::SessionKeeper,
    status::{ShardState, ShardStatus},
};
use crate::{failure::chain, hall::Hall, process::stopped, turn};

/// How often a running session is saved.
const SAVE_EVERY: Duration = Duration::from_secs(5);
/// How long the end of the connection is waited for after asking for it.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);
/// Any code but 1000 and 1001 keeps the session (`topics/gateway.mdx`, Initiating a disconnect).
const CLOSE_RESUMABLE: CloseFrame<'static> = CloseFrame::new(4000, "going on in another process");

/// What a shard needs to start.
pub(crate) struct ShardSetup {
    pub(crate) id: ShardId,
    pub(crate) token: SecretString,
    pub(crate) intents: Intents,
    pub(crate) gateway_url: String,
    pub(crate) compress: Compress,
    pub(crate) queue: InMemoryQueue,
    pub(crate) owner: String,
    pub(crate) status: Arc<ShardStatus>,
    pub(crate) on_guild: Arc<dyn Fn(u64) + Send + Sync>,
}

/// What makes the loop turn.
enum Input {
    Frame(Message),
    Broken(twilight_gateway::error::ReceiveMessageError),
    Tick,
    Shutdown,
    Ended,
}

/// Runs a shard until the process ends, a successor takes its session, or Discord refuses it
/// for good.
pub(crate) async fn run<A: Send + Sync + 'static>(
    hall: Arc<Hall<A>>,
    setup: ShardSetup,
    mut shutdown: watch::Receiver<bool>,
) {
    let keeper = SessionKeeper {
        db: hall.db.clone(),
        bot: hall.bot_id.clone(),
        shard: setup.id,
        owner: setup.owner.clone(),
        clock: hall.clock.clone(),
    };
    let mut shard = match open(&setup, &keeper).await {
        Ok(shard) => shard,
        Err(error) => {
            tracing::error!(error = chain(&error), "session could not be claimed");
            setup.status.end("the database did not answer".to_owned());
            return;
        }
    };
    let mut tick = interval(SAVE_EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut closing: Option<Instant> = None;
    loop {
        let input = next(&mut shard, &mut tick, &mut shutdown, closing).await;
        match input {
            Input::Frame(Message::Text(text)) => {
                let frame = Frame::read(&text);
                if let Frame::Resumed = frame {
                    tracing::info!("session resumed");
                }
                let begun = matches!(frame, Frame::Ready { .. } | Frame::Resumed);
                dispatch(&hall, &setup, frame);
                // From now on a process that takes over after a crash need not identify.
                if begun && !save(&keeper, session_of(&shard)).await {
                    break;
                }
            }
            Input::Frame(Message::Close(frame)) => {
                setup.status.set(ShardState::Connecting);
                let code = frame.as_ref().map(|frame| frame.code);
                if closing.is_some() {
                    break;
                }
                if let Some(problem) = code.and_then(fatal) {
                    tracing::error!(close.code = code, "{problem}");
                    setup.status.end(problem.to_owned());
                    // The stream ends by itself now.
                    continue;
                }
                tracing::info!(close.code = code, "gateway connection ended, reconnecting");
                if !save(&keeper, session_of(&shard)).await {
                    break;
                }
            }
            Input::Broken(error) => {
                setup.status.set(ShardState::Connecting);
                // Its Display names the kind only; the frame that could not be read stays out.
                tracing::warn!(error = %error, "gateway connection failed, trying again");
            }
            Input::Tick => {
                setup
                    .status
                    .measured(shard.latency().recent().first().copied());
                if !save(&keeper, session_of(&shard)).await {
                    break;
                }
            }
            Input::Shutdown => {
                if closing.is_some() || shard.session().is_none() {
                    break;
                }
                shard.close(CLOSE_RESUMABLE);
                closing = Some(Instant::now() + CLOSE_WITHIN);
            }
            Input::Ended => break,
        }
    }
    if closing.is_some() {
        save(&keeper, session_of(&shard)).await;
        tracing::info!("gateway session saved for the next process");
    }
    if setup.status.state() != ShardState::Ended {
        setup.status.set(ShardState::Connecting);
    }
}

async fn next(
    shard: &mut Shard<InMemoryQueue>,
    tick: &mut tokio::time::Interval,
    shutdown: &mut watch::Receiver<bool>,
    closing: Option<Instant>,
) -> Input {
    tokio::select! {
        biased;
        () = stopped(shutdown), if closing.is_none() => Input::Shutdown,
        () = sleep_until(closing.unwrap_or_else(Instant::now)), if closing.is_some() => Input::Shutdown,
        _ = tick.tick(), if closing.is_none() => Input::Tick,
        item = shard.next() => match item {
            Some(Ok(message)) => Input::Frame(message),
            Some(Err(error)) => Input::Broken(error),
            None => Input::Ended,
        },
    }
}

async fn open(
    setup: &ShardSetup,
    keeper: &SessionKeeper,
) -> Result<Shard<InMemoryQueue>, db::DbError> {
    let mut base = setup.gateway_url.trim_end_matches('/').to_owned();
    if setup.compress == Compress::None {
        // twilight always asks for compression behind its base address; a fragment keeps that
        // from being sent.
        base.push_str("/?v=10&encoding=json#");
    }
    let mut config = ConfigBuilder::new(setup.token.expose_secret().to_owned(), setup.intents)
        .identify_properties(IdentifyProperties::new(
            "guildhall",
            "guildhall",
            std::env::consts::OS,
        ))
        .proxy_url(base)
        .queue(setup.queue.clone());
    if let Some((session, resume_url)) = keeper.claim().await? {
        tracing::info!("going on with the session of an earlier process");
        config = config
            .session(session)
            .resume_url(resume_url.trim_end_matches('/').to_owned());
    }
    Ok(Shard::with_config(setup.id, config.build()))
}

fn session_of(shard: &Shard<InMemoryQueue>) -> Option<(Session, String)> {
    Some((shard.session()?.clone(), shard.resume_url()?.to_owned()))
}

/// Saves the session, if there is one; `false` if a successor has it.
async fn save(keeper: &SessionKeeper, session: Option<(Session, String)>) -> bool {
    let Some((session, resume_url)) = session else {
        return true;
    };
    match keeper.save(&session, &resume_url).await {
        Ok(true) => true,
        Ok(false) => {
            tracing::info!("a successor has taken the session over; this shard ends");
            false
        }
        Err(error) => {
            tracing::warn!(error = chain(&error), "session could not be saved");
            true
        }
    }
}

fn dispatch<A: Send + Sync + 'static>(hall: &Arc<Hall<A>>, setup: &ShardSetup, frame: Frame) {
    match frame {
        Frame::Interaction(interaction) => turn::take(hall, *interaction),
        Frame::Unreadable(unreadable) => turn::apologise(hall, unreadable),
        Frame::Ready { guilds } => {
            tracing::info!(guilds = guilds.len(), "connected");
            setup.status.ready(guilds);
        }
        Frame::Resumed => setup.status.set(ShardState::Connected),
        Frame::GuildAvailable(guild) => {
            setup.status.joined(guild.id);
            (setup.on_guild)(guild.id);
            hall.roster
                .guild(guild.id, guild.name, guild.preferred_locale.as_deref());
        }
        Frame::GuildGone { id, unavailable } => {
            if !unavailable {
                setup.status.left(id);
            }
        }
        Frame::Other => {}
    }
}

/// What a close code means that Discord does not want to be reconnected after.
fn fatal(code: u16) -> Option<&'static str> {
    match CloseCode::try_from(code).ok()? {
        CloseCode::AuthenticationFailed => {
            Some("Discord refused the token: check DISCORD_TOKEN or discord.token_file")
        }
        CloseCode::InvalidShard => Some("Discord refused the shard: check gateway.shards"),
        CloseCode::ShardingRequired => {
            Some("the bot is in too many guilds for one shard: set gateway.shards to auto")
        }
        CloseCode::InvalidApiVersion => Some("Discord no longer serves this API version"),
        CloseCode::InvalidIntents => Some("Discord does not know the intents that were asked for"),
        CloseCode::DisallowedIntents => Some(
            "a privileged intent is not enabled: enable it in Discord's developer portal or turn off the feature that wants it",
        ),
        _ => None,
    }
}
