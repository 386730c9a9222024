//! Every way to answer, through real sockets.

use discord_sim::permission;
use serde_json::json;
use testkit::Stage;

use crate::{
    probe::{self, gate},
    scene::{callbacks, slash},
};

#[tokio::test]
async fn a_command_is_answered_for_everyone() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe echo text:hello").await.unwrap();
    let message = shown.message().unwrap();
    assert_eq!(message.content, "hello");
    assert!(!message.ephemeral);
    assert!(stage.person("bob").sees(&message));
    stage.finish();
}

#[tokio::test]
async fn options_of_every_type_arrive_and_absent_ones_are_absent() {
    let stage = Stage::new(probe::bot).start().await;
    stage.guild.role("helpers", permission::NONE);
    stage.person("bob");
    let ann = stage.person("ann").holding("cat.png", &b"picture"[..]);
    let line = "/probe options text:a b whole:7 number:2.5 flag:true user:@bob channel:#general \
                role:@helpers mentionable:@bob file:cat.png size:large";
    let message = ann.slash(line).await.unwrap().message().unwrap();
    assert!(message.ephemeral);
    assert!(!stage.person("bob").sees(&message));
    let bob = stage.sim.person("bob").id();
    let expected = format!("a b 7 2.5 true bob general helpers {bob} cat.png large None");
    assert_eq!(message.content.replace('\\', ""), expected);
    stage.finish();
}

#[tokio::test]
async fn what_people_type_pings_nobody_and_shows_as_typed() {
    let stage = Stage::new(probe::bot).start().await;
    stage.guild.everyone(u64::MAX >> 14);
    let ann = stage.person("ann");
    let line = "/probe echo text:@everyone **bold** [x](https://example.org)";
    let message = ann.slash(line).await.unwrap().message().unwrap();
    assert_eq!(message.pinged, discord_sim::Pings::default());
    assert!(!message.content.contains("](http"), "{}", message.content);
    stage.finish();
}

#[tokio::test]
async fn suggestions_follow_what_is_typed_and_junk_gets_none() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let mut names = Vec::new();
    for choice in ann.autocomplete("/probe suggest fruit:ap|").await.unwrap() {
        names.push(choice.name);
    }
    assert_eq!(names, ["apple", "apricot"]);
    let junk = "/probe suggest fruit:\u{202e}\u{0}**<@1>|";
    assert!(ann.autocomplete(junk).await.unwrap().is_empty());
    stage.finish();
}

#[tokio::test]
async fn suggestions_nobody_registered_are_an_empty_list() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    for (leaf, option) in [("gone", "fruit"), ("suggest", "gone"), ("echo", "text")] {
        let options = json!([{"name": option, "type": 3, "value": "a", "focused": true}]);
        let leaf = json!({"name": leaf, "type": 1, "options": options});
        let data = json!({"id": "1", "name": "probe", "type": 1, "options": [leaf]});
        let shown = ann.raw_interaction(json!({"type": 4, "data": data})).await;
        assert!(shown.unwrap().choices().unwrap().is_empty());
    }
    stage.finish();
}

#[tokio::test]
async fn a_window_opens_and_what_is_entered_comes_back() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let modal = ann.slash("/probe ask").await.unwrap().modal().unwrap();
    assert_eq!(modal.title, "Tell");
    let shown = ann.submit(&modal, &[("word", "@here")]).await.unwrap();
    let message = shown.message().unwrap();
    assert!(message.ephemeral);
    assert!(message.content.starts_with("You told me "));
    assert_eq!(message.pinged, discord_sim::Pings::default());
    stage.finish();
}

#[tokio::test]
async fn a_button_opens_a_window_too() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let board = ann.slash("/probe board").await.unwrap().message().unwrap();
    let modal = ann.click(&board, "Ask").await.unwrap().modal().unwrap();
    let shown = ann.submit(&modal, &[("Word", "ship")]).await.unwrap();
    assert!(shown.message().unwrap().content.contains("ship"));
    stage.finish();
}

#[tokio::test]
async fn an_update_changes_the_message_and_keeps_its_picture() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe board").await.unwrap();
    let board = shown.message().unwrap();
    assert_eq!(
        callbacks(&stage, shown.interaction_id()).await[0]
            .files
            .len(),
        1,
        "the picture is sent once"
    );
    let before = board.pictures();
    assert_eq!(before[0].alt, "one pixel");
    let clicked = ann.click(&board, "More").await.unwrap();
    let message = clicked.message().unwrap();
    assert_eq!(message.id, board.id);
    assert!(message.text().contains("count 1"), "{}", message.text());
    assert_eq!(message.pictures(), before, "the same file with its words");
    let requests = callbacks(&stage, clicked.interaction_id()).await;
    assert_eq!(requests.len(), 1);
    assert!(
        requests[0].files.is_empty(),
        "an unchanged picture was sent again"
    );
    stage.finish();
}

#[tokio::test]
async fn a_picture_that_is_gone_is_sent_again() {
    let stage = Stage::new(probe::bot).start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    let shown = ann.slash("/probe board from:4000").await.unwrap();
    let board = shown.message().unwrap();
    let slow = {
        let (ann, board) = (ann.clone(), board.clone());
        tokio::spawn(async move { ann.click(&board, "Slow").await })
    };
    stage.sim.journal();
    testkit::until("the slow click", async || {
        (!stage.sim.pending().is_empty()).then_some(())
    })
    .await;
    // Meanwhile the message loses the picture that the slow answer counts on.
    let picked = bob.select(&board, 0, &["one"]).await.unwrap();
    assert!(picked.message().unwrap().pictures().is_empty());
    gate("slow-4000").notify_one();
    let message = slow.await.unwrap().unwrap().message().unwrap();
    assert!(message.text().contains("count 4100"), "{}", message.text());
    assert_eq!(message.pictures().len(), 1);
    assert!(message.pictures()[0].url.starts_with("http"));
    stage.finish();
}

#[tokio::test]
async fn a_select_arrives_with_its_value() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let board = ann.slash("/probe board").await.unwrap().message().unwrap();
    let shown = ann.select(&board, 0, &["Two"]).await.unwrap();
    assert_eq!(shown.message().unwrap().text(), "✅ picked two");
    stage.finish();
}

#[tokio::test]
async fn follow_ups_come_after_the_answer_in_order() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe more").await.unwrap();
    assert_eq!(shown.message().unwrap().content, "first");
    let shown = shown.with_followups(2).await.unwrap();
    let follow_ups = shown.followups();
    assert_eq!(follow_ups[0].content, "second");
    assert!(!follow_ups[0].ephemeral);
    assert_eq!(follow_ups[1].content, "third");
    assert!(follow_ups[1].ephemeral);
    stage.finish();
}

#[tokio::test]
async fn everyone_is_answered_in_the_guilds_language_and_one_in_theirs() {
    let stage = Stage::new(probe::bot).start().await;
    stage.guild.set_locale("de");
    let ann = stage.person("ann");
    let hello = ann.slash("/probe hello").await.unwrap().message().unwrap();
    assert_eq!(hello.content, "Hallo zusammen");
    let refused = ann.slash("/probe rule rare end:refusal").await.unwrap();
    assert_eq!(refused.message().unwrap().content, "Not like this");
    ann.person().set_locale("de");
    let refused = ann.slash("/probe rule rare end:refusal").await.unwrap();
    assert_eq!(refused.message().unwrap().content, "So nicht");
    stage.finish();
}

#[tokio::test]
async fn many_at_once_all_get_their_own_answer() {
    let stage = Stage::new(probe::bot).start().await;
    let seats: Vec<_> = (0..10).map(|n| stage.person(&format!("p{n}"))).collect();
    let acts: Vec<_> = (0..200)
        .map(|n| slash(&seats[n % 10], &format!("/probe echo text:say {n}")))
        .collect();
    for (n, act) in acts.into_iter().enumerate() {
        let message = act.await.unwrap().unwrap().message().unwrap();
        assert_eq!(message.content, format!("say {n}"));
    }
    stage.finish();
}
