//! `discord-sim`: the simulator as a program, with one guild, a channel and two people, for bots in other processes.
#![expect(clippy::print_stdout, reason = "it tells its caller where it listens")]

use std::net::SocketAddr;

use anyhow::Context;
use clap::Parser;
use discord_sim::{Settings, Sim};

/// An offline Discord. Any bot token is accepted and its bot is added to the guild.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:7000")]
    listen: SocketAddr,
    /// Check every request and answer against Discord's OpenAPI description, where the file is found.
    #[arg(long)]
    oracle: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let settings = Settings {
        listen: arguments.listen,
        auto_applications: true,
        oracle: arguments.oracle,
        ..Settings::default()
    };
    let sim = Sim::start(settings)?;
    let guild = sim.guild("Guildhall");
    guild.text_channel("general");
    guild.person("ann");
    guild.person("bob");
    println!("discord-sim listens on {}", sim.url());
    stopped().await
}

/// Returns on Ctrl-C or SIGTERM.
async fn stopped() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate()).context("listen for SIGTERM")?;
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended.context("listen for ctrl-c"),
        _ = terminate.recv() => Ok(()),
    }
}
