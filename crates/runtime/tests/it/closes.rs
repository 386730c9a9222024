//! The gateway's close codes: which the shard comes back from, and which end it.

use discord_sim::GatewayFault;
use testkit::{Stage, until};

use crate::{
    probe,
    scene::{self, seconds},
};

/// Codes after which Discord wants a client back, and whether the session goes on.
const COMES_BACK: [(u16, bool); 10] = [
    (1000, true),
    (1001, true),
    (4000, true),
    (4001, true),
    (4002, true),
    (4003, true),
    (4005, true),
    (4007, false),
    (4008, true),
    (4009, true),
];

/// Codes after which nobody comes back, and what the operator is told.
const ENDS: [(u16, &str); 6] = [
    (4004, "DISCORD_TOKEN"),
    (4010, "gateway.shards"),
    (4011, "gateway.shards"),
    (4012, "API version"),
    (4013, "intents"),
    (4014, "privileged intent"),
];

fn close(stage: &scene::Stage, code: u16) {
    let gateway = stage.sim.gateway();
    gateway.inject(stage.application.id(), GatewayFault::Close(code));
}

#[tokio::test]
async fn after_most_codes_it_comes_back_with_no_more_identifies_than_necessary() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let id = stage.application.id();
    for (code, resumable) in COMES_BACK {
        let before = stage.sim.gateway().counters(id);
        close(&stage, code);
        until(&format!("the way back after {code}"), async || {
            let now = stage.sim.gateway().counters(id);
            let back = now.resumes + now.identifies > before.resumes + before.identifies;
            (back && stage.sim.gateway().connected(id)).then_some(())
        })
        .await;
        let now = stage.sim.gateway().counters(id);
        let new = now.identifies - before.identifies;
        assert_eq!(new, u64::from(!resumable), "identifies after {code}");
        assert_eq!(now.identifies_refused, 0);
        let echo = ann.slash("/probe echo text:hello").await.unwrap();
        assert_eq!(echo.message().unwrap().content, "hello");
    }
    stage.finish();
}

#[tokio::test]
async fn after_others_it_ends_and_says_what_to_do() {
    for (code, words) in ENDS {
        let mut stage = Stage::new(probe::bot)
            .set("GUILDHALL__HEALTH__LISTEN", "127.0.0.1:0")
            .start()
            .await;
        close(&stage, code);
        let problem = until(&format!("the end after {code}"), async || {
            let health: serde_json::Value =
                serde_json::from_str(&stage.page("/health").await.unwrap().body).unwrap();
            let problem = &health["identities"][0]["problems"][0];
            problem.as_str().map(ToOwned::to_owned)
        })
        .await;
        assert!(problem.contains(words), "{code}: {problem}");
        assert_eq!(stage.page("/readyz").await.unwrap().status, 503);
        assert_eq!(stage.page("/livez").await.unwrap().status, 200);
        let said = stage.log.forgive(words);
        assert_eq!(said.len(), 1, "{code}: {said:?}");
        // It ends well, and nothing came back meanwhile.
        let left = tokio::time::timeout(seconds(20), stage.stop()).await;
        assert_eq!(left.expect("it does not end"), 0);
        let counters = stage.sim.gateway().counters(stage.application.id());
        assert_eq!((counters.connections, counters.identifies), (1, 1));
        stage.finish();
    }
}
