//! The audit log: what is in it, who reads it, and how long.

use std::time::Duration;

use discord_sim::{ProblemKind, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, stage};

fn with_all() -> Stage {
    let stage = stage();
    stage.guild.bot_permissions(&stage.app, permission::ALL);
    stage
}

async fn log(stage: &Stage, query: &str) -> Value {
    let path = format!("/guilds/{}/audit-logs{query}", stage.guild.id());
    stage.bot.http.get(&path).await.json()
}

async fn call(stage: &Stage, method: &str, rest: &str, body: Value) -> Value {
    let path = format!("/guilds/{}{rest}", stage.guild.id());
    stage.bot.http.call(method, &path, body).await.json()
}

fn ids(log: &Value) -> Vec<String> {
    let entries = log["audit_log_entries"].as_array().expect("entries");
    let ids = entries
        .iter()
        .map(|entry| entry["id"].as_str().unwrap_or_default().to_owned());
    ids.collect()
}

#[tokio::test]
async fn what_entries_are_about_comes_with_them() {
    let stage = with_all();
    let rule = json!({"name": "r", "event_type": 1, "trigger_type": 1, "trigger_metadata": {"keyword_filter": ["x"]},
        "actions": [{"type": 1}]});
    let rule = call(&stage, "POST", "/auto-moderation/rules", rule).await;
    call(
        &stage,
        "DELETE",
        &format!("/members/{}", stage.ann.id()),
        Value::Null,
    )
    .await;
    let log = log(&stage, "").await;
    assert_eq!(log["auto_moderation_rules"], json!([rule]));
    let names: Vec<&Value> = log["users"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|user| &user["username"])
        .collect();
    assert_eq!(names, ["echo", "ann"]);
    call(
        &stage,
        "DELETE",
        &format!(
            "/auto-moderation/rules/{}",
            rule["id"].as_str().expect("an id")
        ),
        Value::Null,
    )
    .await;
    let log = self::log(&stage, "").await;
    assert_eq!(
        log["auto_moderation_rules"],
        json!([]),
        "what is gone is not shown"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn entries_are_filtered_and_paged() {
    let stage = with_all();
    for name in ["a", "b", "c"] {
        call(&stage, "POST", "/roles", json!({"name": name})).await;
    }
    call(
        &stage,
        "PATCH",
        &format!("/members/{}", stage.ann.id()),
        json!({"nick": "A"}),
    )
    .await;
    let all = ids(&log(&stage, "").await);
    assert_eq!(all.len(), 4, "newest first");
    assert!(
        all.windows(2)
            .all(|pair| pair[0].len() == pair[1].len() && pair[0] > pair[1])
    );
    assert_eq!(ids(&log(&stage, "?action_type=30").await), all[1..]);
    assert_eq!(
        ids(&log(&stage, &format!("?target_id={}", stage.ann.id())).await),
        all[..1]
    );
    assert_eq!(
        ids(&log(&stage, &format!("?user_id={}", stage.ann.id())).await),
        Vec::<String>::new()
    );
    assert_eq!(
        ids(&log(&stage, &format!("?before={}&limit=2", all[1])).await),
        all[2..]
    );
    let after = ids(&log(&stage, &format!("?after={}", all[3])).await);
    assert_eq!(
        after,
        [all[2].clone(), all[1].clone(), all[0].clone()],
        "oldest first"
    );
    for bad in ["?limit=0", "?limit=101", "?action_type=2"] {
        assert_eq!(log(&stage, bad).await["code"], 50035, "{bad}");
    }
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(log(&stage, "").await["code"], 50013);
    let journal = stage.sim.journal();
    journal.forgive(|problem| problem.kind == ProblemKind::Refused);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn entries_are_kept_for_45_days() {
    let stage = with_all();
    call(&stage, "POST", "/roles", json!({"name": "old"})).await;
    stage.sim.clock().advance(Duration::from_secs(44 * 86_400));
    call(&stage, "POST", "/roles", json!({"name": "new"})).await;
    assert_eq!(ids(&log(&stage, "").await).len(), 2);
    stage.sim.clock().advance(Duration::from_secs(2 * 86_400));
    assert_eq!(ids(&log(&stage, "").await).len(), 1);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn only_bots_that_may_view_the_log_hear_of_entries() {
    let stage = with_all();
    let other = stage.sim.application("other");
    stage.guild.install(&other, permission::NONE);
    let mut tap = stage.sim.tap(&other);
    call(&stage, "POST", "/roles", json!({"name": "one"})).await;
    stage
        .guild
        .bot_permissions(&other, permission::VIEW_AUDIT_LOG);
    call(&stage, "POST", "/roles", json!({"name": "two"})).await;
    let heard = tap
        .next_of("GUILD_AUDIT_LOG_ENTRY_CREATE")
        .await
        .expect("an event");
    let name = heard["changes"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|change| change["key"] == "name");
    assert_eq!(
        name.expect("a name")["new_value"],
        "two",
        "the first one was not for it"
    );
    assert_eq!(heard["guild_id"], stage.guild.id().to_string());
}
