//! A thousand random faults: afterwards the bot knows what Discord knows, it has begun no session more than it had to,
//! and it has not run hot. `DISCORD_SIM_SEED` replays a run.

use std::time::{Duration, Instant};

use discord_sim::{
    GatewayCounters, GatewayFault, Guild, Seat,
    chaos::{Chaos, Mix, Trouble},
    permission,
};
use serde_json::Value;
use testkit::{Stage, until};

use crate::{probe, scene};

/// Faults over all shards.
const FAULTS: usize = 1_000;
/// Bots of one shard that suffer side by side, each its part of the faults: mostly they wait, five seconds between two
/// identifies and longer and longer for connections that are refused.
const SHARDS: u64 = 20;
/// Real time between heartbeats.
const HEARTBEAT: Duration = Duration::from_millis(100);
/// Longest delay, refusal or limit.
const LONGEST: Duration = Duration::from_millis(150);
/// Faults between two looks at everything.
const ROUND: usize = 10;
/// Connections that one fault may cost: the way back, and what is refused on it.
const CONNECTIONS_PER_FAULT: u64 = 5;
/// Guilds that the bot is thrown out of and let in again, beside the one where people are.
const GUILDS: usize = 4;

/// A bot in trouble.
struct Sufferer {
    stage: scene::Stage,
    ann: Seat,
    guilds: Vec<(Guild, bool)>,
    chaos: Chaos,
    /// Identifies that the faults so far may have made necessary, by their kinds.
    necessary: u64,
    echoes: u64,
}

impl Sufferer {
    async fn start(seed: u64) -> Self {
        let stage = Stage::new(probe::bot)
            .set("GUILDHALL__HEALTH__LISTEN", "127.0.0.1:0")
            .set("GUILDHALL__LOG__FILTER", "info")
            .sim(|sim| {
                sim.gateway.heartbeat_interval = HEARTBEAT;
                sim.gateway.session_starts = 1_000_000;
                sim.gateway.payload_limit = 1_000_000;
                sim.gateway.reconnect_grace = 4 * HEARTBEAT;
            })
            .start()
            .await;
        // Only the clock's jumps move it: nothing gets too old by a slow machine.
        stage.sim.clock().freeze();
        let mix = Mix {
            longest: LONGEST,
            ..Mix::default()
        };
        let guilds = (0..GUILDS).map(|n| (stage.sim.guild(&format!("Guild {n}")), false));
        Self {
            ann: stage.person("ann"),
            guilds: guilds.collect(),
            stage,
            chaos: Chaos::seeded(seed, mix),
            necessary: 1,
            echoes: 0,
        }
    }

    fn counters(&self) -> GatewayCounters {
        let id = self.stage.application.id();
        self.stage.sim.gateway().counters(id)
    }

    fn inject(&self, fault: GatewayFault) {
        let id = self.stage.application.id();
        self.stage.sim.gateway().inject(id, fault);
    }

    async fn connected(&self) {
        let id = self.stage.application.id();
        let connected = self.stage.sim.gateway().wait_connected(id, true);
        tokio::time::timeout(scene::seconds(60), connected)
            .await
            .unwrap_or_else(|_| panic!("the bot stays away; {}", self.chaos));
        let what = format!("the bot to be connected; {}", self.chaos);
        until(&what, async || {
            (self.health().await?["connected"] == true).then_some(())
        })
        .await;
    }

    /// What the bot says of itself.
    async fn health(&self) -> Option<Value> {
        let page = self.stage.page("/health").await.ok()?;
        let health: Value = serde_json::from_str(&page.body).ok()?;
        Some(health["identities"][0].clone())
    }

    /// Lets the next fault strike, and sees the bot through it.
    async fn suffer(&mut self) {
        let Some(trouble) = self.chaos.next() else {
            return;
        };
        self.connected().await;
        let before = self.counters();
        self.stage.sim.trouble(&self.stage.application, &trouble);
        let forgets = trouble == Trouble::Gateway(GatewayFault::ForgetSessions);
        if trouble.ends_session() || forgets {
            self.necessary += 1;
        }
        match trouble {
            Trouble::Gateway(fault) if breaks(fault) => self.come_back(&before, fault).await,
            Trouble::Gateway(GatewayFault::LoseNext(count)) => {
                for _ in 0..count {
                    self.stage.guild.role("lost", permission::NONE);
                }
                self.stage.guild.text_channel("lost");
                self.restore();
            }
            Trouble::Gateway(
                GatewayFault::RepeatNext(_)
                | GatewayFault::ReorderNext(_)
                | GatewayFault::DelayEvents(_),
            ) => {
                self.echo().await;
                self.restore();
            }
            Trouble::Rest(_) | Trouble::ClockJump(_) => {
                self.echo().await;
                self.stage.sim.clear_faults();
            }
            Trouble::Gateway(_) => {}
        }
        self.change_guilds();
    }

    /// Waits until the connection that a fault broke is replaced.
    async fn come_back(&self, before: &GatewayCounters, fault: GatewayFault) {
        if fault == GatewayFault::DropAcks(true) {
            until("the connection to end", async || {
                (self.counters().closes > before.closes).then_some(())
            })
            .await;
            self.inject(GatewayFault::DropAcks(false));
        }
        let what = format!("the way back after {fault:?}; {}", self.chaos);
        until(&what, async || {
            let now = self.counters();
            let back = now.identifies + now.resumes > before.identifies + before.resumes;
            back.then_some(())
        })
        .await;
        self.connected().await;
    }

    /// Throws the bot out of a guild, or lets it in.
    fn change_guilds(&mut self) {
        let chosen = usize::try_from(self.chaos.below(3 * GUILDS as u64)).unwrap();
        if let Some((guild, inside)) = self.guilds.get_mut(chosen) {
            if *inside {
                guild.kick(&self.stage.application);
            } else {
                guild.install(&self.stage.application, permission::NONE);
            }
            *inside = !*inside;
        }
    }

    async fn echo(&mut self) {
        self.echoes += 1;
        let text = self.echoes.to_string();
        let shown = self.ann.slash(&format!("/probe echo text:{text}")).await;
        let shown = shown.unwrap_or_else(|error| panic!("{error}; {}", self.chaos));
        assert_eq!(shown.message().unwrap().content, text, "{}", self.chaos);
    }

    /// Ends what lasts, but neither outages nor what a broken connection has to find out by itself.
    fn restore(&self) {
        for ended in [
            GatewayFault::LoseNext(0),
            GatewayFault::RepeatNext(0),
            GatewayFault::ReorderNext(0),
            GatewayFault::DelayEvents(Duration::ZERO),
        ] {
            self.inject(ended);
        }
    }

    /// All faults end; the bot must come to know what Discord knows.
    async fn converge(&mut self) {
        self.stage.sim.clear_faults();
        let id = self.stage.application.id();
        self.stage.sim.gateway().restore(id);
        let inside = self.guilds.iter().filter(|(_, inside)| *inside).count() + 1;
        let what = format!("the bot to know {inside} guilds; {}", self.chaos);
        until(&what, async || {
            let identity = self.health().await?;
            let knows = identity["guilds"] == inside && identity["connected"] == true;
            knows.then_some(())
        })
        .await;
        assert_eq!(self.stage.page("/readyz").await.unwrap().status, 200);
        self.echo().await;
    }

    /// What the faults were answered with, all together.
    fn judge(&self, faults: u64, took: Duration) {
        let counters = self.counters();
        let seen = format!("{counters:?}; {}", self.chaos);
        assert_eq!(counters.identifies, 1 + counters.sessions_ended, "{seen}");
        assert_eq!(counters.sessions_given_up, 0, "{seen}");
        assert_eq!(counters.identifies_refused, 0, "{seen}");
        assert!(
            counters.identifies <= self.necessary,
            "{} were necessary; {seen}",
            self.necessary
        );
        assert!(counters.resumes > 0, "{seen}");
        let upgrades = self.stage.sim.gateway().upgrades();
        assert!(
            upgrades <= faults * CONNECTIONS_PER_FAULT,
            "{upgrades} upgrades; {seen}"
        );
        let beats = took.as_millis() / HEARTBEAT.as_millis();
        let heartbeats = u128::from(counters.heartbeats);
        // One more for each connection, and those that were asked for.
        assert!(
            heartbeats <= 2 * beats + 2 * u128::from(upgrades),
            "{heartbeats} heartbeats; {seen}"
        );
        let busy = self.stage.busy();
        assert!(busy < took, "busy for {busy:?} of {took:?}; {seen}");
    }
}

/// Whether the client's connection ends by it.
fn breaks(fault: GatewayFault) -> bool {
    matches!(
        fault,
        GatewayFault::Reconnect
            | GatewayFault::InvalidSession { .. }
            | GatewayFault::Close(_)
            | GatewayFault::Silent
            | GatewayFault::HalfOpen
            | GatewayFault::Abort
            | GatewayFault::DropAcks(true)
    )
}

async fn suffer(seed: u64, faults: usize) {
    let began = Instant::now();
    let mut bot = Sufferer::start(seed).await;
    for _ in 0..faults / ROUND {
        for _ in 0..ROUND {
            bot.suffer().await;
        }
        bot.converge().await;
    }
    bot.judge(faults as u64, began.elapsed());
    // Thrown out of a guild while it registered its commands there, or the faults held that back for too long.
    bot.stage.log.forgive("commands were not registered");
    bot.stage.finish();
}

#[tokio::test]
async fn after_a_thousand_random_faults_it_knows_what_discord_knows() {
    let chaos = Chaos::new(Mix::default());
    eprintln!("{chaos}");
    let part = FAULTS / usize::try_from(SHARDS).unwrap();
    let shards = (0..SHARDS).map(|shard| suffer(chaos.seed().wrapping_add(shard), part));
    futures_util::future::join_all(shards).await;
}

#[tokio::test]
async fn while_nothing_can_be_reached_it_tries_seldom_and_sleeps() {
    let stage = Stage::new(probe::bot)
        .set("GUILDHALL__LOG__FILTER", "info")
        .start()
        .await;
    let id = stage.application.id();
    let gateway = stage.sim.gateway();
    let refused = Duration::from_millis(2_500);
    gateway.inject(id, GatewayFault::RefuseFor(refused));
    let (upgrades, busy) = (gateway.upgrades(), stage.busy());
    gateway.inject(id, GatewayFault::Abort);
    gateway.wait_connected(id, false).await;
    gateway.wait_connected(id, true).await;
    let tries = gateway.upgrades() - upgrades;
    assert!((2..=5).contains(&tries), "{tries} tries");
    let worked = stage.busy() - busy;
    assert!(worked < refused / 4, "worked for {worked:?}");
    let counters = gateway.counters(id);
    assert_eq!((counters.identifies, counters.resumes), (1, 1));
    stage.finish();
}
