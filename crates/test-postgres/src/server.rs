//! One server: made, started, and stopped with the process that holds it.

use std::{
    fs,
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    binaries::{self, User},
    wire::{Address, Client},
};

/// How long a server may take to answer after its start.
const START_MAX: Duration = Duration::from_secs(60);
/// A port that was free a moment ago may be taken.
const PORTS_TRIED: u32 = 5;

/// The server is a child of this shell, which a second shell watches: when the pipe from us closes, because we let
/// go of it or because we died, it stops the server and removes its folder.
const WATCHED: &str = r#"
exec 3<&0 </dev/null
"$1/postgres" -D "$2/data" -h 127.0.0.1 -p "$3" -c unix_socket_directories= \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 -c shared_buffers=64MB \
    -c autovacuum=off -c log_min_messages=warning >"$2/log" 2>&1 3<&- &
server=$!
(
    cat <&3 >/dev/null
    kill -QUIT $server 2>/dev/null
    while kill -0 $server 2>/dev/null; do sleep 0.02; done
    rm -rf "$2"
) &
exec 3<&-
wait $server
"#;

#[derive(Debug)]
pub(crate) struct Server {
    port: u16,
    shell: Child,
}

impl Server {
    pub(crate) fn start() -> Result<Self> {
        let programs = binaries::folder()?;
        let mut last = None;
        for _ in 0..PORTS_TRIED {
            match Self::start_on(&programs, free_port()?) {
                Ok(server) => return Ok(server),
                Err(error) => last = Some(error),
            }
        }
        Err(last.unwrap_or_else(|| anyhow::anyhow!("no port was tried")))
    }

    fn start_on(programs: &Path, port: u16) -> Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("guildhall-postgres-{}-{port}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let user = binaries::substitute(&folder)?;
        if let Some(user) = user {
            chown(&folder, Some(user.uid), Some(user.gid))?;
        }
        if let Err(error) = init(programs, &folder, user) {
            drop(fs::remove_dir_all(&folder));
            return Err(error);
        }
        let mut shell = command("sh", user);
        shell
            .arg("-c")
            .arg(WATCHED)
            .arg("sh")
            .arg(programs)
            .arg(&folder)
            .arg(port.to_string());
        // Ctrl-C goes to a whole group; the watcher must live to clean up.
        shell
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .process_group(0);
        let mut server = Self {
            port,
            shell: shell.spawn().context("sh cannot be started")?,
        };
        match server.ready(&folder) {
            Ok(()) => Ok(server),
            Err(error) => {
                let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
                Err(error.context(log))
            }
        }
    }

    fn ready(&mut self, folder: &Path) -> Result<()> {
        let began = Instant::now();
        loop {
            if Client::connect(&self.address(), "postgres").is_ok() {
                return Ok(());
            }
            if self.shell.try_wait()?.is_some() {
                bail!("Postgres ended while starting in {}", folder.display());
            }
            if began.elapsed() > START_MAX {
                bail!("Postgres did not answer within {START_MAX:?}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn address(&self) -> Address {
        Address {
            user: "postgres".to_owned(),
            host: "127.0.0.1".to_owned(),
            port: self.port,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        drop(self.shell.wait());
    }
}

fn init(programs: &Path, folder: &Path, user: Option<User>) -> Result<()> {
    let program: PathBuf = programs.join("initdb");
    let output = command(program, user)
        .current_dir(folder)
        .arg("-D")
        .arg(folder.join("data"))
        .args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ])
        .output()
        .context("initdb cannot be started")?;
    if !output.status.success() {
        bail!("initdb failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

fn command(program: impl AsRef<std::ffi::OsStr>, user: Option<User>) -> Command {
    let mut command = Command::new(program);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // A test's environment may hold settings for other servers.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
    if let Some(user) = user {
        command.uid(user.uid).gid(user.gid);
    }
    command
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
