//! Random faults from a seed: the same seed and the same [`Mix`] give the same faults in the same order.
//!
//! ```no_run
//! # fn run(sim: &discord_sim::Sim, bot: &discord_sim::Application) {
//! use discord_sim::chaos::{Chaos, Mix};
//!
//! let mut chaos = Chaos::new(Mix::default());
//! for trouble in chaos.by_ref().take(100) {
//!     sim.trouble(bot, &trouble);
//! }
//! println!("{chaos}");
//! # }
//! ```
//!
//! A run that failed is replayed by its seed: `DISCORD_SIM_SEED=… cargo test …`, or [`Chaos::seeded`].

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    clock::real_now,
    fault::{Fault, RestFault},
    gateway::GatewayFault,
    hub::Hub,
};

/// Names the seed to replay.
const SEED_VARIABLE: &str = "DISCORD_SIM_SEED";
/// Closes that a client comes back from, with the session or without.
const CLOSES: [u16; 8] = [4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009];
/// Pages of the edge.
const PAGES: [u16; 8] = [502, 503, 504, 520, 521, 522, 523, 524];

/// One thing that goes wrong. In JSON `{"gateway": "reconnect"}`, `{"rest": {"fault": "drop"}}`, `{"clock_jump": 60}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Trouble {
    /// At the gateway, for one application.
    Gateway(GatewayFault),
    /// At REST, for everybody.
    Rest(Fault),
    /// The simulator's clock jumps forward.
    ClockJump(#[serde(with = "crate::seconds")] Duration),
}

impl Trouble {
    /// Whether a client that is connected when it strikes has to identify anew.
    #[must_use]
    pub const fn ends_session(&self) -> bool {
        match self {
            Self::Gateway(fault) => fault.ends_session(),
            Self::Rest(_) | Self::ClockJump(_) => false,
        }
    }

    pub(crate) fn strike(&self, hub: &Hub, application: u64) {
        match self {
            Self::Gateway(fault) => hub.gateway.inject(application, *fault),
            Self::Rest(fault) => hub.faults().add(fault.clone(), real_now()),
            Self::ClockJump(by) => hub.clock.advance(*by),
        }
    }
}

/// Which sorts of faults there shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mix {
    /// Connections that end, fall silent or are refused; the session can be resumed.
    pub connections: bool,
    /// Sessions that end.
    pub sessions: bool,
    /// Events that are lost, repeated, late or in another order.
    pub events: bool,
    /// Guilds that are unavailable, and back again.
    pub outages: bool,
    /// Requests that fail.
    pub rest: bool,
    /// Jumps of the clock.
    pub clock: bool,
    /// The longest delay, refusal or limit; the clock jumps sixty times as far.
    #[serde(with = "crate::seconds")]
    pub longest: Duration,
}

impl Default for Mix {
    fn default() -> Self {
        Self {
            connections: true,
            sessions: true,
            events: true,
            outages: true,
            rest: true,
            clock: true,
            longest: Duration::from_secs(1),
        }
    }
}

impl Mix {
    /// No faults at all, to switch single sorts on.
    #[must_use]
    pub fn none() -> Self {
        Self {
            connections: false,
            sessions: false,
            events: false,
            outages: false,
            rest: false,
            clock: false,
            ..Self::default()
        }
    }
}

/// A source of random faults that never ends.
#[derive(Debug, Clone)]
pub struct Chaos {
    seed: u64,
    state: u64,
    mix: Mix,
}

type Maker = fn(&mut Chaos) -> Trouble;

impl Chaos {
    /// Faults from the seed in `DISCORD_SIM_SEED`, or from a random one, which goes to the log.
    #[must_use]
    pub fn new(mix: Mix) -> Self {
        let said = std::env::var(SEED_VARIABLE).ok();
        let seed = said.and_then(|text| text.parse().ok());
        let chaos = Self::seeded(seed.unwrap_or_else(rand::random), mix);
        tracing::info!(seed = chaos.seed, "random faults");
        chaos
    }

    /// Faults from this seed.
    #[must_use]
    pub const fn seeded(seed: u64, mix: Mix) -> Self {
        Self {
            seed,
            state: seed,
            mix,
        }
    }

    /// What replays this.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// A number below `bound`, for what a test decides by the same seed.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.number() % bound.max(1)
    }

    /// SplitMix64: the same numbers on every machine and in every release.
    fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        let index = self.below(choices.len() as u64);
        choices.get(usize::try_from(index).ok()?).copied()
    }

    fn few(&mut self) -> u32 {
        u32::try_from(1 + self.below(3)).unwrap_or(1)
    }

    fn time(&mut self, longest: Duration) -> Duration {
        let millis = u64::try_from(longest.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(self.below(millis.saturating_add(1)))
    }

    fn makers(&self) -> Vec<Maker> {
        let sorts: [(bool, &[Maker]); 6] = [
            (self.mix.connections, &CONNECTIONS),
            (self.mix.sessions, &SESSIONS),
            (self.mix.events, &EVENTS),
            (self.mix.outages, &OUTAGES),
            (self.mix.rest, &REST),
            (self.mix.clock, &CLOCK),
        ];
        let wanted = sorts.into_iter().filter(|(wanted, _)| *wanted);
        wanted.flat_map(|(_, makers)| makers).copied().collect()
    }
}

impl Iterator for Chaos {
    type Item = Trouble;

    /// The next fault; none only if the mix has none.
    fn next(&mut self) -> Option<Trouble> {
        let makers = self.makers();
        let make = self.one_of(&makers)?;
        Some(make(self))
    }
}

impl fmt::Display for Chaos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SEED_VARIABLE}={}", self.seed)
    }
}

const CONNECTIONS: [Maker; 11] = [
    |_| Trouble::Gateway(GatewayFault::Reconnect),
    |_| Trouble::Gateway(GatewayFault::InvalidSession { resumable: true }),
    |chaos| {
        let resumable = CLOSES.into_iter().filter(|code| *code != 4007);
        let code = chaos.one_of(&resumable.collect::<Vec<_>>());
        Trouble::Gateway(GatewayFault::Close(code.unwrap_or(4000)))
    },
    |_| Trouble::Gateway(GatewayFault::Silent),
    |_| Trouble::Gateway(GatewayFault::HalfOpen),
    |_| Trouble::Gateway(GatewayFault::Abort),
    |_| Trouble::Gateway(GatewayFault::AskHeartbeat),
    |chaos| Trouble::Gateway(GatewayFault::DropAcks(chaos.below(2) == 0)),
    |chaos| Trouble::Gateway(GatewayFault::DelayReady(chaos.time(chaos.mix.longest))),
    |chaos| {
        let count = 1 + u32::from(chaos.below(2) == 0);
        Trouble::Gateway(GatewayFault::RefuseNext(count))
    },
    |chaos| Trouble::Gateway(GatewayFault::RefuseFor(chaos.time(chaos.mix.longest))),
];

const SESSIONS: [Maker; 3] = [
    |_| Trouble::Gateway(GatewayFault::InvalidSession { resumable: false }),
    |_| Trouble::Gateway(GatewayFault::Close(4007)),
    |_| Trouble::Gateway(GatewayFault::ForgetSessions),
];

const EVENTS: [Maker; 4] = [
    |chaos| Trouble::Gateway(GatewayFault::LoseNext(chaos.few())),
    |chaos| Trouble::Gateway(GatewayFault::RepeatNext(chaos.few())),
    |chaos| Trouble::Gateway(GatewayFault::ReorderNext(chaos.few())),
    |chaos| Trouble::Gateway(GatewayFault::DelayEvents(chaos.time(chaos.mix.longest))),
];

const OUTAGES: [Maker; 2] = [
    |_| Trouble::Gateway(GatewayFault::Outage { guild: None }),
    |_| Trouble::Gateway(GatewayFault::OutageOver { guild: None }),
];

const REST: [Maker; 8] = [
    |chaos| limited(chaos, |retry_after| RestFault::Global429 { retry_after }),
    |chaos| limited(chaos, |retry_after| RestFault::Route429 { retry_after }),
    |chaos| limited(chaos, |retry_after| RestFault::Shared429 { retry_after }),
    |chaos| {
        let status = chaos.one_of(&PAGES).unwrap_or(502);
        request(chaos, RestFault::Status(status))
    },
    |chaos| request(chaos, RestFault::ServerError(500)),
    |chaos| limited(chaos, RestFault::Latency),
    |chaos| request(chaos, RestFault::Drop),
    |chaos| request(chaos, RestFault::LoseAnswer),
];

const CLOCK: [Maker; 1] = [|chaos| Trouble::ClockJump(chaos.time(chaos.mix.longest * 60))];

fn limited(chaos: &mut Chaos, fault: fn(Duration) -> RestFault) -> Trouble {
    let time = chaos.time(chaos.mix.longest);
    request(chaos, fault(time))
}

fn request(chaos: &mut Chaos, fault: RestFault) -> Trouble {
    Trouble::Rest(Fault::new(fault).times(chaos.few()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_seed_replays_exactly_and_another_does_not() {
        let faults = |seed| -> Vec<_> { Chaos::seeded(seed, Mix::default()).take(200).collect() };
        assert_eq!(faults(7), faults(7));
        assert_ne!(faults(7), faults(8));
        let first = serde_json::to_value(&faults(7)[..3]).unwrap();
        let same = json!([
            {"gateway": "abort"},
            {"rest": {"fault": "drop", "times": 1}},
            {"gateway": {"close": 4008}},
        ]);
        assert_eq!(first, same, "the same in every release");
    }

    #[test]
    fn every_fault_can_be_written_down_and_read_again() {
        for trouble in Chaos::seeded(1, Mix::default()).take(2_000) {
            let written = serde_json::to_string(&trouble).unwrap();
            assert_eq!(serde_json::from_str::<Trouble>(&written).unwrap(), trouble);
        }
    }

    #[test]
    fn only_what_is_wanted_comes() {
        let mix = Mix {
            sessions: true,
            ..Mix::none()
        };
        let mut faults = Chaos::seeded(1, mix).take(100);
        assert!(faults.all(|trouble| {
            trouble.ends_session() || trouble == Trouble::Gateway(GatewayFault::ForgetSessions)
        }));
        assert_eq!(Chaos::seeded(1, Mix::none()).next(), None);
        let mix = Mix {
            sessions: false,
            ..Mix::default()
        };
        let kept = Chaos::seeded(1, mix).take(1_000);
        assert!(kept.into_iter().all(|trouble| !trouble.ends_session()));
    }

    #[test]
    fn nothing_that_a_client_must_not_come_back_from_comes() {
        let is_final = |trouble: &Trouble| match trouble {
            Trouble::Gateway(fault) => fault.is_final(),
            _ => false,
        };
        assert!(
            !Chaos::seeded(1, Mix::default())
                .take(5_000)
                .any(|trouble| is_final(&trouble))
        );
    }

    #[test]
    fn a_mix_is_read_with_clear_errors() {
        let mix: Mix = serde_json::from_value(json!({"rest": false, "longest": 0.2})).unwrap();
        assert!(!mix.rest && mix.events);
        let error = serde_json::from_value::<Mix>(json!({"weather": true})).unwrap_err();
        assert!(
            error.to_string().contains("unknown field `weather`"),
            "{error}"
        );
    }
}
