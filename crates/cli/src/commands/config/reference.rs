//! `guildhall config reference`: the table of all keys, as it stands in the documentation.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use core_config::{Report, house_keys};

use crate::bots;

/// Print a Markdown table of all keys with bounds, defaults and variables
#[derive(Args, Debug)]
pub(crate) struct Reference {
    /// Keys of the house and of this bot [default: of all bots]
    #[arg(value_parser = bots::names())]
    bot: Option<String>,
}

impl Reference {
    pub(super) fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let mut keys = house_keys();
        keys.extend(bots::chosen(self.bot.as_deref()).flat_map(|bot| (bot.own_keys)()));
        out.write_all(Report::reference(&keys).as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}
