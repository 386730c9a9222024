//! What the program says when it starts: where it is, who is there, and how a bot gets in.

use std::{fmt::Write as _, time::Duration};

use discord_sim::{Saved, Sim};
use serde_json::Value;

/// Names that are listed one by one; more are counted.
const LISTED: usize = 8;

/// How far from the real time a clock is worth mentioning.
const AWAY: Duration = Duration::from_secs(1);

/// The whole greeting. `seed` is the scenario's.
pub(crate) fn text(sim: &Sim, any_token: bool, seed: Option<u64>) -> String {
    let world = sim.world_file().json();
    let address = sim.address();
    let url = sim.url();
    let mut text = String::new();
    let mut line = |name: &str, what: String| {
        let _infallible = writeln!(text, "  {name:<13} {what}");
    };
    for guild in list(&world["guilds"]).iter().take(LISTED) {
        let channels = names(&guild["channels"], |channel| {
            let kind = channel["kind"].as_str().unwrap_or("text");
            let name = channel["name"].as_str().unwrap_or_default();
            if kind == "text" {
                format!("#{name}")
            } else {
                format!("{name} ({kind})")
            }
        });
        let id = guild["id"].as_str().unwrap_or_default();
        let name = guild["name"].as_str().unwrap_or_default();
        let owner = guild["owner"].as_str().unwrap_or_default();
        line(
            "guild",
            format!("{name}, id {id}, owned by {owner}: {channels}"),
        );
    }
    if list(&world["guilds"]).len() > LISTED {
        line(
            "",
            format!("… {} guilds in all", list(&world["guilds"]).len()),
        );
    }
    let person = |person: &Value| person["name"].as_str().unwrap_or_default().to_owned();
    line("people", names(&world["people"], person));
    for application in list(&world["applications"]).iter().take(LISTED) {
        let name = application["name"].as_str().unwrap_or_default();
        let token = application["token"].as_str().unwrap_or_default();
        line("bot", format!("{name}, token {token}"));
    }
    if any_token {
        line(
            "tokens",
            "any: its first sight makes the application and adds it to every guild".to_owned(),
        );
    } else {
        line("tokens", "only those above".to_owned());
    }
    let oracle = if sim.has_oracle() {
        "every request and answer is held against Discord's OpenAPI description"
    } else {
        "off (--oracle, with DISCORD_OPENAPI naming Discord's openapi.json)"
    };
    line("oracle", oracle.to_owned());
    if let Some(seed) = seed {
        line("scenario", format!("plays with seed {seed}"));
    }
    let _infallible = write!(
        text,
        "\nPoint a bot here:\n  \
         twilight      Client::builder().proxy(\"{address}\".into(), true)\n  \
         {:14}ConfigBuilder::new(token, intents).proxy_url(\"ws://{address}\".into())\n  \
         discord.js    new Client({{ intents, rest: {{ api: \"{url}/api\" }} }})\n  \
         discord.py    discord.http.Route.BASE = \"{url}/api/v10\"\n  \
         {:14}discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(\"ws://{address}\")\n\
         \nUse them in a browser: {url}/play/\n\nAct and look: {url}/sim/v1/openapi.json\n",
        "", ""
    );
    text
}

/// Where the world is saved, and what of it is not as a fresh one's.
pub(crate) fn saved(sim: &Sim, saved: &Saved, continues: bool) -> String {
    let file = saved.file.display();
    let mut text = if continues {
        format!("The world goes on as it was saved in {file} (--world only begins one).")
    } else {
        format!("The world begins now and is saved in {file}.")
    };
    let clock = sim.clock();
    let (now, real) = (clock.now(), discord_sim::Moment::real());
    let away = now.since(real).max(real.since(now));
    let _infallible = if clock.is_frozen() {
        write!(text, " Its clock stands still at {}.", now.iso())
    } else if away >= AWAY {
        write!(text, " Its clock shows {}.", now.iso())
    } else {
        Ok(())
    };
    text.push('\n');
    text
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The first few, and how many more there are.
fn names(value: &Value, name: impl Fn(&Value) -> String) -> String {
    let all = list(value);
    let mut shown: Vec<String> = all.iter().take(LISTED).map(name).collect();
    if all.len() > LISTED {
        shown.push(format!("and {} more", all.len() - LISTED));
    }
    if shown.is_empty() {
        "none".to_owned()
    } else {
        shown.join(", ")
    }
}
