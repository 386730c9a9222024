//! Nothing is left of a browser, however its end comes.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use browser::{Browser, Look};

/// Makes a run of this program keep a browser until it is killed.
const KEEP: &str = "GUILDHALL_BROWSER_TEST_KEEP";
/// How long the end may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until neither the folder nor a process that names it is left.
fn gone(folder: &Path) {
    let end = Instant::now() + PATIENCE;
    while folder.exists() || !processes(folder).is_empty() {
        assert!(
            Instant::now() < end,
            "{} is left with {:?}",
            folder.display(),
            processes(folder)
        );
        std::thread::yield_now();
    }
}

fn processes(folder: &Path) -> Vec<String> {
    let wanted = folder.display().to_string();
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = all.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines
        .map(|line| String::from_utf8_lossy(&line).replace('\0', " "))
        .filter(|line| line.contains(&wanted))
        .collect()
}

#[tokio::test]
async fn a_browser_goes_with_its_last_window() {
    let browser = Browser::start().await.unwrap();
    let folder = browser.folder().to_owned();
    let window = browser
        .window("about:blank", Look::desktop())
        .await
        .unwrap();
    drop(browser);
    assert!(!processes(&folder).is_empty());
    drop(window);
    gone(&folder);
}

#[tokio::test]
async fn a_browser_goes_when_its_test_panics() {
    let browser = Browser::start().await.unwrap();
    let folder = browser.folder().to_owned();
    let window = browser
        .window("about:blank", Look::desktop())
        .await
        .unwrap();
    let test = std::thread::spawn(move || {
        let (_browser, _window) = (browser, window);
        panic!("the test fails");
    });
    test.join().unwrap_err();
    gone(&folder);
}

#[tokio::test]
async fn a_browser_goes_when_its_test_program_is_killed() {
    if std::env::var_os(KEEP).is_some() {
        let browser = Browser::start().await.unwrap();
        let _window = browser
            .window("about:blank", Look::desktop())
            .await
            .unwrap();
        println!("folder {}", browser.folder().display());
        std::future::pending::<()>().await;
    }
    let mut program = Command::new(std::env::current_exe().unwrap())
        .args([
            "ends::a_browser_goes_when_its_test_program_is_killed",
            "--exact",
            "--nocapture",
        ])
        .env(KEEP, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let folder = lines
        .map_while(Result::ok)
        .find_map(|line| Some(PathBuf::from(line.split_once("folder ")?.1)))
        .unwrap();
    assert!(folder.exists());
    program.kill().unwrap();
    program.wait().unwrap();
    gone(&folder);
}
