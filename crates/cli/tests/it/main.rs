//! The built program, as an operator uses it.

mod config;
mod guide;
mod help;
mod migrate;
mod program;
mod provision;
