//! Apps that people installed for themselves, and the kinds of places.

use discord_sim::{Channel, Seat, permission};
use serde_json::json;
use testkit::until;

use super::{Stage, plain, stage};
use crate::{
    probe::gate,
    scene::{line, lines, slash},
};

/// A guild without the bot, where ann, who has the app herself, and bob are.
fn elsewhere(stage: &Stage) -> (Channel, Seat, Seat) {
    let guild = stage.sim.guild("Elsewhere");
    let hall = guild.text_channel("hall");
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    stage.application.set_user_installed(ann.person());
    let seat = |who: &Seat| {
        guild.member(who.person(), &[]);
        who.person().in_channel(&hall)
    };
    let (ann, bob) = (seat(&ann), seat(&bob));
    (hall, ann, bob)
}

async fn said(seat: &Seat, command: &str) -> String {
    let shown = seat.slash(command).await.unwrap();
    plain(&shown.message().unwrap().content)
}

#[tokio::test]
async fn in_its_own_guild_the_place_is_the_guild() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let (guild, id) = (stage.guild.id(), ann.person().id());
    let expected = format!(
        "Guild Guild(Id<GuildMarker>({guild})) bot true private false keeper {id} owners Some({guild}) None"
    );
    assert_eq!(said(&ann, "/mine").await, expected);
    stage.application.set_user_installed(ann.person());
    let expected = expected.replace(") None", &format!(") Some({id})"));
    assert_eq!(said(&ann, "/mine").await, expected);
    stage.finish();
}

#[tokio::test]
async fn in_a_foreign_guild_the_place_is_private_and_kept_by_who_brought_the_app() {
    let stage = stage().await;
    let (_, ann, _) = elsewhere(&stage);
    let id = ann.person().id();
    let expected =
        format!("Guild Private bot false private false keeper {id} owners None Some({id})");
    assert_eq!(said(&ann, "/mine").await, expected);
    stage.finish();
}

#[tokio::test]
async fn in_direct_messages_the_place_is_private() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let id = ann.person().id();
    let letters = ann.person().dm(&stage.application);
    let expected = format!("BotDm Private bot true private false keeper {id} owners None None");
    assert_eq!(said(&letters, "/mine").await, expected);
    stage.application.set_user_installed(ann.person());
    let friends = stage
        .sim
        .group("friends", &[ann.person(), &stage.sim.person("bob")]);
    let expected = format!(
        "PrivateChannel Private bot false private false keeper {id} owners None Some({id})"
    );
    assert_eq!(
        said(&ann.person().in_channel(&friends), "/mine").await,
        expected
    );
    stage.finish();
}

#[tokio::test]
async fn what_others_click_belongs_to_who_brought_the_app() {
    let stage = stage().await;
    let (_, ann, bob) = elsewhere(&stage);
    let board = ann.slash("/mine").await.unwrap().message().unwrap();
    let shown = bob.select(&board, "keep", &["it"]).await.unwrap();
    let kept = plain(&shown.message().unwrap().content);
    assert_eq!(kept, format!("Private of {}", ann.person().id()));
    let here = ann.person().in_channel(&stage.channel);
    let board = here.slash("/mine").await.unwrap().message().unwrap();
    let bob = bob.person().in_channel(&stage.channel);
    let shown = bob.select(&board, "keep", &["it"]).await.unwrap();
    let kept = plain(&shown.message().unwrap().content);
    let (guild, id) = (stage.guild.id(), bob.person().id());
    assert_eq!(kept, format!("Guild(Id<GuildMarker>({guild})) of {id}"));
    stage.finish();
}

#[tokio::test]
async fn a_command_is_refused_in_places_it_is_not_for() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let id = ann.person().id();
    let run = |name: &str, more: serde_json::Value| {
        let mut payload = json!({"data": {"id": "1", "name": name, "type": 1, "options": []}});
        for (key, value) in more.as_object().unwrap() {
            payload[key] = value.clone();
        }
        let ann = ann.clone();
        async move {
            let shown = ann.raw_interaction(payload).await.unwrap();
            shown.message().unwrap().content
        }
    };
    let elsewhere = "This does not work in a place like this.";
    assert_eq!(run("letters", json!({})).await, elsewhere);
    let own = json!({"context": 1, "authorizing_integration_owners": {"1": id.to_string()}});
    let said = run("letters", own).await;
    assert!(plain(&said).starts_with("BotDm Private bot true"), "{said}");
    let of_guild = json!({"context": 1, "authorizing_integration_owners": {"0": "0"}});
    let refused = run("letters", of_guild).await;
    assert_eq!(refused, "This works only where I am installed for it.");
    // Without an installation that is named, nothing is known against it.
    let unnamed = json!({"context": 1, "authorizing_integration_owners": {}});
    assert!(run("letters", unnamed).await.starts_with("BotDm"));
    stage.finish();
}

#[tokio::test]
async fn those_who_run_a_foreign_guild_run_nothing_of_the_bots_there() {
    let stage = stage().await;
    let guild = stage.sim.guild("Elsewhere");
    let hall = guild.text_channel("hall");
    let ann = stage.person("ann");
    stage.application.set_user_installed(ann.person());
    for (guild, channel) in [(&guild, &hall), (&stage.guild, &stage.channel)] {
        let chiefs = guild.role("chiefs", permission::MANAGE_GUILD);
        guild.member(ann.person(), &[chiefs]);
        let words = said(&ann.person().in_channel(channel), "/keys").await;
        if guild.id() == stage.guild.id() {
            assert!(words.starts_with("Guild Guild"), "{words}");
        } else {
            // The place is private there, as in direct messages.
            assert_eq!(words, "Only moderators of this server can use this.");
        }
    }
    stage.finish();
}

#[tokio::test]
async fn a_nickname_stays_in_its_guild() {
    let mut stage = stage().await;
    let ann = stage.person("ann");
    ann.person().set_nick(&stage.guild, Some("Secret")).unwrap();
    ann.slash("/mine").await.unwrap();
    // What was met is written at the latest when the bot stops.
    stage.stop().await;
    let db = stage.database.look().await.unwrap();
    let id = twilight_model::id::Id::new(ann.person().id());
    let met = db::users::find(db.read(), id).await.unwrap().unwrap();
    assert_eq!(met.name, "ann");
    db.close().await;
    stage.finish();
}

#[tokio::test]
async fn more_than_five_follow_ups_are_left_out_and_logged() {
    let stage = stage().await;
    let (_, ann, _) = elsewhere(&stage);
    let shown = ann
        .slash("/many")
        .await
        .unwrap()
        .with_followups(5)
        .await
        .unwrap();
    line(&stage, &["message left out", "installed for a person only"]).await;
    until("both to be left out", async || {
        (lines(&stage, "message left out").len() == 2).then_some(())
    })
    .await;
    assert_eq!(shown.followups().len(), 5);
    // Where the bot is a member, all seven come.
    let here = ann.person().in_channel(&stage.channel);
    let shown = here
        .slash("/many")
        .await
        .unwrap()
        .with_followups(7)
        .await
        .unwrap();
    assert_eq!(shown.followups().len(), 7);
    assert_eq!(lines(&stage, "message left out").len(), 2);
    stage.finish();
}

#[tokio::test]
async fn answers_that_discord_hushes_are_known_and_stay_one_message() {
    let stage = stage().await;
    let (hall, ann, _) = elsewhere(&stage);
    hall.for_everyone(0, permission::USE_EXTERNAL_APPS);
    let shown = ann.slash("/mine").await.unwrap().message().unwrap();
    assert!(shown.ephemeral);
    assert!(shown.content.contains("private true"), "{}", shown.content);
    // A late private answer after a public deferral: it is private already, so it is an edit.
    let act = slash(&ann, "/slow");
    until("the deferral", async || {
        let mut requests = stage.sim.journal().requests();
        requests.retain(|request| request.body["type"] == 5);
        (!requests.is_empty()).then_some(())
    })
    .await;
    gate(&format!("parts-{}", ann.person().id())).notify_one();
    let shown = act.await.unwrap().unwrap().settled().await.unwrap();
    assert_eq!(shown.message().unwrap().content, "at last");
    assert!(shown.followups().is_empty());
    stage.finish();
}
