//! Acting as a person: `POST /sim/v1/act`.
//!
//! The body names `user` and `channel` by id or name, and says what to `do`: `slash` and `autocomplete` with a
//! `command`, `click` with `message` and `target`, `select` also with `values`, `submit` with the `interaction` of an open
//! modal and `values` by field, `say` with `text`.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::State;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::{Reply, show};
use crate::{
    driver::{DriverError, MessageView, ModalView, Outcome, Person, Seat, Shown, Target},
    hub::Hub,
    setup::Channel,
    world::{First, Progress},
};

/// What to do, and as whom.
#[derive(Debug, Deserialize)]
struct Act {
    user: String,
    channel: String,
    #[serde(flatten)]
    what: Do,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Do {
    Slash {
        command: String,
    },
    Autocomplete {
        command: String,
    },
    Click {
        message: String,
        target: String,
    },
    Select {
        message: String,
        target: String,
        values: Vec<String>,
    },
    Submit {
        interaction: String,
        values: BTreeMap<String, String>,
    },
    Say {
        text: String,
    },
}

pub(super) async fn act(State(hub): State<Arc<Hub>>, body: Bytes) -> Reply {
    let act: Act = match serde_json::from_slice(&body) {
        Ok(act) => act,
        Err(error) => return Reply::bad(&error.to_string()),
    };
    let Some(seat) = seat(&hub, &act.user, &act.channel) else {
        return Reply::bad("there is no such user or channel");
    };
    match perform(&seat, act.what).await {
        Ok(reply) => reply,
        Err(error) => Reply::bad(&error.to_string()),
    }
}

async fn perform(seat: &Seat, what: Do) -> Result<Reply, DriverError> {
    let shown = match what {
        Do::Slash { command } => seat.slash(&command).await?,
        Do::Autocomplete { command } => {
            let choices = seat.autocomplete(&command).await?.into_iter();
            let choices = choices.map(|choice| json!({"name": choice.name, "value": choice.value}));
            return Ok(Reply::ok(
                json!({"outcome": "choices", "choices": choices.collect::<Vec<_>>()}),
            ));
        }
        Do::Click { message, target } => {
            let message = find(seat, &message)?;
            let target = target_of(&message, target);
            seat.click(&message, target).await?
        }
        Do::Select {
            message,
            target,
            values,
        } => {
            let message = find(seat, &message)?;
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            seat.select(&message, target, &values).await?
        }
        Do::Submit {
            interaction,
            values,
        } => {
            let modal = modal(seat, &interaction)?;
            let values: Vec<(&str, &str)> = values
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            seat.submit(&modal, &values).await?
        }
        Do::Say { text } => {
            let message = seat.say(&text)?;
            return Ok(Reply::ok(
                json!({"outcome": "message", "message": show::message(&message)}),
            ));
        }
    };
    Ok(Reply::ok(show::outcome(&finished(shown).await?)))
}

/// Waits for the end of a deferral; a failure is shown as it is.
async fn finished(shown: Shown) -> Result<Shown, DriverError> {
    match shown.outcome() {
        Outcome::Failed => Ok(shown),
        _ => shown.settled().await,
    }
}

fn seat(hub: &Arc<Hub>, user: &str, channel: &str) -> Option<Seat> {
    let (user, channel) = hub.look(|world, _| {
        let is = |id: u64, name: &str, wanted: &str| id.to_string() == wanted || name == wanted;
        let user = world
            .users
            .values()
            .find(|found| !found.bot && is(found.id, &found.name, user))?;
        let channel = world
            .channels
            .values()
            .find(|found| is(found.id, &found.name, channel))?;
        Some((user.id, channel.id))
    })?;
    Some(Person::of(hub, user).in_channel(&Channel::of(hub, channel)))
}

fn find(seat: &Seat, message: &str) -> Result<MessageView, DriverError> {
    let id = message.parse().map_err(|_| DriverError::NoMessage)?;
    MessageView::of(seat.hub(), id).ok_or(DriverError::NoMessage)
}

/// A custom id where one is meant, a label otherwise.
fn target_of(message: &MessageView, target: String) -> Target {
    let by_id = message
        .buttons()
        .iter()
        .any(|button| button.custom_id == target);
    if by_id {
        Target::Id(target)
    } else {
        Target::Label(target)
    }
}

fn modal(seat: &Seat, interaction: &str) -> Result<ModalView, DriverError> {
    let id: u64 = interaction
        .parse()
        .map_err(|_| DriverError::NoInteraction)?;
    seat.hub().look(|world, _| {
        let opener = world
            .interactions
            .get(&id)
            .ok_or(DriverError::NoInteraction)?;
        match &opener.progress {
            Progress::Answered(First::Modal(data)) => Ok(ModalView::read(opener, data)),
            _ => Err(DriverError::NoInteraction),
        }
    })
}
