//! The `main` of every bot: arguments, configuration, logs, signals, exit code.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use core_config::{Loaded, Section, Source};
use tokio::{
    signal::unix::{SignalKind, signal},
    time::interval,
};

use crate::{
    Bot, Running, Surroundings,
    failure::chain,
    process,
    telemetry::logs::{self, Sink},
};

/// How often is looked whether Discord has ended all shards for good.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Exit code for a configuration or command line that cannot be used (`sysexits.h`, `EX_CONFIG`).
const BAD_CONFIGURATION: u8 = 78;

/// Runs `bot` until it is told to stop. For `main`.
pub fn main<A, C>(bot: Bot<A, C>) -> ExitCode
where
    A: Send + Sync + 'static,
    C: Section + Send + 'static,
{
    match arguments(bot.name, bot.about) {
        Ok(Arguments::Run) => {}
        Ok(Arguments::Say(text)) => {
            say(&text);
            return ExitCode::SUCCESS;
        }
        Err(text) => {
            complain(&text);
            return ExitCode::from(BAD_CONFIGURATION);
        }
    }
    let source = Source::from_process();
    let loaded = match core_config::load::<C>(bot.name, &source) {
        Ok(loaded) => loaded,
        Err(errors) => {
            complain(&errors.to_string());
            return ExitCode::from(BAD_CONFIGURATION);
        }
    };
    let sink: Sink = logs::standard_error();
    let log = &loaded.settings.log;
    match logs::subscriber(bot.name, log.format, &log.filter, sink) {
        Ok(subscriber) => {
            // Fails only if a subscriber is set already, and then lines go there.
            drop(tracing::subscriber::set_global_default(subscriber));
        }
        Err(error) => {
            complain(&error.to_string());
            return ExitCode::from(BAD_CONFIGURATION);
        }
    }
    let name = bot.name;
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(target: "panic", place, "panic");
    }));
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!("start {name}: no threads: {error}"));
            return ExitCode::FAILURE;
        }
    };
    runtime.block_on(run(bot, loaded))
}

async fn run<A, C>(bot: Bot<A, C>, loaded: Loaded<C>) -> ExitCode
where
    A: Send + Sync + 'static,
    C: Section + Send + 'static,
{
    let name = bot.name;
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        tracing::error!("signals cannot be received");
        return ExitCode::FAILURE;
    };
    let starting = process::start(bot, loaded, Surroundings::default());
    let running = tokio::select! {
        running = starting => match running {
            Ok(running) => running,
            Err(error) => {
                tracing::error!("{name} did not start: {}", chain(&error));
                return if error.is_configuration() {
                    ExitCode::from(BAD_CONFIGURATION)
                } else {
                    ExitCode::FAILURE
                };
            }
        },
        _ = terminate.recv() => return ExitCode::SUCCESS,
        _ = interrupt.recv() => return ExitCode::SUCCESS,
    };
    let ended = tokio::select! {
        _ = terminate.recv() => None,
        _ = interrupt.recv() => None,
        problem = ended(&running) => Some(problem),
    };
    tracing::info!("{name} is stopping");
    running.stop().await;
    match ended {
        None => ExitCode::SUCCESS,
        Some(problem) => {
            tracing::error!("{name} ended: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn ended(running: &Running) -> String {
    let mut look = interval(LOOK_EVERY);
    loop {
        look.tick().await;
        if let Some(problem) = running.ended() {
            return problem;
        }
    }
}

enum Arguments {
    Run,
    Say(String),
}

fn arguments(name: &str, about: &str) -> Result<Arguments, String> {
    let mut given = std::env::args_os().skip(1);
    let Some(first) = given.next() else {
        return Ok(Arguments::Run);
    };
    match first.to_str() {
        Some("-h" | "--help" | "help") => Ok(Arguments::Say(help(name, about))),
        Some("-V" | "--version" | "version") => Ok(Arguments::Say(format!(
            "{name} {}\n",
            env!("CARGO_PKG_VERSION")
        ))),
        _ => Err(format!(
            "{name} does not know the argument {}; it is configured by files and variables: see {name} --help",
            PathBuf::from(first).display()
        )),
    }
}

fn help(name: &str, about: &str) -> String {
    format!(
        "{about}

Usage: {name}

Runs until it gets SIGTERM or Ctrl-C, then saves its session and finishes what it has begun.
It is configured by files in ./config (or GUILDHALL_CONFIG_DIR) and by variables:

  DISCORD_TOKEN     the bot's token; the only thing it cannot do without
  DATABASE_URL      postgres://… or sqlite:…; default sqlite:var/guildhall.db
  DISCORD_API_URL   another Discord-compatible server, such as http://127.0.0.1:7000
  GUILDHALL_ENV     development (default), staging or production

`guildhall config check {name}` checks all of it, `guildhall config show {name}` shows every
value and where it comes from.
"
    )
}

#[expect(clippy::print_stdout, reason = "the answer to --help and --version")]
fn say(text: &str) {
    print!("{text}");
}

#[expect(clippy::print_stderr, reason = "logs are not set up yet")]
fn complain(text: &str) {
    eprintln!("{}", text.trim_end());
}
