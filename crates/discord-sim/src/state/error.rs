//! What can be wrong with a saved world, and what to do about it.

use std::{fmt, io, path::Path};

/// A saved world that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}; {}", problem.remedy())]
pub struct StateError {
    /// The file, as it was named.
    pub(super) file: String,
    pub(super) problem: Problem,
}

/// What is wrong.
#[derive(Debug)]
pub(crate) enum Problem {
    /// There is no such file, and there should be.
    Missing,
    Read(io::Error),
    NoWorld,
    /// Written in another form: its number, and the program that wrote it.
    Form {
        number: u32,
        program: String,
    },
    Cut,
    Damaged,
    /// More bytes than a world may have.
    Large(u64),
    /// Whole, but not what this program knows: what it stumbled over.
    Strange(String),
    /// Another simulator has it: its process, where that is known.
    InUse(Option<u32>),
    Lock(io::Error),
    Write(io::Error),
    /// The world could not be put into bytes.
    Encode(String),
}

impl Problem {
    pub(super) fn at(self, file: &Path) -> StateError {
        StateError {
            file: file.display().to_string(),
            problem: self,
        }
    }

    fn remedy(&self) -> &'static str {
        match self {
            Self::Missing => "look at the path",
            Self::Read(_) => "make it readable, or name another file",
            Self::NoWorld => "name another file, so that this one is left as it is",
            Self::Form { .. } | Self::Strange(_) => {
                "start the program that wrote it, or move the file away to start with a fresh world"
            }
            Self::Cut | Self::Damaged => {
                "put a copy in its place, or move it away to start with a fresh world"
            }
            Self::Large(_) => "move it away to start with a fresh world",
            Self::InUse(_) => "stop that one, or name another file",
            Self::Lock(_) => "name a file in a folder that is there and can be written to",
            Self::Write(_) => "make room, or let the folder be written to",
            Self::Encode(_) => "this is a mistake in the simulator",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file"),
            Self::Read(error) => write!(f, "it cannot be read: {error}"),
            Self::NoWorld => f.write_str("it is no saved world"),
            Self::Form { number, program } => write!(
                f,
                "it was written by discord-sim {program} in form {number}, and this program reads form {}",
                super::form::FORM
            ),
            Self::Cut => f.write_str("its end is missing"),
            Self::Damaged => f.write_str("it is damaged: its checksum is wrong"),
            Self::Large(bytes) => write!(
                f,
                "it has {bytes} bytes, more than the {} of the largest world",
                super::form::LARGEST
            ),
            Self::Strange(what) => write!(
                f,
                "it was written by another version of the program: {what}"
            ),
            Self::InUse(Some(process)) => write!(f, "another simulator has it, process {process}"),
            Self::InUse(None) => f.write_str("another simulator has it"),
            Self::Lock(error) => write!(f, "it cannot be locked: {error}"),
            Self::Write(error) => write!(f, "the world could not be saved: {error}"),
            Self::Encode(error) => write!(f, "the world could not be written down: {error}"),
        }
    }
}
