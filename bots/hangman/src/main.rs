//! The hangman bot as a program.

use std::process::ExitCode;

fn main() -> ExitCode {
    runtime::main(hangman::bot())
}
