//! The acts of a session in Rust, each followed by what was shown.

use std::collections::HashMap;

use super::{
    cast::Cast,
    read::{Act, Did, Which},
    rust::{self, literal},
};
use crate::journal::{Glimpse, Sight};

/// Lines of what was shown that are told in a comment.
const TOLD: usize = 12;
/// Letters that a line must have to tell anything.
const TELLING: usize = 4;

/// What the file uses beside the stage.
#[derive(Debug, Default)]
struct Uses {
    faces: bool,
    outcome: bool,
    upload: bool,
    waits: bool,
}

struct Writer<'a> {
    cast: &'a Cast,
    lines: String,
    uses: Uses,
    /// Variables of messages.
    messages: HashMap<u64, String>,
    /// Variables of modals, by the interaction that opened them.
    modals: HashMap<u64, String>,
    number: usize,
    unanswered: bool,
}

/// The whole file.
pub(super) fn test(name: &str, bot_crate: &str, cast: &Cast, acts: &[Act], bot: u64) -> String {
    let mut writer = Writer {
        cast,
        lines: String::new(),
        uses: Uses::default(),
        messages: HashMap::new(),
        modals: HashMap::new(),
        number: 0,
        unanswered: false,
    };
    for act in acts {
        if act.application.is_some_and(|id| id != bot) {
            let who = cast.name(act.user);
            let left_out = format!("Left out: {who} used another bot ({:?}).", act.did);
            writer.lines.push_str(&rust::comment(&left_out));
            continue;
        }
        writer.act(act);
    }
    if writer.unanswered {
        writer.lines.push_str("\n    stage.forgive_unanswered();\n");
    }
    file(name, bot_crate, &writer)
}

fn file(name: &str, bot_crate: &str, writer: &Writer<'_>) -> String {
    let uses = &writer.uses;
    let mut own = Vec::new();
    let wanted = [
        (uses.faces, "ButtonView"),
        (uses.faces, "MessageView"),
        (uses.outcome, "Outcome"),
        (uses.upload, "Upload"),
        (writer.cast.names_rights, "permission"),
    ];
    own.extend(
        wanted
            .iter()
            .filter(|(used, _)| *used)
            .map(|(_, name)| *name),
    );
    let mut imports = String::new();
    if uses.waits {
        imports.push_str("use std::time::Duration;\n\n");
    }
    match own.as_slice() {
        [] => {}
        [one] => imports.push_str(&format!("use discord_sim::{one};\n")),
        several => imports.push_str(&format!("use discord_sim::{{{}}};\n", several.join(", "))),
    }
    imports.push_str("use testkit::Stage;\n");
    let mut text = format!(
        "//! What people did in the playground, done again.\n//!\n\
         //! Chance is another here than there: loosen what depends on it.\n\n{imports}\n"
    );
    if uses.waits {
        text.push_str(
            "/// How long a message is waited for.\nconst PATIENCE: Duration = Duration::from_secs(10);\n\n",
        );
    }
    text.push_str(&format!("#[tokio::test]\nasync fn {name}() {{\n"));
    let make = format!("Stage::new({bot_crate}::bot)");
    text.push_str(&rust::binding("stage", &make, &["start()", "await"]));
    text.push_str(&writer.cast.lines);
    text.push_str(&writer.lines);
    text.push_str("\n    stage.finish();\n}\n");
    if uses.faces {
        text.push_str(FACES);
    }
    text
}

const FACES: &str = "
/// What the buttons of a message say; those in brackets cannot be pressed.
fn faces(message: &MessageView) -> String {
    let face = |button: ButtonView| {
        let says = match button.emoji {
            Some(emoji) if button.label.is_empty() => emoji,
            _ => button.label,
        };
        if button.disabled {
            format!(\"({says})\")
        } else {
            says
        }
    };
    let faces: Vec<String> = message.buttons().into_iter().map(face).collect();
    faces.join(\" \\u{b7} \")
}
";

impl Writer<'_> {
    fn act(&mut self, act: &Act) {
        self.number += 1;
        let (number, who) = (self.number, self.cast.name(act.user).to_owned());
        self.lines.push('\n');
        let title = format!("{number}. {who} {}", title(&act.did));
        self.lines.push_str(&rust::comment(&title));
        if let Did::Say { .. } = act.did {
            self.say(act);
            return;
        }
        let Some(call) = self.call(act) else {
            return;
        };
        let shown = if asserts(act) {
            format!("shown_{number}")
        } else {
            format!("_shown_{number}")
        };
        let seat = self.cast.seat_of(act);
        let line = rust::binding(&shown, seat, &[&call, "await", "unwrap()"]);
        self.lines.push_str(&line);
        self.shown(act, &shown);
    }

    fn say(&mut self, act: &Act) {
        let Did::Say {
            text,
            message,
            reply_to,
        } = &act.did
        else {
            return;
        };
        let call = match reply_to {
            Some(original) => {
                let original = self.message(act, *original);
                format!("reply(&{original}, {})", literal(text))
            }
            None => format!("say({})", literal(text)),
        };
        let said = format!("said_{}", self.number);
        let line = rust::binding(&said, self.cast.seat_of(act), &[&call, "unwrap()"]);
        self.lines.push_str(&line);
        let check = [format!("{said}.content"), literal(text)];
        self.lines.push_str(&rust::call("assert_eq!", &check));
        self.messages.insert(*message, said);
    }

    /// The call that does it; nothing where it cannot be done on a stage.
    fn call(&mut self, act: &Act) -> Option<String> {
        Some(match &act.did {
            Did::Slash { line, files } if files.is_empty() => format!("slash({})", literal(line)),
            Did::Slash { line, files } => {
                self.uses.upload = true;
                let content = "What was in the files is not kept: these are others.";
                self.lines.push_str(&rust::comment(content));
                let upload = |name: &String| format!("Upload::new({}, \"content\")", literal(name));
                let uploads: Vec<String> = files.iter().map(upload).collect();
                let variable = format!("files_{}", self.number);
                let list = format!("    let {variable} = [{}];\n", uploads.join(", "));
                self.lines.push_str(&list);
                format!("slash_with({}, &{variable})", literal(line))
            }
            Did::Click { message, which } => {
                let message = self.message(act, *message);
                format!("click(&{message}, {})", target(which))
            }
            Did::Select {
                message,
                which,
                values,
            } => {
                let message = self.message(act, *message);
                let values: Vec<String> = values.iter().map(|value| literal(value)).collect();
                let values = values.join(", ");
                format!("select(&{message}, {}, &[{values}])", target(which))
            }
            Did::Submit { opener, fields } => {
                let Some(modal) = self.modals.get(opener).cloned() else {
                    let gone = "The modal was opened before the chosen part.";
                    self.lines.push_str(&rust::comment(gone));
                    return None;
                };
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(field, value)| format!("({}, {})", literal(field), literal(value)))
                    .collect();
                format!("submit(&{modal}, &[{}])", fields.join(", "))
            }
            Did::UserMenu { name, target } => match self.cast.person(*target) {
                Some(person) => format!("user_menu({}, {person})", literal(name)),
                None => format!("user_menu_id({}, stage.application.id())", literal(name)),
            },
            Did::MessageMenu { name, message } => {
                let message = self.message(act, *message);
                format!("message_menu({}, &{message})", literal(name))
            }
            Did::Launch { name } => format!("launch({})", literal(name)),
            Did::Say { .. } => return None,
        })
    }

    /// The variable of a message; one that is from before is looked for.
    fn message(&mut self, act: &Act, id: u64) -> String {
        if let Some(known) = self.messages.get(&id) {
            return known.clone();
        }
        self.uses.waits = true;
        let variable = format!("message_before_{}", self.number);
        self.lines.push_str(&rust::comment(
            "The message is from before the chosen part: say here which one is meant.",
        ));
        let seat = self.cast.seat_of(act);
        let call = ["wait_for(PATIENCE, |_| true)", "await", "unwrap()"];
        self.lines.push_str(&rust::binding(&variable, seat, &call));
        self.messages.insert(id, variable.clone());
        variable
    }

    /// What is seen of an interaction, as assertions.
    fn shown(&mut self, act: &Act, shown: &str) {
        if act.failed {
            self.unanswered = true;
            let failed = format!("    assert!({shown}.failed(), \"nobody answered\");\n");
            self.lines.push_str(&failed);
            return;
        }
        let deferred = act.seen.first().is_some_and(|first| {
            matches!(first.sort, Sight::Thinking | Sight::Nothing) && act.seen.len() > 1
        });
        if deferred {
            let settled = rust::binding(shown, shown, &["settled()", "await", "unwrap()"]);
            self.lines.push_str(&settled);
        }
        let main = act.seen.iter().find(|glimpse| {
            !matches!(
                glimpse.sort,
                Sight::Thinking | Sight::Nothing | Sight::FollowUp
            )
        });
        match main {
            Some(glimpse) => self.main(act, shown, glimpse),
            None if act.seen.is_empty() => {
                let pending = "It was not answered when this was written.";
                self.lines.push_str(&rust::comment(pending));
            }
            None => self
                .lines
                .push_str(&rust::comment("Nothing new was to be seen.")),
        }
        self.follow_ups(act, shown);
    }

    fn main(&mut self, act: &Act, shown: &str, glimpse: &Glimpse) {
        let number = self.number;
        match glimpse.sort {
            Sight::Modal => {
                let modal = format!("modal_{number}");
                let line = rust::binding(&modal, shown, &["modal()", "unwrap()"]);
                self.lines.push_str(&line);
                let check = [format!("{modal}.title"), literal(&glimpse.text)];
                self.lines.push_str(&rust::call("assert_eq!", &check));
                if let Some(id) = act.interaction {
                    self.modals.insert(id, modal);
                }
            }
            Sight::Activity | Sight::Upgrade => {
                self.uses.outcome = true;
                let check = [
                    format!("{shown}.outcome()"),
                    format!("Outcome::{:?}", glimpse.sort),
                ];
                let check = format!("matches!({})", check.join(", "));
                self.lines.push_str(&rust::call("assert!", &[check]));
            }
            _ => {
                let message = format!("message_{number}");
                let line = rust::binding(&message, shown, &["message()", "unwrap()"]);
                self.lines.push_str(&line);
                self.check(&message, glimpse);
            }
        }
    }

    fn follow_ups(&mut self, act: &Act, shown: &str) {
        let further = act
            .seen
            .iter()
            .filter(|glimpse| glimpse.sort == Sight::FollowUp);
        let further: Vec<_> = further.cloned().collect();
        if further.is_empty() {
            return;
        }
        let count = format!("with_followups({})", further.len());
        let line = rust::binding(shown, shown, &[&count, "await", "unwrap()"]);
        self.lines.push_str(&line);
        let all = format!("further_{}", self.number);
        let line = rust::binding(&all, shown, &["followups()"]);
        self.lines.push_str(&line);
        for (place, glimpse) in further.iter().enumerate() {
            self.check(&format!("{all}[{place}]"), glimpse);
        }
    }

    /// A line whose mentions, emojis and times are named: ids are others each time.
    fn without_ids(&self, line: &str) -> String {
        let mut named = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('<') {
            named.push_str(before);
            let Some((inner, behind)) = after.split_once('>') else {
                rest = after;
                named.push('<');
                continue;
            };
            let id = inner.trim_start_matches(['@', '!', '#', '&']);
            match (id.parse().ok(), inner.split(':').nth(1)) {
                (Some(user), _) if inner.starts_with('@') => {
                    named.push_str(&format!("@{}", self.cast.name(user)));
                }
                (Some(_), _) => named.push_str("#\u{2026}"),
                (None, _) if inner.starts_with("t:") => named.push_str("(a time)"),
                (None, Some(emoji)) => named.push_str(&format!(":{emoji}:")),
                (None, None) => named.push_str(&format!("<{inner}>")),
            }
            rest = behind;
        }
        named.push_str(rest);
        named
    }

    /// What a message says and what can be pressed in it.
    fn check(&mut self, message: &str, glimpse: &Glimpse) {
        if let Some(id) = glimpse.message {
            self.messages.insert(id, message.to_owned());
        }
        let not = if glimpse.ephemeral { "" } else { "!" };
        self.lines
            .push_str(&format!("    assert!({not}{message}.ephemeral);\n"));
        for line in glimpse.text.lines().take(TOLD) {
            let line = self.without_ids(line);
            self.lines.push_str(&rust::comment(&format!("| {line}")));
        }
        if let Some(telling) = telling(&glimpse.text) {
            let check = format!("{message}.text().contains({})", literal(telling));
            self.lines.push_str(&rust::call("assert!", &[check]));
        }
        if !glimpse.buttons.is_empty() {
            self.uses.faces = true;
            let face = |(says, enabled): &(String, bool)| {
                if *enabled {
                    says.clone()
                } else {
                    format!("({says})")
                }
            };
            let faces: Vec<String> = glimpse.buttons.iter().map(face).collect();
            let wanted = faces.join(" \u{b7} ");
            let check = [format!("faces(&{message})"), literal(&wanted)];
            self.lines.push_str(&rust::call("assert_eq!", &check));
        }
    }
}

/// Whether something is asserted of what was shown.
fn asserts(act: &Act) -> bool {
    let silent = |glimpse: &Glimpse| matches!(glimpse.sort, Sight::Thinking | Sight::Nothing);
    act.failed || act.seen.len() > 1 || act.seen.iter().any(|glimpse| !silent(glimpse))
}

fn target(which: &Which) -> String {
    match which {
        Which::Says(label) => literal(label),
        Which::Nth(place) => place.to_string(),
    }
}

fn title(did: &Did) -> String {
    match did {
        Did::Slash { line, .. } => format!("runs {line}"),
        Did::Click { which, .. } => format!("presses {}", spoken(which)),
        Did::Select { values, .. } => format!("chooses {}", values.join(", ")),
        Did::Submit { .. } => "submits the modal".to_owned(),
        Did::UserMenu { name, .. } | Did::MessageMenu { name, .. } => {
            format!("uses {name} of a menu")
        }
        Did::Launch { name } => format!("launches {name}"),
        Did::Say { text, .. } => format!("writes {text:?}"),
    }
}

fn spoken(which: &Which) -> String {
    match which {
        Which::Says(label) => label.clone(),
        Which::Nth(place) => format!("button number {}", place + 1),
    }
}

/// A part of a text that is the same every time, for all that can be told: without ids, times, numbers and blanks.
fn telling(text: &str) -> Option<&str> {
    let apart = |letter: char| {
        letter.is_control()
            || matches!(
                letter,
                '\u{2066}'..='\u{2069}' | '*' | '`' | '_' | '~' | '|'
            )
    };
    let mut rest = text;
    let mut pieces = Vec::new();
    // Mentions, emojis and times stand in angle brackets.
    while let Some((before, after)) = rest.split_once('<') {
        pieces.push(before);
        rest = after.split_once('>').map_or("", |(_, behind)| behind);
    }
    pieces.push(rest);
    let pieces = pieces.into_iter().flat_map(|piece| piece.split(apart));
    let parts = pieces.flat_map(|piece| piece.split(|letter: char| letter.is_ascii_digit()));
    let mut parts = parts.map(|part| part.trim().trim_start_matches(['#', '-']).trim());
    parts.find(|part| part.chars().filter(|letter| letter.is_alphabetic()).count() >= TELLING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asserted_of_a_text_stays_the_same() {
        for (text, expected) in [
            (
                "### Hangman \u{b7} Animals\n## `_ _ _`",
                Some("Hangman \u{b7} Animals"),
            ),
            ("<@17>'s game, not yours", Some("'s game, not yours")),
            ("<t:1800000000:R>", None),
            ("12 34", None),
            ("**8** lives left", Some("lives left")),
        ] {
            assert_eq!(telling(text), expected, "{text}");
        }
    }
}
