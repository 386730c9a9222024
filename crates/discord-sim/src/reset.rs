//! The world at the start, and the way back to it.

use crate::{
    file::{Made, Raise, WorldFile},
    gateway::GatewayFault,
    hub::{Hub, lock},
    limit::Limits,
    settings::Settings,
    world::World,
};

impl World {
    /// A world with nothing in it.
    pub(crate) fn fresh(settings: &Settings, base_url: String) -> Self {
        Self {
            base_url,
            answer_within: settings.answer_within,
            newcomers: settings.newcomers,
            key: rand::random(),
            ..Self::default()
        }
    }
}

impl Hub {
    /// Makes what a world file says; a reset comes back to it.
    pub(crate) fn found(&self, file: &WorldFile) -> Made {
        *lock(&self.start) = Some(file.clone());
        self.raise(file)
    }

    fn raise(&self, file: &WorldFile) -> Made {
        if let Some(moment) = file.settings.start() {
            self.clock.set(moment);
        }
        self.turn(|world, now| {
            let mut raise = Raise::new(world, now);
            raise.world(file);
            raise.finish()
        })
    }

    /// Back to the world at the start: sessions end, journal, faults and scenario are gone.
    pub(crate) fn reset(&self) {
        self.end_scenario();
        self.clear_faults();
        let before: Vec<u64> = self.look(|world, _| world.applications.keys().copied().collect());
        {
            let mut world = lock(&self.world);
            let base_url = std::mem::take(&mut world.base_url);
            // Who listens still does.
            let listening = std::mem::take(&mut world.listening);
            let watched = world.watched;
            *world = World::fresh(&self.settings, base_url);
            world.listening = listening;
            world.watch(watched);
        }
        *self.limits() = Limits::new(self.settings.limits.clone());
        let start = lock(&self.start).clone();
        if let Some(start) = start {
            self.raise(&start);
        }
        for application in before {
            self.gateway.inject(
                application,
                GatewayFault::InvalidSession { resumable: false },
            );
            self.gateway
                .inject(application, GatewayFault::ForgetSessions);
        }
        self.book.clear();
        self.begin_again();
        // A world that was reset does not come back, however soon the end.
        if let Some(keeper) = &self.keeper {
            self.changed.send_modify(|changes| *changes += 1);
            if let Err(error) = keeper.save(self) {
                tracing::warn!(%error, "the world is not saved yet");
            }
        }
    }
}
