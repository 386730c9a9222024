//! `discord-sim`: the simulator as a program, for bots in other processes and other languages.

mod arguments;
mod greeting;
mod watch;

use std::{
    io::{self, Write as _},
    net::SocketAddr,
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Parser;
use discord_sim::{Scenario, Settings, Sim, WorldFile};

use self::arguments::Arguments;

/// The world without `--world`, and a model for others.
const WORLD: &str = include_str!("world.yaml");
/// Exit code when there were problems and `--fail-on-problems` was said.
const PROBLEMS: u8 = 3;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            // Who closed the terminal does not read it.
            let _told = writeln!(io::stderr(), "{error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.print_world {
        say(WORLD.trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.print_schema {
        say(&format!("{:#}", WorldFile::schema()));
        return Ok(ExitCode::SUCCESS);
    }
    let (world, continues) = world(arguments)?;
    let scenario = match &arguments.scenario {
        Some(path) => Some(Scenario::read(path)?),
        None => None,
    };
    if arguments.check {
        say("nothing is wrong");
        return Ok(ExitCode::SUCCESS);
    }
    stay_home(arguments.listen, arguments.allow_remote)?;
    let settings = settings(&world, arguments);
    let any_token = settings.auto_applications;
    let stopped = stopped()?;
    let sim = Sim::start_as(&world, settings)?;
    let seed = scenario.map(|scenario| {
        sim.play(match arguments.seed {
            Some(seed) => scenario.seeded(seed),
            None => scenario,
        })
    });
    say(&format!("discord-sim listens on {}", sim.url()));
    say(&greeting::text(&sim, any_token, seed));
    if let Some(saving) = sim.saving() {
        say(&greeting::saved(&sim, &saving.now(), continues));
    }
    let watching = watch::watch(sim.journal(), arguments.verbose, say);
    tokio::select! {
        () = watching => {}
        () = watch::saving(sim.saving(), say) => {}
        () = stopped => {}
    }
    let code = farewell(&sim, arguments.fail_on_problems);
    if let Some(file) = &arguments.state {
        sim.save(file)?;
    }
    Ok(code)
}

/// The world to begin with, and whether it has begun: then it is the one that the saved world began with.
fn world(arguments: &Arguments) -> anyhow::Result<(WorldFile, bool)> {
    if let Some(file) = &arguments.state
        && file.exists()
    {
        let founding = WorldFile::founding(file)?;
        return Ok((founding.unwrap_or_default(), true));
    }
    let world = match &arguments.world {
        Some(path) => WorldFile::read(path)?,
        None => WorldFile::parse(WORLD, "the built-in world")?,
    };
    Ok((world, false))
}

/// A line on the terminal. A reader who has gone is no reason to stop.
fn say(line: &str) {
    let _read_or_gone = writeln!(io::stdout(), "{line}");
}

/// The settings of the world, with what the command line says over them.
fn settings(world: &WorldFile, arguments: &Arguments) -> Settings {
    let base = Settings {
        listen: arguments.listen,
        public: arguments.public.clone(),
        control_hosts: arguments.control_host.clone(),
        auto_applications: true,
        oracle: arguments.oracle,
        page: arguments.page.clone(),
        state: arguments.state.clone(),
        ..Settings::default()
    };
    let mut settings = world.settings().over(base);
    if arguments.strict {
        settings.strict = true;
        settings.auto_applications = false;
    }
    settings
}

/// Refuses to be reachable by others unless that is wanted: whoever reaches it may act as anybody.
fn stay_home(listen: SocketAddr, allowed: bool) -> anyhow::Result<()> {
    if !allowed && !listen.ip().is_loopback() {
        bail!(
            "{listen} is no loopback address: other machines could act as anybody here; listen on 127.0.0.1, or say \
             --allow-remote"
        );
    }
    Ok(())
}

/// Says what was wrong over all, and with which code to end.
fn farewell(sim: &Sim, fail: bool) -> ExitCode {
    let problems = sim.finish();
    if problems.is_empty() {
        say("no problems");
        return ExitCode::SUCCESS;
    }
    say(&format!("{} problems:", problems.len()));
    for problem in &problems {
        say(&format!("  {problem}"));
    }
    if fail {
        ExitCode::from(PROBLEMS)
    } else {
        ExitCode::SUCCESS
    }
}

/// Ends on Ctrl-C or SIGTERM, from now on.
fn stopped() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate()).context("listen for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("listen for ctrl-c")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_world_is_sound() {
        let world = WorldFile::parse(WORLD, "world.yaml").unwrap();
        let settings = world.settings().over(Settings::default());
        assert!(settings.auto_applications && !settings.strict);
    }

    #[test]
    fn only_loopback_addresses_are_listened_on_unasked() {
        for home in ["127.0.0.1:0", "127.8.0.1:1", "[::1]:0"] {
            assert!(stay_home(home.parse().unwrap(), false).is_ok(), "{home}");
        }
        for away in ["0.0.0.0:0", "10.0.0.1:1", "[::]:0"] {
            let away = away.parse().unwrap();
            assert!(stay_home(away, false).is_err() && stay_home(away, true).is_ok());
        }
    }
}
