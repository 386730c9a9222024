//! However a demo ends, nothing of it is left; what ends within it is told.

use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};

use super::running::{Demo, Folder, command};

fn process(folder: &Folder, program: &str) -> Pid {
    let all = folder.processes();
    let found = all.iter().find(|(_, name)| name == program);
    Pid::from_raw(found.unwrap_or_else(|| panic!("no {program} in {all:?}")).0).unwrap()
}

#[test]
fn a_check_sees_that_page_and_bots_answer() {
    let folder = Folder::new("check");
    let output = command(&folder.0, &["--check", "--port", "0"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(said.contains("hangman answers /hangman "), "{said}");
    folder.is_quiet();
}

#[test]
fn a_killed_demo_leaves_no_process() {
    let folder = Folder::new("killed");
    let mut demo = Demo::start(&folder, &[]);
    let programs: Vec<_> = folder
        .processes()
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    for program in ["discord-sim", "hangman"] {
        assert!(programs.iter().any(|name| name == program), "{programs:?}");
    }
    demo.signal(Signal::KILL);
    assert_eq!(demo.end(), None);
    // The next one waits for the programs of the one that was killed.
    let again = Demo::start(&folder, &[]);
    assert!(again.said.contains("the world goes on"), "{}", again.said);
    again.interrupt();
    folder.is_quiet();
}

#[test]
fn programs_die_with_a_guard_that_is_killed() {
    let folder = Folder::new("guards");
    let mut demo = Demo::start(&folder, &[]);
    let guards: Vec<_> = folder
        .processes()
        .into_iter()
        .filter(|(_, name)| name == "xtask" || name == "exe")
        .collect();
    demo.signal(Signal::STOP);
    for (guard, _) in guards {
        let own = Pid::from_raw(guard).unwrap();
        kill_process(own, Signal::KILL).unwrap();
    }
    demo.end();
    folder.is_quiet();
}

#[test]
fn a_terminal_that_is_closed_stops_the_demo_in_order() {
    let folder = Folder::new("terminal");
    let mut demo = Demo::start(&folder, &[]);
    demo.signal(Signal::HUP);
    assert_eq!(demo.end(), Some(0), "{}", demo.said);
    assert!(demo.said.contains("the world is saved"), "{}", demo.said);
    folder.is_quiet();
}

#[test]
fn a_second_ctrl_c_kills() {
    let folder = Folder::new("second");
    let mut demo = Demo::start(&folder, &[]);
    // This bot will not hear that it shall stop.
    kill_process(process(&folder, "hangman"), Signal::STOP).unwrap();
    demo.signal(Signal::INT);
    demo.says("stopping hangman");
    demo.signal(Signal::INT);
    assert_eq!(demo.end(), Some(130), "{}", demo.said);
    folder.is_quiet();
}

#[test]
fn a_bot_that_dies_is_told_with_its_last_lines_and_the_rest_goes_on() {
    let folder = Folder::new("dies");
    let mut demo = Demo::start(&folder, &[]);
    kill_process(process(&folder, "hangman"), Signal::KILL).unwrap();
    let line = demo.says("hangman ended with");
    assert!(
        line.contains("error: hangman ended with signal 9 after "),
        "{line}"
    );
    demo.says("the rest goes on without it");
    assert!(demo.said.contains("it said last:\n    "), "{}", demo.said);
    assert!(demo.get("/sim/v1/state")["guilds"].is_array());
    demo.interrupt();
}

#[test]
fn a_simulator_that_dies_ends_the_demo() {
    let folder = Folder::new("simulator");
    let mut child = command(&folder.0, &["--port", "0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let end = std::time::Instant::now() + super::running::PATIENCE;
    while !folder.processes().iter().any(|(_, name)| name == "hangman") {
        assert!(std::time::Instant::now() < end, "no bot starts");
        std::thread::yield_now();
    }
    kill_process(process(&folder, "discord-sim"), Signal::KILL).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    folder.is_quiet();
}
