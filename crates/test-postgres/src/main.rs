//! `test-postgres serve`: prints the address of a fresh server and keeps it until standard input closes.
#![expect(
    clippy::print_stdout,
    reason = "the address on standard output is what this program is for"
)]

use std::io::{Read, Write};

use anyhow::{Result, bail};
use test_postgres::TestPostgres;

fn main() -> Result<()> {
    if std::env::args().nth(1).as_deref() != Some("serve") {
        bail!("usage: test-postgres serve");
    }
    let server = TestPostgres::start()?;
    println!("{}", server.url());
    std::io::stdout().flush()?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
