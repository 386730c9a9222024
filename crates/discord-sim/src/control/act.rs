//! Acting as a person: `POST /sim/v1/act`. What can be said is in the description, under `Act`.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::State;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    at_once::at_once,
    find,
    reply::{Reply, body},
    show,
};
use crate::{
    driver::{DriverError, MessageView, ModalView, Outcome, Person, Seat, Shown, Target},
    file::Found,
    hub::Hub,
    setup::{Application, Channel},
    world::{First, Progress},
};

/// Who, where, and what.
#[derive(Debug, Deserialize)]
pub(super) struct Act {
    user: String,
    channel: Option<String>,
    guild: Option<String>,
    dm: Option<String>,
    application: Option<String>,
    #[serde(default)]
    files: Vec<File>,
    #[serde(flatten)]
    what: Do,
}

#[derive(Debug, Deserialize)]
struct File {
    name: String,
    text: Option<String>,
    base64: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Do {
    Slash {
        command: String,
    },
    Autocomplete {
        command: String,
    },
    Click {
        message: Value,
        target: String,
    },
    Select {
        message: Value,
        target: String,
        values: Vec<String>,
    },
    Submit {
        interaction: Value,
        values: BTreeMap<String, String>,
    },
    UserMenu {
        name: String,
        person: String,
    },
    MessageMenu {
        name: String,
        message: Value,
    },
    Launch {
        name: String,
    },
    Say {
        text: String,
    },
    Buy {
        sku: String,
        message: Option<Value>,
        #[serde(rename = "for")]
        guild: Option<String>,
    },
    Authorize {
        address: String,
        #[serde(rename = "for")]
        guild: Option<String>,
    },
    Refuse {
        address: String,
    },
    Interested {
        event: Value,
        comes: Option<bool>,
    },
    Reply {
        message: Value,
        text: String,
    },
    Edit {
        message: Value,
        text: String,
    },
    Delete {
        message: Value,
    },
    React {
        message: Value,
        emoji: String,
    },
    Unreact {
        message: Value,
        emoji: String,
    },
    Pin {
        message: Value,
    },
    Unpin {
        message: Value,
    },
    Vote {
        message: Value,
        answer: String,
    },
    Unvote {
        message: Value,
        answer: String,
    },
    Ask {
        question: String,
        answers: Vec<String>,
        #[serde(default)]
        multiple: bool,
    },
    SetNick {
        #[serde(rename = "for")]
        guild: String,
        nick: Option<String>,
    },
    Refund {
        sku: String,
    },
    Cancel {
        sku: String,
    },
    Typing,
    JoinVoice,
    LeaveVoice,
    Join {
        #[serde(rename = "for")]
        guild: String,
    },
    Leave {
        #[serde(rename = "for")]
        guild: String,
    },
    Thread {
        name: String,
        message: Option<Value>,
        #[serde(default)]
        private: bool,
    },
    Post {
        name: String,
        text: String,
        #[serde(default)]
        tags: Vec<String>,
    },
}

/// Why nothing came of an act.
pub(super) enum Failed {
    Reply(Reply),
    Driver(DriverError),
}

impl From<DriverError> for Failed {
    fn from(error: DriverError) -> Self {
        Self::Driver(error)
    }
}

impl From<Reply> for Failed {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

pub(super) async fn act(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Result<Reply, Reply> {
    let act: Act = body(&bytes, "Act", |_| Found::new())?;
    perform(&hub, act).await.map_err(|failed| match failed {
        Failed::Reply(reply) => reply,
        Failed::Driver(error) => Reply::bad(&error.to_string()),
    })
}

/// The person in the channel, with the files that they hold.
pub(super) fn seat(hub: &Arc<Hub>, act: &Act) -> Result<Seat, Reply> {
    let person = person(hub, act)?;
    let mut seat = match (&act.channel, &act.dm) {
        (Some(channel), None) => {
            let guild = act.guild.as_deref().map(|name| find::guild(hub, name));
            let channel = find::channel(hub, channel, guild.transpose()?)?;
            person.in_channel(&Channel::of(hub, channel))
        }
        (None, Some(application)) => {
            let application = find::application(hub, application)?;
            person.dm(&Application::of(hub, application))
        }
        _ => return Err(Reply::bad("where? say one of channel and dm")),
    };
    if let Some(application) = &act.application {
        let application = find::application(hub, application)?;
        seat = seat.with(&Application::of(hub, application));
    }
    for file in &act.files {
        let bytes = match (&file.text, &file.base64) {
            (Some(text), None) => text.clone().into_bytes(),
            (None, Some(code)) => STANDARD
                .decode(code)
                .map_err(|error| Reply::bad(&format!("{}: {error}", file.name)))?,
            _ => {
                let error = format!("{}: say one of text and base64", file.name);
                return Err(Reply::bad(&error));
            }
        };
        seat = seat.holding(&file.name, bytes);
    }
    Ok(seat)
}

async fn perform(hub: &Arc<Hub>, act: Act) -> Result<Reply, Failed> {
    let seat = || seat(hub, &act);
    let shown = match &act.what {
        Do::Slash { command } => seat()?.slash(command).await?,
        Do::Autocomplete { command } => {
            let choices = seat()?.autocomplete(command).await?.into_iter();
            let choices: Vec<Value> = choices
                .map(|choice| json!({"name": choice.name, "value": choice.value}))
                .collect();
            return Ok(Reply::ok(json!({"outcome": "choices", "choices": choices})));
        }
        Do::Click { message, target } => {
            let message = message_of(hub, message)?;
            let target = target_of(&message, target);
            seat()?.click(&message, target).await?
        }
        Do::Select {
            message,
            target,
            values,
        } => {
            let message = message_of(hub, message)?;
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let target = target_of(&message, target);
            seat()?.select(&message, target, &values).await?
        }
        Do::Submit {
            interaction,
            values,
        } => {
            let modal = modal(hub, interaction)?;
            let values: Vec<(&str, &str)> = values
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            seat()?.submit(&modal, &values).await?
        }
        Do::UserMenu { name, person } => {
            let target = find::account(hub, person)?;
            seat()?.user_menu_id(name, target).await?
        }
        Do::MessageMenu { name, message } => {
            let message = message_of(hub, message)?;
            seat()?.message_menu(name, &message).await?
        }
        Do::Launch { name } => seat()?.launch(name).await?,
        other => return at_once(hub, &act, other),
    };
    Ok(Reply::ok(show::outcome(&finished(shown).await?)))
}

pub(super) fn person(hub: &Arc<Hub>, act: &Act) -> Result<Person, Reply> {
    Ok(Person::of(hub, find::person(hub, &act.user)?))
}

/// Waits for the end of a deferral; a failure is shown as it is.
async fn finished(shown: Shown) -> Result<Shown, DriverError> {
    match shown.outcome() {
        Outcome::Failed => Ok(shown),
        _ => shown.settled().await,
    }
}

/// An id in digits, in quotes or not.
pub(super) fn id_of(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.parse().ok(),
        other => other.as_u64(),
    }
}

pub(super) fn message_of(hub: &Arc<Hub>, message: &Value) -> Result<MessageView, DriverError> {
    let id = id_of(message).ok_or(DriverError::NoMessage)?;
    MessageView::of(hub, id).ok_or(DriverError::NoMessage)
}

/// A custom id where one is meant, a label otherwise.
fn target_of(message: &MessageView, target: &str) -> Target {
    let mut buttons = message.buttons().into_iter();
    let mut selects = message.selects().into_iter();
    if buttons.any(|button| button.custom_id == target)
        || selects.any(|select| select.custom_id == target)
    {
        Target::Id(target.to_owned())
    } else {
        Target::Label(target.to_owned())
    }
}

fn modal(hub: &Arc<Hub>, interaction: &Value) -> Result<ModalView, DriverError> {
    let id = id_of(interaction).ok_or(DriverError::NoInteraction)?;
    hub.look(|world, _| {
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
