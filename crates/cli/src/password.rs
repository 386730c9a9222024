//! Passwords: from a file or from standard input, never from an argument, which every user of the machine can read.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use secrecy::SecretString;
use thiserror::Error;

/// Longest password, in bytes; Postgres takes no longer ones.
const MAX_BYTES: u64 = 1024;
/// Stands for standard input.
const STANDARD_INPUT: &str = "-";

/// Why there is no password. Completes "failed to read the password from …".
#[derive(Debug, Error)]
pub(crate) enum PasswordError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("it is empty; write the password into it")]
    Empty,
    #[error("it has more than {MAX_BYTES} bytes; a password stands alone in its file")]
    TooLong,
    #[error("it has more than one line; a password stands alone in its file")]
    Lines,
    #[error("it holds characters that cannot be typed; write it as plain text")]
    Characters,
    #[error(
        "it is a terminal, which would show what is typed; pipe the password in, or name a file"
    )]
    Terminal,
}

/// Whether this path stands for standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// Reads the only line of a file; `-` is standard input.
pub(crate) fn read(path: &Path) -> Result<SecretString, PasswordError> {
    if !is_standard_input(path) {
        return from(File::open(path)?);
    }
    let input = io::stdin();
    if input.is_terminal() {
        return Err(PasswordError::Terminal);
    }
    from(input)
}

fn from(reader: impl Read) -> Result<SecretString, PasswordError> {
    let mut bytes = Vec::new();
    // Two more for the end of the line, and one to notice that there is more.
    reader.take(MAX_BYTES + 3).read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes).map_err(|_| PasswordError::Characters)?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    match line {
        "" => Err(PasswordError::Empty),
        _ if line.len() as u64 > MAX_BYTES => Err(PasswordError::TooLong),
        _ if line.contains('\n') => Err(PasswordError::Lines),
        _ if line.chars().any(char::is_control) => Err(PasswordError::Characters),
        _ => Ok(line.into()),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::{PasswordError, from};

    #[test]
    fn the_only_line_is_the_password() {
        for text in ["hunter2", "hunter2\n", "hunter2\r\n"] {
            assert_eq!(from(text.as_bytes()).unwrap().expose_secret(), "hunter2");
        }
        let spaces = from(" päss 'word' ".as_bytes()).unwrap();
        assert_eq!(spaces.expose_secret(), " päss 'word' ");
        assert!(from("x".repeat(1024).as_bytes()).is_ok());
    }

    #[test]
    fn what_is_no_password_is_refused_without_repeating_it() {
        let refused = |bytes: &[u8]| from(bytes).map(|_| ()).unwrap_err();
        assert!(matches!(refused(b""), PasswordError::Empty));
        assert!(matches!(refused(b"\n"), PasswordError::Empty));
        assert!(matches!(
            refused(b"hunter2\nhunter3\n"),
            PasswordError::Lines
        ));
        assert!(matches!(refused(b"hun\0ter2"), PasswordError::Characters));
        assert!(matches!(refused(b"hunter2\n\r\n"), PasswordError::Lines));
        assert!(matches!(refused(b"hunter\xff"), PasswordError::Characters));
        assert!(matches!(
            refused("x".repeat(1025).as_bytes()),
            PasswordError::TooLong
        ));
        assert!(matches!(
            refused("x".repeat(9999).as_bytes()),
            PasswordError::TooLong
        ));
    }
}
