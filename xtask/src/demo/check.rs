//! `--check`: the page is there with its policy, and every bot answers a command.

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::demo::hall::Hall;
use crate::demo::http;

/// Who asks the bots, and where.
const PERSON: &str = "ann";
const CHANNEL: &str = "bot-test";
/// What the page's head has to have.
const POLICY: &str = "content-security-policy: default-src 'none'";
/// What its text has to have.
const ROOT: &str = "id=\"app\"";
/// Types of a command and of the options that hold others (Discord's application command object).
const CHAT_INPUT: u64 = 1;
const NESTS: [u64; 2] = [1, 2];

#[derive(Deserialize)]
struct World {
    guilds: Vec<Guild>,
}

#[derive(Deserialize)]
struct Guild {
    channels: Vec<Channel>,
}

#[derive(Deserialize)]
struct Channel {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Offered {
    applications: Vec<Named>,
    commands: Vec<Value>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Outcome {
    outcome: String,
    #[serde(default)]
    error: Option<String>,
}

/// Looks at the page and uses a command of every bot that was started.
///
/// # Errors
/// What is not as it should be.
pub(super) fn run(hall: &mut Hall<'_>, wanted: &[String]) -> anyhow::Result<()> {
    let page = http::get(&hall.page())?;
    ensure!(
        page.head.to_ascii_lowercase().contains(POLICY),
        "the page comes without its policy:\n{}",
        page.head
    );
    ensure!(
        String::from_utf8_lossy(&page.body).contains(ROOT),
        "{} is not the page",
        hall.page()
    );
    let url = hall.url().to_owned();
    let world: World = http::get_json(&format!("{url}/sim/v1/state"))?;
    let mut channels = world.guilds.into_iter().flat_map(|guild| guild.channels);
    let channel = channels.find(|channel| channel.name == CHANNEL);
    let channel = channel.with_context(|| format!("the world has no channel {CHANNEL}"))?;
    let offered: Offered = http::get_json(&format!(
        "{url}/sim/v1/as/{PERSON}/channels/{}/commands",
        channel.id
    ))?;
    for bot in wanted {
        ensure!(hall.bots().any(|up| up == bot), "{bot} does not run");
        let command = offered
            .command(bot)
            .with_context(|| format!("{bot} offers no command that needs no options"))?;
        let act = json!({"user": PERSON, "channel": channel.id, "do": "slash", "command": command});
        let outcome: Outcome = http::post_json(&format!("{url}/sim/v1/act"), &act)?;
        ensure!(
            outcome.outcome != "failed",
            "{bot} does not answer {command}: {}",
            outcome.error.unwrap_or_default()
        );
        hall.note(&format!("{bot} answers {command}"));
    }
    Ok(())
}

impl Offered {
    /// A command of a bot as a person types it, one that asks for nothing more.
    fn command(&self, bot: &str) -> Option<String> {
        let id = &self.applications.iter().find(|one| one.name == bot)?.id;
        let mut own = self.commands.iter().filter(|command| {
            command["application_id"] == json!(id)
                && command["type"].as_u64().unwrap_or(CHAT_INPUT) == CHAT_INPUT
        });
        own.find_map(|command| typed(command).map(|words| format!("/{words}")))
    }
}

/// The words of a command, with those of the first subcommand that asks for nothing.
fn typed(command: &Value) -> Option<String> {
    let name = command["name"].as_str()?;
    let options = command["options"].as_array().cloned().unwrap_or_default();
    let nests = |option: &Value| NESTS.iter().any(|kind| option["type"] == json!(kind));
    if options.iter().any(nests) {
        let below = options.iter().find_map(typed)?;
        return Some(format!("{name} {below}"));
    }
    let asks = options.iter().any(|option| option["required"] == true);
    (!asks).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_command_that_asks_for_nothing_is_used() {
        let offered: Offered = serde_json::from_value(json!({
            "applications": [{"id": "1", "name": "hangman"}, {"id": "2", "name": "other"}],
            "commands": [
                {"application_id": "2", "type": 1, "name": "other"},
                {"application_id": "1", "type": 3, "name": "Inspect"},
                {"application_id": "1", "type": 1, "name": "guess",
                    "options": [{"type": 3, "name": "letter", "required": true}]},
                {"application_id": "1", "type": 1, "name": "hangman", "options": [
                    {"type": 1, "name": "word", "options": [{"type": 3, "name": "text", "required": true}]},
                    {"type": 2, "name": "my", "options": [{"type": 1, "name": "score"}]}]},
            ]
        }))
        .unwrap();
        assert_eq!(offered.command("hangman").unwrap(), "/hangman my score");
        assert_eq!(offered.command("other").unwrap(), "/other");
        assert_eq!(offered.command("nobody"), None);
    }
}
