//! Discord's REST API having a bad day.

use std::time::{Duration, Instant};

use discord_sim::{Fault, ProblemKind, RestFault};
use testkit::{Stage, until};

use crate::{
    probe,
    scene::{seconds, slash, tries},
};

#[tokio::test]
async fn a_global_limit_is_waited_out_by_everything() {
    let mut stage = Stage::new(probe::bot).without_bot().start().await;
    let guilds: Vec<_> = (0..5)
        .map(|n| stage.sim.guild(&format!("Guild {n}")))
        .collect();
    for guild in &guilds {
        guild.install(&stage.application, 0);
    }
    let limit = RestFault::Global429 {
        retry_after: Duration::from_millis(1_500),
    };
    let began = Instant::now();
    let journal = stage.sim.journal();
    stage.sim.fault(limit);
    stage.start_bot().await.unwrap();
    assert!(began.elapsed() >= Duration::from_millis(1_500));
    let limited = journal
        .requests()
        .iter()
        .filter(|it| it.status == 429)
        .count();
    assert_eq!(limited, 1, "requests while the limit lasted");
    // Once more in the middle of work, when many guilds' commands are being registered.
    stage.stop().await;
    stage.sim.clock().advance(seconds(600));
    let mark = journal.mark();
    let path = format!("/applications/{}/guilds/", stage.application.id());
    stage.sim.fault(Fault::new(limit).path(&path));
    stage.start_bot().await.unwrap();
    until("all guilds to be looked after", async || {
        let requests = journal.requests_since(mark);
        let good = requests
            .iter()
            .filter(|it| it.path.starts_with(&path) && it.status == 200);
        (good.count() >= 6).then_some(())
    })
    .await;
    let requests = journal.requests_since(mark);
    let limited = requests.iter().filter(|it| it.status == 429).count();
    // None at all if the way there took longer than the limit.
    assert!(limited <= 1, "{limited} requests while the limit lasted");
    assert_eq!(stage.sim.invalid_requests(), 1 + limited);
    stage.finish();
}

#[tokio::test]
async fn a_global_limit_does_not_concern_answers() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let retry_after = seconds(600);
    stage.sim.fault(RestFault::Global429 { retry_after });
    let shown = ann.slash("/probe more").await.unwrap();
    assert_eq!(shown.message().unwrap().content, "first");
    shown.with_followups(2).await.unwrap();
    stage.finish();
}

#[tokio::test]
async fn a_limited_answer_comes_after_the_limit_and_once() {
    let stage = Stage::new(probe::bot).start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    let limit = RestFault::Route429 {
        retry_after: Duration::from_millis(700),
    };
    for path in ["/callback", "/webhooks/"] {
        stage.sim.fault(Fault::new(limit).path(path).times(1));
        let began = Instant::now();
        let act = slash(&ann, "/probe more");
        until("the limit", async || {
            let requests = stage.sim.journal().requests();
            let limited = |it: &std::sync::Arc<discord_sim::RequestRecord>| {
                it.status == 429 && it.path.contains(path)
            };
            requests.iter().any(limited).then_some(())
        })
        .await;
        // Somebody else's answer has its own limit.
        let echo = bob.slash("/probe echo text:hello").await.unwrap();
        assert_eq!(echo.message().unwrap().content, "hello");
        let shown = act.await.unwrap().unwrap().with_followups(2).await.unwrap();
        assert!(began.elapsed() >= Duration::from_millis(700));
        let said: Vec<_> = shown.followups().into_iter().map(|it| it.content).collect();
        assert_eq!(said, ["second", "third"]);
    }
    stage.finish();
}

#[tokio::test]
async fn an_answer_that_discord_fails_to_take_is_sent_again() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    for (fault, times) in [
        (RestFault::Status(500), 1),
        (RestFault::Status(502), 2),
        (RestFault::Status(503), 3),
        (RestFault::Drop, 2),
        (RestFault::LoseAnswer, 1),
    ] {
        let fault = Fault::new(fault).path("/callback").times(times);
        stage.sim.fault(fault.clone());
        let shown = ann.slash("/probe echo text:hello").await.unwrap();
        assert_eq!(shown.message().unwrap().content, "hello", "{fault:?}");
        until("all tries", async || {
            let tries = tries(&stage, shown.interaction_id()).len();
            (tries == times as usize + 1).then_some(())
        })
        .await;
        assert!(shown.followups().is_empty());
    }
    let mine = ann.messages();
    assert_eq!(mine.len(), 5, "each was said once");
    stage.finish();
}

#[tokio::test]
async fn an_answer_that_arrived_without_a_word_is_followed_up_all_the_same() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let fault = Fault::new(RestFault::LoseAnswer).path("/callback");
    stage.sim.fault(fault.times(1));
    let shown = ann.slash("/probe more").await.unwrap();
    let shown = shown.with_followups(2).await.unwrap();
    assert_eq!(shown.message().unwrap().content, "first");
    stage.finish();
}

#[tokio::test]
async fn a_follow_up_is_never_said_twice() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let fault = Fault::new(RestFault::LoseAnswer).path("/webhooks/");
    stage.sim.fault(fault.times(1));
    let shown = ann.slash("/probe more").await.unwrap();
    until("the complaint", async || {
        (!stage.log.forgive("could not be delivered").is_empty()).then_some(())
    })
    .await;
    // The one that was lost does not keep the next from being said.
    let shown = shown.with_followups(2).await.unwrap();
    let said: Vec<_> = shown.followups().into_iter().map(|it| it.content).collect();
    assert_eq!(said, ["second", "third"]);
    stage.finish();
}

#[tokio::test]
async fn an_answer_that_cannot_be_given_is_logged_once_and_the_next_works() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    stage
        .sim
        .fault(Fault::new(RestFault::Status(502)).path("/callback"));
    let act = slash(&ann, "/probe echo text:lost");
    let said = until("the complaint", async || {
        let said = stage.log.forgive("could not be delivered");
        (!said.is_empty()).then_some(said)
    })
    .await;
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("502"), "{said:?}");
    stage.sim.clear_faults();
    stage.sim.clock().advance(seconds(4));
    assert!(act.await.unwrap().unwrap().failed());
    let echo = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "hello");
    assert_eq!(stage.forgive_unanswered(), 1);
    stage.finish();
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_no_error_of_ours() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let slow = RestFault::Latency(Duration::from_millis(500));
    stage.sim.fault(Fault::new(slow).path("/callback").times(1));
    let act = slash(&ann, "/probe echo text:late");
    until("the interaction", async || {
        (!stage.sim.pending().is_empty()).then_some(())
    })
    .await;
    // The bot has begun to answer; three seconds pass on the line.
    crate::scene::line(&stage, &["interaction", "\"target\":\"hyper_util"]).await;
    stage.sim.clock().advance(seconds(4));
    assert!(act.await.unwrap().unwrap().failed());
    crate::scene::line(&stage, &["answer came too late or twice"]).await;
    let gone = stage.forgive(|problem| problem.kind == ProblemKind::Unanswered);
    assert_eq!(gone.len(), 1);
    stage.finish();
}

#[tokio::test]
async fn a_slow_line_is_still_fast_enough() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let slow = RestFault::Latency(Duration::from_millis(800));
    stage.sim.fault(Fault::new(slow).path("/callback").times(1));
    let shown = ann
        .slash("/probe wait-public gate:slow-line")
        .await
        .unwrap();
    assert!(shown.message().unwrap().loading, "deferred in time");
    probe::gate("slow-line").notify_one();
    shown.settled().await.unwrap();
    stage.finish();
}

#[tokio::test]
async fn a_start_survives_a_few_failures_of_discord() {
    let mut stage = Stage::new(probe::bot).without_bot().start().await;
    stage
        .sim
        .fault(Fault::new(RestFault::Status(502)).method("GET").times(2));
    stage
        .sim
        .fault(Fault::new(RestFault::Drop).method("PUT").times(1));
    stage.start_bot().await.unwrap();
    let ann = stage.person("ann");
    let echo = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "hello");
    stage.finish();
}
