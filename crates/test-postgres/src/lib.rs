//! A throw-away Postgres for tests: one server per run, one database per test.
//!
//! `GUILDHALL_TEST_POSTGRES` names a server that is there already (`cargo xtask test` starts one for its run with
//! `test-postgres serve`); otherwise each test process starts its own. A server never outlives the process that
//! started it, however that ends.

mod binaries;
mod database;
mod server;
mod wire;

use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow};

pub use database::TestDatabase;
use server::Server;
use wire::Address;

/// Environment variable with the address of a running server: a superuser that needs no password.
pub const VARIABLE: &str = "GUILDHALL_TEST_POSTGRES";

/// A running server.
#[derive(Debug)]
pub struct TestPostgres {
    address: Address,
    /// Stops the server when dropped; `None` when somebody else started it.
    _server: Option<Server>,
}

impl TestPostgres {
    /// The server of this process, started by the first caller.
    ///
    /// # Errors
    /// When Postgres is not installed (names the Debian package), or does not start.
    pub fn shared() -> Result<&'static Self> {
        static SHARED: OnceLock<Result<TestPostgres, String>> = OnceLock::new();
        let shared = SHARED.get_or_init(|| {
            match std::env::var(VARIABLE) {
                Ok(url) => Address::parse(&url)
                    .with_context(|| format!("{VARIABLE} is not usable"))
                    .map(|address| TestPostgres {
                        address,
                        _server: None,
                    }),
                Err(_) => TestPostgres::start(),
            }
            .map_err(|error| format!("{error:#}"))
        });
        shared.as_ref().map_err(|problem| anyhow!("{problem}"))
    }

    /// Starts a server that stops when the value is dropped or the process ends.
    ///
    /// # Errors
    /// As [`shared`](Self::shared).
    pub fn start() -> Result<Self> {
        let server = Server::start()?;
        Ok(Self {
            address: server.address(),
            _server: Some(server),
        })
    }

    /// Address of its superuser.
    #[must_use]
    pub fn url(&self) -> String {
        self.address.url()
    }

    /// A fresh, empty database.
    ///
    /// # Errors
    /// What the server said.
    pub fn empty_database(&self) -> Result<TestDatabase> {
        TestDatabase::create(&self.address, "template0")
    }

    /// A fresh copy of a database that `prepare` fills once per test binary and server.
    ///
    /// `prepare` gets the superuser's address of an empty database and runs on a thread of its own, so it may block
    /// on an async runtime that it makes.
    ///
    /// # Errors
    /// What the server said, or what `prepare` returned.
    pub fn database(
        &self,
        template: &str,
        prepare: impl FnOnce(&str) -> Result<()> + Send,
    ) -> Result<TestDatabase> {
        let template = database::template(&self.address, template, prepare)?;
        TestDatabase::create(&self.address, &template)
    }
}
