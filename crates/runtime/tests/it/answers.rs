//! Every way to answer, through real sockets.

use testkit::Stage;

use crate::probe;

#[tokio::test]
async fn a_command_is_answered_for_everyone() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe echo text:hello").await.unwrap();
    let message = shown.message().unwrap();
    assert_eq!(message.content, "hello");
    assert!(!message.ephemeral);
    stage.finish();
}
