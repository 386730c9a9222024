//! Who may do what, where: places, levels, permissions of persons and of the bot.

use auth::{RoleMap, RoleMapError};
use db::{BotId, Timestamp};
use discord_sim::{Seat, permission};
use testkit::{Kind, Stage};
use twilight_model::id::Id;

use crate::{probe, scene};

/// Discord's bit for it (`topics/permissions.mdx`).
const MANAGE_CHANNELS: u64 = 1 << 4;

async fn says(seat: &Seat, line: &str) -> String {
    let shown = seat.slash(line).await.unwrap();
    let message = shown.message().unwrap();
    let refused = message.content != "done";
    assert_eq!(message.ephemeral, refused, "{message:?}");
    message.content
}

#[tokio::test]
async fn what_is_for_guilds_is_refused_in_private() {
    let stage = Stage::new(probe::bot)
        .set("GUILDHALL__COMMANDS__SCOPE", "global")
        .start()
        .await;
    let ann = stage.person("ann");
    assert_eq!(says(&ann, "/probe rule here").await, "done");
    let alone = ann.person().dm(&stage.application);
    let refused = alone.slash_unoffered("/probe rule here").await.unwrap();
    let words = refused.message().unwrap().content;
    assert!(words.starts_with("This works in servers only"), "{words}");
    let echo = alone.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "hello");
    stage.finish();
}

#[tokio::test]
async fn moderators_are_made_by_permission_and_by_mapped_role() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let stage = Stage::new(probe::bot).on(kind).start().await;
        let helpers = stage.guild.role("helpers", permission::NONE);
        let keepers = stage.guild.role("keepers", permission::KICK_MEMBERS);
        let (ann, bob) = (stage.person("ann"), stage.person("bob"));
        let carl = stage.person("carl");
        stage.guild.member(bob.person(), &[keepers]);
        stage.guild.member(carl.person(), &[helpers]);
        let line = "/probe rule moderate";
        let no = "Only moderators of this server can use this.";
        assert_eq!(says(&ann, line).await, no);
        assert_eq!(says(&bob, line).await, "done");
        assert_eq!(says(&carl, line).await, no);
        map(&stage, &[helpers.id()], &[]).await;
        assert_eq!(says(&carl, line).await, "done");
        assert_eq!(says(&ann, line).await, no);
        // What lowers a right counts at once.
        map(&stage, &[], &[]).await;
        assert_eq!(says(&carl, line).await, no);
        stage.finish();
    }
}

#[tokio::test]
async fn admins_are_made_by_permission_and_by_mapped_role() {
    let stage = Stage::new(probe::bot).start().await;
    let chiefs = stage.guild.role("chiefs", permission::NONE);
    let keepers = stage.guild.role("keepers", permission::KICK_MEMBERS);
    let runners = stage.guild.role("runners", permission::MANAGE_GUILD);
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    stage.guild.member(ann.person(), &[chiefs, keepers]);
    stage.guild.member(bob.person(), &[runners]);
    let line = "/probe rule admin";
    let no = "Only admins of this server can use this.";
    assert_eq!(says(&ann, line).await, no);
    assert_eq!(says(&bob, line).await, "done");
    map(&stage, &[], &[chiefs.id()]).await;
    assert_eq!(says(&ann, line).await, "done");
    assert_eq!(says(&ann, "/probe rule moderate").await, "done");
    let owner = stage.guild.owner().in_channel(&stage.channel);
    assert_eq!(says(&owner, line).await, "done");
    stage.finish();
}

#[tokio::test]
async fn owners_are_named_in_the_configuration() {
    let mut stage = Stage::new(probe::bot).without_bot().start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    stage.set("GUILDHALL__OWNERS", &ann.person().id().to_string());
    stage.start_bot().await.unwrap();
    let line = "/probe rule own";
    assert_eq!(says(&ann, line).await, "done");
    let no = "Only the owners of this bot can use this.";
    assert_eq!(says(&bob, line).await, no);
    let owner = stage.guild.owner().in_channel(&stage.channel);
    assert_eq!(says(&owner, line).await, no);
    stage.finish();
}

#[tokio::test]
async fn suggestions_are_for_those_who_may_use_the_command() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let choices = ann.autocomplete("/probe rule hush fruit:a|").await.unwrap();
    assert!(choices.is_empty(), "{choices:?}");
    stage.finish();
}

#[tokio::test]
async fn a_person_needs_the_permission_that_a_command_names() {
    let stage = Stage::new(probe::bot).start().await;
    let cleaners = stage.guild.role("cleaners", permission::MANAGE_MESSAGES);
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    stage.guild.member(bob.person(), &[cleaners]);
    let line = "/probe rule tidy";
    assert_eq!(
        says(&ann, line).await,
        "You need these permissions in this channel: Manage Messages."
    );
    assert_eq!(says(&bob, line).await, "done");
    stage
        .channel
        .for_role(cleaners, 0, permission::MANAGE_MESSAGES);
    assert!(says(&bob, line).await.contains("Manage Messages"));
    let owner = stage.guild.owner().in_channel(&stage.channel);
    assert_eq!(says(&owner, line).await, "done");
    stage.finish();
}

#[tokio::test]
async fn the_bot_says_which_permission_it_lacks_itself() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let line = "/probe rule build";
    let refused = says(&ann, line).await;
    assert!(refused.contains("Manage Channels"), "{refused}");
    let may = permission::SEND_MESSAGES | permission::VIEW_CHANNEL | MANAGE_CHANNELS;
    stage.guild.bot_permissions(&stage.application, may);
    assert_eq!(says(&ann, line).await, "done");
    let deny = MANAGE_CHANNELS;
    stage.channel.for_bot(&stage.application, 0, deny);
    assert!(says(&ann, line).await.contains("Manage Channels"));
    stage.finish();
}

#[tokio::test]
async fn a_bot_on_trial_answers_in_chosen_guilds_only() {
    let mut stage = Stage::new(probe::bot).without_bot().start().await;
    let chosen = stage.sim.guild("Chosen");
    let room = chosen.text_channel("room");
    chosen.install(&stage.application, permission::NONE);
    stage.set("GUILDHALL__GUILDS__ALLOW", &chosen.id().to_string());
    stage.set("GUILDHALL__COMMANDS__SCOPE", "global");
    stage.start_bot().await.unwrap();
    let ann = stage.person("ann");
    let refused = ann.slash("/probe echo text:hello").await.unwrap();
    let refused = refused.message().unwrap();
    assert!(refused.ephemeral);
    assert!(
        refused.content.contains("chosen servers only"),
        "{refused:?}"
    );
    let choices = ann.autocomplete("/probe suggest fruit:a|").await.unwrap();
    assert!(choices.is_empty(), "{choices:?}");
    let there = chosen.person("ann").in_channel(&room);
    let echo = there.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "hello");
    stage.finish();
}

/// Maps roles of the stage's guild, as an admin's command would.
async fn map(stage: &scene::Stage, moderators: &[u64], admins: &[u64]) {
    let roles = |ids: &[u64]| ids.iter().map(|id| Id::new(*id)).collect();
    let map = RoleMap::new(roles(moderators), roles(admins)).unwrap();
    let bot = BotId::parse("probe").unwrap();
    let guild = Id::new(stage.guild.id());
    let now = Timestamp::from_unix_micros(stage.sim.clock().now().unix_micros());
    let db = stage.database.look().await.unwrap();
    let (map, bot) = (&map, &bot);
    db.write(|tx| {
        Box::pin(async move {
            map.save(tx, bot, guild, None, now).await?;
            Ok::<_, RoleMapError>(())
        })
    })
    .await
    .unwrap();
    db.close().await;
}
