//! The gateway events that the bots of this house listen to: each is sent because of something that somebody does.
//!
//! What bots do is in the walks; what people do is here. The gateway's own events (READY, RESUMED, chunks of members,
//! RATE_LIMITED, GUILD_CREATE at the start) have their tests in `gateway/`.

use std::{collections::BTreeSet, time::Duration};

use discord_sim::{CommandPermission, Person, permission};
use serde_json::json;

use super::{WALKS, walk};
use crate::bot::{Stage, stage};

/// Events by name.
const NEEDED: &[&str] = &[
    "APPLICATION_COMMAND_PERMISSIONS_UPDATE",
    "AUTO_MODERATION_ACTION_EXECUTION",
    "AUTO_MODERATION_RULE_CREATE",
    "AUTO_MODERATION_RULE_DELETE",
    "AUTO_MODERATION_RULE_UPDATE",
    "CHANNEL_CREATE",
    "CHANNEL_DELETE",
    "CHANNEL_PINS_UPDATE",
    "CHANNEL_UPDATE",
    "ENTITLEMENT_CREATE",
    "ENTITLEMENT_DELETE",
    "ENTITLEMENT_UPDATE",
    "GUILD_AUDIT_LOG_ENTRY_CREATE",
    "GUILD_BAN_ADD",
    "GUILD_BAN_REMOVE",
    "GUILD_CREATE",
    "GUILD_DELETE",
    "GUILD_EMOJIS_UPDATE",
    "GUILD_MEMBER_ADD",
    "GUILD_MEMBER_REMOVE",
    "GUILD_MEMBER_UPDATE",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_DELETE",
    "GUILD_ROLE_UPDATE",
    "GUILD_SCHEDULED_EVENT_CREATE",
    "GUILD_SCHEDULED_EVENT_DELETE",
    "GUILD_SCHEDULED_EVENT_UPDATE",
    "GUILD_SCHEDULED_EVENT_USER_ADD",
    "GUILD_SCHEDULED_EVENT_USER_REMOVE",
    "GUILD_UPDATE",
    "INTERACTION_CREATE",
    "INVITE_CREATE",
    "INVITE_DELETE",
    "MESSAGE_CREATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "MESSAGE_POLL_VOTE_ADD",
    "MESSAGE_POLL_VOTE_REMOVE",
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
    "MESSAGE_REACTION_REMOVE_ALL",
    "MESSAGE_REACTION_REMOVE_EMOJI",
    "MESSAGE_UPDATE",
    "STAGE_INSTANCE_CREATE",
    "STAGE_INSTANCE_DELETE",
    "STAGE_INSTANCE_UPDATE",
    "SUBSCRIPTION_CREATE",
    "SUBSCRIPTION_DELETE",
    "SUBSCRIPTION_UPDATE",
    "THREAD_CREATE",
    "THREAD_DELETE",
    "THREAD_LIST_SYNC",
    "THREAD_MEMBERS_UPDATE",
    "THREAD_MEMBER_UPDATE",
    "THREAD_UPDATE",
    "TYPING_START",
    "USER_UPDATE",
    "VOICE_CHANNEL_STATUS_UPDATE",
    "VOICE_STATE_UPDATE",
    "WEBHOOKS_UPDATE",
];

/// Buys, cancels and is given back: everything that happens to money.
fn money(stage: &Stage, ann: &Person) {
    let sku = stage.app.user_subscription("premium");
    let bought = ann.buy(&sku).expect("for sale");
    let subscription = bought.subscription().expect("it renews");
    subscription.cancel();
    stage
        .sim
        .clock()
        .advance(Duration::from_secs(40 * 24 * 60 * 60));
    subscription.delete();
    let hat = stage.app.durable("hat");
    ann.buy(&hat).expect("for sale").refund();
}

/// What people do with each other in a guild.
async fn people(stage: &Stage) {
    let (ann, seat) = (&stage.ann, stage.seat());
    // An administrator sees every channel, and gains none.
    stage
        .guild
        .bot_permissions(&stage.app, permission::ALL & !permission::ADMINISTRATOR);
    let events = format!("/guilds/{}/scheduled-events", stage.guild.id());
    let picnic = json!({"name": "Picnic", "privacy_level": 2, "entity_type": 3, "entity_metadata": {"location": "Park"},
        "scheduled_start_time": "2099-06-01T10:00:00Z", "scheduled_end_time": "2099-06-01T12:00:00Z"});
    let picnic = stage.bot.http.call("POST", &events, picnic).await.json();
    let picnic = picnic["id"]
        .as_str()
        .and_then(|id| id.parse().ok())
        .unwrap();
    ann.interested(picnic, true).expect("a member");
    ann.interested(picnic, false).expect("a member");
    let poll = seat.ask("Which?", &["this", "that"], false).expect("asked");
    seat.vote(&poll, "this").expect("voted");
    seat.unvote(&poll, "this").expect("voted");
    let rules = format!("/guilds/{}/auto-moderation/rules", stage.guild.id());
    let rule = json!({"name": "words", "event_type": 1, "trigger_type": 1, "enabled": true,
        "trigger_metadata": {"keyword_filter": ["rude"]}, "actions": [{"type": 1}]});
    assert_eq!(stage.bot.http.call("POST", &rules, rule).await.status, 200);
    assert!(seat.say("so rude").is_err());
    let voice = stage.guild.voice_channel("voice");
    ann.in_channel(&voice).join_voice().expect("room");
    stage.bot.register_echo().await;
    let rights = [CommandPermission::person(&stage.bob, false)];
    assert!(
        stage
            .guild
            .command_permissions(&stage.app, Some("echo"), &rights)
    );
    let talk = seat.thread("talk").expect("a thread");
    let join = format!("/channels/{}/thread-members/@me", talk.channel().id());
    let joined = stage.bot.http.call("PUT", &join, serde_json::Value::Null);
    assert_eq!(joined.await.status, 204);
    talk.archive().expect("an own thread");
    talk.say("awake again").expect("said");
    let hidden = stage.guild.text_channel("hidden");
    hidden.for_bot(&stage.app, 0, permission::VIEW_CHANNEL);
    hidden.thread(ann, "inside");
    hidden.for_bot(&stage.app, permission::VIEW_CHANNEL, 0);
}

#[tokio::test]
async fn every_event_that_the_bots_of_this_house_listen_to_is_sent() {
    let mut seen = BTreeSet::new();
    for family in WALKS {
        seen.extend(walk(family).await);
    }
    let stage = stage();
    let mut tap = stage.sim.tap(&stage.app);
    people(&stage).await;
    money(&stage, &stage.ann);
    stage.guild.kick(&stage.app);
    stage.guild.install(&stage.app, permission::NONE);
    let (shown, _, _) = stage.echo(crate::bot::says("hello")).await;
    assert!(!shown.failed());
    seen.extend(std::iter::from_fn(|| tap.try_next()).map(|(name, _)| name));
    let missing: Vec<&str> = NEEDED
        .iter()
        .copied()
        .filter(|name| !seen.contains(name))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}
