//! A simulator with a bot that shows everything a message can hold, to work on the page:
//!
//! ```sh
//! cargo run -p showcase -- --listen 127.0.0.1:7000 --page crates/playground/page
//! ```

use std::{net::SocketAddr, path::PathBuf};

use clap::Parser;
use discord_sim::{Settings, Sim};

/// A simulator with a bot that shows everything a message can hold.
#[derive(Debug, Parser)]
struct Arguments {
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:7000")]
    listen: SocketAddr,
    /// Serve the page from this folder
    #[arg(long)]
    page: Option<PathBuf>,
    /// Messages that are in #long from the start
    #[arg(long, default_value_t = 500)]
    messages: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let sim = Sim::start(Settings {
        listen: arguments.listen,
        page: arguments.page,
        ..showcase::settings()
    })?;
    let hall = showcase::found(&sim);
    hall.fill(arguments.messages)?;
    hall.bot.register().await;
    hall.bot.post_everything(&hall.gallery).await;
    #[expect(clippy::print_stdout, reason = "a program that tells where it is")]
    {
        println!("{}/play/", sim.url());
    }
    tokio::select! {
        () = hall.bot.serve() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(())
}
