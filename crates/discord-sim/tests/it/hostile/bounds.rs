//! Bodies that are far too long: refused at once, and in few words.

use serde_json::json;

use super::{Attack, LONGEST};
use crate::coverage;

#[tokio::test]
async fn long_lists_and_texts_are_refused_at_once_and_in_few_words() {
    const FEW: usize = 128 * 1024;
    let attack = Attack::new(0).await;
    let (bot, names) = (&attack.stage.bot.http, &attack.names);
    let tags = json!({"available_tags": vec![json!({"name": "a"}); 50_000]});
    let bodies = [
        (
            "PATCH",
            "/guilds/{guild}",
            json!({"features": vec![1; 100_000]}),
        ),
        (
            "PATCH",
            "/guilds/{guild}",
            json!({"system_channel_id": "x".repeat(1_000_000)}),
        ),
        ("PATCH", "/channels/{forum}", tags),
        ("PATCH", "/guilds/{guild}/channels", json!(vec![1; 100_000])),
        (
            "POST",
            "/guilds/{guild}/bulk-ban",
            json!({"user_ids": vec!["x"; 100_000]}),
        ),
        (
            "PUT",
            "/applications/{bot}/commands",
            json!(vec![1; 100_000]),
        ),
    ];
    for (method, path, body) in bodies {
        let path = coverage::fill(path, names);
        let sent = tokio::time::timeout(LONGEST, bot.call(method, &path, body));
        let answer = sent
            .await
            .unwrap_or_else(|_| panic!("no answer in time: {path}"));
        assert_eq!((answer.status, answer.code()), (400, 50035), "{path}");
        assert!(
            answer.bytes.len() < FEW,
            "{path}: {} bytes",
            answer.bytes.len()
        );
    }
    let table = "nobody\n".repeat(100_000);
    let path = coverage::fill("/channels/{general}/invites", names);
    let upload = ("target_users_file", "u.csv", table.as_bytes());
    let answer = bot.upload(&path, &[], upload).await;
    assert_eq!((answer.status, answer.code()), (400, 50035));
    assert!(answer.bytes.len() < FEW, "{} bytes", answer.bytes.len());
}
