//! Acts that need no answer of a bot: saying, marking, buying, coming and going.

use std::sync::Arc;

use serde_json::json;

use super::{
    act::{Act, Do, Failed, id_of, message_of, person, seat},
    find,
    reply::Reply,
    show,
};
use crate::{
    driver::{DriverError, Seat},
    hub::Hub,
    setup::{Guild, Sku},
};

/// What needs no answer of a bot.
pub(super) fn at_once(hub: &Arc<Hub>, act: &Act, what: &Do) -> Result<Reply, Failed> {
    let guild = |name: &Option<String>| {
        let id = name.as_deref().map(|name| find::guild(hub, name));
        Ok::<_, Reply>(id.transpose()?.map(|id| Guild::of(hub, id)))
    };
    Ok(match what {
        Do::Say { text } => {
            let message = seat(hub, act)?.say(text)?;
            Reply::ok(json!({"outcome": "message", "message": show::message(&message)}))
        }
        Do::Buy {
            sku,
            message,
            guild: whose,
        } => {
            let sku = Sku::of(hub, find::sku(hub, sku)?);
            let bought = match (message, guild(whose)?) {
                (Some(message), _) => seat(hub, act)?.buy(&message_of(hub, message)?, &sku)?,
                (None, Some(guild)) => person(hub, act)?.buy_for(&sku, &guild)?,
                (None, None) => person(hub, act)?.buy(&sku)?,
            };
            Reply::ok(json!({"outcome": "bought", "entitlement": bought.json()}))
        }
        Do::Refund { sku } => {
            let bought = person(hub, act)?.bought(find::sku(hub, sku)?)?;
            bought.refund();
            Reply::ok(json!({"outcome": "bought", "entitlement": bought.json()}))
        }
        Do::Cancel { sku } => {
            let bought = person(hub, act)?.bought(find::sku(hub, sku)?)?;
            let paid = bought.subscription();
            let why = DriverError::NotForSale("nobody pays for it again and again");
            paid.ok_or(why)?.cancel();
            Reply::done()
        }
        Do::SetNick { guild, nick } => {
            let guild = Guild::of(hub, find::guild(hub, guild)?);
            person(hub, act)?.set_nick(&guild, nick.as_deref())?;
            Reply::done()
        }
        Do::Ask {
            question,
            answers,
            multiple,
        } => {
            let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
            let message = seat(hub, act)?.ask(question, &answers, *multiple)?;
            Reply::ok(json!({"outcome": "message", "message": show::message(&message)}))
        }
        Do::Authorize {
            address,
            guild: whose,
        } => {
            let guild = guild(whose)?;
            let address = person(hub, act)?.authorize(address, guild.as_ref())?;
            Reply::ok(json!({"outcome": "sent", "address": address}))
        }
        Do::Refuse { address } => {
            let address = person(hub, act)?.refuse(address)?;
            Reply::ok(json!({"outcome": "sent", "address": address}))
        }
        Do::Interested { event, comes } => {
            let event = id_of(event).ok_or(DriverError::NoAccess)?;
            person(hub, act)?.interested(event, comes.unwrap_or(true))?;
            Reply::done()
        }
        Do::Reply { message, text } => {
            let message = seat(hub, act)?.reply(&message_of(hub, message)?, text)?;
            Reply::ok(json!({"outcome": "message", "message": show::message(&message)}))
        }
        Do::Edit { message, text } => {
            let message = seat(hub, act)?.edit(&message_of(hub, message)?, text)?;
            Reply::ok(json!({"outcome": "updated", "message": show::message(&message)}))
        }
        Do::Join { guild } => {
            let guild = Guild::of(hub, find::guild(hub, guild)?);
            person(hub, act)?.join(&guild)?;
            Reply::done()
        }
        Do::Leave { guild } => {
            let guild = Guild::of(hub, find::guild(hub, guild)?);
            person(hub, act)?.leave(&guild)?;
            Reply::done()
        }
        Do::Thread {
            name,
            message,
            private,
        } => {
            let seat = seat(hub, act)?;
            let opened = match message {
                Some(message) => seat.thread_from(&message_of(hub, message)?, name)?,
                None if *private => seat.private_thread(name)?,
                None => seat.thread(name)?,
            };
            opened_reply(&opened)
        }
        Do::Post { name, text, tags } => {
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            opened_reply(&seat(hub, act)?.post(name, text, &tags)?)
        }
        other => small(hub, &seat(hub, act)?, other)?,
    })
}

fn opened_reply(opened: &Seat) -> Reply {
    let id = opened.channel().id().to_string();
    Reply::ok(json!({"outcome": "opened", "channel": id}))
}

/// What leaves nothing to show.
fn small(hub: &Arc<Hub>, seat: &Seat, what: &Do) -> Result<Reply, Failed> {
    match what {
        Do::Delete { message } => seat.delete(&message_of(hub, message)?)?,
        Do::React { message, emoji } => seat.react(&message_of(hub, message)?, emoji)?,
        Do::Unreact { message, emoji } => seat.unreact(&message_of(hub, message)?, emoji)?,
        Do::Pin { message } => seat.pin(&message_of(hub, message)?)?,
        Do::Unpin { message } => seat.unpin(&message_of(hub, message)?)?,
        Do::Vote { message, answer } => seat.vote(&message_of(hub, message)?, answer)?,
        Do::Unvote { message, answer } => seat.unvote(&message_of(hub, message)?, answer)?,
        Do::Typing => seat.typing()?,
        Do::JoinVoice => seat.join_voice()?,
        Do::LeaveVoice => seat.leave_voice()?,
        _ => return Err(Reply::bad("this is answered by a bot").into()),
    }
    Ok(Reply::done())
}
