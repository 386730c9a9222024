//! The probe's texts. What its commands are called says nothing, so their texts are made here.

use std::fmt::Write as _;

/// Options of the commands that have some.
const OPTIONS: [(&str, &[&str]); 7] = [
    ("echo", &["text"]),
    (
        "options",
        &[
            "text",
            "whole",
            "number",
            "flag",
            "user",
            "channel",
            "role",
            "mentionable",
            "file",
            "size",
            "missing",
        ],
    ),
    ("wait-public", &["gate"]),
    ("wait-private", &["gate"]),
    ("wait-refuse", &["gate"]),
    ("rare", &["refuse"]),
    ("suggest", &["fruit"]),
];

/// Commands without options.
const PLAIN: [&str; 10] = [
    "fail", "panic", "ask", "board", "more", "here", "moderate", "own", "tidy", "build",
];

pub(crate) fn english() -> String {
    let mut out = String::from(
        "cmd-probe-name = probe\ncmd-probe-description = Tries everything\n\
         probe-no = Not like this\nprobe-told = You told me { $word }\n\
         cmd-probe-options-opt-size-choice-small = Small\n\
         cmd-probe-options-opt-size-choice-large = Large\n",
    );
    let plain = PLAIN.iter().map(|name| (*name, &[][..]));
    for (name, options) in OPTIONS.into_iter().chain(plain) {
        text(&mut out, &format!("cmd-probe-{name}"), name);
        for option in options {
            text(&mut out, &format!("cmd-probe-{name}-opt-{option}"), option);
        }
    }
    out
}

fn text(out: &mut String, key: &str, name: &str) {
    writeln!(out, "{key}-name = {name}\n{key}-description = Tries {name}").unwrap();
}
