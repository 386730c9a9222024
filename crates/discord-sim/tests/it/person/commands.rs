//! Commands of all kinds, their options, and suggestions.

use discord_sim::{Upload, permission};
use serde_json::{Value, json};

use super::alike;
use crate::bot::{Stage, says, stage, text};

const OPTIONS: [(&str, u8); 9] = [
    ("word", 3),
    ("count", 4),
    ("sure", 5),
    ("who", 6),
    ("where", 7),
    ("role", 8),
    ("any", 9),
    ("share", 10),
    ("file", 11),
];

/// A stage whose bot has commands of every kind.
async fn busy() -> Stage {
    let stage = stage();
    let mut options: Vec<Value> = OPTIONS
        .iter()
        .map(|(name, kind)| json!({"type": kind, "name": name, "description": "d"}))
        .collect();
    options[0]["max_length"] = json!(10);
    options[1]["min_value"] = json!(2);
    options[4]["channel_types"] = json!([0]);
    let colours = json!([{"name": "Red", "value": "red"}, {"name": "Blue", "value": "blue"}]);
    let commands = json!([
        {"name": "all", "description": "d", "type": 1, "options": options},
        {"name": "pick", "description": "d", "type": 1, "options": [
            {"type": 3, "name": "colour", "description": "d", "required": true, "choices": colours},
            {"type": 10, "name": "size", "description": "d", "choices": [{"name": "Big", "value": 2}]}]},
        {"name": "deep", "description": "d", "type": 1, "options": [
            {"type": 2, "name": "group", "description": "d", "options": [
                {"type": 1, "name": "leaf", "description": "d", "options": [
                    {"type": 3, "name": "word", "description": "d", "autocomplete": true},
                    {"type": 4, "name": "count", "description": "d", "autocomplete": true}]}]}]},
        {"name": "hidden", "description": "d", "type": 1, "default_member_permissions": "0"},
        {"name": "Praise", "type": 2},
        {"name": "Keep", "type": 3},
    ]);
    assert_eq!(stage.bot.register(commands).await.status, 200);
    stage
}

/// The bot gets the same of a typed line and of what a client sends.
async fn same(stage: &Stage, line: &str, options: Value, files: &[(&str, &[u8])]) -> Value {
    let name = line.split(' ').next().unwrap().trim_start_matches('/');
    let mut data = json!({"id": stage.command(name).await, "name": name, "type": 1});
    if options != json!([]) {
        data["options"] = options;
    }
    let (seat, held) = (stage.seat(), files.iter());
    let held: Vec<Upload> = held
        .map(|(name, bytes)| Upload::new(name, bytes.to_vec()))
        .collect();
    let typed = async { seat.slash_with(line, &held).await.expect("it can be typed") };
    let (_, typed, _) = stage.answer_to(typed, says("ok")).await;
    let sent = stage.uses(&stage.wanted(2, data), files).await;
    stage.bot.callback(&sent, says("ok")).await;
    assert_eq!(alike(&sent), alike(&typed), "{line}");
    sent
}

#[tokio::test]
async fn each_type_of_option_arrives_as_if_it_was_typed() {
    let stage = busy().await;
    let role = stage.guild.role("mods", permission::NONE).id().to_string();
    let (bob, general) = (stage.bob.id().to_string(), stage.general.id().to_string());
    for (line, name, value) in [
        ("/all word:two words", "word", json!("two words")),
        ("/all count:7", "count", json!(7)),
        ("/all sure:true", "sure", json!(true)),
        ("/all who:@bob", "who", json!(bob)),
        ("/all where:#general", "where", json!(general)),
        ("/all role:@mods", "role", json!(role)),
        ("/all any:@mods", "any", json!(role)),
        ("/all any:@bob", "any", json!(bob)),
        ("/all share:0.5", "share", json!(0.5)),
        ("/all share:3", "share", json!(3)),
    ] {
        let kind = OPTIONS.iter().find(|(known, _)| *known == name).unwrap().1;
        let options = json!([{"name": name, "type": kind, "value": value}]);
        same(&stage, line, options, &[]).await;
    }
    let files: [(&str, &[u8]); 2] = [("b.txt", b"other"), ("a.png", b"pixels")];
    let options = json!([{"name": "file", "type": 11, "value": 1}]);
    let sent = same(&stage, "/all file:a.png", options, &files).await;
    let id = text(&sent["data"]["options"][0]["value"]);
    let stored = &sent["data"]["resolved"]["attachments"][id];
    assert_eq!(
        (&stored["filename"], &stored["size"]),
        (&json!("a.png"), &json!(6))
    );
    same(&stage, "/all", json!([]), &[]).await;
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn choices_and_sub_commands_arrive_as_if_they_were_typed() {
    let stage = busy().await;
    let options = json!([{"name": "colour", "type": 3, "value": "blue"}, {"name": "size", "type": 10, "value": 2.0}]);
    same(&stage, "/pick colour:Blue size:Big", options, &[]).await;
    let leaf = json!([{"name": "word", "type": 3, "value": "anything"}]);
    let options = json!([{"name": "group", "type": 2, "options": [{"name": "leaf", "type": 1, "options": leaf}]}]);
    same(&stage, "/deep group leaf word:anything", options, &[]).await;
    let options = json!([{"name": "group", "type": 2, "options": [{"name": "leaf", "type": 1}]}]);
    same(&stage, "/deep group leaf", options, &[]).await;
}

#[tokio::test]
async fn menus_arrive_as_if_they_were_opened() {
    let stage = busy().await;
    let seat = stage.seat();
    let said = stage.bob.in_channel(&stage.general).say("well").unwrap();
    let act = async { seat.user_menu("Praise", &stage.bob).await.unwrap() };
    let (_, typed, _) = stage.answer_to(act, says("ok")).await;
    let mut data = json!({"id": stage.command("Praise").await, "name": "Praise", "type": 2,
        "target_id": stage.bob.id().to_string()});
    let sent = stage.uses(&stage.wanted(2, data.clone()), &[]).await;
    stage.bot.callback(&sent, says("ok")).await;
    assert_eq!(alike(&sent), alike(&typed));
    data["target_id"] = json!("17");
    assert_eq!(stage.refuses(stage.wanted(2, data)).await.0, 400);

    let act = async { seat.message_menu("Keep", &said).await.unwrap() };
    let (_, typed, _) = stage.answer_to(act, says("ok")).await;
    let mut data = json!({"id": stage.command("Keep").await, "name": "Keep", "type": 3,
        "target_id": said.id.to_string()});
    let sent = stage.uses(&stage.wanted(2, data.clone()), &[]).await;
    stage.bot.callback(&sent, says("ok")).await;
    assert_eq!(alike(&sent), alike(&typed));
    let elsewhere = stage.guild.text_channel("elsewhere");
    let said = stage.ann.in_channel(&elsewhere).say("there").unwrap();
    data["target_id"] = json!(said.id.to_string());
    let (status, why) = stage.refuses(stage.wanted(2, data)).await;
    assert_eq!(
        (status, why.as_str()),
        (404, "there is no such message for this person")
    );
}

#[tokio::test]
async fn what_the_client_would_not_send_is_refused() {
    let stage = busy().await;
    let hidden = stage.guild.text_channel("hidden");
    hidden.for_everyone(permission::NONE, permission::VIEW_CHANNEL);
    let (all, pick, deep) = (
        stage.command("all").await,
        stage.command("pick").await,
        stage.command("deep").await,
    );
    let word = |value: Value| json!([{"name": "word", "type": 3, "value": value}]);
    let one =
        |name: &str, kind: u8, value: Value| json!([{"name": name, "type": kind, "value": value}]);
    for (name, id, options, error) in [
        (
            "all",
            &all,
            word(json!("much too long")),
            "0 to 10 characters are wanted",
        ),
        ("all", &all, word(json!("")), "it must be filled in"),
        ("all", &all, word(json!(7)), "a text is wanted"),
        ("all", &all, word(json!({"a": [1]})), "a text is wanted"),
        ("all", &all, one("count", 4, json!(1)), "a number from 2"),
        (
            "all",
            &all,
            one("count", 4, json!("7")),
            "a whole number is wanted",
        ),
        (
            "all",
            &all,
            one("count", 4, json!(7.5)),
            "a whole number is wanted",
        ),
        (
            "all",
            &all,
            one("sure", 5, json!("true")),
            "true or false is wanted",
        ),
        ("all", &all, one("who", 6, json!("bob")), "an id is wanted"),
        ("all", &all, one("who", 6, json!("17")), "no such user"),
        ("all", &all, one("role", 8, json!("17")), "no such role"),
        (
            "all",
            &all,
            one("where", 7, json!(hidden.id().to_string())),
            "no such channel",
        ),
        (
            "all",
            &all,
            one("file", 11, json!(0)),
            "no file of that number was sent along",
        ),
        (
            "all",
            &all,
            one("none", 3, json!("x")),
            "`none` is no option of /all",
        ),
        (
            "all",
            &all,
            one("word", 4, json!(3)),
            "`word` is no option of /all",
        ),
        (
            "all",
            &all,
            json!([word(json!("x"))[0], word(json!("y"))[0]]),
            "`word` is no option of /all",
        ),
        ("pick", &pick, json!([]), "/pick needs colour"),
        (
            "pick",
            &pick,
            one("colour", 3, json!("Blue")),
            "it is not one of the choices",
        ),
        (
            "pick",
            &pick,
            one("colour", 3, json!("green")),
            "it is not one of the choices",
        ),
        (
            "deep",
            &deep,
            json!([]),
            "/deep needs one of its sub-commands",
        ),
        (
            "deep",
            &deep,
            one("leaf", 1, json!(1)),
            "/deep needs one of its sub-commands",
        ),
        (
            "deep",
            &deep,
            json!([{"name": "group", "type": 2}]),
            "/deep group needs one of its sub-commands",
        ),
    ] {
        let data = json!({"id": id, "name": name, "type": 1, "options": options});
        let (status, why) = stage.refuses(stage.wanted(2, data)).await;
        assert!(
            status == 400 && why.contains(error),
            "{options}: {status} {why}"
        );
    }
    let answer = stage
        .acts(&stage.ann, "POST", "/interactions", {
            let data = json!({"id": all, "name": "all", "type": 1, "options": word(json!(7))});
            stage.wanted(2, data)
        })
        .await;
    assert_eq!(answer.json()["field"], "word");
}

#[tokio::test]
async fn places_and_commands_that_are_not_offered_are_refused() {
    let stage = busy().await;
    let data = json!({"id": stage.command("all").await, "name": "all", "type": 1});
    let other = stage.sim.guild("Other");
    let foreign = other.text_channel("foreign");
    let hidden = stage.guild.text_channel("hidden");
    hidden.for_everyone(permission::NONE, permission::VIEW_CHANNEL);
    let quiet = stage.guild.text_channel("quiet");
    quiet.for_everyone(permission::NONE, permission::USE_APPLICATION_COMMANDS);
    for (key, value, status, error) in [
        (
            "channel_id",
            json!(foreign.id().to_string()),
            403,
            "the person does not see this channel",
        ),
        (
            "channel_id",
            json!(hidden.id().to_string()),
            403,
            "the person does not see this channel",
        ),
        ("channel_id", json!("17"), 404, "there is no channel 17"),
        ("channel_id", json!("x"), 400, "channel_id"),
        (
            "guild_id",
            json!(other.id().to_string()),
            400,
            "the channel is not in that guild",
        ),
        (
            "application_id",
            json!("17"),
            404,
            "there is no command /all here",
        ),
        ("type", json!(9), 400, "type: 9 is not known here"),
        ("nonce", json!("9".repeat(26)), 400, "too long"),
        ("data", json!([]), 400, "data"),
    ] {
        let mut wanted = stage.wanted(2, data.clone());
        wanted[key] = value;
        let (told, why) = stage.refuses(wanted).await;
        assert!(told == status && why.contains(error), "{key}: {told} {why}");
    }
    let mut wanted = stage.wanted(2, data.clone());
    wanted["channel_id"] = json!(quiet.id().to_string());
    let (status, why) = stage.refuses(wanted).await;
    assert!(
        status == 403 && why.contains("may not use application commands"),
        "{why}"
    );
    let hidden = json!({"id": stage.command("hidden").await, "name": "hidden", "type": 1});
    assert_eq!(stage.refuses(stage.wanted(2, hidden)).await.0, 403);
    let mut wrong = data.clone();
    wrong["name"] = json!("pick");
    assert_eq!(
        stage.refuses(stage.wanted(2, wrong)).await.0,
        404,
        "the id is another's"
    );
    let stranger = stage.sim.person("zoe");
    let answer = stage.acts(
        &stranger,
        "POST",
        "/interactions",
        stage.wanted(2, data.clone()),
    );
    assert_eq!(answer.await.status, 403);
    let path = format!("{}/sim/v1/as/nobody/interactions", stage.sim.url());
    let nobody = stage
        .bot
        .open
        .call("POST", &path, stage.wanted(2, data))
        .await;
    assert_eq!(nobody.status, 404);
}

#[tokio::test]
async fn suggestions_are_asked_for_as_if_somebody_typed() {
    let stage = busy().await;
    let seat = stage.seat();
    let id = stage.command("deep").await;
    let leaf = |options: Value| {
        let leaf = json!({"name": "leaf", "type": 1, "options": options});
        json!({"id": id, "name": "deep", "type": 1,
            "options": [{"name": "group", "type": 2, "options": [leaf]}]})
    };
    let choices = json!({"type": 8, "data": {"choices": [{"name": "A", "value": "a"}]}});
    for (line, options) in [
        (
            "/deep group leaf word:an|",
            json!([{"name": "word", "type": 3, "value": "an", "focused": true}]),
        ),
        (
            "/deep group leaf word:|",
            json!([{"name": "word", "type": 3, "value": "", "focused": true}]),
        ),
        (
            "/deep group leaf word:a count:many|",
            json!([{"name": "word", "type": 3, "value": "a"},
                {"name": "count", "type": 4, "value": "many", "focused": true}]),
        ),
    ] {
        let bot = async {
            let interaction = stage.bot.interaction().await;
            if text(&interaction["data"]["options"][0]["options"][0]["options"][0]["name"])
                == "word"
            {
                stage
                    .bot
                    .callback(&interaction, json!({"type": 8, "data": {"choices": []}}))
                    .await;
            }
            interaction
        };
        let (_, typed) = tokio::join!(seat.autocomplete(line), bot);
        let sent = stage.uses(&stage.wanted(4, leaf(options)), &[]).await;
        assert_eq!(sent["type"], 4);
        stage.bot.callback(&sent, choices.clone()).await;
        assert_eq!(alike(&sent), alike(&typed), "{line}");
    }
    let focused = json!({"name": "word", "type": 3, "value": "x", "focused": true});
    let second = json!({"name": "count", "type": 4, "value": 3, "focused": true});
    for (options, error) in [
        (
            json!([{"name": "word", "type": 3, "value": "x"}]),
            "one option is the focused one",
        ),
        (json!([focused, second]), "one option is the focused one"),
    ] {
        let (status, why) = stage.refuses(stage.wanted(4, leaf(options))).await;
        assert_eq!((status, why.as_str()), (400, error));
    }
    let plain = json!({"id": stage.command("all").await, "name": "all", "type": 1,
        "options": [{"name": "word", "type": 3, "value": "x", "focused": true}]});
    let (status, why) = stage.refuses(stage.wanted(4, plain)).await;
    assert!(
        status == 400 && why.contains("word has no suggestions"),
        "{why}"
    );
}
