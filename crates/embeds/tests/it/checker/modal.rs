//! Rules of a modal's parts.

use serde_json::Value;

use super::Check;

impl Check {
    pub(super) fn modal_part(&mut self, part: &Value) {
        if part["type"] == 10 {
            self.text(&part["content"], "text", 1, 4_000);
            return;
        }
        self.that(part["type"] == 18, "labels and texts only");
        self.text(&part["label"], "label", 1, 45);
        self.text(&part["description"], "description", 0, 100);
        let input = &part["component"];
        match input["type"].as_u64() {
            Some(4) => self.text_input(input),
            Some(3 | 5..=8) => {
                self.that(
                    input.get("disabled").is_none_or(|off| off == false),
                    "disabled in a modal",
                );
                self.select(input);
                self.needed(input);
            }
            Some(19) => {
                self.id(&input["custom_id"]);
                self.range(input, 10);
                self.needed(input);
            }
            Some(21) => {
                self.id(&input["custom_id"]);
                self.options(&input["options"], 2..=10);
                self.that(input["required"].is_boolean(), "required of a radio group");
            }
            Some(22) => {
                self.id(&input["custom_id"]);
                let most = self.options(&input["options"], 1..=10);
                self.range(input, most);
                self.needed(input);
            }
            Some(23) => self.id(&input["custom_id"]),
            other => self.that(false, &format!("component type {other:?} in a label")),
        }
    }

    fn text_input(&mut self, input: &Value) {
        self.that(input.get("label").is_none(), "text input without label");
        self.id(&input["custom_id"]);
        self.text(&input["placeholder"], "placeholder", 0, 100);
        let (min, max) = (
            input["min_length"].as_u64().unwrap_or(0),
            input["max_length"].as_u64().unwrap_or(4_000),
        );
        self.that(min <= max && (1..=4_000).contains(&max), "length of input");
        let most = usize::try_from(max).unwrap_or(0);
        self.text(&input["value"], "value", 0, most);
    }

    /// What must be filled in asks for something.
    fn needed(&mut self, input: &Value) {
        self.that(
            input["min_values"] != 0 || input["required"] == false,
            "required, but asks for nothing",
        );
    }
}
