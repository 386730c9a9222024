//! A bot that has one of everything.

mod jobs;
mod texts;
mod trouble;

pub(crate) use self::trouble::INNER;

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, atomic::AtomicU32},
    time::Duration,
};

use core_config::NoSection;
use embeds::{
    Alt, Button, CustomId, Message, Modal as Window, Picture, Row, SelectOption, StringSelect,
    Style, TextInput, Tone, container,
};
use i18n::{Args, Text};
use runtime::{
    Answers, Autocomplete, Bot, Choice, Command, Component, Ctx, Failure, Fields, FromCustomId,
    FromModal, Modal, Refusal, Reply, Startup, Unfit,
};
use tokio::sync::Notify;
use twilight_interactions::command::{
    CommandModel, CommandOption, CreateCommand, CreateOption, ResolvedMentionable, ResolvedUser,
};
use twilight_model::{
    application::interaction::InteractionChannel,
    channel::Attachment,
    guild::{Permissions, Role},
};

/// Gates by name: handlers wait at them until a test opens them.
static GATES: LazyLock<Mutex<HashMap<String, Arc<Notify>>>> = LazyLock::new(Mutex::default);

/// The gate of this name.
pub(crate) fn gate(name: &str) -> Arc<Notify> {
    Arc::clone(GATES.lock().unwrap().entry(name.to_owned()).or_default())
}

/// What the probe's handlers share.
#[derive(Default)]
pub(crate) struct App {
    /// How often the shaky job ran in this process.
    shaky: AtomicU32,
}

/// Builds what handlers share, and says all that a bot gets to know at its start.
async fn build(startup: Startup<NoSection>) -> Result<App, Failure> {
    tracing::info!(target: "probe", ?startup, "built");
    Ok(App::default())
}

/// The same bot in a release that has one command more.
pub(crate) fn grown() -> Bot<App, NoSection> {
    bot()
        .texts("en-US", "grown.ftl", &texts::grown())
        .command(Command::new("probe extra", Answers::Public, plain))
}

/// The bot.
pub(crate) fn bot() -> Bot<App, NoSection> {
    Bot::new("probe", "Tries everything.", build)
        .texts("en-US", "probe.ftl", &texts::english())
        .texts(
            "de",
            "probe.ftl",
            "probe-no = So nicht\nprobe-hello = Hallo zusammen\n",
        )
        .command(Command::new("probe echo", Answers::Public, echo))
        .command(Command::new("probe options", Answers::Private, options))
        .command(Command::new(
            "probe wait-public",
            Answers::Public,
            wait_public,
        ))
        .command(Command::new(
            "probe wait-private",
            Answers::Private,
            wait_private,
        ))
        .command(Command::new(
            "probe wait-refuse",
            Answers::Public,
            wait_refuse,
        ))
        .command(Command::new(
            "probe wait-refuse-quietly",
            Answers::Private,
            wait_refuse,
        ))
        .command(Command::new(
            "probe wait-fail",
            Answers::Public,
            trouble::wait_fail,
        ))
        .command(Command::new("probe fail", Answers::Public, trouble::fail))
        .command(Command::new(
            "probe panic",
            Answers::Public,
            trouble::panics,
        ))
        .command(Command::new(
            "probe broken",
            Answers::Public,
            trouble::broken,
        ))
        .command(Command::new("probe read", Answers::Public, trouble::read))
        .command(Command::new("probe hold", Answers::Public, trouble::hold))
        .command(Command::new("probe hello", Answers::Public, hello))
        .command(Command::new("probe slow-ask", Answers::Modal, slow_ask))
        .command(Command::new("probe ask", Answers::Modal, ask))
        .command(Command::new("probe board", Answers::Public, board))
        .command(Command::new("probe more", Answers::Public, more))
        .command(
            Command::new("probe suggest", Answers::Private, suggested).suggest("fruit", suggest),
        )
        .command(Command::new("probe rule here", Answers::Public, plain).in_guilds_only())
        .command(
            Command::new("probe rule moderate", Answers::Public, plain)
                .level(auth::Level::Moderator),
        )
        .command(Command::new("probe rule admin", Answers::Public, plain).level(auth::Level::Admin))
        .command(Command::new("probe rule own", Answers::Public, plain).level(auth::Level::Owner))
        .command(
            Command::new("probe rule hush", Answers::Private, suggested)
                .level(auth::Level::Owner)
                .suggest("fruit", suggest),
        )
        .command(
            Command::new("probe rule tidy", Answers::Public, plain)
                .person_needs(Permissions::MANAGE_MESSAGES),
        )
        .command(
            Command::new("probe rule build", Answers::Public, plain)
                .bot_needs(Permissions::MANAGE_CHANNELS),
        )
        .command(
            Command::new("probe rule rare", Answers::Public, rare)
                .cooldown(Duration::from_secs(30)),
        )
        .component(Component::new("probe.count", Answers::Update, count))
        .component(Component::new("probe.pick", Answers::Update, pick))
        .component(Component::new("probe.slow", Answers::Update, slow))
        .component(Component::new("probe.ask", Answers::Modal, ask_again))
        .modal(Modal::new("probe.told", Answers::Private, told))
        .job(jobs::steady())
        .job(jobs::shaky())
}

fn says(text: &str) -> Message {
    Message::classic().content(i18n::escape::text(text)).into()
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "echo", desc = "-")]
struct Echo {
    /// -
    text: String,
}

async fn echo(_: Ctx<App>, echo: Echo) -> Result<Reply, Failure> {
    Ok(Reply::public(says(&echo.text)))
}

#[derive(CommandOption, CreateOption)]
enum Size {
    #[option(name = "small", value = "small")]
    Small,
    #[option(name = "large", value = "large")]
    Large,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "options", desc = "-")]
struct Options {
    /// -
    text: String,
    /// -
    #[command(min_value = 1, max_value = 10)]
    whole: i64,
    /// -
    number: f64,
    /// -
    flag: bool,
    /// -
    user: ResolvedUser,
    /// -
    channel: InteractionChannel,
    /// -
    role: Role,
    /// -
    mentionable: ResolvedMentionable,
    /// -
    file: Attachment,
    /// -
    size: Size,
    /// -
    missing: Option<String>,
}

async fn options(_: Ctx<App>, o: Options) -> Result<Reply, Failure> {
    let size = match o.size {
        Size::Small => "small",
        Size::Large => "large",
    };
    Ok(Reply::private(says(&format!(
        "{} {} {} {} {} {} {} {} {} {size} {:?}",
        o.text,
        o.whole,
        o.number,
        o.flag,
        o.user.resolved.name,
        o.channel.name,
        o.role.name,
        o.mentionable.id(),
        o.file.filename,
        o.missing,
    ))))
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "wait", desc = "-")]
struct Gate {
    /// -
    gate: String,
}

async fn wait_public(_: Ctx<App>, at: Gate) -> Result<Reply, Failure> {
    gate(&at.gate).notified().await;
    Ok(Reply::public(says("through")))
}

async fn wait_private(_: Ctx<App>, at: Gate) -> Result<Reply, Failure> {
    gate(&at.gate).notified().await;
    Ok(Reply::private(says("through")))
}

async fn wait_refuse(_: Ctx<App>, at: Gate) -> Result<Reply, Failure> {
    gate(&at.gate).notified().await;
    Err(no().into())
}

fn no() -> Refusal {
    Refusal::new("no", Text::new("probe-no"))
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "none", desc = "-")]
struct Nothing {}

async fn plain(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    Ok(Reply::public(says("done")))
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "rare", desc = "-")]
struct Rare {
    /// -
    end: String,
}

async fn rare(_: Ctx<App>, rare: Rare) -> Result<Reply, Failure> {
    match rare.end.as_str() {
        "refusal" => Err(no().into()),
        "error" => Err(trouble::error()),
        _ => Ok(Reply::public(says("done"))),
    }
}

fn window() -> Window {
    Window::new(CustomId::new("probe.told", 1).arg("x"), "Tell")
        .text_input(TextInput::short("word", "Word").min(1).max(20))
}

async fn slow_ask(_: Ctx<App>, at: Gate) -> Result<Reply, Failure> {
    gate(&at.gate).notified().await;
    Ok(Reply::modal(window()))
}

async fn hello(ctx: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    Ok(Reply::public(says(&ctx.public_texts().get("probe-hello"))))
}

async fn ask(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    Ok(Reply::modal(window()))
}

struct Told(String);

impl FromModal for Told {
    fn from_modal(id: &CustomId, fields: &Fields) -> Result<Self, Unfit> {
        (id.version() == 1).then_some(()).ok_or(Unfit::Stale)?;
        Ok(Self(fields.text("word", 1..=20)?.to_owned()))
    }
}

async fn told(ctx: Ctx<App>, told: Told) -> Result<Reply, Failure> {
    let args = Args::new().escaped("word", &told.0);
    let text = ctx.texts().with("probe-told", &args);
    Ok(Reply::private(Message::classic().content(text)))
}

/// A number in a button.
struct Count(u32);

impl FromCustomId for Count {
    fn from_custom_id(id: &CustomId, _: &[String]) -> Option<Self> {
        let mut reader = id.reader();
        let count = reader.take().ok()?;
        reader.end().ok()?;
        (id.version() == 1).then_some(Self(count))
    }
}

/// A picture that any program can read: one grey pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E',
    b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn counter(count: u32) -> Message {
    let id = |family: &str| CustomId::new(family, 1).arg(count);
    container(Tone::Brand)
        .text(format!("count {count}"))
        .picture(Picture::new("pixel.png", PIXEL, Alt::new("one pixel")))
        .row(Row::buttons([
            Button::new(Style::Primary, "More").id(id("probe.count")),
            Button::new(Style::Secondary, "Slow").id(id("probe.slow")),
            Button::new(Style::Secondary, "Ask").id(id("probe.ask")),
        ]))
        .row(Row::select(
            StringSelect::new(id("probe.pick"))
                .option(SelectOption::new("One", "one"))
                .option(SelectOption::new("Two", "two")),
        ))
        .into()
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "board", desc = "-")]
struct Board {
    /// -
    #[command(min_value = 0, max_value = 1_000_000)]
    from: Option<i64>,
}

async fn board(_: Ctx<App>, board: Board) -> Result<Reply, Failure> {
    let from = u32::try_from(board.from.unwrap_or(0)).unwrap_or(0);
    Ok(Reply::public(counter(from)))
}

async fn count(_: Ctx<App>, count: Count) -> Result<Reply, Failure> {
    Ok(Reply::update(counter(count.0 + 1)))
}

async fn slow(_: Ctx<App>, count: Count) -> Result<Reply, Failure> {
    gate(&format!("slow-{}", count.0)).notified().await;
    Ok(Reply::update(counter(count.0 + 100)))
}

async fn ask_again(_: Ctx<App>, _: Count) -> Result<Reply, Failure> {
    Ok(Reply::modal(window()))
}

struct Pick(String);

impl FromCustomId for Pick {
    fn from_custom_id(_: &CustomId, values: &[String]) -> Option<Self> {
        values.first().cloned().map(Self)
    }
}

async fn pick(_: Ctx<App>, pick: Pick) -> Result<Reply, Failure> {
    Ok(Reply::update(
        container(Tone::Success).text(format!("picked {}", pick.0)),
    ))
}

async fn more(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    Ok(Reply::public(says("first"))
        .then_public(says("second"))
        .then_private(says("third")))
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "suggest", desc = "-")]
struct Suggested {
    /// -
    #[command(autocomplete = true)]
    fruit: String,
}

async fn suggested(_: Ctx<App>, suggested: Suggested) -> Result<Reply, Failure> {
    Ok(Reply::private(says(&suggested.fruit)))
}

async fn suggest(_: Ctx<App>, typed: Autocomplete) -> Result<Vec<Choice>, Failure> {
    Ok(["apple", "apricot", "banana"]
        .into_iter()
        .filter(|fruit| fruit.starts_with(&typed.typed))
        .map(|fruit| Choice {
            name: fruit.to_owned(),
            value: fruit.to_owned(),
        })
        .collect())
}
