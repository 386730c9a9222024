//! How the demo looks on a terminal.

use crate::console::{Console, Tone};
use crate::demo::control::{Message, Modal, Named};

/// `ann ▸ clicks [E]`.
pub(super) fn action(console: &Console, person: &Named, what: &str) -> String {
    format!("\n{} ▸ {what}", console.paint(Tone::Strong, &person.name))
}

/// The message as the simulator draws it, in a frame that is open to the right.
pub(super) fn message(message: &Message) -> String {
    framed(&message.rendered)
}

/// A filled modal.
pub(super) fn modal(modal: &Modal, text: &str) -> String {
    let mut lines = vec![modal.title.clone()];
    lines.extend(
        modal
            .fields
            .iter()
            .map(|field| format!("{}: {text}▏", field.label)),
    );
    framed(&lines.join("\n"))
}

fn framed(text: &str) -> String {
    let mut drawn = "  ╭──".to_owned();
    for line in text.trim_end().lines() {
        drawn.push_str("\n  │ ");
        drawn.push_str(line);
        drawn.truncate(drawn.trim_end().len());
    }
    drawn.push_str("\n  ╰──");
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_keeps_every_line() {
        assert_eq!(
            framed("one\n\ntwo\n"),
            "  ╭──\n  │ one\n  │\n  │ two\n  ╰──"
        );
    }

    #[test]
    fn a_modal_shows_what_is_typed() {
        let modal: Modal = serde_json::from_value(serde_json::json!({
            "interaction": "3", "title": "Guess", "fields": [{"custom_id": "f", "label": "Word"}]
        }))
        .unwrap();
        assert_eq!(
            super::modal(&modal, "cat"),
            "  ╭──\n  │ Guess\n  │ Word: cat▏\n  ╰──"
        );
    }
}
