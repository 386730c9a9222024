//! Auto-moderation: rules as they are made, and what they do to what people write.

use std::time::Duration;

use discord_sim::{DriverError, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, stage};

const MESSAGE_CONTENT: u64 = 1 << 15;

fn moderated() -> Stage {
    let stage = stage();
    let rights =
        permission::MANAGE_GUILD | permission::MODERATE_MEMBERS | permission::VIEW_AUDIT_LOG;
    stage.guild.bot_permissions(&stage.app, rights);
    stage.app.allow_intents(MESSAGE_CONTENT);
    stage
}

async fn call(stage: &Stage, method: &str, rest: &str, body: Value) -> crate::http::Answer {
    let path = format!("/guilds/{}/auto-moderation/rules{rest}", stage.guild.id());
    stage.bot.http.call(method, &path, body).await
}

fn keyword(words: Value, actions: Value) -> Value {
    let mut rule = json!({"name": "words", "event_type": 1, "trigger_type": 1, "enabled": true,
        "trigger_metadata": {}});
    rule["trigger_metadata"]["keyword_filter"] = words;
    rule["actions"] = actions;
    rule
}

fn block() -> Value {
    json!([{"type": 1}])
}

async fn make(stage: &Stage, rule: Value) -> String {
    let made = call(stage, "POST", "", rule).await;
    assert_eq!(made.status, 200, "{}", made.json());
    made.json()["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_blocked_message_is_never_there() {
    let stage = moderated();
    let actions = json!([{"type": 1, "metadata": {"custom_message": "Be nice."}}]);
    let id = make(&stage, keyword(json!(["bad*"]), actions)).await;
    let refused = stage.seat().say("what a BADGER");
    assert_eq!(
        refused.err(),
        Some(DriverError::Moderated("Be nice.".to_owned()))
    );
    assert!(stage.general.last().is_none());
    let told = stage.bot.event("AUTO_MODERATION_ACTION_EXECUTION").await;
    assert_eq!(
        told,
        json!({"guild_id": stage.guild.id().to_string(), "rule_id": id, "rule_trigger_type": 1,
            "action": {"type": 1, "metadata": {"custom_message": "Be nice."}},
            "user_id": stage.ann.id().to_string(), "channel_id": stage.general.id().to_string(),
            "content": "what a BADGER", "matched_keyword": "bad*", "matched_content": "BAD"})
    );
    let logged = loop {
        let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
        if logged["action_type"] == 143 {
            break logged;
        }
    };
    assert_eq!(logged["target_id"], stage.ann.id().to_string());
    assert_eq!(
        logged["options"],
        json!({"auto_moderation_rule_name": "words", "auto_moderation_rule_trigger_type": "1",
            "channel_id": stage.general.id().to_string()})
    );
    assert!(stage.seat().say("what a badge").is_err());
    assert!(stage.seat().say("not so good").is_ok());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_alert_lets_the_message_through_and_says_so_elsewhere() {
    let stage = moderated();
    let alarm = stage.guild.text_channel("alarm");
    let actions = json!([{"type": 2, "metadata": {"channel_id": alarm.id().to_string()}}]);
    make(&stage, keyword(json!(["cat"]), actions)).await;
    let sent = stage.seat().say("a cat!").expect("sent");
    let told = stage.bot.event("AUTO_MODERATION_ACTION_EXECUTION").await;
    let alert = alarm.last().expect("an alert");
    assert_eq!(told["message_id"], sent.id.to_string());
    assert_eq!(told["alert_system_message_id"], alert.id.to_string());
    let path = format!("/channels/{}/messages/{}", alarm.id(), alert.id);
    let read = stage.bot.http.get(&path).await.json();
    assert_eq!(
        (&read["type"], &read["embeds"][0]["type"]),
        (&json!(24), &json!("auto_moderation_message"))
    );
    assert_eq!(read["embeds"][0]["description"], "a cat!");
    assert_eq!(read["author"]["username"], "ann");
    let fields: Vec<&Value> = read["embeds"][0]["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|field| &field["name"])
        .collect();
    assert_eq!(
        fields,
        [
            "rule_name",
            "channel_id",
            "flagged_message_id",
            "keyword",
            "keyword_matched_content"
        ]
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_time_out_follows_at_once_and_ends_by_the_clock() {
    let stage = moderated();
    let actions = json!([{"type": 1}, {"type": 3, "metadata": {"duration_seconds": 60}}]);
    make(&stage, keyword(json!(["bad"]), actions)).await;
    assert!(stage.seat().say("bad").is_err());
    assert!(
        stage.bot.event("GUILD_MEMBER_UPDATE").await["communication_disabled_until"].is_string()
    );
    let silent = DriverError::Forbidden("the person is in time-out");
    assert_eq!(stage.seat().say("good").err(), Some(silent));
    stage.sim.clock().advance(Duration::from_secs(61));
    assert!(stage.seat().say("good").is_ok());
}

#[tokio::test]
async fn whom_and_where_a_rule_leaves_alone() {
    let stage = moderated();
    let free = stage.guild.text_channel("free");
    let trusted = stage.guild.role("trusted", 0);
    let manager = stage.guild.role("manager", permission::MANAGE_GUILD);
    let mut rule = keyword(json!(["bad"]), block());
    rule["exempt_channels"] = json!([free.id().to_string()]);
    rule["exempt_roles"] = json!([trusted.id().to_string()]);
    let id = make(&stage, rule).await;
    assert!(stage.seat().say("bad").is_err());
    assert!(
        stage.ann.in_channel(&free).say("bad").is_ok(),
        "in an exempt channel"
    );
    for role in [trusted, manager] {
        stage.guild.clear_roles(&stage.ann);
        assert!(stage.seat().say("bad").is_err());
        stage.guild.member(&stage.ann, &[role]);
        assert!(stage.seat().say("bad").is_ok());
    }
    stage.guild.clear_roles(&stage.ann);
    let own = stage.messages();
    let answer = stage
        .bot
        .http
        .call("POST", &own, json!({"content": "bad"}))
        .await;
    assert_eq!(answer.status, 200, "bots are not judged");
    assert_eq!(
        call(
            &stage,
            "PATCH",
            &format!("/{id}"),
            json!({"enabled": false})
        )
        .await
        .status,
        200
    );
    assert!(stage.seat().say("bad").is_ok(), "the rule is off");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn mentions_and_presets_have_rules_of_their_own() {
    let stage = moderated();
    let of = |trigger: u64, metadata: Value| {
        json!({"name": "rule", "event_type": 1, "trigger_type": trigger, "enabled": true,
            "trigger_metadata": metadata, "actions": block()})
    };
    make(&stage, of(5, json!({"mention_total_limit": 1}))).await;
    make(
        &stage,
        of(4, json!({"presets": [1], "allow_list": ["damn"]})),
    )
    .await;
    make(&stage, of(3, json!({}))).await;
    let (ann, bob) = (stage.ann.id(), stage.bob.id());
    assert!(
        stage.seat().say(&format!("<@{ann}> <@{ann}>")).is_ok(),
        "the same twice is one"
    );
    assert!(stage.seat().say(&format!("<@{ann}> <@{bob}>")).is_err());
    assert!(stage.seat().say("oh shit").is_err());
    assert!(stage.seat().say("oh damn").is_ok(), "allowed");
    assert!(
        stage.seat().say("buy buy buy buy").is_ok(),
        "spam is never found here"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_bad_name_is_quarantined_until_it_is_changed() {
    let stage = moderated();
    let rule = json!({"name": "names", "event_type": 2, "trigger_type": 6, "enabled": true,
        "trigger_metadata": {"keyword_filter": ["rude"]}, "actions": [{"type": 4}]});
    make(&stage, rule).await;
    stage
        .ann
        .set_nick(&stage.guild, Some("so rude"))
        .expect("she may");
    assert_eq!(
        stage.bot.event("AUTO_MODERATION_ACTION_EXECUTION").await["matched_content"],
        "rude"
    );
    assert!(stage.seat().say("hello").is_err());
    assert_eq!(stage.guild.member_json(&stage.ann)["flags"], 1 << 7);
    let path = format!("/guilds/{}/members/{}", stage.guild.id(), stage.ann.id());
    stage.guild.bot_permissions(
        &stage.app,
        permission::MANAGE_GUILD | permission::MANAGE_NICKNAMES,
    );
    assert_eq!(
        stage
            .bot
            .http
            .call("PATCH", &path, json!({"nick": "Ann"}))
            .await
            .json()["flags"],
        0
    );
    assert!(stage.seat().say("hello").is_ok());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_was_written_is_content_that_needs_the_intent() {
    let stage = stage();
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_GUILD);
    make(&stage, keyword(json!(["bad"]), block())).await;
    assert!(stage.seat().say("bad").is_err());
    let told = stage.bot.event("AUTO_MODERATION_ACTION_EXECUTION").await;
    assert_eq!(
        (&told["content"], &told["matched_content"]),
        (&json!(""), &json!(""))
    );
    assert_eq!(told["matched_keyword"], "bad");
}

#[tokio::test]
async fn only_bots_that_manage_the_guild_hear_of_rules() {
    let stage = moderated();
    let other = stage.sim.application("other");
    stage.guild.install(&other, permission::NONE);
    let mut tap = stage.sim.tap(&other);
    let id = make(&stage, keyword(json!(["bad"]), block())).await;
    assert_eq!(
        stage.bot.event("AUTO_MODERATION_RULE_CREATE").await["id"],
        id
    );
    stage
        .guild
        .bot_permissions(&other, permission::MANAGE_GUILD);
    let one = format!("/{id}");
    assert_eq!(
        call(&stage, "PATCH", &one, json!({"name": "new"}))
            .await
            .json()["name"],
        "new"
    );
    assert_eq!(
        stage.bot.event("AUTO_MODERATION_RULE_UPDATE").await["name"],
        "new"
    );
    assert_eq!(call(&stage, "DELETE", &one, Value::Null).await.status, 204);
    assert_eq!(
        stage.bot.event("AUTO_MODERATION_RULE_DELETE").await["id"],
        id
    );
    let heard = loop {
        let (event, _) = tap.next().await.expect("an event");
        if event.starts_with("AUTO_MODERATION") {
            break event;
        }
    };
    assert_eq!(
        heard, "AUTO_MODERATION_RULE_UPDATE",
        "it could not manage the guild before"
    );
    assert_eq!(call(&stage, "GET", &one, Value::Null).await.status, 404);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn rights_and_numbers_are_kept() {
    let stage = moderated();
    for _ in 0..6 {
        make(&stage, keyword(json!(["bad"]), block())).await;
    }
    let seventh = call(&stage, "POST", "", keyword(json!(["bad"]), block())).await;
    assert_eq!(seventh.code(), 50035);
    assert_eq!(
        seventh.json()["errors"]["_errors"][0]["code"],
        "AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED"
    );
    let nowhere = json!([{"type": 2, "metadata": {"channel_id": "1"}}]);
    let rule = json!({"name": "m", "event_type": 1, "trigger_type": 5, "trigger_metadata": {"mention_total_limit": 1},
        "actions": nowhere});
    let refused = call(&stage, "POST", "", rule).await;
    assert!(refused.json()["errors"]["actions"]["0"]["metadata"]["channel_id"].is_object());
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_GUILD);
    let time_out = json!({"name": "m", "event_type": 1, "trigger_type": 5, "trigger_metadata": {"mention_total_limit": 1},
        "actions": [{"type": 3, "metadata": {"duration_seconds": 1}}]});
    assert_eq!(
        call(&stage, "POST", "", time_out).await.code(),
        50013,
        "MODERATE_MEMBERS is gone"
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::MODERATE_MEMBERS);
    assert_eq!(
        call(&stage, "GET", "", Value::Null).await.code(),
        50013,
        "MANAGE_GUILD is gone"
    );
    stage.forgive_refused();
}
