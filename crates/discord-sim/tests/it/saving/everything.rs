//! A world that has everything a world can have: what the walks through the operations leave out is made here.

use std::time::Duration;

use bytes::Bytes;
use discord_sim::{CommandPermission, Settings, permission};
use serde_json::{Value, json};

use crate::{
    bot::{Stage, says, stage_with, text},
    delivery::fake::{Fake, Manner},
    http::Http,
    oauth::{as_person, tokens_for, tokens_of},
};

const PNG: &str = "data:image/png;base64,iVBORw0KGgo=";
const GIF: &str = "data:image/gif;base64,R0lGODlh";

impl Stage {
    /// A call that succeeds; names in braces are filled in.
    async fn made(&self, method: &str, path: &str, body: Value) -> Value {
        let path = path
            .replace("{guild}", &self.guild.id().to_string())
            .replace("{general}", &self.general.id().to_string())
            .replace("{bot}", &self.app.id().to_string());
        let answer = self.bot.http.call(method, &path, body).await;
        assert!(answer.status < 300, "{method} {path}: {}", answer.json());
        answer.json()
    }
}

/// Makes it. The endpoint at the end lives as long as the second value.
pub(super) async fn everything(settings: Settings) -> (Stage, Fake) {
    let stage = stage_with(settings);
    stage.guild.bot_permissions(&stage.app, permission::ALL);
    stage.app.allow_intents(u64::MAX);
    guild(&stage).await;
    messages(&stage).await;
    interactions(&stage).await;
    people(&stage).await;
    rarities(&stage).await;
    let fake = application(&stage).await;
    (stage, fake)
}

async fn guild(stage: &Stage) {
    stage.guild.set_features(&["COMMUNITY", "ROLE_ICONS"]);
    let role = json!({"name": "vip", "icon": PNG, "color": 255, "hoist": true, "mentionable": true, "permissions": "0"});
    let vip = stage.made("POST", "/guilds/{guild}/roles", role).await;
    let other = json!({"name": "star", "unicode_emoji": "⭐"});
    stage.made("POST", "/guilds/{guild}/roles", other).await;
    let emoji = json!({"name": "blob", "image": GIF, "roles": [vip["id"]]});
    stage.made("POST", "/guilds/{guild}/emojis", emoji).await;
    let sound = json!({"name": "quack", "sound": "data:audio/ogg;base64,AAAA", "emoji_name": "🦆", "volume": 0.5});
    stage
        .made("POST", "/guilds/{guild}/soundboard-sounds", sound)
        .await;
    let path = format!("/guilds/{}/stickers", stage.guild.id());
    let fields = [("name", "wave"), ("tags", "wave"), ("description", "hello")];
    let sticker = stage
        .bot
        .http
        .upload(&path, &fields, ("file", "a.png", b"x"))
        .await;
    assert_eq!(sticker.status, 201);
    let forum = json!({"name": "ideas", "type": 15, "topic": "Ideas", "default_reaction_emoji": {"emoji_name": "👍"},
        "available_tags": [{"name": "new", "emoji_name": "🆕", "moderated": true}]});
    let forum = stage.made("POST", "/guilds/{guild}/channels", forum).await;
    let path = format!("/channels/{}/threads", text(&forum["id"]));
    let post = json!({"name": "first", "message": {"content": "an idea"}, "applied_tags": [forum["available_tags"][0]["id"]]});
    let post = stage.made("POST", &path, post).await;
    let path = format!("/channels/{}/messages", text(&post["id"]));
    stage
        .made("POST", &path, json!({"content": "more of it"}))
        .await;
    let invite = json!({"max_uses": 3, "temporary": true, "unique": true, "role_ids": [vip["id"]]});
    let invite = stage
        .made("POST", "/channels/{general}/invites", invite)
        .await;
    stage
        .sim
        .person("zoe")
        .join_by(text(&invite["code"]))
        .unwrap();
    let table = format!(
        "--b\r\nContent-Disposition: form-data; name=\"target_users_file\"; filename=\"u.csv\"\r\n\r\n\
        user_id\n{}\n\r\n--b--\r\n",
        stage.ann.id()
    );
    let users = format!("/invites/{}/target-users", text(&invite["code"]));
    let sent = stage
        .bot
        .http
        .send(
            "PUT",
            &users,
            "multipart/form-data; boundary=b",
            Bytes::from(table),
        )
        .await;
    assert_eq!(sent.unwrap().status, 204);
    let event = json!({"name": "Fair", "description": "All day", "privacy_level": 2, "entity_type": 3,
        "entity_metadata": {"location": "here"}, "scheduled_start_time": "2099-01-01T10:00:00Z",
        "scheduled_end_time": "2099-01-01T20:00:00Z",
        "recurrence_rule": {"start": "2099-01-01T10:00:00Z", "frequency": 2, "interval": 1}});
    let event = stage
        .made("POST", "/guilds/{guild}/scheduled-events", event)
        .await;
    stage
        .ann
        .interested(text(&event["id"]).parse().unwrap(), true)
        .unwrap();
    let exception = json!({"original_scheduled_start_time": "2099-01-08T10:00:00Z",
        "scheduled_start_time": "2099-01-08T11:00:00Z", "scheduled_end_time": "2099-01-08T12:00:00Z"});
    let path = format!(
        "/guilds/{{guild}}/scheduled-events/{}/exceptions",
        text(&event["id"])
    );
    stage.made("POST", &path, exception).await;
}

async fn messages(stage: &Stage) {
    let path = stage.messages();
    let files: [(&str, &[u8]); 1] = [("a.png", b"x")];
    let body = json!({"content": "@everyone look", "tts": true, "nonce": "7", "enforce_nonce": true,
        "allowed_mentions": {"parse": ["everyone", "roles", "users"]},
        "attachments": [{"id": 0, "filename": "SPOILER_a.png", "description": "a picture", "is_spoiler": true}],
        "embeds": [{"title": "Title", "image": {"url": "attachment://a.png"}}],
        "components": [{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "go", "label": "Go"}]}]});
    let first = stage.bot.http.form("POST", &path, &body, &files).await;
    assert_eq!(first.status, 200, "{}", first.json());
    let id = text(&first.json()["id"]).to_owned();
    let vip = stage.guild.find_role("vip").unwrap().id();
    let reply = json!({"content": format!("<@&{vip}>"), "message_reference": {"message_id": id}});
    stage.made("POST", &path, reply).await;
    let emojis = stage
        .made("GET", "/guilds/{guild}/emojis", Value::Null)
        .await;
    let name = format!("blob:{}", text(&emojis[0]["id"]));
    stage
        .made(
            "PUT",
            &format!("{path}/{id}/reactions/{name}/@me"),
            Value::Null,
        )
        .await;
    stage
        .made("PUT", &format!("{path}/pins/{id}"), Value::Null)
        .await;
    let stickers = stage
        .made("GET", "/guilds/{guild}/stickers", Value::Null)
        .await;
    stage
        .made("POST", &path, json!({"sticker_ids": [stickers[0]["id"]]}))
        .await;
    let poll = stage.seat().ask("Tea?", &["Yes", "No"], true).unwrap();
    stage.seat().vote(&poll, "Yes").unwrap();
    let hook = stage
        .made(
            "POST",
            "/channels/{general}/webhooks",
            json!({"name": "Herald", "avatar": PNG}),
        )
        .await;
    let path = format!(
        "/webhooks/{}/{}?wait=true",
        text(&hook["id"]),
        text(&hook["token"])
    );
    let said =
        json!({"content": "hear", "username": "Crier", "avatar_url": "https://example.org/a.png"});
    stage.made("POST", &path, said).await;
    stage.sim.group("friends", &[&stage.ann, &stage.bob]);
    stage.ann.dm(&stage.app).say("in private").unwrap();
    stage.ann.dm_with(&stage.bob).say("between us").unwrap();
}

async fn interactions(stage: &Stage) {
    let hushed = json!({"type": 4, "data": {"content": "psst", "flags": 64}});
    stage.echo(hushed).await;
    let seat = stage.seat();
    let modal = json!({"type": 9, "data": {"custom_id": "form", "title": "Form", "components": [
        {"type": 18, "label": "Name", "component": {"type": 4, "custom_id": "name", "style": 1}}]}});
    let (shown, ..) = stage.echo(modal).await;
    let form = shown.modal().unwrap().clone();
    let act = async move { seat.submit(&form, &[("name", "Ann")]).await.unwrap() };
    stage.answer_to(act, says("thanks")).await;
    let (_, deferred, _) = stage.echo(json!({"type": 5})).await;
    let path = stage.bot.webhook(&deferred, "");
    stage
        .made("POST", &path, json!({"content": "a follow-up"}))
        .await;
    stage
        .made("POST", &path, json!({"content": "another"}))
        .await;
    let said = stage.seat().messages();
    let seat = stage.seat();
    let act = async move {
        let message = said.iter().find(|message| message.button("Go").is_some());
        seat.click(message.unwrap(), "Go").await.unwrap()
    };
    stage.answer_to(act, says("went")).await;
    stage.app.set_user_installed(&stage.bob);
    let mine = json!([{"name": "echo", "description": "x", "type": 1},
        {"name": "mine", "description": "x", "integration_types": [1], "contexts": [0, 1, 2]}]);
    assert_eq!(stage.bot.register(mine).await.status, 200);
    stage.general.for_everyone(0, permission::USE_EXTERNAL_APPS);
    let seat = stage.bob.in_channel(&stage.general);
    let act = async move { seat.slash("/mine").await.unwrap() };
    stage.answer_to(act, says("hushed")).await;
    let echo = stage
        .app
        .commands(None)
        .into_iter()
        .find(|command| command["name"] == "echo");
    let asked = json!({"nonce": "n1", "type": 2, "application_id": stage.app.id().to_string(),
        "channel_id": stage.general.id().to_string(), "guild_id": stage.guild.id().to_string(),
        "data": {"id": echo.unwrap()["id"], "name": "echo", "type": 1, "options": []}});
    let path = format!("{}/sim/v1/as/ann/interactions", stage.sim.url());
    let asked = Http::new(&path, None).call("POST", &path, asked).await;
    assert_eq!(asked.status, 202, "{}", asked.json());
    let interaction = stage.bot.interaction().await;
    stage.bot.callback(&interaction, says("heard")).await;
    let seat = stage.seat();
    let unanswered = tokio::spawn(async move { seat.slash("/echo").await });
    stage.bot.interaction().await;
    unanswered.abort();
}

async fn people(stage: &Stage) {
    stage.ann.set_locale("de");
    stage.ann.set_display_name("Ann");
    stage.guild.time_out(&stage.bob, Duration::from_secs(3600));
    let own = json!({"nick": "Echo", "avatar": PNG, "banner": PNG});
    stage
        .made("PATCH", "/guilds/{guild}/members/@me", own)
        .await;
    let mallory = stage.guild.person("mallory");
    stage
        .guild
        .owner()
        .ban(&stage.guild, &mallory, Duration::ZERO, "spam")
        .unwrap();
    let guild = stage.app.guild_subscription("Gold");
    stage.ann.buy_for(&guild, &stage.guild).unwrap();
    let own = stage.app.user_subscription("Silver");
    let bought = stage.ann.buy(&own).unwrap();
    bought.subscription().unwrap().cancel();
    let potion = stage.ann.buy(&stage.app.consumable("Potion")).unwrap();
    potion.refund();
    let spent = stage.bob.buy(&stage.app.consumable("Elixir")).unwrap();
    let path = format!("/applications/{{bot}}/entitlements/{}/consume", spent.id());
    stage.made("POST", &path, Value::Null).await;
    let records = json!([{"type": 2, "key": "won", "name": "Games", "description": "Games won"}]);
    stage
        .made(
            "PUT",
            "/applications/{bot}/role-connections/metadata",
            records,
        )
        .await;
    let tokens = tokens_of(stage, &stage.ann, "role_connections.write+identify").await;
    let path = format!("/users/@me/applications/{}/role-connection", stage.app.id());
    let body =
        json!({"platform_name": "Hall", "platform_username": "ann", "metadata": {"won": "12"}});
    let connected = as_person(stage, &tokens).call("PUT", &path, body).await;
    assert_eq!(connected.status, 200);
}

/// What few worlds have.
async fn rarities(stage: &Stage) {
    let guild = "/guilds/{guild}";
    let emojis = stage
        .made("GET", &format!("{guild}/emojis"), Value::Null)
        .await;
    let emoji = emojis[0]["id"].clone();
    let sound = json!({"name": "honk", "sound": "data:audio/ogg;base64,AAAA", "emoji_id": emoji});
    stage
        .made("POST", &format!("{guild}/soundboard-sounds"), sound)
        .await;
    let forum = json!({"name": "tagged", "type": 15, "available_tags": [{"name": "own", "emoji_id": emoji}]});
    stage
        .made("POST", &format!("{guild}/channels"), forum)
        .await;
    let request = stage.sim.person("dan").ask_to_join(&stage.guild).unwrap();
    let late = json!({"action": "REJECTED", "rejection_reason": "late"});
    stage
        .made("PATCH", &format!("{guild}/requests/{request}"), late)
        .await;
    let onboarding = json!({"enabled": false, "mode": 1, "prompts": [], "default_channel_ids": []});
    stage
        .made("PUT", &format!("{guild}/onboarding"), onboarding)
        .await;
    let hall = stage.guild.stage_channel("hall").id().to_string();
    let talk = json!({"name": "Talk", "privacy_level": 2, "entity_type": 1, "channel_id": hall,
        "scheduled_start_time": "2099-01-01T10:00:00Z"});
    let event = stage
        .made("POST", &format!("{guild}/scheduled-events"), talk)
        .await;
    let live =
        json!({"channel_id": hall, "topic": "today", "guild_scheduled_event_id": event["id"]});
    stage.made("POST", "/stage-instances", live).await;
    let voice = json!({"flags": 1 << 13,
        "attachments": [{"id": 0, "filename": "voice.ogg", "waveform": "AAAA", "duration_secs": 1.5}]});
    let sent = stage
        .bot
        .http
        .form("POST", &stage.messages(), &voice, &[("voice.ogg", b"x")])
        .await;
    assert_eq!(sent.status, 200, "{}", sent.json());
    // A picture of 3 by 2 pixels, as far as its header goes.
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x06\0\0\0";
    stage
        .seat()
        .say_with("look", &[("b.png", picture)])
        .unwrap();
    let lapsing = stage
        .bob
        .buy(&stage.app.user_subscription("Bronze"))
        .unwrap();
    lapsing.subscription().unwrap().lapse();
    let activity = json!({"flags": 1 << 17});
    stage.made("PATCH", "/applications/@me", activity).await;
    let invite = json!({"unique": true, "target_type": 2, "target_application_id": stage.app.id().to_string()});
    stage
        .made("POST", "/channels/{general}/invites", invite)
        .await;
    let owner = stage.guild.owner();
    tokens_for(stage, &owner, "bot+identify", Some(&stage.guild)).await;
    let address = format!(
        "{}/oauth2/authorize?client_id={}&redirect_uri=https%3A%2F%2Fdashboard.example%2Fback&response_type=code\
         &scope=identify&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
        stage.sim.url(),
        stage.app.id()
    );
    owner.authorize(&address, None).unwrap();
}

async fn application(stage: &Stage) -> Fake {
    let list = [CommandPermission::everyone(&stage.guild, true)];
    assert!(
        stage
            .guild
            .command_permissions(&stage.app, Some("echo"), &list)
    );
    let emoji = json!({"name": "blob", "image": GIF});
    stage
        .made("POST", "/applications/{bot}/emojis", emoji)
        .await;
    stage.app.set_public_client();
    stage.app.set_user_installed(&stage.ann);
    let fake = Fake::start(&stage.app.verify_key(), Manner::Strict).await;
    stage
        .app
        .interactions_endpoint(Some(&fake.url))
        .await
        .unwrap();
    let types = ["APPLICATION_AUTHORIZED"];
    stage
        .app
        .event_webhooks(Some(&fake.url), &types)
        .await
        .unwrap();
    fake
}
