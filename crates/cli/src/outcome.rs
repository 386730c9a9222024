//! How the program ends: exit codes, and errors as a person reads them.

use std::io::{self, Write};
use std::process::ExitCode;

use core_config::ConfigErrors;
use db::DbError;
use migrations::SchemaError;

/// The configuration cannot be used (`sysexits.h`, `EX_CONFIG`); bots end with the same code.
pub(crate) const BAD_CONFIGURATION: u8 = 78;
/// The database cannot be reached (`sysexits.h`, `EX_UNAVAILABLE`): trying again may help.
const UNAVAILABLE: u8 = 69;

const UNREACHABLE: &str = "see that the database runs and takes connections from here, and that host, port, \
                           database, role and password are right";

/// Tells an error with its causes and what mends it; gives the exit code.
pub(crate) fn tell(error: &anyhow::Error, to: &mut dyn Write) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let verdict = Verdict::of(error);
    let mut text = format!("error: {error:#}\n");
    if let Some(remedy) = verdict.remedy {
        text.push_str(&format!("remedy: {remedy}\n"));
    }
    // Nobody is left to hear that nobody hears.
    drop(to.write_all(text.as_bytes()));
    ExitCode::from(verdict.code)
}

/// `guildhall config show | head`: the reader has seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[derive(Debug, PartialEq, Eq)]
struct Verdict {
    code: u8,
    remedy: Option<&'static str>,
}

impl Verdict {
    const FAILED: Self = Self {
        code: 1,
        remedy: None,
    };

    fn of(error: &anyhow::Error) -> Self {
        let known = error.chain().find_map(|cause| {
            if cause.is::<ConfigErrors>() {
                return Some(Self {
                    code: BAD_CONFIGURATION,
                    ..Self::FAILED
                });
            }
            let database = match cause.downcast_ref::<SchemaError>() {
                Some(SchemaError::Db(error)) => Some(error),
                _ => cause.downcast_ref::<DbError>(),
            };
            database.map(Self::of_database)
        });
        known.unwrap_or(Self::FAILED)
    }

    fn of_database(error: &DbError) -> Self {
        match error {
            DbError::Unreachable(_) => Self {
                code: UNAVAILABLE,
                remedy: Some(UNREACHABLE),
            },
            DbError::Lost(_) | DbError::OutcomeUnknown(_) | DbError::Contention(_) => Self {
                code: UNAVAILABLE,
                remedy: Some(
                    "run the command again: what was done stays done, and is not done twice",
                ),
            },
            DbError::Address(_) => Self {
                code: BAD_CONFIGURATION,
                remedy: None,
            },
            _ => Self::FAILED,
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;
    use db::AddressError;

    use super::*;

    #[test]
    fn the_cause_decides_the_exit_code() {
        let wrapped = |error: SchemaError| anyhow::Error::from(error).context("failed to migrate");
        assert_eq!(Verdict::of(&anyhow!("anything")), Verdict::FAILED);
        assert_eq!(
            Verdict::of(&wrapped(SchemaError::NotProvisioned)),
            Verdict::FAILED
        );
        let address = wrapped(SchemaError::Db(AddressError::Memory.into()));
        assert_eq!(Verdict::of(&address).code, BAD_CONFIGURATION);
        let errors = ConfigErrors { errors: Vec::new() };
        assert_eq!(Verdict::of(&errors.into()).code, BAD_CONFIGURATION);
    }

    #[test]
    fn a_reader_who_left_is_no_error() {
        let mut told = Vec::new();
        tell(
            &io::Error::from(io::ErrorKind::BrokenPipe).into(),
            &mut told,
        );
        assert_eq!(told, b"");
        tell(&io::Error::other("disk full").into(), &mut told);
        assert_eq!(told, b"error: disk full\n");
    }
}
