//! A bot inside the test's process: on a thread and a tokio runtime of its own, with its own log.

use std::{net::SocketAddr, sync::Arc, thread::JoinHandle, time::Duration};

use anyhow::{Context as _, Result, anyhow};
use core_config::{Section, Source};
use runtime::{Bot, Running, Surroundings};
use tokio::{runtime::Handle, sync::oneshot};

use crate::Log;

/// Where a running bot serves its health and takes signed requests, and its runtime.
type Started = (Option<SocketAddr>, Option<SocketAddr>, Handle);

/// How a running bot is told to end.
enum End {
    /// As by SIGTERM; says how many handlers were cut off.
    Stop(oneshot::Sender<usize>),
}

/// A bot that runs. Dropping it ends it at once, without a word.
#[derive(Debug)]
pub(crate) struct InProcess {
    health: Option<SocketAddr>,
    http: Option<SocketAddr>,
    runtime: Handle,
    end: Option<oneshot::Sender<End>>,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("End")
    }
}

impl InProcess {
    /// Starts a bot and waits until it runs or has said why not.
    pub(crate) async fn start<A, C>(
        bot: Bot<A, C>,
        source: Source,
        around: Surroundings,
        log: Log,
    ) -> Result<Self>
    where
        A: Send + Sync + 'static,
        C: Section + Send + 'static,
    {
        let (started, starting) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name(format!("bot-{}", bot.name()))
            .spawn(move || {
                if let Err(error) = live(bot, &source, around, log, started, ended) {
                    tracing::error!("{error:#}");
                }
            })
            .context("start the bot's thread")?;
        match starting.await {
            Ok(Ok((health, http, runtime))) => Ok(Self {
                health,
                http,
                runtime,
                end: Some(end),
                thread: Some(thread),
            }),
            Ok(Err(problem)) => Err(anyhow!("the bot did not start: {problem}")),
            Err(_) => Err(anyhow!("the bot's thread ended before it started")),
        }
    }

    /// Address of its health server, if it runs.
    pub(crate) const fn health(&self) -> Option<SocketAddr> {
        self.health
    }

    /// Where it takes signed requests, if it does.
    pub(crate) const fn http(&self) -> Option<SocketAddr> {
        self.http
    }

    /// How long its threads have worked so far, all together.
    pub(crate) fn busy(&self) -> Duration {
        let metrics = self.runtime.metrics();
        let workers = 0..metrics.num_workers();
        workers
            .map(|worker| metrics.worker_total_busy_duration(worker))
            .sum()
    }

    /// Ends it as SIGTERM would; says how many handlers were cut off.
    pub(crate) async fn stop(mut self) -> usize {
        let (said, left) = oneshot::channel();
        if let Some(end) = self.end.take() {
            // A bot that has ended has nothing left to cut off.
            drop(end.send(End::Stop(said)));
        }
        let left = left.await.unwrap_or(0);
        if let Some(thread) = self.thread.take() {
            drop(tokio::task::spawn_blocking(move || thread.join()).await);
        }
        left
    }
}

impl Drop for InProcess {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn live<A, C>(
    bot: Bot<A, C>,
    source: &Source,
    around: Surroundings,
    log: Log,
    started: oneshot::Sender<Result<Started, String>>,
    ended: oneshot::Receiver<End>,
) -> Result<()>
where
    A: Send + Sync + 'static,
    C: Section + Send + 'static,
{
    let loaded = match core_config::load::<C>(bot.name(), source) {
        Ok(loaded) => loaded,
        Err(errors) => {
            drop(started.send(Err(errors.to_string())));
            return Ok(());
        }
    };
    let settings = &loaded.settings.log;
    let sink = Arc::new(move |line: &str| log.push(line));
    let subscriber = runtime::subscriber(bot.name(), settings.format, &settings.filter, sink)?;
    let dispatch = tracing::Dispatch::new(subscriber);
    let for_threads = dispatch.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .on_thread_start(move || {
            // The thread belongs to this bot for good, so its log does too.
            std::mem::forget(tracing::dispatcher::set_default(&for_threads));
        })
        .build()
        .context("start the bot's runtime")?;
    let _log = tracing::dispatcher::set_default(&dispatch);
    runtime.block_on(async {
        let running: Running = match runtime::start(bot, loaded, around).await {
            Ok(running) => running,
            Err(error) => {
                drop(started.send(Err(format!("{:#}", anyhow::Error::new(error)))));
                return;
            }
        };
        let addresses = (running.health(), running.http());
        drop(started.send(Ok((addresses.0, addresses.1, Handle::current()))));
        match ended.await {
            Ok(End::Stop(said)) => {
                let left = running.stop().await;
                // Whoever asked may have given up.
                let _ = said.send(left);
            }
            Err(_) => drop(running),
        }
    });
    runtime.shutdown_background();
    Ok(())
}
