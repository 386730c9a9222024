//! The real program is killed over and over in the middle of games; whoever plays loses nothing they have seen.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::time::{Duration, Instant};

use discord_sim::{MessageView, Seat, Shown};
use hangman::app::App;
use hangman::config::Config;
use hangman::domain::game::Status;
use hangman::domain::letter::Letter;
use hangman::domain::round::RoundId;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use testkit::{Kind, Program, Stage};

use super::rows::Rows;
use super::{game_of, hearts, key, letters_of, until, used};

const SEED: u64 = 20_261_120;
/// More than Discord waits for an answer.
const TOO_LATE: Duration = Duration::from_secs(4);

/// Starts the real program on a stage without a bot.
pub(super) async fn start(stage: &Stage<App, Config>) -> Program {
    start_with(stage, &[], stage.log.clone())
}

/// The same with more variables, and a log of its own.
pub(super) fn start_with(
    stage: &Stage<App, Config>,
    more: &[(&str, &str)],
    log: testkit::Log,
) -> Program {
    let mut variables = BTreeMap::from(
        [
            ("DISCORD_TOKEN", stage.application.token()),
            ("DISCORD_API_URL", stage.sim.url()),
            ("DATABASE_URL", stage.database.url().to_owned()),
            ("GUILDHALL__LOG__FORMAT", "json".to_owned()),
            ("GUILDHALL__ABUSE__COMMANDS", "1000".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    let more = more.iter().map(|(name, value)| (*name, *value));
    variables.extend(more.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let binary = env!("CARGO_BIN_EXE_hangman");
    Program::start(binary, stage.database.folder(), &variables, log).unwrap()
}

async fn ready(stage: &Stage<App, Config>) {
    let patience = Duration::from_secs(20);
    let connected = stage
        .sim
        .gateway()
        .wait_connected(stage.application.id(), true);
    tokio::time::timeout(patience, connected)
        .await
        .unwrap_or_else(|_| panic!("not connected:\n{}", stage.log.lines().join("\n")));
    assert!(stage.application.has_command("hangman", patience).await);
}

/// A game as its player has seen it.
struct Seen {
    board: MessageView,
    game: RoundId,
    used: BTreeSet<char>,
    lives: usize,
}

impl Seen {
    fn new(board: MessageView) -> Self {
        Self {
            game: game_of(&board),
            used: used(&board),
            lives: hearts(&board),
            board,
        }
    }

    /// Looks at the message; `false` when it shows the end.
    fn look(&mut self, stage: &Stage<App, Config>) -> bool {
        self.board = stage.sim.message(self.board.id).unwrap();
        if self.board.buttons().len() == 1 {
            return false;
        }
        let (now, lives) = (used(&self.board), hearts(&self.board));
        assert!(
            self.used.is_subset(&now),
            "{:?} were used, now {now:?}",
            self.used
        );
        assert!(lives <= self.lives, "{} lives became {lives}", self.lives);
        (self.used, self.lives) = (now, lives);
        true
    }

    /// The row has all that was seen, or more.
    async fn compare(&self, rows: &Rows) {
        let round = rows.round(self.game).await;
        let tried: BTreeSet<char> = round
            .game
            .team()
            .tried()
            .iter()
            .map(Letter::upper)
            .collect();
        assert!(
            self.used.is_subset(&tried),
            "seen {:?}, kept {tried:?}",
            self.used
        );
        let left = usize::from(round.game.lives() - round.game.mistakes());
        assert!(left <= self.lives, "seen {} lives, kept {left}", self.lives);
    }
}

struct Scene {
    stage: Stage<App, Config>,
    rows: Rows,
    program: Option<Program>,
    rng: StdRng,
}

impl Scene {
    async fn open(kind: Kind) -> Self {
        let stage = Stage::new(hangman::bot)
            .on(kind)
            .without_bot()
            .start()
            .await;
        let program = Some(start(&stage).await);
        ready(&stage).await;
        let rows = Rows::look(&stage).await;
        Self {
            stage,
            rows,
            program,
            rng: StdRng::seed_from_u64(SEED),
        }
    }

    /// SIGKILL, and a new process.
    async fn kill(&mut self) {
        self.program.take().unwrap().kill().unwrap();
        let gone = self
            .stage
            .sim
            .gateway()
            .wait_connected(self.stage.application.id(), false);
        tokio::time::timeout(TOO_LATE, gone).await.unwrap();
    }

    async fn restart(&mut self) {
        self.program = Some(start(&self.stage).await);
        ready(&self.stage).await;
    }

    /// Does `act` and kills the program at a moment that chance chooses: before, during or after.
    async fn killed_during(
        &mut self,
        act: impl Future<Output = Result<Shown, discord_sim::DriverError>>,
        changed: impl AsyncFn() -> bool,
    ) -> &'static str {
        let mut act = pin!(act);
        let (moment, done) = match self.rng.random_range(0..4) {
            0 => ("before", false),
            1 => {
                let micros = self.rng.random_range(0..15_000);
                let early = tokio::time::timeout(Duration::from_micros(micros), &mut act).await;
                ("during", early.is_ok())
            }
            2 => tokio::select! {
                biased;
                _ = &mut act => ("saved", true),
                () = until("the row changes", async || changed().await) => ("saved", false),
            },
            _ => {
                act.as_mut().await.unwrap();
                ("after", true)
            }
        };
        self.kill().await;
        if !done {
            // Whoever waits for an answer of the dead is told by Discord after three seconds.
            let clock = self.stage.sim.clock().clone();
            let (late, ()) = tokio::join!(act, async {
                until("the event was sent", async || {
                    !self.stage.sim.pending().is_empty() || changed().await
                })
                .await;
                clock.advance(TOO_LATE);
            });
            late.unwrap();
        }
        self.stage.forgive_unanswered();
        moment
    }

    /// The running game's message, in whatever state the last process left things: the start that was cut off may be
    /// delivered again to the new process, and be on its way there.
    async fn board(&self, seat: &Seat) -> MessageView {
        testkit::until("a running game", async || {
            for command in ["/hangman start", "/hangman resume"] {
                let shown = seat.slash(command).await.unwrap().message().unwrap();
                if !shown.ephemeral {
                    return Some(shown);
                }
            }
            None
        })
        .await
    }
}

async fn killed(kind: Kind, kills: usize) {
    let started = Instant::now();
    let mut scene = Scene::open(kind).await;
    let mut moments: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut finished, mut number) = (0, 0);
    let mut playing: Option<(Seat, Seen)> = None;
    for _ in 0..kills {
        let Some((seat, mut seen)) = playing.take() else {
            // The start itself is hit, too.
            let seat = scene.stage.person(&format!("player{number}"));
            number += 1;
            let rows = scene.rows.clone();
            let moment = scene
                .killed_during(seat.slash("/hangman start difficulty:easy"), async || {
                    !rows.running().await.is_empty()
                })
                .await;
            *moments.entry(moment).or_default() += 1;
            scene.restart().await;
            let board = scene.board(&seat).await;
            playing = Some((seat, Seen::new(board)));
            continue;
        };
        let round = scene.rows.round(seen.game).await;
        let word = letters_of(&round);
        // Two keys of three are in the word, so that most games are long and some are won.
        let mut open: Vec<char> = ('A'..='Z')
            .filter(|letter| !seen.used.contains(letter))
            .collect();
        if scene.rng.random_range(0..3) > 0 {
            open.retain(|letter| word.contains(letter));
        }
        let letter = open[scene.rng.random_range(0..open.len())];
        let rows = scene.rows.clone();
        let custom_id = key(seen.game, letter);
        let (game, version) = (seen.game, round.version);
        let board = seen.board.clone();
        let moment = scene
            .killed_during(seat.click_raw(&board, &custom_id), async || {
                rows.round(game).await.version > version
            })
            .await;
        *moments.entry(moment).or_default() += 1;
        let running = seen.look(&scene.stage);
        if running {
            seen.compare(&scene.rows).await;
        }
        scene.restart().await;
        if !running {
            assert_ne!(scene.rows.round(game).await.game.status(), Status::Running);
            finished += 1;
            continue;
        }
        // The new process goes on with the same message.
        let open = ('A'..='Z').find(|letter| !seen.used.contains(letter) && word.contains(letter));
        let custom_id = key(seen.game, open.unwrap_or('A'));
        seat.click_raw(&seen.board, &custom_id)
            .await
            .unwrap()
            .settled()
            .await
            .unwrap();
        if seen.look(&scene.stage) {
            seen.compare(&scene.rows).await;
            playing = Some((seat, seen));
        } else {
            finished += 1;
        }
    }
    // What runs can be played to its end.
    if let Some((seat, mut seen)) = playing {
        for letter in letters_of(&scene.rows.round(seen.game).await) {
            if seen.look(&scene.stage) {
                seat.click_raw(&seen.board, &key(seen.game, letter))
                    .await
                    .unwrap();
            }
        }
        assert!(!seen.look(&scene.stage), "{}", seen.board.render());
        finished += 1;
    }
    let counters = scene
        .stage
        .sim
        .gateway()
        .counters(scene.stage.application.id());
    println!(
        "{kind:?}: killed {kills} times ({moments:?}), {finished} games finished, {} identifies, {} resumes, {} ms",
        counters.identifies,
        counters.resumes,
        started.elapsed().as_millis()
    );
    scene.rows.close().await;
    drop(scene.program);
    scene.stage.finish();
}

#[tokio::test]
async fn nothing_seen_is_lost_by_50_kills_on_sqlite() {
    killed(Kind::Sqlite, 50).await;
}

#[tokio::test]
async fn nothing_seen_is_lost_by_kills_on_postgres() {
    killed(Kind::Postgres, 15).await;
}
