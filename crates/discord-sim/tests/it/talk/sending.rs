//! Sending: what it needs, forwards, stickers, voice messages, flags, forms.

use bytes::Bytes;
use discord_sim::permission;
use serde_json::{Value, json};

use super::{free_stage, verdict};
use crate::bot::{stage, text};

const VOICE: u64 = 1 << 13;

fn voice() -> Value {
    json!({"flags": VOICE, "attachments": [{"id": 0, "filename": "voice.ogg", "waveform": "AAAA", "duration_secs": 1.5}]})
}

#[tokio::test]
async fn every_part_of_a_message_needs_its_right() {
    let stage = free_stage();
    let embed = json!({"embeds": [{"title": "a"}]});
    let loud = json!({"content": "a", "tts": true});
    assert_eq!(
        stage
            .call("POST", &stage.messages(), embed.clone())
            .await
            .status,
        200
    );
    assert_eq!(
        verdict(&stage.call("POST", &stage.messages(), loud.clone()).await),
        (403, 50013)
    );
    stage.general.for_bot(
        &stage.app,
        permission::SEND_TTS_MESSAGES,
        permission::EMBED_LINKS,
    );
    assert_eq!(
        verdict(&stage.call("POST", &stage.messages(), embed).await),
        (403, 50013)
    );
    let sent = stage.sent(loud).await;
    assert_eq!(sent["tts"], true);
}

#[tokio::test]
async fn channels_without_text_take_no_messages() {
    let stage = free_stage();
    for (code, status) in [(4, 400), (15, 400), (2, 200), (13, 200)] {
        let channel = stage.guild.channel_of_type("x", code).expect("a channel");
        let path = format!("/channels/{}/messages", channel.id());
        let answer = stage.call("POST", &path, json!({"content": "x"})).await;
        assert_eq!(answer.status, status, "type {code}: {}", answer.json());
    }
}

#[tokio::test]
async fn a_forward_carries_a_copy_that_stays_as_it_was() {
    let stage = free_stage();
    let other = stage.guild.text_channel("other");
    let original = stage
        .sent(json!({"content": "first", "embeds": [{"title": "a"}]}))
        .await;
    let reference = json!({"type": 1, "channel_id": stage.general.id().to_string(), "message_id": original["id"]});
    let path = format!("/channels/{}/messages", other.id());
    let forward = stage
        .call("POST", &path, json!({"message_reference": reference}))
        .await
        .json();
    assert_eq!(
        forward["message_snapshots"][0]["message"]["content"],
        "first"
    );
    assert_eq!(forward["message_reference"]["type"], 1);
    assert_eq!(
        forward["flags"].as_u64().map(|flags| flags & 1 << 14),
        Some(1 << 14)
    );
    let one = format!("{}/{}", stage.messages(), text(&original["id"]));
    stage
        .call("PATCH", &one, json!({"content": "second"}))
        .await;
    let again = stage
        .bot
        .http
        .get(&format!("{path}/{}", text(&forward["id"])))
        .await
        .json();
    assert_eq!(again["message_snapshots"], forward["message_snapshots"]);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_cannot_be_read_or_seen_is_not_forwarded() {
    let stage = free_stage();
    let message = stage.ann_says("private thoughts");
    let forward = |id: String| json!({"message_reference": {"type": 1, "channel_id": stage.general.id().to_string(), "message_id": id}});
    let other = stage.guild.text_channel("other");
    let path = format!("/channels/{}/messages", other.id());
    let refused = stage
        .call("POST", &path, forward(message.id.to_string()))
        .await;
    assert_eq!(verdict(&refused), (403, 160014));
    stage.app.allow_intents(1 << 15);
    assert_eq!(
        stage
            .call("POST", &path, forward(message.id.to_string()))
            .await
            .status,
        200
    );
    assert_eq!(
        verdict(&stage.call("POST", &path, forward("1".to_owned())).await),
        (400, 50035)
    );
    let poll = stage
        .seat()
        .ask("Cake?", &["Yes"], false)
        .expect("ann may ask");
    assert_eq!(
        verdict(
            &stage
                .call("POST", &path, forward(poll.id.to_string()))
                .await
        ),
        (400, 50035)
    );
    let placeless = json!({"message_reference": {"type": 1, "message_id": message.id.to_string()}});
    assert_eq!(
        verdict(&stage.call("POST", &path, placeless).await),
        (400, 50035)
    );
    stage
        .general
        .for_bot(&stage.app, permission::NONE, permission::VIEW_CHANNEL);
    let refused = stage
        .call("POST", &path, forward(message.id.to_string()))
        .await;
    assert_eq!(verdict(&refused), (403, 50001));
}

#[tokio::test]
async fn a_reply_needs_the_history_and_a_message_of_somebody() {
    let stage = free_stage();
    let message = stage.ann_says("question");
    let reply =
        |id: u64| json!({"content": "answer", "message_reference": {"message_id": id.to_string()}});
    assert_eq!(stage.sent(reply(message.id)).await["type"], 19);
    stage
        .guild
        .owner()
        .in_channel(&stage.general)
        .pin(&message)
        .expect("the owner may");
    let notice = stage.general.last().expect("the notice of the pin");
    assert_eq!(
        verdict(
            &stage
                .call("POST", &stage.messages(), reply(notice.id))
                .await
        ),
        (400, 50035)
    );
    stage.general.for_bot(
        &stage.app,
        permission::NONE,
        permission::READ_MESSAGE_HISTORY,
    );
    assert_eq!(
        verdict(
            &stage
                .call("POST", &stage.messages(), reply(message.id))
                .await
        ),
        (403, 160002)
    );
}

#[tokio::test]
async fn stickers_are_shown_by_name_and_must_be_there() {
    let stage = free_stage();
    let refused = stage
        .call("POST", &stage.messages(), json!({"sticker_ids": ["5"]}))
        .await;
    assert_eq!(verdict(&refused), (400, 50081));
    stage.guild.bot_permissions(&stage.app, permission::ALL);
    let form = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nwave\r\n\
        --b\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nwave\r\n\
        --b\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n\r\n\
        --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\npng\r\n--b--\r\n";
    let path = format!("/guilds/{}/stickers", stage.guild.id());
    let made = stage
        .bot
        .http
        .send(
            "POST",
            &path,
            "multipart/form-data; boundary=b",
            Bytes::from(form),
        )
        .await;
    let made = made.expect("an answer").json();
    let sent = stage.sent(json!({"sticker_ids": [made["id"]]})).await;
    assert_eq!(
        sent["sticker_items"][0],
        json!({"id": made["id"], "name": "wave", "format_type": 1})
    );
    let one = format!("{}/{}", stage.messages(), text(&sent["id"]));
    let refused = stage
        .call(
            "PATCH",
            &one,
            json!({"sticker_ids": [made["id"]], "content": "x"}),
        )
        .await;
    assert_eq!(verdict(&refused), (400, 50080));
}

#[tokio::test]
async fn a_voice_message_is_one_sound_and_nothing_else() {
    let stage = free_stage();
    let messages = stage.messages();
    let send = async |body: Value, files: &[(&str, &[u8])]| {
        stage.bot.http.form("POST", &messages, &body, files).await
    };
    let sound: (&str, &[u8]) = ("voice.ogg", b"OggS");
    let sent = send(voice(), &[sound]).await;
    assert_eq!(sent.status, 200, "{}", sent.json());
    let file = &sent.json()["attachments"][0];
    assert_eq!(
        (
            &file["waveform"],
            &file["duration_secs"],
            &file["content_type"]
        ),
        (&json!("AAAA"), &json!(1.5), &json!("audio/ogg"))
    );
    let one = format!("{messages}/{}", text(&sent.json()["id"]));
    assert_eq!(
        verdict(&stage.call("PATCH", &one, json!({"content": "x"})).await),
        (403, 50162)
    );
    let mut spoken = voice();
    spoken["content"] = json!("and words");
    assert_eq!(verdict(&send(spoken, &[sound]).await), (400, 50159));
    assert_eq!(
        verdict(&send(voice(), &[sound, ("b.ogg", b"OggS")]).await),
        (400, 50160)
    );
    assert_eq!(
        verdict(&send(json!({"flags": VOICE}), &[sound]).await),
        (400, 50161)
    );
    let mut silent = voice();
    silent["attachments"][0]["filename"] = json!("voice.png");
    assert_eq!(
        verdict(&send(silent, &[("voice.png", b"png")]).await),
        (400, 50160)
    );
    stage.general.for_bot(
        &stage.app,
        permission::NONE,
        permission::SEND_VOICE_MESSAGES,
    );
    assert_eq!(verdict(&send(voice(), &[sound]).await), (403, 50173));
}

#[tokio::test]
async fn suppressed_embeds_are_kept_but_not_shown() {
    let stage = free_stage();
    let sent = stage
        .sent(json!({"content": "a", "embeds": [{"title": "b"}], "flags": 4}))
        .await;
    assert_eq!((&sent["flags"], &sent["embeds"]), (&json!(4), &json!([])));
    let one = format!("{}/{}", stage.messages(), text(&sent["id"]));
    let shown = stage.call("PATCH", &one, json!({"flags": 0})).await.json();
    assert_eq!(
        (&shown["flags"], &shown["embeds"][0]["title"]),
        (&json!(0), &json!("b"))
    );
}

#[tokio::test]
async fn a_form_may_hold_its_fields_flattened() {
    let stage = free_stage();
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let form = format!(
        "{}{}{}--b--\r\n",
        part("content", "hello"),
        part("tts", "False"),
        part("flags", "4096")
    );
    let sent = stage
        .bot
        .http
        .send(
            "POST",
            &stage.messages(),
            "multipart/form-data; boundary=b",
            Bytes::from(form),
        )
        .await;
    let sent = sent.expect("an answer").json();
    assert_eq!(
        (&sent["content"], &sent["tts"], &sent["flags"]),
        (&json!("hello"), &json!(false), &json!(4096))
    );
    let nameless = format!("{}--b--\r\n", part("files[0]", "data"));
    let refused = stage
        .bot
        .http
        .send(
            "POST",
            &stage.messages(),
            "multipart/form-data; boundary=b",
            Bytes::from(nameless),
        )
        .await;
    assert_eq!(verdict(&refused.expect("an answer")), (400, 50046));
}

#[tokio::test]
async fn messages_are_searched_where_they_may_be_read() {
    let stage = stage();
    stage.app.allow_intents(1 << 15);
    let hidden = stage.guild.text_channel("hidden");
    hidden.for_bot(&stage.app, permission::NONE, permission::VIEW_CHANNEL);
    stage
        .ann
        .in_channel(&hidden)
        .say("tea in secret")
        .expect("ann may write");
    let first = stage.ann_says("Tea at five");
    let second = stage
        .bob
        .in_channel(&stage.general)
        .say("more tea")
        .expect("bob may write");
    stage.ann_says("cake");
    let search = async |query: String| {
        let path = format!("/guilds/{}/messages/search?{query}", stage.guild.id());
        let found = stage.bot.http.get(&path).await.json();
        let messages = found["messages"].as_array().cloned().unwrap_or_default();
        messages
            .iter()
            .map(|group| text(&group[0]["id"]).to_owned())
            .collect::<Vec<_>>()
    };
    let (first, second) = (first.id.to_string(), second.id.to_string());
    assert_eq!(
        search("content=tea".to_owned()).await,
        [second.clone(), first.clone()]
    );
    assert_eq!(
        search("content=tea&limit=1&offset=1".to_owned()).await,
        [first.as_str()]
    );
    assert_eq!(
        search(format!("content=tea&author_id={}", stage.bob.id())).await,
        [second]
    );
    assert_eq!(
        search("content=tea&has=-poll&sort_order=asc&limit=1".to_owned()).await,
        [first]
    );
    let refused = stage
        .bot
        .http
        .get(&format!(
            "/guilds/{}/messages/search?limit=26",
            stage.guild.id()
        ))
        .await;
    assert_eq!(verdict(&refused), (400, 50035));
    stage.only_refused("50035");
}
