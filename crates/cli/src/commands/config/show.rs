//! `guildhall config show`: every value and where it comes from.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use core_config::Source;

use crate::bots::{self, Tokens};

/// Show every key with its value and the file or variable it comes from; secrets are masked
#[derive(Args, Debug)]
pub(crate) struct Show {
    /// Only this bot [default: all]
    #[arg(value_parser = bots::names())]
    bot: Option<String>,
}

impl Show {
    pub(super) fn run(self, source: &Source, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        for (number, bot) in bots::chosen(self.bot.as_deref()).enumerate() {
            let checked = bot
                .read(source, Tokens::Optional)
                .with_context(|| bot.name)?;
            let gap = if number == 0 { "" } else { "\n" };
            write!(out, "{gap}bot: {}\n{}", bot.name, checked.report.render())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
