//! Commands in other languages: lists, and what people type.

use serde_json::{Value, json};

use crate::bot::{Stage, says, stage};

fn commands() -> Value {
    json!([{"name": "play", "description": "Play", "name_localizations": {"de": "spielen", "en-GB": "playe"},
    "description_localizations": {"de": "Spielen"},
    "options": [{"type": 1, "name": "word", "description": "A word", "name_localizations": {"de": "wort"},
        "options": [
            {"type": 3, "name": "level", "description": "How hard", "name_localizations": {"de": "stufe"},
                "choices": [{"name": "Easy", "name_localizations": {"de": "Leicht"}, "value": "e"}]},
            {"type": 3, "name": "kind", "description": "x", "name_localizations": {"de": "art"}, "autocomplete": true},
        ]}]}])
}

async fn registered() -> Stage {
    let stage = stage();
    assert_eq!(stage.bot.register(commands()).await.status, 200);
    stage
}

#[tokio::test]
async fn people_type_in_their_language_and_bots_get_the_default_names() {
    let stage = registered().await;
    stage.ann.set_locale("de");
    let seat = stage.seat();
    for line in [
        "/spielen wort stufe:Leicht art:x",
        "/play word level:Easy kind:x",
    ] {
        let act = async { seat.slash(line).await.expect(line) };
        let (_, interaction, _) = stage.answer_to(act, says("ok")).await;
        let data = &interaction["data"];
        assert_eq!(data["name"], "play");
        assert_eq!(
            data["options"],
            json!([{"name": "word", "type": 1, "options": [
                {"name": "level", "type": 3, "value": "e"}, {"name": "kind", "type": 3, "value": "x"}]}])
        );
    }
    let english = stage.bob.in_channel(&stage.general);
    assert!(english.slash("/spielen wort").await.is_err());
    let act = async {
        english
            .slash("/playe word")
            .await
            .expect("American falls back to British")
    };
    let (_, interaction, _) = stage.answer_to(act, says("ok")).await;
    assert_eq!(interaction["data"]["name"], "play");
}

#[tokio::test]
async fn suggestions_are_read_in_the_language_too() {
    let stage = registered().await;
    stage.ann.set_locale("de");
    let seat = stage.seat();
    let answer = json!({"type": 8, "data": {"choices": [
        {"name": "Animal", "name_localizations": {"de": "Tier"}, "value": "animal"}]}});
    let bot = async {
        let interaction = stage.bot.interaction().await;
        stage.bot.callback(&interaction, answer).await;
        interaction
    };
    let (choices, interaction) =
        tokio::join!(seat.autocomplete("/spielen wort stufe:Leicht art:ti|"), bot);
    assert_eq!(choices.expect("suggestions")[0].name, "Tier");
    let options = &interaction["data"]["options"][0]["options"];
    assert_eq!(
        options[1],
        json!({"name": "kind", "type": 3, "value": "ti", "focused": true})
    );
    assert!(interaction["data"].get("resolved").is_none());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn lists_give_the_callers_language_unless_they_are_asked_for_all() {
    let stage = registered().await;
    let path = format!("/applications/{}/commands", stage.app.id());
    let plain = stage.bot.http.get(&path).await.json();
    assert!(
        plain[0].get("name_localizations").is_none() && plain[0].get("name_localized").is_none()
    );
    let in_german = stage.bot.http.clone().with("x-discord-locale", "de");
    let german = in_german.get(&path).await.json();
    assert_eq!(german[0]["name"], "play");
    assert_eq!(german[0]["name_localized"], "spielen");
    assert_eq!(german[0]["description_localized"], "Spielen");
    let word = &german[0]["options"][0];
    assert_eq!(
        (&word["name_localized"], word.get("description_localized")),
        (&json!("wort"), None)
    );
    assert_eq!(word["options"][0]["choices"][0]["name_localized"], "Leicht");
    let accepted = stage
        .bot
        .http
        .clone()
        .with("accept-language", "en-US,de;q=0.5");
    let english = accepted.get(&path).await.json();
    assert_eq!(
        english[0]["name_localized"], "playe",
        "American falls back to British"
    );
    let one = format!("{path}/{}", german[0]["id"].as_str().expect("an id"));
    assert_eq!(
        in_german.get(&one).await.json()["name_localizations"]["de"],
        "spielen"
    );
    let all = in_german
        .get(&format!("{path}?with_localizations=true"))
        .await
        .json();
    assert_eq!(all[0]["name_localizations"]["de"], "spielen");
    assert!(all[0].get("name_localized").is_none());
    assert_eq!(stage.sim.problems(), []);
}
