//! The house's bot that is measured: the same two commands as the bare bot, written as any bot
//! of the house is.

use std::process::ExitCode;

use bench::UPSERT;
use core_config::NoSection;
use embeds::Message;
use i18n::Args;
use runtime::{Answers, Bot, Command, Ctx, Failure, Reply};
use sea_orm::{ConnectionTrait as _, Statement};
use twilight_interactions::command::{CommandModel, CreateCommand};

#[derive(CommandModel, CreateCommand)]
#[command(name = "echo", desc = "Say a text again")]
struct Echo {
    /// What to say
    text: String,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "upsert", desc = "Count one more point")]
struct Upsert {}

fn main() -> ExitCode {
    let about = "Says texts again and counts points, to be measured.";
    let bot = Bot::<(), NoSection>::new("subject", about, |_| async { Ok(()) })
        .texts(
            "en-US",
            "subject.ftl",
            include_str!("../../locales/en-US/subject.ftl"),
        )
        .command(Command::new("echo", Answers::Public, echo))
        .command(Command::new("upsert", Answers::Public, upsert));
    runtime::main(bot)
}

async fn echo(ctx: Ctx<()>, arguments: Echo) -> Result<Reply, Failure> {
    let args = Args::new().escaped("text", &arguments.text);
    let text = ctx.public_texts().with("echoed", &args);
    Ok(Reply::public(Message::classic().content(text)))
}

async fn upsert(ctx: Ctx<()>, _: Upsert) -> Result<Reply, Failure> {
    let conn = ctx.db().single();
    let statement = Statement::from_sql_and_values(
        conn.get_database_backend(),
        UPSERT,
        [
            ctx.bot_id().as_str().into(),
            ctx.place().key().into(),
            db::Snowflake::from(ctx.user().id).into(),
        ],
    );
    let row = conn.query_one_raw(statement).await?;
    let points: i64 = match row {
        Some(row) => row.try_get("", "xp")?,
        None => 0,
    };
    let text = ctx
        .public_texts()
        .with("points", &Args::new().raw("points", points));
    Ok(Reply::public(Message::classic().content(text)))
}
