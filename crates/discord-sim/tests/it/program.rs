//! The program: its command line, its control API, its files, and bots in other languages.

mod clients;
pub(crate) mod control;
mod files;
mod journal;
mod lively;
pub(crate) mod process;
mod scenario;
