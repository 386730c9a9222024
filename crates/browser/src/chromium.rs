//! The process: found, started with a profile of its own, and gone with this value or with this process.

use std::{
    ffi::OsString,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use rustix::process::{Pid, Signal, geteuid, kill_process_group};

use crate::protocol::Protocol;

/// Names a Chromium that is not on the PATH.
const VARIABLE: &str = "GUILDHALL_CHROMIUM";
/// What Chromium is called, in Debian and elsewhere.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
/// How long it gets to end by itself.
const END_MAX: Duration = Duration::from_secs(5);
/// Between two looks at whether it has ended.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// Chromium reads calls from descriptor 3 and writes to 4, and ends when 3 closes: because we closed it or died. Then
/// the shell ends those of its processes that are late, and removes its folder until none of them makes it again.
const WATCHED: &str = r#"
exec 3<&0 4>&1 </dev/null >/dev/null
folder=$1; shift
"$@"
exec 3<&- 4>&-
trap '' TERM
kill -TERM 0
for try in 1 2 3 4 5 6 7 8 9 10; do
    rm -rf "$folder" 2>/dev/null
    sleep 0.05
    [ -e "$folder" ] || exit 0
done
"#;

/// How it looks and sounds the same everywhere, talks to nobody, and draws also what is not in front.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-startup-window",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-domain-reliability",
    "--disable-search-engine-choice-screen",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,InterestFeedContentSuggestions",
    "--no-pings",
    "--metrics-recording-only",
    "--password-store=basic",
    "--use-mock-keychain",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-ipc-flooding-protection",
    "--disable-hang-monitor",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--mute-audio",
    "--lang=en-US",
    // Nothing but this machine exists.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/// A running Chromium.
pub(crate) struct Chromium {
    pub(crate) protocol: Arc<Protocol>,
    folder: PathBuf,
    shell: Child,
}

impl Chromium {
    /// Starts one.
    ///
    /// # Errors
    ///
    /// That there is none, or that it cannot be started.
    pub(crate) fn start() -> Result<Self> {
        let program = find()?;
        let folder = tempfile::Builder::new()
            .prefix("guildhall-browser-")
            .tempdir()
            .context("make a folder for the browser")?
            .keep();
        let mut command = Command::new("sh");
        command
            .args(["-c", WATCHED, "sh"])
            .arg(&folder)
            .arg(program)
            .args(FLAGS)
            .arg(profile(&folder));
        if geteuid().is_root() {
            // Its sandbox refuses to run as root.
            command.arg("--no-sandbox");
        }
        // Everything that it leaves anywhere, it leaves in the folder.
        for variable in [
            "HOME",
            "TMPDIR",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_DATA_HOME",
        ] {
            command.env(variable, &folder);
        }
        // Ctrl-C goes to a whole group; the shell must live to clean up.
        let mut shell = command
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("start chromium")?;
        let (to, from) = (shell.stdin.take(), shell.stdout.take());
        let complaints = shell.stderr.take();
        let protocol = Arc::new(Protocol::new(
            to.context("take its standard input")?,
            from.context("take its standard output")?,
            complaints.context("take its standard error")?,
        ));
        Ok(Self {
            protocol,
            folder,
            shell,
        })
    }

    /// Where its profile is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        self.protocol.close();
        let deadline = Instant::now() + END_MAX;
        while Instant::now() < deadline {
            if matches!(self.shell.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(LOOK_EVERY);
        }
        // Each can only fail because it is gone.
        let _ = kill_process_group(Pid::from_child(&self.shell), Signal::KILL);
        drop(self.shell.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn profile(folder: &Path) -> OsString {
    let mut flag = OsString::from("--user-data-dir=");
    flag.push(folder.join("profile"));
    flag
}

fn find() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
        .with_context(|| {
            format!(
                "chromium is not installed; install it with: sudo apt-get install chromium, or name one in {VARIABLE}"
            )
        })
}
