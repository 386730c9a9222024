//! People who moderate in the client: what bots hear, and whom the log names.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use crate::bot::{Stage, stage};

/// A stage with bob as a moderator, and a bot that may read the log.
fn moderated() -> Stage {
    let stage = stage();
    let rights = permission::KICK_MEMBERS
        | permission::BAN_MEMBERS
        | permission::MODERATE_MEMBERS
        | permission::MANAGE_ROLES;
    let moderator = stage.guild.role("moderator", rights);
    stage.guild.member(&stage.bob, &[moderator]);
    stage
        .guild
        .bot_permissions(&stage.app, permission::VIEW_AUDIT_LOG);
    stage
}

async fn logged(stage: &Stage) -> Value {
    stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await
}

#[tokio::test]
async fn the_log_names_the_person_and_the_reason() {
    let stage = moderated();
    let (guild, ann, bob) = (&stage.guild, &stage.ann, &stage.bob);
    let message = stage.seat().say("spam").expect("sent");
    bob.time_out(guild, ann, Duration::from_secs(60), "calm down")
        .expect("he may");
    let entry = logged(&stage).await;
    assert_eq!(
        (&entry["action_type"], &entry["user_id"]),
        (&json!(24), &json!(bob.id().to_string()))
    );
    assert_eq!(
        (&entry["target_id"], &entry["reason"]),
        (&json!(ann.id().to_string()), &json!("calm down"))
    );
    assert_eq!(entry["changes"][0]["key"], "communication_disabled_until");
    bob.kick(guild, ann, "").expect("he may");
    let entry = logged(&stage).await;
    assert_eq!(
        (&entry["action_type"], &entry["reason"]),
        (&json!(20), &Value::Null)
    );
    bob.ban(guild, ann, Duration::from_secs(3_600), "spam")
        .expect("he may");
    assert_eq!(
        stage.bot.event("MESSAGE_DELETE_BULK").await["ids"],
        json!([message.id.to_string()])
    );
    assert_eq!(logged(&stage).await["action_type"], 22);
    assert!(ann.join(guild).is_err());
    bob.unban(guild, ann, "sorry").expect("he may");
    assert_eq!(logged(&stage).await["action_type"], 23);
    assert!(ann.join(guild).is_ok());
}

#[tokio::test]
async fn roles_are_given_and_taken_below_the_own_one() {
    let stage = moderated();
    let (guild, ann, bob) = (&stage.guild, &stage.ann, &stage.bob);
    let high = guild.role("high", 0);
    let low = guild.role("low", 0);
    for role in [guild.find_role("moderator").expect("a role"), high] {
        guild.raise(role);
    }
    bob.set_role(guild, ann, low, true).expect("he may");
    assert_eq!(logged(&stage).await["changes"][0]["key"], "$add");
    assert!(bob.set_role(guild, ann, low, true).is_err(), "she has it");
    assert!(
        bob.set_role(guild, ann, high, true).is_err(),
        "it is above his own"
    );
    bob.set_role(guild, ann, low, false).expect("he may");
    assert_eq!(logged(&stage).await["changes"][0]["key"], "$remove");
}

#[tokio::test]
async fn without_the_right_or_the_rank_nothing_happens() {
    let stage = moderated();
    let (guild, ann, bob) = (&stage.guild, &stage.ann, &stage.bob);
    let owner = guild.owner();
    assert!(ann.kick(guild, bob, "").is_err(), "no right");
    assert!(bob.kick(guild, &owner, "").is_err(), "no rank");
    assert!(bob.ban(guild, &owner, Duration::ZERO, "").is_err());
    assert!(
        bob.time_out(guild, bob, Duration::from_secs(1), "")
            .is_err(),
        "not himself"
    );
    let admin = guild.role("admin", permission::ADMINISTRATOR);
    guild.member(ann, &[admin]);
    assert!(
        owner
            .time_out(guild, ann, Duration::from_secs(1), "")
            .is_err(),
        "administrators cannot be timed out"
    );
    assert!(
        owner.kick(guild, &stage.sim.person("zoe"), "").is_err(),
        "no member"
    );
    assert!(guild.has(ann) && guild.has(bob));
}
