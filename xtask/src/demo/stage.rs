//! The two processes of the demo and the way to talk to them.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};

use crate::console::Console;
use crate::demo::control::{Act, Named, Shown, State};
use crate::demo::http;
use crate::guard::{Guarded, Input, Output, describe};
use crate::workspace::{Profile, Workspace};

/// The demo's files, from the root folder.
pub(super) const FOLDER: &str = "var/demo";
const DATABASE: &str = "guildhall.db";
/// A slow machine needs a while to start a bot.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks at whether the bot is ready.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// Who plays, if the simulated world has somebody of this name.
const PLAYER: &str = "ann";

/// A running simulator with hangman connected to it.
pub(super) struct Stage {
    pub(super) person: Named,
    people: Vec<Named>,
    pub(super) folder: PathBuf,
    channel: Named,
    origin: String,
    // Dropped in this order: the bot says goodbye to a server that is still there.
    bot: Guarded,
    simulator: Guarded,
}

impl Stage {
    /// Builds the programs, starts both and waits until the bot is connected.
    ///
    /// # Errors
    /// When something does not build, start or connect in time.
    pub(super) fn build(
        workspace: &Workspace,
        console: &Console,
        verbose: bool,
    ) -> anyhow::Result<Self> {
        let build = workspace.cargo(["build", "--quiet", "--workspace", "--bins"]);
        console.note("building …");
        let status = Guarded::spawn(&build, Input::Empty, Output::Inherited)?.wait()?;
        ensure!(
            status.success(),
            "the programs do not build ({})",
            describe(status)
        );
        let folder = workspace.root().join(FOLDER);
        std::fs::create_dir_all(&folder).with_context(|| format!("failed to make {FOLDER}"))?;
        forget_database(&folder)?;

        let programs = workspace.programs(Profile::Dev);
        let mut simulator = workspace.program(programs.join("discord-sim"));
        simulator.args(["--listen", "127.0.0.1:0"]);
        let mut simulator = Guarded::spawn(&simulator, Input::Empty, Output::Piped)?;
        let origin = origin(&simulator.first_line(PATIENCE)?)?;
        console.note(format!("an offline Discord listens at {origin}"));

        let mut bot = workspace.program(programs.join("hangman"));
        bot.env("DISCORD_API_URL", &origin)
            .env("DATABASE_URL", format!("sqlite:{FOLDER}/{DATABASE}"))
            .env(
                "GUILDHALL__LOG__FILTER",
                if verbose { "info" } else { "error" },
            );
        let bot = Guarded::spawn(&bot, Input::Empty, Output::Inherited)?;

        let state = wait_for(&bot, "to connect", || {
            let state: State = http::get_json(&format!("{origin}/sim/v1/state"))?;
            Ok(state
                .applications
                .iter()
                .any(|application| application.connected)
                .then_some(state))
        })?;
        console.note("hangman is connected");
        let channel = state
            .guilds
            .into_iter()
            .find_map(|guild| guild.channels.into_iter().next());
        let channel = channel.context("the simulated world has no channel")?;
        let people = state.users;
        let person = people
            .iter()
            .find(|person| person.name == PLAYER)
            .or(people.first())
            .cloned()
            .context("the simulated world has no people")?;
        Ok(Self {
            person,
            people,
            folder,
            channel,
            origin,
            bot,
            simulator,
        })
    }

    /// Lets the person do something and returns what they see.
    ///
    /// # Errors
    /// When the simulator cannot be reached or refuses.
    pub(super) fn act(&self, act: &Act) -> anyhow::Result<Shown> {
        let mut shown: Shown = http::post_json(
            &format!("{}/sim/v1/act", self.origin),
            &act.body(&self.person, &self.channel),
        )?;
        if let Some(message) = &mut shown.message {
            message.rendered = self.with_names(&message.rendered);
        }
        Ok(shown)
    }

    /// Mentions of people as Discord shows them.
    fn with_names(&self, text: &str) -> String {
        self.people.iter().fold(text.to_owned(), |text, person| {
            let id = person.id.as_str().unwrap_or_default();
            text.replace(&format!("<@{id}>"), &format!("@{}", person.name))
        })
    }

    /// The first act: repeated while the bot is still registering its commands.
    ///
    /// # Errors
    /// As [`Stage::act`], and when the bot is not ready in time.
    pub(super) fn first(&self, act: &Act) -> anyhow::Result<Shown> {
        wait_for(&self.bot, "to register its commands", || {
            let shown = self.act(act)?;
            Ok((shown.outcome != "failed").then_some(shown))
        })
    }

    /// Stops both programs; the pictures stay.
    ///
    /// # Errors
    /// When a program does not end by itself or the database cannot be removed.
    pub(super) fn clear(mut self) -> anyhow::Result<()> {
        let status = self.bot.stop()?;
        ensure!(status.success(), "hangman ended with {}", describe(status));
        self.simulator.stop()?;
        forget_database(&self.folder)
    }
}

/// Asks until there is an answer, the bot is gone or patience runs out; the last error is the reason.
fn wait_for<T>(
    bot: &Guarded,
    what: &str,
    mut ask: impl FnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = ask();
        if let Ok(Some(answer)) = answer {
            return Ok(answer);
        }
        ensure!(
            bot.is_running()?,
            "hangman ended while the demo waited for it {what}"
        );
        if Instant::now() >= deadline {
            let late = format!("hangman took more than {} s {what}", PATIENCE.as_secs());
            match answer {
                Ok(_) => bail!(late),
                Err(error) => return Err(error.context(late)),
            }
        }
        std::thread::sleep(LOOK_AGAIN);
    }
}

/// The address in the simulator's first line.
fn origin(line: &str) -> anyhow::Result<String> {
    let word = line
        .split_whitespace()
        .find(|word| word.starts_with("http://"));
    let word = word.with_context(|| format!("the simulator named no address: {line:?}"))?;
    Ok(word.trim_end_matches(['/', '.', ',']).to_owned())
}

fn forget_database(folder: &Path) -> anyhow::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let file = folder.join(format!("{DATABASE}{suffix}"));
        if file.exists() {
            std::fs::remove_file(&file)
                .with_context(|| format!("failed to remove {}", file.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_a_sentence() {
        assert_eq!(
            origin("discord-sim listens at http://127.0.0.1:7000/.").unwrap(),
            "http://127.0.0.1:7000"
        );
        assert!(origin("ready").is_err());
    }
}
