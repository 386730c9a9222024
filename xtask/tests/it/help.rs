//! What a person sees first.

use std::process::Command;

#[test]
fn help_names_every_command_and_hides_the_guard() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--help")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for command in ["test", "tidy", "demo", "bench", "words", "clients"] {
        assert!(
            text.contains(&format!("\n  {command} ")),
            "{command} is missing in:\n{text}"
        );
    }
    assert!(!text.contains("guard"), "{text}");
    assert!(
        text.starts_with("Automation of the Guildhall workspace"),
        "{text}"
    );
}
