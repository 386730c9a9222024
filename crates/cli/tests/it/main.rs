//! The built program, as an operator uses it.

#![cfg(test)]

mod config;
mod guide;
mod help;
mod migrate;
mod program;
mod provision;
