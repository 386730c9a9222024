//! Interactions by POST instead of the gateway: answered inline, or by 202 and the callback route.

use std::sync::Arc;

use rand::RngExt as _;
use serde_json::Value;

use super::{
    Address, Parcel, address,
    courier::{Letter, Reply, Unanswered},
};
use crate::{
    clock::real_now,
    hub::Hub,
    journal::{Cause, DeliveryRecord, ProblemKind, What},
    rest,
    world::{Progress, World},
};

impl World {
    /// Sends an interaction over the gateway, or to the application's endpoint; never both.
    pub(crate) fn hand_over(
        &mut self,
        application: u64,
        id: u64,
        payload: Value,
        guild: Option<u64>,
        again: bool,
    ) {
        let found = self.applications.get(&application);
        if found.is_some_and(|found| found.endpoint.is_some()) {
            self.parcels.push(Parcel::Interaction {
                application,
                id,
                payload,
                again,
            });
        } else {
            self.tell(application, "INTERACTION_CREATE", payload, guild, 0);
        }
    }

    /// Marks one that its application will not answer as failed, unless it has; the name of what was used.
    fn fail_interaction(&mut self, id: u64) -> String {
        let Some(found) = self.interactions.get(&id) else {
            return String::new();
        };
        let (waiting, used) = (found.waiting(), found.used());
        if waiting {
            self.decide(id, Progress::Failed);
        }
        used
    }
}

/// Posts an interaction to its application's endpoint, and takes the answer in.
pub(super) async fn deliver(hub: Arc<Hub>, application: u64, id: u64, payload: Value, again: bool) {
    let Some((url, key)) = address::of(&hub, application, Address::Interactions) else {
        return;
    };
    let token = payload["token"].as_str().unwrap_or_default().to_owned();
    let (now, until) = hub.look(|world, now| {
        let made = world.interactions.get(&id).map_or(now, |found| found.made);
        (now, made.max(now) + world.answer_within)
    });
    let letter = Letter::signed(&key, now, payload.to_string());
    let began = real_now();
    let reply = hub.courier.send(&url, &letter, &hub.clock, until).await;
    hub.write(What::Delivery(Arc::new(DeliveryRecord {
        application_id: application,
        interaction: Some(id),
        url,
        kind: "interaction",
        status: reply.as_ref().map_or(0, |reply| reply.status),
        took: began.elapsed(),
    })));
    if again {
        return;
    }
    let answered = hub.look(|world, _| {
        let found = world.interactions.get(&id);
        found.is_some_and(|found| matches!(found.progress, Progress::Answered(_)))
    });
    match reply {
        // That nobody answered is said once, by whoever waits.
        Err(Unanswered::Late) if !answered => hub.expire(),
        Err(why) => fail(&hub, id, &why.to_string()),
        Ok(reply) => {
            if let Err(why) = take(&hub, id, &token, &reply) {
                fail(&hub, id, &why);
            }
        }
    }
    let rate = hub.courier.settings.retest_rate.clamp(0.0, 1.0);
    if hub.courier.chance().random_bool(rate) {
        address::retest(&hub, application).await;
    }
}

fn take(hub: &Arc<Hub>, id: u64, token: &str, reply: &Reply) -> Result<(), String> {
    match reply.status {
        202 if reply.body.is_empty() => Ok(()),
        202 => Err("answered 202 with a body".to_owned()),
        200 => rest::inline(hub, id, token, &reply.headers, &reply.body)
            .map_err(|body| format!("gave an answer that was refused: {body}")),
        status => Err(format!("answered {status} instead of 200 or 202")),
    }
}

/// The person sees at once that the application did not respond, if it has not by its callback.
fn fail(hub: &Arc<Hub>, id: u64, why: &str) {
    let what = hub.turn(|world, _| world.fail_interaction(id));
    let text = format!("interaction {id} ({what}): the endpoint {why}");
    let cause = Cause {
        interaction: Some(id),
        request: None,
    };
    hub.problem_of(cause, ProblemKind::Endpoint, text);
}
