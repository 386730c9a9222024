//! A scenario that is played: who strikes when.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio_util::sync::CancellationToken;

use super::{Cue, Scenario, Step};
use crate::{
    clock::{Clock, Moment, real_now},
    gateway::GatewayFault,
    hub::Hub,
    world::scramble,
};

/// A scenario that is played.
pub(crate) struct Stage {
    seed: u64,
    steps: Vec<(Step, AtomicU64)>,
    stop: CancellationToken,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Stage {
    /// A number that the seed, a step and its count decide.
    fn number(&self, step: usize, count: u64, salt: u64) -> f64 {
        let mixed = scramble(self.seed ^ scramble((step as u64) << 40 | count << 2 | salt));
        // 53 bits: what a float holds exactly.
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// How much later the step's `count`th time is; nothing when chance says no.
    fn decide(&self, index: usize, count: u64) -> Option<Duration> {
        let (step, _) = self.steps.get(index)?;
        if step
            .chance
            .is_some_and(|chance| self.number(index, count, 1) >= chance)
        {
            return None;
        }
        let jitter = step.jitter.map_or(Duration::ZERO, |span| span.0);
        Some(jitter.mul_f64(self.number(index, count, 2)))
    }
}

impl Hub {
    /// Plays a scenario from now on; returns its seed.
    pub(crate) fn play(self: &Arc<Self>, scenario: Scenario) -> u64 {
        let seed = scenario
            .seed
            .unwrap_or_else(|| u64::from(rand::random::<u32>()));
        let steps = scenario.steps.into_iter();
        let stage = Arc::new(Stage {
            seed,
            steps: steps.map(|step| (step, AtomicU64::new(0))).collect(),
            stop: CancellationToken::new(),
        });
        tracing::info!(seed, "a scenario plays");
        let start = self.clock.now();
        for (index, (step, _)) in stage.steps.iter().enumerate() {
            if step.at.is_some() || step.every.is_some() {
                self.runtime.spawn(keep_time(
                    Arc::downgrade(self),
                    self.clock.clone(),
                    stage.stop.child_token(),
                    Arc::downgrade(&stage),
                    index,
                    start,
                ));
            }
        }
        *self.stage() = Some(stage);
        seed
    }

    /// Ends the scenario.
    pub(crate) fn end_scenario(&self) {
        *self.stage() = None;
    }

    /// Lets the scenario see what is about to happen.
    pub(crate) fn cue(self: &Arc<Self>, cue: Cue<'_>) {
        let Some(stage) = self.stage().clone() else {
            return;
        };
        for (index, (step, seen)) in stage.steps.iter().enumerate() {
            let Some(on) = step.on.as_ref().filter(|on| on.is(cue)) else {
                continue;
            };
            let count = seen.fetch_add(1, Ordering::Relaxed) + 1;
            if on.nth.is_some_and(|nth| nth != count) {
                continue;
            }
            match stage.decide(index, count) {
                Some(later) if later.is_zero() => self.strike(step),
                Some(later) => {
                    let until = self.clock.now() + later;
                    let (hub, clock) = (Arc::downgrade(self), self.clock.clone());
                    let (step, stop) = (step.clone(), stage.stop.child_token());
                    self.runtime.spawn(async move {
                        tokio::select! {
                            () = stop.cancelled() => {}
                            () = clock.wait_until(until) => {
                                if let Some(hub) = hub.upgrade() {
                                    hub.strike(&step);
                                }
                            }
                        }
                    });
                }
                None => {}
            }
        }
    }

    /// Does what a step says.
    fn strike(&self, step: &Step) {
        tracing::info!(step = ?step, "the scenario strikes");
        if let Some(fault) = &step.rest {
            self.faults().add(fault.clone(), real_now());
        }
        if let Some(fault) = step.gateway {
            self.strike_gateway(step.application.as_deref(), fault);
        }
        if step.clear == Some(true) {
            self.clear_faults();
        }
        if let Some(by) = step.advance {
            self.clock.advance(by.0);
        }
    }

    /// Injects a gateway fault into one application by name or id, or into all; whether there was one.
    pub(crate) fn strike_gateway(&self, application: Option<&str>, fault: GatewayFault) -> bool {
        let ids: Vec<u64> = self.look(|world, _| {
            let all = world.applications.values();
            let meant = all.filter(|found| {
                application.is_none_or(|name| found.name == name || found.id.to_string() == name)
            });
            meant.map(|found| found.id).collect()
        });
        for id in &ids {
            self.gateway.inject(*id, fault);
        }
        !ids.is_empty()
    }

    /// Ends every fault in force.
    pub(crate) fn clear_faults(&self) {
        self.faults().clear();
        let ids: Vec<u64> = self.look(|world, _| world.applications.keys().copied().collect());
        for id in ids {
            self.gateway.restore(id);
        }
    }
}

/// Strikes when a timed step's time has come.
async fn keep_time(
    hub: Weak<Hub>,
    clock: Clock,
    stop: CancellationToken,
    stage: Weak<Stage>,
    index: usize,
    start: Moment,
) {
    let mut count = 0;
    loop {
        count += 1;
        let Some((moment, strikes, last)) = stage.upgrade().and_then(|stage| {
            let (step, _) = stage.steps.get(index)?;
            let decided = stage.decide(index, count);
            let beat = match (step.at, step.every) {
                (Some(at), _) => at.0,
                (None, Some(every)) => every.0.saturating_mul(u32::try_from(count).ok()?),
                (None, None) => return None,
            };
            let last = step.at.is_some() || step.times.is_some_and(|times| count >= times);
            let moment = start + beat + decided.unwrap_or_default();
            Some((moment, decided.is_some(), last))
        }) else {
            return;
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = clock.wait_until(moment) => {}
        }
        let (Some(hub), Some(stage)) = (hub.upgrade(), stage.upgrade()) else {
            return;
        };
        if strikes && let Some((step, _)) = stage.steps.get(index) {
            hub.strike(step);
        }
        if last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(seed: u64) -> Stage {
        let scenario = Scenario::parse(
            "steps:\n  - {on: {request: create_message}, chance: 0.5, jitter: 2s, gateway: reconnect}\n",
            "x",
        );
        Stage {
            seed,
            steps: vec![(scenario.unwrap().steps.remove(0), AtomicU64::new(0))],
            stop: CancellationToken::new(),
        }
    }

    #[test]
    fn a_seed_decides_everything_that_is_left_to_chance() {
        let decided = |seed| -> Vec<_> {
            let stage = stage(seed);
            (1..200).map(|count| stage.decide(0, count)).collect()
        };
        assert_eq!(decided(7), decided(7));
        assert_ne!(decided(7), decided(8));
        let struck = decided(7).into_iter().flatten().count();
        assert!(
            (60..140).contains(&struck),
            "{struck} of 199 at a chance of one half"
        );
        assert!(
            decided(7)
                .into_iter()
                .flatten()
                .all(|later| later < Duration::from_secs(2))
        );
    }
}
