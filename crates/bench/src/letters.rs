//! Letters clicked in many games of the real hangman bot, on Postgres.

use std::{
    collections::{HashMap, VecDeque},
    path::Path,
};

use anyhow::{Context as _, Result, ensure};
use rand::seq::SliceRandom as _;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until};

use crate::{
    Goal, Plan, Report,
    board::Board,
    database::Database,
    discord::{
        Answer,
        payload::{self, Interaction, Scene},
    },
    load::{Bot, Steady, pause},
    scenarios::push_steady,
    stats::Latencies,
};

/// Games are started this often per second, before anything is measured.
const STARTS_PER_SECOND: f64 = 100.0;

/// A running game of one person in a channel of their own.
struct Game {
    scene: Scene,
    message: u64,
    board: Board,
}

/// Starts games and clicks letters in them.
pub(crate) async fn run(
    plan: &Plan,
    programs: &Path,
    database: &Database,
    say: &dyn Fn(&str),
    report: &mut Report,
) -> Result<()> {
    let path = programs.join("hangman");
    if !path.is_file() {
        say("letters: hangman is not built, left out");
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let url = database.url_of("hangman")?;
    let mut bot = Bot::start(&path, folder.path(), &[("DATABASE_URL", &url)]).await?;
    say(&format!("letters: start {} games", plan.games));
    let outcome = async {
        let games = start(&mut bot, plan).await?;
        say(&format!("letters: {} per second", plan.rate));
        click(&mut bot, plan, games).await
    }
    .await;
    let steady = outcome.with_context(|| bot.program.last_words())?;
    push_steady(
        report,
        "letter click on Postgres",
        plan.rate,
        None,
        &steady,
        Goal::LETTER_P99,
    );
    Ok(())
}

async fn start(bot: &mut Bot, plan: &Plan) -> Result<VecDeque<Game>> {
    let mut waiting = HashMap::new();
    let mut games = VecDeque::new();
    let (mut sent, mut due) = (0, Instant::now());
    while games.len() < plan.games as usize {
        tokio::select! {
            () = sleep_until(due), if sent < plan.games => {
                let scene = Scene { person: u64::from(sent) + 1_000, channel: u64::from(sent) };
                let options = json!([{ "name": "start", "type": 1, "options": [] }]);
                let interaction = payload::command("hangman", &options, scene);
                waiting.insert(interaction.id, scene);
                bot.discord.send(interaction)?;
                sent += 1;
                due += pause(STARTS_PER_SECOND);
            }
            answer = bot.discord.answer() => {
                let answer = answer?;
                let scene = waiting.remove(&answer.interaction).context("no such start")?;
                let board = Board::read(&answer.body, &[]).with_context(|| said(&answer))?;
                ensure!(!board.letters.is_empty(), "no keyboard: {}", said(&answer));
                games.push_back(Game { scene, message: payload::snowflake(), board });
            }
        }
    }
    Ok(games)
}

/// Clicks until the plan is fulfilled or no game goes on.
async fn click(bot: &mut Bot, plan: &Plan, mut ready: VecDeque<Game>) -> Result<Steady> {
    let cpu = bot.program.cpu()?;
    let mut latencies = Latencies::new()?;
    let mut waiting = HashMap::new();
    let (mut sent, mut answered, mut due) = (0, 0_u32, Instant::now());
    loop {
        let more = sent < plan.clicks && !ready.is_empty();
        if !more && waiting.is_empty() {
            break;
        }
        tokio::select! {
            () = sleep_until(due), if more => {
                if let Some(mut game) = ready.pop_front() {
                    let interaction = game.click()?;
                    waiting.insert(interaction.id, game);
                    bot.discord.send(interaction)?;
                    sent += 1;
                    due += pause(plan.rate);
                }
            }
            answer = bot.discord.answer() => {
                let answer = answer?;
                latencies.record(answer.took);
                answered += 1;
                let mut game = waiting.remove(&answer.interaction).context("no such click")?;
                game.board = Board::read(&answer.body, &game.board.files).with_context(|| said(&answer))?;
                if !game.board.letters.is_empty() {
                    ready.push_back(game);
                }
            }
        }
    }
    ensure!(answered > 0, "no letter was clicked");
    let cpu = (bot.program.cpu()? - cpu).as_secs_f64() * 1e6;
    Ok(Steady {
        latencies,
        cpu_us: cpu / f64::from(answered),
    })
}

impl Game {
    /// A click on any letter that is left.
    fn click(&mut self) -> Result<Interaction> {
        self.board.letters.shuffle(&mut rand::rng());
        let letter = self.board.letters.first().context("no letter is left")?;
        let components: &Value = &self.board.components;
        let message = payload::message(self.message, self.scene, components, &self.board.files);
        Ok(payload::click(letter, self.scene, &message))
    }
}

fn said(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body)
        .chars()
        .take(2_000)
        .collect()
}
