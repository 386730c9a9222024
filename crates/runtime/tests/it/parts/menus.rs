//! Context menus of users and messages.

use discord_sim::permission;
use serde_json::json;

use super::stage;
use crate::scene::seconds;

#[tokio::test]
async fn a_user_arrives_with_their_membership() {
    let stage = stage().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    let shown = ann.user_menu("High five", bob.person()).await.unwrap();
    let message = shown.message().unwrap();
    assert_eq!(message.content, "ann to bob member true");
    assert!(message.ephemeral);
    let stranger = stage.stranger("zoe");
    let shown = ann.user_menu("High five", &stranger).await.unwrap();
    assert_eq!(shown.message().unwrap().content, "ann to zoe member false");
    stage.finish();
}

#[tokio::test]
async fn a_message_arrives_with_its_content_although_the_bot_may_not_read_others() {
    let stage = stage().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    let said = bob.say("guten tag").unwrap();
    let shown = ann.message_menu("Quote", &said).await.unwrap();
    let message = shown.message().unwrap();
    assert_eq!(
        message.content,
        format!("guten tag by bob with 0 at {}", said.id)
    );
    assert!(!message.ephemeral);
    stage.finish();
}

#[tokio::test]
async fn a_menu_opens_a_window() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let said = stage.person("bob").say("rude words").unwrap();
    let modal = ann
        .message_menu("Report this", &said)
        .await
        .unwrap()
        .modal()
        .unwrap();
    let shown = ann.submit(&modal, &[("Size", "SMALL")]).await.unwrap();
    let message = shown.message().unwrap();
    assert!(
        message.content.starts_with("about a message small"),
        "{}",
        message.content
    );
    stage.finish();
}

#[tokio::test]
async fn the_same_checks_as_for_commands() {
    let stage = stage().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    let refused = ann
        .user_menu("Warn", bob.person())
        .await
        .unwrap()
        .message()
        .unwrap();
    assert_eq!(
        refused.content,
        "Only moderators of this server can use this."
    );
    let mods = stage
        .guild
        .role("mods", permission::MODERATE_MEMBERS | permission::DEFAULT);
    stage.guild.member(ann.person(), &[mods]);
    let shown = ann
        .user_menu("Warn", bob.person())
        .await
        .unwrap()
        .message()
        .unwrap();
    assert_eq!(shown.content, "ann to bob member true");

    assert!(ann.user_menu("Wave", bob.person()).await.is_ok());
    let again = ann
        .user_menu("Wave", bob.person())
        .await
        .unwrap()
        .message()
        .unwrap();
    assert!(
        again.content.starts_with("Not so fast"),
        "{}",
        again.content
    );
    stage.sim.clock().advance(seconds(61));
    let later = ann
        .user_menu("Wave", bob.person())
        .await
        .unwrap()
        .message()
        .unwrap();
    assert_eq!(later.content, "ann to bob member true");

    let letters = ann.person().dm(&stage.application);
    let offered = letters.user_menu("Warn", bob.person()).await;
    assert!(offered.is_err(), "it is for guilds");
    stage.finish();
}

#[tokio::test]
async fn menus_count_for_the_abuse_guard() {
    let stage = super::Stage::new(super::bot::bot).set("GUILDHALL__ABUSE__COMMANDS", "2");
    let stage = stage.start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    for _ in 0..2 {
        let shown = ann.user_menu("High five", bob.person()).await.unwrap();
        assert_eq!(shown.message().unwrap().content, "ann to bob member true");
    }
    let refused = ann.user_menu("High five", bob.person()).await.unwrap();
    assert!(
        refused
            .message()
            .unwrap()
            .content
            .starts_with("That was a lot")
    );
    stage.finish();
}

#[tokio::test]
async fn entries_of_another_release_and_made_up_targets_are_refused() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let user = json!({"users": {}});
    for data in [
        json!({"id": "1", "name": "Gone", "type": 2, "target_id": "5"}),
        json!({"id": "1", "name": "Quote", "type": 2, "target_id": "5"}),
        json!({"id": "1", "name": "High five", "type": 3, "target_id": "5"}),
        json!({"id": "1", "name": "High five", "type": 4, "target_id": "5"}),
        json!({"id": "1", "name": "High five", "type": 2, "target_id": "5"}),
        json!({"id": "1", "name": "High five", "type": 2}),
        json!({"id": "1", "name": "High five", "type": 2, "target_id": "5", "resolved": user}),
        json!({"id": "1", "name": "Quote", "type": 3, "target_id": "5", "resolved": user}),
    ] {
        let shown = ann.raw_interaction(json!({"type": 2, "data": data})).await;
        let message = shown.unwrap().message().unwrap();
        assert!(
            message.content.starts_with("I don't know this command"),
            "{data}: {message:?}"
        );
    }
    stage.finish();
}

#[tokio::test]
async fn commands_are_in_sync_although_menus_have_no_description() {
    let mut stage = stage().await;
    stage.stop().await;
    stage.start_bot().await.unwrap();
    crate::scene::line(&stage, &["commands are known to Discord"]).await;
    stage.finish();
}
