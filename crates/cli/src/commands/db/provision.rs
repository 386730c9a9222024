//! `guildhall db provision`: a login for each identity, with exactly what its bot may do.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use core_config::Source;
use db::{BotId, Whereabouts};
use migrations::Grantee;

use crate::bots::{self, Tokens};
use crate::database::{DatabaseArgs, Target};
use crate::password;

/// Make or renew the role that a bot logs in as
///
/// Each identity has its own role, gh_<ID>, which sees its own rows only. Run it as the owner of the
/// schema, after `guildhall migrate up`; it may be run again at any time, also to change a password.
/// Several identities: repeat --identity and --password-file, in the same order.
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Provision {
    /// The bot whose tables the role may use
    #[arg(long, value_parser = bots::names())]
    bot: String,
    /// The identity that logs in [default: the bot's only identity]
    #[arg(long, value_name = "ID", value_parser = BotId::parse)]
    identity: Vec<BotId>,
    /// File with the role's password; - is standard input
    #[arg(long, value_name = "FILE", required = true)]
    password_file: Vec<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Provision {
    pub(super) async fn run(self, source: Source, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let identities = self.identities(&source)?;
        let target = self.database.target(source)?;
        refuse_sqlite(&target)?;
        let grantees = self.grantees(identities)?;
        writeln!(out, "database: {} ({})", target.place, target.named_by)?;
        let db = target.open("provision").await?;
        for grantee in grantees {
            let role = grantee.bot_id.role();
            migrations::provision(&db, &[grantee])
                .await
                .with_context(|| format!("failed to provision {role}"))?;
            writeln!(
                out,
                "role {role} logs in with its password and may do what {} needs",
                self.bot
            )?;
        }
        db.close().await;
        Ok(ExitCode::SUCCESS)
    }

    /// Those of the command line, or the only one of the bot's configuration.
    fn identities(&self, source: &Source) -> anyhow::Result<Vec<BotId>> {
        let identities = if self.identity.is_empty() {
            vec![self.only_identity(source)?]
        } else {
            self.identity.clone()
        };
        let (named, files) = (identities.len(), self.password_file.len());
        ensure!(
            named == files,
            "identities: {named}, password files: {files}; give --password-file once for each --identity, \
             in the same order"
        );
        let different: BTreeSet<_> = identities.iter().map(BotId::as_str).collect();
        ensure!(
            different.len() == named,
            "an identity is named twice: give each --identity once"
        );
        Ok(identities)
    }

    fn only_identity(&self, source: &Source) -> anyhow::Result<BotId> {
        let Some(bot) = bots::chosen(Some(&self.bot)).next() else {
            bail!("there is no bot {}", self.bot);
        };
        let checked = bot.read(source, Tokens::Optional).with_context(|| {
            format!(
                "failed to read the identities of {}; name one with --identity to do without its configuration",
                bot.name
            )
        })?;
        match checked.settings.identities.as_slice() {
            [only] => BotId::parse(&only.id)
                .with_context(|| format!("the identity {} cannot have a role", only.id)),
            several => {
                let ids: Vec<_> = several
                    .iter()
                    .map(|identity| identity.id.as_str())
                    .collect();
                bail!(
                    "{} has several identities ({}): name each with --identity, followed by its --password-file",
                    bot.name,
                    ids.join(", ")
                )
            }
        }
    }

    fn grantees(&self, identities: Vec<BotId>) -> anyhow::Result<Vec<Grantee>> {
        let inputs = self.password_file.iter();
        ensure!(
            inputs
                .filter(|path| password::is_standard_input(path))
                .count()
                <= 1,
            "standard input holds one password only: use files for the others"
        );
        let pairs = identities.into_iter().zip(&self.password_file);
        pairs
            .map(|(bot_id, file)| {
                let password = password::read(file).with_context(|| {
                    let name = if password::is_standard_input(file) {
                        "standard input".to_owned()
                    } else {
                        file.display().to_string()
                    };
                    format!("failed to read the password from {name}")
                })?;
                Ok(Grantee {
                    bot_id,
                    bot: self.bot.clone(),
                    password,
                })
            })
            .collect()
    }
}

/// Before it is opened: opening would make the file.
fn refuse_sqlite(target: &Target) -> anyhow::Result<()> {
    if let Whereabouts::Sqlite { .. } = target.place {
        bail!(
            "roles exist on postgres only, and database.url is {} ({}): set DATABASE_URL=postgres://…, or leave this step \
             out, for on sqlite every bot opens the file itself",
            target.place,
            target.named_by
        );
    }
    Ok(())
}
