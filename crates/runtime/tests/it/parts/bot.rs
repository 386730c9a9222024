//! A bot that has one of each.

use std::{fmt::Write as _, time::Duration};

use core_config::NoSection;
use embeds::{
    ChannelSelect, CustomId, MentionableSelect, Message, RoleSelect, Row, SelectOption,
    StringSelect, UserSelect,
};
use runtime::{
    Answers, Bot, Command, Component, Contexts, Ctx, Failure, Installs, Menu, Modal, Reply,
    Startup, TargetMessage,
};
use twilight_interactions::command::{
    CommandModel, CreateCommand, ResolvedMentionable, ResolvedUser,
};
use twilight_model::{
    application::interaction::InteractionChannel, channel::ChannelType, guild::Role, id::Id,
};

use super::forms::{entered, order, order_window, ordered, people};
use crate::probe::{App, gate};

/// Largest file that the bot takes, in bytes.
pub(super) const FILE_MAX: u64 = 1_000;
/// What the shop sells.
pub(super) const SKU: u64 = 77;

async fn build(_: Startup<NoSection>) -> Result<App, Failure> {
    Ok(App::default())
}

/// The bot.
pub(super) fn bot() -> Bot<App, NoSection> {
    let everywhere =
        |command: Command<App>| command.contexts(Contexts::ALL).installs(Installs::ALL);
    Bot::new("parts", "Has one of each.", build)
        .texts("en-US", "parts.ftl", &english())
        .texts("de", "parts.ftl", GERMAN)
        .command(Command::new("parts order", Answers::Modal, order))
        .command(Command::new("parts people", Answers::Modal, people))
        .command(Command::new("parts choose", Answers::Public, choose))
        .command(Command::new("parts shop", Answers::Private, shop))
        .command(everywhere(Command::new("mine", Answers::Public, mine)))
        .command(everywhere(Command::new("many", Answers::Public, many)))
        .command(everywhere(Command::new("slow", Answers::Public, slow)))
        .command(
            everywhere(Command::new("keys", Answers::Public, mine)).level(auth::Level::Moderator),
        )
        .command(
            Command::new("letters", Answers::Public, mine)
                .contexts(Contexts::BOT_DM)
                .installs(Installs::USER),
        )
        .menu(Menu::user("High five", Answers::Private, high_five))
        .menu(
            Menu::user("Warn", Answers::Private, high_five)
                .level(auth::Level::Moderator)
                .in_guilds_only(),
        )
        .menu(Menu::user("Wave", Answers::Public, high_five).cooldown(Duration::from_secs(60)))
        .menu(Menu::message("Quote", Answers::Public, quote))
        .menu(Menu::message("Report this", Answers::Modal, report))
        .component(Component::select("parts.users", Answers::Private, users))
        .component(Component::select("parts.roles", Answers::Private, roles))
        .component(Component::select(
            "parts.all",
            Answers::Private,
            mentionables,
        ))
        .component(Component::select("parts.where", Answers::Private, channels))
        .component(Component::select("parts.texts", Answers::Private, texts))
        .component(Component::select("parts.keep", Answers::Private, keep))
        .modal(Modal::new("parts.order", Answers::Private, ordered))
        .modal(Modal::new("parts.people", Answers::Private, entered))
}

const GERMAN: &str = "
menu-high-five-name = Abklatschen
menu-report-this-name = Das hier melden
field-parts-order-size = Größe
";

fn english() -> String {
    let mut out = String::from(
        "menu-high-five-name = High five\nmenu-warn-name = Warn\nmenu-wave-name = Wave\n\
         menu-quote-name = Quote\nmenu-report-this-name = Report this\n\
         field-parts-order-size = Size\n",
    );
    for path in [
        "parts",
        "parts order",
        "parts people",
        "parts choose",
        "parts shop",
        "mine",
        "many",
        "slow",
        "keys",
        "letters",
    ] {
        let key = path.replace(' ', "-");
        let name = path.rsplit(' ').next().unwrap_or(path);
        writeln!(
            out,
            "cmd-{key}-name = {name}\ncmd-{key}-description = Tries {name}"
        )
        .unwrap();
    }
    out
}

fn says(text: &str) -> Message {
    Message::classic().content(i18n::escape::text(text)).into()
}

/// A private answer of these words.
pub(super) fn told(text: &str) -> Result<Reply, Failure> {
    Ok(Reply::private(says(text)))
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "none", desc = "-")]
pub(super) struct Nothing {}

async fn high_five(ctx: Ctx<App>, user: ResolvedUser) -> Result<Reply, Failure> {
    let (from, to) = (&ctx.user().name, &user.resolved.name);
    told(&format!("{from} to {to} member {}", user.member.is_some()))
}

async fn quote(ctx: Ctx<App>, message: TargetMessage) -> Result<Reply, Failure> {
    let link = message.link(ctx.guild_id());
    let text = format!(
        "{} by {} with {} at {}",
        message.content,
        message.author.name,
        message.attachments.len(),
        link.rsplit('/').next().unwrap_or_default(),
    );
    Ok(Reply::public(says(&text)))
}

async fn report(_: Ctx<App>, message: TargetMessage) -> Result<Reply, Failure> {
    let id = CustomId::new("parts.order", 1).arg(message.id);
    Ok(Reply::modal(order_window(id)))
}

async fn choose(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    let id = |family: &str| CustomId::new(family, 1);
    let texts = ["a", "b", "c"].map(|value| SelectOption::new(value.to_uppercase(), value));
    let message = Message::classic()
        .content("Choose")
        .row(Row::select(
            UserSelect::new(id("parts.users"))
                .choose(0..=2)
                .placeholder("users"),
        ))
        .row(Row::select(
            RoleSelect::new(id("parts.roles")).placeholder("roles"),
        ))
        .row(Row::select(
            MentionableSelect::new(id("parts.all"))
                .choose(1..=2)
                .placeholder("all"),
        ))
        .row(Row::select(
            ChannelSelect::new(id("parts.where"))
                .channel_types([ChannelType::GuildText])
                .placeholder("where"),
        ))
        .row(Row::select(
            StringSelect::new(id("parts.texts"))
                .options(texts)
                .choose(1..=2)
                .placeholder("texts"),
        ));
    Ok(Reply::public(message))
}

async fn users(_: Ctx<App>, (): (), users: Vec<ResolvedUser>) -> Result<Reply, Failure> {
    let names = users
        .iter()
        .map(|user| (&user.resolved.name, user.member.is_some()));
    told(&format!("users {:?}", names.collect::<Vec<_>>()))
}

async fn roles(_: Ctx<App>, (): (), roles: Vec<Role>) -> Result<Reply, Failure> {
    let names: Vec<_> = roles.iter().map(|role| &role.name).collect();
    told(&format!("roles {names:?}"))
}

async fn mentionables(
    _: Ctx<App>,
    (): (),
    all: Vec<ResolvedMentionable>,
) -> Result<Reply, Failure> {
    told(&format!(
        "all {:?}",
        all.iter().map(mentionable).collect::<Vec<_>>()
    ))
}

pub(super) fn mentionable(one: &ResolvedMentionable) -> String {
    match one {
        ResolvedMentionable::User(user) => format!("@{}", user.resolved.name),
        ResolvedMentionable::Role(role) => format!("&{}", role.name),
    }
}

async fn channels(
    _: Ctx<App>,
    (): (),
    channels: Vec<InteractionChannel>,
) -> Result<Reply, Failure> {
    let names: Vec<_> = channels.iter().map(|channel| &channel.name).collect();
    told(&format!("where {names:?}"))
}

async fn texts(_: Ctx<App>, (): (), texts: Vec<String>) -> Result<Reply, Failure> {
    told(&format!("texts {texts:?}"))
}

async fn shop(ctx: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    let all: Vec<_> = ctx
        .entitlements()
        .iter()
        .map(|one| (one.sku.get(), one.owner))
        .collect();
    told(&format!("has {} of {all:?}", ctx.has_sku(Id::new(SKU))))
}

async fn mine(ctx: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    let text = format!(
        "{:?} {:?} bot {} private {} keeper {} owners {:?} {:?}",
        ctx.context(),
        ctx.place(),
        ctx.is_bot_here(),
        ctx.answers_stay_private(),
        ctx.keeper(),
        ctx.owners().guild.map(Id::get),
        ctx.owners().user.map(Id::get),
    );
    let option = SelectOption::new("it", "it");
    let select = StringSelect::new(CustomId::new("parts.keep", 1)).option(option);
    let message = Message::classic().content(i18n::escape::text(&text));
    Ok(Reply::public(
        message.row(Row::select(select.placeholder("keep"))),
    ))
}

async fn keep(ctx: Ctx<App>, (): (), _: Vec<String>) -> Result<Reply, Failure> {
    told(&format!("{:?} of {}", ctx.place(), ctx.keeper()))
}

async fn many(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    let first = Reply::public(says("first"));
    Ok((1..=7).fold(first, |reply, n| {
        reply.then_public(says(&format!("more {n}")))
    }))
}

async fn slow(ctx: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    gate(&format!("parts-{}", ctx.user().id)).notified().await;
    Ok(Reply::private(says("at last")))
}
