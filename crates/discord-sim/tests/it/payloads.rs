//! What every interaction carries (PROTOCOL 4), kind by kind.

use discord_sim::permission;
use serde_json::{Value, json};

use crate::bot::{Stage, says, stage};

/// Keys of every interaction.
const ALWAYS: [&str; 14] = [
    "id",
    "application_id",
    "type",
    "data",
    "channel",
    "channel_id",
    "token",
    "version",
    "app_permissions",
    "locale",
    "entitlements",
    "authorizing_integration_owners",
    "context",
    "attachment_size_limit",
];
/// Keys of those in guilds, and of those in private.
const IN_GUILDS: [&str; 4] = ["guild", "guild_id", "guild_locale", "member"];
const IN_PRIVATE: [&str; 1] = ["user"];

fn keys(interaction: &Value) -> Vec<&str> {
    let fields = interaction.as_object().expect("an object");
    let mut keys: Vec<&str> = fields.keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn wanted(more: &[&'static str]) -> Vec<&'static str> {
    let mut keys: Vec<&str> = ALWAYS.iter().chain(more).copied().collect();
    keys.sort_unstable();
    keys
}

fn commands() -> Value {
    json!([{"name": "echo", "description": "x", "options": [
        {"type": 3, "name": "text", "description": "x", "autocomplete": true}]}])
}

async fn registered() -> Stage {
    let stage = stage();
    assert_eq!(stage.bot.register(commands()).await.status, 200);
    stage
}

#[tokio::test]
async fn a_command_in_a_guild_says_who_and_where() {
    let stage = registered().await;
    stage.guild.set_locale("fr");
    stage.ann.set_locale("de");
    let seat = stage.seat();
    let act = async { seat.slash("/echo text:a").await.expect("sent") };
    let (_, interaction, _) = stage.answer_to(act, says("ok")).await;
    assert_eq!(keys(&interaction), wanted(&IN_GUILDS));
    let guild = stage.guild.id().to_string();
    assert_eq!(
        interaction["guild"],
        json!({"id": guild, "locale": "fr", "features": []})
    );
    assert_eq!(
        (&interaction["guild_locale"], &interaction["locale"]),
        (&json!("fr"), &json!("de"))
    );
    assert_eq!(interaction["attachment_size_limit"], 10 * 1024 * 1024);
    assert_eq!(
        (&interaction["version"], &interaction["entitlements"]),
        (&json!(1), &json!([]))
    );
    let member = &interaction["member"];
    assert_eq!(member["permissions"], permission::DEFAULT.to_string());
    for key in [
        "user",
        "roles",
        "joined_at",
        "deaf",
        "mute",
        "nick",
        "pending",
        "flags",
    ] {
        assert!(member.get(key).is_some(), "{key}");
    }
    let channel = &interaction["channel"];
    assert_eq!(
        (&channel["name"], &channel["type"]),
        (&json!("general"), &json!(0))
    );
    assert_eq!(channel["permissions"], permission::DEFAULT.to_string());
    assert!(
        channel.get("permission_overwrites").is_none(),
        "it is partial"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn options_are_there_only_where_some_were_given() {
    let stage = registered().await;
    let seat = stage.seat();
    let act = async { seat.slash("/echo").await.expect("sent") };
    let (_, interaction, _) = stage.answer_to(act, says("ok")).await;
    let data = &interaction["data"];
    assert!(data.get("options").is_none() && data.get("resolved").is_none());
    assert_eq!(
        (&data["name"], &data["type"], data["id"].is_string()),
        (&json!("echo"), &json!(1), true)
    );
}

#[tokio::test]
async fn in_private_there_is_neither_guild_nor_member() {
    let stage = registered().await;
    let seat = stage.ann.dm(&stage.app);
    let act = async { seat.slash("/echo text:a").await.expect("sent") };
    let (_, interaction, _) = stage.answer_to(act, says("ok")).await;
    assert_eq!(keys(&interaction), wanted(&IN_PRIVATE));
    assert_eq!(interaction["channel"]["recipients"][0]["username"], "ann");
}

#[tokio::test]
async fn components_and_their_modals_bring_the_message() {
    let stage = registered().await;
    let seat = stage.seat();
    let with_message: Vec<&str> = IN_GUILDS.iter().copied().chain(["message"]).collect();
    let row = json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": "A", "custom_id": "a"}]}]);
    let act = async { seat.slash("/echo text:a").await.expect("sent") };
    let body = json!({"type": 4, "data": {"content": "look", "components": row}});
    let (shown, ..) = stage.answer_to(act, body).await;
    let message = shown.message().expect("a message");
    let act = async { seat.click(&message, "A").await.expect("a button") };
    let modal = json!({"type": 9, "data": {"custom_id": "m", "title": "M", "components": [
        {"type": 18, "label": "L", "component": {"type": 23, "custom_id": "c"}}]}});
    let (shown, interaction, _) = stage.answer_to(act, modal).await;
    assert_eq!(keys(&interaction), wanted(&with_message));
    assert_eq!(interaction["message"]["content"], "look");
    let modal = shown.modal().expect("a modal");
    let act = async { seat.submit(&modal, &[]).await.expect("sent") };
    let (shown, interaction, _) = stage
        .answer_to(act, json!({"type": 7, "data": {"content": "done"}}))
        .await;
    assert_eq!(keys(&interaction), wanted(&with_message));
    assert_eq!(
        (&interaction["type"], &interaction["message"]["id"]),
        (&json!(5), &json!(message.id.to_string()))
    );
    assert_eq!(shown.message().expect("the same message").id, message.id);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn typing_is_an_interaction_of_its_own() {
    let stage = registered().await;
    let seat = stage.seat();
    let bot = async {
        let interaction = stage.bot.interaction().await;
        let choices = json!({"type": 8, "data": {"choices": [{"name": "A", "value": "a"}]}});
        assert_eq!(stage.bot.callback(&interaction, choices).await.status, 204);
        interaction
    };
    let (choices, interaction) = tokio::join!(seat.autocomplete("/echo text:a|"), bot);
    assert_eq!(choices.expect("suggestions").len(), 1);
    assert_eq!(keys(&interaction), wanted(&IN_GUILDS));
    assert_eq!(interaction["type"], 4);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_interaction_tells_the_features_of_its_guild() {
    let stage = stage();
    stage.guild.set_features(&["COMMUNITY"]);
    let (_, interaction, _) = stage.echo(says("hi")).await;
    assert_eq!(
        interaction["guild"]["features"],
        serde_json::json!(["COMMUNITY"])
    );
    let guilds = stage.bot.http.get("/users/@me/guilds").await.json();
    assert_eq!(guilds[0]["features"], serde_json::json!(["COMMUNITY"]));
}
