//! `guildhall config check`: would the bots start with this configuration?

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use core_config::Source;

use crate::bots::{self, Tokens};
use crate::outcome::BAD_CONFIGURATION;

/// Report everything that is wrong with the configuration, at once
///
/// Reads files and variables as the bots do, and nothing else: no connection is opened.
/// Ends with code 78 when a bot would not start.
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Check {
    /// Only this bot [default: all]
    #[arg(value_parser = bots::names())]
    bot: Option<String>,
    /// Do not ask for tokens, for checking files where there are no secrets
    #[arg(long)]
    without_tokens: bool,
}

impl Check {
    pub(super) fn run(self, source: &Source, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let tokens = if self.without_tokens {
            Tokens::Optional
        } else {
            Tokens::Required
        };
        let mut code = ExitCode::SUCCESS;
        for bot in bots::chosen(self.bot.as_deref()) {
            match bot.read(source, tokens) {
                Ok(checked) => {
                    if let Err(error) = runtime::identity_of(&checked.settings) {
                        writeln!(io::stderr(), "{}: {error}", bot.name)?;
                        code = ExitCode::from(BAD_CONFIGURATION);
                        continue;
                    }
                    let environment = checked.report.environment;
                    writeln!(out, "{}: configuration is fine ({environment})", bot.name)?;
                    for warning in &checked.report.warnings {
                        writeln!(out, "warning: {warning}")?;
                    }
                }
                Err(errors) => {
                    writeln!(io::stderr(), "{}: {errors}", bot.name)?;
                    code = ExitCode::from(BAD_CONFIGURATION);
                }
            }
        }
        Ok(code)
    }
}
