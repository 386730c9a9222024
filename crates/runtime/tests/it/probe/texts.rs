//! The probe's texts. What its commands are called says nothing, so their texts are made here.

use std::fmt::Write as _;

/// Options of the commands that have some.
const OPTIONS: [(&str, &[&str]); 13] = [
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
    ("wait-refuse-quietly", &["gate"]),
    ("wait-fail", &["gate"]),
    ("hold", &["gate"]),
    ("slow-ask", &["gate"]),
    ("board", &["from"]),
    ("rule hush", &["fruit"]),
    ("rule rare", &["end"]),
    ("suggest", &["fruit"]),
];

/// Commands without options.
const PLAIN: [&str; 13] = [
    "fail",
    "panic",
    "broken",
    "read",
    "hello",
    "ask",
    "more",
    "rule here",
    "rule moderate",
    "rule admin",
    "rule own",
    "rule tidy",
    "rule build",
];

/// Texts of the command that a later release has.
pub(crate) fn grown() -> String {
    let mut out = String::new();
    text(&mut out, "cmd-probe-extra", "extra");
    out
}

pub(crate) fn english() -> String {
    let mut out = String::from(
        "cmd-probe-name = probe\ncmd-probe-description = Tries everything\n\
         probe-no = Not like this\nprobe-hello = Hello all\nprobe-told = You told me { $word }\n\
         cmd-probe-options-opt-size-choice-small = Small\n\
         cmd-probe-options-opt-size-choice-large = Large\n",
    );
    let plain = PLAIN.iter().map(|name| (*name, &[][..]));
    text(&mut out, "cmd-probe-rule", "rule");
    for (path, options) in OPTIONS.into_iter().chain(plain) {
        let key = format!("cmd-probe-{}", path.replace(' ', "-"));
        text(&mut out, &key, path.rsplit(' ').next().unwrap_or(path));
        for option in options {
            text(&mut out, &format!("{key}-opt-{option}"), option);
        }
    }
    out
}

fn text(out: &mut String, key: &str, name: &str) {
    writeln!(out, "{key}-name = {name}\n{key}-description = Tries {name}").unwrap();
}
