//! Databases on a running server: templates made once, copies for every test.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::atomic::{AtomicU32, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Result, anyhow};

use crate::wire::{Address, Client};

/// Under this advisory lock templates are made: "template" in ASCII.
const TEMPLATE_LOCK: u64 = 0x7465_6d70_6c61_7465;

/// A database of one test; dropped with the value, whoever is still connected.
#[derive(Debug)]
pub struct TestDatabase {
    address: Address,
    name: String,
}

impl TestDatabase {
    pub(crate) fn create(address: &Address, template: &str) -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH)?.as_micros();
        let name = format!(
            "test_{}_{}_{since_1970}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        Client::connect(address, "postgres")?
            .query(&format!("CREATE DATABASE {name} TEMPLATE {template}"))?;
        Ok(Self {
            address: address.clone(),
            name,
        })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Address as the superuser.
    #[must_use]
    pub fn url(&self) -> String {
        self.address.url_of(&self.address.user, &self.name)
    }

    /// Address as another role.
    #[must_use]
    pub fn url_as(&self, role: &str) -> String {
        self.address.url_of(role, &self.name)
    }

    /// Ends every connection to it, as a restart of the server would.
    ///
    /// # Errors
    /// What the server said.
    pub fn disconnect_all(&self) -> Result<()> {
        disconnect(&mut Client::connect(&self.address, "postgres")?, &self.name)
    }

    /// Lets nobody connect until it is called with `true`; those connected are thrown out.
    ///
    /// # Errors
    /// What the server said.
    pub fn allow_connections(&self, allowed: bool) -> Result<()> {
        let mut client = Client::connect(&self.address, "postgres")?;
        client.query(&format!(
            "ALTER DATABASE {} ALLOW_CONNECTIONS {allowed}",
            self.name
        ))?;
        if allowed {
            Ok(())
        } else {
            disconnect(&mut client, &self.name)
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // The server may be gone already, and the database with it.
        if let Ok(mut client) = Client::connect(&self.address, "postgres") {
            drop(client.query(&format!(
                "DROP DATABASE IF EXISTS {} WITH (FORCE)",
                self.name
            )));
        }
    }
}

fn disconnect(client: &mut Client, name: &str) -> Result<()> {
    let sql = format!(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
    );
    client.query(&sql).map(|_| ())
}

/// The template of this name, made if this test binary has not made it on this server before.
pub(crate) fn template(
    address: &Address,
    key: &str,
    prepare: impl FnOnce(&str) -> Result<()> + Send,
) -> Result<String> {
    let name = format!("template_{key}_{:016x}", this_binary()?);
    let mut client = Client::connect(address, "postgres")?;
    let made = format!("SELECT 1 FROM pg_database WHERE datname = '{name}' AND datistemplate");
    if !client.query(&made)?.is_empty() {
        return Ok(name);
    }
    // Held until this connection closes.
    client.query(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})"))?;
    if !client.query(&made)?.is_empty() {
        return Ok(name);
    }
    client.query(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))?;
    client.query(&format!("CREATE DATABASE {name} TEMPLATE template0"))?;
    let url = address.url_of(&address.user, &name);
    std::thread::scope(|scope| scope.spawn(|| prepare(&url)).join())
        .map_err(|_| anyhow!("making the template {key} panicked"))??;
    client.query(&format!(
        "ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false"
    ))?;
    disconnect(&mut client, &name)?;
    client.query(&format!("ALTER DATABASE {name} WITH IS_TEMPLATE true"))?;
    Ok(name)
}

/// Another build of the tests may prepare its template differently.
fn this_binary() -> Result<u64> {
    let program = std::env::current_exe()?;
    let mut hasher = DefaultHasher::new();
    program.metadata()?.modified()?.hash(&mut hasher);
    program.hash(&mut hasher);
    Ok(hasher.finish())
}
