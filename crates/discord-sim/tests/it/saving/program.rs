//! The program with `--state`: stopped, killed, started again.

use serde_json::{Value, json};

use super::Folder;
use crate::program::process::{Program, run};

const WORLD: &str = "settings: {any_token: false}\n\
    people: [{name: ann, locale: de}]\n\
    guilds: [{name: Harbour, owner: ann, channels: [{name: general}], members: [bob]}]\n";

async fn said(sim: &Program) -> Vec<Value> {
    let page = sim.get("/messages?channel=general").await;
    let messages = page["messages"].as_array().unwrap();
    messages
        .iter()
        .map(|message| message["text"].clone())
        .collect()
}

#[tokio::test]
async fn a_second_start_continues_and_says_so() {
    let folder = Folder::new("program");
    let world = folder.0.join("world.yaml");
    std::fs::write(&world, WORLD).unwrap();
    let (world, file) = (
        world.display().to_string(),
        folder.file().display().to_string(),
    );
    let mut sim = Program::start(&["--world", &world, "--state", &file]).await;
    sim.says("The world begins now and is saved in").await;
    sim.act(json!({"do": "say", "text": "first"})).await;
    sim.post("/clock", json!({"freeze": true})).await;
    let at = sim.get("/clock").await["now"].clone();
    assert_eq!(sim.stop().await.0, Some(0));

    // The world file is not needed any more, and its settings hold.
    std::fs::remove_file(&world).unwrap();
    let mut sim = Program::start(&["--state", &file]).await;
    sim.says("only those above").await;
    sim.says(&format!("stands still at {}", at.as_str().unwrap()))
        .await;
    assert_eq!(said(&sim).await, ["first"]);
    let second = run(&["--listen", "127.0.0.1:0", "--state", &file]).await;
    assert_eq!(second.code, Some(1));
    assert!(
        second.errors.contains("another simulator has it, process"),
        "{}",
        second.errors
    );
    let saving = sim.get("/saving").await;
    assert_eq!(
        (&saving["file"], &saving["failure"]),
        (&json!(file), &Value::Null)
    );
    sim.stop().await;
}

#[tokio::test]
async fn kill_9_loses_nothing_that_was_saved() {
    let folder = Folder::new("killed");
    let file = folder.file().display().to_string();
    let sim = Program::start(&["--state", &file]).await;
    sim.act(json!({"do": "say", "text": "saved"})).await;
    let saved = sim.post("/saving", Value::Null).await;
    assert!(saved["bytes"].as_u64().unwrap() > 0);
    sim.kill().await;

    let sim = Program::start(&["--state", &file]).await;
    assert_eq!(said(&sim).await, ["saved"]);
    sim.act(json!({"do": "say", "text": "gone"})).await;
    sim.post("/reset", Value::Null).await;
    sim.kill().await;
    let sim = Program::start(&["--state", &file]).await;
    assert_eq!(said(&sim).await, [""; 0], "a reset is saved at once");
    sim.stop().await;
}

#[tokio::test]
async fn a_file_that_is_no_world_ends_the_program_with_a_remedy() {
    let folder = Folder::new("refused");
    std::fs::write(folder.file(), "my diary").unwrap();
    let file = folder.file().display().to_string();
    let ended = run(&["--listen", "127.0.0.1:0", "--state", &file]).await;
    assert_eq!(ended.code, Some(1));
    assert_eq!(
        ended.errors.trim(),
        format!(
            "{file}: it is no saved world; name another file, so that this one is left as it is"
        )
    );
}
