//! Which commands a person is offered where, and in what language.

use discord_sim::{CommandPermission, permission};
use serde_json::{Value, json};

use super::reader::{Asker, all};
use crate::bot::stage;

async fn offered(asker: &Asker, channel: u64) -> Vec<String> {
    let page = asker.get(&format!("/channels/{channel}/commands")).await;
    let whose = page["applications"].as_array().unwrap().len();
    let names = all(&page["commands"], "name");
    assert_eq!(whose, usize::from(!names.is_empty()), "{page}");
    names.into_iter().map(ToOwned::to_owned).collect()
}

fn chat(name: &str, more: &Value) -> Value {
    let mut command = json!({"name": name, "description": "x", "type": 1});
    for (key, value) in more.as_object().unwrap() {
        command[key] = value.clone();
    }
    command
}

#[tokio::test]
async fn only_what_fits_the_person_and_the_place_is_offered() {
    let stage = stage();
    let commands = json!([
        chat("all", &json!({})),
        chat("admin", &json!({"default_member_permissions": "0"})),
        chat("manage", &json!({"default_member_permissions": permission::MANAGE_GUILD.to_string()})),
        chat("adult", &json!({"nsfw": true})),
        chat("direct", &json!({"contexts": [1]})),
        chat("here", &json!({"contexts": [0]})),
        chat("mine", &json!({"integration_types": [1], "contexts": [0, 1, 2]})),
        {"name": "About", "type": 2},
        {"name": "Keep", "type": 3},
    ]);
    let answer = stage.bot.register(commands).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    let (general, guild) = (stage.general.id(), &stage.guild);
    let ann = Asker::of(&stage.sim, &stage.ann);
    assert_eq!(
        offered(&ann, general).await,
        ["all", "here", "About", "Keep"]
    );
    let role = guild.role("manager", permission::MANAGE_GUILD);
    guild.member(&stage.ann, &[role]);
    assert_eq!(
        offered(&ann, general).await,
        ["all", "manage", "here", "About", "Keep"]
    );
    let owner = Asker::of(&stage.sim, &guild.owner());
    assert!(offered(&owner, general).await.contains(&"admin".to_owned()));

    let direct = stage.bob.dm(&stage.app).channel().id();
    let bob = Asker::of(&stage.sim, &stage.bob);
    let found = offered(&bob, direct).await;
    assert!(
        found.contains(&"direct".to_owned()) && !found.contains(&"here".to_owned()),
        "{found:?}"
    );
    let pair = stage.bob.dm_with(&stage.ann).channel().id();
    assert_eq!(offered(&bob, pair).await, [""; 0]);
    stage.app.set_user_installed(&stage.bob);
    assert_eq!(offered(&bob, pair).await, ["mine"]);
    assert!(offered(&bob, general).await.contains(&"mine".to_owned()));
    assert!(!offered(&ann, general).await.contains(&"mine".to_owned()));

    stage
        .general
        .for_person(&stage.bob, 0, permission::USE_APPLICATION_COMMANDS);
    assert_eq!(offered(&bob, general).await, [""; 0]);
}

#[tokio::test]
async fn what_a_guild_sets_counts_and_its_own_command_hides_the_one_for_everywhere() {
    let stage = stage();
    stage
        .bot
        .register(json!([chat("play", &json!({})), chat("quiz", &json!({}))]))
        .await;
    let own = format!(
        "/applications/{}/guilds/{}/commands",
        stage.bot.id,
        stage.guild.id()
    );
    stage
        .bot
        .http
        .call(
            "PUT",
            &own,
            json!([chat("play", &json!({"description": "ours"}))]),
        )
        .await;
    let asker = Asker::of(&stage.sim, &stage.bob);
    let path = format!("/channels/{}/commands", stage.general.id());
    let page = asker.get(&path).await;
    assert_eq!(all(&page["commands"], "name"), ["play", "quiz"]);
    assert_eq!(page["commands"][0]["description"], "ours");
    let no = [CommandPermission::person(&stage.bob, false)];
    stage
        .guild
        .command_permissions(&stage.app, Some("quiz"), &no);
    assert_eq!(all(&asker.get(&path).await["commands"], "name"), ["play"]);
}

#[tokio::test]
async fn texts_are_those_of_the_persons_language() {
    let stage = stage();
    let command = chat(
        "play",
        &json!({"name_localizations": {"de": "spielen"}, "description_localizations": {"de": "Spielt"},
        "options": [{"type": 3, "name": "level", "description": "How hard", "name_localizations": {"de": "stufe"},
            "choices": [{"name": "Easy", "name_localizations": {"de": "Leicht"}, "value": "e"}]}]}),
    );
    assert_eq!(stage.bot.register(json!([command])).await.status, 200);
    let asker = Asker::of(&stage.sim, &stage.ann);
    let path = format!("/channels/{}/commands", stage.general.id());
    for (locale, name, text, option, choice) in [
        ("de", "spielen", "Spielt", "stufe", "Leicht"),
        ("fr", "play", "x", "level", "Easy"),
    ] {
        stage.ann.set_locale(locale);
        let command = asker.get(&path).await["commands"][0].clone();
        assert_eq!(
            (&command["name"], &command["name_localized"]),
            (&json!("play"), &json!(name))
        );
        assert_eq!(command["description_localized"], text);
        let shown = &command["options"][0];
        assert_eq!(
            (&shown["name"], &shown["name_localized"]),
            (&json!("level"), &json!(option))
        );
        assert_eq!(shown["description_localized"], "How hard");
        assert_eq!(shown["choices"][0]["name_localized"], choice);
        assert_eq!(shown["choices"][0]["value"], "e");
    }
}
