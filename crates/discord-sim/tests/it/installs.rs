//! Applications that people install for themselves: where they can be used, and what limits them.

use discord_sim::{Outcome, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, says, stage};

/// Commands of the three kinds of installation; `anywhere` is for all places.
fn commands() -> Value {
    json!([
        {"name": "anywhere", "description": "x", "integration_types": [0, 1], "contexts": [0, 1, 2]},
        {"name": "mine", "description": "x", "integration_types": [1], "contexts": [0, 1, 2]},
        {"name": "theirs", "description": "x", "integration_types": [0]},
        {"name": "private", "description": "x", "integration_types": [0, 1], "contexts": [2]},
    ])
}

async fn installed() -> Stage {
    let stage = stage();
    assert_eq!(stage.bot.register(commands()).await.status, 200);
    stage.app.set_user_installed(&stage.ann);
    stage
}

#[tokio::test]
async fn owners_name_every_installation_that_the_command_supports() {
    let stage = installed().await;
    let (guild, ann) = (stage.guild.id().to_string(), stage.ann.id().to_string());
    let cases = [
        (&stage.ann, "/anywhere", json!({"0": guild, "1": ann})),
        (&stage.ann, "/mine", json!({"1": ann})),
        (&stage.ann, "/theirs", json!({"0": guild})),
        (&stage.bob, "/anywhere", json!({"0": guild})),
    ];
    for (person, line, owners) in cases {
        let seat = person.in_channel(&stage.general);
        let act = async { seat.slash(line).await.expect(line) };
        let (_, interaction, _) = stage.answer_to(act, says("ok")).await;
        assert_eq!(
            interaction["authorizing_integration_owners"], owners,
            "{line}"
        );
        assert_eq!(interaction["context"], 0);
    }
    let refused = stage.bob.in_channel(&stage.general).slash("/mine").await;
    assert_eq!(
        refused.expect_err("bob has not installed it").to_string(),
        "/mine is not offered here: the application is not installed here"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_private_channel_of_people_has_the_applications_of_its_people() {
    let stage = installed().await;
    let ann = stage.ann.id().to_string();
    let group = stage.sim.group("friends", &[&stage.ann, &stage.bob]);
    for (seat, kind) in [
        (stage.ann.in_channel(&group), 3),
        (stage.ann.dm_with(&stage.bob), 1),
    ] {
        let act = async { seat.slash("/private").await.expect("offered") };
        let (shown, interaction, _) = stage.answer_to(act, says("psst")).await;
        assert_eq!(
            (&interaction["context"], &interaction["channel"]["type"]),
            (&json!(2), &json!(kind))
        );
        assert_eq!(
            interaction["authorizing_integration_owners"],
            json!({"1": ann})
        );
        assert_eq!(interaction["user"]["username"], "ann");
        assert!(interaction.get("member").is_none() && interaction.get("guild").is_none());
        let bits =
            permission::ATTACH_FILES | permission::EMBED_LINKS | permission::MENTION_EVERYONE;
        assert_eq!(interaction["app_permissions"], bits.to_string());
        let message = shown.message().expect("a message");
        assert!(!message.ephemeral, "others in a private channel see it");
        assert!(stage.bob.in_channel(seat.channel()).sees(&message));
        let refused = seat.slash("/theirs").await.expect_err("for guilds");
        assert_eq!(
            refused.to_string(),
            "/theirs is not offered here: the application is not installed here"
        );
        let read = stage
            .bot
            .http
            .get(&format!("/channels/{}", seat.channel().id()))
            .await;
        assert_eq!(
            (read.status, read.code()),
            (403, 50001),
            "the bot is not in there"
        );
    }
    assert!(
        stage
            .bob
            .in_channel(&group)
            .slash("/private")
            .await
            .is_err()
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn with_its_own_bot_the_context_is_another_one() {
    let stage = installed().await;
    let seat = stage.ann.dm(&stage.app);
    let act = async { seat.slash("/anywhere").await.expect("offered") };
    let (_, interaction, _) = stage.answer_to(act, says("psst")).await;
    let ann = stage.ann.id().to_string();
    assert_eq!(interaction["context"], 1);
    assert_eq!(
        interaction["authorizing_integration_owners"],
        json!({"0": "0", "1": ann})
    );
    let bits = permission::ATTACH_FILES
        | permission::EMBED_LINKS
        | permission::MENTION_EVERYONE
        | permission::USE_EXTERNAL_EMOJIS;
    assert_eq!(interaction["app_permissions"], bits.to_string());
    let refused = seat.slash("/private").await.expect_err("for people");
    assert_eq!(
        refused.to_string(),
        "/private is not offered here: it is not for this kind of place"
    );
    let zoe = stage.sim.person("zoe");
    let refused = zoe.dm(&stage.app).slash("/anywhere").await;
    assert!(
        refused.is_err(),
        "zoe has neither a guild with it nor it herself"
    );
}

#[tokio::test]
async fn in_a_guild_without_the_application_its_user_still_uses_it() {
    let stage = installed().await;
    let elsewhere = stage.sim.guild("Elsewhere");
    let hall = elsewhere.text_channel("hall");
    elsewhere.member(&stage.ann, &[]);
    elsewhere.member(&stage.bob, &[]);
    let seat = stage.ann.in_channel(&hall);
    let act = async { seat.slash("/anywhere").await.expect("offered") };
    let button = json!({"type": 4, "data": {"content": "look", "components": [
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "A", "custom_id": "a"}]}]}});
    let (shown, interaction, answer) = stage.answer_to(act, button).await;
    assert_eq!(answer.status, 204);
    let ann = stage.ann.id().to_string();
    assert_eq!(interaction["guild_id"], elsewhere.id().to_string());
    assert_eq!(
        interaction["authorizing_integration_owners"],
        json!({"1": ann})
    );
    assert_eq!(
        interaction["app_permissions"],
        permission::DEFAULT.to_string()
    );
    let message = shown.message().expect("a message");
    assert!(!message.ephemeral);
    let read = stage
        .bot
        .http
        .get(&format!("/channels/{}/messages", hall.id()))
        .await;
    assert_eq!((read.status, read.code()), (403, 50001));

    // Bob presses the button: the installation behind it is still ann's.
    let other = stage.bob.in_channel(&hall);
    let act = async { other.click(&message, "A").await.expect("a button") };
    let (_, interaction, _) = stage.answer_to(act, json!({"type": 6})).await;
    assert_eq!(
        interaction["authorizing_integration_owners"],
        json!({"1": ann})
    );
    assert_eq!(interaction["member"]["user"]["username"], "bob");

    stage.app.remove_user_install(&stage.ann);
    assert!(seat.slash("/anywhere").await.is_err());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn five_follow_ups_are_the_end_for_a_users_installation() {
    let stage = installed().await;
    let elsewhere = stage.sim.guild("Elsewhere");
    let hall = elsewhere.text_channel("hall");
    elsewhere.member(&stage.ann, &[]);
    let seat = stage.ann.in_channel(&hall);
    let act = async { seat.slash("/mine").await.expect("offered") };
    let (_, interaction, _) = stage.answer_to(act, says("one")).await;
    let path = stage.bot.webhook(&interaction, "");
    for count in 0..5 {
        let sent = stage
            .bot
            .open
            .call("POST", &path, json!({"content": "more"}))
            .await;
        assert_eq!(sent.status, 200, "{count}");
    }
    let sixth = stage
        .bot
        .open
        .call("POST", &path, json!({"content": "more"}))
        .await;
    assert_eq!((sixth.status, sixth.code()), (400, 40094));

    let seat = stage.seat();
    let act = async { seat.slash("/anywhere").await.expect("offered") };
    let (_, interaction, _) = stage.answer_to(act, says("one")).await;
    let path = stage.bot.webhook(&interaction, "");
    for count in 0..6 {
        let sent = stage
            .bot
            .open
            .call("POST", &path, json!({"content": "more"}))
            .await;
        assert_eq!(
            sent.status, 200,
            "{count}: the guild has installed it as well"
        );
    }
}

#[tokio::test]
async fn without_the_right_to_external_applications_answers_are_ephemeral() {
    let stage = installed().await;
    let elsewhere = stage.sim.guild("Elsewhere");
    let hall = elsewhere.text_channel("hall");
    elsewhere.member(&stage.ann, &[]);
    elsewhere.everyone(permission::DEFAULT & !permission::USE_EXTERNAL_APPS);
    let seat = stage.ann.in_channel(&hall);
    let act = async { seat.slash("/mine").await.expect("offered") };
    let (shown, interaction, _) = stage.answer_to(act, says("public?")).await;
    assert!(shown.message().expect("a message").ephemeral);
    let path = stage.bot.webhook(&interaction, "");
    let sent = stage
        .bot
        .open
        .call("POST", &path, says("more")["data"].clone())
        .await
        .json();
    assert_eq!(sent["flags"].as_u64().map(|flags| flags & 64), Some(64));

    let act = async { seat.slash("/mine").await.expect("offered") };
    let (shown, interaction, _) = stage.answer_to(act, json!({"type": 5})).await;
    let Outcome::Message(waiting) = shown.outcome() else {
        panic!("a loading message was expected")
    };
    assert!(waiting.loading && waiting.ephemeral);
    let path = stage.bot.webhook(&interaction, "/messages/@original");
    stage
        .bot
        .open
        .call("PATCH", &path, json!({"content": "done"}))
        .await;
    assert!(shown.message().expect("a message").ephemeral);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_activity_is_launched_by_applications_that_have_one() {
    let stage = installed().await;
    let seat = stage.seat();
    let act = async { seat.slash("/anywhere").await.expect("offered") };
    let (_, _, refused) = stage.answer_to(act, json!({"type": 12})).await;
    assert_eq!((refused.status, refused.code()), (400, 50035));
    let path = "/applications/@me";
    stage
        .bot
        .http
        .call("PATCH", path, json!({"flags": 1 << 17}))
        .await;
    let act = async { seat.slash("/anywhere").await.expect("offered") };
    let (shown, ..) = stage.answer_to(act, json!({"type": 12})).await;
    assert!(matches!(shown.outcome(), Outcome::Activity));
}
