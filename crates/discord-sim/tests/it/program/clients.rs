//! Bots on libraries that nobody here wrote, against the program. `clients/` has their sources.
//!
//! `cargo xtask clients` installs the libraries; nothing here reaches a network.

use std::{path::PathBuf, process::Stdio};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use super::process::{PATIENCE, Program};
use crate::http::Http;

/// Libraries that could not be installed, named by `cargo xtask test`, which lists them as skipped.
const WITHOUT: &str = "GUILDHALL_WITHOUT_CLIENTS";

/// A library and how its bot is run.
struct Library {
    /// The folder of its bot.
    name: &'static str,
    lock: &'static str,
    program: &'static str,
    bot: &'static str,
    /// Names the folder of the installed packages.
    variable: &'static str,
    packages: &'static str,
}

const DISCORD_JS: Library = Library {
    name: "discord.js",
    lock: "package-lock.json",
    program: "node",
    bot: "bot.js",
    variable: "NODE_PATH",
    packages: "node_modules",
};

const DISCORD_PY: Library = Library {
    name: "discord.py",
    lock: "requirements.txt",
    program: "python3",
    bot: "bot.py",
    variable: "PYTHONPATH",
    packages: "packages",
};

const DISNAKE: Library = Library {
    name: "disnake",
    ..DISCORD_PY
};

impl Library {
    fn sources(&self) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("clients")
            .join(self.name)
    }

    /// The installed packages; none when they could not be installed and the run's summary says so.
    fn installed(&self) -> Option<PathBuf> {
        let without = std::env::var(WITHOUT).unwrap_or_default();
        if without.split(',').any(|name| name == self.name) {
            return None;
        }
        let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
        let cache = cache.filter(|folder| folder.is_absolute()).or_else(|| {
            let home = std::env::var_os("HOME")?;
            Some(PathBuf::from(home).join(".cache"))
        });
        let clients = cache.expect("a cache folder").join("guildhall/clients");
        let lock = std::fs::read(self.sources().join(self.lock)).expect("a lock file");
        let folders = std::fs::read_dir(&clients).into_iter().flatten().flatten();
        let mut fitting = folders.map(|entry| entry.path()).filter(|folder| {
            let named = folder.file_name().is_some_and(|name| {
                let name = name.to_string_lossy();
                name.starts_with(self.name) && !name.contains(".new-")
            });
            named && std::fs::read(folder.join(self.lock)).is_ok_and(|copy| copy == lock)
        });
        let found = fitting.next().unwrap_or_else(|| {
            panic!(
                "{} is not installed in {}: run cargo xtask clients",
                self.name,
                clients.display()
            )
        });
        Some(found.join(self.packages))
    }
}

/// A bot that runs; it ends with this value.
struct Bot {
    output: Lines<BufReader<ChildStdout>>,
    _child: Child,
}

impl Bot {
    fn start(library: &Library, packages: &PathBuf, sim: &Program, token: &str) -> Self {
        let mut child = Command::new(library.program)
            .arg(library.sources().join(library.bot))
            .env(library.variable, packages)
            .env("DISCORD_SIM", &sim.url)
            .env("DISCORD_TOKEN", token)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the bot starts");
        Self {
            output: BufReader::new(child.stdout.take().unwrap()).lines(),
            _child: child,
        }
    }

    /// Waits until the bot says this.
    async fn says(&mut self, word: &str) {
        let search = async {
            while let Some(line) = self.output.next_line().await.unwrap() {
                if line == word {
                    return;
                }
            }
            panic!("the bot ended before it said {word}");
        };
        tokio::time::timeout(PATIENCE, search)
            .await
            .expect("in time");
    }
}

/// Everything that a bot can be asked, through the program.
async fn the_painter_works(library: Library) {
    let Some(packages) = library.installed() else {
        // The summary of `cargo xtask test` names it.
        return;
    };
    let sim = Program::start(&[]).await;
    let mut bot = Bot::start(&library, &packages, &sim, "offline-painter");
    bot.says("ready").await;
    // disnake registers its commands after it is ready.
    sim.wait(0, "kind=request", |entry| {
        entry["what"]["request"]["operation"] == "bulk_set_application_commands"
    })
    .await;

    let state = sim.get("/state").await;
    assert_eq!(
        state["applications"][0]["commands"],
        json!(["measure", "paint"])
    );
    assert_eq!(state["applications"][0]["connected"], true);

    let choices = sim
        .act(json!({"do": "autocomplete", "command": "/paint colour:r|"}))
        .await;
    assert_eq!(choices["choices"], json!([{"name": "red", "value": "red"}]));

    let painted = sim
        .act(json!({"do": "slash", "command": "/paint colour:red"}))
        .await;
    assert_eq!(painted["message"]["text"], "The wall is red.");
    let message = painted["message"]["id"].clone();
    coats(&sim, &message).await;
    measures(&sim).await;

    let before = sim.get("/journal").await["last"].as_u64().unwrap();
    sim.post("/faults", json!({"gateway": "reconnect"})).await;
    bot.says("resumed").await;
    let op = |number: u64| move |entry: &Value| entry["what"]["gateway"]["op"] == number;
    sim.wait(before, "kind=gateway", op(6)).await;
    let page = sim
        .get(&format!("/journal?after={before}&kind=gateway"))
        .await;
    let identified = page["entries"].as_array().unwrap().iter().any(op(2));
    assert!(
        !identified,
        "{} resumes instead of identifying anew",
        library.name
    );
    let again = sim
        .act(json!({"do": "click", "message": message, "target": "Another coat"}))
        .await;
    assert_eq!(again["message"]["text"], "The wall is red, 3 coats.");

    assert_eq!(
        sim.get("/problems?final=true").await,
        json!({"problems": []})
    );
}

/// Button, select and modal.
async fn coats(sim: &Program, message: &Value) {
    let more = sim
        .act(json!({"do": "click", "message": message, "target": "Another coat"}))
        .await;
    assert_eq!(more["outcome"], "updated");
    assert_eq!(more["message"]["text"], "The wall is red, 2 coats.");

    let brush = json!({"do": "select", "message": message, "target": "Brush", "values": ["flat"]});
    let brush = sim.act(brush).await;
    assert_eq!(brush["message"]["text"], "A flat brush it is.");
    assert_eq!(brush["message"]["ephemeral"], true);

    let modal = sim
        .act(json!({"do": "click", "message": message, "target": "Sign it"}))
        .await;
    assert_eq!(modal["modal"]["title"], "Sign the wall");
    let interaction = &modal["modal"]["interaction"];
    let signed =
        json!({"do": "submit", "interaction": interaction, "values": {"Your name": "Bob"}});
    assert_eq!(sim.act(signed).await["message"]["text"], "Signed by Bob.");
}

/// An attachment that a person sends, and one that the bot sends.
async fn measures(sim: &Program) {
    let measured = json!({"do": "slash", "command": "/measure picture:cat.txt",
        "files": [{"name": "cat.txt", "text": "meow"}]});
    let measured = sim.act(measured).await;
    assert_eq!(measured["message"]["text"], "cat.txt has 4 bytes.");
    let copy = &measured["message"]["attachments"][0];
    assert_eq!(copy["filename"], "copy-of-cat.txt");
    let file = Http::new(&sim.url, None)
        .get(copy["url"].as_str().unwrap())
        .await;
    assert_eq!(file.bytes, "meow");
}

#[tokio::test]
async fn a_bot_on_discord_js_does_everything() {
    the_painter_works(DISCORD_JS).await;
}

#[tokio::test]
async fn a_bot_on_discord_py_does_everything() {
    the_painter_works(DISCORD_PY).await;
}

#[tokio::test]
async fn a_bot_on_disnake_does_everything() {
    the_painter_works(DISNAKE).await;
}
