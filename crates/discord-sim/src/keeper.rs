//! What happens by itself when the clock gets there: subscriptions renew and end.

use std::sync::Arc;

use crate::{
    clock::{Clock, Moment},
    hub::Hub,
};

/// Waits for the next due moment, again and again.
pub(crate) async fn keep(hub: Arc<Hub>) {
    let mut due = hub.look(|world, _| world.money.due.subscribe());
    loop {
        let next = *due.borrow_and_update();
        tokio::select! {
            changed = due.changed() => if changed.is_err() { return },
            () = reached(&hub.clock, next) => hub.turn(|_, _| ()),
        }
    }
}

async fn reached(clock: &Clock, moment: Option<Moment>) {
    match moment {
        Some(moment) => clock.wait_until(moment).await,
        None => std::future::pending().await,
    }
}
