//! A measured program: started with nothing in its environment but what it needs, watched
//! through `/proc`, ended with the value.

use std::{
    fs::{self, File},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};

/// Inherited, because TLS roots and libraries may hang on them.
const INHERITED: [&str; 4] = ["PATH", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"];
/// A made-up token, in the form of a real one.
const TOKEN: &str = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.Gbench.0123456789abcdefghijklmnopqrstuvwxyz01";
/// Health and metrics are on, as in production; the abuse guard too, but lets the few people of
/// the benchmark pass.
const SETTINGS: [(&str, &str); 3] = [
    ("GUILDHALL__HEALTH__LISTEN", "127.0.0.1:0"),
    ("GUILDHALL__ABUSE__COMMANDS", "1000"),
    ("GUILDHALL__ABUSE__WINDOW", "1s"),
];
/// One clock tick of `/proc/<pid>/stat`: 1/100 s on all Linux systems.
const TICK: Duration = Duration::from_millis(10);
/// Lines of its log that are shown when it fails.
const LOG_LINES: usize = 20;

/// A running program.
pub(crate) struct Program {
    child: Child,
    log: PathBuf,
}

/// Memory of a process in MiB.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// All that is resident.
    pub(crate) resident: f64,
    /// The part that is not a mapped file.
    pub(crate) anonymous: f64,
}

impl Program {
    /// Starts the program at `path` for the Discord at `discord`; `folder` is its own.
    pub(crate) fn start(
        path: &Path,
        discord: SocketAddr,
        folder: &Path,
        extra: &[(&str, &str)],
    ) -> Result<Self> {
        ensure!(
            path.is_file(),
            "{} is not built: run `cargo xtask bench`",
            path.display()
        );
        fs::create_dir_all(folder)?;
        let log = folder.join("log");
        let mut command = Command::new(path);
        command.current_dir(folder).env_clear();
        for name in INHERITED {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .env("DISCORD_TOKEN", TOKEN)
            .env("DISCORD_API_URL", format!("http://{discord}"))
            .env("GUILDHALL_ENV", "production")
            .envs(SETTINGS)
            .envs(extra.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log)?);
        let child = command
            .spawn()
            .with_context(|| format!("{} cannot be started", path.display()))?;
        Ok(Self { child, log })
    }

    /// Time that its threads have spent on a processor.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        match self.scheduled() {
            Some(time) => Ok(time),
            None => self.ticks(),
        }
    }

    /// In nanoseconds, where the kernel keeps them.
    fn scheduled(&self) -> Option<Duration> {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.child.id())).ok()?;
        let mut nanos = 0_u64;
        for task in tasks {
            let text = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
            nanos += text.split(' ').next()?.parse::<u64>().ok()?;
        }
        (nanos > 0).then(|| Duration::from_nanos(nanos))
    }

    /// In clock ticks: user and system time, fields 14 and 15 of `proc(5)`.
    fn ticks(&self) -> Result<Duration> {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))
            .context("the program has ended")?;
        // The name before may hold blanks; it ends with the last parenthesis.
        let (_, rest) = text.rsplit_once(')').context("no name in stat")?;
        let mut fields = rest.split_ascii_whitespace().skip(11);
        let mut next = || fields.next()?.parse::<u32>().ok();
        let (user, system) = next().zip(next()).context("no times in stat")?;
        Ok(TICK * (user + system))
    }

    /// What it holds in memory now.
    pub(crate) fn memory(&self) -> Result<Memory> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .context("the program has ended")?;
        let mib = |name: &str| -> Result<f64> {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_ascii_whitespace().next());
            let kib: f64 = number
                .with_context(|| format!("no {name} in status"))?
                .parse()?;
            Ok(kib / 1024.0)
        };
        Ok(Memory {
            resident: mib("VmRSS:")?,
            anonymous: mib("RssAnon:")?,
        })
    }

    /// The end of what it has said.
    pub(crate) fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let from = lines.len().saturating_sub(LOG_LINES);
        lines[from..].join("\n")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
