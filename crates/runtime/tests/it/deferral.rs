//! A handler that takes its time: the runtime defers for it, and finishes what it deferred.

use discord_sim::{Fault, RestFault};
use testkit::{Stage, until};

use crate::{
    probe::{self, gate},
    scene::{apologised, callbacks, seconds, slash, told},
};

#[tokio::test]
async fn a_public_answer_is_deferred_and_completed() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe wait-public gate:public").await.unwrap();
    let waiting = shown.message().unwrap();
    assert!(waiting.loading);
    assert!(!waiting.ephemeral);
    gate("public").notify_one();
    let shown = shown.settled().await.unwrap();
    let message = shown.message().unwrap();
    assert_eq!(
        (message.id, message.content.as_str()),
        (waiting.id, "through")
    );
    assert!(!message.loading);
    assert_eq!(callbacks(&stage, shown.interaction_id()).await.len(), 1);
    stage.finish();
}

#[tokio::test]
async fn a_private_answer_stays_private_while_it_waits() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe wait-private gate:private").await.unwrap();
    assert!(shown.message().unwrap().ephemeral);
    assert!(shown.message().unwrap().loading);
    gate("private").notify_one();
    let message = shown.settled().await.unwrap().message().unwrap();
    assert!(message.ephemeral);
    assert_eq!(message.content, "through");
    stage.finish();
}

#[tokio::test]
async fn an_update_is_deferred_without_a_sign_and_completed() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let board = ann.slash("/probe board from:5000").await.unwrap();
    let board = board.message().unwrap();
    let shown = ann.click(&board, "Slow").await.unwrap();
    assert!(matches!(shown.outcome(), discord_sim::Outcome::Deferred));
    gate("slow-5000").notify_one();
    let message = shown.settled().await.unwrap().message().unwrap();
    assert_eq!(message.id, board.id);
    assert!(message.text().contains("count 5100"), "{}", message.text());
    assert_eq!(message.pictures().len(), 1);
    assert!(message.pictures()[0].url.starts_with("http"));
    stage.finish();
}

#[tokio::test]
async fn a_refusal_after_a_public_deferral_takes_the_sign_away_and_is_private() {
    let stage = Stage::new(probe::bot).start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    let shown = ann.slash("/probe wait-refuse gate:refuse").await.unwrap();
    let waiting = shown.message().unwrap();
    assert!(bob.sees(&waiting));
    gate("refuse").notify_one();
    let shown = shown.with_followups(1).await.unwrap();
    assert!(!ann.sees(&waiting), "the waiting sign is still there");
    let refusal = &shown.followups()[0];
    assert!(refusal.ephemeral);
    assert_eq!(refusal.content, "Not like this");
    assert!(!bob.sees(refusal));
    stage.finish();
}

#[tokio::test]
async fn a_refusal_after_a_private_deferral_takes_its_place() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let line = "/probe wait-refuse-quietly gate:quiet";
    let shown = ann.slash(line).await.unwrap();
    gate("quiet").notify_one();
    let shown = shown.settled().await.unwrap();
    assert_eq!(shown.message().unwrap().content, "Not like this");
    assert!(shown.followups().is_empty());
    stage.finish();
}

#[tokio::test]
async fn an_error_after_a_deferral_is_an_apology_in_private() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe wait-fail gate:fail").await.unwrap();
    let waiting = shown.message().unwrap();
    gate("fail").notify_one();
    let shown = shown.with_followups(1).await.unwrap();
    assert!(!ann.sees(&waiting));
    let line = apologised(&stage, &shown.followups()[0]);
    assert_eq!(line["handler"], "probe wait-fail");
    stage.finish();
}

#[tokio::test]
async fn a_window_is_never_deferred_and_comes_late_but_in_time() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    // The clock stands: Discord's three seconds are not over whatever this test takes.
    stage.sim.clock().freeze();
    let act = slash(&ann, "/probe slow-ask gate:ask");
    let public = slash(&ann, "/probe wait-public gate:beside");
    // When the other one was deferred, this one would have been as well.
    let beside = public.await.unwrap().unwrap();
    assert!(!act.is_finished());
    gate("ask").notify_one();
    gate("beside").notify_one();
    beside.settled().await.unwrap();
    let shown = act.await.unwrap().unwrap();
    assert_eq!(shown.modal().unwrap().title, "Tell");
    assert_eq!(callbacks(&stage, shown.interaction_id()).await.len(), 1);
    stage.finish();
}

#[tokio::test]
async fn a_window_that_would_come_too_late_is_an_apology() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    stage.sim.clock().freeze();
    let shown = ann.slash("/probe slow-ask gate:never-ask").await.unwrap();
    let line = apologised(&stage, &shown.message().unwrap());
    assert_eq!(line["handler"], "probe slow-ask");
    assert!(line["error"].as_str().unwrap().contains("window"));
    stage.finish();
}

#[tokio::test]
async fn a_refusal_is_told_although_the_waiting_sign_stays() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann
        .slash("/probe wait-refuse gate:sign-stays")
        .await
        .unwrap();
    let fault = Fault::new(RestFault::Status(404)).method("DELETE");
    stage.sim.fault(fault.times(1));
    gate("sign-stays").notify_one();
    let shown = shown.settled().await.unwrap();
    // Discord puts what is said next into the sign's place.
    assert_eq!(shown.message().unwrap().content, "Not like this");
    assert_eq!(stage.log.forgive("could not be delivered").len(), 1);
    stage.finish();
}

#[tokio::test]
async fn a_refusal_is_told_although_nobody_says_that_the_waiting_sign_is_gone() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann
        .slash("/probe wait-refuse gate:sign-gone")
        .await
        .unwrap();
    let fault = Fault::new(RestFault::LoseAnswer).method("DELETE");
    stage.sim.fault(fault.times(1));
    gate("sign-gone").notify_one();
    let shown = shown.with_followups(1).await.unwrap();
    let refusal = &shown.followups()[0];
    assert_eq!(
        (refusal.content.as_str(), refusal.ephemeral),
        ("Not like this", true)
    );
    stage.finish();
}

#[tokio::test]
async fn the_handler_goes_on_while_its_deferral_is_held_up() {
    let stage = Stage::new(probe::bot).start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    stage.sim.clock().freeze();
    let limit = RestFault::Route429 {
        retry_after: seconds(3),
    };
    stage
        .sim
        .fault(Fault::new(limit).path("/callback").times(1));
    // It holds the database's one writer, and its deferral is told to come back later.
    let act = slash(&ann, "/probe hold gate:hold");
    until("the limited deferral", async || {
        let requests = stage.sim.journal().requests();
        requests.iter().any(|it| it.status == 429).then_some(())
    })
    .await;
    gate("hold").notify_one();
    gate("next").notify_one();
    let next = bob.slash("/probe hold gate:next").await.unwrap();
    assert_eq!(next.message().unwrap().content, "through");
    assert!(!act.is_finished(), "the writer came free with the deferral");
    let shown = act.await.unwrap().unwrap().settled().await.unwrap();
    assert_eq!(shown.message().unwrap().content, "through");
    stage.finish();
}

#[tokio::test]
async fn a_panic_is_an_apology_and_the_next_call_works() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe panic").await.unwrap();
    let line = apologised(&stage, &shown.message().unwrap());
    assert!(
        line["error"]
            .as_str()
            .unwrap()
            .contains("the probe's panic")
    );
    let again = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(again.message().unwrap().content, "hello");
    stage.finish();
}

#[tokio::test]
async fn an_error_is_logged_once_with_reference_ids_and_the_whole_chain() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe fail").await.unwrap();
    let line = apologised(&stage, &shown.message().unwrap());
    let chain = "turn the probe over: the probe's inner trouble";
    assert_eq!(line["error"], chain);
    assert_eq!(line["interaction.id"], shown.interaction_id());
    assert_eq!(line["guild.id"], stage.guild.id());
    assert_eq!(line["handler"], "probe fail");
    assert_eq!(line["bot.id"], "probe");
    assert!(!format!("{:?}", told(&ann)).contains(probe::INNER));
    stage.finish();
}

#[tokio::test]
async fn an_answer_that_cannot_be_built_is_an_apology() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe broken").await.unwrap();
    let line = apologised(&stage, &shown.message().unwrap());
    assert_eq!(line["handler"], "probe broken");
    stage.finish();
}

#[tokio::test]
async fn a_deferred_answer_whose_person_is_gone_leaves_the_bot_well() {
    let stage = Stage::new(probe::bot).start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    let shown = ann.slash("/probe wait-public gate:gone").await.unwrap();
    // The message is taken away while the handler works.
    stage.channel.delete(&shown.message().unwrap());
    gate("gone").notify_one();
    until("the edit of nothing", async || {
        let requests = stage.sim.journal().requests();
        requests
            .iter()
            .any(|request| request.method == "PATCH")
            .then_some(())
    })
    .await;
    let next = bob.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(next.message().unwrap().content, "hello");
    let complaints = stage.log.forgive("could not be delivered");
    assert!(complaints.len() <= 1, "{complaints:?}");
    stage.finish();
}
