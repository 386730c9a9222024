//! The scenarios that bare twilight and the house run alike: idle, echo, upsert.

use std::path::Path;

use anyhow::Result;

use crate::{
    Goal, Plan, Report, Row, Value,
    database::Database,
    load::{Bot, Round, Steady, Work},
    stats::Spread,
};

/// Makes the bare bot go without twilight's ratelimiter.
const UNLIMITED: (&str, &str) = ("WITHOUT_RATELIMITER", "yes");

/// Bots whose rounds alternate, so that all meet the same weather.
struct Trio {
    bare: Bot,
    /// As bare, without twilight's ratelimiter, which lets one callback at a time out.
    unlimited: Bot,
    house: Bot,
}

/// Everything that needs no Postgres: memory when idle, and the echo.
pub(crate) async fn echo(
    plan: &Plan,
    programs: &Path,
    say: &dyn Fn(&str),
    report: &mut Report,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let own = |name: &str| folder.path().join(name);
    say("idle: start the programs");
    let bare = Bot::start(&programs.join("baseline"), &own("baseline"), &[]).await?;
    let house = Bot::start(&programs.join("subject"), &own("subject"), &[]).await?;
    let hangman = programs.join("hangman");
    let hangman = if hangman.is_file() {
        Some(Bot::start(&hangman, &own("hangman"), &[]).await?)
    } else {
        None
    };
    tokio::time::sleep(plan.idle).await;
    let (idle_bare, idle_house) = (bare.program.memory()?, house.program.memory()?);
    let mut resident = Row::new("idle, one guild, SQLite: resident memory")
        .bare(Value::mib(idle_bare.resident))
        .house(Value::mib(idle_house.resident));
    if hangman.is_none() {
        resident = resident.goal(Goal::MOST_IDLE_MIB);
    }
    report.push(resident);
    report.push(
        Row::new("of that, anonymous")
            .bare(Value::mib(idle_bare.anonymous))
            .house(Value::mib(idle_house.anonymous)),
    );
    if let Some(hangman) = hangman {
        let idle = hangman.program.memory()?;
        report.push(
            Row::new("hangman idle, one guild, SQLite: resident memory")
                .house(Value::mib(idle.resident))
                .goal(Goal::MOST_IDLE_MIB),
        );
        report.push(Row::new("of that, anonymous").house(Value::mib(idle.anonymous)));
    }

    let unlimited = [UNLIMITED];
    let unlimited = Bot::start(&programs.join("baseline"), &own("unlimited"), &unlimited).await?;
    let mut trio = Trio {
        bare,
        unlimited,
        house,
    };
    trio.measure(plan, Work::Echo, "echo", Goal::ECHO_CPU, say, report)
        .await
}

/// One upsert on Postgres for each interaction.
pub(crate) async fn upsert(
    plan: &Plan,
    programs: &Path,
    database: &Database,
    say: &dyn Fn(&str),
    report: &mut Report,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let url = database.url_of("subject")?;
    let extra = [
        ("DATABASE_URL", url.as_str()),
        ("BOT_ID", "subject"),
        UNLIMITED,
    ];
    let own = |name: &str| folder.path().join(name);
    let baseline = programs.join("baseline");
    let mut trio = Trio {
        bare: Bot::start(&baseline, &own("baseline"), &extra[..2]).await?,
        unlimited: Bot::start(&baseline, &own("unlimited"), &extra).await?,
        house: Bot::start(&programs.join("subject"), &own("subject"), &extra[..1]).await?,
    };
    trio.measure(plan, Work::Upsert, "upsert", Goal::UPSERT_CPU, say, report)
        .await
}

impl Trio {
    async fn measure(
        &mut self,
        plan: &Plan,
        work: Work,
        name: &str,
        goal: Goal,
        say: &dyn Fn(&str),
        report: &mut Report,
    ) -> Result<()> {
        say(&format!("{name}: warm up"));
        let mut rounds = [Vec::new(), Vec::new(), Vec::new()];
        let mut bots = [&mut self.bare, &mut self.unlimited, &mut self.house];
        for bot in &mut bots {
            bot.round(work, plan.warm_up, plan.in_flight).await?;
        }
        for round in 1..=plan.rounds {
            say(&format!("{name}: round {round} of {}", plan.rounds));
            for (bot, rounds) in bots.iter_mut().zip(&mut rounds) {
                rounds.push(bot.round(work, plan.per_round, plan.in_flight).await?);
            }
        }
        let [bare, unlimited, house] = rounds;
        say(&format!("{name}: {} per second", plan.rate));
        let steady_bare = self.bare.steady(work, plan.steady, plan.rate).await?;
        let steady_house = self.house.steady(work, plan.steady, plan.rate).await?;

        let in_flight = plan.in_flight;
        let cpu = |rounds: &[Round]| spread(rounds, |round| round.cpu_us).map(Value::micros);
        report.push(
            Row::new(format!(
                "{name}: CPU per interaction, {in_flight} in flight"
            ))
            .bare(cpu(&bare))
            .house(cpu(&house))
            .goal(goal),
        );
        report.push(
            Row::new(format!(
                "{name}: the same beside bare twilight without its ratelimiter"
            ))
            .bare(cpu(&unlimited))
            .house(cpu(&house))
            .goal(goal),
        );
        let speed = |rounds: &[Round]| spread(rounds, |round| round.per_second).map(Value::rate);
        report.push(
            Row::new(format!(
                "{name}: interactions per second, {in_flight} in flight"
            ))
            .bare(speed(&bare))
            .house(speed(&house)),
        );
        report.push(
            Row::new(format!(
                "{name}: the same beside bare twilight without its ratelimiter"
            ))
            .bare(speed(&unlimited))
            .house(speed(&house)),
        );
        report.push(
            Row::new(format!("{name}: resident memory after all rounds"))
                .bare(Value::mib(self.bare.program.memory()?.resident))
                .house(Value::mib(self.house.program.memory()?.resident)),
        );
        push_steady(
            report,
            name,
            plan.rate,
            Some(&steady_bare),
            &steady_house,
            Goal::P99,
        );
        Ok(())
    }
}

/// The lines of a measurement at a fixed rate; `goal` is for its 99th percentile.
pub(crate) fn push_steady(
    report: &mut Report,
    name: &str,
    rate: f64,
    bare: Option<&Steady>,
    house: &Steady,
    goal: Goal,
) {
    type Read = fn(&Steady) -> Value;
    let lines: [(&str, Read, Option<Goal>); 4] = [
        ("CPU per interaction", |it| Value::micro(it.cpu_us), None),
        (
            "p50",
            |it| Value::millis(it.latencies.percentile(50.0)),
            None,
        ),
        (
            "p99",
            |it| Value::millis(it.latencies.percentile(99.0)),
            Some(goal),
        ),
        ("longest", |it| Value::millis(it.latencies.most()), None),
    ];
    for (what, read, goal) in lines {
        let mut row = Row::new(format!("{name}, {rate} per second: {what}")).house(read(house));
        if let Some(bare) = bare {
            row = row.bare(read(bare));
        }
        if let Some(goal) = goal {
            row = row.goal(goal);
        }
        report.push(row);
    }
}

fn spread(rounds: &[Round], value: fn(&Round) -> f64) -> Option<Spread> {
    Spread::of(rounds.iter().map(value).collect())
}
