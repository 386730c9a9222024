//! One shard's loop: frames in, heartbeats by twilight, sessions saved, an end that can be
//! resumed.

use std::{sync::Arc, time::Duration};

use futures_util::{FutureExt as _, StreamExt as _, future::BoxFuture};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::{
    sync::watch,
    time::{Instant, MissedTickBehavior, interval, sleep_until, timeout},
};
use tracing::Instrument as _;
use twilight_gateway::{
    CloseFrame, ConfigBuilder, Intents, Message, Session, Shard, ShardId, queue::InMemoryQueue,
};
use twilight_model::gateway::{CloseCode, payload::outgoing::identify::IdentifyProperties};

use super::{
    frame::Frame,
    relay::Way,
    session::SessionKeeper,
    status::{ShardState, ShardStatus},
};
use crate::{failure::chain, hall::Hall, process::stopped, turn};

/// How often a running session is saved.
const SAVE_EVERY: Duration = Duration::from_secs(5);
/// How long a reconnection waits for the session to be saved: a successor that has claimed it
/// must not lose it, and a database that hangs must not keep the bot away.
const SAVE_WITHIN: Duration = Duration::from_secs(2);
/// How long the end of the connection is waited for after asking for it.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);
/// Any code but 1000 and 1001 keeps the session (`topics/gateway.mdx`, Initiating a disconnect).
const CLOSE_RESUMABLE: CloseFrame<'static> = CloseFrame::new(4000, "going on in another process");

/// What a shard needs to start.
#[derive(Clone)]
pub(crate) struct ShardSetup {
    pub(crate) id: ShardId,
    pub(crate) token: SecretString,
    pub(crate) intents: Intents,
    pub(crate) gateway_url: String,
    pub(crate) way: Way,
    pub(crate) queue: InMemoryQueue,
    pub(crate) owner: String,
    pub(crate) status: Arc<ShardStatus>,
    pub(crate) on_guild: Arc<dyn Fn(u64) + Send + Sync>,
}

/// A save that is under way.
type Saving = BoxFuture<'static, bool>;

/// What makes the loop turn.
enum Input {
    Frame(Message),
    Broken(twilight_gateway::error::ReceiveMessageError),
    Tick,
    /// A save has ended; `false` if a successor has the session.
    Saved(bool),
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
    // twilight forgets where to resume when a connection fails; the session is saved with it all the same.
    let (mut shard, mut resume_url) = match open(&setup, &keeper).await {
        Ok(opened) => opened,
        Err(error) => {
            tracing::error!(error = chain(&error), "session could not be claimed");
            setup.status.end("the database did not answer".to_owned());
            return;
        }
    };
    let mut tick = interval(SAVE_EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut closing: Option<Instant> = None;
    let mut saving: Option<Saving> = None;
    let mut taken_over = shard.session().is_some();
    loop {
        let input = next(&mut shard, &mut tick, &mut shutdown, closing, &mut saving).await;
        match input {
            Input::Frame(Message::Text(text)) => {
                let frame = Frame::read(&text);
                if matches!(frame, Frame::Ready { .. }) {
                    resume_url = shard.resume_url().map(|url| setup.way.real(url));
                }
                if matches!(frame, Frame::Ready { .. } | Frame::Resumed) {
                    // A crash in the first seconds is resumed as well.
                    tick.reset_immediately();
                }
                if matches!(frame, Frame::Resumed) {
                    tracing::info!("session resumed");
                    if std::mem::take(&mut taken_over) {
                        let greet = greet(Arc::clone(&hall), setup.clone());
                        hall.running.spawn(greet.in_current_span());
                    }
                }
                dispatch(&hall, &setup, frame);
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
                // First the save that is under way: nobody drives it here, and it may hold what the next one waits for.
                let under_way = saving.take();
                let last = save(keeper.clone(), session_of(&shard, resume_url.as_deref()));
                let saved = timeout(SAVE_WITHIN, async {
                    match under_way {
                        Some(under_way) => under_way.await && last.await,
                        None => last.await,
                    }
                })
                .await;
                if saved == Ok(false) {
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
                // Beside the loop: a database that hangs must not hold up what comes in.
                if saving.is_none() {
                    saving = Some(
                        save(keeper.clone(), session_of(&shard, resume_url.as_deref())).boxed(),
                    );
                }
            }
            Input::Saved(ours) => {
                saving = None;
                if !ours {
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
        // An older state must not arrive after the last one.
        if let Some(saving) = saving {
            saving.await;
        }
        save(keeper, session_of(&shard, resume_url.as_deref())).await;
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
    saving: &mut Option<Saving>,
) -> Input {
    tokio::select! {
        biased;
        () = stopped(shutdown), if closing.is_none() => Input::Shutdown,
        () = sleep_until(closing.unwrap_or_else(Instant::now)), if closing.is_some() => Input::Shutdown,
        ours = async { match saving {
            Some(saving) => saving.await,
            None => std::future::pending().await,
        } } => Input::Saved(ours),
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
) -> Result<(Shard<InMemoryQueue>, Option<String>), db::DbError> {
    let mut config = ConfigBuilder::new(setup.token.expose_secret().to_owned(), setup.intents)
        .identify_properties(IdentifyProperties::new(
            "guildhall",
            "guildhall",
            std::env::consts::OS,
        ))
        .proxy_url(setup.way.through(&setup.gateway_url))
        .queue(setup.queue.clone());
    let mut resume_url = None;
    if let Some((session, claimed)) = keeper.claim().await? {
        tracing::info!("going on with the session of an earlier process");
        config = config
            .session(session)
            .resume_url(setup.way.through(&claimed));
        resume_url = Some(claimed);
    }
    let shard = Shard::with_config(setup.id, config.build());
    Ok((shard, resume_url))
}

fn session_of(shard: &Shard<InMemoryQueue>, resume_url: Option<&str>) -> Option<(Session, String)> {
    Some((shard.session()?.clone(), resume_url?.to_owned()))
}

/// Saves the session, if there is one; `false` if a successor has it.
async fn save(keeper: SessionKeeper, session: Option<(Session, String)>) -> bool {
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

/// Looks after the guilds that earlier processes told their commands: with a session that was
/// taken over, Discord does not say which guilds there are.
async fn greet<A: Send + Sync + 'static>(hall: Arc<Hall<A>>, setup: ShardSetup) {
    let scopes = match db::manifests::scopes(&hall.db, &hall.bot_id).await {
        Ok(scopes) => scopes,
        Err(error) => {
            tracing::warn!(error = chain(&error), "guilds could not be looked up");
            return;
        }
    };
    let total = u64::from(setup.id.total());
    for guild in scopes.iter().filter_map(|scope| scope.parse::<u64>().ok()) {
        // Which shard has a guild: topics/gateway.mdx, Sharding.
        if (guild >> 22) % total == u64::from(setup.id.number()) {
            setup.status.joined(guild);
            (setup.on_guild)(guild);
        }
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
